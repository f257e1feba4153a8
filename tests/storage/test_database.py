"""The file people keep: safe settings, and one sentence when it cannot be used."""

import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database as Connection

from bot.records import Activity, Contact, Expense, Indicator, Measurement, Note, Payment, Record
from storage import audit, history, notes, records
from storage.database import Database, DatabaseRefused, StorageUnavailable
from storage.migrations import MIGRATIONS

TABLES = {
    "activities", "activity_goals", "activity_municipalities", "activity_perspectives", "expenses", "contacts",
    "reminders", "deliveries", "indicators", "measurements", "payments", "notes", "members", "handled", "pending",
    "audit", "audit_values",
}  # fmt: skip


def expense(number: int = 1) -> Expense:
    return Expense(date="2024-03-12", amount_ore=100 * number, description=f"Buss {number}")  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "yh.db"


def test_the_file_is_made_on_the_first_start_for_its_owner_only(path: Path) -> None:
    Database(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_tables_are_there_and_the_settings_are_the_safe_ones(path: Path) -> None:
    database = Database(path)
    with database.reading() as db:
        assert set(db.table_names()) >= TABLES
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert db.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert db.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL
    database.close()


def test_a_second_start_changes_nothing(path: Path) -> None:
    Database(path).close()
    with sqlite3.connect(path) as connection:
        before = connection.execute("SELECT * FROM _sqlite_migrations").fetchall()
    connection.close()
    Database(path).close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT * FROM _sqlite_migrations").fetchall() == before
    connection.close()


def test_a_transaction_is_all_or_nothing(path: Path) -> None:
    database = Database(path)
    with pytest.raises(ZeroDivisionError), database.transaction() as db:
        records.add(db, expense(), who="U1", at="2024-03-12T10:00:00Z")
        raise ZeroDivisionError
    with database.reading() as db:
        assert db.table("expenses").count == 0
        assert db.table("audit").count == 0
    database.close()


def test_a_snapshot_does_not_see_what_is_saved_meanwhile(path: Path) -> None:
    database = Database(path)
    with database.snapshot() as db:
        assert db.table("expenses").count == 0
        with database.transaction() as other:
            records.add(other, expense(), who="U1", at="2024-03-12T10:00:00Z")
        assert db.table("expenses").count == 0
    with database.snapshot() as db:
        assert db.table("expenses").count == 1
    database.close()


def test_ten_threads_write_without_losing_one(path: Path) -> None:
    database = Database(path)

    def write(thread: int) -> None:
        for number in range(20):
            with database.transaction() as db:
                records.add(db, expense(thread * 100 + number + 1), who=f"U{thread}", at="2024-03-12T10:00:00Z")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as db:
        assert db.table("expenses").count == 200
    database.close()


def test_another_writer_holding_the_lock_is_told_and_waited_out(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.database.BUSY_SECONDS", 0.05)
    database = Database(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailable, match="en annan process skriver"), database.transaction():
        pass
    assert database.check() == "en annan process skriver i den"
    other.execute("ROLLBACK")
    other.close()
    with database.transaction() as db:
        records.add(db, expense(), who="U1", at="2024-03-12T10:00:00Z")
    assert database.check() is None
    database.close()


def test_a_full_disk_is_told_and_nothing_is_half_saved(path: Path) -> None:
    database = Database(path)
    with pytest.raises(StorageUnavailable, match="disken är full"), database.transaction() as db:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages}")
        for number in range(2000):
            records.add(db, expense(number + 1), who="U1", at="2024-03-12T10:00:00Z")
    with database.reading() as db:
        assert db.table("expenses").count == 0
    database.close()


def test_a_file_that_is_no_database_refuses_the_start_in_one_sentence(path: Path) -> None:
    path.write_bytes(b"inte en databas" * 1000)
    with pytest.raises(DatabaseRefused, match="skadad"):
        Database(path)


def test_a_damaged_file_refuses_the_start(path: Path) -> None:
    database = Database(path)
    with database.transaction() as db:
        for number in range(500):
            records.add(db, expense(number + 1), who="U1", at="2024-03-12T10:00:00Z")
    database.close()
    content = bytearray(path.read_bytes())
    content[4096 * 3 :] = os.urandom(len(content) - 4096 * 3)
    path.write_bytes(content)
    with pytest.raises(DatabaseRefused, match="skadad"):
        Database(path)


def test_a_file_from_a_newer_version_refuses_the_start(path: Path) -> None:
    Database(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('yh', '9999_future', 'x')"
        )
    connection.close()
    with pytest.raises(DatabaseRefused, match="nyare version"):
        Database(path)


def test_a_file_that_has_gone_is_an_error_and_never_made_anew_in_silence(path: Path) -> None:
    database = Database(path)
    path.unlink()
    with pytest.raises(StorageUnavailable, match="går inte att öppna"), database.transaction():
        pass
    assert not path.exists()
    database.close()


def test_a_file_put_in_its_place_is_the_one_that_is_read(path: Path, tmp_path: Path) -> None:
    database, other = Database(path), Database(tmp_path / "copy.db")
    for each, number in ((database, 1), (other, 2)):
        with each.transaction() as db:
            records.add(db, expense(number), who="U1", at="2024-03-12T10:00:00Z")
    other.close()
    for leftover in ("yh.db-wal", "yh.db-shm"):
        (tmp_path / leftover).unlink()
    (tmp_path / "copy.db").replace(path)
    with database.reading() as db:
        assert [row["description"] for row in db.query("SELECT description FROM expenses")] == ["Buss 2"]
    database.close()


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DatabaseRefused, match="går inte att öppna"):
        Database(tmp_path / "saknas" / "yh.db")


@pytest.fixture
def trail(path: Path) -> Iterator[sqlite3.Connection]:
    """A file with an expense that was logged and changed, opened with a tool of somebody's own."""
    database = Database(path)
    with database.transaction() as db:
        kept = records.add(db, expense(), who="U1", at="2024-03-12T10:00:00Z")
        records.change(db, kept, expense(2).model_copy(update={"id": kept.id}), who="U1", at="2024-03-12T11:00:00Z")
    database.close()
    connection = sqlite3.connect(path)
    yield connection
    connection.close()


_LINE = "INTO audit (id, at, who, what, record, record_id, fields) VALUES"
_VALUE = "INTO audit_values (audit_id, field, before, after) VALUES"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET who = 'U2'",
        "UPDATE OR REPLACE audit SET id = 1 WHERE id = 2",
        "DELETE FROM audit",
        f"INSERT OR REPLACE {_LINE} (2, '2024', 'U2', 'changed', 'expense', 1, 'date')",
        f"REPLACE {_LINE} (1, '2024', 'U2', 'logged', 'expense', 1, 'date')",
        f"INSERT {_LINE} (1, '2024', 'U2', 'logged', 'expense', 1, '') ON CONFLICT (id) DO UPDATE SET who = 'U2'",
        f"INSERT {_LINE} (-1, '2020', 'U2', 'logged', 'expense', 1, 'date')",
        "UPDATE audit_values SET after = '99' WHERE field = 'amount_ore'",
        "UPDATE audit_values SET before = NULL WHERE field = 'amount_ore' AND audit_id = 2",
        "UPDATE audit_values SET field = 'date' WHERE field = 'amount_ore' AND audit_id = 2",
        "UPDATE audit_values SET audit_id = 2 WHERE field = 'date'",
        f"INSERT OR REPLACE {_VALUE} (2, 'amount_ore', '1', '2')",
        f"INSERT {_VALUE} (2, 'supplier', NULL, 'Taxi')",
        f"INSERT {_VALUE} (1, 'supplier', NULL, 'Taxi')",
    ],
)
def test_the_trail_only_grows_whatever_tool_the_file_is_opened_with(trail: sqlite3.Connection, change: str) -> None:
    before = [trail.execute(f"SELECT * FROM {table}").fetchall() for table in ("audit", "audit_values")]
    assert len(before[0]) == 2
    with pytest.raises(sqlite3.IntegrityError, match=r"append-only|with their line|never changed"):
        trail.execute(change)
    assert [trail.execute(f"SELECT * FROM {table}").fetchall() for table in ("audit", "audit_values")] == before


def test_the_trails_values_can_be_erased(trail: sqlite3.Connection) -> None:
    trail.execute("UPDATE audit_values SET before = NULL, after = NULL WHERE field = 'amount_ore'")
    trail.execute("UPDATE audit_values SET after = 'Möte med [borttaget]' WHERE field = 'description'")
    trail.execute("DELETE FROM audit_values WHERE field = 'date'")
    left = dict(trail.execute("SELECT field, after FROM audit_values WHERE audit_id = 1").fetchall())
    assert left["amount_ore"] is None
    assert left["description"] == "Möte med [borttaget]"
    assert "date" not in left


@pytest.mark.parametrize(
    "erase",
    [
        "DELETE FROM audit_values",
        "DELETE FROM audit_values WHERE field = 'amount_ore'",
        "UPDATE audit_values SET before = NULL, after = NULL WHERE field = 'amount_ore'",
    ],
)
def test_what_it_was_before_something_erased_is_not_known(path: Path, erase: str) -> None:
    database = Database(path)
    with database.transaction() as db:
        kept = records.add(db, expense(), who="U1", at="2024-03-12T10:00:00Z")
        after = expense(2).model_copy(update={"id": kept.id})
        changed = records.change(db, kept, after, who="U1", at="2024-03-12T11:00:00Z")
        before = records.as_of(db, changed, 1)
        assert isinstance(before, Expense)
        assert (before.amount_ore, before.description) == (100, "Buss 1")
        db.execute(erase)
        assert records.as_of(db, changed, 1) is None
        assert records.revert(db, changed, 2, who="U1", at="2024-03-12T12:00:00Z") is None
    database.close()


def test_a_records_trail_is_found_by_its_index(path: Path) -> None:
    asked: list[str] = []
    database = Database(path)
    with database.transaction() as db:
        kept = records.add(db, expense(), who="U1", at="2024-03-12T10:00:00Z")
        db.conn.set_trace_callback(asked.append)
        assert history.of(db, "expense", kept.id or 0, limit=8).total == 1
        db.conn.set_trace_callback(None)
        plans = [row[3] for sql in asked for row in db.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()]
    database.close()
    assert any("audit_by_record" in plan for plan in plans)
    assert not [plan for plan in plans if plan.startswith("SCAN audit")]


def test_what_an_older_file_holds_is_found_after_the_update(tmp_path: Path) -> None:
    path = tmp_path / "yh.db"
    database = Database(path)
    held = Activity(
        type="branschseminarium", title="Seminarium solel", date=date(2024, 3, 12), municipalities=("Kumla",)
    )
    kept: list[Record] = [
        held,
        Expense(date=date(2024, 3, 12), amount_ore=31_200, description="Buss till Nora", supplier="SJ"),
        Contact(name="Karin Öst", organisation="Bergslagens Bygg AB"),
        Payment(date=date(2024, 3, 1), amount_ore=500_000, payer="Kumla kommun"),
        Note(type="decision", date=date(2024, 3, 4), text="Partneravtalet godkänt"),
    ]
    with database.transaction() as db:
        for record in kept:
            records.add(db, record, who="UMAJA", at="2024-03-14T08:00:00Z")
        now = db.execute("SELECT rowid, text, about, kind, record_id FROM search ORDER BY rowid").fetchall()
        db.execute("DROP TABLE search")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = '0003_search'")
    database.close()
    with Database(path).reading() as db:
        then = db.execute("SELECT rowid, text, about, kind, record_id FROM search ORDER BY rowid").fetchall()
    assert [_words(row) for row in then] == [_words(row) for row in now]


def test_reminders_of_an_older_file_come_as_they_were_planned(tmp_path: Path) -> None:
    path = tmp_path / "yh.db"
    with sqlite3.connect(path) as raw:
        older = Connection(raw)
        MIGRATIONS.apply(older, stop_before="0006_plans")
        raw.execute(
            "INSERT INTO activities (id, date, status, type, title, created_by, created_at, updated_at)"
            " VALUES (12, '2025-01-23', 'planned', 'yh-släpp', 'YH-släpp', 'U1', '', '')"
        )
        raw.execute(
            "INSERT INTO deliveries (id, recipient, about, state, recorded_at)"
            " VALUES ('d1', 'C1', 'activity:12:event:84:2025-01-23', 'sent', '2024-10-31T07:00:00Z')"
        )
        for key, activity, about, days, state, delivery in (
            ("activity:12:event:84:2025-01-23", 12, "event", 84, "delivered", "d1"),
            ("activity:12:event:56:2025-01-23", 12, "event", 56, "open", None),
            ("ask:yh-släpp:2026-01", None, "ask", 92, "open", None),
        ):
            raw.execute(
                "INSERT INTO reminders (key, activity_id, about, date, days, audience, text, due_at, state, delivery_id,"
                " created_at) VALUES (?, ?, ?, '2025-01-23', ?, 'channel', 'boka lokal', '2024-11-28T07:00:00Z', ?, ?, '')",
                [key, activity, about, days, state, delivery],
            )
    raw.close()
    database = Database(path)
    with database.reading() as db:
        rows = db.execute("SELECT key, subject, step, state, delivery_id FROM reminders ORDER BY id").fetchall()
    database.close()
    assert rows == [
        ("activity:12:event:84:2025-01-23", "activity:12", "event:84", "delivered", "d1"),
        ("activity:12:event:56:2025-01-23", "activity:12", "event:56", "open", None),
        ("ask:yh-släpp:2026-01", "ask:yh-släpp:2026-01", "", "open", None),
    ]


def _words(row: tuple[int, str, str, str, int]) -> tuple[object, ...]:
    return (row[0], sorted(row[1].split()), row[2].split(), *row[3:])


def test_indicators_of_an_older_file_keep_their_measurements(path: Path) -> None:
    """Both tables are made anew by a migration; what another tool has put in them stays, and a name can be used again."""
    db = Connection(str(path))
    MIGRATIONS.apply(db, stop_before="0010_indicators")
    db.execute("PRAGMA foreign_keys=ON")
    stamps = "'U1', '2024-01-01T00:00:00Z', '2024-01-01T00:00:00Z', NULL"
    db.execute(f"INSERT INTO indicators VALUES (4, 2, 'Fyllnadsgrad', '%', '71', '90', NULL, {stamps})")
    db.execute(f"INSERT INTO indicators VALUES (1, 2, 'Sökande', 'procent', NULL, NULL, NULL, {stamps})")
    db.execute(f"INSERT INTO indicators VALUES (2, 2, 'Platser', 'platser', 'ca 71', NULL, NULL, {stamps})")
    db.execute(f"INSERT INTO measurements VALUES (7, 4, '2023-12-31', '87', {stamps})")
    db.conn.commit()
    db.close()
    database = Database(path)
    with database.transaction() as db:
        kept = records.get(db, "measurement", 7)
        assert isinstance(kept, Measurement)
        assert (kept.indicator, kept.value, kept.unit, kept.start, kept.goal) == ("Fyllnadsgrad", 87, "%", None, 2)
        assert not db.execute("PRAGMA foreign_key_check").fetchall()
        readable = [(one.name, one.unit) for one in records.indicators(db)]
        assert readable == [("Fyllnadsgrad", "%"), ("Sökande", "%")], "'ca 71' is no figure: the log tells of that row"
        again = Indicator(name="Fyllnadsgrad", goal=3)
        assert records.add(db, again, who="U1", at="2024-03-14T08:00:00Z").id == 5
    database.close()


def test_decisions_of_an_older_file_were_taken_and_what_was_to_be_done_is_open(tmp_path: Path) -> None:
    path = tmp_path / "yh.db"
    with sqlite3.connect(path) as raw:
        older = Connection(raw)
        MIGRATIONS.apply(older, stop_before="0009_open_notes")
        for number, kind in enumerate(("decision", "deviation", "todo", "note"), 1):
            raw.execute(
                "INSERT INTO notes (id, date, type, text, created_by, created_at, updated_at)"
                " VALUES (?, '2024-03-04', ?, 'Text', 'UMAJA', '2024-03-04T08:00:00Z', '2024-03-04T08:00:00Z')",
                [number, kind],
            )
    raw.close()
    with Database(path).reading() as db:
        assert {note.type for note in notes.waiting(db, ("decision", "deviation", "todo"), 10)} == {"deviation", "todo"}
        assert [note.done_at for note in notes.decided(db, 10)] == ["2024-03-04"]


def test_none_of_many_who_write_at_once_is_left_waiting(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def impatient(db: Connection, seconds: float) -> None:
        db.execute("PRAGMA busy_timeout=0")
        db.execute("BEGIN IMMEDIATE")

    monkeypatch.setattr("storage.database._begin", impatient)
    database, together = Database(path), threading.Barrier(20)

    def write(number: int) -> None:
        together.wait()
        for each in range(10):
            with database.transaction() as db:
                audit.mark_handled(db, key=f"{number} {each}", at="", outcome={})

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(write, range(20)))
    with database.reading() as db:
        assert db.execute("SELECT count(*) FROM handled").fetchone() == (200,)
    database.close()
