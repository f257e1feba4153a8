"""What goes out by itself: a message on its way, from recorded to settled.

A delivery is recorded before it is posted and settled after, each in a transaction of its own, and none is
open while posting: a process killed anywhere in between leaves a delivery that the channel's history settles.
"""

import logging
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, ParamSpec

from sqlite_utils import Database as Connection

from bot.project import Project
from bot.records import Activity
from bot.reminders import Reminder, asks, is_current, over_at
from bot.reply import Reply
from bot.views import remind
from handlers.requests import Fetch, Fetched, Gone, NotFetched, Outcome, Poster
from storage import records, reminders
from storage.database import Database, StorageUnavailable
from storage.reminders import DOUBT_AFTER, Delivery, Due

TRY_FOR = timedelta(days=1)
TRY_AGAIN = timedelta(minutes=15)
LOOK_AGAIN = (timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=5), timedelta(minutes=10))
HISTORY_MARGIN = 600.0  # seconds that our clock and the platform's may differ by

# Slack's codes for what an administrator can mend within the day (docs of chat.postMessage, "Errors")
MENDABLE = frozenset((
    "account_inactive", "accesslimited", "access_denied", "channel_not_found", "invalid_auth", "is_archived",
    "missing_scope", "no_permission", "not_authed", "not_in_channel", "org_login_required", "restricted_action",
    "team_access_not_granted", "token_expired", "token_revoked",
))  # fmt: skip

P = ParamSpec("P")
log = logging.getLogger(__name__)


def nobody(responsible: str | None) -> str | None:
    """Knows no persons: every reminder goes to the channel."""
    return None


def as_written(person: str) -> str:
    """Knows no names."""
    return person


def no_files(file_id: str) -> Fetched | NotFetched:
    """Knows no files."""
    return NotFetched("file_not_found")


def nothing(about: str) -> Reply | None:
    """Knows of nothing that is queued."""
    return None


@dataclass(frozen=True)
class Duty:
    """What a look needs.

    `channel` is the group's channel; `person_of` gives the id to post to of whoever an activity names as
    responsible, None when there is no such person; `name_of` what a person of that id is called; `queued`
    what a delivery that was queued says, None when it is not to be said any more; `fetch` gets a file.
    """

    database: Database
    project: Project
    poster: Poster
    channel: str
    now: Callable[[], datetime]  # with time zone
    person_of: Callable[[str | None], str | None] = nobody
    name_of: Callable[[str], str] = as_written
    queued: Callable[[str], Reply | None] = nothing
    fetch: Fetch = no_files
    limited: set[str] = field(default_factory=set)  # recipients that want no more in this look


def send(duty: Duty, found: Sequence[Due], activity: Activity | None, recipient: str, person: str | None) -> None:
    """One message about reminders that have fallen due, unless the plan has changed since they were read."""
    # drawn before it is recorded: what cannot be drawn stays open, and is not taken for sent
    reply = _reply(duty, [each.reminder for each in found], activity, recipient, person)
    with duty.database.transaction() as db:
        if activity_of(db, found[0].activity_id) != activity:
            return  # the next look sees the new plan
        if any(fate(duty, db, each.reminder, activity) for each in found):
            return
        delivery = reminders.claim(db, found, recipient, now=duty.now())
    if delivery:
        _post(duty, delivery, reply)


def settle_waiting(duty: Duty) -> None:
    """What is on its way already: looked for in the history where in doubt, tried again where refused."""
    with duty.database.reading() as db:
        found = reminders.waiting(db, duty.now())
    histories = _histories(duty, [each for each in found if each.in_doubt])
    for each in found:
        if each.in_doubt:
            guarded(_name(each), _look_up, duty, each, histories[each.recipient])
        else:
            guarded(_name(each), _try_again, duty, each)


def _histories(duty: Duty, doubtful: Iterable[Delivery]) -> dict[str, set[str] | None]:
    """What is known of each recipient's history: one question a recipient."""
    asked: dict[str, list[Delivery]] = {}
    for each in doubtful:
        asked.setdefault(each.recipient, []).append(each)
    known: dict[str, set[str] | None] = {}
    for recipient, group in asked.items():
        oldest = min(each.recorded_at for each in group).timestamp() - HISTORY_MARGIN
        try:
            found = duty.poster.find(recipient, {each.id for each in group}, oldest)
            known[recipient] = None if found is None or isinstance(found, Gone) else set(found)
        except Exception as problem:
            log.error("history could not be read: %s", place(problem))
            known[recipient] = None
    return known


def _look_up(duty: Duty, delivery: Delivery, history: set[str] | None) -> None:
    """A delivery in doubt: there, not there, or nobody can tell."""
    now = duty.now()
    if history is not None and delivery.id not in history:
        log.info("delivery %s is not in the history: posted again", _name(delivery))
        return _try_again(duty, delivery)
    with duty.database.transaction() as db:
        if history is not None:
            return reminders.settle(db, delivery, "sent", now=now)
        unwanted = _unwanted(duty, db, delivery) or not delivery.reminders
        if unwanted and now - delivery.recorded_at > TRY_FOR:
            log.warning("delivery %s was never settled: the history cannot be read", _name(delivery))
            return reminders.settle(db, delivery, "in_doubt", now=now, reason="history_unreadable")
        wait = LOOK_AGAIN[min(delivery.lookups, len(LOOK_AGAIN) - 1)]
        log.warning("delivery %s is in doubt: the history cannot be read, asked again in %s", _name(delivery), wait)
        return reminders.postpone(
            db, delivery, "in_doubt", until=now + wait, reason="history_unreadable", lookups=delivery.lookups + 1
        )


def _try_again(duty: Duty, delivery: Delivery) -> None:
    """Certainly not there: posted with the same id, unless it is over or nobody plans it any more."""
    if delivery.recipient in duty.limited:
        return None
    with duty.database.reading() as db:
        activity = activity_of(db, delivery.activity_id)
        unwanted = _unwanted(duty, db, delivery)
    reply = None if unwanted else _drawn(duty, delivery, activity)
    with duty.database.transaction() as db:
        if reply is None:
            log.warning("delivery %s was not sent: %s", _name(delivery), unwanted or "withdrawn")
            return reminders.settle(db, delivery, "refused", now=duty.now(), reason=unwanted or "withdrawn")
        if activity_of(db, delivery.activity_id) != activity:
            return None
        taken = reminders.attempt(db, delivery, now=duty.now())
    return _post(duty, taken, reply) if taken else None


def _drawn(duty: Duty, delivery: Delivery, activity: Activity | None) -> Reply | None:
    """What the delivery says as of now; None when what was queued is not to be said any more."""
    if not delivery.reminders:
        return duty.queued(delivery.about)
    person = responsible_of(duty, activity)
    return _reply(duty, delivery.reminders, activity, delivery.recipient, person)


def _unwanted(duty: Duty, db: Connection, delivery: Delivery) -> str:
    """Why there is no use in sending its reminders any more: 'over' or 'changed'; empty when there is."""
    activity = activity_of(db, delivery.activity_id)
    fates = [fate(duty, db, each, activity) for each in delivery.reminders]
    if not all(fates) or not fates:
        return ""
    return "over" if "passed" in fates else "changed"


def _post(duty: Duty, delivery: Delivery, reply: Reply) -> None:
    try:
        outcome = duty.poster.post(delivery.recipient, reply, delivery.id)
    except Exception as problem:
        log.error("posting %s failed: %s", _name(delivery), place(problem))
        outcome = Outcome("in_doubt", reason=type(problem).__name__)
    if outcome.state == "later":
        duty.limited.add(delivery.recipient)
    with duty.database.transaction() as db:
        _note(db, delivery, outcome, duty.now())


def _note(db: Connection, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    """What the platform answered, kept."""
    if outcome.state == "sent":
        return reminders.settle(db, delivery, "sent", now=now)
    if outcome.state == "in_doubt":  # a moment first: what was accepted late must have had time to show
        log.warning("delivery %s is in doubt: %s", _name(delivery), outcome.reason)
        return reminders.postpone(db, delivery, "in_doubt", until=now + DOUBT_AFTER, reason=outcome.reason)
    if outcome.state == "later":
        wait = timedelta(seconds=max(outcome.retry_after, 1))
        return reminders.postpone(db, delivery, "refused", until=now + wait, reason=outcome.reason or "ratelimited")
    if outcome.reason in MENDABLE and now - delivery.recorded_at < TRY_FOR:
        log.error("delivery %s was refused: %s; tried again in %s", _name(delivery), outcome.reason, TRY_AGAIN)
        return reminders.postpone(db, delivery, "refused", until=now + TRY_AGAIN, reason=outcome.reason)
    log.error("delivery %s was refused for good: %s", _name(delivery), outcome.reason)
    return reminders.settle(db, delivery, "refused", now=now, reason=outcome.reason)


def fate(duty: Duty, db: Connection, reminder: Reminder, activity: Activity | None) -> Literal["passed", "dropped", ""]:
    """'passed' when it is over, 'dropped' when it is not planned any more, empty when it is to be sent."""
    now = duty.now()
    if now >= over_at(reminder, activity, duty.project):
        return "passed"
    if reminder.about == "ask":
        return "" if reminder.key in {ask.key for ask in wanted_asks(duty, db, now)} else "dropped"
    return "" if is_current(reminder, activity) else "dropped"


def wanted_asks(duty: Duty, db: Connection, now: datetime) -> tuple[Reminder, ...]:
    """The asks for days that are not set, as the plans are now."""
    today = now.astimezone(duty.project.reminders.zone).date()
    types = [event.activity_type for event in duty.project.recurring]
    return asks(duty.project, today, reminders.dated(db, types, today.replace(day=1)))


def _reply(
    duty: Duty, told: Sequence[Reminder], activity: Activity | None, recipient: str, person: str | None
) -> Reply:
    if activity is None:
        return remind.ask(told[0], duty.project, duty.now())
    responsible = "du" if person == recipient else _called(duty, activity, person)
    return remind.reminder(activity, told, duty.project, duty.now(), responsible=responsible)


def activity_of(db: Connection, number: int | None) -> Activity | None:
    """The activity of that number; None for an ask, or when it is gone."""
    found = None if number is None else records.get(db, "activity", number)
    return found if isinstance(found, Activity) else None


def responsible_of(duty: Duty, activity: Activity | None) -> str | None:
    """The id of the person who is responsible; None when nobody is, or nobody can tell who."""
    try:
        return duty.person_of(activity.responsible) if activity else None
    except Exception as problem:  # the channel is told rather than nobody
        log.error("who is responsible could not be read: %s", place(problem))
        return None


def _called(duty: Duty, activity: Activity, person: str | None) -> str | None:
    try:
        return duty.name_of(person) if person else activity.responsible
    except Exception as problem:
        log.error("a name could not be read: %s", place(problem))
        return activity.responsible


def _name(delivery: Delivery) -> str:
    """How the log calls it: what was queued may name a person, a reminder's key only numbers and days."""
    return delivery.reminders[0].key if delivery.reminders else delivery.id


def guarded(about: str, work: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
    """Does the work; what goes wrong is logged and stops nothing else."""
    try:
        work(*args, **kwargs)
    except Exception as problem:
        log.error("reminder %s: %s", about, place(problem))


def place(problem: BaseException) -> str:
    """Type and place only: the text of an exception can quote what people wrote. Storage's own says just why."""
    frames = traceback.extract_tb(problem.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    why = f" ({problem})" if isinstance(problem, StorageUnavailable) else ""
    return f"{type(problem).__name__}{why} at {where}"
