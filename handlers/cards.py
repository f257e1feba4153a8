"""The records' cards: found, shown, and who may change them. The same for every way to a card."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlite_utils import Database as Connection

from bot.errors import AlreadyAnswered, AskedAnother, Locked, NoSuchRecord, NotYours, Objects
from bot.plans import is_called, stands
from bot.records import Activity, Contact, Expense, Note, Record, is_used, record_kind
from bot.reply import Reply
from bot.views import binding as binding_views
from bot.views import change as change_views
from bot.views import claims as claim_views
from bot.views import log as views
from bot.views import questions as question_views
from bot.views import remind as remind_views
from bot.views import roles as role_views
from bot.views.cards import card as record_card
from handlers import attesting, matters, rights
from handlers.desk import Desk, as_number, moment
from handlers.requests import Incoming
from handlers.rights import Right
from storage import audit, expenses, questions, records
from storage import reminders as kept_reminders


def latest(desk: Desk, incoming: Incoming, limit: int) -> Reply:
    """What the person logged last, each with its buttons."""
    with desk.database.reading() as db:
        found = [each for each in records.latest(db, incoming.who, limit) if rights.reads(incoming, each)]
    return views.latest(found, desk.project)


def shown(
    desk: Desk, db: Connection, refs: Sequence[str], *, title: str = "", notes: Sequence[str] = (),
    incoming: Incoming | None = None,
) -> Reply:  # fmt: skip
    """The records of `refs` as they stand now; `incoming`: who looks, and reads why one was returned if they may.

    Raises NotForThem where one of them is not for whoever looks.
    """
    found = there(db, refs)
    why: list[str] = []
    if incoming:
        for each in found:
            rights.require_reading(desk, incoming, each)
        asks = attesting.attesting(desk, db, incoming)
        why = [each.ref for each in found if isinstance(each, Expense) and asks.reads_why(each)]
    return views.shown(found, desk.project, title=title, notes=notes, why=why)


def keep_question(db: Connection, incoming: Incoming, asking: dict[str, Any]) -> str:
    """Keeps what has to be asked before anything is saved; returns the question's id."""
    at = moment(incoming.now)
    question_id = questions.ask(db, who=incoming.who, at=at, question=asking)
    audit.mark_handled(db, key=incoming.key, at=at, outcome={"question": question_id})
    return question_id


# An answer, or how it is made when the transaction is over: what asks the platform must not hold up who writes.
Said = Reply | Callable[[], Reply]


def once(desk: Desk, incoming: Incoming, work: Callable[[Connection], Said], right: Right = "log") -> Reply:
    """Does the work in one transaction; of a request that came before, what it led to, and nothing is done twice.

    Raises NotAllowed for whoever has not the right that it takes.
    """
    with rights.writing(desk, incoming, right) as db:
        if (outcome := audit.outcome_of(db, incoming.key)) is not None:
            return repeated(desk, db, outcome)
        said = work(db)
    return said if isinstance(said, Reply) else said()


def asked(db: Connection, incoming: Incoming, question_id: str) -> dict[str, Any]:
    """What the person was asked. Raises AlreadyAnswered, or AskedAnother where it was somebody else."""
    asking = questions.find(db, question_id, incoming.who)
    if asking is None:
        raise AskedAnother if questions.stands(db, question_id) else AlreadyAnswered
    return asking


def repeated(desk: Desk, db: Connection, outcome: dict[str, Any]) -> Reply:
    """The same request once more: what it led to, and nothing is done twice."""
    if "claim" in outcome:
        return claim_views.already()
    if "role" in outcome:
        return role_views.already()
    if "question" in outcome:
        return question_views.already_asked()
    return shown(desk, db, outcome["refs"])


def find(db: Connection, ref: str) -> Record:
    """The record that a button's 'activity:12' names."""
    kind, _, number = ref.partition(":")
    known = record_kind(kind)
    record = records.get(db, known, as_number(number)) if known else None
    if record is None:
        raise NoSuchRecord
    return record


def there(db: Connection, refs: Sequence[str]) -> list[Record]:
    """Those of a card's records that there are: one may have been erased since. Raises NoSuchRecord where none is."""
    found = list[Record]()
    for ref in refs:
        with suppress(NoSuchRecord):
            found.append(find(db, ref))
    if not found:
        raise NoSuchRecord
    return found


def may(desk: Desk, incoming: Incoming, record: Record) -> bool:
    """Whether a record is theirs to change: its author's, the project leader's, and who is responsible for it."""
    if not rights.may(incoming, rights.of(record)):
        return False
    if record.created_by == incoming.who or rights.may(incoming, "correct others"):
        return True
    named = (record.responsible if isinstance(record, Activity | Note) else None) or ""
    # the name of who asks has just been looked up; whether another is called so is asked only where it matters
    return is_called(desk.members.full_name(incoming.who), named) and desk.members.person(named) == incoming.who


def changed(desk: Desk, before: Record, kept: Record, trail: int) -> Reply:
    """The record with what is new in it, and the way back."""
    return change_views.changed(before, kept, trail, desk.project, (), [kept])


def may_change(desk: Desk, incoming: Incoming, record: Record) -> None:
    """Raises NotAllowed, NotYours where it is somebody else's, Objects of who objects, Locked where it is already claimed."""
    rights.require(desk, incoming, rights.of(record))
    if not is_used(record) and not rights.may(incoming, "personal data"):  # to have them corrected is a right still
        raise Objects(record.numbered, rights.leader_called(desk))
    if not may(desk, incoming, record):
        raise NotYours(record.numbered)
    if isinstance(record, Expense) and record.status == "claimed":
        raise Locked(record.numbered, record.claim_id or 0)


def replan(desk: Desk, db: Connection, record: Record, now: datetime) -> list[str]:
    """Has the reminders follow the record; says which are to come, and what is wrong with its day."""
    if isinstance(record, Contact):
        matters.replan(db, record.ref, desk.project, desk.today(now), at=moment(now))
    if not isinstance(record, Activity | Note):
        return []
    matters.replan(db, record.ref, desk.project, desk.today(now), at=moment(now))
    today = desk.today(now)
    if not (stands(record) if isinstance(record, Activity) else record.is_open and record.due):
        return []
    coming = kept_reminders.coming(db, record.ref)
    said = remind_views.plan_steps(coming, desk.project, today, responsible=record.responsible)
    if isinstance(record, Note):
        return said if coming else [remind_views.too_late(record.due, today)] if record.due else []
    return [*said, *filter(None, (matters.warning(db, record, desk.project),))]


def left_without(db: Connection, record: Record) -> tuple[str, ...]:
    """A sentence for each record that was undone and that expenses belonged to."""
    undone = isinstance(record, Activity) and record.deleted_at
    said = binding_views.left_without(expenses.how_many_of(db, record.id or 0)) if undone else ""
    return (said,) if said else ()


def shared(desk: Desk, about: str) -> Reply | None:
    """What the clock posts for a queued 'share activity:12 … U1'; None when there is nothing to show any more."""
    _, ref, _, who = about.split(" ")
    with desk.database.reading() as db:
        record = find(db, ref)
    if record.deleted_at or record.kind == "contact":
        return None
    return record_card(
        record, desk.project, title=f"{desk.members.full_name(who)} delar {record.numbered}", buttons=False
    )
