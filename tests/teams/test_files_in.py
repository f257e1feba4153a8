"""A file sent in Teams is fetched from where Teams put it, by nobody else and from nowhere else."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.reply import Reply
from handlers.calls import Failure
from handlers.requests import Fetched, File, NotFetched
from handlers.teams.files import Files, with_missed
from handlers.teams.places import is_microsofts, is_of
from storage.database import Database
from tests.teams.drive import Answer, Drive, sent_file

PDF = b"%PDF-1.7 kvitto"
START = datetime(2024, 3, 14, 8, 0, tzinfo=UTC)
TEAMS = "https://smba.trafficmanager.net/emea/"


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def drive() -> Iterator[Drive]:
    found = Drive()
    yield found
    found.stop()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    found = Database(tmp_path / "yh.db")
    yield found
    found.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def files(database: Database, clock: Clock) -> Files:
    return Files(database, lambda: "en.hemlig.token", clock)


def message(drive: Drive, *attachments: Any) -> dict[str, Any]:
    words = {"contentType": "text/html", "content": "<p>utgift 312 kr buss</p>"}
    return {"type": "message", "serviceUrl": f"{drive.url}/teams/", "attachments": [words, *attachments]}


def sent(files: Files, drive: Drive, *attachments: Any) -> File:
    (file,) = files.incoming(message(drive, *attachments))
    return file


def rows(database: Database) -> list[Any]:
    with closing(sqlite3.connect(database.path)) as connection:
        return connection.execute("SELECT * FROM teams_files").fetchall()


def test_a_file_in_the_personal_chat_is_fetched_without_our_token(files: Files, drive: Drive) -> None:
    address = drive.put("/download.aspx", Answer(content=PDF, headers={"content-type": "application/pdf"}))
    file = sent(files, drive, sent_file("kvitto.pdf", address))
    assert file.name == "kvitto.pdf"
    assert files(file.id) == Fetched(PDF)
    assert "authorization" not in drive.calls[0].headers
    assert drive.calls[0].path.endswith("?tempauth=v1.hemlig-nyckel")


def test_a_pasted_picture_is_fetched_at_the_connector_with_our_token(files: Files, drive: Drive) -> None:
    drive.put("/teams/v3/attachments/1/views/original", Answer(content=PDF))
    pasted = {"contentType": "image/*", "contentUrl": f"{drive.url}/teams/v3/attachments/1/views/original"}
    file = sent(files, drive, pasted)
    assert file.name == "bild"
    assert files(file.id) == Fetched(PDF)
    assert drive.calls[0].headers["authorization"] == "Bearer en.hemlig.token"


def test_a_picture_elsewhere_is_never_shown_our_token(files: Files, drive: Drive) -> None:
    other = Drive()
    try:
        pasted = {"contentType": "image/png", "contentUrl": other.put("/bild.png", Answer(content=PDF))}
        assert files(sent(files, drive, pasted).id) == Fetched(PDF)
        assert "authorization" not in other.calls[0].headers
    finally:
        other.stop()


def test_the_address_stands_in_no_id_and_is_forgotten(
    files: Files, drive: Drive, database: Database, clock: Clock
) -> None:
    address = drive.put("/f", Answer(content=PDF))
    file = sent(files, drive, sent_file("kvitto.pdf", address))
    assert file.id.startswith("teams:") and len(file.id) == 38
    assert sent(files, drive, sent_file("kvitto.pdf", address)).id == file.id, "the same message once more"
    assert files(file.id) == Fetched(PDF)
    clock.now += timedelta(minutes=30)
    assert files(file.id) == Fetched(PDF), "a list is read once more when it is said to be right"
    clock.now += timedelta(hours=1)
    assert files(file.id) == NotFetched("link_expired")
    sent(files, drive, sent_file("annat.pdf", drive.put("/g", Answer(content=PDF))))
    assert [row[0] for row in rows(database)] != [file.id] and len(rows(database)) == 1


def test_a_day_is_the_longest(files: Files, drive: Drive, clock: Clock) -> None:
    file = sent(files, drive, sent_file("kvitto.pdf", drive.put("/f", Answer(503), Answer(content=PDF))))
    assert files(file.id) == NotFetched("http_503", 60)
    clock.now += timedelta(days=1)
    assert files(file.id) == NotFetched("link_expired")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer(404), NotFetched("file_deleted")),
        (Answer(403), NotFetched("link_expired")),
        (Answer(401), NotFetched("link_expired")),
        (Answer(500), NotFetched("http_500", 60)),
        (Answer(429, headers={"retry-after": "300"}), NotFetched("http_429", 300)),
        (Answer(content=b"<html>Logga in", headers={"content-type": "text/html"}), NotFetched("link_only")),
        (Answer(content=PDF, short=10), NotFetched("RemoteProtocolError", 60)),
    ],
    ids=lambda each: each.reason if isinstance(each, NotFetched) else "",
)
def test_what_cannot_be_had_says_why(files: Files, drive: Drive, answer: Answer, expected: NotFetched) -> None:
    assert files(sent(files, drive, sent_file("kvitto.pdf", drive.put("/f", answer))).id) == expected


def test_too_large_a_file_is_not_read_to_its_end(files: Files, drive: Drive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.teams.files.MOST_BYTES", 10)
    assert files(sent(files, drive, sent_file("stor.pdf", drive.put("/f", Answer(content=PDF)))).id) == NotFetched(
        "too_large"
    )


def test_it_is_led_on_to_microsofts_hosts_alone(files: Files, drive: Drive) -> None:
    there = drive.put("/there", Answer(content=PDF))
    near = sent_file("kvitto.pdf", drive.put("/near", Answer(302, headers={"location": there})))
    assert files(sent(files, drive, near).id) == Fetched(PDF)
    far = sent_file("kvitto.pdf", drive.put("/far", Answer(302, headers={"location": "http://169.254.169.254/"})))
    assert files(sent(files, drive, far).id) == NotFetched("outside_teams")
    around = sent_file("kvitto.pdf", drive.put("/around", Answer(302, headers={"location": f"{drive.url}/around"})))
    assert files(sent(files, drive, around).id) == NotFetched("outside_teams")


def test_our_token_is_led_on_nowhere(files: Files, drive: Drive) -> None:
    drive.put("/teams/a", Answer(302, headers={"location": drive.put("/b", Answer(content=PDF))}))
    pasted = {"contentType": "image/png", "contentUrl": f"{drive.url}/teams/a"}
    assert files(sent(files, drive, pasted).id) == NotFetched("outside_teams")
    assert len(drive.calls) == 1


def test_an_address_elsewhere_is_not_asked(files: Files, drive: Drive) -> None:
    file = sent(files, drive, sent_file("kvitto.pdf", "https://sharepoint.com.example.org/f"))
    assert files(file.id) == NotFetched("outside_teams")


def test_without_a_token_a_picture_is_asked_for_later(drive: Drive, database: Database, clock: Clock) -> None:
    files = Files(database, lambda: Failure("later", "token_x", 30), clock)
    pasted = {"contentType": "image/png", "contentUrl": f"{drive.url}/teams/a", "name": "kvitto.png"}
    assert files(sent(files, drive, pasted).id) == NotFetched("token_x", 900)


@pytest.mark.parametrize("attachment", [None, "text", {}, {"contentType": "application/vnd.microsoft.card.adaptive"}])
def test_what_is_no_file_is_none(files: Files, drive: Drive, attachment: Any) -> None:
    assert files.incoming(message(drive, attachment)) == ()
    assert files.incoming({"serviceUrl": TEAMS}) == ()


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://contoso-my.sharepoint.com/personal/x/_layouts/15/download.aspx?tempauth=a", True),
        ("https://api.onedrive.com/v1.0/x", True),
        ("https://my.microsoftpersonalcontent.com.evil.example/x", False),
        ("http://contoso.sharepoint.com/x", False),
        ("https://contoso.sharepoint.com:8443/x", False),
        ("https://contoso.sharepoint.com@example.org/x", False),
        ("https://notsharepoint.com/x", False),
        ("https://contoso.sharepoint.com.example.org/x", False),
        ("http://127.0.0.1:8000/x", False),
        ("https://[::1", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_a_file_of_the_real_teams_is_at_onedrive_or_sharepoint(address: str, allowed: bool) -> None:
    assert is_microsofts(address, TEAMS) is allowed


def test_only_a_stand_ins_files_are_on_this_machine() -> None:
    assert is_microsofts("http://127.0.0.1:1/f", "http://127.0.0.1:2/teams/")
    assert not is_microsofts("http://10.0.0.1:1/f", "http://127.0.0.1:2/teams/")


def test_our_token_is_for_the_connectors_very_host() -> None:
    assert is_of("https://smba.trafficmanager.net/emea/v3/attachments/1", TEAMS)
    assert not is_of("http://smba.trafficmanager.net/emea/v3/attachments/1", TEAMS)
    assert not is_of("https://smba.trafficmanager.net:444/emea", TEAMS)
    assert not is_of("https://x.smba.trafficmanager.net/emea", TEAMS)
    assert not is_of("https://smba.trafficmanager.net@example.org/", TEAMS)


def test_a_file_in_a_channel_is_noticed_though_it_does_not_come() -> None:
    words = [{"contentType": "text/html", "content": '<p>kvitto</p><attachment id="1"></attachment>'}]
    reply = Reply(text=("Utgift 1 är loggad",))

    def told(kind: str, attachments: list[dict[str, str]]) -> str:
        return with_missed({"conversation": {"conversationType": kind}, "attachments": attachments}, reply).plain()

    assert "Skicka den i vår egen chatt" in told("channel", words)
    assert told("personal", words) == told("groupChat", []) == reply.plain()
