"""What goes out on stderr, and that what searches the suite's log for people finds them."""

import json
import logging
import sys
from typing import Any

import pytest

from handlers import logs
from handlers.logs import Line
from handlers.slack.client import sdk_logger
from tests.logged import Search, seeded


def record(
    said: str, *args: Any, name: str = "handlers.clock", error: BaseException | None = None
) -> logging.LogRecord:
    failed = (type(error), error, error.__traceback__) if error else None
    made = logging.LogRecord(name, logging.WARNING, "clock.py", 7, said, args, failed)
    made.created = 1_710_406_800.25
    return made


def raised() -> ValueError:
    try:
        raise ValueError("Maja Lind skrev 312 kr")
    except ValueError as error:
        return error


def test_a_record_is_one_line_of_json() -> None:
    line = Line(as_json=True).format(record("a look failed: %s", "OSError at x.py:3"))
    assert json.loads(line) == {
        "time": "2024-03-14T09:00:00.250+00:00", "level": "WARNING", "logger": "handlers.clock",
        "event": "a look failed: OSError at x.py:3",
    }  # fmt: skip


def test_a_record_is_one_line_of_text() -> None:
    line = Line().format(record("first\nsecond"))
    assert line == "2024-03-14T09:00:00.250+00:00 WARNING handlers.clock: first second"


@pytest.mark.parametrize("as_json", [False, True])
def test_of_an_exception_only_type_and_place_are_told(as_json: bool) -> None:
    line = Line(as_json=as_json).format(record("failed", error=raised()))
    assert "ValueError at test_logs.py:" in line
    assert "Maja" not in line and "312" not in line


def test_of_what_a_library_says_only_the_first_line_is_told() -> None:
    line = Line().format(record("Task was destroyed\ntask: <Task 'Maja Lind'>", name="asyncio"))
    assert line.endswith("asyncio: Task was destroyed")


def test_a_record_that_cannot_be_put_together_tells_its_place_alone() -> None:
    line = Line().format(record("%d receipts", "Maja Lind"))
    assert line.endswith("handlers.clock: (clock.py:7)")


def test_what_slacks_kit_says_of_an_answer_ends_where_the_answer_begins(caplog: pytest.LogCaptureFixture) -> None:
    sdk_logger.error('Failed to decode Slack API response: {"text": "bussen kostade')
    assert [each.getMessage() for each in caplog.records] == ["Failed to decode Slack API response"]


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("token xoxb-123-Abc refused", "token [dolt] refused"),
        ("xoxe.xoxp-1-Ab12 and xapp-1-A02-77-ff", "[dolt] and [dolt]"),
        ("GET /kalender/Zk3_x-9.ics?a=1", "GET /kalender/[dolt]?a=1"),
        ("{'Authorization': 'Bearer abc.def'}", "{'Authorization': '[dolt]'}"),
        ("Authorization: Basic dXNlcg==", "Authorization: [dolt]"),
        ("to https://hooks.slack.com/commands/T1/2/abc", "to https://hooks.slack.com/[dolt]"),
        ("GET https://x-my.sharepoint.com/a?tempauth=b 200", "GET https://x-my.sharepoint.com/[dolt] 200"),
        ("wss://wss.slack.com/link/?ticket=a-b-c&app_id=A1", "wss://wss.slack.com/link/?ticket=[dolt]&app_id=A1"),
        ("trigger 1710406800.123456.0123456789abcdef0123", "trigger [dolt]"),
        ("user anna.ek@example.se left", "user [dolt] left"),
        ("user U012AB3CD left", "user [dolt] left"),
        ("signed with hemligheten", "signed with [dolt]"),
        ("delivery 5f3a-12 was refused for good: UNKNOWN", "delivery 5f3a-12 was refused for good: UNKNOWN"),
    ],
)
def test_what_looks_like_a_key_or_a_person_is_blotted_out(said: str, left: str) -> None:
    assert logs.blotted(said, ["hemligheten"]) == left


def test_what_nobody_caught_is_told_without_its_text(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for hook in ("excepthook", "unraisablehook"):
        monkeypatch.setattr(sys, hook, getattr(sys, hook))
    monkeypatch.setattr("threading.excepthook", logs.threading.excepthook)
    monkeypatch.setattr(logging, "raiseExceptions", True)
    logs.set_up()
    logging.captureWarnings(False)
    error = raised()
    sys.excepthook(ValueError, error, error.__traceback__)
    [told] = caplog.records
    assert "ValueError at test_logs.py:" in Line().format(told)
    assert "Maja" not in Line().format(told)


# the searcher itself


@pytest.mark.parametrize(
    "line",
    [
        "asked by Maja Lind", "to anna@example.se", "UKARIN is no member", "called 0701234567", "token xoxb-test",
        "about tomas.hed@askersund.se", "Authorization: Bearer x", "logged: 312 kr buss till Nora",
        "conversation of UANNANPERSON", "file kvitto-buss.pdf",
    ],
)  # fmt: skip
def test_a_line_that_names_quotes_or_shows_a_key_is_found(line: str) -> None:
    search = Search(seeded())
    search.written("utgift 312 kr buss till Nora")
    search.whole("UANNANPERSON", "kvitto-buss.pdf")
    assert search.found(line)


@pytest.mark.parametrize("line", ["klar: HTTP, kanal C0SAMVERKAN", "users.info: ratelimited", "receipt 7: http_500"])
def test_a_line_that_does_not_is_left_alone(line: str) -> None:
    search = Search(seeded())
    search.written("utgift 312 kr buss till Nora")
    assert not search.found(line)


def test_what_was_written_in_an_earlier_test_is_forgotten() -> None:
    search = Search(seeded())
    search.written("utgift 312 kr buss till Nora")
    search.start_over()
    assert not search.found("312 kr buss")
