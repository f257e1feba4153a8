"""A copy put in the place of the file of records: made ready beside it, then exchanged in one step.

Killed anywhere on the way, the file is the old one or the new one, whole; a second try clears up and starts over.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database as Connection

from storage import erasure, erasures, receipts
from storage.backup import STAMP, SUM, add_lines, lay, needed
from storage.database import Database, DatabaseRefused, reason
from storage.erasures import Erasure
from storage.lock import Lock, Taken, give
from storage.whole import Holding, connect, digest, holding, sync

WAS = "was.db"  # a copy of what is replaced, to look at
BESIDE = ("-wal", "-shm", "-journal")  # what SQLite lays beside a file


class RestoreRefused(Exception):
    """Nothing was replaced; `str()` is one Swedish sentence."""


@dataclass(frozen=True)
class Restored:
    """Where the replaced file is kept, None where there was none; how many receipts could not be found.

    `erased`: whether it held what has been erased since it was made.
    """

    replaced: Path | None
    lacking: int
    erased: bool


@dataclass(frozen=True)
class Ready:
    """A copy that may take the place of `database`: what it holds, and what the one there holds (None: not to say)."""

    copy: Path
    source: Path
    database: Path
    holds: Holding
    replaces: Holding | None

    def put_in_place(self, now: datetime) -> Restored:
        """Replaces the file. `now`: the project's own clock. Raises RestoreRefused, DatabaseRefused, OSError."""
        erased = _finish(self.copy, self.source, self.database)
        lacking = _receipts(self.copy, self.source, self.database)
        if self.replaces:
            _settle(self.database, self.database.name)
        kept = _keep_old(self.database, self.copy.parent, now) if self.database.exists() else None
        for name in _beside(self.database):  # only where the old one is damaged: else its log is in it by now
            name.unlink(missing_ok=True)
        give(self.copy)
        self.copy.replace(self.database)
        sync(self.database.parent)
        return Restored(kept, lacking, erased)


@contextmanager
def ready(source: Path, database: Path) -> Iterator[Ready]:
    """The copy, looked through, while nobody else can open the file. Raises RestoreRefused, DatabaseRefused, OSError."""
    if not source.is_file():
        raise RestoreRefused(f"Filen {source} finns inte.")
    if database.exists() and source.samefile(database):
        raise RestoreRefused(f"{source} är databasen själv. Välj en säkerhetskopia.")
    try:
        lock = Lock(database, "exclusive")
    except Taken as problem:
        said = f"Assistenten, eller ett kommando, använder {database}. Stoppa den först."
        raise RestoreRefused(said) from problem
    folder = database.with_name(f"{database.stem}-ny")
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        give(folder)
        copy = folder / database.name
        holds = _copied(source, copy)
        yield Ready(copy, source, database, holds, _look(database, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()


def _copied(source: Path, copy: Path) -> Holding:
    """A copy of the file with its log, as another tool may have left it; what it holds."""
    shutil.copyfile(source, copy)
    copy.chmod(0o600)
    sums = source.with_name(source.name + SUM)
    if sums.exists() and sums.read_text(encoding="utf-8").split()[:1] != [digest(copy)]:
        raise DatabaseRefused(f"{source.name} är skadad: den är inte som när den gjordes.")
    log = source.with_name(f"{source.name}-wal")
    if log.exists():
        shutil.copyfile(log, copy.with_name(f"{copy.name}-wal"))
    _settle(copy, source.name)
    return holding(copy, source.name)


def _settle(path: Path, name: str) -> None:
    """Has all of a file in the one file, without a log beside it.

    Raises DatabaseRefused, and RestoreRefused where a program that does not know our lock has it open.
    """
    try:
        with closing(connect(path, "rw")) as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as problem:
        if "locked" in str(problem):
            raise RestoreRefused(f"Ett annat program har {path} öppen. Stäng det först.") from problem
        raise DatabaseRefused(f"{name} går inte att använda: {reason(problem)}.") from problem
    sync(path)


def _look(database: Path, folder: Path) -> Holding | None:
    """What the file holds; None where there is none, or a damaged one. Asked of a copy: it is left as it is."""
    if not database.exists():
        return None
    with suppress(DatabaseRefused):
        return _copied(database, folder / WAS)
    return None


def _finish(copy: Path, source: Path, database: Path) -> bool:
    """The copy as this version has it, without what has been erased since; whether it had any of that.

    What is known of erasures stands beside the file, beside the copies and in the file that was there.
    """
    was = copy.with_name(WAS)
    try:
        again = [*erasures.recorded(database), *erasures.recorded(source.with_name(database.name)), *_known(was)]
    except (ValueError, KeyError, TypeError) as problem:
        said = f"{erasures.beside(database).name} går inte att läsa, så det går inte att säga vad som har raderats."
        raise RestoreRefused(said) from problem
    opened = Database(copy)
    try:
        counted = erasure.apply_again(opened, again)
    finally:
        opened.close()
    if erasures.beside(copy).exists():
        add_lines(erasures.beside(copy), erasures.beside(database))
    _settle(copy, copy.name)
    holding(copy, copy.name)
    return counted.total() > 0


def _known(was: Path) -> list[Erasure]:
    """What the file that was there knows, where it can be read at all."""
    if not was.exists():
        return []
    with suppress(sqlite3.Error), closing(connect(was, "ro")) as raw:
        return erasures.kept(Connection(raw, execute_plugins=False))
    return []


def _receipts(copy: Path, source: Path, database: Path) -> int:
    """Lays the receipts that it needs beside the file, where they are not; how many could not be found whole."""
    lacking = 0
    into, stored = receipts.folder(database), receipts.folder(source.with_name(database.name))
    for name in sorted(needed(copy)):
        file = stored / name
        if (into / name).exists():
            continue
        if not file.exists() or digest(file) != file.stem:
            lacking += 1
            continue
        into.mkdir(mode=0o700, exist_ok=True)
        give(into)
        lay(file, into / name)
    if into.exists():
        sync(into)
    return lacking


def _keep_old(database: Path, folder: Path, now: datetime) -> Path:
    """The file under another name; a damaged one with its log, which is then not in it."""
    kept = _free(database.with_name(f"{database.stem}-ersatt-{now:{STAMP}}.db"))
    for end in ("-wal", ""):  # the file last: there is never one that lacks its log
        file = database.with_name(f"{database.name}{end}")
        if file.exists():
            part = folder / "replaced"
            shutil.copyfile(file, part)
            part.chmod(0o600)
            sync(part)
            give(part)
            part.replace(kept.with_name(f"{kept.name}{end}"))
    sync(kept.parent)
    return kept


def _beside(database: Path) -> list[Path]:
    return [database.with_name(f"{database.name}{end}") for end in BESIDE]


def _free(path: Path) -> Path:
    """The path, or one beside it that nobody has."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free
