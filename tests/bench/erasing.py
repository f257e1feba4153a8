"""How long it takes to erase a person from a project that has gone on for long, and to sweep the file after it."""

from datetime import date
from pathlib import Path

from sqlite_utils import Database as Connection

from bot.project_file import load_project
from bot.records import Contact, Note
from storage import erasure, erasures, persons, records
from storage.database import Database
from storage.sweep import sweep
from tests.bench.plans import NOW
from tests.bench.seed import fill
from tests.bench.table import Row, Table, times

AT, LATER = "2024-03-01T08:00:00Z", "2024-04-01T08:00:00Z"
RUNS = 5


def erasing(table: Table, folder: Path) -> None:
    """One person of many, found by name in every text; each run erases another."""
    project, path = load_project(), folder / "erasing.db"
    database = Database(path)
    fill(database, project, project.reminders.day(NOW), 100_000)
    with database.transaction() as db:
        own = [_logged(db, project.reminders.day(NOW), number) for number in range(RUNS)]
    copy = folder / "copy.db"
    with database.reading() as db:
        db.execute("VACUUM INTO ?", [str(copy)])
        table.add(Row.ERASE_LOOK, times(lambda run: erasure.find(db, persons.person(db, [own[run]])), RUNS))

    def erase(run: int) -> None:
        with database.transaction() as db:
            erasure.erase(db, persons.person(db, [own[run]]), who="UANNA", at=LATER)
        erasures.write_out(database)

    table.add(Row.ERASE, times(erase, RUNS))
    table.add(Row.SWEEP, times(lambda _: sweep(_unswept(database)), RUNS))
    done = erasures.recorded(path)
    database.close()
    older = Database(copy)
    table.add(Row.ERASE_AGAIN, times(lambda run: erasure.apply_again(older, [done[run]]), RUNS))
    older.close()


def _logged(db: Connection, day: date, number: int) -> int:
    name = f"Quirin {''.join(chr(ord('a') + int(sign)) for sign in str(number))}quist"
    contact = records.add(db, Contact(name=name, email=f"q{number}@example.se"), who="UANNA", at=AT)
    records.add(db, Note(type="note", date=day, text=f"Möte med {name}"), who="UANNA", at=AT)
    return contact.id or 0


def _unswept(database: Database) -> Database:
    with database.transaction() as db:
        db.execute("UPDATE erasures SET swept_at = NULL, made_anew_at = NULL")
    return database
