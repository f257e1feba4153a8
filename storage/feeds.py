"""The private links to the calendar, one a person, and what the calendar is made of.

Of a link's secret only its SHA-256 is kept: whoever reads the file of records can open no calendar with it.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database as Connection

from bot.records import Activity
from storage import records
from storage.rows import marks

MOST = 1000  # activities: more than a project holds, and under the megabyte that Google takes


@dataclass(frozen=True)
class Feed:
    """A link that is open. `who` and `team` are as of `Incoming`; moments are UTC, ISO text."""

    id: int
    who: str
    team: str
    created_at: str
    last_fetched_at: str | None


_COLUMNS = "id, who, team, created_at, last_fetched_at"


def issue(db: Connection, *, who: str, team: str, at: str) -> str:
    """A new link for the person, instead of the one there was: its secret, which nobody can ask for again."""
    revoke(db, who, at=at)
    token = secrets.token_urlsafe(32)
    db.execute(
        "INSERT INTO feeds (token_hash, who, team, created_at) VALUES (?, ?, ?, ?)", [_hash(token), who, team, at]
    )
    return token


def revoke(db: Connection, who: str, *, at: str) -> bool:
    """Closes the person's link; whether there was one."""
    return db.execute("UPDATE feeds SET revoked_at = ? WHERE who = ? AND revoked_at IS NULL", [at, who]).rowcount > 0


def of(db: Connection, who: str) -> Feed | None:
    """The person's link, if it is open."""
    return _one(db, "who = ?", who)


def find(db: Connection, token: str) -> Feed | None:
    """The open link with this secret. Found by its hash: how long it takes tells nothing of the secret."""
    return _one(db, "token_hash = ?", _hash(token))


def fetched(db: Connection, feed: Feed, *, at: str) -> None:
    """Notes when it was last asked for, so that a link that nobody uses can be told."""
    db.execute("UPDATE feeds SET last_fetched_at = ? WHERE id = ?", [at, feed.id])


def _one(db: Connection, where: str, value: str) -> Feed | None:
    row = db.execute(f"SELECT {_COLUMNS} FROM feeds WHERE {where} AND revoked_at IS NULL", [value]).fetchone()  # noqa: S608 - our own names
    return Feed(*row) if row else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def calendar_id(db: Connection) -> str:
    """What tells this file's dates from those of another in a calendar."""
    return str(db.execute("SELECT id FROM calendar").fetchone()[0])


def dated(db: Connection, today: date) -> list[tuple[Activity, int]]:
    """What belongs in a calendar, by day, each with how often it was changed since it was logged.

    All that stands, the last MOST by day, and plans from `today` on that were undone: calendars have them.
    """
    found = records.dated(db, today, MOST)
    sql = f"SELECT record_id, count(*) - 1 FROM audit WHERE record = 'activity' AND record_id IN ({marks(found)}) GROUP BY 1"  # noqa: S608 - marks
    changes = dict(db.execute(sql, [activity.id for activity in found]).fetchall())
    return [(activity, changes.get(activity.id, 0)) for activity in found]
