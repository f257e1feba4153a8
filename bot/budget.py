"""The project's money against the decision's tables, in whole öre and never a float.

Logged is what someone has written down, booked what has a booking date. Indirect costs are a flat rate on
personnel cost, computed for each year by itself. Who carries the costs stands in `bot.financing`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.project import Project
from bot.project_money import CostCategory
from bot.rounding import half_up

DEFAULT_VAT_PERCENT = Decimal(25)
STAGES = ("logged_ore", "booked_ore", "paid_ore", "ready_ore", "claimed_ore")


@dataclass(frozen=True)
class ExpenseSum:
    """Expenses of one category (None: outside the project's costs) in one calendar year, in öre of cost.

    `logged_ore` holds the approximate ones too, `booked_ore` never; `paid_ore` is what is booked and paid,
    `claimed_ore` what is in a claim, `ready_ore` what a claim could hold now. `uncounted` have no cost in kronor
    (another currency) and are in no sum. `unbound` belong to no activity that stands, `unvouched` are booked without a voucher.
    """

    category: str | None
    year: int
    records: int
    logged_ore: int
    booked_ore: int
    approximate: int = 0
    approximate_ore: int = 0
    uncounted: int = 0
    paid_ore: int = 0
    ready_ore: int = 0
    claimed_ore: int = 0
    unbound: int = 0
    unbound_ore: int = 0
    unvouched: int = 0
    unvouched_ore: int = 0


@dataclass(frozen=True)
class Expenses:
    """All that the status of the money is made of. `outside`: expenses outside the period, in no sum, and their öre."""

    sums: tuple[ExpenseSum, ...]
    outside: int = 0
    outside_ore: int = 0

    @property
    def empty(self) -> bool:
        return not self.sums and not self.outside


@dataclass(frozen=True)
class Line:
    """A row of the budget, in öre; each sum as in `ExpenseSum`. `flat_rate`: computed, never logged by hand."""

    name: str
    budget_ore: int
    logged_ore: int
    booked_ore: int
    paid_ore: int = 0
    ready_ore: int = 0
    claimed_ore: int = 0
    flat_rate: bool = False

    @property
    def left_ore(self) -> int:
        """What the budget has left when all that is logged is paid; negative when it is exceeded."""
        return self.budget_ore - self.logged_ore

    @property
    def percent(self) -> int:
        """Logged in percent of the budget, half up; 0 where there is no budget."""
        return half_up(Decimal(100 * self.logged_ore) / self.budget_ore) if self.budget_ore else 0


@dataclass(frozen=True)
class Account:
    """The budget's lines for a year, or for the whole period (`year` None), with their sum."""

    year: int | None
    lines: tuple[Line, ...]

    @property
    def total(self) -> Line:
        sums = {name: sum(getattr(line, name) for line in self.lines) for name in ("budget_ore", *STAGES)}
        return Line("Summa", **sums)


def cost_ore(amount_ore: int, vat: str | None, rate_percent: Decimal | int | None, project: Project) -> int:
    """What counts as cost of an amount as written, in öre, rounded half up (a credit half down: it cancels out).

    An owner that deducts VAT (`vat = deductible`) counts the cost without it, another (`cost`) with it. `vat` is
    'incl', 'excl', 'none' or None; no word about VAT: the amount is the cost. Without a rate 25 % is meant.
    Raises ValueError for a negative rate.
    """
    rate = DEFAULT_VAT_PERCENT if rate_percent is None else Decimal(rate_percent)
    if rate < 0:
        raise ValueError("a VAT rate is not negative")
    if project.vat == "deductible" and vat == "incl":
        return half_up(Decimal(amount_ore) * 100 / (100 + rate))
    if project.vat == "cost" and vat == "excl":
        return half_up(Decimal(amount_ore) * (100 + rate) / 100)
    return amount_ore


def account(project: Project, expenses: Expenses, year: int | None = None) -> Account:
    """The budget's lines for the year, or for the whole period without one, in the project file's order."""
    years = list(project.years) if year is None else [year]
    return Account(year, tuple(_line(project, expenses, category, years, year) for category in project.cost_categories))


def _line(project: Project, expenses: Expenses, category: CostCategory, years: Sequence[int], year: int | None) -> Line:
    rate = project.flat_rate
    flat = category.name == rate.category
    base = rate.of if flat else category.name
    parts = [[part for part in expenses.sums if (part.category, part.year) == (base, each)] for each in years]
    # year by year, so that the years of the table add up to its total to the öre
    by_year = {stage: [sum(getattr(part, stage) for part in each) for each in parts] for stage in STAGES}
    sums = {stage: sum(map(rate.ore, each) if flat else each) for stage, each in by_year.items()}
    return Line(category.name, category.budget.ore(year), **sums, flat_rate=flat)


def counted(project: Project, expenses: Expenses) -> tuple[ExpenseSum, ...]:
    """The sums that the budget's lines are made of: of categories that are logged by hand."""
    logged = {category.name for category in project.cost_categories if category.logged}
    return tuple(part for part in expenses.sums if part.category in logged)
