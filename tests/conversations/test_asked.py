"""Questions as a colleague would put them: each lands in an answer that says it."""

import pytest

from tests.conversations.conftest import Group, text

LINE = "branschseminarium bygg i Kumla 13 mars, 32 deltagare varav 14 kvinnor"


def said(answer):
    return text(answer).replace("\u00a0", " ")


def test_what_a_seminar_cost_is_answered_with_the_seminar_and_its_expenses(either: Group) -> None:
    either.log(LINE)
    either.log("utgift 4 800 kr exkl moms lokalhyra Kumla 13 mars")
    assert "Inga utgifter är kopplade hit" in said(either.tell("vad kostade seminariet i Kumla?"))
    either.tell("koppla 1 till aktivitet 1")
    for asked in ("vad kostade seminariet i Kumla?", "aktivitet 1 kostnader?", "underlag aktivitet 1"):
        answer = said(either.tell(asked))
        assert "Branschseminarium bygg" in answer, asked
        assert "Kostnad: 4 800 kr, inget bokfört · 1 kopplad utgift" in answer, asked
    assert "Utgift 1: Lokalhyra Kumla, ons 13 mars 2024, 4 800 kr" in said(either.status("aktivitet 1"))


def test_a_number_that_nothing_has_is_answered_calmly(group: Group) -> None:
    assert "hittar" in said(group.status("aktivitet 9"))
    assert "Delmål" not in said(group.status("underlag aktivitet 9"))


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("håller vi budgeten?", "Pengar 2024"),
        ("hur mycket har vi kvar i år?", "Pengar 2024"),
        ("vad kostar projektet totalt?", "Pengar, hela projekttiden"),
        ("vad har lönerna kostat i år?", "Egen personal · 2024"),
        ("vad är budgeten för resor 2025?", "Budget 2025:\n 8 000 kr"),
        ("har Örebro kommun betalt?", "Finansiering, hela projekttiden"),
        ("har vi fått in pengar från HKM?", "Finansiering, hela projekttiden"),
        ("hur mycket får vi av regionen i år?", "Finansiering, hela projekttiden"),
        ("hur mycket kan vi rekvirera?", "Finansiering, hela projekttiden"),
    ],
)
def test_a_question_about_money_lands_where_it_is_answered(group: Group, asked: str, answered: str) -> None:
    group.log("lön januari projektledare 28 840 kr 23 februari")
    assert answered in said(group.tell(asked))


@pytest.mark.parametrize("told", ["utgift taxi kostade 140 kr 12 mars", "lunch 400 kr 12 mars, HKM har betalat"])
def test_what_tells_of_a_cost_is_logged(group: Group, told: str) -> None:
    group.tell(told)
    assert len(group.rows("expenses")) == 1
