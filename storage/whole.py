"""Whether a file is one of ours, whole, and not newer than we are: asked of a copy before anybody relies on it."""

import hashlib
import os
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database as Connection

from bot.records import Kind
from storage.database import DatabaseRefused, reason
from storage.migrations import MIGRATIONS

OURS = {"activities", "expenses", "contacts", "audit", "_sqlite_migrations"}  # since the first version
TABLES: dict[str, Kind] = {
    "activities": "activity", "expenses": "expense", "contacts": "contact", "payments": "payment", "notes": "note",
    "indicators": "indicator", "measurements": "measurement",
}  # fmt: skip


@dataclass(frozen=True)
class Holding:
    """What a file holds: when somebody last logged or changed something (UTC, ISO; empty: never), standing records."""

    latest: str
    records: Counter[Kind]


def holding(path: Path, name: str) -> Holding:
    """Looks through all of the file at `path`, called `name`; nobody may be writing in it.

    Raises DatabaseRefused for one that is damaged, another program's, or newer than we are.
    """
    try:
        with closing(connect(path, "ro")) as raw:
            _examine(raw, name)
            latest = raw.execute("SELECT max(at) FROM audit").fetchone()[0] or ""
            counts = {
                kind: raw.execute(f"SELECT count(*) FROM {table} WHERE deleted_at IS NULL").fetchone()[0]  # noqa: S608 - our own names
                for table, kind in TABLES.items()
            }
            return Holding(latest, Counter(counts))
    except sqlite3.Error as problem:
        raise DatabaseRefused(f"{name} går inte att använda: {reason(problem)}.") from problem


def _examine(raw: sqlite3.Connection, name: str) -> None:
    tables = {table for (table,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables >= OURS:
        raise DatabaseRefused(f"{name} är inte assistentens databas.")
    known = {row.name for row in MIGRATIONS.pending(Connection(memory=True))}
    applied = {row.name for row in MIGRATIONS.applied(Connection(raw, execute_plugins=False))}
    if not applied <= known:
        raise DatabaseRefused(f"{name} kommer från en nyare version av assistenten. Uppdatera assistenten först.")
    if not applied:
        raise DatabaseRefused(f"{name} är inte assistentens databas.")
    if raw.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        raise DatabaseRefused(f"{name} är skadad.")
    if raw.execute("PRAGMA foreign_key_check").fetchone():
        raise DatabaseRefused(f"{name} är skadad: poster hänvisar till sådant som inte finns.")


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection to a file that is there; it is never made."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=2.0)


def digest(path: Path) -> str:
    """Its SHA-256. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Has a file, or the names in a folder, survive a power cut. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
