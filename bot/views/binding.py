"""Which activity an expense belongs to: told, asked, offered."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.project import Project
from bot.records import Activity, Expense
from bot.reply import Button, Reply
from bot.views import swedish_text as sv
from bot.views.cards import card, named, on_button
from bot.views.ledger import brief
from bot.views.questions import NOTHING_CHANGED


class Told(NamedTuple):
    """Expenses, the activity that they belong to now, and whether that is new."""

    expenses: Sequence[Expense]
    activity: Activity | None
    new: bool


def bound(told: Sequence[Told], project: Project, *, back: str) -> Reply:
    """What the expenses belong to now; `back` is empty where they did so already."""
    buttons = (Button(label="Ändra tillbaka", action="unstep", value=back),) if back else ()
    titles = [f"{'✅ ' if one.new else ''}{_title(one)}" for one in told]
    expenses = [expense for one in told for expense in one.expenses]
    if len(expenses) > 1:
        lines = [
            line for title, one in zip(titles, told, strict=True)
            for line in (*((title,) if len(told) > 1 else ()), *_about(one, project), *map(brief, one.expenses))
        ]  # fmt: skip
        title = titles[0] if len(told) == 1 else f"✅ {len(expenses)} utgifter är kopplade"
        return Reply(title=title, text=tuple(lines), buttons=buttons)
    reply = card(expenses[0], project, title=titles[0], notes=_about(told[0], project), named=False)
    edit = tuple(button for button in reply.buttons if button.action == "edit")
    return reply.model_copy(update={"buttons": (*edit, *buttons)})


def _about(one: Told, project: Project) -> tuple[str, ...]:
    return (named(one.activity, project),) if one.activity else ()


def _title(one: Told) -> str:
    names = sv.listed([str(expense.id) for expense in one.expenses])
    if one.activity is None:
        return f"Utgift {names} {'hör inte' if one.new else 'hörde inte'} till någon aktivitet"
    return f"Utgift {names} hör{'' if one.new else ' redan'} till {one.activity.numbered.casefold()}"


def left_without(expenses: int) -> str:
    """What an activity that is undone leaves behind; empty when nothing belonged to it."""
    if not expenses:
        return ""
    said = sv.plural(expenses, "utgift hörde", "utgifter hörde")
    return f"{said} till den och står nu utan aktivitet. Tar du tillbaka den hör {'den' if expenses == 1 else 'de'} dit igen."


def which(described: str, expenses: Sequence[Expense], found: Sequence[Activity], project: Project) -> Reply:
    """Several activities fit the words."""
    return Reply(
        title="Vilken aktivitet hör den till?" if len(expenses) == 1 else "Vilken aktivitet hör de till?",
        text=(f"Du skrev ”{described}”.", *(brief(one) for one in expenses)),
        buttons=tuple(_choice(expenses, one, on_button(one, project)) for one in found),
        notes=(NOTHING_CHANGED,),
    )


def offer(expense: Expense, activity: Activity) -> Button:
    """Below what was just logged: the activity of its day that it seems to belong to."""
    return _choice([expense], activity, f"Koppla till aktivitet {activity.id}")


def _choice(expenses: Sequence[Expense], activity: Activity, label: str) -> Button:
    return Button(label=label, action="bind", value=f"{','.join(str(one.id) for one in expenses)} {activity.id}")
