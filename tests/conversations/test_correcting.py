"""What was logged is put right by a line of text: found, changed, shown, and taken back."""

import pytest

from tests.conversations.conftest import ANNA, MAJA, Group, labels, text


def one(group: Group, table: str) -> dict:
    (row,) = group.rows(table)
    return row


SEMINAR = "branschseminarium vård i Kumla 12 mars, 32 deltagare varav 14 kvinnor"
PLANNED = "branschseminarium vård 14 maj kl 13 i Kumla, anmälan senast 2 maj"


def test_the_latest_is_corrected_and_the_change_is_shown(either: Group) -> None:
    either.log("branschseminarium vård i Kumla 12 mars, 32 deltagare")
    either.log("utgift 95 kr parkering 12 mars")
    answer = either.log("ändra senaste: 25 deltagare")
    assert "Aktivitet 1 är ändrad" in text(answer), "an expense has no participants: the latest activity is meant"
    assert "Deltagare: 25 (var 32)" in text(answer)
    assert one(either, "activities")["participants"] == 25
    back = either.press(answer.message, "Ändra tillbaka")
    assert "Aktivitet 1 står som förut" in text(back)
    assert one(either, "activities")["participants"] == 32


@pytest.mark.parametrize(
    ("logged", "correction", "column", "value"),
    [
        (SEMINAR, "ändra seminariet i Kumla: 30 deltagare, 12 kvinnor", "men", 18),
        (SEMINAR, "ändra aktivitet 1: plats Folkets hus", "place", "Folkets hus"),
        (SEMINAR, "ändra rubrik på senaste till Vård och omsorg", "title", "Vård och omsorg"),
        (SEMINAR, "ändra datum på vårdseminariet till 11/3", "date", "2024-03-11"),
        (SEMINAR, "ändra typ på aktivitet 1 till nyhetsbrev", "type", "nyhetsbrev"),
        (SEMINAR, "byt Kumla till Nora", "title", "Branschseminarium vård"),
        (PLANNED, "flytta Kumla till 21 maj", "date", "2024-05-21"),
        (PLANNED, "flytta fram vårdseminariet en vecka", "date", "2024-05-21"),
        (PLANNED, "34 anmälda nu till vårdseminariet", "registered", 34),
        (PLANNED, "ändra sista anmälningsdag för Kumla till 6 maj", "deadline", "2024-05-06"),
        (PLANNED, "ändra tiden på vårdseminariet till kl 9-11", "end_time", "11:00"),
        (PLANNED, "ställ in seminariet i Kumla", "status", "cancelled"),
        (PLANNED, "ändra ansvarig för vårdseminariet till Karin", "responsible", "Karin"),
    ],
)
def test_an_activity_is_corrected_in_the_writers_words(
    group: Group, logged: str, correction: str, column: str, value: object
) -> None:
    group.log(logged)
    group.log(correction)
    assert one(group, "activities")[column] == value


@pytest.mark.parametrize(
    ("correction", "column", "value"),
    [
        ("rätta utgift 1 till 1 350 kr", "amount_ore", 135_000),
        ("rätta utgift 1: 1350", "amount_ore", 135_000),
        ("fel belopp på senaste, ska vara 1 350 kr", "amount_ore", 135_000),
        ("flytta utgift 1 till Externa tjänster", "category", "Externa tjänster"),
        ("ändra utgift 1: inkl moms", "cost_ore", 24_960),
        ("byt datum på bussen till 11/3", "date", "2024-03-11"),
        ("ändra leverantör på bussen till Länstrafiken", "supplier", "Länstrafiken"),
    ],
)
def test_an_expense_is_corrected(group: Group, correction: str, column: str, value: object) -> None:
    group.log("utgift 312 kr buss till Nora 12 mars")
    group.log(correction)
    assert one(group, "expenses")[column] == value


def test_a_contact_gets_a_new_address(group: Group) -> None:
    group.log("kontakt Anna Ek, rektor på Kumla YH, anna@example.se")
    answer = group.log("byt mejl på Anna Ek till anna.ek@example.se")
    assert "Kontakt 1 är ändrad" in text(answer)
    assert "Dela i kanalen" not in labels(answer)
    assert one(group, "contacts")["email"] == "anna.ek@example.se"


def test_moving_the_occasion_moves_its_reminders(group: Group) -> None:
    group.log(PLANNED)
    group.log("flytta Kumla till 21 maj")
    due = {row["due_at"][:10] for row in group.rows("reminders") if row["state"] == "open" and row["about"] == "event"}
    assert "2024-05-20" in due
    assert "2024-05-13" not in due


def test_of_several_the_right_one_is_asked_for(either: Group) -> None:
    either.log("utgift 312 kr buss till Nora 11 mars")
    either.log("utgift 95 kr buss till Kumla 12 mars")
    asked = either.log("ta bort bussen")
    assert "Vilken vill du ångra?" in text(asked)
    assert all(row["deleted_at"] is None for row in either.rows("expenses"))
    chosen = next(label for label in labels(asked) if "Nora" in label)
    undone = either.press(asked.message, chosen)
    assert "Utgift 1 är ångrad" in text(undone)
    assert [bool(row["deleted_at"]) for row in either.rows("expenses")] == [True, False]
    either.press(undone.message, "Ta tillbaka")
    assert all(row["deleted_at"] is None for row in either.rows("expenses"))


def test_a_total_that_contradicts_the_split_is_asked_about(group: Group) -> None:
    group.log(SEMINAR)
    asked = group.log("ändra senaste: 25 deltagare")
    assert "fördelningen som står där blir 32" in text(asked)
    assert one(group, "activities")["participants"] == 32
    group.press(asked.message, "25 deltagare, utan fördelning")
    row = one(group, "activities")
    assert (row["participants"], row["women"], row["men"]) == (25, None, None)


def test_what_does_not_hold_together_opens_the_form(group: Group) -> None:
    group.log(PLANNED)
    asked = group.log("ändra sista anmälningsdag för Kumla till 20 maj")
    assert "Sista anmälningsdagen ligger efter tillfället" in text(asked)
    form = group.press(asked.message, "Ändra själv")
    assert form.view is not None
    group.submit({"deadline": "2024-05-10"})
    assert one(group, "activities")["deadline"] == "2024-05-10"


@pytest.mark.parametrize(
    ("correction", "says"),
    [
        ("ändra aktivitet 12: 25 deltagare", "Jag hittar inget som passar ”aktivitet 12”"),
        ("ta bort mässan i Laxå", "Jag hittar inget som passar"),
        ("ändra senaste", "Jag såg inte vad som ska ändras"),
        ("ändra senaste: 32 deltagare", "Så står det redan"),
        ("ändra senaste: 31 februari", "finns inte"),
        ("ändra senaste: Anna är sjukskriven", "någons hälsa"),
    ],
)
def test_what_cannot_be_corrected_is_said_and_nothing_is_changed(group: Group, correction: str, says: str) -> None:
    group.log(SEMINAR)
    before = group.rows("activities")
    assert says in text(group.log(correction))
    assert group.rows("activities") == before


def test_somebody_elses_record_is_the_leaders_to_correct(group: Group) -> None:
    group.log(SEMINAR, who=MAJA)
    refused = group.log("ändra aktivitet 1: 30 deltagare, 12 kvinnor", who="UKARIN")
    assert "loggades av någon annan" in text(refused)
    assert one(group, "activities")["participants"] == 32
    group.log("ändra aktivitet 1: 30 deltagare, 12 kvinnor", who=ANNA)
    assert one(group, "activities")["participants"] == 30


def test_a_change_that_was_changed_again_is_not_taken_back(group: Group) -> None:
    group.log("branschseminarium vård i Kumla 12 mars, 32 deltagare")
    first = group.log("ändra senaste: 25 deltagare")
    group.log("ändra senaste: 26 deltagare")
    refused = group.press(first.message, "Ändra tillbaka")
    assert "redan tillbakatagen eller ändrad igen" in text(refused)
    assert one(group, "activities")["participants"] == 26


def test_a_correction_among_other_lines_is_done_with_them_or_not_at_all(group: Group) -> None:
    group.log(SEMINAR)
    asked = group.log("utgift 95 kr parkering 12 mars\nändra senaste: 25 deltagare")
    assert "Vilket stämmer?" in text(asked)
    assert not group.rows("expenses")
    group.press(asked.message, "25 deltagare, utan fördelning")
    assert one(group, "expenses")["amount_ore"] == 9_500
    assert one(group, "activities")["participants"] == 25


def test_a_plan_is_corrected_where_it_was_made(group: Group) -> None:
    group.remind(PLANNED)
    group.remind("flytta Kumla till 21 maj")
    assert one(group, "activities")["date"] == "2024-05-21"


def test_the_latest_is_what_was_logged_last_whatever_is_planned(group: Group) -> None:
    group.log(PLANNED)
    group.log("företagsbesök i Kumla 12 mars, 6 deltagare")
    group.log("ändra senaste: 11 mars")
    assert [row["date"] for row in group.rows("activities")] == ["2024-05-14", "2024-03-11"]


def test_a_seminar_is_no_bus_ticket(group: Group) -> None:
    group.log("utgift 400 kr buss 12 mars")
    refused = group.log("flytta styrgruppsmötet till 12 april")
    assert "Jag hittar inget som passar ”styrgruppsmötet”" in text(refused)
    assert one(group, "expenses")["date"] == "2024-03-12"


@pytest.mark.parametrize(
    ("logged", "line", "table", "column", "kept"),
    [
        (SEMINAR, "ta bort plats på aktivitet 1", "activities", "place", None),
        (SEMINAR, "ta bort deltagarantalet på aktivitet 1", "activities", "women", None),
        ("kontakt Omar Ali, rektor, omar@example.se", "ta bort mejlen på Omar", "contacts", "email", None),
    ],
)
def test_a_field_is_emptied_and_its_record_stays(
    group: Group, logged: str, line: str, table: str, column: str, kept: object
) -> None:
    group.log(logged)
    group.log("ändra aktivitet 1: plats Conventum")
    group.log(line)
    row = one(group, table)
    assert (row[column], row["deleted_at"]) == (kept, None)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("ta bort allt", "Jag hittar inget som passar ”allt”"),
        ("ta bort aktivitet 1 och 2", "en post i taget"),
        ("ta bort", "Vilken vill du ångra?"),
        ("ta tillbaka senaste", "med knappen Ta tillbaka"),
        ("ändra aktivitet 1: 500 kr", "Aktivitet 1 har inget belopp"),
        ("ändra senaste: delmål 7", "Delmålen är 1 Samverkansforum"),
    ],
)
def test_what_is_vague_takes_nothing_away(group: Group, line: str, says: str) -> None:
    group.log(SEMINAR)
    group.log("utgift 95 kr parkering 12 mars")
    before = (group.rows("activities"), group.rows("expenses"))
    assert says in text(group.log(line))
    assert (group.rows("activities"), group.rows("expenses")) == before


@pytest.mark.parametrize(
    ("logged", "line", "day"),
    [
        (SEMINAR, "flytta vårdseminariet till 11 mars", "2024-03-11"),
        (PLANNED, "flytta vårdseminariet till 4 juni", "2024-06-04"),
        (PLANNED, "flytta vårdseminariet till 14 maj 2025", "2025-05-14"),
    ],
)
def test_a_day_without_a_year_is_the_one_nearest_to_what_stands_there(
    group: Group, logged: str, line: str, day: str
) -> None:
    group.log(logged)
    group.log(line)
    assert one(group, "activities")["date"] == day


def test_a_day_that_cannot_be_of_either_year_is_asked_about(group: Group) -> None:
    group.log("utgift 95 kr parkering 12 mars")
    asked = group.log("flytta senaste till 1 april")
    assert "Vilket år menar du?" in text(asked)
    assert one(group, "expenses")["date"] == "2024-03-12"
    group.press(asked.message, "lör 1 april 2023")
    assert one(group, "expenses")["date"] == "2023-04-01"


def test_corrections_in_a_message_see_what_its_earlier_lines_did(group: Group) -> None:
    group.log("utgift 10 kr parkering 11 mars")
    answer = group.log("utgift 96 kr parkering 12 mars\nändra senaste: 97 kr")
    assert "2 poster är klara" in text(answer)
    assert [row["amount_ore"] for row in group.rows("expenses")] == [1_000, 9_700]
    group.log("utgift 55 kr parkering 11 mars, ändra utgift 1 till 12 kr")
    assert [row["amount_ore"] for row in group.rows("expenses")] == [1_200, 9_700, 5_500]


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        ("vårdseminariet i Kumla är inställt", "status", "cancelled"),
        ("vårdseminariet flyttas till 21 maj", "date", "2024-05-21"),
        ("vi ställer in vårdseminariet i Kumla", "status", "cancelled"),
    ],
)
def test_what_is_told_of_a_plan_may_be_meant_for_it(group: Group, line: str, column: str, value: str) -> None:
    group.log(PLANNED)
    asked = group.log(line)
    assert "Gäller det något som redan är planerat?" in text(asked)
    plan = next(label for label in labels(asked) if label.startswith("Aktivitet 1 "))
    group.press(asked.message, plan)
    assert one(group, "activities")[column] == value


def test_or_it_is_something_new(group: Group) -> None:
    group.log(PLANNED)
    asked = group.log("vårdseminariet i Kumla 7 mars ställdes in")
    if "Gäller det" in text(asked):
        group.press(asked.message, "Nej, logga som ny")
    assert [row["status"] for row in group.rows("activities")] == ["planned", "cancelled"]


def test_the_same_words_about_nothing_planned_are_logged(group: Group) -> None:
    assert "loggad som inställd" in text(group.log("seminariet i Laxå 7 mars ställdes in"))


def test_a_task_gets_a_new_day_and_a_payment_a_new_payer(group: Group) -> None:
    group.log("att göra: boka lokal senast 15 mars")
    group.log("ändra uppgift 1: ansvarig Anna, senast 20 mars")
    task = one(group, "notes")
    assert (task["responsible"], task["due"], task["date"]) == ("Anna", "2024-03-20", "2024-03-14")
    group.log("inbetalt 500 kr 1 mars")
    group.log("byt avsändare på inbetalning 1 till Kumla kommun")
    assert one(group, "payments")["payer"] == "Kumla kommun"


def test_a_note_is_kept_where_plans_are_written(group: Group) -> None:
    group.remind("beslut: vi kör 5/3")
    assert one(group, "notes")["text"] == "Vi kör"
    assert not group.rows("activities")


def test_an_expense_that_lies_ahead_is_asked_about(group: Group) -> None:
    asked = group.log("utgift 300 kr buss 03/05/2024")
    assert "har inte varit än" in text(asked)
    group.press(asked.message, "Spara ändå")
    assert one(group, "expenses")["date"] == "2024-05-03"
