"""Who may what: by the project file, and by what the project leader says in chat."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from bot.project import Member
from handlers import conversation, rights
from handlers.desk import Desk
from handlers.requests import Command, Incoming
from tests.conversations.conftest import (
    ANNA,
    KARIN,
    LEADER,
    MAJA,
    OUTSIDER,
    TODAY,
    Group,
    buttons,
    labels,
    text,
)
from tests.conversations.mornings import AFTER, last, morning, told

STEERING = Member(name="Karin Berg", role="styrgrupp", slack=KARIN)
WRITE_TO = "skriv till Anna Ek"


def run(path: Path, *members: Member) -> Iterator[Group]:
    group = Group(path, socket_mode=False, today=TODAY, members=members)
    group.slack.start()
    try:
        group.start()
        yield group
        assert group.slack.refusals == []
    finally:
        group.stop()
        group.slack.stop()


@pytest.fixture
def steered(tmp_path: Path) -> Iterator[Group]:
    """A group with a steering chair in the project file."""
    yield from run(tmp_path / "yh.db", LEADER, STEERING)


@pytest.fixture
def by_mail(tmp_path: Path) -> Iterator[Group]:
    """A group whose people are listed by their addresses only; Karin on two lines."""
    yield from run(
        tmp_path / "yh.db",
        Member(name="Anna Ek", role="projektledare", email="Anna@example.se"),
        Member(name="Karin Berg", role="styrgrupp", email="karin@example.se"),
        Member(name="Karin Berg", role="firmatecknare", email="karin@example.se"),
    )


# --- the roles' rights -----------------------------------------------------------------------------------


def test_the_steering_group_logs_and_ticks_decisions(steered: Group) -> None:
    assert "Beslut 1 är sparat" in text(steered.log("beslut: partneravtalet godkändes 4/3", who=KARIN))
    waiting = steered.log("att besluta: budgeten för 2025", who=MAJA)
    steered.press(steered.status("beslut", who=KARIN).message, "Beslutat", who=KARIN)
    assert steered.rows("notes")[1]["done_at"]
    assert "Beslutat" in labels(waiting)
    steered.log("ändra beslut 1: partneravtalet med Kumla godkändes", who=KARIN)
    assert "Kumla" in steered.rows("notes")[0]["text"]


@pytest.mark.parametrize(
    "line",
    [
        "utgift 95 kr parkering 12 mars", "seminarium i Kumla 13 mars, 20 deltagare", "att göra: boka lokal",
        "kontakt Eva Holm, eva@skog.se", "inbetalt 200 000 kr från Örebro kommun 15/9", "avvikelse: sent ute",
        "bokför 1 A123", "koppla 1 till aktivitet 1", "klart: boka lokal", "ta bort utgift 1",
        "indikator fyllnadsgrad: utgångsläge 71 %, mål 90 %, delmål 2", "arbetsgruppsmöte varje måndag till och med juni",
    ],
)  # fmt: skip
def test_the_steering_group_logs_nothing_else_and_is_told_whom_to_write_to(line: str, steered: Group) -> None:
    steered.log("utgift 40 kr buss 11 mars")
    steered.log("seminarium i Nora 12 mars, 10 deltagare")
    steered.log("att göra: boka lokal")
    tables = ("expenses", "activities", "notes", "contacts", "payments", "pending", "audit", "indicators")
    before = [steered.rows(table) for table in tables]
    said = text(steered.log(line, who=KARIN))
    assert WRITE_TO in said
    assert "beslut: budgeten godkändes 4/3" in said
    assert [steered.rows(table) for table in tables] == before


def test_a_decision_cannot_become_something_else_in_the_steering_groups_hands(steered: Group) -> None:
    logged = steered.log("beslut: partneravtalet godkändes 4/3", who=KARIN)
    steered.press(logged.message, "Ändra", who=KARIN)
    steered.submit({"type": "todo"}, who=KARIN)
    assert steered.rows("notes")[0]["type"] == "decision"


def test_contacts_are_for_those_who_work_with_them(steered: Group) -> None:
    steered.log("kontakt Eva Holm, vd på Skog AB i Kumla, eva@skog.se")
    for asked in ("sök kontakt eva", "kontakt 1"):
        said = text(steered.status(asked, who=KARIN))
        assert "för dem som arbetar med dem" in said
        assert "Skriv till Anna Ek" in said
        assert "eva@skog.se" not in said
    found = text(steered.status("sök eva", who=KARIN))
    assert "Kontakter söker jag inte bland" in found
    assert "skog.se" not in found
    assert "eva@skog.se" in text(steered.status("sök eva", who=MAJA))
    assert "1 kontakt" in text(steered.status("kontakter", who=KARIN)), "sums are for everybody"
    assert "Skog" not in text(steered.tell("vem är Eva Holm?", who=KARIN))


def test_what_one_logged_before_one_had_the_role_shows_no_contact(steered: Group) -> None:
    contact = steered.log("kontakt Eva Holm, vd på Skog AB, eva@skog.se")
    steered.log("roll Maja styrgrupp", who=ANNA)
    assert "eva@skog.se" not in text(steered.log("senaste"))
    assert "eva@skog.se" not in str(steered.home().blocks)
    opened = steered.press(contact.message, "Ändra")
    assert opened.view is None


def test_the_own_page_offers_what_one_may_log(steered: Group) -> None:
    assert "Logga nytt" in str(steered.home(MAJA).blocks)
    page = str(steered.home(KARIN).blocks)
    assert "Logga beslut" in page
    assert "Logga nytt" not in page


def test_the_working_group_corrects_its_own_and_no_one_elses(steered: Group) -> None:
    steered.log("utgift 95 kr parkering 12 mars", who=ANNA)
    assert "loggades av någon annan" in text(steered.log("ändra utgift 1: 90 kr"))
    steered.log("utgift 40 kr buss 12 mars")
    assert "var 40 kr" in text(steered.log("ändra utgift 2: 45 kr", who=ANNA))


def test_a_request_that_was_never_let_in_may_nothing() -> None:
    asked = Incoming(ANNA, "T0LEKPLATS", "1", TODAY, Command("status", ""))
    assert not any(rights.may(asked, right) for right in get_args(rights.Right))


def test_another_role_of_the_project_file_reads() -> None:
    asked = Incoming(MAJA, "T0LEKPLATS", "1", TODAY, Command("status", ""), frozenset({"revisor"}))
    assert [right for right in get_args(rights.Right) if rights.may(asked, right)] == ["read"]


# --- who is what -----------------------------------------------------------------------------------------


def test_a_leader_listed_by_address_is_the_leader_too(by_mail: Group) -> None:
    by_mail.log("utgift 40 kr buss 12 mars")
    assert "var 40 kr" in text(by_mail.log("ändra utgift 1: 45 kr", who=ANNA))
    assert "är attesterad" in text(by_mail.log("attestera 1", who=ANNA))
    by_mail.log("utgift 95 kr parkering 12 mars", who=ANNA)
    assert "projektledarens egen" in text(by_mail.log("attestera 2", who=ANNA))


def test_several_lines_are_several_roles(by_mail: Group) -> None:
    by_mail.log("utgift 95 kr parkering 12 mars", who=ANNA)
    assert "är attesterad" in text(by_mail.log("attestera 1", who=KARIN))
    assert "är sparat" in text(by_mail.log("beslut: budgeten godkändes 4/3", who=KARIN))
    assert WRITE_TO in text(by_mail.log("utgift 40 kr buss", who=KARIN))


def test_what_the_leader_says_in_chat_stands_before_the_project_file(steered: Group) -> None:
    given = steered.log("roll Karin Berg arbetsgrupp", who=ANNA)
    assert "Karin Berg är med i arbetsgruppen" in text(given)
    assert "Förut: styrgrupp" in text(given)
    assert "är loggad" in text(steered.log("utgift 40 kr buss 12 mars", who=KARIN))
    assert "Karin Berg: arbetsgrupp (sagt i chatten; projektfilen säger styrgrupp)" in text(steered.status("roller"))
    assert "är borttagen" in text(steered.log("ta bort rollen för Karin", who=ANNA))
    assert WRITE_TO in text(steered.log("utgift 41 kr buss 12 mars", who=KARIN))
    assert [line["what"] for line in steered.rows("audit") if line["record"] == "member"] == ["logged", "undone"]


def test_a_role_that_was_given_can_be_taken_back(steered: Group) -> None:
    first = steered.log("gör Maja till firmatecknare", who=ANNA)
    assert WRITE_TO in text(steered.log("utgift 40 kr buss 12 mars"))
    assert "bestämmer projektledaren" in text(steered.press(first.message, "Ångra", who=MAJA))
    assert "har ingen roll från chatten" in text(steered.press(first.message, "Ångra", who=ANNA))
    assert "är loggad" in text(steered.log("utgift 40 kr buss 12 mars"))
    assert "ändrad igen" in text(steered.press(first.message, "Ångra", who=ANNA))


@pytest.mark.parametrize(
    "said", ["Maja är med i styrgruppen", "gör Maja till styrgruppsledamot", "roll maja@example.se styrgrupp"]
)
def test_a_role_is_given_in_ones_own_words(said: str, steered: Group) -> None:
    assert "Maja Lind är med i styrgruppen" in text(steered.tell(said, who=ANNA))


def test_whoever_is_responsible_for_a_task_ticks_it_whatever_the_role(steered: Group) -> None:
    steered.log("att göra: skicka underlaget senast 8 april, ansvarig Karin", who=ANNA)
    steered.log("att göra: boka lokal senast 8 april, ansvarig Maja", who=ANNA)
    morning(steered, 4, 8)
    asked = last(steered, "kicka underlaget", KARIN)
    put_off = steered.press(asked, "Skjut upp", who=KARIN)
    assert WRITE_TO not in text(put_off)
    assert WRITE_TO in text(steered.log("klart: boka lokal", who=KARIN))
    steered.press(asked, "Klart", who=KARIN)
    assert [bool(row["done_at"]) for row in steered.rows("notes")] == [True, False]


def test_whoever_is_responsible_for_a_plan_says_how_it_went_whatever_the_role(steered: Group) -> None:
    steered.remind("Branschseminarium vård 14 maj kl 13 i Kumla, ansvarig Karin", who=ANNA)
    morning(steered, *AFTER)
    steered.press(last(steered, "Hur gick det?", KARIN), "Fyll i", who=KARIN)
    steered.submit({"participants": "32"}, who=KARIN)
    told(steered, "är loggad", KARIN)
    assert (steered.rows("activities")[0]["status"], steered.rows("activities")[0]["men"]) == ("done", None)
    assert WRITE_TO in text(steered.log("ändra aktivitet 1: 40 deltagare", who=KARIN))


def test_one_role_of_several_is_taken_back_in_ones_own_words(steered: Group) -> None:
    steered.log("roll Maja Lind styrgrupp och firmatecknare", who=ANNA)
    steered.tell("Maja Lind är inte längre med i styrgruppen", who=ANNA)
    assert steered.rows("members")[0]["role"] == "firmatecknare"
    assert "är inte styrgrupp, utan firmatecknare" in text(steered.log("ta bort Maja ur styrgruppen", who=ANNA))
    said = text(steered.log("ta bort Maja Lind som firmatecknare", who=ANNA))
    assert "Maja Lind är nu med i arbetsgruppen och får logga, planera, bokföra och se kontakter." in said
    assert "från kanalen" in text(steered.log("ta bort Maja ur arbetsgruppen", who=ANNA))


def test_what_the_project_file_says_is_not_taken_back_in_chat(steered: Group) -> None:
    said = text(steered.log("Karin Berg ska inte vara styrgrupp längre", who=ANNA))
    assert "i projektfilen, och det ändras där" in said
    assert "”roll Karin Berg arbetsgrupp”" in said


@pytest.mark.parametrize(
    "said",
    [
        "ta bort Karin Berg som projektledare", "Karin Berg är inte styrgrupp", "Karin Berg var projektledare",
        "Karin Berg är inte styrgrupp, hon är firmatecknare", "ta bort Karin Berg ur styrgruppen, hon har slutat",
        "Karin Berg styrgrupp", "Lars Holm och Karin Berg är med i styrgruppen", "Karin är styrgrupp från 1 mars",
        "plocka ut Karin ur arbetsgruppen i maj",
    ],
)  # fmt: skip
@pytest.mark.parametrize("who", [ANNA, MAJA])
def test_words_of_a_role_are_never_logged_and_undo_nothing(said: str, who: str, group: Group) -> None:
    group.log("styrgruppsmöte med Karin Berg 12 mars i Örebro", who=ANNA)
    kept = group.rows("activities")
    group.tell(said, who=who)
    group.log(said, who=who)
    assert group.rows("activities") == kept
    assert not [table for table in ("notes", "contacts", "pending", "members") if group.rows(table)]


@pytest.mark.parametrize(
    "said", ["styrgruppsmöte med Karin Berg 12 mars i Örebro", "Karin Berg presenterade för styrgruppen 12 mars"]
)
def test_what_was_done_with_the_steering_group_is_logged(said: str, group: Group) -> None:
    group.log(said, who=ANNA)
    assert "Karin Berg" in group.rows("activities")[0]["title"] or group.rows("pending")


def test_only_the_leader_says_who_is_what(steered: Group) -> None:
    for who in (MAJA, KARIN):
        assert WRITE_TO in text(steered.log("roll Maja projektledare", who=who))
    assert steered.rows("members") == []


@pytest.mark.parametrize("name", ["Nils", "Ute", "ute@example.se"])
def test_whoever_is_not_in_the_channel_is_given_no_role(name: str, steered: Group) -> None:
    assert "hittar ingen i kanalen" in text(steered.log(f"roll {name} styrgrupp", who=ANNA))
    assert steered.rows("members") == []


def test_whoever_is_of_another_workspace_has_to_be_listed(steered: Group) -> None:
    assert "behöver stå i projektfilen" in text(steered.log("roll Par Partner arbetsgrupp", who=ANNA))


def test_the_leader_of_the_project_file_stays_leader(steered: Group) -> None:
    said = text(steered.log("roll Anna styrgrupp", who=ANNA))
    assert "står som projektledare i projektfilen och är det fortfarande" in said
    assert "är borttagen" in text(steered.log("ta bort rollen för Anna", who=ANNA))


def test_a_role_that_changes_nothing_for_the_leader_is_refused_with_the_reason(steered: Group) -> None:
    said = text(steered.log("roll Anna Ek arbetsgrupp", who=ANNA))
    assert "inget ändrades" in said and "projektfilen" in said and "✅" not in said
    assert steered.rows("members") == []


def test_the_command_alone_offers_the_steering_group_a_decision(steered: Group) -> None:
    offer = steered.log("", who=KARIN)
    assert labels(offer) == ["Beslut"]
    steered.press(offer.message, "Beslut", who=KARIN)
    assert "är sparat" in text(steered.submit({"text": "Budgeten godkändes"}, who=KARIN))
    assert [row["type"] for row in steered.rows("notes")] == ["decision"]
    assert "Aktivitet" in labels(steered.log("", who=MAJA))


def test_the_last_leader_cannot_go(tmp_path: Path) -> None:
    (group,) = [*leaderless_then_led(tmp_path)]
    assert "behöver en projektledare" in text(group[0])
    assert "är borttagen" in text(group[1])


def leaderless_then_led(path: Path) -> Iterator[tuple[object, object]]:
    for group in run(path / "yh.db", LEADER):
        group.log("roll Maja projektledare", who=ANNA)
        group.stop()
        group.project = group.project.model_copy(update={"members": ()})
        group.start()
        alone = group.log("ta bort rollen för Maja")
        group.log("roll Anna projektledare")
        yield alone, group.log("ta bort rollen för Maja")


def test_what_reaches_nobody_comes_to_a_leader_known_by_address_alone(by_mail: Group) -> None:
    by_mail.remind("Branschseminarium vård 14 maj kl 13 i Kumla, ansvarig Maja", who=ANNA)
    by_mail.slack.leave(MAJA)
    by_mail.stop()
    by_mail.start()
    morning(by_mail, *AFTER)
    assert "Hur gick det?" in last(by_mail, "Hur gick det?", ANNA).shown


# --- access first, then the role -------------------------------------------------------------------------


def test_whoever_has_left_has_no_access_whatever_the_role(steered: Group) -> None:
    steered.log("roll Maja projektledare", who=ANNA)
    steered.slack.leave(MAJA)
    steered.stop()
    steered.start()
    assert "Jag hjälper arbetsgruppen" in text(steered.log("utgift 40 kr buss 12 mars"))
    assert "Maja Lind: projektledare (sagt i chatten), men är inte med i kanalen" in text(steered.status("roller"))


def test_the_clock_tells_nobody_who_has_left(group: Group) -> None:
    group.log("utgift 40 kr buss 12 mars")
    group.slack.fail("chat.postMessage", "not_authed", times=1)
    group.log("returnera 1: kvitto saknas", who=ANNA)
    group.slack.wait_for(lambda: group.rows("deliveries")[0]["reason"] == "not_authed")
    group.slack.leave(MAJA)
    heard = len(group.answers(MAJA))
    group.stop()
    group.start()  # what Slack said of the channel a minute ago is forgotten
    group.clock.turn(minutes=20)
    group.look()
    assert [(row["state"], row["reason"]) for row in group.rows("deliveries")] == [("refused", "has_left")]
    assert len(group.answers(MAJA)) == heard


def test_a_paper_that_is_made_after_the_answer_is_made_for_whoever_still_may_have_it(
    group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[Desk] = []
    admitted = rights.admitted

    def noted(desk: Desk, incoming: Incoming) -> Incoming:
        kept.append(desk)
        return admitted(desk, incoming)

    monkeypatch.setattr(rights, "admitted", noted)
    group.status("", who=MAJA)
    asked = Incoming(MAJA, "T0LEKPLATS", "1", group.clock(), Command("status", "rapport ekonomi"))
    reply = conversation.answer(kept[0], asked)
    assert reply.files[0].make()
    group.slack.leave(MAJA)
    kept[0].members.forget(MAJA)  # type: ignore[attr-defined]
    with pytest.raises(rights.Outside):
        reply.files[0].make()


def test_an_outsider_is_shown_no_roles(steered: Group) -> None:
    assert "Jag hjälper arbetsgruppen" in text(steered.status("roller", who=OUTSIDER))


def test_everybody_sees_who_may_what(steered: Group) -> None:
    said = steered.status("roller", who=KARIN)
    assert "Anna Ek: projektledare (projektfilen)" in text(said)
    assert "Karin Berg: styrgrupp (projektfilen)" in text(said)
    assert "Alla andra i kanalen: arbetsgrupp" in text(said)
    assert "Firmatecknare: läser allt utom kontakternas uppgifter" in text(said)
    assert said.message is not None
    assert buttons(said.message) == []
