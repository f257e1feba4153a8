"""Expenses by how far they have come: what waits to be booked, paid or attested, and what was returned."""

from typing import NamedTuple

from sqlite_utils import Database as Connection

from bot.records import Expense
from storage import records

#: What a list holds. What is outside the project's costs is nobody's to attest, and an approximate sum not yet.
_WAITING = {
    "att bokföra": "booked_on IS NULL AND category IS NOT NULL",
    "att betala": "paid_on IS NULL AND category IS NOT NULL",
    "att attestera": "status = 'logged' AND category IS NOT NULL AND currency = 'SEK' AND NOT approximate",
    "returnerade": "status = 'returned'",
}
LISTS = tuple(_WAITING)


class Waiting(NamedTuple):
    """A page of a list: its expenses, how many there are in all, and their cost in öre where it is known."""

    expenses: list[Expense]
    total: int
    cost_ore: int


def how_many_of(db: Connection, activity: int) -> int:
    """How many expenses that stand are bound to the activity of that number."""
    count = "SELECT count(*) FROM expenses WHERE activity_id = ? AND deleted_at IS NULL"
    return int(db.execute(count, [activity]).fetchone()[0])


def waiting(db: Connection, name: str, *, limit: int, offset: int = 0) -> Waiting:
    """The expenses of the list of that name, the oldest first, from `offset` on."""
    where = f"deleted_at IS NULL AND claim_id IS NULL AND {_WAITING[name]}"
    total, ore = db.execute(f"SELECT count(*), coalesce(sum(cost_ore), 0) FROM expenses WHERE {where}").fetchone()  # noqa: S608 - our own words
    rows = db.execute(f"SELECT id FROM expenses WHERE {where} ORDER BY date, id LIMIT ? OFFSET ?", [limit, offset])  # noqa: S608 - our own names
    found = records.several(db, [("expense", number) for (number,) in rows])
    return Waiting([one for one in found if isinstance(one, Expense)], total, ore)
