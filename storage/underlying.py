"""The expenses behind a figure, a page at a time; the occasions behind one are `storage.happened.held`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database as Connection

from bot.records import Expense
from bot.span import Scope
from storage import records
from storage.happened import arguments, where

KRONOR = "iif(e.currency = 'SEK', coalesce(e.cost_ore, 0), 0)"


@dataclass(frozen=True)
class Sums:
    """All the expenses that were asked for: how many, öre logged, öre booked."""

    count: int
    logged_ore: int
    booked_ore: int


def expenses(
    db: Connection, scope: Scope, categories: Sequence[str], today: date, *, limit: int, offset: int
) -> tuple[list[Expense], Sums]:
    """The expenses of the categories within the scope, the latest first, and the sums of them all."""
    marks = ", ".join(f":category{number}" for number in range(len(categories)))
    bound = where(scope, "e.activity_id")
    condition = (
        f"FROM expenses AS e WHERE e.deleted_at IS NULL AND e.date BETWEEN :first AND :last "
        f"AND e.category IN ({marks}){bound}"
    )
    given = arguments(scope, today) | {f"category{number}": name for number, name in enumerate(categories)}
    sums = db.execute(
        f"SELECT count(*), coalesce(sum({KRONOR}), 0), "
        f"coalesce(sum(iif(e.booked_on IS NOT NULL AND NOT e.approximate, {KRONOR}, 0)), 0) {condition}",
        given,
    ).fetchone()
    numbers = db.execute(
        f"SELECT e.id {condition} ORDER BY e.date DESC, e.id DESC LIMIT :limit OFFSET :offset",
        given | {"limit": limit, "offset": offset},
    )
    found = records.several(db, [("expense", number) for (number,) in numbers])
    return [one for one in found if isinstance(one, Expense)], Sums(*sums)


def of_activity(db: Connection, number: int, *, limit: int) -> tuple[list[Expense], Sums]:
    """The latest expenses that are bound to the activity, and the sums of all of them."""
    condition = "FROM expenses AS e WHERE e.deleted_at IS NULL AND e.activity_id = ?"
    sums = db.execute(
        f"SELECT count(*), coalesce(sum({KRONOR}), 0), "
        f"coalesce(sum(iif(e.booked_on IS NOT NULL AND NOT e.approximate, {KRONOR}, 0)), 0) {condition}",
        [number],
    ).fetchone()
    numbers = db.execute(f"SELECT e.id {condition} ORDER BY e.date DESC, e.id DESC LIMIT ?", [number, limit])
    found = records.several(db, [("expense", one) for (one,) in numbers])
    return [one for one in found if isinstance(one, Expense)], Sums(*sums)
