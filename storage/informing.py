"""The people in the register who are still to be told that they are, and what is to be decided on."""

from collections.abc import Sequence
from datetime import date

from sqlite_utils import Database as Connection

from bot.records import Contact
from storage import records

_WAITS = "informed_at IS NULL AND objected_on IS NULL"
_STANDS = "contacts WHERE deleted_at IS NULL AND erased_at IS NULL"


def waiting(db: Connection, who: str | None = None) -> list[Contact]:
    """Those who are still to be told, the first logged first; `who`: only of those whom that person has logged."""
    where, given = (f"{_WAITS} AND created_by = ?", [who]) if who else (_WAITS, [])
    return records.standing(db, Contact, f"{where} ORDER BY created_at, id", given)


def objections(db: Connection) -> list[Contact]:
    """Those who object, and nobody has decided on it, the first one first."""
    return records.standing(db, Contact, "objected_on IS NOT NULL ORDER BY objected_on, id", [])


def numbered(db: Connection, numbers: Sequence[int]) -> list[Contact]:
    """The contacts of these numbers, in this order, undone ones too; those that there are."""
    found = records.several(db, [("contact", number) for number in numbers])
    return [one for one in found if isinstance(one, Contact)]


def late(db: Connection, before: date) -> int:
    """How many that are still to be told were logged before that day."""
    found = f"SELECT count(*) FROM {_STANDS} AND {_WAITS} AND created_at < ?"  # noqa: S608 - our own words
    return int(db.execute(found, [before.isoformat()]).fetchone()[0])


def subjects(db: Connection) -> list[str]:
    """All that something is due to: 'contact:5'."""
    found = f"SELECT 'contact:' || id FROM {_STANDS} AND (informed_at IS NULL OR objected_on IS NOT NULL) ORDER BY id"  # noqa: S608 - our own names
    return [subject for (subject,) in db.execute(found)]


def unplanned(db: Connection) -> list[str]:
    """Those of them that have never been planned: read in from a list, or written with another tool."""
    found = (
        f"SELECT 'contact:' || id FROM {_STANDS} AND (informed_at IS NULL OR objected_on IS NOT NULL) AND NOT EXISTS ("  # noqa: S608 - our own names
        " SELECT 1 FROM reminders WHERE subject = 'contact:' || contacts.id) ORDER BY id"
    )
    return [subject for (subject,) in db.execute(found)]
