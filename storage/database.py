"""The file people keep: opened, migrated, and a connection for each message.

What SQLite needs for our first promise is set here: WAL, synchronous=FULL, `BEGIN IMMEDIATE`, foreign keys.
A connection that went well is kept for the next message: a new one would read all table definitions first, which
takes longer than most messages, and the last one closed would checkpoint.
"""

import logging
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database as Connection

from storage.lock import Lock, Taken
from storage.migrations import MIGRATIONS
from storage.turns import Turns

log = logging.getLogger(__name__)

BUSY_SECONDS = 2.0  # a person is answered within Slack's three seconds, also when another writer holds the lock

KEPT = 4  # connections; as many messages at once are rare
CACHE_KIB = 512  # of the file in each connection: the system keeps the file in memory once for all of them
WAL_HEADER, FRAME_HEADER = 32, 24  # bytes
ROOM = 1 << 16  # bytes there must be left for: more than a message takes

File = tuple[int, int] | None  # its device and number: another may come by its name; None: there is none


class DatabaseRefused(Exception):
    """The file cannot be used; `str()` is one Swedish sentence for whoever starts the assistant."""


class StorageUnavailable(Exception):
    """Nothing was read or saved just now; `str()` says why, for the log (no personal data)."""


class Opened(Connection):
    """A connection of ours. `through` is what the trail says a change came by: a command, a button, an import."""

    through = ""


class Database:
    """One SQLite file. Threads may share it: every message gets its own connection."""

    def __init__(self, path: Path) -> None:
        """Opens `path`, makes it (mode 0600) on the first start and migrates it. Raises DatabaseRefused."""
        self.path = path
        try:
            self._in_use = Lock(path, "shared", BUSY_SECONDS)  # it is not replaced as long as we have it open
        except Taken as problem:
            raise DatabaseRefused(f"Databasen {path} återställs just nu. Försök igen om en stund.") from problem
        try:
            self._open()
        except BaseException:
            self._in_use.release()
            raise

    def _open(self) -> None:
        path = self.path
        try:
            self._make()
            torn = self._torn()
            self._turns = Turns()
            self._kept: list[tuple[File, Opened]] = []
            self._idle = self._connect()  # never lent: while it is open no other that closes is the last one
            try:
                self._prepare(self._idle)
            except BaseException:
                self._idle.close()
                raise
            if torn:
                log.warning("%s-wal ends in the middle of a write: what was being saved then is not there", path.name)
        except sqlite3.Error as problem:
            raise DatabaseRefused(f"Databasen {path} går inte att använda: {reason(problem)}.") from problem
        except OSError as problem:
            raise DatabaseRefused(f"Databasen {path} går inte att öppna: {problem.strerror}.") from problem

    def _make(self) -> None:
        if not self.path.exists():
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))

    def _torn(self) -> bool:
        """Whether the write-ahead log was left with a piece of a frame (file format, 'The WAL file'): SQLite is silent."""
        log_file = self.path.with_name(f"{self.path.name}-wal")
        if not log_file.exists() or not (length := log_file.stat().st_size):
            return False
        with log_file.open("rb") as opened:
            page = int.from_bytes(opened.read(12)[8:], "big")
        return (length - WAL_HEADER) % (FRAME_HEADER + page) != 0

    def _connect(self) -> Opened:
        # mode=rw: a file that has gone is an error to tell, never an empty one made in silence
        raw = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=BUSY_SECONDS,
            check_same_thread=False,
        )  # fmt: skip
        try:
            raw.execute("PRAGMA foreign_keys=ON")
            raw.execute("PRAGMA synchronous=FULL")
            raw.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
        except BaseException:
            raw.close()
            raise
        return Opened(raw, execute_plugins=False)

    def _prepare(self, db: Connection) -> None:
        verify(db, self.path)
        if os.access(self.path, os.W_OK):
            db.execute("PRAGMA journal_mode=WAL")
            MIGRATIONS.apply(db)
        elif MIGRATIONS.pending(db):
            raise DatabaseRefused(f"Databasen {self.path} är skrivskyddad och behöver uppdateras.")

    def _file(self) -> File:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _take(self) -> tuple[File, Opened]:
        """A kept connection, or a new one where none is free, and the file it was opened to: the one there is now."""
        now = self._file()
        while True:
            try:
                opened_to, db = self._kept.pop()
            except IndexError:
                return now, self._connect()
            if opened_to == now:
                return now, db
            db.close()

    def _give_back(self, opened_to: File, db: Opened) -> None:
        if len(self._kept) < KEPT and not db.conn.in_transaction:
            self._kept.append((opened_to, db))
        else:
            db.close()

    @contextmanager
    def reading(self) -> Iterator[Opened]:
        """A connection to read with. Raises StorageUnavailable."""
        try:
            opened_to, db = self._take()
            try:
                yield db
            except BaseException:
                db.close()
                raise
            self._give_back(opened_to, db)
        except sqlite3.Error as problem:
            raise StorageUnavailable(reason(problem)) from problem

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection that reads one and the same state of the file throughout: what is saved meanwhile is not in it.

        For what is added up from several questions. Raises StorageUnavailable.
        """
        with self.reading() as db:
            db.execute("BEGIN")  # the state is that of the first question
            yield db
            db.execute("COMMIT")

    @contextmanager
    def turn(self) -> Iterator[float]:
        """One thread of ours writes at a time; how many seconds are left to wait for other processes. Raises StorageUnavailable.

        SQLite has whoever waits look again now and then, in no order: of fifty at once, some never get their turn.
        """
        began = time.monotonic()
        if not self._turns.take(BUSY_SECONDS):
            raise StorageUnavailable("andra sparar i den just nu")
        try:
            yield max(0.0, BUSY_SECONDS - (time.monotonic() - began))
        finally:
            self._turns.give_back()

    @contextmanager
    def transaction(self, through: str = "") -> Iterator[Opened]:
        """A connection inside `BEGIN IMMEDIATE`: committed at the end, or nothing of it. Raises StorageUnavailable.

        `through`: what the trail says of how it came about.
        """
        with self.turn() as left, self.reading() as db:
            _begin(db, left)
            db.through = through
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.conn.in_transaction:
                    db.execute("ROLLBACK")
                raise

    def check(self) -> str | None:
        """None when the file can be written, else the reason (for /healthz). Leaves nothing in it."""
        try:
            with self.turn() as left, self.reading() as db:
                # with no cache to speak of what is written goes to the disk before it is taken back: a full one tells
                db.execute("PRAGMA cache_size=4")
                _begin(db, left)
                db.execute("CREATE TABLE room AS SELECT zeroblob(?) AS taken", [ROOM])
                # not ended: the connection is closed instead of kept, and all this is taken back with it
        except StorageUnavailable as problem:
            return str(problem)
        return None if os.access(self.path, os.W_OK) else "filen är skrivskyddad"

    def close(self) -> None:
        while self._kept:
            self._kept.pop()[1].close()
        self._idle.close()
        self._in_use.release()


def _begin(db: Connection, seconds: float) -> None:
    """`BEGIN IMMEDIATE`, waiting so long for another process that writes."""
    db.execute(f"PRAGMA busy_timeout={int(1000 * seconds)}")
    try:
        db.execute("BEGIN IMMEDIATE")
    finally:
        db.execute(f"PRAGMA busy_timeout={int(1000 * BUSY_SECONDS)}")


def verify(db: Connection, path: Path) -> None:
    """Raises DatabaseRefused for a file that is damaged, or newer than we are."""
    if (verdict := db.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
        raise DatabaseRefused(f"Databasen {path} är skadad ({verdict}). Återställ den från en säkerhetskopia.")
    unknown = {row.name for row in MIGRATIONS.applied(db)} - {
        row.name for row in MIGRATIONS.pending(Connection(memory=True))
    }
    if unknown:
        raise DatabaseRefused(
            f"Databasen {path} kommer från en nyare version av assistenten. Uppdatera assistenten först."
        )


@contextmanager
def savepoint(db: Connection) -> Iterator[None]:
    """A part of a transaction: an exception takes back what was done in it, and nothing else."""
    db.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        if db.conn.in_transaction:
            db.execute("ROLLBACK TO part")
        raise
    finally:
        if db.conn.in_transaction:
            db.execute("RELEASE part")


def reason(problem: sqlite3.Error) -> str:
    """SQLite's own error in plain Swedish where it is one we expect."""
    text = str(problem).lower()
    for words, said in (
        ("locked", "en annan process skriver i den"),
        ("readonly", "den är skrivskyddad"),
        ("read-only", "den är skrivskyddad"),
        ("disk is full", "disken är full"),
        ("malformed", "filen är skadad"),
        ("not a database", "filen är skadad eller ingen databas"),
        ("unable to open", "filen går inte att öppna"),
        ("disk i/o", "disken svarar inte som den ska"),
    ):
        if words in text:
            return said
    return f"oväntat fel i databasen ({type(problem).__name__}: {problem})"
