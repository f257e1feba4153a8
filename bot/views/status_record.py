"""An activity with the expenses that are bound to it."""

from collections.abc import Sequence

from bot.project import Project
from bot.records import Activity, Expense
from bot.reply import Reply
from bot.views import swedish_text as sv
from bot.views.cards import card


def with_costs(
    activity: Activity, project: Project, expenses: Sequence[Expense], count: int, logged_ore: int, booked_ore: int
) -> Reply:
    """The activity's card, what it cost in all, and its latest expenses; `count` and the sums are of all of them."""
    shown = card(activity, project)
    if not count:
        none = "Inga utgifter är kopplade hit."
        how = () if activity.deleted_at else (f"Koppla en med ”koppla 7 till aktivitet {activity.id}”.",)
        return shown.model_copy(update={"text": (*shown.text, none), "notes": how})
    many = sv.plural(count, "kopplad utgift", "kopplade utgifter")
    booked = f"varav bokfört {sv.kronor(booked_ore)}" if booked_ore else "inget bokfört"
    lines = [f"Kostnad: {sv.kronor(logged_ore)}, {booked} · {many}", *(f"• {_line(each)}" for each in expenses)]
    rest = count - len(expenses)
    more = (f"{sv.plural(rest, 'äldre utgift', 'äldre utgifter')} till.",) if rest else ()
    return shown.model_copy(update={"text": (*shown.text, *lines), "notes": more})


def _line(expense: Expense) -> str:
    """'Utgift 7: lokalhyra, ons 13 mars 2024, 4 800 kr'."""
    counts = expense.currency == "SEK" and expense.cost_ore is not None
    cost = sv.kronor(expense.cost_ore or 0) if counts else "räknas inte än"
    return f"{expense.numbered}: {expense.description}, {sv.day(expense.date)}, {cost}"
