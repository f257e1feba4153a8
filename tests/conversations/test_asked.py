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


MEASURED = (
    "indikator fyllnadsgrad: utgångsläge 71 %, mål 90 % senast 31 december 2025, delmål 2",
    "indikator partnerkommuner: utgångsläge 3 st, mål 5 st senast 31 december 2025, delmål 1",
    "mått partnerkommuner 6 st 1 mars 2024",
)


def test_what_is_measured_is_asked_for_by_its_name(either: Group) -> None:
    for line in MEASURED:
        either.log(line)
    assert "Delmål 2 Utbildningar" in said(either.tell("hur går det för fyllnadsgraden?"))
    assert "Delmål 1 Samverkansforum" in said(either.tell("når vi målet för partnerkommuner?"))
    assert "Delmål 2 Utbildningar 2023" in said(either.status("fyllnadsgrad 2023"))
    aims = said(either.tell("vilka mål når vi inte?"))
    assert "Nått: Partnerkommuner. Inte nått än: Fyllnadsgrad." in aims
    assert "Menade du ”pengar”?" in said(either.status("penger"))


def test_where_we_have_been_and_where_not(either: Group) -> None:
    assert "Inget tillfälle är genomfört" in said(either.tell("vilka kommuner har vi varit i?"))
    either.log(LINE)
    for asked in ("vilka kommuner har vi inte varit i?", "hur många kommuner är med?"):
        answer = said(either.tell(asked))
        assert "Genomförda tillfällen i 1 av 12 kommuner: Kumla." in answer
        assert "Inte i Askersund" in answer
        assert "eller Örebro." in answer


def test_who_was_there_is_told_of_all_or_of_one_kind(group: Group) -> None:
    group.log(LINE)
    group.log("YH-släpp 25 januari på Örebro slott, 71 deltagare varav 38 kvinnor")
    assert "71 deltagare" in said(group.tell("hur många deltagare på YH-släppet?"))
    assert "103 deltagare: 52 kvinnor" in said(group.tell("hur många kvinnor har vi nått hittills?"))


def test_the_papers_and_the_report_are_asked_for_and_not_logged(group: Group) -> None:
    assert "rapport" in said(group.tell("rapporten")).casefold()
    group.tell("skicka styrgruppens papper")
    assert group.rows("activities") == []


def test_days_to_come_list_what_is_planned_in_them(either: Group) -> None:
    either.remind("branschseminarium solel i Nora 20 mars")
    either.remind("branschseminarium vård i Nora 2 maj")
    quarter = said(either.status("nästa kvartal"))
    assert "tors 2 maj" in quarter
    assert "20 mars" not in quarter
