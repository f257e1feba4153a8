"""A look at a file of records that leaves it as it is: for whoever wants to know before the assistant is started."""

import shutil
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database as Connection

from storage.database import BUSY_SECONDS, DatabaseRefused, reason, verify
from storage.migrations import MIGRATIONS
from storage.sweep import UNSWEPT_FOR, waiting_since


@dataclass(frozen=True)
class Look:
    """What a file is like: how many migrations it lacks, whether it is in WAL mode, and how many erasures have
    waited for more than an hour to be swept.
    """

    lacking: int
    wal: bool
    unswept: int = 0


def look(path: Path) -> Look:
    """Looks at the file at `path`, which is left as it is, and nothing laid beside it. Raises DatabaseRefused."""
    log, index = (path.with_name(f"{path.name}-{end}") for end in ("wal", "shm"))
    try:
        if log.exists() and not index.exists():  # SQLite would make the index: it may do so beside a copy
            with TemporaryDirectory() as folder:
                copies = [Path(shutil.copy(each, folder)) for each in (path, log)]
                return _looked(copies[0], path, "")
        return _looked(path, path, "" if log.exists() else "&immutable=1")  # or it would make both
    except sqlite3.Error as problem:
        passing = isinstance(problem, sqlite3.OperationalError)
        mend = "Försök igen om en stund." if passing else "Återställ den från en säkerhetskopia."
        raise DatabaseRefused(f"Databasen {path} går inte att läsa: {reason(problem)}. {mend}") from problem
    except OSError as problem:
        raise DatabaseRefused(f"Databasen {path} går inte att läsa: {problem.strerror}.") from problem


def _looked(file: Path, path: Path, how: str) -> Look:
    with file.open("rb") as opened:
        wal = opened.read(20)[18:] == b"\2\2"  # docs: 'Database File Format', the versions for writing and reading
    raw = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro{how}", uri=True, timeout=BUSY_SECONDS)
    db = Connection(raw, execute_plugins=False)
    try:
        verify(db, path)
        lacking = len(MIGRATIONS.pending(db))
        return Look(lacking, wal, 0 if lacking else waiting_since(db, datetime.now(UTC) - UNSWEPT_FOR))
    finally:
        db.close()
