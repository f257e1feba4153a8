"""Copies of the file of records, made while it is written to: checked, dated, the newest of them kept.

A folder of copies holds, for 'yh.db': 'yh-2026-11-24T0200.db' each with its sum in '….db.sha256' (as sha256sum writes
it), the receipts that any of them needs in 'yh-kvitton', and 'yh-raderingar.jsonl', what has been erased since.
"""

import errno
import logging
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.receipts import ENDINGS
from storage import erasures, receipts
from storage.database import DatabaseRefused, reason
from storage.lock import Lock, Taken, give
from storage.whole import connect, digest, holding, sync

log = logging.getLogger(__name__)

STAMP = "%Y-%m-%dT%H%M"  # the project's own clock
SUM = ".sha256"
PATIENCE = 20  # times that a source held by another program is asked, a quarter of a second apart


class BackupFailed(Exception):
    """No copy was made, and the older ones are as they were; `str()` is one Swedish sentence."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(f"Säkerhetskopian blev inte av: {why}. De som fanns är kvar.")


@dataclass(frozen=True)
class Copy:
    """A copy that is there; `made` by the project's own clock, without zone. `number` tells those of a minute apart."""

    made: datetime
    number: int
    path: Path


def make(database: Path, folder: Path, now: datetime, keep: int) -> Copy:
    """Copies the file, whoever writes in it meanwhile; keeps the `keep` newest. `now`: the project's own clock.

    Raises BackupFailed.
    """
    if not database.is_file():
        raise BackupFailed(f"databasen {database} finns inte")
    if not folder.is_dir():
        raise BackupFailed(f"mappen {folder} finns inte")
    if folder.resolve() == database.absolute().parent.resolve():
        raise BackupFailed(f"{folder} är databasens egen mapp, så välj en annan, helst på en annan disk")
    with _told(folder), _alone(folder, database.stem):
        part = folder / f"{database.stem}.part"
        _clear(part)
        try:
            _copy(database, part)
            holding(part, "kopian")
            _receipts(database, part, folder)
            _erasures(database, folder)
            made = _name(part, database.stem, folder, now)
        finally:
            _clear(part)
        _tidy(database, folder, made, keep)
        return made


def copies(database: Path, folder: Path) -> list[Copy]:
    """The copies of this file that are in the folder, the newest first; none where it cannot be read."""
    ours = re.compile(rf"{re.escape(database.stem)}-(\d{{4}}-\d\d-\d\dT\d{{4}})(?:-(\d+))?\.db")
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            if match := ours.fullmatch(path.name):
                with suppress(ValueError):  # no day of the calendar
                    found.append(Copy(datetime.strptime(match[1], STAMP), int(match[2] or 1), path))
    return sorted(found, key=lambda copy: (copy.made, copy.number), reverse=True)


def latest(database: Path, folder: Path, now: datetime) -> datetime:
    """When the newest copy was made, `datetime.min` without one. `now`: the project's own clock.

    What has a name of days to come, as after a clock that ran ahead, is none.
    """
    past = now.replace(tzinfo=None)
    return next((copy.made for copy in copies(database, folder) if copy.made <= past), datetime.min)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """What goes wrong, in a sentence."""
    try:
        yield
    except DatabaseRefused as problem:
        raise BackupFailed(str(problem).rstrip(".")) from problem
    except sqlite3.Error as problem:
        raise BackupFailed(reason(problem)) from problem
    except OSError as problem:
        if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise BackupFailed(f"mappen {folder} går inte att skriva i") from problem
        full = problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        raise BackupFailed("disken är full" if full else f"{problem.filename}: {problem.strerror}") from problem


@contextmanager
def _alone(folder: Path, stem: str) -> Iterator[None]:
    try:
        lock = Lock(folder / stem, "exclusive")
    except Taken as problem:
        raise BackupFailed("en annan görs just nu i samma mapp") from problem
    try:
        yield
    finally:
        lock.release()


def _copy(database: Path, part: Path) -> None:
    """All of the file as it is at one moment, in a file without a log beside it."""
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    asked = 0

    def patient(status: int, remaining: int, total: int) -> None:
        nonlocal asked
        asked += status != sqlite3.SQLITE_OK and status != sqlite3.SQLITE_DONE
        if asked > PATIENCE:
            raise sqlite3.OperationalError("database is locked")

    with closing(connect(database, "rw")) as source, closing(connect(part, "rw")) as target:
        # in one step: in the mode of our file nobody who writes waits for it, and what is written meanwhile is not in it
        source.backup(target, progress=patient)
        target.execute("PRAGMA journal_mode=DELETE")
    sync(part)


def _receipts(database: Path, part: Path, folder: Path) -> None:
    """The receipts that the copy needs: another name of the same file where that goes. One that is gone is told."""
    have, into = receipts.folder(database), receipts.folder(folder / database.name)
    for name in sorted(needed(part)):
        if (into / name).exists():
            continue
        if not (have / name).exists():
            log.warning("a receipt is not where it should be: %s", name)
            continue
        if not into.exists():
            into.mkdir(mode=0o700)
            give(into)
        lay(have / name, into / name)
    if into.exists():
        sync(into)
    sync(folder)


def lay(file: Path, to: Path) -> None:
    """A file that never changes, under another name too: as a copy where the disk is another. Raises OSError."""
    try:
        os.link(file, to)
    except OSError:
        part = to.with_suffix(".part")
        shutil.copyfile(file, part)
        part.chmod(0o600)
        sync(part)
        give(part)
        part.replace(to)


def needed(copy: Path) -> set[str]:
    """The names of the receipts' files."""
    with closing(connect(copy, "ro")) as raw:
        if not raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'receipts'").fetchone():
            return set()
        rows = raw.execute("SELECT DISTINCT sha256, mimetype FROM receipts WHERE state = 'kept'")
        return {f"{sha256}.{ENDINGS[mimetype]}" for sha256, mimetype in rows}


def _erasures(database: Path, folder: Path) -> None:
    """What has been erased comes along, with what the folder knows already: a restore erases it again."""
    here = erasures.beside(database)
    if here.exists():
        add_lines(here, folder / here.name)


def add_lines(here: Path, there: Path) -> None:
    """Adds the lines of one file to those of another, each once. Raises OSError."""
    lines = dict.fromkeys([*erasures.whole_lines(there), *erasures.whole_lines(here)])
    write(there, "".join(f"{line}\n" for line in lines))


def write(path: Path, content: str) -> None:
    """A small file that only its owner reads, whole or as it was. Raises OSError."""
    part = path.with_name(f"{path.name}.part")
    with open(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    give(part)
    part.replace(path)
    sync(path.parent)


def _name(part: Path, stem: str, folder: Path, now: datetime) -> Copy:
    """Gives the copy its name; another than those that are there."""
    number, stamp = 1, f"{stem}-{now:{STAMP}}"
    while (path := folder / f"{stamp}{f'-{number}' if number > 1 else ''}.db").exists():
        number += 1
    write(path.with_name(path.name + SUM), f"{digest(part)}  {path.name}\n")
    give(part)
    part.rename(path)
    sync(folder)
    return Copy(now.replace(second=0, microsecond=0, tzinfo=None), number, path)


def _clear(part: Path) -> None:
    """Takes away what a copy that was cut off has left."""
    sums = part.parent.glob(f"{part.stem}-*.db{SUM}.part")
    erasures = part.with_name(f"{part.stem}-raderingar.jsonl.part")
    for path in (part, part.with_name(f"{part.name}-journal"), erasures, *sums):
        path.unlink(missing_ok=True)


def _tidy(database: Path, folder: Path, made: Copy, keep: int) -> None:
    """Deletes the copies beyond the newest, and the receipts that none needs any more. What cannot be is left."""
    try:
        older = [copy for copy in copies(database, folder) if copy.path != made.path]
        for copy in older[max(keep - 1, 0) :]:
            copy.path.unlink()
        for sums in folder.glob(f"{database.stem}-*.db{SUM}"):
            if not sums.with_suffix("").exists():
                sums.unlink()
        wanted = {name for copy in copies(database, folder) for name in needed(copy.path)}
        for path in receipts.folder(folder / database.name).glob("*"):
            if re.fullmatch(r"[0-9a-f]{64}\.\w+", path.name) and path.name not in wanted:
                path.unlink()
    except (OSError, sqlite3.Error) as problem:
        log.warning("what is too old could not be deleted: %s", type(problem).__name__)
