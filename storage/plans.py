"""What people have made of plans: a step done, put off, moved, dropped or added, and the days they gave milestones.

Only what differs from the project file is kept. Call what writes inside `Database.transaction()`. Moments (`at`)
are UTC, ISO text.
"""

import logging
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database as Connection

from bot.plans import OWN, Mark
from bot.project import Project
from bot.records import Activity, Record
from storage import audit, records, rows

log = logging.getLogger(__name__)

_FIELDS = (
    "before", "days", "audience", "text", "dropped", "done_at", "done_for", "done_by", "put_off_to", "put_off_for", "put_off_at", "put_off_by",
)  # fmt: skip
_DAYS = ("done_for", "put_off_to", "put_off_for")
_TOLD = ("before", "days", "audience", "text", "dropped", "done_at", "put_off_to")  # in the trail, whose line says who


def marks(db: Connection, subject: str) -> tuple[Mark, ...]:
    """What people have made of its steps."""
    found = db.query(f"SELECT name, {', '.join(_FIELDS)} FROM steps WHERE subject = ? ORDER BY id", [subject])  # noqa: S608 - our own names
    return tuple(filter(None, (_mark(subject, row) for row in found)))


def _mark(subject: str, row: dict[str, Any]) -> Mark | None:
    try:
        return _read_mark(row)
    except ValueError:  # what another tool has spoilt is no reason to forget the others
        log.error("step %s of %s cannot be read", row["name"], subject)
        return None


def _read_mark(row: dict[str, Any]) -> Mark:
    days = {name: date.fromisoformat(row[name]) for name in _DAYS if row[name]}
    return Mark(**{**row, **days, "dropped": bool(row["dropped"])})


def write(db: Connection, subject: str, mark: Mark, *, who: str, at: str) -> None:
    """Keeps what somebody has made of a step."""
    row = {name: getattr(mark, name) for name in _FIELDS}
    row |= {name: row[name] and row[name].isoformat() for name in _DAYS}
    row |= {"dropped": int(mark.dropped), "subject": subject, "name": mark.name, "changed_at": at, "changed_by": who}
    before = next((each for each in marks(db, subject) if each.name == mark.name), None)
    sets = ", ".join(f"{name} = excluded.{name}" for name in row if name not in ("subject", "name"))
    db.execute(
        f"INSERT INTO steps ({', '.join(row)}) VALUES ({rows.marks(row)})"  # noqa: S608 - our own names
        f" ON CONFLICT (subject, name) DO UPDATE SET {sets}",
        list(row.values()),
    )
    old = before or Mark(mark.name)
    changes = {name: (getattr(old, name), getattr(mark, name)) for name in _TOLD}
    changes = {name: (None if was is False else was, now) for name, (was, now) in changes.items() if was != now}
    if changes:
        number = db.execute("SELECT id FROM steps WHERE subject = ? AND name = ?", [subject, mark.name]).fetchone()[0]
        what = "logged" if before is None and mark.name.startswith(OWN) else "changed"
        audit.write(db, at=at, who=who, what=what, record="step", record_id=number, changes=changes)


def texts(db: Connection, record: Record, project: Project) -> dict[str, str]:
    """What the steps of the record's plan say, by their names; dropped ones too."""
    ladder = project.ladder(record.type).steps if isinstance(record, Activity) else ()
    found = {f"{step.before}:{step.days}": step.text for step in ladder}
    return found | {mark.name: mark.text for mark in marks(db, record.ref) if mark.text}


def new_name(db: Connection) -> str:
    """A name that no added step has had."""
    number = db.execute("SELECT coalesce(max(id), 0) + 1 FROM steps").fetchone()[0]
    return f"{OWN}{number}"


def set_day(db: Connection, key: str, day: date, *, who: str, at: str) -> None:
    """The day that people give a milestone, whatever the project file says."""
    _audit_day(db, key, day.isoformat(), who=who, at=at)
    db.execute(
        "INSERT INTO milestones (key, date, set_by, set_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (key) DO UPDATE SET date = excluded.date, set_by = excluded.set_by, set_at = excluded.set_at",
        [key, day.isoformat(), who, at],
    )


def unset_day(db: Connection, key: str, *, who: str, at: str) -> None:
    """The project file's day again."""
    _audit_day(db, key, None, who=who, at=at)
    db.execute("DELETE FROM milestones WHERE key = ?", [key])


def _audit_day(db: Connection, key: str, day: str | None, *, who: str, at: str) -> None:
    """A milestone has no number: its key is the record that the trail names."""
    row = db.execute("SELECT date FROM milestones WHERE key = ?", [key]).fetchone()
    before = row[0] if row else None
    if before != day:
        audit.write(db, at=at, who=who, what="changed", record=key, record_id=0, changes={"date": (before, day)})


def set_days(db: Connection) -> dict[str, date]:
    """All days that people have given milestones, by their keys."""
    found: dict[str, date] = {}
    for key, day in db.execute("SELECT key, date FROM milestones"):
        try:
            found[key] = date.fromisoformat(day)
        except ValueError:
            log.error("the day of %s cannot be read", key)
    return found


def given_at(db: Connection) -> dict[str, datetime]:
    """When people gave milestones their days, by their keys."""
    return {key: datetime.fromisoformat(at) for key, at in db.execute("SELECT key, set_at FROM milestones")}


def dated(db: Connection, types: Iterable[str], since: date) -> list[Activity]:
    """Activities of the types from `since` on that have their day: planned or held."""
    names = list(types)
    found = db.execute(
        f"SELECT id FROM activities WHERE date >= ? AND type IN ({rows.marks(names)})"  # noqa: S608 - marks only
        " AND deleted_at IS NULL AND status <> 'cancelled'",
        [since.isoformat(), *names],
    ).fetchall()
    activities = [_activity(db, number) for (number,) in found]
    return [activity for activity in activities if activity]


def _activity(db: Connection, number: int) -> Activity | None:
    try:
        found = records.get(db, "activity", number)
    except ValueError:  # what another tool has spoilt is no reason to forget the others
        log.error("activity %s cannot be read", number)
        return None
    return found if isinstance(found, Activity) else None


def standing(db: Connection, since: date) -> list[str]:
    """The subjects of all plans from `since` on, the nearest first: 'activity:12'."""
    found = db.execute(
        "SELECT 'activity:' || id FROM activities"
        " WHERE status = 'planned' AND deleted_at IS NULL AND coalesce(end_date, date) >= ? ORDER BY date",
        [since.isoformat()],
    )
    return [subject for (subject,) in found]


def unplanned(db: Connection, since: date) -> list[str]:
    """Those of them whose reminders are not those of their days: written or moved with another tool."""
    found = db.execute(
        "SELECT 'activity:' || id FROM activities AS a"
        " WHERE status = 'planned' AND deleted_at IS NULL AND coalesce(end_date, date) >= :since AND (NOT EXISTS ("
        " SELECT 1 FROM reminders WHERE subject = 'activity:' || a.id AND about = 'followup'"
        " AND date = coalesce(a.end_date, a.date) AND state <> 'dropped') OR (deadline >= :since AND NOT EXISTS ("
        " SELECT 1 FROM reminders WHERE subject = 'activity:' || a.id AND about = 'deadline' AND date = a.deadline)))"
        " ORDER BY date",
        {"since": since.isoformat()},
    )
    return [subject for (subject,) in found]
