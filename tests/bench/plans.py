"""How long the clock takes with ten thousand plans ahead of it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database as Connection

from bot.project_file import load_project
from bot.reply import Reply
from handlers.clock import plan_days, tick
from handlers.duty import Duty
from handlers.requests import Outcome
from storage.database import Database
from tests.bench.table import Row, Table, times

PLANS = 10_000
NOW = datetime(2025, 1, 7, 12, 0, tzinfo=UTC)
INSERT = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
INSERT INTO activities (date, status, type, title, created_by, created_at, updated_at)
SELECT date('2025-03-01', (i % 300) || ' days'), 'planned', 'annat', 'Möte ' || i, 'UMAJA', '2025-01-01T00:00:00Z', ''
FROM n
"""


class Nowhere:
    """Nothing is due: nothing is posted."""

    def post(self, to: str, reply: Reply, delivery_id: str) -> Outcome:
        return Outcome("sent")

    def find(self, to: str, delivery_ids: set[str], oldest: float) -> dict[str, str]:
        return {}

    def update(self, to: str, message: str, reply: Reply, delivery_id: str) -> Outcome:
        return Outcome("sent")


class Timed(Database):
    """Notes for how long each transaction keeps others from writing, in milliseconds."""

    held: list[float]

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        began = time.perf_counter()
        with super().transaction() as db:
            yield db
        self.held.append(1000 * (time.perf_counter() - began))


def plans(table: Table, folder: Path) -> None:
    """The clock's look, and the day's planning."""
    database = Timed(folder / "plans.db")
    database.held = []
    duty = Duty(database, load_project(), Nowhere(), "C1", lambda: NOW)
    with database.transaction() as db:
        db.execute(INSERT, [PLANS])
    database.held.clear()
    plan_days(duty)
    table.add(Row.WRITE_LOCK, database.held)
    table.add(Row.PLAN_DAYS, times(lambda _: plan_days(duty), 50))
    table.add(Row.TICK, times(lambda _: tick(duty), 1000))
    database.close()
