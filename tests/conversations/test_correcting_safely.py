"""A correction changes what was meant and nothing else, also late, twice, or in company of other lines."""

import pytest

from tests.conversations.conftest import ANNA, MAJA, Group, labels, text
from tests.conversations.test_correcting import PLANNED, SEMINAR, one

BUS = "utgift 312 kr buss till Nora 12 mars"


@pytest.mark.parametrize("line", ["ta bort Kumla", "byt Kumla till Nora"])
def test_vague_words_choose_no_kind_by_themselves(group: Group, line: str) -> None:
    group.log(SEMINAR)
    group.log("kontakt Anna Ek, rektor, anna@example.se, Kumla")
    group.log("beslut: partneravtalet med Kumla godkänt")
    before = [group.rows(table) for table in ("activities", "contacts", "notes")]
    assert "Vilken vill du" in text(group.log(line))
    assert [group.rows(table) for table in ("activities", "contacts", "notes")] == before


def test_a_record_that_is_not_there_yet_is_not_offered(group: Group) -> None:
    lines = "utgift 95 kr parkering 12 mars\nutgift 60 kr parkering 11 mars\nta bort parkeringen"
    assert "Spara dem först" in text(group.log(lines))
    assert not group.rows("expenses")
    assert not group.rows("pending")


def test_a_record_chosen_late_is_looked_at_anew(group: Group) -> None:
    group.log("utgift 312 kr buss till Nora 11 mars")
    group.log("utgift 95 kr buss till Kumla 12 mars")
    asked = group.log("rätta bussen: 99 kr")
    group.log("ta bort utgift 1")
    chosen = next(label for label in labels(asked) if label.startswith("Utgift 1 "))
    assert "Utgift 1 ångrades redan" in text(group.press(asked.message, chosen))
    assert [row["amount_ore"] for row in group.rows("expenses")] == [31_200, 9_500]


def test_change_it_yourself_opens_the_record_that_was_meant(group: Group) -> None:
    group.log(SEMINAR)
    asked = group.log("ändra senaste: 30 deltagare, 18 kvinnor och 14 män")
    form = group.press(asked.message, "Ändra själv")
    assert "Ändra aktivitet 1" in str(form.view)
    group.submit({"participants": "32", "women": "18", "men": "14"})
    assert (one(group, "activities")["women"], one(group, "activities")["men"]) == (18, 14)


def test_several_lines_have_no_form_that_would_forget_the_others(group: Group) -> None:
    group.log(SEMINAR)
    asked = group.log("utgift 95 kr parkering 12 mars\nändra aktivitet 1: 25 deltagare")
    assert "Ändra själv" not in labels(asked)


@pytest.mark.parametrize(
    "line",
    [
        "ta bort kvinnor på aktivitet 1", "ta bort delmål 3 från aktivitet 1", "ta bort Kumla från aktivitet 1",
        "ta bort datum på aktivitet 1", "ta bort rubriken på aktivitet 1", "radera 2 deltagare från senaste",
    ],
)  # fmt: skip
def test_a_part_of_a_record_never_takes_the_record(group: Group, line: str) -> None:
    group.log(SEMINAR)
    group.log(line)
    assert one(group, "activities")["deleted_at"] is None


@pytest.mark.parametrize(
    ("logged", "table", "line"),
    [
        (BUS, "expenses", "ändra datum på utgift 1 till 11"),
        (BUS, "expenses", "ändra senaste utgiften till 5"),
        (BUS, "expenses", "ändra moms på utgift 1 till x"),
        (SEMINAR, "activities", "ändra antal deltagare på aktivitet 1 till -5"),
        (SEMINAR, "activities", "ändra antal deltagare på aktivitet 1 till 9999999"),
        (SEMINAR, "activities", "ändra antal deltagare på aktivitet 1 till 12,5"),
        (SEMINAR, "activities", "ändra rubrik på aktivitet 1 till ."),
        (SEMINAR, "activities", "ändra typ på aktivitet 1 till foo"),
        (SEMINAR, "activities", "ändra aktivitet 1: 25 deltagare, 500 kr"),
        ("kontakt Anna Ek, rektor, anna@example.se", "contacts", "ändra mejl på kontakt 1 till anna@"),
    ],
)
def test_a_value_that_does_not_hold_changes_no_other_field(group: Group, logged: str, table: str, line: str) -> None:
    group.log(logged)
    before = group.rows(table)
    answer = text(group.log(line))
    assert group.rows(table) == before, answer


def test_what_a_line_can_say_is_kept(group: Group) -> None:
    group.log("branschseminarium vård i Kumla 12 mars, 32 deltagare")
    group.log("ändra senaste: ca 40 deltagare")
    assert (one(group, "activities")["participants"], one(group, "activities")["approximate"]) == (40, 1)
    group.log("ändra antal kvinnor på aktivitet 1 till 10")
    assert (one(group, "activities")["women"], one(group, "activities")["men"]) == (10, 30)
    group.log(BUS)
    group.log("ändra utgift 1: inkl 6 % moms")
    assert one(group, "expenses")["cost_ore"] == 29_434
    group.log("ändra utgift 1: inkl 25 % moms")
    assert one(group, "expenses")["cost_ore"] == 24_960


def test_a_late_answer_means_what_its_button_said(group: Group) -> None:
    group.log("utgift 95 kr parkering 12 mars")
    asked = group.log("flytta senaste till 1 april")
    group.clock.turn(days=20)
    group.press(asked.message, "lör 1 april 2023")
    assert one(group, "expenses")["date"] == "2023-04-01"


def test_an_answered_question_has_no_form_left(group: Group) -> None:
    asked = group.log("branschseminarium i Kumla 13 mars, 30 deltagare, 18 kvinnor och 14 män")
    group.press(asked.message, "Ändra själv")
    group.log("utgift 10 kr parkering 12 mars")
    pending = group.rows("pending")
    assert len(pending) == 1
    group.submit({"participants": "32", "women": "18", "men": "14"})
    assert len(group.rows("activities")) == 1
    assert "redan besvarad" in text(group.press(asked.message, "Logga inte"))


def test_an_identity_number_is_kept_in_no_question(group: Group) -> None:
    lines = "branschseminarium i Kumla 13 mars, 30 deltagare, 18 kvinnor och 14 män\nkontakt Anna Ek 850101-1236"
    assert "Jag sparar inte personnummer" in text(group.log(lines))
    assert not group.rows("pending")


def test_a_dismissed_form_leaves_its_question(group: Group) -> None:
    asked = group.log("lunch")
    group.press(asked.message, "Utgift")
    group.slack.close_view(MAJA)
    assert "Då låter jag det vara." in text(group.press(asked.message, "Logga inte"))
    assert not group.rows("expenses")


def test_somebody_elses_plan_is_named_before_anything_new_is_logged(group: Group) -> None:
    group.log(PLANNED, who=ANNA)
    asked = group.log("vårdseminariet i Kumla är inställt", who=MAJA)
    assert "planerades av någon annan" in text(asked)
    assert len(group.rows("activities")) == 1


def test_a_plan_told_of_where_plans_are_written(group: Group) -> None:
    group.remind(PLANNED)
    asked = group.remind("vårdseminariet är inställt")
    group.press(asked.message, next(label for label in labels(asked) if label.startswith("Aktivitet 1 ")), who=ANNA)
    assert one(group, "activities")["status"] == "cancelled"


def test_more_than_are_offered_is_said(group: Group) -> None:
    for number in range(1, 9):
        group.log(f"utgift {number} kr buss till Nora 12 mars")
    asked = group.log("ta bort bussen")
    assert "Det finns 3 till" in text(asked)


def test_each_change_of_one_message_has_its_own_way_back(group: Group) -> None:
    group.log("branschseminarium vård i Kumla 12 mars, 32 deltagare")
    answer = group.log("ändra senaste: 25 deltagare\nändra senaste: plats Conventum")
    assert labels(answer).count("Ändra tillbaka") == 2
    assert "redan tillbakatagen eller ändrad igen" in text(group.press(answer.message, "Ändra tillbaka"))
    assert one(group, "activities")["place"] == "Conventum"
