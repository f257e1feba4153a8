"""A claim of a whole month: it locks every expense, and the sums follow, made once."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database as Connection

from bot.claims import proposal
from bot.project_file import load_project
from bot.records import Expense
from storage import bulk, claims, records
from storage.database import Database

PROJECT, UNTIL, AT = load_project(), date(2024, 2, 29), "2024-03-14T09:00:00Z"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "yh.db")
    yield database
    database.close()


def ready(database: Database, count: int) -> None:
    """So many expenses of one month that a claim may hold."""
    said: Any = {
        "amount_ore": 100_00, "cost_ore": 100_00, "category": "Resor och logi", "date": "2024-02-12",
        "booked_on": "2024-02-20", "paid_on": "2024-02-21", "status": "attested", "attested_at": AT, "attested_by": "U1",
    }  # fmt: skip
    with database.transaction() as db, bulk.summed_once(db):
        for number in range(count):
            records.add(db, Expense(description=f"Buss {number}", **said), who="U2", at=AT)


def claim(db: Connection) -> claims.Claim:
    proposed = proposal(PROJECT, UNTIL, claims.unclaimed(db, PROJECT, UNTIL), claims.claimed(db), claims.made(db))
    return claims.add(db, PROJECT, proposed, who="U1", at=AT)


def sums(db: Connection) -> list[dict[str, Any]]:
    return list(db.query("SELECT * FROM expense_sums ORDER BY 1, 2, 3"))


def work(database: Database, count: int) -> tuple[int, int]:
    """SQLite's thousands of steps for a claim of so many, and for undoing it."""
    ready(database, count)
    steps = [0, 0]

    def counting(which: int) -> Any:
        def count_one() -> int:
            steps[which] += 1
            return 0

        return count_one

    with database.transaction() as db:
        db.conn.set_progress_handler(counting(0), 1000)
        made = claim(db)
        db.conn.set_progress_handler(counting(1), 1000)
        assert claims.remove(db, made, who="U1", at=AT) == count
        db.conn.set_progress_handler(None, 0)
    return steps[0], steps[1]


def test_four_times_as_many_of_one_month_are_some_four_times_the_work(tmp_path: Path) -> None:
    found = []
    for count in (200, 800):
        database = Database(tmp_path / f"{count}.db")
        found.append(work(database, count))
        database.close()
    (add_few, undo_few), (add_many, undo_many) = found
    assert add_many < 6 * add_few
    assert undo_many < 6 * undo_few


def test_the_sums_follow_a_claim_and_its_undoing(database: Database) -> None:
    ready(database, 3)
    with database.transaction() as db:
        before = sums(db)
        made = claim(db)
        claimed = sums(db)
        assert sum(row["claimed_ore"] for row in claimed) == 300_00
        db.execute("UPDATE expenses SET updated_at = updated_at")
        assert sums(db) == claimed, "as one at a time would have made them"
        claims.remove(db, made, who="U1", at=AT)
        assert sums(db) == before
