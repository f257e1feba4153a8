"""Moments as the tables keep them, and rows that somebody's other tool may have spoilt."""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

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


def marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))


def text(moment: datetime) -> str:
    """UTC to the second, always of the same length, so that SQL can compare moments as text."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def not_before(moment: datetime) -> str:
    """The same, rounded up: a second too early would be refused again."""
    return text(moment + timedelta(microseconds=999_999))


def moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
