"""One expense as the project's accounts see it: what of it is logged, booked, paid and claimed, or why it is not counted.

The same rules by which the database sums them up (`expense_parts` in `storage.migrations`), for where each stands by itself.
"""

from dataclasses import dataclass
from typing import Literal

from bot.project import Project
from bot.records import Expense

WhyNot = Literal["", "outside_costs", "by_hand", "unknown_category", "other_currency", "outside_period"]


@dataclass(frozen=True)
class Entry:
    """Öre of cost. Booked is what has a booking date and is not approximate, paid what is booked and paid.

    `ready_ore` is what a claim can hold now: booked, paid, attested and in no claim. All are 0 where `why_not` says
    why the expense is in no sum.
    """

    expense: Expense
    why_not: WhyNot
    logged_ore: int = 0
    booked_ore: int = 0
    paid_ore: int = 0
    ready_ore: int = 0
    claimed_ore: int = 0


def entry(expense: Expense, project: Project) -> Entry:
    """The expense with its sums."""
    if why_not := _why_not(expense, project):
        return Entry(expense, why_not)
    ore = expense.cost_ore or 0
    booked = ore if expense.booked_on and not expense.approximate else 0
    paid = booked if expense.paid_on else 0
    ready = paid if expense.attested_at and expense.claim_id is None else 0
    return Entry(expense, "", ore, booked, paid, ready, ore if expense.claim_id is not None else 0)


def _why_not(expense: Expense, project: Project) -> WhyNot:
    if not project.covers(expense.date):
        return "outside_period"
    if expense.category is None:
        return "outside_costs"
    category = project.category(expense.category)
    if category is None:
        return "unknown_category"
    if not category.logged:
        return "by_hand"
    return "other_currency" if expense.currency != "SEK" or expense.cost_ore is None else ""
