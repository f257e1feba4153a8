"""Decisions, deviations, things to do: those that still wait, and the decisions that have been taken."""

from collections.abc import Sequence
from datetime import date

from sqlite_utils import Database as Connection

from bot.reading import NoteType
from bot.records import Note
from bot.span import Span
from storage import records
from storage.rows import marks

_OPEN = "done_at IS NULL AND deleted_at IS NULL AND type <> 'note'"  # as the index has it


def waiting(db: Connection, types: Sequence[NoteType], limit: int) -> list[Note]:
    """Those of the types that are still open: what is due first in front, then what has waited longest."""
    where = f"type IN ({marks(types)}) AND {_OPEN} ORDER BY due IS NULL, due, id LIMIT ?"
    return _found(db, where, [*types, limit])


def decided(db: Connection, limit: int) -> list[Note]:
    """The decisions that were taken last."""
    where = "type = 'decision' AND done_at IS NOT NULL AND deleted_at IS NULL ORDER BY date DESC, id DESC LIMIT ?"
    return _found(db, where, [limit])


def settled(db: Connection, types: Sequence[NoteType], limit: int) -> list[Note]:
    """Those of the types that have been done, put right or decided, the last one first."""
    where = f"type IN ({marks(types)}) AND done_at IS NOT NULL AND deleted_at IS NULL ORDER BY done_at DESC LIMIT ?"
    return _found(db, where, [*types, limit])


def within(db: Connection, type_: NoteType, span: Span, limit: int) -> list[Note]:
    """Those of a type that are of the days, the first one first: a task by its last day, the others by their own.

    Of decisions those that were taken.
    """
    day = "due" if type_ == "todo" else "date"
    taken = "AND done_at IS NOT NULL" if type_ == "decision" else ""
    where = f"type = ? AND deleted_at IS NULL {taken} AND {day} BETWEEN ? AND ? ORDER BY {day}, id LIMIT ?"
    return _found(db, where, [type_, span.first.isoformat(), span.last.isoformat(), limit])


def counts(db: Connection, today: date) -> dict[str, tuple[int, int]]:
    """How many of each type are open, and how many of them are late."""
    found = f"SELECT type, count(*), coalesce(sum(due < ?), 0) FROM notes WHERE {_OPEN} GROUP BY type"  # noqa: S608 - our own words
    return {type_: (number, late) for type_, number, late in db.execute(found, [today.isoformat()])}


def with_day(db: Connection, since: date) -> list[str]:
    """The subjects of all that is open and has a last day from `since` on: 'note:5'."""
    found = db.execute(f"SELECT 'note:' || id FROM notes WHERE {_OPEN} AND due >= ? ORDER BY due", [since.isoformat()])  # noqa: S608 - our own names
    return [subject for (subject,) in found]


def unplanned(db: Connection, today: date) -> list[str]:
    """Those of them, from `today` on, without a reminder of their day: written or moved with another tool."""
    found = db.execute(
        f"SELECT 'note:' || id FROM notes AS n WHERE {_OPEN} AND due > ? AND NOT EXISTS ("  # noqa: S608 - our own names
        " SELECT 1 FROM reminders WHERE subject = 'note:' || n.id AND date = n.due AND state <> 'dropped')",
        [today.isoformat()],
    )
    return [subject for (subject,) in found]


def _found(db: Connection, where: str, arguments: Sequence[str | int]) -> list[Note]:
    ids = [number for (number,) in db.execute(f"SELECT id FROM notes WHERE {where}", list(arguments))]  # noqa: S608 - our own names
    found = records.several(db, [("note", number) for number in ids])
    return [note for note in found if isinstance(note, Note)]
