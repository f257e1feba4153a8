"""The bytes that erased text leaves in the file: swept after the erasing, while others go on.

SQLite marks what is deleted as free; the index keeps its words until its parts are merged; the write-ahead log holds
what was written before. So the index is merged into one part, the file made anew (VACUUM) and the log emptied.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlite_utils import Database as Connection

from storage import erasures
from storage.database import BUSY_SECONDS, Database, StorageUnavailable
from storage.rows import marks, text

PATIENCE = 100  # milliseconds: while the log is being emptied nobody else writes
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(hours=1)
UNSWEPT_FOR = timedelta(hours=1)  # what was erased may wait so long until it is out of the file

State = Literal["done", "read", "failed"]

log = logging.getLogger(__name__)


@dataclass
class Pause:
    """How long to wait after a failed try: twice as long each time, an hour at most."""

    until: datetime | None = None
    length: timedelta = FIRST_PAUSE

    def over(self, now: datetime) -> bool:
        return self.until is None or now >= self.until

    def after(self, now: datetime, *, failed: bool) -> None:
        """Notes how a try went."""
        if failed:
            self.until, self.length = now + self.length, min(2 * self.length, LONGEST_PAUSE)
        else:
            self.until, self.length = None, FIRST_PAUSE


def waits(database: Database) -> bool:
    """Whether something that was erased is still to be swept."""
    with database.reading() as db:
        return db.execute("SELECT 1 FROM erasures WHERE swept_at IS NULL").fetchone() is not None


def waiting_since(db: Connection, before: datetime) -> int:
    """How many erasures before that moment are still to be swept."""
    asked = "SELECT count(*) FROM erasures WHERE swept_at IS NULL AND at < ?"
    return int(db.execute(asked, [text(before)]).fetchone()[0])


def finish(database: Database) -> State:
    """What an erasing leaves to do after it is committed: written down beside the file, and the file swept.

    Raises nothing: it is erased already, and each of the two is done whatever stops the other. 'read': somebody reads
    or writes just now, and it is tried again soon; 'failed': it may take long.
    """
    written = True
    try:
        erasures.write_out(database)
    except (OSError, ValueError, KeyError, TypeError, StorageUnavailable) as problem:
        written = False
        log.error("what was erased could not be written down: %s", type(problem).__name__)
    if sweep(database, last=written):
        return "done"
    try:
        with database.reading() as db:
            made = not db.execute("SELECT 1 FROM erasures WHERE made_anew_at IS NULL").fetchone()
    except StorageUnavailable:
        made = False
    return "read" if written and made else "failed"


def sweep(database: Database, *, last: bool = True) -> bool:
    """Sweeps the file; False where somebody reads or writes just now, and it is to be tried again.

    `last`: nothing else is left to do, and it is noted as done.

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
        if last:
            _mark(database, "swept_at", [number for number, _ in waiting])
    except StorageUnavailable as problem:
        log.info("the file could not be swept now: %s", problem)
        return False
    return last


def _make_anew(database: Database) -> None:
    with database.transaction() as db:
        db.execute("PRAGMA secure_delete=ON")
        db.execute("INSERT INTO search (search) VALUES ('optimize')")
    with database.turn(), database.reading() as db:  # whoever wants to write waits in line
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
