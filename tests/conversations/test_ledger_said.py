"""The same of the ledger in other words: without commas, each its voucher, taken back in one word; what is not there."""

import pytest

from tests.conversations.conftest import ANNA, Group, text
from tests.conversations.test_ledger import three


def column(group: Group, name: str) -> list[object]:
    return [row[name] for row in group.rows("expenses")]


def test_several_without_commas_each_with_its_voucher(group: Group) -> None:
    three(group)
    assert "3 utgifter är bokförda" in text(group.log("bokför 1 2 3 ver A3 A4 A5 13/3"))
    assert column(group, "voucher") == ["A3", "A4", "A5"]
    assert "2 utgifter är attesterade" in text(group.log("attestera 1 2", who=ANNA))


@pytest.mark.parametrize("line", ["obokför 1", "avbokför 1", "ångra bokföringen 1"])
def test_a_booking_is_taken_back_in_one_word(group: Group, line: str) -> None:
    three(group)
    group.log("bokför 1 ver A3 13/3")
    assert "Utgift 1 är inte längre bokförd" in text(group.log(line))
    assert column(group, "booked_on") == [None, None, None]


@pytest.mark.parametrize("line", ["avattestera 1", "ångra attest 1"])
def test_an_attest_is_taken_back_in_one_word(group: Group, line: str) -> None:
    three(group)
    group.log("attestera 1", who=ANNA)
    assert "Utgift 1 är inte längre attesterad" in text(group.log(line, who=ANNA))


def test_a_voucher_is_changed_by_its_number(group: Group) -> None:
    three(group)
    group.log("bokför 2 ver A3 13/3")
    assert "ver A61" in text(group.tell("byt ver på utgift 2 till A61"))
    assert [row["booked_on"] for row in group.rows("expenses")][1] == "2024-03-13"


def test_without_its_number_an_expense_is_neither_booked_nor_logged(group: Group) -> None:
    three(group)
    assert "Skriv utgiftens nummer, till exempel ”bokför 7 ver A123 31/3”" in text(
        group.log("bokför utgift taxi ver A4 13/3")
    )
    assert column(group, "booked_on") == [None, None, None]


def test_what_is_not_there_is_said_once(group: Group) -> None:
    three(group)
    assert "Utgift 4–50 finns inte. Inget ändrades." in text(group.log("attestera 1-50", who=ANNA))
    assert "Utgift 5 och 8–9 finns inte." in text(group.log("bokför 1, 5, 8 och 9"))


def test_what_was_never_so_is_said_as_it_is(group: Group) -> None:
    three(group)
    assert "Utgift 1 är inte betald" in text(group.log("utgift 1 är inte betald"))


def test_the_short_word_for_an_expense_is_no_part_of_it(group: Group) -> None:
    assert "1 250 kr · Externa tjänster · Lunch" in text(group.log("utg 1250kr lunch 3 mars"))
