"""Plans, moves, undoes, goes off, is killed, in any order: every day is reminded of once, by a simple model.

It begins just before a change to summer time.
"""

import tempfile
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.reminders import reminders
from handlers.requests import Outcome

DAYS = st.integers(1, 40)


class Machine(RuleBasedStateMachine):
    """The model: what a key was last planned for, and whether a look has happened since it fell due."""

    group_type = None
    killed = None

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.group = self.group_type(Path(self.folder.name) / "yh.db").at("2024-03-20 12:00")
        self.activity = None
        self.expected = {}  # key -> due_at, of what is to come
        self.must = set()  # keys that had to be told of
        self.told = Counter()

    @property
    def standing(self):
        return self.activity is not None and self.activity.deleted_at is None

    def replanned(self):
        now = self.group.now()
        new = {step.key: step for step in reminders(self.activity, self.group.project)}
        still = {key: step for key, step in self.expected.items() if key in new}
        coming = {key: step for key, step in new.items() if step.due_at > now and key not in self.must}
        self.expected = still | coming

    @precondition(lambda self: self.activity is None)
    @rule(ahead=DAYS)
    def plan(self, ahead):
        day = (self.group.moment.date() + timedelta(days=ahead)).isoformat()
        self.activity = self.group.plan("Möte", "annat", day)
        self.replanned()

    @precondition(lambda self: self.standing)
    @rule(ahead=DAYS)
    def move(self, ahead):
        day = self.group.moment.date() + timedelta(days=ahead)
        self.activity = self.group.change(self.activity, date=day)
        self.replanned()

    @precondition(lambda self: self.standing)
    @rule()
    def undo(self):
        self.activity = self.group.undo(self.activity)
        self.replanned()

    @precondition(lambda self: self.activity is not None and not self.standing)
    @rule()
    def restore(self):
        self.activity = self.group.restore(self.activity)
        self.replanned()

    @rule(hours=st.integers(1, 200))
    def time_passes_while_off(self, hours):
        self.group.wait(hours=hours)

    @rule()
    def restart(self):
        group = self.group_type(self.group.database.path)
        group.moment, group.channel.messages = self.group.moment, self.group.channel.messages
        self.group.database.close()
        self.group = group

    @rule(trouble=st.sampled_from(["", "lost", "doubt", "429", "killed before", "killed after"]))
    def look_until_settled(self, trouble):
        answers = {
            "lost": (Outcome("in_doubt"), False), "doubt": (Outcome("in_doubt"), True),
            "429": (Outcome("later", retry_after=5), False), "killed before": (self.killed(), False),
            "killed after": (self.killed(), True),
        }  # fmt: skip
        due = {key: step for key, step in self.expected.items() if step.due_at <= self.group.now()}
        if trouble and any(self.alive(step) for step in due.values()):
            self.group.channel.next(answers[trouble][0], arrives=answers[trouble][1])
        for _ in range(3):
            try:
                self.group.look()
            except self.killed:
                self.restart()
            self.group.wait(seconds=11)
        self.must |= {key for key, step in due.items() if self.alive(step)}
        self.expected = {key: step for key, step in self.expected.items() if key not in due}

    def alive(self, step):
        return self.group.moment < datetime.combine(
            step.date + timedelta(days=1), datetime.min.time(), self.group.moment.tzinfo
        ) - timedelta(minutes=1)

    @invariant()
    def told_once_and_never_missed(self):
        if not hasattr(self, "group"):
            return
        sent = self.group.rows(
            "SELECT key, delivery_id FROM reminders JOIN deliveries d ON d.id = delivery_id WHERE d.state = 'sent'"
        )
        assert {row["key"] for row in sent} == self.must
        posted = Counter(each.id for each in self.group.channel.messages)
        assert set(posted.values()) <= {1}
        assert set(posted) == {row["delivery_id"] for row in sent}

    def teardown(self):
        if hasattr(self, "group"):
            self.group.database.close()
            self.folder.cleanup()


def test_every_day_is_reminded_of_once(group, killed):
    Machine.group_type, Machine.killed = type(group), killed
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
