"""A list sent to the assistant: shown as it is read, kept when that is right, and never twice."""

import copy
from contextlib import closing

import pytest

from bot.importing import read_lists
from bot.sheet import read_sheets
from handlers import importing
from handlers.playground import File, Message
from storage.database import Database
from tests.conversations.conftest import ANNA, MAJA, TODAY, Group, labels, text

LIST = "Datum;Vad;Kommun;Antal\n2024-02-12;Branschseminarium energi;Kumla;32\n2024-05-02;Företagsdialog;Fjugesta;\n"


def sent(text: str, name: str = "aktiviteter.csv") -> File:
    return File(name, text.encode(), "text/csv")


def heard(group: Group, words: str, who: str = ANNA) -> Message:
    """What the assistant says later."""
    found = group.slack.wait_for(lambda: [each for each in group.answers(who) if words in each.shown])
    return copy.deepcopy(found[-1])


def rows(group: Group) -> int:
    return len(group.rows("activities"))


def test_the_rows_are_shown_and_kept_when_they_are_right(either: Group) -> None:
    either.slack.message_to_bot(ANNA, "importera", files=[sent(LIST)])
    shown = heard(either, "2 aktiviteter att spara. Inget är sparat.")
    assert "Strax kommer hur jag förstår varje rad" in heard(either, "Jag läser aktiviteter.csv").shown
    assert "rad 2: Aktivitet · Branschseminarium energi · mån 12 februari 2024" in shown.shown
    assert "antagen typ Branschseminarium" in shown.shown
    assert rows(either) == 0
    either.press(shown, "Spara 2 aktiviteter", who=ANNA)
    heard(either, "2 aktiviteter är sparade")
    assert [row["created_by"] for row in either.rows("activities")] == [ANNA, ANNA]
    assert either.rows("pending") == []


def test_the_same_list_again_adds_nothing(group: Group) -> None:
    group.slack.message_to_bot(ANNA, "läs in den här listan", files=[sent(LIST)])
    group.press(heard(group, "att spara"), "Spara 2 aktiviteter", who=ANNA)
    heard(group, "är sparade")
    group.slack.message_to_bot(ANNA, "importera", files=[sent(LIST)])
    shown = heard(group, "Inga nya poster att spara, 2 rader fanns redan")
    assert not [block for block in shown.blocks if block["type"] == "actions"]
    assert rows(group) == 2


def test_the_same_message_once_more_is_asked_about_once(group: Group) -> None:
    """The assistant was restarted, and Slack had not heard that the message came."""
    for _ in range(2):
        before = len(group.answers(ANNA))
        group.slack.message_to_bot(ANNA, "importera", files=[sent(LIST)], event_id="Ev1")
        group.slack.wait_for(lambda: [each for each in group.answers(ANNA)[before:] if "att spara" in each.shown])  # noqa: B023
        group.stop()
        group.start()
    assert len(group.rows("pending")) == 1


def test_what_may_be_logged_already_stands_first(group: Group) -> None:
    group.log("branschseminarium energi i Kumla 12 februari 2024, 30 deltagare", who=ANNA)
    more = "".join(f"2024-01-{day:02};Nyhetsbrev;;\n" for day in range(1, 20))
    group.slack.message_to_bot(ANNA, "importera", files=[sent(LIST.replace("2024-02-12", f"{more}2024-02-12", 1))])
    shown = heard(group, "att spara")
    assert "1 rad kan redan vara loggad med andra ord. Se efter först." in shown.shown
    assert "(kan vara samma som aktivitet 1, antagen typ Branschseminarium)" in shown.shown


def test_what_is_not_wanted_is_not_kept(group: Group) -> None:
    group.slack.message_to_bot(ANNA, "importera", files=[sent(LIST)])
    shown = heard(group, "att spara")
    assert "låter jag det vara" in text(group.press(shown, "Spara inte", who=ANNA))
    assert rows(group) == 0


def test_a_row_to_mend_is_told_and_nothing_can_be_kept(group: Group) -> None:
    group.slack.message_to_bot(ANNA, "importera", files=[sent(LIST + "2024-02-30;Nyhetsbrev;;\n")])
    shown = heard(group, "1 rad att rätta")
    assert "✗ aktiviteter.csv rad 4: Datum: ”2024-02-30” är inget datum" in shown.shown
    assert not [block for block in shown.blocks if block["type"] == "actions"]


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (File("x.pdf", b"%PDF-1.7"), "varken Excel (.xlsx) eller CSV"),
        (sent("hej;på;dig\n1;2;3", "hej.csv"), "Jag ser inte vad hej.csv listar"),
    ],
)
def test_what_is_no_list_says_why(group: Group, file: File, says: str) -> None:
    group.slack.message_to_bot(ANNA, "importera", files=[file])
    heard(group, says)


def test_a_file_that_cannot_be_had_is_said(group: Group) -> None:
    group.slack.fail("files.info", "file_deleted")
    group.slack.message_to_bot(ANNA, "importera", files=[sent(LIST)])
    heard(group, "Jag kom inte åt aktiviteter.csv")


def test_only_the_project_leader_reads_lists_in(group: Group) -> None:
    assert "Bara projektledaren kan läsa in listor" in text(group.tell("importera", who=MAJA, files=[sent(LIST)]))


def test_contacts_are_shown_to_who_sent_them_alone(group: Group) -> None:
    group.mention("importera", who=ANNA, files=[sent("Namn;Mejl\nEva Ek;eva@skog.se\n", "kontakter.csv")])
    heard(group, "1 kontakt att spara")
    assert not any("Eva Ek" in said for said in group.said())


def test_a_file_with_other_words_is_still_a_receipt(group: Group) -> None:
    assert "följer med som kvitto" in text(
        group.tell("utgift 312 kr buss till Nora 12 mars", files=[File("a.pdf", b"%PDF-1.7")])
    )
    assert labels(group.tell("utgift 1"))[:2] == ["Ändra", "Ångra"]


COSTS = "Datum;Belopp;Kostnadsslag;Vad;Läge;Attesterad av;Attesterad;Loggad av;Aktivitet\n2024-03-01;312;Resor och logi;buss;Attesterad;UKARIN;2024-03-05T09:00:00Z;UMAJA;{}\n"


def test_the_leaders_list_is_the_leaders_own_and_attests_nothing(group: Group) -> None:
    group.slack.message_to_bot(ANNA, "importera", files=[sent(COSTS.format(""), "utgifter.csv")])
    group.press(heard(group, "1 utgift att spara"), "Spara 1 utgift", who=ANNA)
    heard(group, "1 utgift är sparad")
    (row,) = group.rows("expenses")
    assert (row["status"], row["attested_by"], row["created_by"]) == ("logged", None, ANNA)
    assert "projektledarens egen" in text(group.log("attestera 1", who=ANNA))


def test_what_the_administrator_reads_in_without_an_author_is_not_the_leaders_to_attest(group: Group) -> None:
    costs = [("utgifter.csv", read_sheets(COSTS.replace("Loggad av", "x").format("").encode()))]
    costs_of_nobody = read_lists(costs, group.project, TODAY.date())
    with closing(Database(group.path)) as database:
        importing.keep(database, costs_of_nobody, group.project, TODAY)
    assert "projektledarens egen" in text(group.log("attestera 1", who=ANNA))


def test_what_changed_since_the_list_was_shown_is_said_and_nothing_is_saved(group: Group) -> None:
    group.log("branschseminarium energi i Kumla 12 februari 2024", who=ANNA)
    group.slack.message_to_bot(ANNA, "importera", files=[sent(COSTS.format("1"), "utgifter.csv")])
    shown = heard(group, "1 utgift att spara")
    group.log("ta bort aktivitet 1", who=ANNA)
    group.press(shown, "Spara 1 utgift", who=ANNA)
    said = heard(group, "Något ändrades sedan listan visades").shown
    assert "utgifter.csv rad 2: Aktivitet 1 finns inte. Se efter och skicka listan igen. Inget är sparat." in said
    assert group.rows("expenses") == []
