"""Files in Teams from end to end: what is sent to the assistant, and what it may put in somebody's OneDrive."""

import sqlite3
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from handlers.teams.consent import CARD, INFO, INVOKE
from tests.teams.connector import CHANNEL, Message
from tests.teams.drive import Answer, Drive, sent_file
from tests.teams.group import TeamsGroup
from tests.teams.people import ANNA, KARIN, MAJA, Person

BUS = "utgift 312 kr buss till Nora 12 mars"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


@pytest.fixture
def drive() -> Iterator[Drive]:
    found = Drive()
    found.put("/upload", Answer(201))
    yield found
    found.stop()


def report(group: TeamsGroup, who: Person = ANNA) -> Message:
    """The question whether the report may be put in the person's OneDrive."""
    group.tell("rapport styrgrupp", who)
    return of_kind(group, CARD, who)


def of_kind(group: TeamsGroup, kind: str, who: Person) -> Message:
    def found() -> list[Message]:
        said = group.connector.answers(who)
        return [each for each in said if (each.activity.get("attachments") or [{}])[0].get("contentType") == kind]

    return group.connector.wait_for(found)[-1]


def answer(group: TeamsGroup, asked: Message, how: str, drive: Drive, who: Person = ANNA, place: str = "") -> None:
    """What Teams sends when somebody has pressed Tillåt or Avböj."""
    card = asked.activity["attachments"][0]["content"]
    value: dict[str, Any] = {"type": "fileUpload", "action": how, "context": card["acceptContext"]}
    if how == "accept":
        value["uploadInfo"] = {
            "name": "rapport.docx", "uniqueId": "1150D938", "fileType": "docx", "uploadUrl": f"{drive.url}/upload",
            "contentUrl": "https://contoso-my.sharepoint.com/personal/anna/Documents/Applications/rapport.docx",
        }  # fmt: skip
    activity = group.driver.activity(who, place or asked.conversation, "invoke")
    exchange = group.driver.post(activity | {"name": INVOKE, "value": value, "replyToId": asked.id})
    assert (exchange.status, exchange.body) == (200, {})


def became(group: TeamsGroup, asked: Message, words: str) -> None:
    group.connector.wait_for(lambda: words in asked.shown)


def test_a_report_comes_to_the_personal_chat_by_a_yes(teams_group: TeamsGroup, drive: Drive) -> None:
    asked = report(teams_group)
    assert drive.uploaded() == []
    answer(teams_group, asked, "accept", drive)
    became(teams_group, asked, "📎 rapport.docx ligger i din OneDrive.")
    assert of_kind(teams_group, INFO, ANNA).activity["attachments"][0]["name"] == "rapport.docx"
    assert drive.uploaded()[0].startswith(b"PK")
    assert "authorization" not in drive.calls[0].headers


def test_asked_for_in_the_channel_it_comes_to_the_personal_chat_too(teams_group: TeamsGroup, drive: Drive) -> None:
    teams_group.driver.install(ANNA)
    teams_group.mention("rapport styrgrupp", ANNA)
    asked = of_kind(teams_group, CARD, ANNA)
    assert not any("consent" in str(each.activity) for each in teams_group.connector.answers(CHANNEL))
    answer(teams_group, asked, "accept", drive)
    became(teams_group, asked, "ligger i din OneDrive")


def test_a_no_sends_nothing(teams_group: TeamsGroup, drive: Drive) -> None:
    asked = report(teams_group)
    answer(teams_group, asked, "decline", drive)
    became(teams_group, asked, "Filen skickades inte.")
    assert drive.calls == []


def test_after_a_restart_it_is_not_there(teams_group: TeamsGroup, drive: Drive) -> None:
    asked = report(teams_group)
    teams_group.stop()
    teams_group.start()
    answer(teams_group, asked, "accept", drive)
    became(teams_group, asked, "Filen finns inte kvar här. Be om den igen.")
    assert drive.calls == []


def test_nobody_else_can_have_it(teams_group: TeamsGroup, drive: Drive) -> None:
    asked = report(teams_group)
    theirs = teams_group.tell("status", KARIN)
    answer(teams_group, asked, "accept", drive, KARIN, theirs.conversation)
    redrawn = ("PUT", f"/teams/v3/conversations/{quote(theirs.conversation, safe='')}/activities/{asked.id}")
    teams_group.connector.wait_for(lambda: redrawn in teams_group.connector.calls)
    assert drive.calls == []
    answer(teams_group, asked, "accept", drive)
    became(teams_group, asked, "ligger i din OneDrive")
    assert len(drive.uploaded()) == 1


def test_who_has_left_the_group_meanwhile_gets_nothing(
    teams_group: TeamsGroup, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = report(teams_group, MAJA)
    monkeypatch.setattr("handlers.teams.members.TeamsMembers.access", lambda self, who, team: "outsider")
    answer(teams_group, asked, "accept", drive, MAJA)
    became(teams_group, asked, "Jag hjälper arbetsgruppen")
    assert drive.calls == []


def test_a_receipt_is_kept_and_its_address_is_nowhere_else(teams_group: TeamsGroup, drive: Drive) -> None:
    address = drive.put("/kvitto", Answer(content=PDF, headers={"content-type": "application/pdf"}))
    said = teams_group.tell(BUS, attachments=[sent_file("kvitto.pdf", address)])
    assert "kvitto.pdf följer med som kvitto" in said.shown
    teams_group.look()
    (row,) = teams_group.rows("receipts")
    assert (row["state"], row["size"]) == ("kept", len(PDF))
    held = [
        table
        for (table,) in (
            tuple(each.values()) for each in teams_group.rows("(SELECT name FROM sqlite_master WHERE type = 'table')")
        )
        if any("tempauth" in str(each) for each in teams_group.rows(table))
    ]
    assert held == ["teams_files"]
    assert not any("tempauth" in str(each.activity) for each in teams_group.connector.sent)


def test_its_address_is_gone_in_a_day_though_no_other_file_comes(teams_group: TeamsGroup, drive: Drive) -> None:
    teams_group.tell(BUS, attachments=[sent_file("kvitto.pdf", drive.put("/kvitto", Answer(content=PDF)))])
    teams_group.look()
    with sqlite3.connect(teams_group.path) as connection:  # its hour has passed
        connection.execute("UPDATE teams_files SET until = '2024-03-14T08:00:00Z'")
    connection.close()
    teams_group.look()
    assert teams_group.rows("teams_files") == []


def test_a_file_alone_is_asked_about_and_its_form_holds_no_address(teams_group: TeamsGroup, drive: Drive) -> None:
    address = drive.put("/kvitto", Answer(content=PDF))
    asked = teams_group.tell("", attachments=[sent_file("kvitto.pdf", address)])
    assert "Vilken utgift hör kvittot till?" in asked.shown
    teams_group.press(asked, "En ny utgift")
    assert "tempauth" not in str(asked.card_for(MAJA).content)


def test_an_expired_link_is_told_and_the_expense_stands(teams_group: TeamsGroup, drive: Drive) -> None:
    address = drive.put("/kvitto", Answer(403))
    teams_group.tell(BUS, attachments=[sent_file("kvitto.pdf", address)])
    teams_group.look()
    sorry = teams_group.connector.wait_for(
        lambda: [each for each in teams_group.connector.answers(MAJA) if "Jag kunde inte spara" in each.shown]
    )
    assert "länken till den har slutat gälla" in sorry[0].shown and "kvitto till utgift 1" in sorry[0].shown
    assert teams_group.rows("expenses")[0]["deleted_at"] is None


def test_a_file_in_the_channel_does_not_come_and_that_is_said(teams_group: TeamsGroup) -> None:
    there = [{"contentType": "text/html", "content": '<p>kvitto</p><attachment id="1"></attachment>'}]
    said = teams_group.mention(BUS, attachments=there)
    assert "Utgift 1 är loggad" in said.shown
    assert "Skicka den i vår egen chatt och skriv vilken utgift den hör till." in said.shown
