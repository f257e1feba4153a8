"""What a message of the assistant's own accord says: drawn when it is posted, and anew when something came of it."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlite_utils import Database as Connection

from bot.informing import Due
from bot.milestones import Milestone
from bot.missing import Missing
from bot.plans import Planned
from bot.records import Activity, Note
from bot.reminders import Reminder
from bot.reply import Reply
from bot.tasks import Task
from bot.views import digest as digest_views
from bot.views import informing as informing_views
from bot.views import reminder as views
from bot.views import task as task_views
from handlers import digest, status
from handlers.attesting import IMPORTER
from handlers.duty import Duty, place
from handlers.matters import Matter, matter, person, stands_in, warning
from handlers.requests import Unreadable
from storage import audit
from storage.deliveries import Delivery

log = logging.getLogger(__name__)

UNREADABLE_FOR = timedelta(minutes=10)

Matters = Mapping[str, Matter]


def matters(duty: Duty, db: Connection, subjects: Sequence[str]) -> dict[str, Matter]:
    """What these subjects stand for now."""
    return {subject: matter(db, subject, duty.project, duty.today()) for subject in dict.fromkeys(subjects)}


def recipient(duty: Duty, found: Matter, reminder: Reminder) -> str | None:
    """The channel, or the person who is told privately; None while the platform does not say who that is.

    After some minutes the channel is told rather than nobody.
    """
    if reminder.audience == "channel":
        return duty.channel
    to = _privately(duty, found, reminder)
    return duty.place_of(to) if to and to != duty.channel else to


def _privately(duty: Duty, found: Matter, reminder: Reminder) -> str | None:
    if isinstance(found.about, Due):
        return _of_register(duty, found.about, reminder)
    try:
        return person(found, duty.project, duty.person_of) or (stands_in(found) and duty.leader()) or duty.channel
    except Unreadable:
        return None if duty.now() - reminder.due_at < UNREADABLE_FOR else duty.channel
    except Exception as problem:
        log.error("who is responsible could not be read: %s", place(problem))
        return duty.channel


def _of_register(duty: Duty, due: Due, reminder: Reminder) -> str:
    """Whoever logged the contact; when the time is out, and of an objection, the project leader. It names nobody."""
    own = due.what == "inform" and reminder.about == "event" and due.logged_by != IMPORTER
    return (due.logged_by if own else "") or duty.leader() or duty.channel


def told(duty: Duty, reminders: Sequence[Reminder], known: Matters, to: str) -> Reply | None:
    """The message about these reminders; None when there is nothing to say."""
    first = reminders[0]
    found = known[first.subject]
    if all(each.about == "ask" for each in reminders):
        missing = [about for each in reminders if isinstance(about := known[each.subject].about, Missing)]
        return views.ask(missing, reminders, duty.project, duty.now()) if missing else None
    due = [about for each in reminders if isinstance(about := known[each.subject].about, Due)]
    if len(due) == len(reminders):
        return _of_persons(reminders, due)
    if _is_gathered(reminders):
        lines = [(each, about) for each in reminders if (about := known[each.subject].about)]
        return views.gathered(lines, duty.project, duty.now())
    if first.about == "digest":
        return _digest(duty, first, duty.now())
    if found.planned is None:
        return None
    if isinstance(found.planned, Task):
        said = task_views.reminder(
            found.planned, reminders, duty.project, duty.now(), responsible=_called(duty, found, to)
        )
    elif first.about == "followup" and isinstance(found.planned, Activity):
        said = views.followup(found.planned, first, duty.project, duty.now())
    elif first.about == "followup" and isinstance(found.planned, Milestone):
        said = views.overdue(found.planned, first, duty.project, duty.now())
    else:
        said = views.reminder(
            found.planned, reminders, duty.project, duty.now(), responsible=_called(duty, found, to),
            warning=_warning(duty, found.planned), shown=_shown(duty, reminders, duty.now()),
        )  # fmt: skip
    return _with_note(said, _instead_of(duty, found, first, to))


def _of_persons(reminders: Sequence[Reminder], due: Sequence[Due]) -> Reply:
    last = min(each.date for each in due)
    if due[0].what == "objection":
        return informing_views.objection_reminder(due[0].number, last)
    late = any(each.about == "followup" for each in reminders)
    return informing_views.reminder(len(due), last, late=late)


def moved(duty: Duty, reply: Reply, delivery: Delivery) -> Reply:
    """It comes to the project leader instead: why."""
    reason, meant_for, *perhaps = delivery.moved.split(" ")
    name = "" if meant_for in duty.channels else _name_of(duty, meant_for)
    return _with_note(reply, views.not_reached(reason, name, perhaps_there=bool(perhaps)))


def perhaps_again(reply: Reply, delivery: Delivery, doubts: int) -> Reply:
    """It may have come as many times already: it says so."""
    if not doubts:
        return reply
    what = "påminnelsen" if delivery.reminders and delivery.reminders[0].about != "digest" else "meddelandet"
    return _with_note(reply, views.perhaps_again(what, doubts + 1))


def became(duty: Duty, delivery: Delivery, known: Matters) -> Reply | None:
    """The posted message as it is to be now; None where it stays as it is."""
    first = delivery.reminders[0]
    if first.about == "digest":
        return _digest(duty, first, delivery.recorded_at, posted=True)
    if _is_gathered(delivery.reminders) or first.about == "ask" or first.subject.startswith("contact:"):
        return None
    found, to = known[first.subject], delivery.recipient
    if isinstance(found.planned, Task):
        reply = task_views.became(
            found.planned, delivery.reminders, duty.project, delivery.recorded_at,
            responsible=_called(duty, found, to), marks=found.marks, name_of=lambda who: _name_of(duty, who),
            by=_changed_by(duty, found),
        )  # fmt: skip
        reply = _with_note(reply, _instead_of(duty, found, first, to))
        return moved(duty, reply, delivery) if delivery.moved else reply
    reply = views.became(
        found.planned, delivery.reminders, duty.project, delivery.recorded_at, responsible=_called(duty, found, to),
        marks=found.marks, name_of=lambda who: _name_of(duty, who), warning=_warning(duty, found.planned),
        by=_changed_by(duty, found), shown=_shown(duty, delivery.reminders, delivery.recorded_at),
    )  # fmt: skip
    reply = _with_note(reply, _instead_of(duty, found, first, to))
    return moved(duty, reply, delivery) if delivery.moved else reply


def _is_gathered(reminders: Sequence[Reminder]) -> bool:
    """Whether they are about several days, or several plans: late, in one message."""
    return len({(each.subject, each.about) for each in reminders}) > 1


def _with_note(reply: Reply, note: str) -> Reply:
    return reply.model_copy(update={"notes": (*reply.notes, note)}) if note else reply


def _digest(duty: Duty, told: Reminder, sent: datetime, *, posted: bool = False) -> Reply | None:
    """None when there is nothing to say, unless it stands there already and says what is over by now."""
    with duty.database.reading() as db:
        found = digest.gathered(db, duty.project, told.date)
    return digest_views.digest(found, duty.project, views.late([told], duty.project, sent)) if found or posted else None


def _shown(duty: Duty, reminders: Sequence[Reminder], sent: datetime) -> Reply | None:
    """The state of the project, before a meeting: as of the day on which it was posted."""
    if not any(each.shows == "status" for each in reminders):
        return None
    with duty.database.reading() as db:
        return status.status("", db=db, project=duty.project, today=duty.project.reminders.day(sent))


def _changed_by(duty: Duty, found: Matter) -> str:
    """What the person is called who changed the plan last."""
    record = found.about.note if isinstance(found.about, Task) else found.about
    if not isinstance(record, Activity | Note):
        return ""
    with duty.database.reading() as db:
        lines = audit.lines(db, record.kind, record.id or 0)
    return _name_of(duty, lines[-1].who) if lines else ""


def _warning(duty: Duty, planned: Planned | None) -> str:
    if not isinstance(planned, Activity):
        return ""
    with duty.database.reading() as db:
        return warning(db, planned, duty.project, only_sure=True)


def _instead_of(duty: Duty, found: Matter, told: Reminder, to: str) -> str:
    """Why the project leader is told in a responsible person's place; empty where it is not so."""
    written = found.responsible(duty.project)
    if told.audience != "responsible" or not written or not stands_in(found):
        return ""
    if not duty.same(to, duty.leader()):
        return ""
    try:
        absent = person(found, duty.project, duty.person_of) is None
    except Exception as problem:
        log.error("who is responsible could not be read: %s", place(problem))
        return ""
    return views.instead_of(written) if absent else ""


def _called(duty: Duty, found: Matter, to: str) -> str | None:
    """How the message names who is responsible: 'du' to the person in question, None for nobody."""
    written = found.responsible(duty.project)
    if written is None:
        return None
    try:
        known = person(found, duty.project, duty.person_of)
        if known is None:
            return written
    except Exception as problem:
        log.error("who is responsible could not be read: %s", place(problem))
        return written
    return "du" if duty.same(known, to) else _name_of(duty, known)


def _name_of(duty: Duty, who: str) -> str:
    try:
        return duty.name_of(who)
    except Exception as problem:  # an id is better than no message
        log.error("a name could not be read: %s", place(problem))
        return who
