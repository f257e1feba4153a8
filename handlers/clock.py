"""The clock: a look at start and then every ten seconds at what is due, so that no date is forgotten."""

import logging
import threading
from datetime import date, datetime, timedelta

from bot.informing import Due as DueToPerson
from bot.reminders import GATHERED_AFTER
from handlers import matters, telling
from handlers.duty import Duty, guarded, place
from handlers.fetching import fetch_wanted
from handlers.matters import Matter
from handlers.nightly import Nightly
from handlers.outbound import send, settle_waiting
from handlers.redrawing import redraw_waiting
from storage import deliveries, reminders
from storage.database import StorageUnavailable
from storage.loose import remove_loose
from storage.reminders import Due
from storage.sweep import UNSWEPT_FOR, finish, waiting_since, waits

AT_ONCE = 25  # plans that are given their reminders in one transaction
LOOK_EVERY = 10.0  # seconds
HEALTHY_FOR = timedelta(minutes=2)  # a look may take its time while messages go out
HELD_UP_AFTER = timedelta(minutes=1)  # a 429 or a moment's doubt is over by then

Ready = dict[tuple[str, ...], list[tuple[Due, Matter]]]  # what belongs in one message; the recipient first

log = logging.getLogger(__name__)


def tick(duty: Duty) -> None:
    """One look. What goes wrong with one message is logged and stops no other. Raises StorageUnavailable."""
    duty.limited.clear()
    settle_waiting(duty)
    _send_due(duty)
    if fetch_wanted(duty) or duty.copied_to:
        settle_waiting(duty)  # what has to be told of it; the copies of what was just sent
    redraw_waiting(duty)
    if waits(duty.database) and duty.sweeping.over(duty.now()):  # what was erased when somebody else read the file
        duty.sweeping.after(duty.now(), failed=finish(duty.database) == "failed")


def plan_days(duty: Duty, *, every: bool = False) -> None:
    """Plans what follows from the project file, and what another tool has written; once a day is enough.

    `every`: all plans anew, as the project file is now. Raises StorageUnavailable.
    """
    at = duty.now().isoformat()
    with duty.database.transaction() as db:
        matters.replan_rhythm(db, duty.project, duty.today(), at=at)
    with duty.database.reading() as db:
        found = matters.to_replan(db, duty.today(), every=every)
    while found:  # not all at once: whoever wants to log something in the meantime is let in
        with duty.database.transaction() as db:
            matters.replan_each(db, found[:AT_ONCE], duty.project, duty.today(), at=at)
        found = found[AT_ONCE:]


def _send_due(duty: Duty) -> None:
    now = duty.now()
    with duty.database.reading() as db:
        if reminders.ran_ahead(db, duty.today()):
            _reopen(duty)
        found = reminders.due(db, now)
    ready: Ready = {}
    for each in found:
        guarded(each.reminder.key, _sort, duty, each, ready)
    for (recipient, *_), together in _gathered(ready, now).items():
        if not duty.holds(recipient):
            due, about = zip(*together, strict=True)
            known = {each.subject: each for each in about}
            guarded(due[0].reminder.key, send, duty, due, known, recipient)


def _reopen(duty: Duty) -> None:
    with duty.database.transaction() as db:
        reminders.reopen(db, duty.today())


def _sort(duty: Duty, found: Due, ready: Ready) -> None:
    """Which message it belongs to; what is over is closed.

    There is one about each day of each plan to each recipient, and one about all that has no day.
    """
    reminder, now = found.reminder, duty.now()
    with duty.database.reading() as db:
        about = matters.matter(db, reminder.subject, duty.project, duty.today())
    if end := matters.fate(about, reminder, duty.project, now):
        with duty.database.transaction() as db:
            reminders.close(db, found, end)
        return
    recipient = telling.recipient(duty, about, reminder)
    if recipient is None:
        return  # the next look asks again
    which: tuple[str, ...] = ("ask",) if reminder.about == "ask" else (reminder.subject, reminder.about)
    if isinstance(about.about, DueToPerson) and about.about.what == "inform":
        which = ("inform", reminder.about)  # many may have been logged on one day
    ready.setdefault((recipient, *which), []).append((found, about))


def _gathered(ready: Ready, now: datetime) -> Ready:
    """What is more than a week late comes in one message to each recipient."""
    messages: Ready = {}
    for which, together in ready.items():
        very_late = all(now - each.reminder.due_at > GATHERED_AFTER for each, _ in together)
        messages.setdefault((which[0], "late") if very_late else which, []).extend(together)
    return messages


class Clock:
    """Looks once at start and then at least every ten seconds, in a thread of its own."""

    def __init__(self, duty: Duty, nightly: Nightly | None = None, *, every: float = LOOK_EVERY) -> None:
        """`every` is seconds between looks."""
        self.last_look: datetime | None = None  # the last that went well
        self._failed = ""  # why the last one did not
        self._duty = duty
        self._nightly = nightly
        self._every = every
        self._planned_on: object = None
        self._one_at_a_time = threading.Lock()
        self._stopped = False
        self._woken = threading.Event()
        self._thread = threading.Thread(target=self._run, name="clock", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, within: float | None = None) -> None:
        """Ends after the message that is under way, and waits for it so many seconds at most.

        One that takes longer is in doubt, as it was recorded before it was sent, and settled at the next start.
        """
        self._stopped = True
        self._duty.stopping.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join(within)
        if self._nightly:
            self._nightly.finish(within)

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
                number, reason = deliveries.held_up(db, now - HELD_UP_AFTER)
                unswept = waiting_since(db, now - UNSWEPT_FOR)
        except StorageUnavailable as problem:
            return f"klockan kan inte göra sitt ({problem})"
        if unswept and not number:
            noun = "radering" if unswept == 1 else "raderingar"
            return f"{unswept} {noun} väntar på att rensas ur databasens fil"
        noun = "meddelande" if number == 1 else "meddelanden"
        return f"{number} {noun} har inte kommit fram ({reason or 'avbrutet'})" if number else None

    def look(self) -> None:
        """One look, whatever happens in it."""
        with self._one_at_a_time:
            try:
                now = self._duty.now()
                today = self._duty.project.reminders.day(now)
                if today != self._planned_on:
                    guarded("files", remove_loose, self._duty.database)
                    self._plan(today)
                tick(self._duty)
                self.last_look, self._failed = now, ""
            except Exception as problem:
                self._failed = str(problem) if isinstance(problem, StorageUnavailable) else type(problem).__name__
                log.error("a look failed: %s", place(problem))
            if self._nightly:
                guarded("backup", self._nightly.look, self._duty.now())

    def _plan(self, today: date) -> None:
        """Once a day; all of it at start, when the project file may be another than before.

        What is due is no part of it, and is sent though it fails; only a file that cannot be written stops both.
        """
        try:
            plan_days(self._duty, every=self._planned_on is None)
            self._planned_on = today
        except StorageUnavailable:
            raise
        except Exception as problem:
            log.error("the days could not be planned: %s", place(problem))

    def _run(self) -> None:
        while not self._stopped:
            self._woken.clear()
            self.look()
            if not self._stopped:
                self._woken.wait(self._every)
