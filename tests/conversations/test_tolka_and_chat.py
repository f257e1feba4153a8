"""What `tolka` prints and what the chat keeps are one: the group's examples, through both."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.records import RECORDS
from handlers.cli import tolka
from tests.conversations.conftest import LEADER, MAJA, Group, text
from tests.swedish.test_examples import examples

STOPS = {"covered_by_flat_rate", "outside_period", "personal_identity_number", "health"}
#: How each file's phrases are said as a message of a kind that is kept.
SAID = {"dates": "styrgruppsmöte {}", "money": "utgift buss {}", "counts": "styrgruppsmöte {}", "sentences": "{}"}
LINES = [(said.format(one["text"]), date(2026, 3, 5)) for name, said in SAID.items() for one in examples(name)]
LINES += [(one["text"], date.fromisoformat(one["today"])) for one in examples("messages")]


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Group]:
    """One group for all the lines, with a project that lasts long enough for the examples' days."""
    path: Path = tmp_path_factory.mktemp("chat") / "yh.db"
    group = Group(path, socket_mode=False, today=datetime(2026, 3, 5, 12, tzinfo=UTC), members=(LEADER,))
    group.project = group.project.model_copy(update={"start": date(2022, 1, 1), "end": date(2027, 12, 31)})
    group.slack.start()
    group.start()
    yield group
    group.stop()
    group.slack.stop()


def printed(line: str, today: date) -> dict[str, Any]:
    out = CliRunner().invoke(tolka, ["--today", today.isoformat(), "--", line])
    assert out.exit_code == 0, out.output
    return json.loads(out.output)


def empty(group: Group) -> None:
    """Nothing is there, so that a phrase like the one before it is no twin."""
    with sqlite3.connect(group.path) as connection:
        for table in ("reminders", *(record.table for record in RECORDS.values())):
            connection.execute(f"DELETE FROM {table}")
    connection.close()


@pytest.mark.parametrize(("line", "today"), LINES, ids=[line for line, _ in LINES])
def test_the_chat_keeps_what_tolka_prints(group: Group, line: str, today: date) -> None:
    group.clock.at = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
    empty(group)
    reading = printed(line, today)
    answer = text(group.log(line, who=MAJA))
    new = {record.table: rows for record in RECORDS.values() if (rows := group.rows(record.table))}
    stopped = reading["ask"] or STOPS & set(reading["flag"]) - {"outside_period"}
    if stopped or reading["kind"] in ("unknown", "correction", "removal"):
        assert new == {}, answer
        return
    ((table, rows),) = new.items()
    assert table == RECORDS[reading["kind"]].table
    _same(reading, rows[0], today)
    for further, row in zip(reading["records"], rows[1:], strict=True):
        _same(further, row, today)


def _same(reading: dict[str, Any], row: dict[str, Any], today: date) -> None:
    if "date" in row:
        assert row["date"] == (reading["date"] or today.isoformat())
    if reading["kind"] == "activity":
        heads = reading["participants"] or {}
        assert (row["participants"], row["women"], row["men"]) == tuple(heads.get(n) for n in ("total", "women", "men"))
        assert (row["status"], row["end_date"], row["time"]) == (
            reading["status"],
            reading["end_date"],
            reading["time"],
        )
        assert row["type"] == (reading["activity_type"] or "annat")
        assert row["registered"] == reading["registered"]
    if reading["kind"] in ("expense", "payment"):
        assert row["amount_ore"] == round(float(reading["amount"]) * 100)
    if reading["kind"] == "expense":
        assert (row["category"], row["vat"], row["currency"]) == (
            reading["category"], reading["vat"], reading["currency"],
        )  # fmt: skip
    if reading["kind"] == "contact":
        assert all(row[name] == reading[name] for name in ("name", "role", "organisation", "email", "phone"))
