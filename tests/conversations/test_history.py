"""What a person reads of a record's life: every kind of change, driven as people make it, and told as they say it."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.project import Member
from handlers.playground import File
from tests.conversations.conftest import ANNA, KARIN, LEADER, MAJA, TODAY, Group, labels, text, working_group

BUS = "utgift 312 kr buss t/r till Nora 12 mars"
PDF = File("kvitto.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", "application/pdf")
CHAIR = Member(name="Karin Berg", role="styrgrupp", slack=KARIN)


@pytest.fixture
def quiet(tmp_path: Path) -> Iterator[Group]:
    """The group without the project's own dates."""
    yield from working_group(tmp_path / "yh.db", socket_mode=False, rhythm=False)


@pytest.fixture
def with_chair(tmp_path: Path) -> Iterator[Group]:
    """The group with a person of the steering group."""
    group = Group(tmp_path / "yh.db", socket_mode=False, today=TODAY, members=(LEADER, CHAIR))
    group.slack.start()
    try:
        group.start()
        yield group
    finally:
        group.stop()
        group.slack.stop()


def history(group: Group, asked: str, who: str = MAJA) -> str:
    return re.sub(r"\n+", "\n", text(group.log(f"historik {asked}", who=who)))


def test_an_expenses_life_is_told_from_its_first_line(group: Group) -> None:
    group.log(BUS)
    group.clock.turn(minutes=5)
    group.log("ändra utgift 1: 340 kr")
    group.log("attestera 1", who=ANNA)
    group.log("bokför 1 ver A12 13/3, betald 14/3")
    claim = group.log("rekvisition till och med 14 mars", who=ANNA)
    group.press(claim.message, labels(claim)[0], who=ANNA)
    said = history(group, "utgift 1")
    for line in (
        "Historik för utgift 1",
        "tors 14 mars 2024 kl 10.00 · du med kommando · loggad\nDatum: tis 12 mars 2024 · Belopp: 312 kr",
        "tors 14 mars 2024 kl 10.05 · du med kommando · ändrad\nBelopp: 312 kr → 340 kr",
        "Anna Ek med kommando · attesterad\nLäge: loggad → attesterad",
        "du med kommando · bokförd, betald\nVerifikation: tomt → A12\nBokförd: tomt → ons 13 mars 2024",
        "Anna Ek med knapp · med i rekvisition 1",
    ):
        assert line in said, line
    assert "loggad" in text(group.log("historik rekvisition 1"))
    assert not {"amount_ore", "attested_at", "UANNA", "None", "True"} & set(said.replace(":", " ").split())


def test_every_kind_of_record_tells_its_life(group: Group) -> None:
    made = {
        "aktivitet 1": ("branschseminarium i Kumla 13 mars, 32 deltagare", "ändra aktivitet 1: 25 deltagare"),
        "utgift 1": (BUS, "ändra utgift 1: 340 kr"),
        "kontakt 1": ("kontakt Eva Sund, hr-chef på Bygg AB, eva@example.se", "ändra kontakt 1: eva.sund@example.se"),
        "inbetalning 1": ("inbetalt 200 000 kr från Örebro kommun 1/3", "ändra inbetalning 1: 210 000 kr"),
        "uppgift 1": ("att göra: boka lokal senast 15 april", "klart: boka lokal"),
        "indikator 1": ("indikator fyllnadsgrad: delmål 2", "mått fyllnadsgrad 87 % 2023"),
        "mätning 1": ("", "ändra mätning 1: 88 %"),
    }
    for asked, (first, then) in made.items():
        if first:
            group.log(first)
        answer = group.log(then)
        assert "Inget" not in text(answer), f"{then}: {text(answer)}"
        assert "ångra" in text(group.log(f"ta bort {asked}")).casefold(), asked
        said = history(group, asked)
        assert "loggad" in said, asked
        assert "ångrad" in said, asked
    assert "E-post: eva@example.se → eva.sund@example.se" in history(group, "kontakt 1")
    assert "Deltagare: 32 → 25" in history(group, "aktivitet 1")
    assert "klar\n" in history(group, "uppgift 1") + "\n"
    assert "Enhet: tomt → %" in history(group, "indikator 1"), "the unit came with the measurement"
    assert "Indikator: Fyllnadsgrad · Värde: 87" in history(group, "mätning 1")
    assert "Värde: 87 → 88" in history(group, "mätning 1")


def test_each_way_to_a_change_is_told(group: Group) -> None:
    logged = group.log(BUS)
    group.tell("ändra utgift 1: 340 kr")
    group.press(logged.message, "Ändra")
    group.submit({"amount_ore": "350"})
    undone = group.press(logged.message, "Ångra")
    group.press(undone.message, "Ta tillbaka")
    group.pick(group.slack.say(ANNA, "Taxi 450 kr i går"))
    group.submit({"category": "outside"})
    said = history(group, "utgift 1")
    for how in ("med kommando · loggad", "i meddelande · ändrad", "i formulär · ändrad", "med knapp · ångrad"):
        assert f"du {how}" in said, how
    assert "med knapp · återställd" in said
    assert "du i formulär · loggad" in history(group, "utgift 2")


def test_a_plans_steps_are_part_of_its_life(quiet: Group) -> None:
    group = quiet
    group.remind("Branschseminarium vård 14 maj kl 13 i Kumla, anmälan senast 2 maj, ansvarig Maja", who=ANNA)
    plan = group.press(group.remind().message, "Visa planen", who=ANNA)
    group.press(plan.message, "Lägg till steg", who=ANNA)
    added = group.submit({"text": "boka fotograf", "day": "2024-04-23", "to": "channel"}, who=ANNA)
    group.press_nth(added.message, "Ändra steget", 1, who=ANNA)
    group.submit({"day": ""}, who=ANNA)
    group.press(group.press(group.remind().message, "Visa planen", who=ANNA).message, "Klart", who=ANNA)
    said = history(group, "aktivitet 1", ANNA)
    assert "du med kommando · planerad" in said
    assert "du i formulär · steget ”boka fotograf” tillagt" in said
    assert "du i formulär · steget ”boka fotograf” struket" in said
    assert "klart" in said.split("struket")[1]


def test_a_receipt_is_part_of_its_expenses_life(group: Group) -> None:
    group.tell(BUS, files=[PDF])
    group.slack.wait_for(lambda: [row for row in group.rows("receipts") if row["state"] == "kept"])
    said = history(group, "utgift 1")
    assert "du i meddelande · kvittot kvitto.pdf tillagt" in said
    assert "av sig själv · kvittot kvitto.pdf sparat" in said
    assert "Läge" not in said


def test_the_days_of_the_projects_own_dates_and_the_roles(group: Group) -> None:
    group.remind("MYH:s beslut 14 januari", who=ANNA)
    group.tell("gör Karin till styrgrupp", who=ANNA)
    said = text(group.tell("historik för MYH:s beslut", who=ANNA))
    assert "du med kommando · annan dag" in said
    assert "Datum: tomt → tis 14 januari 2025" in said
    assert "Karin Berg: ny roll" in text(group.tell("historik för rollerna", who=ANNA))


def test_a_bare_number_that_several_have_is_asked_about(group: Group) -> None:
    group.log(BUS)
    assert "Historik för utgift 1" in history(group, "1")
    group.log("branschseminarium i Kumla 13 mars, 32 deltagare")
    which = group.log("historik 1")
    assert "Vilken post" in text(which)
    assert len(labels(which)) == 2
    assert "Historik för aktivitet 1" in text(group.press(which.message, labels(which)[0]))
    assert "Ingen post har nummer 9" in history(group, "9")
    assert "Historik för aktivitet 1" in text(group.tell("historik för seminariet i Kumla"))
    assert "Historik för aktivitet 1" in text(group.status("aktivitet 1 historik"))
    for who in ("vem ändrade utgift 1?", "vem attesterade utgift 1?"):
        assert "Historik för utgift 1" in text(group.tell(who))


def test_in_the_thread_it_is_what_was_logged_there(group: Group) -> None:
    first = group.tell(BUS)
    assert first.message is not None
    for said in ("historik", "vem ändrade den?"):
        answer = group.tell(said, thread_ts=first.message.thread_ts)
        assert "Historik för utgift 1" in text(answer), said


def test_one_record_by_its_number_has_the_way_to_its_history(group: Group) -> None:
    group.log("branschseminarium i Kumla 13 mars, 32 deltagare")
    assert "Historik" not in labels(group.log(BUS))
    for asked in ("aktivitet 1", "utgift 1"):
        shown = group.log(asked)
        assert f"Historik för {asked}" in text(group.press(shown.message, "Historik"))


def test_a_long_life_comes_in_pages(group: Group) -> None:
    group.log(BUS)
    for kronor in range(313, 323):
        group.log(f"ändra utgift 1: {kronor} kr")
    first = group.log("historik utgift 1")
    assert "rad 1–8 av 11" in text(first)
    rest = text(group.press(first.message, "Visa fler"))
    assert "rad 9–11 av 11" in rest
    assert "Belopp: 321 kr → 322 kr" in rest


def test_why_it_was_returned_is_for_those_who_may_read_it(group: Group) -> None:
    group.log(BUS)
    group.log("returnera 1: fel kostnadsslag för Eva", who=ANNA)
    for who, reads in ((ANNA, True), (MAJA, True), (KARIN, False)):
        said = history(group, "utgift 1", who)
        assert "returnerad" in said
        assert ("fel kostnadsslag för Eva" in said) is reads, who


def test_a_contacts_life_is_not_for_the_steering_group(with_chair: Group) -> None:
    group = with_chair
    group.log("kontakt Eva Sund, hr-chef på Bygg AB, eva@example.se")
    assert "eva@example.se" in history(group, "kontakt 1")
    for asked in ("kontakt 1", "1", "för Eva Sund"):
        said = history(group, asked, KARIN)
        assert "eva@example.se" not in said, asked
        assert "Eva Sund" not in said.removeprefix("Jag hittar inget som passar ”Eva Sund”"), asked


def test_what_is_erased_is_told_as_erased_and_breaks_nothing(group: Group) -> None:
    logged = group.log(BUS)
    changed = group.log("ändra utgift 1: 340 kr")
    with sqlite3.connect(group.path) as connection:
        connection.execute("DELETE FROM audit_values WHERE field IN ('amount_ore', 'cost_ore')")
        connection.execute("UPDATE audit_values SET before = NULL, after = NULL WHERE field = 'description'")
    connection.close()
    said = history(group, "utgift 1")
    assert "Belopp: värdet är raderat" in said
    assert "Vad: värdet är raderat" in said
    assert "312" not in said
    group.press(changed.message, "Ändra tillbaka")
    assert group.rows("expenses")[0]["amount_ore"] == 34000, "what it was is not known any more"
    group.press(logged.message, "Ångra")
    assert "ångrad" in history(group, "utgift 1")


def test_it_is_for_whoever_asked_alone(group: Group) -> None:
    group.log(BUS)
    group.mention("historik utgift 1")
    group.slack.wait_for(lambda: any("Historik för utgift 1" in each.shown for each in group.answers(MAJA)))
    assert not any("312" in each.shown for each in group.answers(ANNA))
