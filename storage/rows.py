"""Moments as the tables keep them, rows that somebody's other tool may have spoilt, and short ways to write SQL."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sized
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from sqlite_utils import Database as Connection

T = TypeVar("T")
log = logging.getLogger(__name__)


def readable(
    make: Callable[[dict[str, Any]], T], rows: Iterable[dict[str, Any]], table: str = "reminders or deliveries"
) -> list[T]:
    """What the rows say, without those that somebody's other tool has made unreadable; the log names them."""
    made = []
    for row in rows:
        try:
            made.append(make(row))
        except (TypeError, ValueError):
            log.error("row %s of %s cannot be read: a date, a moment or a figure is not one", row["id"], table)
    return made


def marks(values: Sized) -> str:
    """As many question marks as there are values, between commas."""
    return ",".join("?" * len(values))


def insert(db: Connection, table: str, columns: Mapping[str, Any]) -> int:
    """Adds a row and returns its number. Our own words only as names.

    Plain SQL, as `update` is: sqlite-utils would ask for the table's columns first, at every message.
    """
    names = ", ".join(columns)
    number = db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks(columns)})", list(columns.values())).lastrowid  # noqa: S608 - our own names
    return int(number or 0)


def update(db: Connection, table: str, number: int, columns: Mapping[str, Any]) -> None:
    """Changes these columns of the row with that number. Raises LookupError where there is none."""
    names = ", ".join(f"{name} = ?" for name in columns)
    if not db.execute(f"UPDATE {table} SET {names} WHERE id = ?", [*columns.values(), number]).rowcount:  # noqa: S608 - our own names
        raise LookupError(f"{table} has no row {number}")


def text(moment: datetime) -> str:
    """UTC to the second, always of the same length, so that SQL can compare moments as text."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def not_before(moment: datetime) -> str:
    """The same, rounded up: a second too early would be refused again."""
    return text(moment + timedelta(microseconds=999_999))


def moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
