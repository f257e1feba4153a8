"""Claims as they are kept, and what the expenses add up to on their way there.

Call what writes inside `Database.transaction()`. Moments (`at`) are UTC, ISO text.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import date

from sqlite_utils import Database as Connection

from bot.claims import Claim, Costs, Proposal
from bot.project import Project
from bot.records import Expense
from storage import audit, bulk, records
from storage.rows import insert, update

# why an expense is not in a claim, the first reason that holds; the words are those of bot.claims.REASONS
_REASON = """CASE
    WHEN category IS NULL THEN 'outside_costs'
    WHEN date < :start OR date > :end THEN 'outside_period'
    WHEN category IN (SELECT value FROM json_each(:by_hand)) THEN 'by_hand'
    WHEN category NOT IN (SELECT value FROM json_each(:categories)) THEN 'unknown_category'
    WHEN currency <> 'SEK' OR cost_ore IS NULL THEN 'currency'
    WHEN approximate THEN 'approximate'
    WHEN booked_on IS NULL THEN 'not_booked'
    WHEN paid_on IS NULL THEN 'not_paid'
    WHEN status = 'returned' THEN 'returned'
    WHEN attested_at IS NULL THEN 'not_attested'
    ELSE 'ready' END"""


def _about(project: Project, until: date) -> dict[str, str]:
    names = [category.name for category in project.cost_categories if category.logged]
    by_hand = [category.name for category in project.cost_categories if not category.logged]
    return {
        "start": project.start.isoformat(), "end": project.end.isoformat(), "until": until.isoformat(),
        "categories": json.dumps(names), "by_hand": json.dumps(by_hand),
    }  # fmt: skip


def unclaimed(db: Connection, project: Project, until: date) -> list[Costs]:
    """What was spent through `until` and is in no claim, by why it is in none yet, category and year."""
    rows = db.execute(
        f"SELECT {_REASON}, category, substr(date, 1, 4), count(*), coalesce(sum(cost_ore), 0) FROM expenses"  # noqa: S608 - our own words
        " WHERE deleted_at IS NULL AND claim_id IS NULL AND date <= :until GROUP BY 1, 2, 3",
        _about(project, until),
    )
    return [Costs(reason, category, int(year), count, ore) for reason, category, year, count, ore in rows]


def claimed(db: Connection) -> list[Costs]:
    """What is in claims, by category and year."""
    rows = db.execute(
        "SELECT category, substr(date, 1, 4), count(*), coalesce(sum(cost_ore), 0) FROM expenses"
        " WHERE deleted_at IS NULL AND claim_id IS NOT NULL GROUP BY 1, 2"
    )
    return [Costs("claimed", category, int(year), count, ore) for category, year, count, ore in rows]


def made(db: Connection) -> list[Claim]:
    """The claims that stand, the first one first."""
    rows = db.query("SELECT * FROM claims WHERE deleted_at IS NULL ORDER BY id")
    return [
        Claim(
            row["id"], date.fromisoformat(row["date"]), row["costs_ore"], row["flat_rate_ore"], row["grant_ore"],
            row["created_by"], row["created_at"],
        )
        for row in rows
    ]  # fmt: skip


def paid_late(db: Connection, project: Project, until: date) -> int:
    """How many of those that are ready were paid after the project's period."""
    count = f"SELECT count(*) FROM expenses WHERE deleted_at IS NULL AND claim_id IS NULL AND date <= :until AND paid_on > :end AND {_REASON} = 'ready'"  # noqa: S608 - our own names
    return int(db.execute(count, _about(project, until)).fetchone()[0])


def mark(db: Connection, project: Project, until: date) -> str:
    """What is the same as long as those that are ready are: which they are, and the last change of each."""
    rows = db.execute(
        "SELECT id, (SELECT max(audit.id) FROM audit WHERE record = 'expense' AND record_id = expenses.id) FROM expenses"  # noqa: S608 - our own names
        f" WHERE deleted_at IS NULL AND claim_id IS NULL AND date <= :until AND {_REASON} = 'ready' ORDER BY id",
        _about(project, until),
    )
    return hashlib.sha256(repr(rows.fetchall()).encode()).hexdigest()[:16]


def add(db: Connection, project: Project, proposed: Proposal, *, who: str, at: str) -> Claim:
    """Keeps the claim, and locks each expense that is in it."""
    ready = db.execute(
        f"SELECT id FROM expenses WHERE deleted_at IS NULL AND claim_id IS NULL AND date <= :until AND {_REASON} = 'ready'"  # noqa: S608 - our own names
        " ORDER BY date, id",
        _about(project, proposed.until),
    )
    numbers = [number for (number,) in ready]
    row = {
        "date": proposed.until.isoformat(), "costs_ore": proposed.costs_ore, "flat_rate_ore": proposed.flat_rate_ore,
        "grant_ore": proposed.grant_ore, "created_by": who, "created_at": at, "updated_at": at,
    }  # fmt: skip
    claim_id = insert(db, "claims", row)
    logged = {name: (None, value) for name, value in row.items() if name.endswith(("_ore", "date"))}
    audit.write(db, at=at, who=who, what="logged", record="claim", record_id=claim_id, changes=logged)
    with bulk.summed_once(db):
        for expense in _expenses(db, numbers):
            locked = expense.model_copy(update={"status": "claimed", "claim_id": claim_id})
            records.change(db, expense, locked, who=who, at=at)
    money = (proposed.costs_ore, proposed.flat_rate_ore, proposed.grant_ore)
    return Claim(claim_id, proposed.until, *money, who, at)


def remove(db: Connection, claim: Claim, *, who: str, at: str) -> int:
    """Undoes the claim; its expenses are attested as before, and may be changed. Returns how many they are."""
    rows = db.execute("SELECT id FROM expenses WHERE claim_id = ? ORDER BY id", [claim.id])
    freed = _expenses(db, [number for (number,) in rows])
    with bulk.summed_once(db):
        for expense in freed:
            attested = expense.model_copy(update={"status": "attested", "claim_id": None})
            records.change(db, expense, attested, who=who, at=at)
    update(db, "claims", claim.id, {"deleted_at": at, "updated_at": at})
    audit.write(
        db, at=at, who=who, what="undone", record="claim", record_id=claim.id, changes={"deleted_at": (None, at)}
    )
    return len(freed)


def _expenses(db: Connection, numbers: Sequence[int]) -> list[Expense]:
    found: list[Expense] = []
    for first in range(0, len(numbers), 500):
        page = records.several(db, [("expense", number) for number in numbers[first : first + 500]])
        found += [one for one in page if isinstance(one, Expense)]
    return found
