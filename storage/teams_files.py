"""Where the files sent in Teams are fetched: kept under a name of ours, for a day at most.

Whoever has such an address has the file, so that it stands in no other table, no card and no log.
"""

import hashlib
from typing import NamedTuple

from sqlite_utils import Database as Connection


class Address(NamedTuple):
    """`ours`: it is the Connector's, and opens with the assistant's own token; else it opens without any.

    An empty `address`: it is none that may be asked.
    """

    address: str
    ours: bool


def name_of(address: str) -> str:
    """The id that stands for the address everywhere else; the same address has the same."""
    return f"teams:{hashlib.sha256(address.encode()).hexdigest()[:32]}"


def remember(db: Connection, file_id: str, found: Address, *, at: str, until: str) -> None:
    """Keeps the address, and forgets those that are past their time. `at`, `until`: UTC, ISO text."""
    forget(db, at=at)
    db.execute("INSERT OR REPLACE INTO teams_files VALUES (?, ?, ?, ?)", [file_id, *found, until])


def find(db: Connection, file_id: str, *, at: str) -> Address | None:
    """None when it is past its time."""
    row = db.execute("SELECT address, ours FROM teams_files WHERE id = ? AND until > ?", [file_id, at]).fetchone()
    return Address(row[0], bool(row[1])) if row else None


def fetched(db: Connection, file_id: str, *, at: str, until: str) -> None:
    """It has been had: kept until then at most, as a list is read once more when it is said to be right."""
    db.execute("UPDATE teams_files SET until = min(until, ?) WHERE id = ?", [until, file_id])
    forget(db, at=at)


def any_past(db: Connection, *, at: str) -> bool:
    """Whether there is one to forget."""
    return db.execute("SELECT 1 FROM teams_files WHERE until <= ?", [at]).fetchone() is not None


def forget(db: Connection, *, at: str) -> None:
    """Takes away those that are past their time."""
    db.execute("DELETE FROM teams_files WHERE until <= ?", [at])
