"""The bytes that erased text leaves in the file: swept after the erasing, while others go on.

SQLite marks what is deleted as free; the index keeps its words until its parts are merged; the write-ahead log holds
what was written before. So the index is merged into one part, the file made anew (VACUUM) and the log emptied.
"""

import logging
from collections.abc import Sequence

from storage.database import BUSY_SECONDS, Database, StorageUnavailable
from storage.rows import marks

PATIENCE = 100  # milliseconds: while the log is being emptied nobody else writes

log = logging.getLogger(__name__)


def waits(database: Database) -> bool:
    """Whether something that was erased is still to be swept."""
    with database.reading() as db:
        return db.execute("SELECT 1 FROM erasures WHERE swept_at IS NULL").fetchone() is not None


def sweep(database: Database) -> bool:
    """Sweeps the file; False where somebody reads or writes just now, and it is to be tried again.

    The file is made anew once for each erasure; what is tried again and again, where somebody reads all the time (a
    replica does), is to empty the log, and nobody waits for it.
    """
    try:
        with database.reading() as db:
            waiting = db.execute("SELECT id, made_anew_at FROM erasures WHERE swept_at IS NULL").fetchall()
        if any(made is None for _, made in waiting):
            _make_anew(database)
        _mark(database, "made_anew_at", [number for number, made in waiting if made is None])
        if waiting and not _empty_log(database):
            return False
        _mark(database, "swept_at", [number for number, _ in waiting])
    except StorageUnavailable as problem:
        log.info("the file could not be swept now: %s", problem)
        return False
    return True


def _make_anew(database: Database) -> None:
    with database.transaction() as db:
        db.execute("PRAGMA secure_delete=ON")
        db.execute("INSERT INTO search (search) VALUES ('optimize')")
    with database.reading() as db:
        db.execute("VACUUM")


def _empty_log(database: Database) -> bool:
    with database.reading() as db:
        db.execute(f"PRAGMA busy_timeout={PATIENCE}")
        try:
            busy, *_ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            db.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")
    return not busy


def _mark(database: Database, column: str, numbers: Sequence[int]) -> None:
    if not numbers:
        return
    with database.transaction() as db:
        now = "strftime('%Y-%m-%dT%H:%M:%SZ')"
        db.execute(f"UPDATE erasures SET {column} = {now} WHERE id IN ({marks(numbers)})", numbers)  # noqa: S608 - our own names
