"""What the whole period will cost if it goes on like this, and who would carry it: in whole öre, never a float.

It goes by whole months, since the month that is on says too little, and from the first one that has any costs: a group
that begins to log in the middle of its period has not spent nothing until then. The rule is the project file's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bot.budget import Expenses, Line, account
from bot.financing import Financing, financing
from bot.goals import month_of
from bot.project import Project
from bot.project_money import CostCategory
from bot.rounding import half_up


@dataclass(frozen=True)
class Gone:
    """The whole months that have gone: the first and the last day of them, how many they are, and how many are left."""

    first: date
    last: date
    months: int
    left: int


@dataclass(frozen=True)
class Forecast:
    """`lines` are the budget's, in order: (name, budget, forecast) in öre, by the months that have gone."""

    rule: str
    gone: Gone
    lines: tuple[tuple[str, int, int], ...]
    financing: Financing

    @property
    def total_ore(self) -> int:
        return sum(ore for _, _, ore in self.lines)

    @property
    def budget_ore(self) -> int:
        return sum(ore for _, ore, _ in self.lines)


def whole_months(project: Project, first: date | None, today: date) -> Gone | None:
    """The whole months from that of the first cost on; None: outside the period, or not enough of them."""
    month = month_of(project, today)
    if month is None or first is None or first > today:
        return None
    begun = max(first.replace(day=1), project.start)
    months = 12 * (today.year - begun.year) + today.month - begun.month
    if months < project.forecast.after_months:
        return None
    return Gone(begun, today.replace(day=1) - timedelta(days=1), months, month[1] - month[0] + 1)


def forecast(project: Project, logged: Expenses, spent: Expenses, gone: Gone | None) -> Forecast | None:
    """What the period will cost, by line. `logged`: all of it; `spent`: that of the whole months that have gone.

    Never less than what is logged already. None where there is nothing to go by.
    """
    so_far = account(project, spent)
    if gone is None or not so_far.total.logged_ore:
        return None
    so_much = _RULES[project.forecast.rule]
    by_name = {
        known.name: max(so_much(known, line, project, gone), now.logged_ore)
        for known, line, now in zip(project.cost_categories, so_far.lines, account(project, logged).lines, strict=True)
    }
    rate = project.flat_rate
    by_name[rate.category] = rate.ore(by_name[rate.of])
    lines = tuple((known.name, known.budget.ore(), by_name[known.name]) for known in project.cost_categories)
    total = sum(by_name.values())
    return Forecast(project.forecast.rule, gone, lines, financing(project, total))


def _at_this_pace(known: CostCategory, line: Line, project: Project, gone: Gone) -> int:
    return half_up(Decimal(line.logged_ore * (gone.months + gone.left)) / gone.months)


def _as_budgeted(known: CostCategory, line: Line, project: Project, gone: Gone) -> int:
    """What is logged, and of each year's budget the months that are left."""
    first = gone.last + timedelta(days=1)
    left = 0
    for year in project.years:
        begins, ends = max(project.start, date(year, 1, 1)), min(project.end, date(year, 12, 31))
        ahead = max(ends.month - max(begins, first).month + 1, 0) if first <= ends else 0
        left += half_up(Decimal(known.budget.ore(year) * ahead) / (ends.month - begins.month + 1))
    return line.logged_ore + left


_RULES: dict[str, Callable[[CostCategory, Line, Project, Gone], int]] = {
    "pace": _at_this_pace,
    "budget": _as_budgeted,
}
