"""Gallring: what is past its time goes for good, and nothing else is touched."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database as Connection

from bot.project_file import load_project
from bot.records import Activity, Contact, Expense, Indicator, Kind, Measurement, Note, Record
from storage import audit, erasures, questions, receipts, records, retention
from storage.database import Database
from storage.sweep import sweep

PROJECT = load_project()
LOGGED, UNDONE = "2024-03-14T09:00:00Z", "2024-03-15T09:00:00Z"
TODAY = date(2024, 9, 2)  # undone things are past their time, contacts are not
AFTER = date(2026, 5, 1)  # the first day on which contacts are not kept any more
EVA = Contact(name="Eva Holm", organisation="Nora kommun", email="eva.holm@nora.example", phone="+46701234567")
SEMINAR = Activity(
    type="branschseminarium", title="Branschseminarium Kvarnsvik", date=date(2024, 3, 12), participants=32
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "yh.db")
    yield database
    database.close()


def expense(text: str, **more: Any) -> Expense:
    said: dict[str, Any] = {
        "amount_ore": 312_00,
        "cost_ore": 312_00,
        "category": "Resor och logi",
        "date": date(2024, 3, 3),
    }
    return Expense(description=text, **said | more)


def add(db: Connection, record: Record, *, undone: bool = False) -> Record:
    kept = records.add(db, record, who="U1", at=LOGGED)
    return records.remove(db, kept, who="U1", at=UNDONE) if undone else kept


def purge(database: Database, today: date = TODAY, decision: str = "") -> retention.Past:
    """As the command does it: found, taken out, its files too, and the file swept."""
    with database.transaction(through="command") as db:
        past = retention.find(db, PROJECT, today)
        files = retention.purge(
            db, past, today=today, project=PROJECT, who="U1", at=f"{today}T09:00:00Z", decision=decision
        )
    retention.remove_files(database, files)
    erasures.write_out(database)
    assert sweep(database)
    return past


def bytes_of(database: Database) -> bytes:
    wal = database.path.with_name(f"{database.path.name}-wal")
    return database.path.read_bytes() + (wal.read_bytes() if wal.exists() else b"")


def receipt(database: Database, number: int, content: bytes, name: str = "kvitto.pdf") -> Path:
    """A receipt of the expense, kept."""
    written = receipts.write(database.path, content, "application/pdf", "pdf")
    with database.transaction() as db:
        receipts.want(db, number, f"F{number}", name, who="U1", at=LOGGED)
        (wanted,) = receipts.of(db, number)
        receipts.kept(db, wanted, written, at=LOGGED)
    return receipts.folder(database.path) / f"{written.sha256}.pdf"


def test_what_was_undone_long_ago_is_gone_from_the_files_bytes(database: Database) -> None:
    with database.transaction() as db:
        add(db, SEMINAR, undone=True)
        add(db, Note(type="todo", date=date(2024, 3, 1), text="Ring Vinterblad om lokalen"), undone=True)
        add(db, EVA, undone=True)
    purge(database)
    left = bytes_of(database)
    for word in ("Kvarnsvik", "Vinterblad", "Eva Holm", "eva.holm", "701234567"):
        assert word.encode() not in left
        assert word.lower().encode() not in left  # the index folds its words


def test_what_was_undone_lately_stays_to_be_taken_back(database: Database) -> None:
    with database.transaction() as db:
        add(db, SEMINAR, undone=True)
    assert not purge(database, date(2024, 6, 13)).records  # the 90th day
    assert purge(database, date(2024, 6, 14)).records == {"activity": (1,)}


def test_contacts_are_kept_until_three_months_after_the_final_report(database: Database) -> None:
    with database.transaction() as db:
        add(db, EVA)
    assert purge(database, date(2026, 4, 30)).contacts == ()
    assert purge(database, AFTER).contacts == (1,)
    with database.reading() as db:
        assert records.get(db, "contact", 1) is None
    assert b"Eva Holm" not in bytes_of(database)


def test_a_purge_of_contacts_is_remembered_for_a_restore(database: Database) -> None:
    with database.transaction() as db:
        add(db, EVA)
    purge(database, AFTER, decision="Beslut KS 2026/14")
    (kept,) = erasures.recorded(database.path)
    assert (kept.why, kept.decision, kept.contacts) == ("retention", "Beslut KS 2026/14", ((1, LOGGED),))


def test_what_stands_is_as_it_was_and_so_are_the_sums(database: Database) -> None:
    with database.transaction() as db:
        add(db, SEMINAR)
        add(db, expense("Buss till Nora"))
        add(db, EVA)
        add(db, SEMINAR.model_copy(update={"title": "Dubblett"}), undone=True)
        add(db, expense("Fel"), undone=True)
    before = everything(database)
    purge(database)
    assert everything(database) == before
    with database.reading() as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def everything(database: Database) -> list[Any]:
    """What stands, and the sums of the status."""
    with database.reading() as db:
        kinds: tuple[Kind, ...] = ("activity", "expense", "contact")
        stands = [one for kind in kinds for one in records.candidates(db, kinds=(kind,))]
        return [stands, list(db.query("SELECT * FROM activity_sums")), list(db.query("SELECT * FROM expense_sums"))]


@pytest.mark.parametrize("record", [SEMINAR, expense("Fel"), EVA, Note(type="note", date=TODAY, text="Fel")])
def test_a_purged_records_number_is_never_another_records(database: Database, record: Record) -> None:
    with database.transaction() as db:
        assert add(db, record, undone=True).id == 1
    purge(database)
    with database.transaction() as db:
        assert add(db, record).id == 2
        assert [line.what for line in audit.lines(db, record.kind, 1)] == ["logged", "undone", "erased"]
        assert audit.values_before(db, 1) == {}


def test_an_undone_expense_of_the_bookkeeping_stays(database: Database) -> None:
    with database.transaction() as db:
        add(db, expense("Bokförd", voucher="A12", booked_on=date(2024, 3, 4)), undone=True)
        add(db, expense("Betald", paid_on=date(2024, 3, 4)), undone=True)
        add(db, expense("Bara loggad"), undone=True)
    past = purge(database)
    assert (past.records, past.held) == ({"expense": (3,)}, 2)


def test_an_undone_activity_stays_while_a_cost_belongs_to_it(database: Database) -> None:
    with database.transaction() as db:
        for number in (1, 2):
            add(db, SEMINAR, undone=True)
            add(db, expense("Lokal", activity_id=number), undone=number == 2)
    past = purge(database)
    assert (past.records, past.held) == ({"expense": (2,), "activity": (2,)}, 1)


def test_an_undone_indicator_goes_with_its_measurements_and_stays_with_those_that_stand(database: Database) -> None:
    with database.transaction() as db:
        for number in (1, 2):
            add(db, Indicator(name=f"fyllnadsgrad {number}", goal=2, unit="%"))
            add(db, Measurement(indicator_id=number, value=75, date=TODAY), undone=number == 2)  # type: ignore[arg-type]
        for one in records.indicators(db):
            records.remove(db, one, who="U1", at=UNDONE)
    past = purge(database)
    assert (past.records, past.held) == ({"measurement": (2,), "indicator": (2,)}, 1)


def test_the_receipt_of_a_purged_expense_goes_unless_another_has_the_same_file(database: Database) -> None:
    with database.transaction() as db:
        for text in ("Ensam", "Delad", "Står"):
            add(db, expense(text), undone=text != "Står")
    alone = receipt(database, 1, b"%PDF-1 ensam", "Kvitto Eva Holm.pdf")
    shared = receipt(database, 2, b"%PDF-1 delad")
    receipt(database, 3, b"%PDF-1 delad")
    assert alone.exists()
    purge(database)
    assert not alone.exists()
    assert shared.exists()
    assert b"Kvitto Eva Holm" not in bytes_of(database)


def test_questions_that_nobody_answered_go(database: Database) -> None:
    with database.transaction() as db:
        questions.ask(db, who="U1", at="2024-08-01T09:00:00Z", question={"text": "kontakt Vinterblad"})
        questions.ask(db, who="U1", at="2024-08-30T09:00:00Z", question={"text": "kontakt Sommarblad"})
    assert len(purge(database).questions) == 1
    assert b"Vinterblad" not in bytes_of(database)
    assert b"Sommarblad" in bytes_of(database)


def test_sent_reminders_requests_and_links_go_after_their_time_with_nothing_sent_again(database: Database) -> None:
    with database.transaction() as db:
        for year, key in ((2023, "gammal"), (2024, "ny")):
            row = [key, f"{year}-03-01T08:00:00Z"]
            db.execute(
                "INSERT INTO deliveries (id, recipient, about, state, recorded_at, settled_at, message)"
                " VALUES (?, 'C1', ?, 'sent', ?, ?, '1.1')", [key, key, row[1], row[1]],
            )  # fmt: skip
            db.execute(
                "INSERT INTO reminders (key, subject, step, about, date, days, audience, text, due_at, state, delivery_id,"
                " created_at) VALUES (?, 'activity:1', 's', 'event', ?, 1, 'channel', 't', ?, 'delivered', ?, ?)",
                [key, f"{year}-03-02", row[1], key, row[1]],
            )  # fmt: skip
            audit.mark_handled(db, key=key, at=row[1], outcome={"refs": []})
            db.execute(
                "INSERT INTO feeds (token_hash, who, team, created_at, revoked_at) VALUES (?, ?, 'T', ?, ?)",
                [key, *row, row[1]],
            )
    past = purge(database, date(2024, 9, 2))
    assert (past.requests, past.links, past.reminders, past.deliveries) == (1, 1, 1, 1)
    with database.reading() as db:
        for table in ("deliveries", "reminders", "handled", "feeds"):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 1


def test_vouchers_are_counted_by_year_with_the_last_day_they_are_kept(database: Database) -> None:
    with database.transaction() as db:
        add(db, expense("Buss"))
        add(db, expense("Fel"), undone=True)
        add(db, expense("Buss", date=date(2023, 5, 2)))
    receipt(database, 1, b"%PDF-1")
    with database.reading() as db:
        kept = retention.kept(db, PROJECT, TODAY)
    assert [(v.year, v.expenses, v.receipts, v.until) for v in kept.vouchers] == [
        (2023, 1, 0, date(2030, 12, 31)), (2024, 1, 1, date(2031, 12, 31)),
    ]  # fmt: skip


def test_contacts_that_nobody_has_touched_for_a_year_are_to_be_gone_through(database: Database) -> None:
    with database.transaction() as db:
        add(db, EVA)
        new = add(db, replace_name(EVA, "Per Ek"))
        records.change(db, new, replace_name(new, "Per Eklund"), who="U1", at="2025-01-10T09:00:00Z")
    with database.reading() as db:
        assert retention.untouched(db, PROJECT, date(2025, 3, 20), 10) == [1]
        assert retention.kept(db, PROJECT, date(2025, 3, 20)).untouched == 1


def replace_name(contact: Record, name: str) -> Record:
    return contact.model_copy(update={"name": name})


def test_the_digest_tells_when_something_else_would_go(database: Database) -> None:
    with database.transaction() as db:
        add(db, SEMINAR, undone=True)
        first = retention.find(db, PROJECT, TODAY).digest
        assert retention.find(db, PROJECT, TODAY).digest == first
        add(db, SEMINAR, undone=True)
        assert retention.find(db, PROJECT, TODAY).digest != first


def test_a_second_purge_has_nothing_to_do(database: Database) -> None:
    with database.transaction() as db:
        add(db, EVA, undone=True)
        add(db, SEMINAR, undone=True)
    assert purge(database).counts
    assert not purge(database).counts
