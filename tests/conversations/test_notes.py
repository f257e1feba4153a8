"""What waits: to be decided, put right or done. Logged, listed, ticked off by button and by words, reminded of."""

import copy
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.playground import Exchange
from tests.conversations.conftest import ANNA, KARIN, MAJA, OUTSIDER, Group, labels, text, working_group
from tests.conversations.mornings import last, morning, offers, plain, times, told


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Group]:
    """The group without the project's own dates."""
    yield from working_group(tmp_path / "yh.db", socket_mode=False, rhythm=False)


def lines(exchange: Exchange) -> str:
    """What is said, without the empty lines between."""
    return re.sub(r"\n+", "\n", text(exchange))


def note(group: Group, number: int) -> dict:
    return next(row for row in group.rows("notes") if row["id"] == number)


# --- logged ------------------------------------------------------------------------------------------------


def test_a_task_says_when_it_is_reminded_of_and_to_whom(either: Group) -> None:
    answer = either.tell("att göra: boka lokal @maja 15/4", who=ANNA)
    assert "Uppgift 1 är sparad" in text(answer)
    assert "Klart senast mån 15 april 2024 · Ansvarig: Maja Lind" in text(answer)
    assert "Jag påminner Maja Lind 12 april och 15 april." in text(answer)
    assert labels(answer) == ["Klart", "Ändra", "Ångra", "Dela i kanalen"]


def test_somebody_who_is_not_in_the_group_is_told_of(group: Group) -> None:
    answer = group.log("att göra: boka lokal, ansvarig Torbjörn, senast 15/4")
    assert "Jag hittar ingen i gruppen som heter Torbjörn" in text(answer)


def test_a_decision_that_waits_is_open_until_it_is_taken(either: Group) -> None:
    answer = either.log("att besluta: partneravtalet med Kumla")
    assert "Beslut 1 är sparat som öppet" in text(answer)
    assert note(either, 1)["done_at"] is None
    either.clock.turn(days=4)
    taken = either.press(answer.message, "Beslutat")
    assert "Beslut 1 är fattat" in text(taken)
    assert "Partneravtalet med Kumla\nmån 18 mars 2024" in lines(taken), "its day is the day it was taken"
    assert note(either, 1)["done_at"].startswith("2024-03-18T")


def test_a_decision_that_is_told_of_is_taken(group: Group) -> None:
    answer = group.log("beslut: partneravtalet godkänt")
    assert "Beslutat" not in labels(answer)
    assert note(group, 1)["done_at"] == "2024-03-14"


def test_the_form_knows_what_is_decided_and_what_is_not(group: Group) -> None:
    answer = group.log("att besluta: partneravtalet med Kumla")
    form = group.press(answer.message, "Ändra")
    assert "Att besluta" in form.view.shown
    group.submit({"type": "decision", "date": "2024-03-12"})
    assert (note(group, 1)["date"], note(group, 1)["done_at"]) == ("2024-03-12", "2024-03-12")
    group.press(group.tell("beslut 1").message, "Ändra")
    group.submit({"type": "undecided"})
    assert note(group, 1)["done_at"] is None


def test_what_has_been_is_no_more_told_of_than_that(group: Group) -> None:
    answer = group.log("att göra: boka lokal senast 1 mars 2024")
    assert "Den dagen har redan varit." in text(answer)


# --- at the foot of the status ------------------------------------------------------------------------------


def test_nothing_stands_at_the_foot_where_nothing_waits(group: Group) -> None:
    assert "Att besluta" not in text(group.status())


def test_what_waits_stands_at_the_foot_of_the_status(group: Group) -> None:
    for line in (
        "att besluta: partneravtalet med Kumla", "avvikelse: bara fyra kommuner har svarat", "att göra: boka lokal 15/3",
        "att göra: beställa tårta", "att göra: ringa Lena", "anteckning: mötet var bra", "beslut: budgeten antagen",
    ):  # fmt: skip
        group.log(line)
    group.clock.turn(days=4)
    answer = group.status(who=MAJA)
    assert "Att besluta:\n partneravtalet med Kumla · Avvikelser: 1 · Uppgifter: 3, 1 försenad" in lines(answer)
    assert text(group.press(answer.message, "Att följa upp")).startswith("📋 Att följa upp: 5")


def test_of_many_decisions_two_are_named(group: Group) -> None:
    for name in ("partneravtalet", "budgeten", "YH-släppet", "logotypen"):
        group.log(f"att besluta: {name}")
    assert "Att besluta:\n partneravtalet, budgeten och 2 till" in lines(group.status())


def test_another_years_status_tells_nothing_of_what_waits_now(group: Group) -> None:
    group.log("att besluta: partneravtalet med Kumla")
    assert "Att besluta" not in text(group.status("2023"))


# --- listed ------------------------------------------------------------------------------------------------


def test_a_list_is_ticked_off_where_it_stands(group: Group) -> None:
    group.log("att göra: boka lokal 15/4")
    group.log("att göra: beställa tårta")
    listed = group.status("uppgifter", who=MAJA)
    assert lines(listed).startswith("📋 Uppgifter: 2\nBoka lokal\nUppgift 1 · Klart senast mån 15 april")
    left = group.press(listed.message, "Klart")
    assert lines(left).startswith("✅ Uppgift 1 är klar\n📋 Uppgifter: 1\nBeställa tårta")
    empty = group.press(left.message, "Klart")
    assert "Inga uppgifter väntar." in text(empty)


def test_the_decisions_that_were_taken_stand_below_those_that_wait(group: Group) -> None:
    group.log("beslut 4/3: budgeten antagen")
    group.log("att besluta: partneravtalet med Kumla")
    assert lines(group.status("beslut")).startswith(
        "📋 Att besluta: 1\nPartneravtalet med Kumla\nBeslut 2 · sedan tors 14 mars"
    )
    assert "Fattade beslut, de senaste först\n• Mån 4 mars: Budgeten antagen" in lines(group.status("beslut"))


def test_ones_own_are_found_and_those_that_are_late(group: Group) -> None:
    group.log("att göra: boka lokal @Karin 15/3", who=ANNA)
    group.log("att göra: beställa tårta @Maja 20/4", who=ANNA)
    assert text(group.status("mina uppgifter", who=KARIN)).startswith("📋 Dina uppgifter: 1\nBoka lokal")
    assert "Boka lokal" in text(group.tell("vad har jag att göra?", who=KARIN))
    group.clock.turn(days=4)
    assert text(group.status("försenade uppgifter")).startswith("📋 Uppgifter (försenat): 1\nBoka lokal")


def test_a_long_list_has_a_way_on(group: Group) -> None:
    group.log("\n".join(f"avvikelse: nummer {number}" for number in range(1, 13)))
    first = group.status("avvikelser", who=MAJA)
    assert "📋 Avvikelser: 12, här är 1–8" in text(first)
    assert "Avvikelser: 12, här är 9–12" in text(group.press(first.message, "Visa fler"))


def test_an_empty_list_says_how_one_writes(group: Group) -> None:
    assert "Inga avvikelser är öppna.\nSkriv till exempel ”/yh-logg avvikelse:" in lines(group.status("avvikelser"))


def test_what_is_misspelt_is_offered(group: Group) -> None:
    assert "Menade du ”avvikelser”?" in text(group.status("avikelser"))
    assert "Menade du ”beslut”?" in text(group.status("beslut laxå"))


# --- ticked off in words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("klart: boka lokal", 1), ("bocka av uppgift 1", 1), ("uppgift 1 är klar", 1), ("klar med uppgift 1!", 1),
        ("klart: lokalen", 1), ("Boka lokal är klart", 1), ("åtgärdad: få svar från kommunerna", 2),
        ("avvikelse 2 är åtgärdad", 2), ("beslutat: partneravtalet med Kumla", 3), ("beslut 3 är fattat", 3),
    ],
)  # fmt: skip
def test_it_is_ticked_off_in_words(group: Group, line: str, number: int) -> None:
    group.log("att göra: boka lokal\navvikelse: få svar från kommunerna\natt besluta: partneravtalet med Kumla")
    assert text(group.tell(line)).startswith("✅")
    assert [row["id"] for row in group.rows("notes") if row["done_at"]] == [number]


def test_it_is_opened_again_by_the_button_and_in_words(group: Group) -> None:
    group.log("att göra: boka lokal")
    done = group.log("klart: boka lokal")
    group.press(done.message, "Inte klart")
    assert note(group, 1)["done_at"] is None
    group.log("klart: boka lokal")
    assert "Uppgift 1 är öppen igen" in text(group.log("uppgift 1 är inte klar"))
    assert note(group, 1)["done_at"] is None


def test_several_are_ticked_off_at_once(group: Group) -> None:
    group.log("att göra: boka lokal\natt göra: beställa tårta")
    assert "Uppgift 1 och uppgift 2 är avbockade" in text(group.log("bocka av uppgift 1 och 2"))
    assert all(row["done_at"] for row in group.rows("notes"))


def test_where_several_may_be_meant_it_is_asked(group: Group) -> None:
    group.log("att göra: boka lokal i Kumla\natt göra: boka lokal i Nora")
    asked = group.log("klart: boka lokal")
    assert "Vilken menar du?" in text(asked)
    assert not any(row["done_at"] for row in group.rows("notes"))
    assert "Uppgift 1 är klar" in text(group.press(asked.message, "Klart"))


def test_what_fits_only_half_is_asked_about(group: Group) -> None:
    group.log("att göra: boka lokal till seminariet i Kumla")
    assert "Är det den här du menar?" in text(group.log("klart: boka lokal till mötet"))
    assert note(group, 1)["done_at"] is None


def test_what_fits_nothing_is_said_and_nothing_done(group: Group) -> None:
    group.log("att göra: boka lokal")
    answer = group.log("klart: köpa tårta")
    assert "Inget öppet passar ”köpa tårta”" in text(answer)
    assert "Det finns ingen uppgift 7" in text(group.log("bocka av uppgift 7"))
    assert note(group, 1)["done_at"] is None and len(group.rows("notes")) == 1


@pytest.mark.parametrize(
    ("line", "table"),
    [
        ("klart: branschseminarium i Kumla 13 mars, 32 deltagare", "activities"),
        ("beslutat: vi byter lokal till Conventum", "notes"),
    ],
)
def test_what_tells_of_something_else_is_logged(group: Group, line: str, table: str) -> None:
    group.log(line)
    assert len(group.rows(table)) == 1


def test_the_second_is_told_who_was_first(group: Group) -> None:
    group.log("att göra: boka lokal")
    group.log("klart: boka lokal", who=KARIN)
    assert "Uppgift 1 är redan klar, enligt Karin Berg tors 14 mars." in text(group.log("bocka av uppgift 1"))
    assert "Uppgift 1 är redan klar: det sa du tors 14 mars." in text(group.log("bocka av uppgift 1", who=KARIN))


def test_who_is_not_in_the_group_ticks_nothing_off(group: Group) -> None:
    group.log("att göra: boka lokal")
    group.log("klart: boka lokal", who=OUTSIDER)
    assert note(group, 1)["done_at"] is None


def test_the_same_message_twice_is_one(group: Group) -> None:
    group.log("att göra: boka lokal")
    group.log("klart: boka lokal", trigger_id="1.2.3")
    group.log("klart: boka lokal", trigger_id="1.2.3")
    assert [row["what"] for row in group.rows("audit")] == ["logged", "changed"]


# --- reminded of -------------------------------------------------------------------------------------------


def test_the_reminder_is_ticked_off_and_says_so(group: Group) -> None:
    group.log("att göra: boka lokal @Maja 15/4", who=ANNA)
    morning(group, 4, 12)
    said = last(group, "Boka lokal, senast om 3 dagar", MAJA)
    assert "Klart senast mån 15 april · Ansvarig: du" in plain(said)
    assert offers(said) == ["Klart", "Skjut upp", "Ändra"]
    group.press(said, "Klart")
    group.look()
    assert "✅ Klar. Maja Lind, fre 12 april kl 8.00" in plain(last(group, "Boka lokal", MAJA))
    morning(group, 4, 15)
    assert times(group, "senast i dag", MAJA) == 0


def test_a_task_that_is_put_off_comes_on_that_day(group: Group) -> None:
    group.log("att göra: boka lokal @Maja 22/4", who=ANNA)
    morning(group, 4, 19)
    asked = group.press(last(group, "senast om 3 dagar", MAJA), "Skjut upp")
    assert labels(asked) == ["Mån 22 april", "En vecka, fre 26 april", "Välj dag"]
    group.press(asked.message, "Mån 22 april")  # the reminder is drawn anew at the same time
    assert told(group, "Jag påminner igen mån 22 april 2024.", MAJA)
    group.look()
    assert "⏰ Maja Lind sköt upp till mån 22 april." in plain(last(group, "senast om 3 dagar", MAJA))
    assert note(group, 1)["due"] == "2024-04-22"


def test_a_task_that_is_put_off_past_its_last_day_has_another(group: Group) -> None:
    group.log("att göra: boka lokal @Maja 22/4", who=ANNA)
    morning(group, 4, 22)
    asked = group.press(last(group, "senast i dag", MAJA), "Skjut upp")
    group.press(asked.message, "En vecka, mån 29 april")
    assert told(group, "⏰ Klart senast är nu mån 29 april 2024. Jag påminner Maja", MAJA)
    assert note(group, 1)["due"] == "2024-04-29"
    group.look()
    assert "Sista dagen är nu mån 29 april 2024." in plain(last(group, "Boka lokal", MAJA))


def test_any_day_that_comes_can_be_chosen(group: Group) -> None:
    group.log("att göra: boka lokal @Maja 22/4", who=ANNA)
    morning(group, 4, 19)
    asked = group.press(last(group, "senast om 3 dagar", MAJA), "Skjut upp")
    group.press(asked.message, "Välj dag")
    assert group.submit({"day": "2024-04-19"}).errors == {"day": "Välj en dag som kommer."}
    group.submit({"day": "2024-05-10"})
    assert note(group, 1)["due"] == "2024-05-10"


def test_whoever_is_responsible_may_change_it(group: Group) -> None:
    group.log("att göra: boka lokal @Maja 15/4", who=ANNA)
    morning(group, 4, 12)
    group.press(last(group, "senast om 3 dagar", MAJA), "Ändra")
    group.submit({"due": "2024-04-18"})
    assert note(group, 1)["due"] == "2024-04-18"


def test_ticked_off_on_the_own_page_it_is_done_in_the_reminder_too(group: Group) -> None:
    group.log("att göra: boka lokal @Maja 15/4", who=ANNA)
    morning(group, 4, 12)
    assert "Uppgift 1 · Klart senast mån 15 april" in group.home().shown.replace("\u00a0", " ")
    group.press_home("Klart")
    group.look()
    assert "✅ Klar. Maja Lind" in plain(last(group, "Boka lokal", MAJA))
    assert "Väntar på dig" not in group.home().shown


def test_what_is_late_is_ticked_off_in_mondays_overview(group: Group) -> None:
    group.log("att göra: boka lokal @Maja 20/3", who=ANNA)
    morning(group, 3, 20)
    morning(group, 3, 25)
    overview = copy.deepcopy(last(group, "Vecka 13"))
    assert "Har passerat sin sista dag" in plain(overview)
    group.press(overview, "Klart", who=KARIN)
    group.look()
    assert "Har passerat sin sista dag" not in plain(last(group, "Vecka 13"))
    assert note(group, 1)["done_at"]


# --- of some days ------------------------------------------------------------------------------------------


def test_the_decisions_of_some_days_are_those_that_were_taken(group: Group) -> None:
    group.log("beslut 4/3: budgeten antagen\nbeslut 12 februari: ny logotyp\natt besluta: partneravtalet med Kumla")
    assert lines(group.status("beslut mars")) == "📋 Beslut: 1 · mars 2024\n• Mån 4 mars: Budgeten antagen"
    assert "Beslut: 2 · 2024" in lines(group.status("beslut 2024"))
    assert "Inga beslut är antecknade." in lines(group.status("beslut oktober 2023"))


def test_what_was_decided_since_the_last_meeting(group: Group) -> None:
    group.log("styrgruppsmöte 1 mars, 8 deltagare\nbeslut 28 februari: ny logotyp\nbeslut 4/3: budgeten antagen")
    said = lines(group.status("beslut sedan förra styrgruppsmötet"))
    assert "Budgeten antagen" in said and "logotyp" not in said


def test_deviations_of_some_days_say_what_has_come_of_them(group: Group) -> None:
    group.log("avvikelse: få svar från kommunerna\navvikelse: för få kvinnor")
    group.log("avvikelse 1 är åtgärdad")
    said = lines(group.status("avvikelser mars"))
    assert "Få svar från kommunerna · Avvikelse 1, åtgärdad tors 14 mars" in said
    assert "För få kvinnor · Avvikelse 2, öppen" in said


def test_an_open_decision_is_none_of_what_has_happened(group: Group) -> None:
    group.log("att besluta: partneravtalet med Kumla\nbeslut: budgeten antagen")
    said = text(group.status("mars"))
    assert "Budgeten antagen" in said and "artneravtalet" not in said


def test_many_that_are_late_are_ticked_off_in_a_list(group: Group) -> None:
    group.log("\n".join(f"att göra: sak {number} @Maja 20/3" for number in range(1, 6)), who=ANNA)
    morning(group, 3, 25)
    overview = last(group, "Vecka 13")
    assert "• Sak 1, ons 20 mars" in plain(overview) and "”/yh-status försenade”" in plain(overview)
    listed = group.status("försenade", who=KARIN)
    assert "Att följa upp (försenat): 5" in text(listed)
    group.press(listed.message, "Klart", who=KARIN)  # the overview is drawn anew at the same time
    assert told(group, "Att följa upp (försenat): 4", KARIN)


def test_a_question_that_only_names_a_list_is_never_logged(group: Group) -> None:
    group.log("styrgruppsmöte 1 mars, 8 deltagare\nbeslut 4/3: budgeten antagen")
    assert "Budgeten antagen" in text(group.tell("beslut sedan förra styrgruppsmötet"))
    assert len(group.rows("notes")) == 1
    group.tell("beslut: vi har gjort det")
    assert len(group.rows("notes")) == 2, "with a colon it tells of one"


@pytest.mark.parametrize("said", ["ring nora klart", "jag har ringt Nora nu"])
def test_what_is_told_as_done_is_ticked_off_where_it_waits_and_not_else(group: Group, said: str) -> None:
    group.log("seminarium i Nora 12 mars")
    before = text(group.tell(said))
    assert "avbocka" not in before, "nothing waits that is called so"
    group.log("att göra: ring Nora @Karin")
    assert "Ring Nora" in text(group.tell(said))
    assert group.rows("notes")[0]["done_at"] is not None


def test_others_that_are_named_are_not_dropped_in_silence(group: Group) -> None:
    said = text(group.log("att göra: ring Kumla och Hallsberg @Karin @Anna nästa vecka"))
    assert "Ansvarig: Karin Berg" in said and "Anna" in said
    assert group.rows("notes")[0]["text"] == "Ring Kumla och Hallsberg"


def test_a_number_that_nothing_waits_under_is_said_plainly(group: Group) -> None:
    assert "Nummer 99 finns inte bland det som väntar. Inget ändrades." in text(group.log("bocka av 99"))
