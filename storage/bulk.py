"""Many records at once: read in pieces, and written with the sums of the status made anew only when all are in."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlite_utils import Database as Connection

from bot.records import RECORDS, Kind, Record
from storage import records

PIECE = 500
# what is summed by month -> what of it makes one sum
SUMMED = {"activities": "status, type", "expenses": "category"}


def standing(db: Connection, kind: Kind) -> Iterator[Record]:
    """All that stands of a kind, in the order of its numbers."""
    yield from _in_pieces(db, kind, numbers(db, kind))


def undone(db: Connection, kind: Kind) -> Iterator[Record]:
    """All of a kind that is undone and not purged yet."""
    yield from _in_pieces(db, kind, numbers(db, kind, where="deleted_at IS NOT NULL"))


def numbers(db: Connection, kind: Kind, *, where: str = "deleted_at IS NULL") -> list[int]:
    """The numbers of what stands, in order. Our own words only in `where`."""
    found = db.execute(f"SELECT id FROM {records.STANDS.get(kind, RECORDS[kind].table)} WHERE {where} ORDER BY id")  # noqa: S608 - our own names
    return [number for (number,) in found]


def _in_pieces(db: Connection, kind: Kind, found: Sequence[int]) -> Iterator[Record]:
    for start in range(0, len(found), PIECE):
        yield from records.several(db, [(kind, number) for number in found[start : start + PIECE]])


def claims(db: Connection) -> list[dict[str, Any]]:
    """The rows of the claims that stand."""
    columns = "id, date, costs_ore, flat_rate_ore, grant_ore, created_by, created_at"
    return list(db.query(f"SELECT {columns} FROM claims WHERE deleted_at IS NULL ORDER BY id"))  # noqa: S608 - our own names


@contextmanager
def summed_once(db: Connection) -> Iterator[None]:
    """Inside a transaction: what is written gets its sums at the end. One at a time each would make its month's anew.

    The triggers are taken away and put back as they are; whoever looks meanwhile sees the file as it was before.
    """
    tables = ("activities", "activity_goals", "expenses")
    found = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (?, ?, ?) ORDER BY name"
    triggers = db.execute(found, tables).fetchall()
    for name, _ in triggers:
        db.execute(f"DROP TRIGGER {name}")
    yield
    for _, made in triggers:
        db.execute(made)
    for table, alike in SUMMED.items():  # one record of each sum makes it
        one = f"SELECT min(id) FROM {table} GROUP BY {alike}, substr(date, 1, 7)"  # noqa: S608 - our own names
        db.execute(f"UPDATE {table} SET updated_at = updated_at WHERE id IN ({one})")  # noqa: S608 - our own names
