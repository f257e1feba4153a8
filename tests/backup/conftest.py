"""A file with something in it, beside a folder for its copies."""

import os
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pytest

from bot.records import Expense
from storage import backup, receipts, records
from storage.backup import Copy
from storage.database import Database

NIGHT = datetime(2026, 11, 24, 2, 0)
AT = "2026-11-23T10:00:00Z"


@dataclass
class Office:
    """`yh.db` with what was logged in it, open as in a running assistant until `close()`."""

    folder: Path
    database: Database
    numbers: list[int] = field(default_factory=list)

    @property
    def path(self) -> Path:
        return self.database.path

    @property
    def copies(self) -> Path:
        return self.folder / "kopior"

    def log(self, description: str = "Buss", *, receipt: bytes = b"") -> int:
        """An expense; with its receipt, where one is given."""
        with self.database.transaction() as db:
            expense = Expense(date=date(2026, 11, 20), amount_ore=10_000, description=description)
            number = records.add(db, expense, who="U1", at=AT).id
            assert number is not None
            if receipt:
                written = receipts.write(self.path, receipt, "application/pdf", "pdf")
                receipts.want(db, number, f"F{number}", "kvitto.pdf", who="U1", at=AT)
                (wanted,) = receipts.of(db, number)
                receipts.kept(db, wanted, written, at=AT)
        self.numbers.append(number)
        return number

    def back_up(self, now: datetime = NIGHT, keep: int = 14) -> Copy:
        return backup.make(self.path, self.copies, now, keep)

    def close(self) -> None:
        self.database.close()


def logged(path: Path) -> list[str]:
    """What a file has, read with a tool of its own."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        rows = connection.execute("SELECT description FROM expenses WHERE deleted_at IS NULL ORDER BY id")
        return [description for (description,) in rows]


def files(folder: Path) -> list[str]:
    """The names in a folder, those of its folders too; but for what only says who uses it."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if not path.name.endswith("-lock"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path, Database(tmp_path / "yh.db"))
    made.copies.mkdir()
    yield made
    made.close()


CHANGES = {"os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.chmod", "sqlite3.connect", "shutil.rmtree"}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Does the work in a process that is killed before its change number `step` to files; whether it got so far."""
    child = os.fork()
    if child == 0:
        steps = 0

        def count(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal steps
            writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITES
            if event in CHANGES or writes:
                steps += 1
                if steps == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(count)
            work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
