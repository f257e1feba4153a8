"""A group with a fake clock and a fake channel: what was planned, what came, what the file says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.plans import Mark
from bot.project_file import load_project
from bot.records import Activity
from bot.reply import Reply
from handlers import matters
from handlers.clock import plan_days, tick
from handlers.duty import Duty
from handlers.requests import UNASKABLE, Gone, History, Outcome
from storage import deliveries, plans, records
from storage.database import Database
from tests.conversations.conftest import without_rhythm

STOCKHOLM = ZoneInfo("Europe/Stockholm")


class Killed(BaseException):
    """The process ends here: nothing after this runs."""


@dataclass
class Posted:
    to: str
    reply: Reply
    id: str
    at: datetime

    @property
    def text(self) -> str:
        return self.reply.plain().replace("\u00a0", " ")


@dataclass
class FakeChannel:
    """Keeps what was posted. `answers` are the outcomes of the next posts, 'accepted' says if each arrived."""

    now: Callable[[], datetime]
    messages: list[Posted] = field(default_factory=list)
    script: list[tuple[Outcome | BaseException, bool]] = field(default_factory=list)
    readable: bool = True
    no_history: set[str] = field(default_factory=set)  # recipients that cannot be asked what came
    gone: dict[str, str] = field(default_factory=dict)
    updates: list[Outcome] = field(default_factory=list)
    attempts: list[str] = field(default_factory=list)
    asked: int = 0

    def next(self, outcome: Outcome | BaseException, *, arrives: bool = False) -> None:
        self.script.append((outcome, arrives))

    def post(self, to: str, reply: Reply, delivery_id: str) -> Outcome:
        self.attempts.append(delivery_id)
        outcome, arrives = self.script.pop(0) if self.script else (Outcome("sent"), True)
        if arrives:
            self.messages.append(Posted(to, reply, delivery_id, self.now()))
        if isinstance(outcome, BaseException):
            raise outcome
        return replace(outcome, message=delivery_id) if outcome.state == "sent" else outcome

    def find(self, to: str, delivery_ids: set[str], oldest: float) -> History:
        self.asked += 1
        if to in self.no_history:
            return UNASKABLE
        if to in self.gone:
            return Gone(self.gone[to])
        if not self.readable:
            return None
        there = {each.id for each in self.messages if each.to == to and each.at.timestamp() >= oldest}
        return {each: each for each in delivery_ids & there}

    def update(self, to: str, message: str, reply: Reply, delivery_id: str) -> Outcome:
        self.attempts.append(f"update {delivery_id}")
        outcome = self.updates.pop(0) if self.updates else Outcome("sent")
        if outcome.state == "sent":
            (posted,) = [each for each in self.messages if each.id == message and each.to == to]
            posted.reply = reply
        return outcome


class Group:
    """The assistant with one channel, C1, and one person, Anna (U1)."""

    def __init__(self, path: Path) -> None:
        self.project = without_rhythm(load_project())  # the rhythm has tests of its own
        self.database = Database(path)
        self.moment = datetime(2024, 1, 1, 12, tzinfo=STOCKHOLM)
        self.channel = FakeChannel(self.now)
        self.duty = Duty(
            self.database, self.project, self.channel, "C1", self.now,
            person_of=lambda name: "U1" if name == "Anna" else None, name_of=lambda _: "Anna",
        )  # fmt: skip

    def now(self) -> datetime:
        return self.moment.astimezone(UTC)

    def at(self, text: str) -> "Group":
        """It is this moment in Örebro: '2025-01-16 08:00'."""
        self.moment = datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)
        return self

    def wait(self, **span: float) -> "Group":
        self.moment = (self.moment.astimezone(UTC) + timedelta(**span)).astimezone(STOCKHOLM)
        return self

    def look(self) -> list[str]:
        """One look; what came of it, each as its first line."""
        before = len(self.channel.messages)
        tick(self.duty)
        return [each.text.split("\n")[0] for each in self.channel.messages[before:]]

    def look_for_days(self) -> None:
        plan_days(self.duty)

    def plan(self, title: str = "YH-släpp", kind: str = "yh-släpp", day: str = "2025-01-23", **more: Any) -> Activity:
        new = Activity(type=kind, title=title, date=date.fromisoformat(day), status="planned", **more)
        return self._save(lambda db: records.add(db, new, who="U1", at=self.now().isoformat()))

    def change(self, activity: Activity, **changes: Any) -> Activity:
        after = activity.model_copy(update=changes)
        return self._save(lambda db: records.change(db, activity, after, who="U1", at=self.now().isoformat()))

    def undo(self, activity: Activity) -> Activity:
        return self._save(lambda db: records.remove(db, activity, who="U1", at=self.now().isoformat()))

    def restore(self, activity: Activity) -> Activity:
        return self._save(lambda db: records.restore(db, activity, who="U1", at=self.now().isoformat()))

    def _save(self, write: Callable[[Any], Activity]) -> Activity:
        with self.database.transaction() as db:
            kept = write(db)
            matters.replan(db, kept.ref, self.project, self.moment.date(), at=self.now().isoformat())
            deliveries.redraw(db, kept.ref, at=self.now().isoformat())  # as handlers.cards does
        return kept

    def mark(self, activity: Activity, name: str, **made: Any) -> None:
        """Somebody makes something of a step, as the buttons and the form do."""
        with self.database.transaction() as db:
            marks = {each.name: each for each in plans.marks(db, activity.ref)}
            at = self.now().isoformat()
            plans.write(db, activity.ref, replace(marks.get(name, Mark(name)), **made), who="U1", at=at)
            matters.replan(db, activity.ref, self.project, self.moment.date(), at=at)
            deliveries.redraw(db, activity.ref, at=self.now().isoformat())

    def rows(self, sql: str, *arguments: Any) -> list[dict[str, Any]]:
        with self.database.reading() as db:
            return list(db.query(sql, arguments))

    def reminders(self, state: str) -> list[str]:
        """The days, in local time, of the reminders in that state."""
        rows = self.rows(
            "SELECT due_at FROM reminders WHERE state = ? AND about IN ('event', 'deadline', 'ask') ORDER BY due_at",
            state,
        )
        return [f"{datetime.fromisoformat(row['due_at']).astimezone(STOCKHOLM):%Y-%m-%d %H:%M}" for row in rows]

    def delivery(self) -> dict[str, Any]:
        (row,) = self.rows("SELECT * FROM deliveries")
        return row

    @property
    def came(self) -> list[str]:
        return [each.text for each in self.channel.messages]


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Group]:
    made = Group(tmp_path / "yh.db")
    yield made
    made.database.close()


@pytest.fixture
def killed() -> type[BaseException]:
    return Killed
