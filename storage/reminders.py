"""Reminders: what is to come, planned with what it belongs to, and what has become of it.

A reminder is 'open' until it is 'delivered' (it belongs to a delivery, whose own state tells whether it arrived),
'passed' (over before it could be sent) or 'dropped' (no longer planned). Call what writes inside
`Database.transaction()`. Moments (`at`) are UTC, ISO text.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlite_utils import Database as Connection

from bot.reminders import Reminder
from storage.rows import insert, moment, readable, text, update

MIND_CHANGED = timedelta(days=1)  # for so long what was taken back is late when it is wanted again, and not past


@dataclass(frozen=True)
class Due:
    """An open reminder whose time has come."""

    id: int
    reminder: Reminder


def replan(db: Connection, subject: str, wanted: Iterable[Reminder], *, at: str) -> bool:
    """Makes the subject's open reminders what they should be; whether they are others than before.

    What was delivered stays. What would have come before `at` is not planned: it is past, not late.
    """
    kept = db.query("SELECT * FROM reminders WHERE subject = ?", [subject])
    return _plan(db, {row["key"]: row for row in kept}, wanted, at=moment(at))


def replan_all(db: Connection, wanted: Iterable[Reminder], *, at: str) -> None:
    """The same for all that follows from the project file: milestones, asks, digests.

    An ask that waits already keeps its day, however late it is found to be missing.
    """
    ranges = (("milestone:", "milestone;"), ("ask:", "ask;"), ("digest:", "digest;"))  # by the key's own index
    kept = {
        row["key"]: row for first, last in ranges
        for row in db.query("SELECT * FROM reminders WHERE key >= ? AND key < ?", [first, last])
    }  # fmt: skip
    waiting = {
        key: moment(row["due_at"]) for key, row in kept.items() if row["state"] == "open" and row["about"] == "ask"
    }
    gone = {key: row for key, row in kept.items() if row["about"] != "digest"}  # a digest that waits is never unwanted
    wanted = [replace(each, due_at=waiting.get(each.key, each.due_at)) for each in wanted]
    _plan(db, gone | {each.key: kept[each.key] for each in wanted if each.key in kept}, wanted, at=moment(at))


def _plan(db: Connection, kept: dict[str, dict[str, Any]], wanted: Iterable[Reminder], *, at: datetime) -> bool:
    """Whether anything became other than it was."""
    now = text(at)
    new = {each.key: each for each in wanted}
    gone = [row["id"] for key, row in kept.items() if row["state"] == "open" and key not in new]
    for number in gone:
        db.execute("UPDATE reminders SET state = 'dropped' WHERE id = ?", [number])
    written = [_write_one(db, kept.get(key), each, at, now) for key, each in new.items()]
    return bool(gone) or any(written)


def _write_one(db: Connection, old: dict[str, Any] | None, wanted: Reminder, at: datetime, now: str) -> bool:
    """Whether its row had to be written; `now` is `at` as the table has it."""
    columns = _columns(wanted)
    if old and old["state"] == "open":
        if columns["due_at"] <= now:  # what waits is not moved into the past: it would come at once, and late
            columns["due_at"] = old["due_at"]
        if changed := any(old[name] != value for name, value in columns.items()):
            update(db, "reminders", old["id"], columns)
        return changed
    if wanted.due_at <= at:  # moved earlier to a day that has passed already, it comes on its own day after all
        columns["due_at"] = text(wanted.at_latest)
    if old and old["state"] == "dropped" and columns["due_at"] <= now < text(moment(old["due_at"]) + MIND_CHANGED):
        update(db, "reminders", old["id"], {**columns, "due_at": old["due_at"], "state": "open"})
        return True  # taken back and wanted again, with its hour in between: late is better than never
    if columns["due_at"] <= now or (old and old["state"] == "delivered"):
        return False
    if old:
        update(db, "reminders", old["id"], {**columns, "state": "open"})
    else:
        insert(db, "reminders", {**columns, "state": "open", "created_at": now})
    return True


def told(db: Connection, subject: str) -> set[str]:
    """The names of the subject's steps that have been reminded of."""
    found = "SELECT step FROM reminders WHERE subject = ? AND state = 'delivered'"
    return {name for (name,) in db.execute(found, [subject])}


def coming(db: Connection, subject: str) -> list[Reminder]:
    """The subject's reminders that are to come, first due first."""
    rows = db.query("SELECT * FROM reminders WHERE subject = ? AND state = 'open' ORDER BY due_at, id", [subject])
    return readable(reminder, rows)


def due(db: Connection, now: datetime) -> list[Due]:
    """The open reminders whose time has come, first due first; a row that cannot be read is logged and left."""
    rows = db.query("SELECT * FROM reminders WHERE state = 'open' AND due_at <= ? ORDER BY due_at, id", [text(now)])
    return readable(lambda row: Due(row["id"], reminder(row)), rows)


def ran_ahead(db: Connection, today: date) -> bool:
    """Whether something was held to be over whose day is still to come: the clock had run ahead."""
    found = "SELECT 1 FROM reminders WHERE state = 'passed' AND date > ?"
    return db.execute(found, [today.isoformat()]).fetchone() is not None


def reopen(db: Connection, today: date) -> None:
    """What was held to be over while the clock ran ahead is to come after all; what should have come by now, late."""
    db.execute("UPDATE reminders SET state = 'open' WHERE state = 'passed' AND date >= ?", [today.isoformat()])


def close(db: Connection, found: Due, state: Literal["passed", "dropped"]) -> None:
    """Not to be sent: over, or no longer planned."""
    db.execute("UPDATE reminders SET state = ? WHERE state = 'open' AND id = ?", [state, found.id])


def reminder(row: dict[str, Any]) -> Reminder:
    due = moment(row["due_at"])
    return Reminder(
        row["key"], row["subject"], row["step"], row["about"], date.fromisoformat(row["date"]), row["days"],
        row["audience"], row["text"], row["shows"], due, due,
    )  # fmt: skip


def _columns(reminder: Reminder) -> dict[str, Any]:
    columns = {name: value for name, value in vars(reminder).items() if name != "at_latest"}
    return {**columns, "date": reminder.date.isoformat(), "due_at": text(reminder.due_at)}
