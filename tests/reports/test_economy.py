"""The economic report: the same sums as in the status, each cost with its activity, and nothing that Excel takes wrong."""

import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import budget
from bot.book import Formula
from bot.budget import Expenses, ExpenseSum
from bot.documents.excel import excel
from bot.entries import Entry, entry
from bot.financing import financing
from bot.project_file import load_project
from bot.records import Expense
from bot.span import Span, whole
from bot.views import economy_costs
from bot.views.economy import economy
from storage import figures
from tests.reports.conftest import AT, AUTUMN_2025, NAMES, QUARTER, Kept, column

PROJECT = load_project()


def cells(book: Any) -> list[Any]:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_its_sums_are_those_of_the_status(kept: Kept) -> None:
    with kept.database.reading() as db:
        expenses = figures.expenses(db, Span(kept.project.start, QUARTER.last, ""))
    for year in kept.project.years:
        account = budget.account(kept.project, expenses, year)
        sheet = kept.workbook()["Per år"]
        shown = zip(
            column(sheet, "År"),
            column(sheet, "Kostnadsslag"),
            column(sheet, "Loggat"),
            column(sheet, "Bokfört"),
            strict=True,
        )
        told = {name: (logged, booked) for of, name, logged, booked in shown if of == year}
        assert told == {line.name: (line.logged_ore / 100, line.booked_ore / 100) for line in account.lines}


def test_who_carries_the_costs_and_what_came_in(kept: Kept) -> None:
    sheet = kept.workbook()["Finansiering"]
    names, parts = column(sheet, "Finansiär"), column(sheet, "Del av bokfört")
    account = budget.account(kept.project, kept.material().spent_so_far)
    found = financing(kept.project, account.total.booked_ore)
    assert dict(zip(names[:3], parts[:3], strict=True)) == {part.funder.name: part.ore / 100 for part in found.parts}
    assert column(sheet, "Inbetalt")[:4] == [0, 200_000, 0, 200_000]
    assert column(sheet, "Kronor")[:2] == [found.costs_ore / 100, found.over_ore / 100]
    assert column(kept.workbook()["Inbetalningar"], "Finansiär")[:2] == ["Örebro kommun", "annan"]


def test_each_cost_stands_with_its_activity_and_its_way_to_the_claim(kept: Kept) -> None:
    kept.claim(date(2024, 2, 29))
    sheet = kept.workbook()["Kostnader"]
    rows = list(
        zip(
            *(
                column(sheet, label)
                for label in ("Utgift", "Aktivitet", "Aktivitetens rubrik", "Bokfört", "Rekvisition")
            ),
            strict=True,
        )
    )
    assert rows[:4] == [
        (2, "hela", None, 28_840.5, 1), (3, 2, "YH-släpp på Conventum", 18_500, 1), (4, 3, f"Träff med {NAMES[0]}", 0, None),
        (5, "utan", None, 0, None),
    ]  # fmt: skip
    assert column(kept.workbook()["Per aktivitet"], "Loggat")[:5] == [18_500, 312, 28_840.5, 99.99, 47_752.49]


def test_what_was_before_the_period_is_there_for_the_sums_since_the_start(kept: Kept, everything: Span) -> None:
    assert column(kept.workbook()["Tidigare kostnader"], "Utgift")[:1] == [1]
    assert "Tidigare kostnader" not in kept.workbook(everything).sheetnames


def test_what_is_not_counted_stands_with_why(kept: Kept) -> None:
    sheet = kept.workbook()["Räknas inte"]
    assert dict(zip(column(sheet, "Utgift"), column(sheet, "Varför"), strict=True)) == {
        4: "Inte bokförd", 5: "Ungefärligt belopp, inte bokförd", 6: "Utanför projektets kostnader",
        7: "Annan valuta, eller utan kostnad i kronor", 8: "Datum utanför projekttiden",
    }  # fmt: skip


def test_the_claim_is_the_one_that_the_chat_proposes(kept: Kept) -> None:
    following = kept.material().next_claim
    assert following and following.records == 3
    sheet = kept.workbook()["Rekvisition"]
    asked = dict(sheet.iter_rows(min_col=1, max_col=2, values_only=True))
    assert asked["Bidrag att rekvirera nu"] == following.grant_ore / 100
    kept.claim(date(2024, 2, 29))
    sheet = kept.workbook()["Rekvisition"]
    assert column(sheet, "Bidrag")[0] == following.grant_ore / 100
    assert dict(sheet.iter_rows(min_col=1, max_col=2, values_only=True))["Bidrag att rekvirera nu"] == 0


def test_a_period_before_the_last_claim_proposes_no_other(kept: Kept) -> None:
    kept.claim(date(2024, 2, 29))
    sheet = kept.workbook(Span(date(2023, 1, 1), date(2023, 12, 31), "2023"))["Rekvisition"]
    assert "Bidrag att rekvirera nu" not in column(sheet, "Rekvirerat")


def test_text_is_never_a_formula_a_link_or_a_number(kept: Kept) -> None:
    shown = [cell for cell in cells(kept.workbook(values=False)) if str(cell.value)[:1] in ("=", "+", "-", "@")]
    written = [cell for cell in shown if cell.value in ("=SUM(A1:A9)", "+46 buss", "-taxi", f"@{NAMES[2]}")]
    assert {cell.value for cell in written} == {"=SUM(A1:A9)", "+46 buss", "-taxi", f"@{NAMES[2]}"}
    assert {cell.data_type for cell in written} == {"s"}
    assert all(cell.data_type == "f" for cell in shown if cell not in written)


def test_every_formula_carries_its_value(kept: Kept) -> None:
    formulas = [cell for cell in cells(kept.workbook(values=False)) if cell.data_type == "f"]
    values = kept.workbook()
    assert len(formulas) > 150
    assert all(isinstance(values[cell.parent.title][cell.coordinate].value, int | float) for cell in formulas)


def test_it_has_native_charts(kept: Kept) -> None:
    book = openpyxl.load_workbook(io.BytesIO(excel(economy(kept.material()))))
    assert len(book["Budget"]._charts) == 2  # openpyxl reads charts, but has no public way to them


def test_an_empty_period_has_its_workbook(kept: Kept, empty: Kept, everything: Span) -> None:
    assert column(kept.workbook(AUTUMN_2025)["Kostnader"], "Vad")[0] == "Inga kostnader"
    assert column(kept.workbook(AUTUMN_2025)["Kostnader"], "Loggat")[1] == 0


def test_receipts_are_named_by_their_rows_and_only_named(kept: Kept) -> None:
    kept.receipt(3, "../../etc/passwd", b"%PDF-1")
    kept.receipt(2, "=cmd|'C calc'!A0.pdf", b"%PDF-2")
    kept.receipt(3, "kvitto två.pdf", b"%PDF-3")
    assert column(kept.workbook()["Kostnader"], "Kvitto")[:3] == [
        "0001 utgift 2-1 cmd_C calc_A0.pdf",
        "0002 utgift 3-1 passwd.pdf, 0002 utgift 3-2 kvitto två.pdf",
        None,
    ]


def test_a_receipt_is_what_it_is_whatever_it_was_called_and_whole(kept: Kept) -> None:
    kept.receipt(2, "faktura.hta", b"%PDF-2")
    kept.receipt(3, "../../x.exe", b"%PDF-3")
    _, whole_file = economy_costs.receipts(kept.material())[0]
    whole_file.with_suffix(".part").write_bytes(b"%P")  # as a power cut leaves it
    assert [(name, path.read_bytes()) for name, path in economy_costs.receipts(kept.material())] == [
        ("0001 utgift 2-1 faktura.pdf", b"%PDF-2"), ("0002 utgift 3-1 x.pdf", b"%PDF-3"),
    ]  # fmt: skip


expenses = st.builds(
    Expense,
    date=st.dates(date(2022, 12, 1), date(2026, 1, 31)),
    amount_ore=st.integers(-9_999_99, 99_999_99),
    cost_ore=st.none() | st.integers(-9_999_99, 99_999_99),
    currency=st.sampled_from(("SEK", "SEK", "SEK", "EUR")),
    category=st.none() | st.sampled_from([line.name for line in PROJECT.cost_categories]),
    description=st.just("något"),
    approximate=st.booleans(),
    booked_on=st.none() | st.just(date(2024, 5, 1)),
    paid_on=st.none() | st.just(date(2024, 5, 2)),
    attested_at=st.none() | st.just(AT),
    claim_id=st.none() | st.just(1),
)


@settings(deadline=None, max_examples=60)
@given(logged=st.lists(expenses, max_size=12))
def test_every_expense_counts_by_itself_as_in_the_sums(logged: list[Expense], tmp_path_factory: Any) -> None:
    """One by one in Python, and all together in SQL: the same öre."""
    from storage.database import Database

    database = Database(tmp_path_factory.mktemp("sums") / "yh.db")
    kept = Kept(database, PROJECT)
    kept.claim(date(2023, 1, 31))  # that expenses can be in
    kept.log(*logged)
    with database.reading() as db:
        summed = figures.expenses(db, whole(PROJECT))
    database.close()
    entries = [entry(each, PROJECT) for each in logged]
    for category in (line.name for line in PROJECT.cost_categories if line.logged):
        for year in PROJECT.years:
            assert _of(entries, category, year) == _of_sums(summed, category, year)


STAGES = ("logged_ore", "booked_ore", "paid_ore", "ready_ore", "claimed_ore")


def _of(entries: list[Entry], category: str, year: int) -> tuple[int, ...]:
    own = [each for each in entries if each.expense.category == category and each.expense.date.year == year]
    return tuple(sum(getattr(each, name) for each in own) for name in STAGES)


def _of_sums(expenses: Expenses, category: str, year: int) -> tuple[int, ...]:
    own: list[ExpenseSum] = [part for part in expenses.sums if (part.category, part.year) == (category, year)]
    return tuple(sum(getattr(part, name) for part in own) for name in STAGES)


def test_formulas_point_only_at_sheets_that_are_there(kept: Kept) -> None:
    book = economy(kept.material())
    names = {sheet.name for sheet in book.sheets}
    formulas = [
        cell
        for sheet in book.sheets
        for grid in sheet.grids
        for row in grid.rows
        for cell in row
        if isinstance(cell, Formula)
    ]
    assert {name for formula in formulas for name in re.findall(r"'([^']+)'!", formula.text)} <= names


def test_a_category_that_has_left_the_project_is_not_counted(kept: Kept, expense: Callable[..., Expense]) -> None:
    kept.log(expense("Utrustning", "2024-02-11", 1000))
    sheet = kept.workbook()["Räknas inte"]
    assert "Kostnadsslaget finns inte i projektet" in column(sheet, "Varför")


@pytest.mark.parametrize(
    ("halves", "region", "rest", "over"),
    [(2, 822_076, 222_077, 0), (1, 411_038.25, 0, 188_961.75), (3, 822_076, 1_044_153.5, 0)],
    ids=["as budgeted", "half of it", "half as much again"],
)
def test_the_papers_own_budget_gives_the_papers_own_shares(
    empty: Kept, expense: Callable[..., Expense], everything: Span, halves: int, region: float, rest: float, over: float
) -> None:
    """Each line booked year by year as the paper has it, half of it, and half as much again: cap and over-financing.

    The flat rate is counted to the öre, and the paper's is in whole kronor: all in all half a krona beside it.
    """
    empty.log(*(
        expense(line.name, f"{year}-06-01", halves * line.budget.years[year] / 2, booked_on=f"{year}-06-30")
        for line in PROJECT.cost_categories if line.logged for year in PROJECT.years
    ))  # fmt: skip
    sheet = Kept(empty.database, PROJECT, date(2026, 1, 10)).workbook(everything)["Finansiering"]
    parts = column(sheet, "Del av bokfört")
    assert parts[1] == 600_000
    assert (parts[0], parts[2], column(sheet, "Kronor")[1]) == pytest.approx((region, rest, over), abs=0.5)
