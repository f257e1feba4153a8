"""A ledger beside what is logged: certain is only what can mean nothing else, whatever the order."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.ledger_rows import NoLedger, rows
from bot.matching import Booked, Proposal, proposal
from bot.records import Expense
from bot.sheet import read_sheets

TODAY = date(2024, 3, 14)
FEBRUARY = date(2024, 2, 10)


def expense(number: int, ore: int, what: str = "buss", **said: object) -> Expense:
    filled = {
        "id": number,
        "date": FEBRUARY,
        "amount_ore": ore,
        "cost_ore": ore,
        "category": "Resor och logi",
        "description": what,
    }
    return Expense.model_validate(filled | said)


def row(place: int, ore: int, said: str = "", day: date = FEBRUARY, **more: str) -> Booked:
    return Booked(place, day, ore, more.get("voucher", f"A{place}"), said)


def sure(found: Proposal) -> list[tuple[int | None, str]]:
    return sorted((each.expense.id, each.rows[0].voucher) for each in found.certain)


def test_one_of_each_is_certain():
    assert sure(proposal([row(2, 31200)], [expense(1, 31200)], TODAY)) == [(1, "A2")]


def test_the_cost_without_vat_is_what_a_ledger_says():
    assert sure(proposal([row(2, 100_000)], [expense(1, 125_000, cost_ore=100_000)], TODAY)) == [(1, "A2")]


def test_two_of_the_same_sum_are_asked_about():
    found = proposal([row(2, 45000), row(3, 45000)], [expense(1, 45000), expense(2, 45000)], TODAY)
    assert not found.certain
    assert [[one.voucher for one in each.rows] for each in found.doubtful] == [["A2", "A3"], ["A2", "A3"]]


def test_words_tell_two_of_the_same_sum_apart():
    bought = [expense(1, 45000, "fika", supplier="ICA"), expense(2, 45000, "tryck")]
    found = proposal([row(2, 45000, "ICA Maxi"), row(3, 45000, "Tryckeriet Örebro")], bought, TODAY)
    assert sure(found) == [(1, "A2"), (2, "A3")]


def test_far_apart_without_a_word_in_common_is_asked_about():
    late = row(2, 31200, "SJ", FEBRUARY + timedelta(days=30))
    assert proposal([late], [expense(1, 31200, "buss")], TODAY).doubtful
    assert sure(proposal([late], [expense(1, 31200, "resa", supplier="SJ AB")], TODAY)) == [], "two letters are no word"
    assert sure(proposal([row(2, 31200, "Länstrafiken", late.day)], [expense(1, 31200, "Länstrafiken")], TODAY))


def test_what_is_booked_already_is_neither_new_nor_unlogged():
    booked = expense(1, 31200, booked_on=FEBRUARY, voucher="A2")
    found = proposal([row(2, 31200)], [booked], TODAY)
    assert (found.certain, found.not_logged, found.known) == ((), (), 1)


def test_a_payment_of_what_is_booked_is_certain():
    booked = expense(1, 31200, booked_on=FEBRUARY, voucher="A2")
    paid = Booked(2, FEBRUARY, 31200, "A2", paid=date(2024, 2, 20))
    assert sure(proposal([paid], [booked], TODAY)) == [(1, "A2")]


def test_what_nobody_has_logged_is_told():
    assert [one.place for one in proposal([row(2, 64000)], [expense(1, 31200)], TODAY).not_logged] == [2]


def test_an_approximate_amount_and_a_day_to_come_match_nothing():
    assert not proposal([row(2, 31200)], [expense(1, 31200, approximate=True)], TODAY).certain
    ahead = proposal([row(2, 31200, day=date(2024, 4, 1))], [expense(1, 31200)], TODAY)
    assert (ahead.certain, ahead.unread) == ((), 1)


def test_rows_of_the_same_number_in_two_files_are_two_rows():
    january, february = (
        Booked(2, FEBRUARY, ore, voucher, source=f"{voucher}.csv") for ore, voucher in ((31200, "A1"), (90000, "B1"))
    )
    one_logged = proposal([january, february], [expense(1, 31200)], TODAY)
    assert (sure(one_logged), one_logged.not_logged) == ([(1, "A1")], (february,))
    both = proposal([january, february], [expense(1, 31200), expense(2, 90000)], TODAY)
    assert sure(both) == [(1, "A1"), (2, "B1")]


def test_what_is_booked_by_hand_answers_for_one_row_of_its_day():
    by_hand = expense(1, 20000, booked_on=FEBRUARY)
    found = proposal([row(2, 20000), row(3, 20000), row(4, 20000)], [by_hand], TODAY)
    assert (found.known, [one.voucher for one in found.not_logged]) == (1, ["A3", "A4"])


def test_an_expense_answers_for_one_row_of_its_voucher():
    booked = expense(1, 20000, booked_on=FEBRUARY, voucher="A1")
    found = proposal([row(2, 20000, voucher="A1"), row(3, 20000, voucher="A1")], [booked], TODAY)
    assert (found.known, [one.place for one in found.not_logged]) == (1, [3])


def test_a_voucher_written_by_hand_is_the_rows_own_and_no_other():
    assert proposal([row(101, 20000)], [expense(1, 20000, booked_on=FEBRUARY, voucher="101")], TODAY).known == 1
    assert proposal([row(101, 20000)], [expense(1, 20000, booked_on=FEBRUARY, voucher="B7")], TODAY).not_logged


def test_a_row_that_may_be_booked_by_hand_is_not_certain_for_another():
    found = proposal([row(2, 20000)], [expense(1, 20000, booked_on=FEBRUARY), expense(2, 20000)], TODAY)
    assert (found.certain, [each.expense.id for each in found.doubtful]) == ((), [2])


def test_two_expenses_of_one_voucher_are_not_both_paid_by_one_row():
    two = [expense(number, 20000, booked_on=FEBRUARY, voucher="A2") for number in (1, 2)]
    paid = Booked(2, FEBRUARY, 20000, "A2", paid=date(2024, 2, 20))
    found = proposal([paid], two, TODAY)
    assert (found.certain, found.known) == ((), 1)


class CountedOre(int):
    """An amount that counts how often it is looked for among others."""

    looks = 0

    def __hash__(self):
        CountedOre.looks += 1
        return int(self)


def test_a_long_ledger_is_not_held_against_each_expense_in_turn():
    many = range(100, 300)
    found = proposal([row(ore, CountedOre(ore)) for ore in many], [expense(ore, ore) for ore in many], TODAY)
    assert len(found.certain) == len(many)
    assert CountedOre.looks < 10 * len(many)


some_ore = st.sampled_from([10000, 20000, -10000, 31200])
some_day = st.dates(date(2024, 1, 1), TODAY) | st.sampled_from([FEBRUARY, FEBRUARY + timedelta(days=1)])
some_words = st.sampled_from(["", "buss", "Kumla kommun", "hotell", "Elite hotell"])
some_voucher = st.sampled_from(["", "A1", "A2", "B1"])
some_row = st.builds(
    Booked, st.integers(2, 4), some_day, some_ore, some_voucher, some_words, st.none() | st.just(TODAY),
    st.sampled_from(["jan.csv", "feb.csv", "bok.xlsx, Mars"]),
)  # fmt: skip
some_booking = st.none() | st.tuples(some_day, some_voucher, st.none() | st.just(TODAY))
some_expense = st.tuples(some_ore, some_words.filter(bool), some_day, some_booking)


@given(st.lists(some_row, max_size=6), st.lists(some_expense, max_size=6), st.randoms(use_true_random=False))
def test_every_row_is_told_once_none_books_two_and_the_order_makes_no_difference(found, bought, random):
    logged = [
        expense(number, ore, what, date=day, booked_on=booking and booking[0],
                voucher=(booking and booking[1]) or None, paid_on=booking and booking[2])
        for number, (ore, what, day, booking) in enumerate(bought, 1)
    ]  # fmt: skip
    first = proposal(found, logged, TODAY)
    books = [id(each.rows[0]) for each in first.certain]
    assert len(books) == len(set(books)) == len({each.expense.id for each in first.certain})
    asked = {id(one) for each in first.doubtful for one in each.rows}
    told = [*books, *asked, *(id(one) for one in first.not_logged)]
    assert len(told) == len(set(told))
    assert first.known + len(told) == len(found), "a row is certain, asked about, not logged or known"
    assert first.known <= sum(each.booked_on is not None for each in logged), "an expense answers for one row"
    random.shuffle(found)
    random.shuffle(logged)
    assert proposal(found, logged, TODAY) == first


LEDGER = """Huvudbok 2024;;;;;;
Datum;Serie;Vernr;Konto;Text;Debet;Kredit
2024-02-13;A;101;5800;SL buss;312,00;
2024-02-13;A;101;1930;SL buss;;312,00
;A;102;5010;utan datum;4 500,00;
;;;;Summa;4 812,00;312,00
"""


def test_a_ledgers_rows_are_its_costs_with_series_and_number():
    found, unread = rows(read_sheets(LEDGER.encode()), "huvudbok.csv", TODAY)
    assert found == [Booked(3, date(2024, 2, 13), 31200, "A101", "SL buss", source="huvudbok.csv")]
    assert unread == 1


def test_a_supplier_ledger_says_when_it_was_paid():
    text = "Leverantör;Fakturadatum;Belopp;Betaldatum\nElite Hotel;2024-02-10;1 000,00;2024-02-25\n"
    assert rows(read_sheets(text.encode()), "reskontra.csv", TODAY)[0] == [
        Booked(2, FEBRUARY, 100_000, "", "Elite Hotel", date(2024, 2, 25), "reskontra.csv")
    ]


def test_a_books_sheets_are_told_apart():
    book = Workbook()
    for sheet in (book.active, book.create_sheet()):
        sheet.append(["Datum", "Ver", "Belopp"])
        sheet.append(["2024-02-10", f"{sheet.title}1", 312])
    kept = BytesIO()
    book.save(kept)
    found, _ = rows(read_sheets(kept.getvalue()), "bok.xlsx", TODAY)
    assert [(one.source, one.place) for one in found] == [("bok.xlsx, Sheet", 2), ("bok.xlsx, Sheet1", 2)]


def test_another_list_is_no_ledger():
    with pytest.raises(NoLedger, match=r"Jag ser ingen bokföring i lista\.csv"):
        rows(read_sheets(b"Datum;Typ\n2024-02-01;Nyhetsbrev\n"), "lista.csv", TODAY)
