"""Finding what was logged by its words: SQLite's full text over everything that a person wrote.

One row of the index for each record that stands; undone ones are not found. Words match from their beginning,
so that 'seminari' finds 'seminariet'; letters match without their dots and rings.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database as Connection

from bot.records import NOTE_TYPES, Kind, Measurement, Note, Record, fields
from storage import audit


@dataclass(frozen=True)
class Wanted:
    """Every one of `terms` is to be found, each by any of its beginnings of words; the rest narrows it down."""

    terms: tuple[tuple[str, ...], ...]
    kinds: tuple[Kind, ...] = ()
    year: int | None = None
    who: str | None = None


def index(db: Connection, record: Record) -> None:
    """Has the record found by what it says now; an undone one no more, nor a contact that objects.

    A row has the number of the record's first line in the trail, so that their order is that of logging.
    """
    row = audit.first(db, record.kind, record.id or 0)
    db.execute("DELETE FROM search WHERE rowid = ?", [row])
    if record.deleted_at is None and not getattr(record, "objected_on", None):
        day = getattr(record, "date", None)
        db.execute(
            "INSERT INTO search (rowid, text, about, kind, record_id) VALUES (?, ?, ?, ?, ?)",
            [
                row,
                _text(record),
                f"{record.kind} {day.year if day else ''} {record.created_by}",
                record.kind,
                record.id,
            ],
        )


_WRITTEN = frozenset({"text", "long_text", "email", "phone"})
_NAMES = frozenset({"activity_types", "cost_categories", "municipalities", "target_groups", "perspectives"})
# codes, and why an expense was returned: what is found would tell
_UNTOLD = frozenset({"currency", "done_at", "attested_by", "attested_at", "returned_reason"})


def _text(record: Record) -> str:
    """All its words, those of the project file that it names among them, and its amount in kronor."""
    parts: list[str] = [NOTE_TYPES[record.type]] if isinstance(record, Note) else []
    parts += [record.indicator] if isinstance(record, Measurement) else []
    for field in fields(type(record)):
        value = getattr(record, field.name)
        if field.name == "amount_ore":
            parts.append(str(abs(value) // 100))
        elif value and field.name not in _UNTOLD and (field.kind in _WRITTEN or field.options in _NAMES):
            parts += [value] if isinstance(value, str) else value
    return " ".join(parts)


def find(db: Connection, wanted: Wanted, *, limit: int, offset: int = 0) -> tuple[list[tuple[Kind, int]], int]:
    """(kind, number) of the records that fit, the last logged first, from `offset` on; and how many there are."""
    about = [wanted.kinds, _one(wanted.year), _one(wanted.who)]  # beside the words, so that the index narrows down, too
    parts = [f"text : {_any(term, '*')}" for term in wanted.terms]
    parts += [f"about : {_any(map(str, values_), '')}" for values_ in about if values_]
    condition, arguments = "FROM search WHERE search MATCH ?", [" AND ".join(parts)]
    total = int(db.execute(f"SELECT count(*) {condition}", arguments).fetchone()[0])
    rows = db.execute(
        f"SELECT kind, record_id {condition} ORDER BY rowid DESC LIMIT ? OFFSET ?",
        [*arguments, limit, offset],
    )
    return [(kind, int(number)) for kind, number in rows], total


def _one(value: Any) -> Sequence[Any]:
    return () if value is None else (value,)


def _any(words: Iterable[str], then: str) -> str:
    """One term as FTS5 wants it: quoted, so that no sign in it is syntax. `then` '*': as the beginning of a word."""
    quoted = ('"' + word.replace('"', '""') + '"' + then for word in words)
    return f"({' OR '.join(quoted)})"
