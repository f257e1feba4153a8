"""What in the money somebody should look at, each with how many records and how many öre it is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from bot.budget import Account, Expenses, ExpenseSum, Line, counted
from bot.goals import days_gone
from bot.project import Project

Lack = Literal[
    "period", "activity", "voucher", "paid_late", "approximate", "currency", "not_cost", "by_hand", "no_category"
]  # what an expense lacks to be counted, claimed or traced

LACKS: tuple[Lack, ...] = (
    "period", "activity", "voucher", "paid_late", "approximate", "currency", "not_cost", "by_hand", "no_category",
)  # fmt: skip


@dataclass(frozen=True)
class Lacking:
    """So many expenses lack it, and what they cost; None where that is not known in kronor."""

    what: Lack
    count: int
    ore: int | None


@dataclass(frozen=True)
class YearEnd:
    """The year is nearly over and much of its budget is not logged."""

    year: int
    days: int
    total: Line


def lacking(project: Project, expenses: Expenses, late: tuple[int, int] = (0, 0)) -> tuple[Lacking, ...]:
    """What the expenses of the whole period lack, in the order of LACKS; only what there is any of.

    `late`: how many were paid after the period and are in no claim, and their öre.
    """
    known = counted(project, expenses)
    traced = {category.name for category in project.cost_categories if category.traced}
    none = [part for part in expenses.sums if part.category is None]
    flat = [part for part in expenses.sums if part.category == project.flat_rate.category]
    strange = [part for part in expenses.sums if part not in known and part not in none and part not in flat]
    bound = [part for part in known if part.category in traced]
    found = (
        Lacking("period", expenses.outside, expenses.outside_ore),
        Lacking("activity", _sum(bound, "unbound"), _sum(bound, "unbound_ore")),
        Lacking("voucher", _sum(known, "unvouched"), _sum(known, "unvouched_ore")),
        Lacking("paid_late", *late),
        Lacking("approximate", _sum(known, "approximate"), _sum(known, "approximate_ore")),
        Lacking("currency", _sum(known, "uncounted"), None),
        Lacking("not_cost", _sum(none, "records"), _sum(none, "logged_ore")),
        Lacking("by_hand", _sum(flat, "records"), _sum(flat, "logged_ore")),
        Lacking("no_category", _sum(strange, "records"), _sum(strange, "logged_ore")),
    )
    return tuple(each for each in found if each.count)


def _sum(parts: Iterable[ExpenseSum], name: str) -> int:
    return sum(int(getattr(part, name)) for part in parts)


def over_limit(project: Project, whole: Account) -> tuple[Line, ...]:
    """The lines whose logged cost exceeds their budget by more than the project file's limit."""
    limit = 100 + project.limits.category_percent
    return tuple(line for line in whole.lines if Decimal(100 * line.logged_ore) > limit * line.budget_ore)


def year_end(project: Project, year: Account, today: date) -> YearEnd | None:
    """That the year of the account is nearly over with more of its budget left than the project file's limit."""
    if not project.covers(today) or year.year != today.year:
        return None
    gone, days = days_gone(project, today)
    left = Decimal(100 * year.total.left_ore) > project.limits.year_left_percent * year.total.budget_ore
    return YearEnd(today.year, days - gone, year.total) if days - gone < project.limits.year_end_days and left else None
