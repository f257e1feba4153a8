"""Which activity an expense belongs to: told, asked, offered."""

from collections.abc import Sequence

from bot.project import Project
from bot.records import Activity, Expense
from bot.reply import Button, Reply
from bot.views import swedish_text as sv
from bot.views.cards import card, named, on_button
from bot.views.ledger import brief
from bot.views.questions import NOTHING_CHANGED


def bound(expenses: Sequence[Expense], activity: Activity | None, project: Project, *, back: str) -> Reply:
    """What the expenses belong to now; `back` is empty where they did so already."""
    names = sv.listed([str(one.id) for one in expenses])
    how = "hör inte till någon aktivitet" if activity is None else f"hör till {activity.numbered.casefold()}"
    already = "" if back else " redan"
    title = f"{'✅ ' if back else ''}Utgift {names} {how.replace('hör', f'hör{already}', 1)}"
    if activity is None and not back:
        title = f"Utgift {names} hörde inte till någon aktivitet"
    buttons = (Button(label="Ändra tillbaka", action="unstep", value=back),) if back else ()
    about = (named(activity, project),) if activity else ()
    if len(expenses) > 1:
        return Reply(title=title, text=(*about, *(brief(one) for one in expenses)), buttons=buttons)
    reply = card(expenses[0], project, title=title, notes=about)
    edit = tuple(button for button in reply.buttons if button.action == "edit")
    return reply.model_copy(update={"buttons": (*edit, *buttons)})


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
