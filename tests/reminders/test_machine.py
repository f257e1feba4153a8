"""Plans, moves, puts off, marks done, calls off, goes off, is killed, in any order: each reminder comes once.

What should come is told by a model that knows nothing of how it is done: days, and what was said about them.
It begins just before a change to summer time.
"""

import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from bot.workdays import WorkingDays
from handlers.requests import Outcome

STOCKHOLM = ZoneInfo("Europe/Stockholm")
WORKING = WorkingDays(quiet_weeks=frozenset({28, 29, 30, 31}))
LADDER = {
    "deadline:3": ("deadline", 3),
    "deadline:1": ("deadline", 1),
    "event:7": ("event", 7),
    "event:1": ("event", 1),
}
TROUBLES = ("lost", "doubt", "429", "killed before", "killed after")
NO_DEADLINE = "ingen sista anmälningsdag längre"
OUTCOMES = ("tog bort det", "Inställt, enligt", "är loggad", "Flyttat", "Sista anmälningsdag är nu", NO_DEADLINE)
DAYS = st.integers(1, 40)

Key = tuple[str, date, date | None]  # a step, the day that it is before, the day it is put off to


def eight(day: date) -> datetime:
    return datetime.combine(day, time(8), STOCKHOLM)


def midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), STOCKHOLM)


@dataclass
class Model:
    """One plan: its days, what was made of its steps, what is to come and what has come."""

    day: date
    deadline: date | None
    stands: bool = True
    done: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)
    put_off: dict[str, tuple[date, date]] = field(default_factory=dict)  # until when, and for which day
    own: dict[str, int] = field(default_factory=dict)  # steps added: so many days before the event
    coming: dict[Key, datetime] = field(default_factory=dict)
    over: set[Key] = field(default_factory=set)  # held to be over
    told: set[Key] = field(default_factory=set)
    taken_back: dict[Key, datetime] = field(default_factory=dict)  # not told of when it was wanted no more: its hour

    def steps(self) -> dict[str, tuple[date, date]]:
        """Of each step that is not done or dropped: the day it is before, and its own day as counted."""
        counted = LADDER | {name: ("event", days) for name, days in self.own.items()}
        before = {
            name: (self.day if kind == "event" else self.deadline, days) for name, (kind, days) in counted.items()
        }
        return {
            name: (day, day - timedelta(days))
            for name, (day, days) in before.items()
            if day and name not in self.done | self.dropped
        }

    def wanted(self) -> dict[Key, tuple[datetime, datetime]]:
        """Of each reminder that should come: when, and when where that has passed before it was known."""
        if not self.stands:
            return {}
        found = {}
        for name, (day, counted) in self.steps().items():
            on, (to, of) = WORKING.on_or_before(counted, about=day), self.put_off.get(name, (None, None))
            to = to if to and of == day and on < to else None
            found[name, day, to] = (eight(to or on), eight(to or counted))
        after = eight(WORKING.on_or_after(self.day + timedelta(1)))
        return found | {("followup", self.day, None): (after, after)}

    def replan(self, now: datetime) -> None:
        """What is past already is not planned: it would be late at once."""
        kept, self.coming = self.coming, {}
        wanted = self.wanted()
        for key, (on, at_latest) in wanted.items():
            due = kept.get(key) or (on if on > now else at_latest)
            if key in kept or (due > now and key not in self.told):
                self.coming[key] = due
            elif key in self.taken_back and now < self.taken_back[key] + timedelta(1):
                self.coming[key] = self.taken_back[key]  # its hour has passed in between: better late than never
        self.taken_back |= {key: due for key, due in kept.items() if key not in wanted}
        self.taken_back = {key: due for key, due in self.taken_back.items() if key not in self.coming}
        self.over -= self.coming.keys()

    def look(self, now: datetime) -> set[Key]:
        """What is told of now; what is over by then is not."""
        if any(key[1] > now.date() for key in self.over):  # the clock had run ahead
            wanted = self.wanted()
            self.coming |= {key: wanted[key][0] for key in self.over & wanted.keys() if key[1] >= now.date()}
            self.over = {key for key in self.over if key[1] < now.date()}
        due = {key for key, at in self.coming.items() if at <= now}
        self.over |= {key for key in due if now >= self.end(key)}
        self.coming = {key: at for key, at in self.coming.items() if key not in due}
        self.told |= due - self.over
        return due - self.over

    def due(self, now: datetime) -> set[Key]:
        return {key for key, at in self.coming.items() if at <= now < self.end(key)}

    def end(self, key: Key) -> datetime:
        return midnight_after(key[1] + timedelta(60 if key[0] == "followup" else 0))


class Machine(RuleBasedStateMachine):
    group_type: type
    killed: type[BaseException]
    empty: Path

    @initialize(ahead=DAYS, sign_up=st.none() | st.integers(1, 20), responsible=st.sampled_from([None, "Anna"]))
    def begin(self, ahead, sign_up, responsible):
        self.folder = tempfile.TemporaryDirectory()
        path = Path(shutil.copy(self.empty, self.folder.name))
        self.group = self.group_type(path).at("2024-03-20 12:05")
        day = self.today + timedelta(ahead)
        self.model = Model(day, day - timedelta(sign_up) if sign_up else None)
        self.activity = self.group.plan(
            "Möte", "företagsdialog", str(day), deadline=self.model.deadline, responsible=responsible
        )
        self.model.replan(self.group.moment)

    @property
    def today(self) -> date:
        return self.group.moment.date()

    def look(self):
        """Until nothing is on its way any more; whoever is killed starts again."""
        for _ in range(3):
            try:
                self.group.look()
            except self.killed:
                self.restart()
            self.group.wait(seconds=11)

    # --- What people do ---------------------------------------------------------------------------------------

    def save(self, activity):
        self.activity = activity
        self.model.replan(self.group.moment)

    @precondition(lambda self: self.model.stands)
    @rule(ahead=st.integers(0, 40))
    def move(self, ahead):
        self.model.day = self.today + timedelta(ahead)
        if self.model.deadline:
            self.model.deadline = min(self.model.deadline, self.model.day)
        self.save(self.group.change(self.activity, date=self.model.day, deadline=self.model.deadline))

    @precondition(lambda self: self.model.stands)
    @rule(before=st.none() | st.integers(0, 20))
    def give_a_deadline(self, before):
        self.model.deadline = None if before is None else self.model.day - timedelta(before)
        self.save(self.group.change(self.activity, deadline=self.model.deadline))

    @precondition(lambda self: self.model.stands)
    @rule(how=st.sampled_from(["done", "cancelled", "undone"]))
    def end(self, how):
        self.model.stands = False
        self.save(self.group.undo(self.activity) if how == "undone" else self.group.change(self.activity, status=how))

    @precondition(lambda self: not self.model.stands)
    @rule()
    def take_that_back(self):
        self.model.stands = True
        undone = self.activity.deleted_at is not None
        self.save(self.group.restore(self.activity) if undone else self.group.change(self.activity, status="planned"))

    def mark(self, name, **made):
        self.group.mark(self.activity, name, **made)
        self.model.replan(self.group.moment)

    def pick(self, number):
        names = sorted(self.model.steps())
        return names[number % len(names)] if names else None

    @precondition(lambda self: self.model.stands)
    @rule(
        what=st.sampled_from(["mark_done", "not_done_after_all", "put_off", "drop", "add"]), number=st.integers(0, 12)
    )
    def make_something_of_a_step(self, what, number):
        names = sorted(self.model.done if what == "not_done_after_all" else self.model.steps())
        if names or what == "add":
            getattr(self, what)(names[number % len(names)] if names else "", number)

    def mark_done(self, name, _):
        self.model.done.add(name)
        self.mark(name, done_at=self.group.now().isoformat(), done_by="U1")

    def not_done_after_all(self, name, _):
        self.model.done.remove(name)
        self.mark(name, done_at=None, done_by=None)

    def put_off(self, name, number):
        last = self.model.steps()[name][0]
        if last > self.today:
            to = min(self.today + timedelta(1 + number), last)
            self.model.put_off[name] = to, last
            self.mark(name, put_off_to=to, put_off_for=last, put_off_by="U1", put_off_at=self.group.now().isoformat())

    def drop(self, name, _):
        self.model.dropped.add(name)
        self.mark(name, dropped=True)

    def add(self, _, number):
        name = f"own:{len(self.model.own) + 1}"
        self.model.own[name] = number
        self.mark(name, text="Ring", days=number, before="event", audience="channel")

    # --- What happens -----------------------------------------------------------------------------------------

    @rule(hours=st.integers(1, 200))
    def time_passes_while_off(self, hours):
        self.group.wait(hours=hours)

    @rule(hours=st.sampled_from([-1, -26, -24 * 9, 24 * 20]))
    def the_clock_jumps(self, hours):
        self.group.wait(hours=hours)

    @rule()
    def restart(self):
        group = self.group_type(self.group.database.path)
        group.moment, group.channel.messages = self.group.moment, self.group.channel.messages
        self.group.database.close()
        self.group = group

    @rule(trouble=st.sampled_from(["", *TROUBLES]), again=st.sampled_from(["", "later", "in_doubt"]))
    def look_until_settled(self, trouble, again):
        channel = self.group.channel
        channel.script = [self.answer(trouble)] if trouble else []
        channel.updates = [Outcome(again)] if again else []
        self.model.look(self.group.moment)
        self.look()
        self.group.channel.script, self.group.channel.updates = [], []
        self.look()
        self.told_once_and_never_missed()
        self.says_what_came_of_it()

    @precondition(lambda self: self.model.coming)
    @rule(trouble=st.sampled_from(["", *TROUBLES]), again=st.sampled_from(["", "later", "in_doubt"]))
    def the_next_one_comes(self, trouble, again):
        self.go_to_the_next()
        self.look_until_settled(trouble, again)

    def go_to_the_next(self):
        self.group.moment = max(self.group.moment, min(self.model.coming.values()) + timedelta(minutes=5))

    @precondition(lambda self: self.model.coming and self.activity.responsible is None)
    @rule(
        trouble=st.sampled_from(TROUBLES),
        meanwhile=st.sampled_from(["end", "move", "mark_done", "put_off", "the_clock_jumps"]),
    )
    def change_while_it_is_on_its_way(self, trouble, meanwhile):
        self.go_to_the_next()
        if not self.is_one_message():
            return
        answer, arrived = self.answer(trouble)
        hours = dict(self.model.coming)
        keys = self.model.look(self.group.moment)
        self.group.channel.next(answer, arrives=arrived)
        try:
            self.group.look()
        except self.killed:
            self.restart()
        self.change_somehow(meanwhile)
        if not arrived and (gone := keys - self.model.wanted().keys()):
            self.model.told -= gone
            self.model.taken_back |= {key: hours[key] for key in gone}
        self.group.wait(seconds=11)
        self.look_until_settled("", "")

    def change_somehow(self, how):
        if how in ("mark_done", "put_off"):
            self.make_something_of_a_step(how, 0)
        else:
            getattr(self, how)(*{"end": ["undone"], "move": [3], "the_clock_jumps": [-26]}[how])

    def is_one_message(self):
        abouts = {name.partition(":")[0].replace("own", "event") for name, _, _ in self.model.due(self.group.moment)}
        return len(abouts) == 1

    def answer(self, trouble):
        return {
            "lost": (Outcome("in_doubt"), False), "doubt": (Outcome("in_doubt"), True),
            "429": (Outcome("later", retry_after=5), False), "killed before": (self.killed(), False),
            "killed after": (self.killed(), True),
        }[trouble]  # fmt: skip

    # --- What is to hold --------------------------------------------------------------------------------------

    def posted(self):
        """What was told, by message."""
        rows = self.group.rows(
            "SELECT delivery_id, step, r.date, key FROM reminders r JOIN deliveries d ON d.id = delivery_id"
            " WHERE d.state = 'sent'"
        )
        found: dict[str, set[Key]] = {}
        for row in rows:
            put_off = row["key"].partition(">")[2]
            key = (row["step"], date.fromisoformat(row["date"]), date.fromisoformat(put_off) if put_off else None)
            found.setdefault(row["delivery_id"], set()).add(key)
        return found

    def told_once_and_never_missed(self):
        posted = self.posted()
        came = Counter(key for keys in posted.values() for key in keys)
        assert came == Counter(self.model.told), (came.keys() ^ self.model.told, self.group.moment)
        assert Counter(each.id for each in self.group.channel.messages) == Counter(posted.keys())

    def says_what_came_of_it(self):
        for message in self.group.channel.messages:
            keys = self.posted()[message.id]
            if "skulle jag ha påmint om" in message.text:
                continue
            expected = self.what_came_of(keys)
            assert [words for words in OUTCOMES if words in message.text] == [expected] * bool(expected), message.text
            if not expected:
                assert ("✅ Klart" in message.text) == any(name in self.model.done for name, _, _ in keys)

    def what_came_of(self, keys):
        ((about, day),) = {("deadline" if name.startswith("deadline") else "event", day) for name, day, _ in keys}
        if self.activity.deleted_at:
            return "tog bort det"
        if self.activity.status != "planned":
            return {"done": "är loggad", "cancelled": "Inställt, enligt"}[self.activity.status]
        now = self.model.deadline if about == "deadline" else self.model.day
        moved = "Sista anmälningsdag är nu" if about == "deadline" else "Flyttat"
        return NO_DEADLINE if now is None else moved if now != day else ""

    def teardown(self):
        if hasattr(self, "group"):
            self.group.database.close()
            self.folder.cleanup()


def test_every_reminder_comes_once(group, killed):
    Machine.group_type, Machine.killed, Machine.empty = type(group), killed, group.database.path
    group.database.close()
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=60,
            stateful_step_count=50,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],  # to make a failure smaller takes minutes: add Phase.shrink when there is one
        ),
    )
