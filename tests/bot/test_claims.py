"""However the costs are divided into claims, they ask for the funder's share of all of them and no more than its cap."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.claims import READY, Claim, Costs, proposal
from bot.financing import financing
from bot.project_file import load_project

PROJECT = load_project()
NAMES = [category.name for category in PROJECT.cost_categories if category.logged]
costs = st.builds(
    Costs,
    reason=st.just(READY),
    category=st.sampled_from(NAMES),
    year=st.sampled_from(list(PROJECT.years)),
    records=st.integers(1, 3),
    ore=st.integers(-5_000_00, 400_000_00),
)


def claimed_in_turn(parts: list[list[Costs]]) -> list[Claim]:
    """A claim for each part, one after the other."""
    made: list[Claim] = []
    before: list[Costs] = []
    for number, part in enumerate(parts, 1):
        new = proposal(PROJECT, date(2025, 12, 31), part, before, made)
        made.append(Claim(number, new.until, new.costs_ore, new.flat_rate_ore, new.grant_ore))
        before += part
    return made


@given(st.lists(st.lists(costs, max_size=5), min_size=1, max_size=5))
def test_the_claims_together_are_one_claim_of_it_all(parts):
    made = claimed_in_turn(parts)
    (whole,) = claimed_in_turn([[each for part in parts for each in part]])
    for name in ("costs_ore", "flat_rate_ore", "grant_ore"):
        assert sum(getattr(claim, name) for claim in made) == getattr(whole, name)
    region = next(funder for funder in PROJECT.funders if funder.part == "share")
    assert sum(claim.grant_ore for claim in made) <= 100 * (region.cap or 0)


def test_the_papers_own_budget_year_by_year_asks_for_the_whole_grant():
    years = [
        [Costs(READY, line.name, year, 1, line.budget.ore(year)) for line in PROJECT.cost_categories if line.logged]
        for year in PROJECT.years
    ]
    made = claimed_in_turn(years)
    assert sum(claim.grant_ore for claim in made) == 822_076_00
    assert sum(claim.costs_ore + claim.flat_rate_ore for claim in made) // 100 == 1_644_153


def test_half_the_papers_budget_asks_for_half_of_it():
    half = [Costs(READY, line.name, 2024, 1, line.budget.ore() // 2) for line in PROJECT.cost_categories if line.logged]
    (claim,) = claimed_in_turn([half])
    assert claim.grant_ore == financing(PROJECT, claim.costs_ore + claim.flat_rate_ore).parts[0].ore
    assert claim.grant_ore // 100 == 411_038


def test_what_is_not_ready_is_named_with_why():
    waits = [Costs("not_booked", NAMES[0], 2024, 2, 500_00), Costs("not_booked", NAMES[1], 2024, 1, 100_00)]
    new = proposal(PROJECT, date(2024, 3, 31), waits, [], [])
    assert new.records == new.grant_ore == 0
    assert new.left_out == (("not_booked", 3, 600_00),)
