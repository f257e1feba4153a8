"""A claim (rekvisition): what is in it, what is not and why, and the part of the grant that it asks for.

The grant is computed on all that has been claimed so far, this time included, less what earlier claims asked for: so
the cap holds, and the rounding of one claim is made good by the next. Money is whole öre.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.financing import financing
from bot.project import Project

#: Why an expense is not in a claim, in the order in which it is looked at.
REASONS = (
    "outside_costs", "outside_period", "by_hand", "unknown_category", "currency", "approximate",
    "not_booked", "not_paid", "returned", "not_attested",
)  # fmt: skip
READY = "ready"


@dataclass(frozen=True)
class Costs:
    """Expenses of one category in one year that have come so far: how many, and their cost in öre."""

    reason: str  # READY, or why not
    category: str | None
    year: int
    records: int
    ore: int


@dataclass(frozen=True)
class Claim:
    """A claim that was made: through `date`, its costs without and the flat rate beside them, and the grant."""

    id: int
    date: date
    costs_ore: int
    flat_rate_ore: int
    grant_ore: int
    created_by: str = ""
    created_at: str = ""


@dataclass(frozen=True)
class Line:
    category: str
    records: int
    ore: int


@dataclass(frozen=True)
class Proposal:
    """What a claim through `until` would be. `left_out`: (reason, how many, öre) of what is not in it."""

    until: date
    lines: tuple[Line, ...]
    flat_rate_ore: int
    all_costs_ore: int  # with the flat rate, and with what was claimed before
    grant_before_ore: int
    grant_ore: int
    left_out: tuple[tuple[str, int, int], ...]

    @property
    def records(self) -> int:
        return sum(line.records for line in self.lines)

    @property
    def can_be_made(self) -> bool:
        """Not where there is nothing to claim, nor to pay back: credits alone wait for costs."""
        return bool(self.records) and (self.grant_ore != 0 or self.costs_ore + self.flat_rate_ore > 0)

    @property
    def costs_ore(self) -> int:
        return sum(line.ore for line in self.lines)


def proposal(
    project: Project, until: date, unclaimed: Sequence[Costs], claimed: Sequence[Costs], made: Sequence[Claim]
) -> Proposal:
    """The claim of what is ready of `unclaimed`, after `made`, whose expenses are `claimed`."""
    ready = [each for each in unclaimed if each.reason == READY]
    flat = _flat_rate(project, [*claimed, *ready]) - sum(claim.flat_rate_ore for claim in made)
    lines = tuple(
        Line(category.name, records, sum(each.ore for each in ready if each.category == category.name))
        for category in project.cost_categories
        if (records := sum(each.records for each in ready if each.category == category.name))
    )
    before = sum(claim.costs_ore + claim.flat_rate_ore for claim in made)
    whole = before + sum(line.ore for line in lines) + flat
    granted = sum(claim.grant_ore for claim in made)
    return Proposal(until, lines, flat, whole, granted, _share(project, whole) - granted, tuple(_left_out(unclaimed)))


def _flat_rate(project: Project, costs: Iterable[Costs]) -> int:
    """Year by year, as the budget's table has it."""
    rate, by_year = project.flat_rate, dict[int, int]()
    for each in costs:
        if each.category == rate.of:
            by_year[each.year] = by_year.get(each.year, 0) + each.ore
    return sum(rate.ore(base) for base in by_year.values())


def _share(project: Project, costs_ore: int) -> int:
    """What the funders who pay a share owe of all these costs, at most their caps."""
    return sum(part.ore for part in financing(project, costs_ore).parts if part.funder.part == "share")


def _left_out(unclaimed: Sequence[Costs]) -> Iterable[tuple[str, int, int]]:
    for reason in REASONS:
        found = [each for each in unclaimed if each.reason == reason]
        if found:
            yield reason, sum(each.records for each in found), sum(each.ore for each in found)
