"""The bytes that erased text leaves in the file: swept after the erasing, while others go on.

SQLite marks what is deleted as free; the index keeps its words until its parts are merged; the write-ahead log holds
what was written before. So the index is merged into one part, the file made anew (VACUUM) and the log emptied.
"""

import logging
import sqlite3

from storage.database import Database, StorageUnavailable

log = logging.getLogger(__name__)


def waits(database: Database) -> bool:
    """Whether something that was erased is still to be swept."""
    with database.reading() as db:
        return db.execute("SELECT 1 FROM erasures WHERE swept_at IS NULL").fetchone() is not None


def sweep(database: Database) -> bool:
    """Sweeps the file; False where somebody reads or writes just now, and it is to be tried again."""
    try:
        with database.transaction() as db:
            found = db.execute("SELECT id FROM erasures WHERE swept_at IS NULL").fetchall()
            db.execute("PRAGMA secure_delete=ON")
            db.execute("INSERT INTO search (search) VALUES ('optimize')")
        with database.reading() as db:
            db.execute("VACUUM")
            busy, *_ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            return False
        with database.transaction() as db:
            for (number,) in found:
                db.execute("UPDATE erasures SET swept_at = strftime('%Y-%m-%dT%H:%M:%SZ') WHERE id = ?", [number])
    except (StorageUnavailable, sqlite3.OperationalError) as problem:
        log.info("the file could not be swept now: %s", problem)
        return False
    return True
