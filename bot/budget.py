"""The project's money against the decision's tables, in whole öre and never a float.

Logged is what someone has written down, booked what has a booking date. Indirect costs are a flat rate on
personnel cost, computed for each year by itself. The grant is computed cumulatively: its share of all booked
costs up to the cap, since the yearly figures of the decision's financing table are not exactly half.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from bot.project import Project
from bot.project_money import CostCategory, Funder

DEFAULT_VAT_PERCENT = Decimal(25)


@dataclass(frozen=True)
class ExpenseSum:
    """Expenses of one category (None: outside the project's costs) in one calendar year, in öre of cost.

    `logged_ore` holds the approximate ones too, `booked_ore` never; `paid_ore` is what is booked and paid,
    `claimed_ore` what is in a claim, `ready_ore` what a claim could hold now. `uncounted` have no cost in kronor
    (another currency) and are in no sum. `unbound` belong to no activity, `unvouched` are booked without a voucher.
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
    """All that the status of the money is made of. `outside`: expenses outside the period, not counted."""

    sums: tuple[ExpenseSum, ...]
    outside: int = 0

    @property
    def empty(self) -> bool:
        return not self.sums and not self.outside


@dataclass(frozen=True)
class Line:
    """A row of the budget, in öre. `flat_rate`: computed, never logged by hand."""

    name: str
    budget_ore: int
    logged_ore: int
    booked_ore: int
    flat_rate: bool = False

    @property
    def left_ore(self) -> int:
        """What the budget has left when all that is logged is paid; negative when it is exceeded."""
        return self.budget_ore - self.logged_ore

    @property
    def percent(self) -> int:
        """Logged in percent of the budget, half up; 0 where there is no budget."""
        return _rounded(Decimal(100 * self.logged_ore) / self.budget_ore) if self.budget_ore else 0


@dataclass(frozen=True)
class Account:
    """The budget's lines for a year, or for the whole period (`year` None), with their sum."""

    year: int | None
    lines: tuple[Line, ...]

    @property
    def total(self) -> Line:
        return Line(
            "Summa",
            sum(line.budget_ore for line in self.lines),
            sum(line.logged_ore for line in self.lines),
            sum(line.booked_ore for line in self.lines),
        )


@dataclass(frozen=True)
class Part:
    """What a funder carries, in öre. `capped`: the share would be more without its cap."""

    funder: Funder
    ore: int
    capped: bool = False


@dataclass(frozen=True)
class Financing:
    """Who carries the costs: `sum of parts = costs_ore + over_ore`, and no part is negative.

    `over_ore` is over-financing: shares and fixed parts together are more than the costs.
    """

    costs_ore: int
    parts: tuple[Part, ...]
    over_ore: int


@dataclass(frozen=True)
class NotCounted:
    """What is in no sum, and why: (how many, öre where it is known)."""

    outside_costs: tuple[int, int]
    by_hand: int
    unknown_category: int
    other_currency: int
    outside_period: int


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
        return _rounded(Decimal(amount_ore) * 100 / (100 + rate))
    if project.vat == "cost" and vat == "excl":
        return _rounded(Decimal(amount_ore) * (100 + rate) / 100)
    return amount_ore


def _rounded(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def account(project: Project, expenses: Expenses, year: int | None = None) -> Account:
    """The budget's lines for the year, or for the whole period without one, in the project file's order."""
    years = list(project.years) if year is None else [year]
    return Account(year, tuple(_line(project, expenses, category, years, year) for category in project.cost_categories))


def _line(project: Project, expenses: Expenses, category: CostCategory, years: Sequence[int], year: int | None) -> Line:
    rate = project.flat_rate
    flat = category.name == rate.category
    if flat:
        # year by year, so that the years of the table add up to its total to the öre
        sums = [_sums(expenses, rate.of, each) for each in years]
        logged, booked = sum(rate.ore(base) for base, _ in sums), sum(rate.ore(base) for _, base in sums)
    else:
        sums = [_sums(expenses, category.name, each) for each in years]
        logged, booked = sum(part for part, _ in sums), sum(part for _, part in sums)
    return Line(category.name, category.budget.ore(year), logged, booked, flat)


def _sums(expenses: Expenses, category: str, year: int) -> tuple[int, int]:
    parts = [part for part in expenses.sums if part.category == category and part.year == year]
    return sum(part.logged_ore for part in parts), sum(part.booked_ore for part in parts)


def financing(project: Project, costs_ore: int) -> Financing:
    """Each funder's part of the costs of the whole period so far (booked costs, for what is due).

    A share is min(percent of all costs, cap), a fixed part as the decision writes it, and the rest is what is left,
    never below zero: what shares and fixed parts exceed the costs by is over-financing.
    """
    base = max(costs_ore, 0)
    set_parts = {funder.name: _set_part(funder, base) for funder in project.funders if funder.part != "rest"}
    left = base - sum(part.ore for part in set_parts.values())
    resting = [funder for funder in project.funders if funder.part == "rest"]
    rests = apportioned(max(left, 0), [funder.budget.total for funder in resting])
    by_name = set_parts | {funder.name: Part(funder, ore) for funder, ore in zip(resting, rests, strict=True)}
    return Financing(base, tuple(by_name[funder.name] for funder in project.funders), max(-left, 0))


def _set_part(funder: Funder, costs_ore: int) -> Part:
    if funder.part == "fixed":
        return Part(funder, funder.budget.ore())
    share = _rounded(Decimal(costs_ore) * (funder.percent or 0) / 100)
    cap = 100 * (funder.cap or 0)
    return Part(funder, min(share, cap), capped=share > cap)


def not_counted(project: Project, expenses: Expenses) -> NotCounted:
    """What no sum holds: said, so that nobody looks for it in vain."""
    logged = {category.name for category in project.cost_categories if category.logged}
    none = [part for part in expenses.sums if part.category is None]
    flat = [part for part in expenses.sums if part.category == project.flat_rate.category]
    known = [part for part in expenses.sums if part.category in logged]
    unknown = sum(part.records for part in expenses.sums) - sum(part.records for part in (*none, *flat, *known))
    return NotCounted(
        outside_costs=(sum(part.records for part in none), sum(part.logged_ore for part in none)),
        by_hand=sum(part.records for part in flat),
        unknown_category=unknown,
        other_currency=sum(part.uncounted for part in known),
        outside_period=expenses.outside,
    )


def approximate(project: Project, expenses: Expenses) -> tuple[int, int]:
    """How many of the counted expenses are approximate, and their öre: logged, never booked."""
    logged = {category.name for category in project.cost_categories if category.logged}
    parts = [part for part in expenses.sums if part.category in logged]
    return sum(part.approximate for part in parts), sum(part.approximate_ore for part in parts)


def over_limit(project: Project, whole: Account) -> tuple[Line, ...]:
    """The lines whose logged cost exceeds their budget by more than the project file's limit."""
    limit = 100 + project.limits.category_percent
    return tuple(line for line in whole.lines if Decimal(100 * line.logged_ore) > limit * line.budget_ore)


def apportioned(total: int, weights: Sequence[int]) -> list[int]:
    """`total` (not negative) divided by weight into whole parts that add up to it (largest remainder, then order)."""
    if not weights:
        return []
    whole = sum(weights)
    if not whole:
        return [total] + [0] * (len(weights) - 1)
    parts = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda index: (-(total * weights[index] % whole), index))
    for index in order[: total - sum(parts)]:
        parts[index] += 1
    return parts


def tied_kronor(parts_ore: Iterable[int]) -> list[int]:
    """Öre as whole kronor that add up to their rounded sum, each at most a krona from its exact amount.

    Every part is rounded down; the kronor that are then missing go to the parts that lost most (equal: the first).
    """
    parts = list(parts_ore)
    total = sum(parts)
    wanted = (abs(total) + 50) // 100 * (-1 if total < 0 else 1)
    kronor = [ore // 100 for ore in parts]
    order = sorted(range(len(parts)), key=lambda index: (-(parts[index] % 100), index))
    for index in order[: wanted - sum(kronor)]:
        kronor[index] += 1
    return kronor
