"""The clock: a look at start and then every ten seconds at what is due, so that no date is forgotten."""

import logging
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from handlers.fetching import fetch_wanted
from handlers.outbound import Duty, activity_of, fate, guarded, place, responsible_of, send, settle_waiting, wanted_asks
from storage import reminders
from storage.database import StorageUnavailable
from storage.reminders import Due

LOOK_EVERY = 10.0  # seconds
HEALTHY_FOR = timedelta(minutes=2)  # a look may take its time while messages go out
HELD_UP_AFTER = timedelta(minutes=1)  # a 429 or a moment's doubt is over by then

log = logging.getLogger(__name__)


def tick(duty: Duty) -> None:
    """One look. What goes wrong with one message is logged and stops no other. Raises StorageUnavailable."""
    duty.limited.clear()
    settle_waiting(duty)
    _send_due(duty)
    if fetch_wanted(duty):
        settle_waiting(duty)  # what has to be told of it


def plan_asks(duty: Duty) -> None:
    """Plans the asks for days that nobody has set; once a day is enough. Raises StorageUnavailable."""
    now = duty.now()
    with duty.database.transaction() as db:
        reminders.plan_asks(db, wanted_asks(duty, db, now), at=now.isoformat())


def _send_due(duty: Duty) -> None:
    with duty.database.reading() as db:
        found = reminders.due(db, duty.now())
    by_plan = sorted(found, key=lambda each: (each.activity_id or 0, each.reminder.about))
    for (_, about), group in groupby(by_plan, key=lambda each: (each.activity_id, each.reminder.about)):
        together = list(group)
        # an ask is about its own month: no two of them are one message
        for part in [[each] for each in together] if about == "ask" else [together]:
            guarded(part[0].reminder.key, _remind, duty, part)


def _remind(duty: Duty, found: Sequence[Due]) -> None:
    """Reminders of one activity and about one thing: one message to each recipient."""
    with duty.database.reading() as db:
        activity = activity_of(db, found[0].activity_id)
        fates = [fate(duty, db, each.reminder, activity) for each in found]
    person = responsible_of(duty, activity)
    to_send: dict[str, list[Due]] = {}
    for each, end in zip(found, fates, strict=True):
        if end:
            with duty.database.transaction() as db:
                reminders.close(db, each, end)
        else:
            recipient = person if person and each.reminder.audience == "responsible" else duty.channel
            to_send.setdefault(recipient, []).append(each)
    for recipient, part in to_send.items():
        if recipient not in duty.limited:
            send(duty, part, activity, recipient, person)


class Clock:
    """Looks once at start and then at least every ten seconds, in a thread of its own."""

    def __init__(self, duty: Duty, *, every: float = LOOK_EVERY) -> None:
        """`every` is seconds between looks."""
        self.last_look: datetime | None = None  # the last that went well
        self._failed = ""  # why the last one did not
        self._duty = duty
        self._every = every
        self._asked_on: object = None
        self._one_at_a_time = threading.Lock()
        self._stopped = False
        self._woken = threading.Event()
        self._thread = threading.Thread(target=self._run, name="clock", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ends after the look that is under way."""
        self._stopped = True
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join()

    def wake(self) -> None:
        """Has it look at once."""
        self._woken.set()

    def healthy(self, now: datetime) -> bool:
        """Whether the thread lives and a look went well within the last two minutes."""
        return self._thread.is_alive() and self.last_look is not None and now - self.last_look <= HEALTHY_FOR

    def check(self, now: datetime) -> str | None:
        """None when it is well, else the reason (for /healthz)."""
        if self.healthy(now):
            return self._held_up(now)
        if self._failed:
            return f"klockan kan inte göra sitt ({self._failed})"
        return "klockan har stannat" if self.last_look else "klockan har inte tittat än"

    def _held_up(self, now: datetime) -> str | None:
        try:
            with self._duty.database.reading() as db:
                number, reason = reminders.held_up(db, now - HELD_UP_AFTER)
        except StorageUnavailable as problem:
            return f"klockan kan inte göra sitt ({problem})"
        noun = "meddelande" if number == 1 else "meddelanden"
        return f"{number} {noun} har inte kommit fram ({reason or 'avbrutet'})" if number else None

    def look(self) -> None:
        """One look, whatever happens in it."""
        with self._one_at_a_time:
            try:
                now = self._duty.now()
                today = now.astimezone(self._duty.project.reminders.zone).date()
                if today != self._asked_on:
                    plan_asks(self._duty)
                    self._asked_on = today
                tick(self._duty)
                self.last_look, self._failed = now, ""
            except Exception as problem:
                self._failed = str(problem) if isinstance(problem, StorageUnavailable) else type(problem).__name__
                log.error("a look failed: %s", place(problem))

    def _run(self) -> None:
        while not self._stopped:
            self._woken.clear()
            self.look()
            if not self._stopped:
                self._woken.wait(self._every)
