"""The files that belong to expenses: wanted first, kept when their bytes are on disk.

A receipt is wanted in the same transaction as its expense, so that a fault while it is fetched loses nothing.
The bytes lie in a folder beside the database, each file under its SHA-256.
"""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from sqlite_utils import Database as Connection

from bot.receipts import ENDINGS, Kept, file_name
from storage import audit
from storage.rows import marks

CLOCK = "clock"  # who fetches files: nobody in particular


@dataclass(frozen=True)
class Receipt:
    """`source` is the platform's id of the file; `sha256` is empty until it is kept."""

    id: int
    expense_id: int
    name: str
    source: str
    state: str
    attempts: int
    reason: str
    sha256: str
    created_by: str


@dataclass(frozen=True)
class Written:
    """A file on disk; `size` in bytes."""

    sha256: str
    mimetype: str
    size: int


_COLUMNS = "id, expense_id, name, source, state, attempts, coalesce(reason, ''), coalesce(sha256, ''), created_by"


def want(db: Connection, expense_id: int, source: str, name: str, *, who: str, at: str) -> None:
    """Notes that the expense has this file, once; one that could not be had is asked for anew. `at`: UTC, ISO text."""
    written = db.execute(
        "INSERT INTO receipts (expense_id, name, source, next_try_at, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (expense_id, source) DO UPDATE SET state = 'wanted', attempts = 0, reason = NULL,"
        " next_try_at = excluded.next_try_at WHERE state = 'refused'",
        [expense_id, name, source, at, who, at],
    )
    if written.rowcount:
        (number,) = db.execute(
            "SELECT id FROM receipts WHERE expense_id = ? AND source = ?", [expense_id, source]
        ).fetchone()
        _audit(db, number, "logged", (None, "wanted"), who=who, at=at)


def get(db: Connection, number: int) -> Receipt | None:
    return next(iter(_read(db, "id = ?", [number])), None)


def of(db: Connection, expense_id: int) -> list[Receipt]:
    """The expense's receipts, those on their way too."""
    return _read(db, "expense_id = ? AND state <> 'refused' ORDER BY id", [expense_id])


def wanted(db: Connection, at: str) -> list[Receipt]:
    """Those to fetch now."""
    return _read(db, "state = 'wanted' AND next_try_at <= ? ORDER BY next_try_at, id LIMIT 5", [at])


def same(db: Connection, receipt: Receipt) -> list[int]:
    """The numbers of other standing expenses that have the very same file."""
    rows = db.execute(
        "SELECT DISTINCT expense_id FROM receipts JOIN expenses ON expenses.id = expense_id"
        " WHERE sha256 = ? AND expense_id <> ? AND source <> ? AND deleted_at IS NULL ORDER BY expense_id",
        [receipt.sha256, receipt.expense_id, receipt.source],
    )
    return [number for (number,) in rows]


def add_to(db: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Gives rows of expenses the names of their kept receipts, and the numbers of those that have the same file."""
    by_id = {row["id"]: row for row in rows}
    for row in rows:
        row |= {"receipts": (), "copies": ()}
    these = marks(list(by_id))
    names = f"SELECT expense_id, name FROM receipts WHERE expense_id IN ({these}) AND state = 'kept' ORDER BY id"  # noqa: S608 - marks
    for number, name in db.execute(names, list(by_id)):
        by_id[number]["receipts"] += (name,)
    copies = (
        "SELECT DISTINCT mine.expense_id, other.expense_id FROM receipts AS mine"  # noqa: S608 - our own words
        " JOIN receipts AS other ON other.sha256 = mine.sha256 AND other.expense_id <> mine.expense_id"
        " AND other.source <> mine.source"
        " JOIN expenses ON expenses.id = other.expense_id AND expenses.deleted_at IS NULL"
        f" WHERE mine.expense_id IN ({these}) ORDER BY other.expense_id"
    )
    for number, other in db.execute(copies, list(by_id)):
        by_id[number]["copies"] += (other,)


def files(db: Connection, database: Path, expenses: Sequence[int]) -> list[Kept]:
    """The kept receipts of these expenses in this order, each with a name that is only a name."""
    sql = (
        f"SELECT expense_id, name, sha256, mimetype FROM receipts WHERE expense_id IN ({marks(expenses)})"  # noqa: S608 - marks
        " AND state = 'kept' ORDER BY id"
    )
    found: dict[int, list[Kept]] = {}
    for number, name, digest, kind in db.execute(sql, list(expenses)):
        path = folder(database) / f"{digest}.{ENDINGS[kind]}"
        mine = found.setdefault(number, [])
        mine.append(Kept(number, file_name(number, len(mine) + 1, name, ENDINGS[kind]), path))
    return [each for number in expenses for each in found.get(number, ())]


class Without(NamedTuple):
    """A page of the expenses without a receipt: their numbers, how many there are in all and what they cost (öre)."""

    numbers: list[int]
    total: int
    cost_ore: int


def without(db: Connection, *, limit: int, offset: int = 0) -> Without:
    """The project's expenses that stand and have no receipt, nor one on its way; the oldest first."""
    where = (
        "deleted_at IS NULL AND category IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM receipts WHERE expense_id = expenses.id AND state <> 'refused')"
    )
    total, ore = db.execute(f"SELECT count(*), coalesce(sum(cost_ore), 0) FROM expenses WHERE {where}").fetchone()  # noqa: S608 - our own names
    rows = db.execute(f"SELECT id FROM expenses WHERE {where} ORDER BY date, id LIMIT ? OFFSET ?", [limit, offset])  # noqa: S608 - our own names
    return Without([number for (number,) in rows], total, ore)


def kept(db: Connection, receipt: Receipt, written: Written, *, at: str) -> Receipt:
    """Its bytes are on disk."""
    where = "state = 'kept', sha256 = ?, mimetype = ?, size = ?, kept_at = ?"
    _set(db, receipt, where, [written.sha256, written.mimetype, written.size, at])
    _audit(db, receipt.id, "changed", ("wanted", "kept"), who=CLOCK, at=at)
    return replace(receipt, state="kept", sha256=written.sha256)


def postpone(db: Connection, receipt: Receipt, *, until: str, reason: str) -> None:
    """It could not be had now."""
    _set(db, receipt, "attempts = attempts + 1, next_try_at = ?, reason = ?", [until, reason])


def refuse(db: Connection, receipt: Receipt, *, reason: str, at: str) -> None:
    """It cannot be had."""
    _set(db, receipt, "state = 'refused', reason = ?", [reason])
    _audit(db, receipt.id, "changed", ("wanted", "refused"), who=CLOCK, at=at)


def _audit(db: Connection, number: int, what: str, state: tuple[str | None, str], *, who: str, at: str) -> None:
    """Its line in the trail; the file's name may tell of a person, and is kept with the receipt alone."""
    audit.write(db, at=at, who=who, what=what, record="receipt", record_id=number, changes={"state": state})


def _set(db: Connection, receipt: Receipt, what: str, values: Sequence[object]) -> None:
    db.execute(f"UPDATE receipts SET {what} WHERE id = ? AND state = 'wanted'", [*values, receipt.id])  # noqa: S608 - our own words


def _read(db: Connection, where: str, arguments: Sequence[object]) -> list[Receipt]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM receipts WHERE {where}", list(arguments))  # noqa: S608 - our own words
    return [Receipt(*row) for row in rows]


def folder(database: Path) -> Path:
    """Where the bytes lie: 'yh-kvitton' beside 'yh.db'."""
    return database.with_name(f"{database.stem}-kvitton")


def write(database: Path, content: bytes, mimetype: str, ending: str) -> Written:
    """Puts the bytes on disk under their SHA-256, whole or not at all. Raises OSError."""
    written = Written(hashlib.sha256(content).hexdigest(), mimetype, len(content))
    where = folder(database)
    if not where.exists():
        where.mkdir(mode=0o700)
        _sync(where.parent)
    final = where / f"{written.sha256}.{ending}"
    if final.exists() and final.stat().st_size == len(content):
        return written
    part = where / f"{written.sha256}.part"
    try:
        with open(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(final)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    _sync(where)
    return written


def _sync(where: Path) -> None:
    """Has the name survive a power cut, too."""
    descriptor = os.open(where, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
