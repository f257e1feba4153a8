"""A file of every version that people have used opens in this one, with all that they wrote in it."""

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database as Connection

from storage.database import Database
from storage.migrations import MIGRATIONS
from tests.conversations.conftest import ANNA, LEADER, MAJA, TODAY, Group, text
from tests.fixtures.make import HERE, version

FILES = sorted(HERE.glob("*.db.gz"))
SUMS = {  # what a table holds, whatever else it has got since; the same question before and after
    "activities": "count(*), sum(participants), sum(women), sum(men), sum(visitors), min(date), max(date)",
    "expenses": "count(*), sum(amount_ore), sum(cost_ore), count(deleted_at), min(date), max(date)",
    "contacts": "count(*), group_concat(name), group_concat(email), group_concat(phone)",
    "payments": "count(*), sum(amount_ore)",
    "notes": "count(*), group_concat(text)",
    "indicators": "count(*), group_concat(name)",
    "measurements": "count(*), group_concat(value)",
    "activity_goals": "count(*), sum(goal)",
    "activity_municipalities": "count(*), group_concat(municipality)",
    "receipts": "count(*), group_concat(sha256)",
    "pending": "count(*), group_concat(question)",
    "handled": "count(*), group_concat(outcome)",
    "deliveries": "count(*), group_concat(about)",
    "audit": "count(*), group_concat(what), group_concat(record_id)",
    "audit_values": "count(*), group_concat(before), group_concat(after)",
    "steps": "count(*)",
    "feeds": "count(*), group_concat(token_hash)",
    "calendar": "group_concat(id)",
    "members": "count(*)",
}


def unpacked(file: Path, folder: Path) -> Path:
    path = folder / "yh.db"
    path.write_bytes(gzip.decompress(file.read_bytes()))
    return path


def held(path: Path, tables: set[str] | None = None) -> dict[str, Any]:
    """What the file says, asked with plain SQL."""
    with closing(sqlite3.connect(path)) as connection:
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return {
            table: connection.execute(f"SELECT {what} FROM (SELECT * FROM {table} ORDER BY rowid)").fetchone()
            for table, what in SUMS.items()
            if table in (there if tables is None else tables)
        }


def test_the_version_that_is_released_has_its_file() -> None:
    assert HERE / f"{version()}.db.gz" in FILES, "make it: python -m tests.fixtures.make"


def test_the_file_of_this_version_has_all_of_its_migrations(tmp_path: Path) -> None:
    path = unpacked(HERE / f"{version()}.db.gz", tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        applied = {name for (name,) in connection.execute("SELECT name FROM _sqlite_migrations")}
    known = {migration.name for migration in MIGRATIONS.pending(Connection(memory=True))}
    assert applied == known, "a new migration: make the file anew before the release, or give it a new version"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.removesuffix(".db.gz"))
def test_a_file_of_an_older_version_keeps_every_record(file: Path, tmp_path: Path) -> None:
    path = unpacked(file, tmp_path)
    before = held(path)
    assert before["activities"][0] > 20, "a file with something in it"
    assert before["expenses"][3] == 1, "one was taken back"
    database = Database(path)
    with database.reading() as db:
        assert not MIGRATIONS.pending(db)
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    database.close()
    assert held(path, set(before)) == before


@pytest.fixture(params=FILES, ids=lambda file: file.name.removesuffix(".db.gz"))
def group(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Group]:
    """The group of today, with the file of then."""
    group = Group(unpacked(request.param, tmp_path), today=TODAY.replace(day=20), members=(LEADER,))
    group.slack.start()
    try:
        group.start()
        yield group
        assert group.slack.refusals == []
    finally:
        group.stop()
        group.slack.stop()


def test_people_go_on_where_they_were(group: Group) -> None:
    assert "Läget ons 20 mars 2024" in text(group.status())
    assert "28 deltagare" in text(group.status("sök hallsberg energi"))
    assert "Lena Solberg" in text(group.status("sök solberg", who=ANNA))
    spent = sum(row["cost_ore"] or 0 for row in group.rows("expenses") if not row["deleted_at"])
    logged = group.log("utgift 40 kr parkering 19 mars")
    assert "är loggad" in text(logged)
    assert "ångrad" in text(group.press(logged.message, "Ångra"))
    assert "är planerad" in text(group.remind("branschseminarium handel 2 maj kl 13 i Nora"))
    assert sum(row["cost_ore"] or 0 for row in group.rows("expenses") if not row["deleted_at"]) == spent
    assert "Dina senaste" in text(group.log("senaste", who=MAJA))
    group.look()
