"""Hostile text is text: what somebody writes is kept, shown, sent, found and written out as it stands, and does nothing."""

import csv
import io
import json
import logging
import re
import sqlite3
import unicodedata
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest
from click.testing import CliRunner
from icalendar import Calendar

import app
from bot.records import Activity, Contact, Expense
from bot.reply import Reply
from bot.signs import _PERHAPS, clean
from handlers.playground import Exchange, File, Message
from storage import records
from storage.database import Database
from tests.conversations.conftest import ANNA, KARIN, MAJA, Group, labels, text
from tests.injection.hostile import LINES, TEXT, UNSEEN

DAYS = (date(2024, 4, 1) + timedelta(days=number) for number in count())
SEEN = {name: line[0] for name, line in UNSEEN.items()}


def log(group: Group, kind: str, values: dict[str, Any]) -> Exchange:
    """What is filled in, kept: a text in a form is taken whole, while a line is read."""
    group.press(group.log("").message, kind)
    return group.submit(values)


def plan(group: Group, title: str) -> tuple[Exchange, dict[str, Any]]:
    """A plan of that title on a day of its own, and its row."""
    values = {"type": "annat", "title": title, "date": next(DAYS).isoformat(), "status": "planned"}
    return log(group, "Aktivitet", values), group.rows("activities")[-1]


def asked(message: Message) -> Iterator[dict[str, Any]]:
    """Every object in what was sent."""
    left: list[Any] = [message.blocks]
    while left:
        each = left.pop()
        if isinstance(each, dict):
            yield each
        left += each.values() if isinstance(each, dict) else each if isinstance(each, list) else []


def assert_is_text(message: Message | None, written: str) -> None:
    """Slack draws `written` as it stands: in no mrkdwn, and escaped where there is no other."""
    assert message is not None
    assert not [each for each in asked(message) if each.get("type") in ("mrkdwn", "link", "user", "broadcast", "date")]
    assert "<" not in message.text and ">" not in message.text
    assert written in message.shown.replace("\u00a0", " ")


def shared(group: Group, named: str) -> Message | None:
    """What was shared in the channel last, once it is this record."""
    said = group.slack.messages()
    return said[-1] if said and named in said[-1].shown.splitlines()[0] else None


def feed(group: Group, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
    """The calendar that Anna follows, as a calendar program asks for it."""
    found = re.search(r"http://\S+\.ics", text(group.remind("kalender", who=ANNA)))
    if found is None:  # the link is shown once: a new one
        found = re.search(
            r"http://\S+\.ics", text(group.press(group.remind("kalender", who=ANNA).message, "Ny länk", ANNA))
        )
    assert found
    return fetch(found[0], headers)


def fetch(address: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers or {}), timeout=5) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, dict(answer.headers), answer.read()


@pytest.mark.parametrize("name", TEXT)
def test_what_somebody_wrote_is_kept_and_shown_as_it_stands(group: Group, name: str) -> None:
    logged, row = plan(group, TEXT[name])
    assert row["title"] == TEXT[name]
    assert_is_text(logged.message, TEXT[name])
    assert_is_text(group.remind("", who=ANNA).message, "")
    if "Dela i kanalen" in labels(logged):
        group.press(logged.message, "Dela i kanalen")
        told = Reply(title=TEXT[name]).discreet().title  # in the channel nobody's address is told
        assert_is_text(group.slack.wait_for(lambda: shared(group, f"Aktivitet {row['id']}")), told)


@pytest.mark.parametrize("name", TEXT)
@pytest.mark.parametrize("command", ["/yh-logg", "/yh-status", "/yh-paminn"])
def test_a_command_with_it_is_answered_and_harms_nothing(group: Group, command: str, name: str) -> None:
    before = {table: group.rows(table) for table in ("expenses", "feeds", "audit_values", "contacts")}
    answer = group.slack.command(KARIN, command, TEXT[name], dressed=False)
    assert answer.status == 200
    if answer.message is not None:
        assert "Det gick inte" not in answer.message.shown, "nothing failed"
        assert_is_text(answer.message, "")
    kept = {table: group.rows(table)[: len(rows)] for table, rows in before.items()}
    assert kept == before, "what stood there stands"


@pytest.mark.parametrize("name", TEXT)
def test_a_search_for_it_finds_it_and_is_no_query_of_another_kind(group: Group, name: str) -> None:
    _, row = plan(group, TEXT[name])
    answer = text(group.status(f"sök {TEXT[name]}", who=MAJA))
    assert "Det gick inte" not in answer
    if not re.search(r"[\[\]{}<>*_~`|:\\]|(?i:\bOR\b)", TEXT[name]):  # what Slack or our own search takes as its own
        assert f"Aktivitet {row['id']}" in answer


@pytest.mark.parametrize("name", UNSEEN)
def test_signs_that_nobody_sees_are_not_kept(group: Group, name: str) -> None:
    written, kept = UNSEEN[name]
    logged, row = plan(group, written)
    assert row["title"] == kept
    assert_is_text(logged.message, kept)


@pytest.mark.parametrize("name", UNSEEN)
def test_nor_in_a_command_a_direct_message_or_a_file_name(group: Group, name: str) -> None:
    written = UNSEEN[name][0].replace("\ud83d", "")  # half of a pair cannot be sent: no UTF-8 has it
    for answer in (
        group.slack.command(KARIN, "/yh-status", f"sök {written}", dressed=False),
        group.tell(f"hur går det med {written}?", who=KARIN),
    ):
        assert answer.status == 200
        assert answer.message is not None
        assert not any(sign in answer.message.shown for sign in "\x00\x1b\x9b\u202e\u2067\u2069\u200b\ufeff")
    group.tell("utgift 12 kr buss till Nora 12 mars", files=[File(f"{written}.pdf", b"%PDF-1.7\n" + name.encode())])
    assert not any(sign in str(group.rows("receipts")) for sign in ("\u202e", "\\x00", "\\x1b", "\u2067"))


@pytest.mark.parametrize("name", LINES)
def test_a_line_break_ends_no_line_of_a_calendar(group: Group, name: str) -> None:
    _, row = plan(group, LINES[name])
    status, headers, body = feed(group)
    assert status == 200
    assert "Set-Cookie" not in headers
    events = [each for each in Calendar.from_ical(body).walk("VEVENT") if str(each["DTSTART"].dt)[:10] == row["date"]]
    assert len(events) == 1
    assert "ATTENDEE" not in events[0] and "X-YH" not in events[0]
    lines = body.decode("utf-8").split("\r\n")
    assert not [line for line in lines if re.search(r"[\n\r\x0b\x0c\x85\u2028\u2029]", line)]
    assert lines.count("END:VCALENDAR") == 1


@pytest.mark.parametrize(
    "path",
    ["../../yh.db", "..%2f..%2fyh.db", "%00", "%0d%0aSet-Cookie:%20a=b", "' OR 1=1 --", "%e2%80%ae", "a" * 5000],
)
def test_a_path_leads_nowhere(group: Group, path: str) -> None:
    base = group.health_url.removesuffix("/healthz")
    for address in (f"{base}/kalender/{path}.ics", f"{base}/{path}", f"{base}/slack/events/{path}"):
        status, headers, body = fetch(address.replace(" ", "%20"))
        assert status in (404, 405)
        assert "Set-Cookie" not in headers
        assert b"SQLite" not in body and b"Traceback" not in body


@pytest.mark.parametrize("header", ["If-None-Match", "Host", "User-Agent", "X-Forwarded-For"])
def test_a_header_of_any_kind_is_only_a_header(group: Group, header: str) -> None:
    status, headers, _ = feed(group, {header: '"*", W/"x\', "--%0d%0aSet-Cookie: a=b'})
    assert status == 200
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("name", ["path", "path of Windows", "path escaped", "HTML", "formula", "SQL statement"])
def test_the_name_of_a_file_leads_nowhere(group: Group, name: str) -> None:
    before = set(group.path.parent.rglob("*"))
    content = b"%PDF-1.7\n" + name.encode()
    group.tell("utgift 12 kr buss till Nora 12 mars", files=[File(f"{TEXT[name]}.pdf", content)])
    group.slack.wait_for(lambda: [row for row in group.rows("receipts") if row["state"] == "wanted"] == [])
    new = {path for path in set(group.path.parent.rglob("*")) - before if path.is_file()}
    assert all(re.fullmatch(r"[0-9a-f]{64}\.pdf", path.name) for path in new if path.suffix == ".pdf")
    assert {path.parent for path in new} <= {group.path.parent, group.path.parent / "yh-kvitton"}


@pytest.mark.parametrize(
    "action", ["undo", "edit", "done", "waiting", "find", "status", "answer", "claim", "underlying", "more", "put_off",
    "book_row", "bind", "unclaim", "notes", "put_off_note", "without_receipt", "receipt", "revert", "calendar"],
)  # fmt: skip
def test_a_forged_button_is_answered_and_changes_nothing(
    group: Group, caplog: pytest.LogCaptureFixture, action: str
) -> None:
    card = group.log("senaste", who=MAJA).message
    assert card is not None
    before = [group.rows(table) for table in ("activities", "expenses", "audit", "claims", "feeds")]
    for value in (
        *TEXT.values(),
        "activity:-1",
        "activity:1e9",
        "activity:١",
        "expense:1@x",
        ",,",
        "",
        "§",
        "x" * 2000,
    ):
        pressed = {"type": "button", "action_id": f"yh.{action}.1", "block_id": "b", "value": value, "action_ts": "1.1"}
        trigger = group.slack.workspace.grant_trigger(MAJA, None)
        payload = group.slack.payloads.message_action_json(MAJA, card, pressed, trigger, None)
        assert group.slack.raw("payload=" + quote(json.dumps(payload))).status == 200
        assert [record for record in caplog.records if record.levelno >= logging.ERROR] == [], value
    assert [group.rows(table) for table in ("activities", "expenses", "audit", "claims", "feeds")] == before


# the table goes out in every way that there is


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all of the table in it, as titles, descriptions, suppliers, names and notes."""
    path = tmp_path_factory.mktemp("out") / "yh.db"
    database = Database(path)
    with database.transaction() as db:
        for written, day in zip((*TEXT.values(), *map(clean, (*SEEN.values(), *LINES.values()))), DAYS, strict=False):
            for record in (
                Activity(type="annat", title=written, date=day, note=written),
                Expense(
                    date=day,
                    amount_ore=1200,
                    cost_ore=1200,
                    category="Resor och logi",
                    description=written,
                    supplier=written,
                ),
                Contact(name=written, organisation=written),
            ):
                records.add(db, record, who=MAJA, at="2024-03-14T09:00:00Z")
    database.close()
    return path


def out(copy: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    """What the command line prints."""
    monkeypatch.setenv("YH_DATABASE", str(copy))
    monkeypatch.chdir(copy.parent)
    done = CliRunner().invoke(app.main, [*arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_a_list_holds_no_formula(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out(copy, monkeypatch, "export", "allt.xlsx")
    book = openpyxl.load_workbook(copy.with_name("allt.xlsx"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    values = {cell.value for cell in cells}
    assert {TEXT[name] for name in TEXT if name.startswith("formula")} <= values


def test_nor_does_a_csv(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out(copy, monkeypatch, "export", "allt")
    for path in copy.with_name("allt").glob("*.csv"):
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""), delimiter=";"))
        assert len({len(row) for row in rows}) <= 1, "no text has become a cell of its own"
        begins = [cell for row in rows for cell in row if re.match(r"[=+@\t\r]|-\D|-\d+[^\d,.]", cell)]
        assert begins == [], path.name


def test_the_same_comes_out_as_json(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out(copy, monkeypatch, "export", "allt.json")
    titles = {each["title"] for each in json.loads(copy.with_name("allt.json").read_text())["activity"]}
    assert set(TEXT.values()) <= titles


@pytest.mark.parametrize("report", ["lägesrapport", "styrgrupp", "slutrapport", "ekonomi", "utvärdering"])
def test_a_report_is_a_whole_document_with_no_live_formula_of_theirs(
    copy: Path, monkeypatch: pytest.MonkeyPatch, report: str
) -> None:
    folder = copy.parent / f"rapport-{report}"
    out(copy, monkeypatch, "rapport", report, "--ut", str(folder), "--today", "2025-12-31")
    for path in folder.glob("*.xlsx"):
        cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]
        formulas = {str(cell.value) for cell in cells if cell.data_type == "f"}
        assert not formulas & set(TEXT.values())
        assert not [each for each in formulas if "HYPERLINK" in each or "cmd" in each]
    assert list(folder.iterdir())


def test_what_is_printed_steers_no_terminal(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = [*TEXT.values(), *SEEN.values(), *LINES.values()]
    for line in (*hostile, "--help-me"):
        printed = out(copy, monkeypatch, "tolka", "--today", "2024-03-14", "--", f"möte {line}".replace("\ud83d", ""))
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", printed)
    assert not re.search(
        r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", out(copy, monkeypatch, "status", "underlag", "2024")
    )


def test_after_all_this_the_tables_stand_and_the_file_is_whole(group: Group, copy: Path) -> None:
    for path, least in ((group.path, 2 * len(TEXT)), (copy, len(TEXT) + len(UNSEEN) + len(LINES))):
        with sqlite3.connect(path) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert db.execute("SELECT count(*) FROM activities").fetchone()[0] >= least
        db.close()


def test_what_need_not_be_looked_at_sign_by_sign_has_nothing_to_clean() -> None:
    unlooked = [sign for sign in map(chr, range(0x110000)) if not _PERHAPS.search(sign)]
    assert "".join(unlooked) == unicodedata.normalize("NFC", "".join(unlooked))
    assert all(sign.isprintable() or sign in "\n\t\u00a0" for sign in unlooked)
