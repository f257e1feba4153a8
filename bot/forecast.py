"""What the whole period will cost if it goes on like this, and who would carry it: in whole öre, never a float.

It goes by whole months: what is logged for the month that is on says too little. The rule is the project file's.
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
class Forecast:
    """`lines` are the budget's, in order: (name, budget, forecast) in öre. `months` of `all_months` have gone."""

    rule: str
    months: int
    all_months: int
    last: date
    lines: tuple[tuple[str, int, int], ...]
    financing: Financing

    @property
    def total_ore(self) -> int:
        return sum(ore for _, _, ore in self.lines)

    @property
    def budget_ore(self) -> int:
        return sum(ore for _, ore, _ in self.lines)


def whole_months(project: Project, today: date) -> tuple[int, int, date] | None:
    """How many whole months of the period have gone, of how many, and the last day of them; None: not enough of them."""
    month = month_of(project, today)
    if month is None or month[0] - 1 < project.forecast.after_months:
        return None
    return month[0] - 1, month[1], today.replace(day=1) - timedelta(days=1)


def forecast(project: Project, logged: Expenses, gone: Expenses, today: date) -> Forecast | None:
    """What the period will cost, by line. `logged`: all of it; `gone`: that of the whole months that have gone.

    Never less than what is logged already. None where there is nothing to go by: outside the period, in its first
    months, or before anything is logged.
    """
    months = whole_months(project, today)
    so_far = account(project, gone)
    if months is None or not so_far.total.logged_ore:
        return None
    so_much = _RULES[project.forecast.rule]
    by_name = {
        known.name: max(so_much(known, line, project, months), now.logged_ore)
        for known, line, now in zip(project.cost_categories, so_far.lines, account(project, logged).lines, strict=True)
    }
    rate = project.flat_rate
    by_name[rate.category] = rate.ore(by_name[rate.of])
    lines = tuple((known.name, known.budget.ore(), by_name[known.name]) for known in project.cost_categories)
    total = sum(by_name.values())
    return Forecast(project.forecast.rule, *months, lines, financing(project, total))


def _at_this_pace(known: CostCategory, line: Line, project: Project, months: tuple[int, int, date]) -> int:
    gone, all_months, _ = months
    return half_up(Decimal(line.logged_ore * all_months) / gone)


def _as_budgeted(known: CostCategory, line: Line, project: Project, months: tuple[int, int, date]) -> int:
    """What is logged, and of each year's budget the months that are left."""
    first = months[2] + timedelta(days=1)
    left = 0
    for year in project.years:
        begins, ends = max(project.start, date(year, 1, 1)), min(project.end, date(year, 12, 31))
        ahead = max(ends.month - max(begins, first).month + 1, 0) if first <= ends else 0
        left += half_up(Decimal(known.budget.ore(year) * ahead) / (ends.month - begins.month + 1))
    return line.logged_ore + left


_RULES: dict[str, Callable[[CostCategory, Line, Project, tuple[int, int, date]], int]] = {
    "pace": _at_this_pace,
    "budget": _as_budgeted,
}
