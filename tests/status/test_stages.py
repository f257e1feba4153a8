"""Logged, booked, paid, claimed: each a part of the one before, by category, by year and in all, to the krona."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.budget import STAGES, Expenses, ExpenseSum, account
from bot.claims import proposal
from bot.money import Books, standing
from bot.project_file import load_project
from storage import claims, records
from storage.money import books

PROJECT = load_project()
LOGGED = [category for category in PROJECT.cost_categories if category.logged]
MID_MARCH = date(2024, 3, 14)
#: share of each line, everything in one year -> personnel, services, travel, flat rate, sum, grant, owner, over
PAPERS = {
    (1, None): (1_038_394_00, 426_000_00, 24_000_00, 155_759_10, 1_644_153_10, 822_076_00, 222_077_10, 0),
    (1, 2023): (1_038_394_00, 426_000_00, 24_000_00, 155_759_10, 1_644_153_10, 822_076_00, 222_077_10, 0),
    (Decimal("0.5"), None): (519_197_00, 213_000_00, 12_000_00, 77_879_55, 822_076_55, 411_038_28, 0, 188_961_73),
    (Decimal("0.5"), 2025): (519_197_00, 213_000_00, 12_000_00, 77_879_55, 822_076_55, 411_038_28, 0, 188_961_73),
    (Decimal("1.5"), None): (1_557_591_00, 639_000_00, 36_000_00, 233_638_65, 2_466_229_65, 822_076_00, 1_044_153_65, 0),
    (Decimal("1.5"), 2024): (1_557_591_00, 639_000_00, 36_000_00, 233_638_65, 2_466_229_65, 822_076_00, 1_044_153_65, 0),
}  # fmt: skip


def paper(share, in_year, stages):
    """Each line of the paper to that share, all of it come as far as `stages`."""
    sums = []
    for category in LOGGED:
        for year in PROJECT.years:
            ore = int(category.budget.ore(year) * Decimal(share))
            sums.append(ExpenseSum(category.name, in_year or year, 1, ore, **dict.fromkeys(stages[1:], ore)))
    return Expenses(tuple(sums))


@pytest.mark.parametrize(("case", "figures"), PAPERS.items())
def test_every_line_of_the_paper_through_every_stage(case, figures):
    *lines, total, grant, owner, over = figures
    stands = standing(PROJECT, Books(paper(*case, STAGES)), date(2025, 12, 31))
    for stage in STAGES:
        assert [getattr(line, stage) for line in stands.whole.lines] == lines
        assert getattr(stands.whole.total, stage) == total
        assert sum(getattr(year.total, stage) for year in stands.years) == total
    region, town, rest = stands.booked.parts
    assert (region.ore, town.ore, rest.ore, stands.booked.over_ore) == (grant, 600_000_00, owner, over)
    assert region.capped == (case[0] != Decimal("0.5") and total > 1_644_152_00)
    assert stands.booked.beyond_ore == max(owner - 222_077_00, 0)
    exceeded = {"Egen personal", "Externa tjänster", "Resor och logi", "Indirekta kostnader"}
    assert {line.name for line in stands.over_limit} == (exceeded if case[0] == Decimal("1.5") else set())


def test_all_in_one_year_stands_in_that_year_alone():
    stands = standing(PROJECT, Books(paper(1, 2024, STAGES)), date(2025, 12, 31))
    assert [year.total.booked_ore for year in stands.years] == [0, 1_644_153_10, 0]


def test_an_expense_goes_from_logged_to_claimed(database, project, log, expense):
    """Booked without a voucher it is still booked; what is not attested is not ready; what is claimed is no more."""
    steps = [
        {}, {"booked_on": "2024-02-28"}, {"voucher": "A101", "paid_on": "2024-03-02"},
        {"status": "attested", "attested_at": "2024-03-05T08:00:00Z", "attested_by": "U2"}, {"claim_id": 1},
    ]  # fmt: skip
    with database.transaction() as db:
        db.execute(
            "INSERT INTO claims (id, date, costs_ore, flat_rate_ore, grant_ore, created_by, created_at, updated_at)"
            " VALUES (1, '2024-03-31', 10000, 1500, 5750, 'U2', '', '')"
        )
    (kept,) = log(expense("Egen personal", "2024-02-25", 100))
    seen = []
    for step in steps:
        with database.transaction() as db:
            changed = type(kept).model_validate({**kept.model_dump(), **step})
            kept = records.change(db, kept, changed, who="U2", at="2024-03-14T08:00:00Z")
            line = standing(project, books(db, project, MID_MARCH), MID_MARCH).whole.lines[0]
        seen.append([getattr(line, stage) for stage in STAGES])
    ore = 100_00
    assert seen == [
        [ore, 0, 0, 0, 0], [ore, ore, 0, 0, 0], [ore, ore, ore, 0, 0], [ore, ore, ore, ore, 0], [ore, ore, ore, 0, ore],
    ]  # fmt: skip


def test_the_claims_and_what_is_ready_for_the_next(ask, database, log, expense):
    with database.transaction() as db:
        for number, (day, undone) in enumerate([("2023-09-30", None), ("2023-12-31", None), ("2024-01-31", "x")], 1):
            db.execute(
                "INSERT INTO claims (id, date, costs_ore, flat_rate_ore, grant_ore, created_by, created_at, updated_at,"
                " deleted_at) VALUES (?, ?, 20000000, 3000000, 11500000, 'U2', '', '', ?)",
                [number, day, undone],
            )
    ready = {"booked_on": "2024-02-28", "paid_on": "2024-03-02", "attested_at": "2024-03-05T08:00:00Z"}
    log(
        expense("Egen personal", "2024-02-25", 1_000, **ready),
        expense("Egen personal", "2023-05-25", 400_000, **ready | {"claim_id": 1}),
    )
    said = ask("finansiering").plain().replace("\u00a0", " ")
    assert "Rekvisitioner: 2, senast till och med 31 december 2023 · klart att rekvirera: 1 150 kr" in said
    assert "Bidrag från Region Örebro län: hittills 230 575 kr av högst 822 076 kr · rekvirerat 230 000 kr" in said
    whole = ask("pengar hela projekttiden")
    assert whole.parts[0].title == "Från bokfört till rekvirerat"
    last = [cell.replace("\u00a0", " ") for cell in whole.parts[0].table.rows[-1]]
    assert last == ["Summa", "461 150", "461 150", "460 000", "1 150"]


def test_what_is_ready_is_what_the_next_claim_proposes(database, project, log, expense):
    ready = {
        "booked_on": "2024-02-28",
        "paid_on": "2024-03-02",
        "attested_at": "2024-03-05T08:00:00Z",
        "status": "attested",
    }
    log(
        *(expense("Egen personal", f"{year}-02-25", 100.03, **ready) for year in (2023, 2024)),
        expense("Resor och logi", "2024-02-25", 312, **ready),
        expense("Resor och logi", "2024-02-25", 2_000, approximate=True, **ready),
        expense("Resor och logi", "2024-02-26", 95, booked_on="2024-02-28"),
        expense(None, "2024-02-26", 40, **ready),
    )
    with database.reading() as db:
        found = claims.unclaimed(db, project, project.end)
        total = standing(project, books(db, project, MID_MARCH), MID_MARCH).whole.total
    proposed = proposal(project, project.end, found, [], [])
    assert total.ready_ore == proposed.costs_ore + proposed.flat_rate_ore == 100_03 * 2 + 15_00 * 2 + 312_00


ORE = st.integers(-(10**4), 10**8)


@st.composite
def sums(draw):
    """Any sums as a file may hold them: a stage is at most the one before it, but for credits."""
    category = draw(st.sampled_from([category.name for category in PROJECT.cost_categories] + [None, "Okänt"]))
    return ExpenseSum(
        category, draw(st.sampled_from(list(PROJECT.years))), 1, draw(ORE), draw(ORE),
        paid_ore=draw(ORE), ready_ore=draw(ORE), claimed_ore=draw(ORE),
    )  # fmt: skip


@given(st.lists(sums(), max_size=10), st.randoms(use_true_random=False))
def test_the_order_of_logging_changes_nothing_and_the_years_are_the_whole(found, random):
    shuffled = random.sample(found, len(found))
    stands = standing(PROJECT, Books(Expenses(tuple(found))), MID_MARCH)
    assert stands == standing(PROJECT, Books(Expenses(tuple(shuffled))), MID_MARCH)
    for stage in STAGES:
        for index, line in enumerate(stands.whole.lines):
            assert getattr(line, stage) == sum(getattr(year.lines[index], stage) for year in stands.years)
        assert getattr(stands.whole.total, stage) == sum(getattr(line, stage) for line in stands.whole.lines)


def test_a_credit_takes_its_flat_rate_back():
    """100,05 kr and its credit are nothing, whatever half an öre of flat rate each of them would round to."""
    both = [
        ExpenseSum("Egen personal", 2024, 1, 100_05, 100_05),
        ExpenseSum("Egen personal", 2024, 1, -100_05, -100_05),
    ]
    assert account(PROJECT, Expenses(tuple(both))).total.logged_ore == 0
