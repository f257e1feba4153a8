"""Messages on their way: recorded before they are posted, settled after. A delivery is one message:

- 'recorded' with no attempts: queued, posted at `next_try_at`.
- 'recorded': being posted. Still so at `next_try_at`, it was cut off half way, and counts as in doubt.
- 'in_doubt': posted, perhaps. The channel's history is asked at `next_try_at`.
- 'refused' without `settled_at`: certainly not there, posted again at `next_try_at`.
- with `settled_at`: 'sent', 'refused' for good, or 'in_doubt' for good (over, and the history was never readable).

A group with two channels gets each message in both: the second is a delivery of its own, a copy, whose `about` is
'copy ' and the first one's id. It tells of what that one tells of, and stands and falls by itself.

`redraw` is above zero while what was posted does not say yet what has come of it. Call what writes inside
`Database.transaction()`.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlite_utils import Database as Connection

from bot.reminders import Reminder, newest_first
from storage.reminders import Due, reminder
from storage.rows import insert, marks, moment, not_before, readable, text

DOUBT_AFTER = timedelta(seconds=10)  # an attempt that has not been settled by then was cut off
LONGEST_WAIT = timedelta(hours=1)  # until a delivery is looked after again
REDRAWS = 30  # times that a message is tried to be drawn anew: some minutes

_COPY = "copy "

DeliveryState = Literal["recorded", "sent", "in_doubt", "refused"]


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
    is_copy: bool = False  # the same stands in another channel

    @property
    def subjects(self) -> tuple[str, ...]:
        """What it tells of, each once."""
        return tuple(dict.fromkeys(each.subject for each in self.reminders))

    @property
    def is_queued(self) -> bool:
        """Whether `about` says what it tells of, and no reminder does: a reminder's key begins 'activity:12'."""
        return bool(self.about) and not self.reminders and ":" not in self.about.partition(" ")[0]

    @property
    def in_doubt(self) -> bool:
        """Whether it may be there already."""
        return self.state == "in_doubt" or (self.state == "recorded" and self.attempts > 0)


def claim(
    db: Connection, found: Sequence[Due], recipient: str, *, now: datetime, copies: Sequence[str] = ()
) -> Delivery | None:
    """Records one delivery of these reminders before its first attempt, and one to each of `copies`.

    None when they are not all open any more: somebody changed the plan, or another process was first.
    """
    ids = [each.id for each in found]
    still = db.execute(f"SELECT count(*) FROM reminders WHERE state = 'open' AND id IN ({marks(ids)})", ids).fetchone()  # noqa: S608 - marks
    if still[0] != len(ids):
        return None
    told = tuple(newest_first(each.reminder for each in found))
    new = Delivery(secrets.token_hex(8), recipient, told[0].key, "recorded", 1, 0, now, told)
    earlier = db.execute("SELECT id FROM deliveries WHERE about = ?", [new.about]).fetchone()
    if earlier is None:
        db.execute(
            "INSERT INTO deliveries (id, recipient, about, state, attempts, recorded_at, next_try_at)"
            " VALUES (?, ?, ?, 'recorded', 1, ?, ?)",
            [new.id, recipient, new.about, text(now), not_before(now + DOUBT_AFTER)],
        )
        _copy(db, new.id, copies, text(now))
    delivery_id = earlier[0] if earlier else new.id
    db.execute(
        f"UPDATE reminders SET state = 'delivered', delivery_id = ? WHERE id IN ({marks(ids)})",  # noqa: S608 - marks
        [delivery_id, *ids],
    )
    return None if earlier else new  # a row put back to 'open' by hand has its delivery already: not twice


def queue(db: Connection, *, recipient: str, about: str, at: str, copies: Sequence[str] = ()) -> bool:
    """Has the clock post what `about` names, once, there and to each of `copies`; False when that has been queued before.

    `at`: UTC, ISO text.
    """
    if db.execute("SELECT 1 FROM deliveries WHERE about = ?", [about]).fetchone():
        return False
    now = text(moment(at))
    _copy(db, _queue(db, recipient, about, now), copies, now)
    return True


def _queue(db: Connection, recipient: str, about: str, now: str) -> str:
    row = {"id": secrets.token_hex(8), "recipient": recipient, "about": about, "state": "recorded"}
    insert(db, "deliveries", {**row, "attempts": 0, "recorded_at": now, "next_try_at": now})
    return row["id"]


def _copy(db: Connection, first: str, recipients: Sequence[str], now: str) -> None:
    for each in recipients:
        _queue(db, each, f"{_COPY}{first}", now)


def waiting(db: Connection, now: datetime) -> list[Delivery]:
    """The deliveries to look after: cut off, in doubt, or to be tried again.

    One that is to be looked after far from now was written while the clock ran ahead: it is looked after at once.
    """
    found = (
        "SELECT * FROM deliveries WHERE settled_at IS NULL AND (next_try_at <= ? OR next_try_at > ?)"
        " ORDER BY next_try_at, id"
    )
    moments = [text(now), not_before(now + LONGEST_WAIT)]
    return readable(lambda row: _delivery(db, row), list(db.query(found, moments)))


def held_up(db: Connection, since: datetime) -> tuple[int, str]:
    """How many messages have been on their way since `since` or longer, and why the oldest of them is."""
    found = "SELECT reason FROM deliveries WHERE settled_at IS NULL AND attempts > 0 AND recorded_at <= ? ORDER BY recorded_at"
    reasons = [reason for (reason,) in db.execute(found, [text(since)])]
    return len(reasons), (reasons[0] or "") if reasons else ""


def attempt(
    db: Connection, delivery: Delivery, *, now: datetime, recipient: str = "", lookups: int = 0
) -> Delivery | None:
    """Records one more attempt before it is made; None when another process has taken it over.

    `recipient`: where it goes, for one that has gone nowhere yet. `lookups`: how often before it may have come there,
    where that cannot be asked.
    """
    to = recipient or delivery.recipient
    taken = replace(delivery, state="recorded", attempts=delivery.attempts + 1, lookups=lookups, recipient=to)
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
    """These of its reminders are certainly not there and nobody wants them now: wanted again they can come.

    Of a copy they are not its own.
    """
    if delivery.is_copy:
        return
    keyed = marks(keys)
    db.execute(
        f"UPDATE reminders SET state = 'dropped', delivery_id = NULL WHERE delivery_id = ? AND key IN ({keyed})",  # noqa: S608 - marks only
        [delivery.id, *keys],
    )
    # what a reminder's delivery is about is there once: this one is about it no more
    told = f"UPDATE deliveries SET about = about || ' ' || id WHERE id = ? AND about IN ({keyed})"  # noqa: S608 - marks
    db.execute(told, [delivery.id, *keys])


def move(db: Connection, delivery: Delivery, recipient: str, *, at: datetime, reason: str, perhaps_there: bool) -> None:
    """It cannot reach whom it was meant for: it goes to `recipient` instead, and says why.

    `perhaps_there`: nobody knows whether it got there before.
    """
    there = replace(delivery, state="refused", lookups=0, recipient=recipient)
    if _write(db, delivery, there, next_try_at=at, reason=reason):
        moved = f"{reason} {delivery.recipient}{' perhaps' if perhaps_there else ''}"
        db.execute("UPDATE deliveries SET moved = ? WHERE id = ?", [moved, delivery.id])


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


def redraw(db: Connection, subject: str, *, at: str) -> None:
    """Has what was posted about the subject, or is on its way, say what has come of it; this week's overview too.

    `at` is now, UTC, ISO text.
    """
    # another hundred each time, so that what comes while it is being drawn is not taken for drawn
    marked = "UPDATE deliveries SET redraw = (redraw / 100 + 1) * 100 + ? WHERE"
    told = _both("SELECT delivery_id FROM reminders WHERE subject = ? AND delivery_id IS NOT NULL")
    there = "(settled_at IS NULL OR message IS NOT NULL)"
    if db.execute(f"{marked} {there} AND id IN ({told})", [REDRAWS, subject]).rowcount > 0:
        week = _both("SELECT id FROM deliveries WHERE about >= 'digest:' AND about < 'digest;' AND recorded_at > ?")
        since = text(moment(at) - timedelta(days=7))
        db.execute(f"{marked} {there} AND id IN ({week})", [REDRAWS, since])


def redraw_shared(db: Connection, ref: str) -> None:
    """Has the cards of the record that were shared in the channel say what it says now."""
    about = f"share {ref} "
    shared = _both("SELECT id FROM deliveries WHERE about >= ? AND about < ?")
    marked = f"UPDATE deliveries SET redraw = (redraw / 100 + 1) * 100 + ? WHERE id IN ({shared})"  # noqa: S608 - our own words
    db.execute(marked, [REDRAWS, about, f"{about}~"])


def _both(found: str) -> str:
    """The ids that are found, and those of their copies."""
    copies = f"SELECT copy.id FROM first JOIN deliveries copy ON copy.about = '{_COPY}' || first.id"  # noqa: S608 - our own words
    return f"WITH first (id) AS ({found}) SELECT id FROM first UNION {copies}"  # noqa: S608 - our own words


def posted(db: Connection, subject: str) -> bool:
    """Whether something that can be drawn anew was posted about the subject."""
    told = _both("SELECT delivery_id FROM reminders WHERE subject = ? AND delivery_id IS NOT NULL")
    found = f"SELECT 1 FROM deliveries WHERE message IS NOT NULL AND id IN ({told})"  # noqa: S608 - our own words
    return db.execute(found, [subject]).fetchone() is not None


def to_redraw(db: Connection) -> list[Delivery]:
    """The deliveries whose message does not say yet what has come of it."""
    found = "SELECT * FROM deliveries WHERE redraw > 0 AND message IS NOT NULL ORDER BY id LIMIT 20"
    rows = list(db.query(found))
    return readable(lambda row: _delivery(db, row), rows)


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
        "UPDATE deliveries SET recipient = ?, state = ?, attempts = ?, lookups = ?, next_try_at = ?, settled_at = ?, reason = ?, message = ?"
        " WHERE id = ? AND attempts = ? AND settled_at IS NULL",
        [
            after.recipient, after.state, after.attempts, after.lookups, next_try_at and not_before(next_try_at),
            settled_at and text(settled_at), reason or None, after.message or None, before.id, before.attempts,
        ],
    )  # fmt: skip
    return done.rowcount == 1


def _delivery(db: Connection, row: dict[str, Any]) -> Delivery:
    first = str(row["about"]).removeprefix(_COPY)
    is_copy = first != row["about"]
    told = list(db.query("SELECT * FROM reminders WHERE delivery_id = ?", [first if is_copy else row["id"]]))
    return Delivery(
        id=row["id"],
        recipient=row["recipient"],
        about=_about(db, first) if is_copy else row["about"],
        state=row["state"],
        attempts=row["attempts"],
        lookups=row["lookups"],
        recorded_at=moment(row["recorded_at"]),
        reminders=tuple(newest_first(readable(reminder, told))),
        message=row["message"] or "",
        redraw=row["redraw"],
        moved=row["moved"] or "",
        is_copy=is_copy,
    )


def _about(db: Connection, first: str) -> str:
    """What the delivery is about that another one copies; empty where it is there no more."""
    found = db.execute("SELECT about FROM deliveries WHERE id = ?", [first]).fetchone()
    return str(found[0]) if found else ""
