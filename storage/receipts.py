"""The files that belong to expenses: wanted first, kept when their bytes are on disk.

A receipt is wanted in the same transaction as its expense, so that a fault while it is fetched loses nothing.
The bytes lie in a folder beside the database, each file under its SHA-256.
"""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlite_utils import Database as Connection


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
    db.execute(
        "INSERT INTO receipts (expense_id, name, source, next_try_at, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (expense_id, source) DO UPDATE SET state = 'wanted', attempts = 0, reason = NULL,"
        " next_try_at = excluded.next_try_at WHERE state = 'refused'",
        [expense_id, name, source, at, who, at],
    )


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


def kept(db: Connection, receipt: Receipt, written: Written, *, at: str) -> Receipt:
    """Its bytes are on disk."""
    where = "state = 'kept', sha256 = ?, mimetype = ?, size = ?, kept_at = ?"
    _set(db, receipt, where, [written.sha256, written.mimetype, written.size, at])
    return replace(receipt, state="kept", sha256=written.sha256)


def postpone(db: Connection, receipt: Receipt, *, until: str, reason: str) -> None:
    """It could not be had now."""
    _set(db, receipt, "attempts = attempts + 1, next_try_at = ?, reason = ?", [until, reason])


def refuse(db: Connection, receipt: Receipt, *, reason: str) -> None:
    """It cannot be had."""
    _set(db, receipt, "state = 'refused', reason = ?", [reason])


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
