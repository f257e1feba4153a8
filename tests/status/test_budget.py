"""The paper's own tables, booked exactly, half, one and a half times, all in one year: to the öre."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.budget import (
    Expenses,
    ExpenseSum,
    account,
    cost_ore,
)
from bot.financing import financing
from bot.money_warnings import Lacking, lacking, over_limit
from bot.project_file import load_project
from bot.rounding import apportioned, tied_kronor

PROJECT = load_project()
AS_COST = PROJECT.model_copy(update={"vat": "cost"})
REGION, TOWN, OWNER = (funder.name for funder in PROJECT.funders)
LOGGED = [category for category in PROJECT.cost_categories if category.logged]


def booked(share: Decimal | int = 1, in_year: int | None = None) -> Expenses:
    """Every line of the paper, logged and booked to `share` of its sum, in its year or all in one."""
    sums = []
    for category in LOGGED:
        for year in PROJECT.years:
            ore = int(category.budget.ore(year) * Decimal(share))
            sums.append(ExpenseSum(category.name, in_year or year, 1, ore, ore))
    return Expenses(tuple(sums))


def parts(costs_ore: int) -> dict[str, int]:
    return {part.funder.name: part.ore for part in financing(PROJECT, costs_ore).parts}


def test_the_paper_booked_exactly_gives_its_own_table():
    whole = account(PROJECT, booked())
    assert [(line.name, line.booked_ore) for line in whole.lines] == [
        ("Egen personal", 1_038_394_00),
        ("Externa tjänster", 426_000_00),
        ("Resor och logi", 24_000_00),
        ("Indirekta kostnader", 155_759_10),  # 15 % to the öre; the paper prints whole kronor for each year
    ]
    assert whole.total.booked_ore == 1_644_153_10
    assert [line.left_ore for line in whole.lines] == [0, 0, 0, -10]
    assert [line.percent for line in whole.lines] == [100, 100, 100, 100]


@pytest.mark.parametrize(("year", "flat", "total"), [
    (2023, 50_895_00, 540_195_00), (2024, 51_912_90, 547_998_90), (2025, 52_951_20, 555_959_20),
])  # fmt: skip
def test_each_year_booked_exactly_gives_its_column(year, flat, total):
    one = account(PROJECT, booked(), year)
    assert one.lines[-1].booked_ore == flat
    assert one.total.booked_ore == total


def test_the_papers_sum_is_financed_as_the_paper_says():
    assert parts(1_644_153_00) == {REGION: 822_076_00, TOWN: 600_000_00, OWNER: 222_077_00}
    assert financing(PROJECT, 1_644_153_00).over_ore == 0


def test_half_the_budget_is_overfinanced_by_the_fixed_part():
    found = financing(PROJECT, 822_076_50)
    assert parts(822_076_50) == {REGION: 411_038_25, TOWN: 600_000_00, OWNER: 0}
    assert found.over_ore == 188_961_75
    assert not found.parts[0].capped


def test_half_of_each_line_gives_half_and_the_flat_rate_of_half():
    total = account(PROJECT, booked(Decimal("0.5"))).total.booked_ore
    assert total == 822_076_55  # the flat rate to the öre: 25 447.50 + 25 956.45 + 26 475.60
    assert financing(PROJECT, total).over_ore == 188_961_73
    assert sum(parts(total).values()) == total + 188_961_73


def test_one_and_a_half_times_the_budget_falls_on_whoever_carries_the_rest():
    total = account(PROJECT, booked(Decimal("1.5"))).total.booked_ore
    assert total == 2_466_229_65
    assert parts(total) == {REGION: 822_076_00, TOWN: 600_000_00, OWNER: 1_044_153_65}
    assert financing(PROJECT, total).parts[0].capped
    assert parts(2_466_229_50)[OWNER] == 1_044_153_50


def test_all_in_one_year_leaves_the_grant_as_it_is_since_it_is_cumulative():
    whole = account(PROJECT, booked(in_year=2024))
    assert whole.total.booked_ore == 1_644_153_10
    assert account(PROJECT, booked(in_year=2024), 2024).total.booked_ore == 1_644_153_10
    assert account(PROJECT, booked(in_year=2024), 2023).total.booked_ore == 0
    assert parts(whole.total.booked_ore)[REGION] == 822_076_00


def test_nothing_booked_gives_no_grant_and_no_negative_share():
    assert parts(0) == {REGION: 0, TOWN: 600_000_00, OWNER: 0}


@pytest.mark.parametrize(("amount", "vat", "rate", "cost"), [
    (1_250_00, "incl", None, 1_000_00),
    (1_250_00, "incl", 25, 1_000_00),
    (1_120_00, "incl", 12, 1_000_00),
    (1_060_00, "incl", Decimal(6), 1_000_00),
    (1_250_00, "excl", 25, 1_250_00),
    (1_250_00, "none", None, 1_250_00),
    (1_250_00, None, None, 1_250_00),
    (1, "incl", None, 1),  # 0.8 öre
    (2, "incl", 300, 1),  # half an öre, up
    (-1_250_00, "incl", None, -1_000_00),
])  # fmt: skip
def test_an_owner_that_deducts_vat_counts_the_cost_without_it(amount, vat, rate, cost):
    assert cost_ore(amount, vat, rate, PROJECT) == cost


@pytest.mark.parametrize(
    ("vat", "cost"), [("incl", 1_000_00), ("excl", 1_250_00), ("none", 1_000_00), (None, 1_000_00)]
)
def test_where_vat_is_a_cost_it_is_added(vat, cost):
    assert cost_ore(1_000_00, vat, None, AS_COST) == cost


def test_a_negative_rate_is_refused():
    with pytest.raises(ValueError, match="negative"):
        cost_ore(1_000_00, "incl", -1, PROJECT)


@given(st.integers(-(10**9), 10**9), st.sampled_from(["incl", "excl", "none", None]), st.integers(0, 100))
def test_a_credit_cancels_its_cost_out(amount, vat, rate):
    assert cost_ore(-amount, vat, rate, PROJECT) == -cost_ore(amount, vat, rate, PROJECT)


SUMS = st.lists(
    st.builds(
        ExpenseSum,
        category=st.sampled_from([category.name for category in PROJECT.cost_categories] + [None]),
        year=st.sampled_from(list(PROJECT.years)),
        records=st.just(1),
        logged_ore=st.integers(-(10**6), 10**9),
        booked_ore=st.integers(-(10**6), 10**9),
    ),
    max_size=12,
)


@given(SUMS, st.randoms(use_true_random=False))
def test_the_order_of_logging_changes_nothing(sums, random):
    shuffled = random.sample(sums, len(sums))
    assert account(PROJECT, Expenses(tuple(sums))) == account(PROJECT, Expenses(tuple(shuffled)))


@given(SUMS)
def test_the_years_add_up_to_the_period_line_by_line(sums):
    expenses = Expenses(tuple(sums))
    years = [account(PROJECT, expenses, year) for year in PROJECT.years]
    for index, line in enumerate(account(PROJECT, expenses).lines):
        assert line.logged_ore == sum(year.lines[index].logged_ore for year in years)
        assert line.booked_ore == sum(year.lines[index].booked_ore for year in years)
        assert line.budget_ore == sum(year.lines[index].budget_ore for year in years)


@given(st.integers(0, 10**12))
def test_the_funders_parts_are_the_costs_and_what_overfinances_them(costs):
    found = financing(PROJECT, costs)
    assert sum(part.ore for part in found.parts) == costs + found.over_ore
    assert all(part.ore >= 0 for part in found.parts)
    assert found.parts[0].ore <= 822_076_00
    assert not (found.over_ore and found.parts[2].ore)


@given(st.lists(st.integers(-(10**9), 10**9), max_size=8))
def test_whole_kronor_add_up_to_their_rounded_sum(ore):
    kronor = tied_kronor(ore)
    total = sum(ore)
    assert sum(kronor) == (abs(total) + 50) // 100 * (1 if total >= 0 else -1)
    assert all(abs(100 * shown - exact) < 100 for shown, exact in zip(kronor, ore, strict=True))


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=6))
def test_a_divided_sum_is_whole_again(total, weights):
    divided = apportioned(total, weights)
    assert sum(divided) == total
    assert all(part >= 0 for part in divided)


def test_what_no_sum_holds_is_counted():
    expenses = Expenses(
        (
            ExpenseSum(None, 2024, 2, 700_00, 0),
            ExpenseSum("Indirekta kostnader", 2024, 1, 500_00, 0),
            ExpenseSum("Marknadsföring", 2024, 3, 100_00, 0),
            ExpenseSum("Resor och logi", 2024, 4, 100_00, 0, uncounted=1),
        ),
        outside=5,
        outside_ore=1_250_00,
    )
    assert lacking(PROJECT, expenses) == (
        Lacking("period", 5, 1_250_00),
        Lacking("currency", 1, None),
        Lacking("not_cost", 2, 700_00),
        Lacking("by_hand", 1, 500_00),
        Lacking("no_category", 3, 100_00),
    )
    assert account(PROJECT, expenses).total.logged_ore == 100_00


def test_a_line_over_its_limit_is_found():
    at_limit = Expenses((ExpenseSum("Resor och logi", 2024, 1, 26_400_00, 0),))
    over = Expenses((ExpenseSum("Resor och logi", 2024, 1, 26_400_01, 0),))
    assert over_limit(PROJECT, account(PROJECT, at_limit)) == ()
    assert [line.name for line in over_limit(PROJECT, account(PROJECT, over))] == ["Resor och logi"]
