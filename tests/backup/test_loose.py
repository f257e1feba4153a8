"""Files of receipts that a purge had no time to take away go at the assistant's next look."""

import os
import shutil
import sqlite3
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bot.project_file import load_project
from handlers.clock import Clock
from handlers.retention import swept_after
from storage import receipts, records, retention
from storage.database import Database
from tests.backup.conftest import Office, files, killed_at
from tests.reminders.conftest import Group

TODAY = date(2027, 4, 1)  # what was undone in November is past its time
GOES, STAYS = b"%PDF-1 bortgallrat", b"%PDF-1 kvar"


def aged(path: Path) -> None:
    """Its receipts were written two hours ago."""
    for file in receipts.folder(path).iterdir():
        os.utime(file, (time.time() - 7200,) * 2)


def look(path: Path) -> None:
    """An assistant starts with the file."""
    group = Group(path).at(f"{TODAY} 08:00")
    Clock(group.duty).look()
    group.database.close()


def kept(path: Path) -> list[str]:
    """The receipts that lie on disk."""
    return files(receipts.folder(path))


def named(path: Path) -> list[str]:
    """Those that the rows name."""
    with closing(sqlite3.connect(path)) as db:
        return sorted(f"{digest}.pdf" for (digest,) in db.execute("SELECT sha256 FROM receipts"))


def purge(path: Path) -> None:
    database = Database(path)
    with database.transaction() as db:
        project = load_project()
        past = retention.find(db, project, TODAY)
        gone = retention.purge(db, past, today=TODAY, project=project, who="U1", at=f"{TODAY}T09:00:00Z")
    swept_after(database, gone)
    database.close()


@pytest.fixture
def closed(office: Office) -> Path:
    """An expense with its receipt that is past its time, and one that stands."""
    number = office.log("Fel", receipt=GOES)
    office.log("Buss", receipt=STAYS)
    with office.database.transaction() as db:
        expense = records.get(db, "expense", number)
        assert expense
        records.remove(db, expense, who="U1", at="2026-11-23T11:00:00Z")
    office.close()
    shutil.rmtree(office.copies)
    aged(office.path)
    return office.path


def test_a_purge_killed_anywhere_leaves_no_receipt_for_good(
    closed: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    step, left_behind = 1, 0
    while True:
        path = tmp_path_factory.mktemp("kopia") / "yh.db"
        shutil.copytree(closed.parent, path.parent, dirs_exist_ok=True)
        killed = killed_at(step, lambda path=path: purge(path))  # type: ignore[misc]
        left_behind += kept(path) != named(path)
        look(path)
        assert kept(path) == named(path), step
        assert len(kept(path)) in (1, 2)
        if not killed:
            break
        step += 1
    assert left_behind, "it was killed between the rows and the files, too"
    assert len(kept(path)) == 1


def test_what_is_just_being_written_stays(closed: Path) -> None:
    receipts.write(closed, b"%PDF-1 nytt", "application/pdf", "pdf")
    (receipts.folder(closed) / "anteckning.txt").touch()
    os.utime(receipts.folder(closed) / "anteckning.txt", (0, 0))
    before = kept(closed)
    look(closed)
    assert kept(closed) == before
    aged(closed)
    look(closed)
    assert kept(closed) == sorted([*named(closed), "anteckning.txt"]), "what is not ours is left"


@pytest.mark.parametrize("name", ["yh-ersatt-2027-04-01T0800.db", "yh.sqlite"])
def test_the_receipts_of_a_file_that_lies_beside_stay(closed: Path, name: str) -> None:
    shutil.copyfile(closed, closed.with_name(name))
    before = kept(closed)
    with closing(sqlite3.connect(closed)) as db, db:
        db.execute("DELETE FROM receipts")
    look(closed)
    assert kept(closed) == before
    closed.with_name(name).unlink()
    look(closed)
    assert kept(closed) == []
