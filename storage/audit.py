"""Who did what, and what has been carried out already."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database as Connection

from storage.database import Opened


def write(
    db: Connection, *, at: str, who: str, what: str, record: str, record_id: int, changes: dict[str, tuple[Any, Any]]
) -> None:
    """One line of the trail: `changes` is field -> (before, after), kept apart so that erasure can empty it."""
    through = db.through if isinstance(db, Opened) else ""
    audit_id = db.execute(
        "INSERT INTO audit (at, who, what, record, record_id, fields, through) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [at, who, what, record, record_id, ",".join(changes), through],
    ).lastrowid
    db.conn.executemany(
        "INSERT INTO audit_values (audit_id, field, before, after) VALUES (?, ?, ?, ?)",
        [(audit_id, field, _text(before), _text(after)) for field, (before, after) in changes.items()],
    )


def erased(db: Connection, *, at: str, who: str, record: str, record_id: int, fields: Sequence[str]) -> None:
    """One line of the trail that says which fields were erased, and nothing of what they said."""
    through = db.through if isinstance(db, Opened) else ""
    db.execute(
        "INSERT INTO audit (at, who, what, record, record_id, fields, through) VALUES (?, ?, 'erased', ?, ?, ?, ?)",
        [at, who, record, record_id, ",".join(dict.fromkeys(fields)), through],
    )


def _text(value: Any) -> str | None:
    if value is None:
        return None
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


@dataclass(frozen=True)
class Line:
    """One line of the trail; `fields` are those it changed."""

    id: int
    at: str
    who: str
    what: str
    fields: tuple[str, ...]


def lines(db: Connection, record: str, record_id: int, *, after: int = 0) -> list[Line]:
    """The record's lines with a number above `after`, the oldest first."""
    rows = db.execute(
        "SELECT id, at, who, what, fields FROM audit WHERE record = ? AND record_id = ? AND id > ? ORDER BY id",
        [record, record_id, after],
    )
    return [Line(number, at, who, what, tuple(fields.split(","))) for number, at, who, what, fields in rows]


def latest(db: Connection, record: str, record_id: int) -> int:
    """The number of the record's last line in the trail; 0 when it has none."""
    row = db.execute("SELECT max(id) FROM audit WHERE record = ? AND record_id = ?", [record, record_id]).fetchone()
    return int(row[0] or 0)


def first(db: Connection, record: str, record_id: int) -> int:
    """The number of the record's first line in the trail: what was logged after it has a higher one."""
    row = db.execute("SELECT min(id) FROM audit WHERE record = ? AND record_id = ?", [record, record_id]).fetchone()
    return int(row[0] or 0)


def values_before(db: Connection, audit_id: int) -> dict[str, str | None]:
    """The changed fields as they were before, as text; none where one of them is erased: half of them would mislead."""
    rows = db.execute("SELECT field, before, after FROM audit_values WHERE audit_id = ?", [audit_id]).fetchall()
    (fields,) = db.execute("SELECT fields FROM audit WHERE id = ?", [audit_id]).fetchone() or ("",)
    kept = {field: before for field, before, after in rows if (before, after) != (None, None)}
    return kept if set(kept) == set(fields.split(",")) else {}


def outcome_of(db: Connection, key: str) -> Any | None:
    """What the request with this key led to, None when it is new."""
    row = db.execute("SELECT outcome FROM handled WHERE key = ?", [key]).fetchone()
    return json.loads(row[0]) if row else None


def picked(source: str) -> str:
    """The key under which it is remembered that the message named so is logged."""
    return f"picked {source}"


def logged_from(db: Connection, key: str) -> list[str]:
    """The records ('activity:12') that the message with this key has become."""
    outcome = outcome_of(db, key)
    return list(outcome["refs"]) if outcome else []


def remember(db: Connection, *, key: str, at: str, refs: Sequence[str]) -> None:
    """Remembers that the message with this key has become these records, too."""
    outcome = json.dumps({"refs": [*logged_from(db, key), *refs]})
    db.execute("INSERT OR REPLACE INTO handled (key, at, outcome) VALUES (?, ?, ?)", [key, at, outcome])


def mark_handled(db: Connection, *, key: str, at: str, outcome: Any) -> None:
    """Remembers that the request was carried out; `outcome` says to what, by reference, never by content."""
    db.execute("INSERT INTO handled (key, at, outcome) VALUES (?, ?, ?)", [key, at, json.dumps(outcome)])
