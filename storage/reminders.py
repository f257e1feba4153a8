"""Reminders that come once: planned with their activity, claimed before they are sent, settled after.

A reminder is 'open' until it is 'delivered' (it belongs to a delivery, whose own state tells whether it
arrived), 'passed' (over before it could be sent) or 'dropped' (no longer planned). A delivery is one message:

- 'recorded' with no attempts: queued, posted at `next_try_at`.
- 'recorded': being posted. Still so at `next_try_at`, it was cut off half way, and counts as in doubt.
- 'in_doubt': posted, perhaps. The channel's history is asked at `next_try_at`.
- 'refused' without `settled_at`: certainly not there, posted again at `next_try_at`.
- with `settled_at`: 'sent', 'refused' for good, or 'in_doubt' for good (over, and the history was never readable).

Call what writes inside `Database.transaction()`.
"""

import logging
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal, TypeVar

from sqlite_utils import Database as Connection

from bot.reminders import Reminder, newest_first

T = TypeVar("T")
log = logging.getLogger(__name__)

MIND_CHANGED = timedelta(days=1)  # for so long what was taken back is late when it is wanted again, and not past
DOUBT_AFTER = timedelta(seconds=10)  # an attempt that has not been settled by then was cut off
LONGEST_WAIT = timedelta(hours=1)  # until a delivery is looked after again
REDRAWS = 30  # times that a message is tried to be drawn anew: some minutes

DeliveryState = Literal["recorded", "sent", "in_doubt", "refused"]


@dataclass(frozen=True)
class Due:
    """An open reminder whose time has come."""

    id: int
    reminder: Reminder


@dataclass(frozen=True)
class Delivery:
    """One message on its way, with the reminders it tells of (none: it was queued, and `about` says of what)."""

    id: str
    recipient: str
    about: str
    state: DeliveryState
    attempts: int
    lookups: int
    recorded_at: datetime
    reminders: tuple[Reminder, ...]
    message: str = ""  # the platform's id of it, where it is known
    redraw: int = 0
    moved: str = ""  # why it did not go to whom it was meant for: 'is_archived C1', ' perhaps' if it may have

    @property
    def subjects(self) -> tuple[str, ...]:
        """What it tells of, each once."""
        return tuple(dict.fromkeys(each.subject for each in self.reminders))

    @property
    def in_doubt(self) -> bool:
        """Whether it may be there already."""
        return self.state == "in_doubt" or (self.state == "recorded" and self.attempts > 0)


# --- Planning ---------------------------------------------------------------------------------------------


def replan(db: Connection, subject: str, wanted: Iterable[Reminder], *, at: str) -> None:
    """Makes the subject's open reminders what they should be; `at` is now, UTC, ISO text.

    What was delivered stays. What would have come before `at` is not planned: it is past, not late. Where they
    are others than before, what was posted about the subject is drawn anew.
    """
    kept = db.query("SELECT * FROM reminders WHERE subject = ?", [subject])
    if _plan(db, {row["key"]: row for row in kept}, wanted, at=_moment(at)):
        redraw(db, subject, at=at)


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
        key: _moment(row["due_at"]) for key, row in kept.items() if row["state"] == "open" and row["about"] == "ask"
    }
    gone = {key: row for key, row in kept.items() if row["about"] != "digest"}  # a digest that waits is never unwanted
    wanted = [replace(each, due_at=waiting.get(each.key, each.due_at)) for each in wanted]
    _plan(db, gone | {each.key: kept[each.key] for each in wanted if each.key in kept}, wanted, at=_moment(at))


def _plan(db: Connection, kept: dict[str, dict[str, Any]], wanted: Iterable[Reminder], *, at: datetime) -> bool:
    """Whether anything became other than it was."""
    now = _text(at)
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
            db.table("reminders").update(old["id"], columns)
        return changed
    if wanted.due_at <= at:  # moved earlier to a day that has passed already, it comes on its own day after all
        columns["due_at"] = _text(wanted.at_latest)
    if old and old["state"] == "dropped" and columns["due_at"] <= now < _text(_moment(old["due_at"]) + MIND_CHANGED):
        db.table("reminders").update(old["id"], {**columns, "due_at": old["due_at"], "state": "open"})
        return True  # taken back and wanted again, with its hour in between: late is better than never
    if columns["due_at"] <= now or (old and old["state"] == "delivered"):
        return False
    if old:
        db.table("reminders").update(old["id"], {**columns, "state": "open"})
    else:
        db.table("reminders").insert({**columns, "state": "open", "created_at": now})
    return True


def told(db: Connection, subject: str) -> set[str]:
    """The names of the subject's steps that have been reminded of."""
    found = "SELECT step FROM reminders WHERE subject = ? AND state = 'delivered'"
    return {name for (name,) in db.execute(found, [subject])}


def coming(db: Connection, subject: str) -> list[Reminder]:
    """The subject's reminders that are to come, first due first."""
    rows = db.query("SELECT * FROM reminders WHERE subject = ? AND state = 'open' ORDER BY due_at, id", [subject])
    return _readable(_reminder, rows)


# --- Claim and settle -------------------------------------------------------------------------------------


def due(db: Connection, now: datetime) -> list[Due]:
    """The open reminders whose time has come, first due first; a row that cannot be read is logged and left."""
    rows = db.query("SELECT * FROM reminders WHERE state = 'open' AND due_at <= ? ORDER BY due_at, id", [_text(now)])
    return _readable(lambda row: Due(row["id"], _reminder(row)), rows)


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


def claim(db: Connection, found: Sequence[Due], recipient: str, *, now: datetime) -> Delivery | None:
    """Records one delivery of these reminders before its first attempt.

    None when they are not all open any more: somebody changed the plan, or another process was first.
    """
    ids = [each.id for each in found]
    still = db.execute(f"SELECT count(*) FROM reminders WHERE state = 'open' AND id IN ({_marks(ids)})", ids).fetchone()  # noqa: S608
    if still[0] != len(ids):
        return None
    told = tuple(newest_first(each.reminder for each in found))
    new = Delivery(secrets.token_hex(8), recipient, told[0].key, "recorded", 1, 0, now, told)
    earlier = db.execute("SELECT id FROM deliveries WHERE about = ?", [new.about]).fetchone()
    if earlier is None:
        db.execute(
            "INSERT INTO deliveries (id, recipient, about, state, attempts, recorded_at, next_try_at)"
            " VALUES (?, ?, ?, 'recorded', 1, ?, ?)",
            [new.id, recipient, new.about, _text(now), _not_before(now + DOUBT_AFTER)],
        )
    delivery_id = earlier[0] if earlier else new.id
    db.execute(
        f"UPDATE reminders SET state = 'delivered', delivery_id = ? WHERE id IN ({_marks(ids)})",  # noqa: S608
        [delivery_id, *ids],
    )
    return None if earlier else new  # a row put back to 'open' by hand has its delivery already: not twice


def queue(db: Connection, *, recipient: str, about: str, at: str) -> bool:
    """Has the clock post what `about` names, once; False when that has been queued before. `at`: UTC, ISO text."""
    if db.execute("SELECT 1 FROM deliveries WHERE about = ?", [about]).fetchone():
        return False
    now = _text(_moment(at))
    row = {"id": secrets.token_hex(8), "recipient": recipient, "about": about, "state": "recorded"}
    db.table("deliveries").insert({**row, "attempts": 0, "recorded_at": now, "next_try_at": now})
    return True


def waiting(db: Connection, now: datetime) -> list[Delivery]:
    """The deliveries to look after: cut off, in doubt, or to be tried again.

    One that is to be looked after far from now was written while the clock ran ahead: it is looked after at once.
    """
    found = (
        "SELECT * FROM deliveries WHERE settled_at IS NULL AND (next_try_at <= ? OR next_try_at > ?)"
        " ORDER BY next_try_at, id"
    )
    moments = [_text(now), _not_before(now + LONGEST_WAIT)]
    return _readable(lambda row: _delivery(db, row), list(db.query(found, moments)))


def held_up(db: Connection, since: datetime) -> tuple[int, str]:
    """How many messages have been on their way since `since` or longer, and why the oldest of them is."""
    found = "SELECT reason FROM deliveries WHERE settled_at IS NULL AND attempts > 0 AND recorded_at <= ? ORDER BY recorded_at"
    reasons = [reason for (reason,) in db.execute(found, [_text(since)])]
    return len(reasons), (reasons[0] or "") if reasons else ""


def attempt(db: Connection, delivery: Delivery, *, now: datetime) -> Delivery | None:
    """Records one more attempt before it is made; None when another process has taken it over."""
    taken = replace(delivery, state="recorded", attempts=delivery.attempts + 1, lookups=0)
    return taken if _write(db, delivery, taken, next_try_at=now + DOUBT_AFTER) else None


def postpone(
    db: Connection,
    delivery: Delivery,
    state: Literal["in_doubt", "refused"],
    *,
    until: datetime,
    reason: str,
    lookups: int = 0,
) -> None:
    """Not settled yet: asked for (in doubt) or tried again (refused) at `until`."""
    _write(db, delivery, replace(delivery, state=state, lookups=lookups), next_try_at=until, reason=reason)


def release(db: Connection, delivery: Delivery, keys: Sequence[str]) -> None:
    """These of its reminders are certainly not there and nobody wants them now: wanted again they can come."""
    marks = _marks(keys)
    db.execute(
        f"UPDATE reminders SET state = 'dropped', delivery_id = NULL WHERE delivery_id = ? AND key IN ({marks})",  # noqa: S608 - marks only
        [delivery.id, *keys],
    )
    # what a reminder's delivery is about is there once: this one is about it no more
    told = f"UPDATE deliveries SET about = about || ' ' || id WHERE id = ? AND about IN ({marks})"  # noqa: S608
    db.execute(told, [delivery.id, *keys])


def move(db: Connection, delivery: Delivery, recipient: str, *, at: datetime, reason: str, perhaps_there: bool) -> None:
    """It cannot reach whom it was meant for: it goes to `recipient` instead, and says why.

    `perhaps_there`: nobody knows whether it got there before.
    """
    if _write(db, delivery, replace(delivery, state="refused", lookups=0), next_try_at=at, reason=reason):
        moved = f"{reason} {delivery.recipient}{' perhaps' if perhaps_there else ''}"
        db.execute("UPDATE deliveries SET recipient = ?, moved = ? WHERE id = ?", [recipient, moved, delivery.id])


def settle(
    db: Connection,
    delivery: Delivery,
    state: Literal["sent", "in_doubt", "refused"],
    *,
    now: datetime,
    reason: str = "",
    message: str = "",
) -> None:
    """The end of it: nothing more is sent. `message`: the platform's id of what was."""
    _write(db, delivery, replace(delivery, state=state, message=message), settled_at=now, reason=reason)


# --- What was posted, drawn anew ----------------------------------------------------------------------------


def redraw(db: Connection, subject: str, *, at: str) -> None:
    """Has what was posted about the subject, or is on its way, say what has come of it; this week's overview too.

    `at` is now, UTC, ISO text.
    """
    # another hundred each time, so that what comes while it is being drawn is not taken for drawn
    marked = "UPDATE deliveries SET redraw = (redraw / 100 + 1) * 100 + ? WHERE"
    told = "SELECT delivery_id FROM reminders WHERE subject = ? AND delivery_id IS NOT NULL"
    there = "(settled_at IS NULL OR message IS NOT NULL)"
    if db.execute(f"{marked} {there} AND id IN ({told})", [REDRAWS, subject]).rowcount > 0:
        week = f"{marked} {there} AND about >= 'digest:' AND about < 'digest;' AND recorded_at > ?"
        db.execute(week, [REDRAWS, _text(_moment(at) - timedelta(days=7))])


def posted(db: Connection, subject: str) -> bool:
    """Whether something that can be drawn anew was posted about the subject."""
    found = "SELECT 1 FROM deliveries d JOIN reminders r ON r.delivery_id = d.id WHERE r.subject = ? AND d.message IS NOT NULL"
    return db.execute(found, [subject]).fetchone() is not None


def to_redraw(db: Connection) -> list[Delivery]:
    """The deliveries whose message does not say yet what has come of it."""
    found = "SELECT * FROM deliveries WHERE redraw > 0 AND message IS NOT NULL ORDER BY id LIMIT 20"
    rows = list(db.query(found))
    return _readable(lambda row: _delivery(db, row), rows)


def redrawn(db: Connection, delivery: Delivery, *, again: bool) -> None:
    """It is done; or it could not be done now, and is tried `again` a few times."""
    left = delivery.redraw - 1 if again and delivery.redraw % 100 > 1 else 0
    db.execute("UPDATE deliveries SET redraw = ? WHERE id = ? AND redraw = ?", [left, delivery.id, delivery.redraw])


def _write(
    db: Connection,
    before: Delivery,
    after: Delivery,
    *,
    next_try_at: datetime | None = None,
    settled_at: datetime | None = None,
    reason: str = "",
) -> bool:
    # only onto the attempt that was read: of two processes with one file, the second finds nothing to write to
    done = db.conn.execute(
        "UPDATE deliveries SET state = ?, attempts = ?, lookups = ?, next_try_at = ?, settled_at = ?, reason = ?, message = ?"
        " WHERE id = ? AND attempts = ? AND settled_at IS NULL",
        [
            after.state, after.attempts, after.lookups, next_try_at and _not_before(next_try_at),
            settled_at and _text(settled_at), reason or None, after.message or None, before.id, before.attempts,
        ],
    )  # fmt: skip
    return done.rowcount == 1


def _delivery(db: Connection, row: dict[str, Any]) -> Delivery:
    told = list(db.query("SELECT * FROM reminders WHERE delivery_id = ?", [row["id"]]))
    return Delivery(
        id=row["id"],
        recipient=row["recipient"],
        about=row["about"],
        state=row["state"],
        attempts=row["attempts"],
        lookups=row["lookups"],
        recorded_at=_moment(row["recorded_at"]),
        reminders=tuple(newest_first(_readable(_reminder, told))),
        message=row["message"] or "",
        redraw=row["redraw"],
        moved=row["moved"] or "",
    )


def _readable(make: Callable[[dict[str, Any]], T], rows: Iterable[dict[str, Any]]) -> list[T]:
    """What the rows say, without those that somebody's other tool has made unreadable."""
    made = []
    for row in rows:
        try:
            made.append(make(row))
        except (TypeError, ValueError):
            log.error("row %s of reminders or deliveries cannot be read: a date or a moment is not one", row["id"])
    return made


def _reminder(row: dict[str, Any]) -> Reminder:
    due = _moment(row["due_at"])
    return Reminder(
        row["key"], row["subject"], row["step"], row["about"], date.fromisoformat(row["date"]), row["days"],
        row["audience"], row["text"], row["shows"], due, due,
    )  # fmt: skip


def _columns(reminder: Reminder) -> dict[str, Any]:
    columns = {name: value for name, value in vars(reminder).items() if name != "at_latest"}
    return {**columns, "date": reminder.date.isoformat(), "due_at": _text(reminder.due_at)}


def _marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))


def _text(moment: datetime) -> str:
    """UTC to the second, always of the same length, so that SQL can compare moments as text."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _not_before(moment: datetime) -> str:
    """The same, rounded up: a second too early would be refused again."""
    return _text(moment + timedelta(microseconds=999_999))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
