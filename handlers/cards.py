"""The records' own buttons and forms: change, undo, take back, share. The same for every way to a card."""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database as Connection

from bot import forms, reminders
from bot.errors import AlreadyAnswered, AlreadyUndone, ChangedMeanwhile, Locked, NoSuchRecord, NotUndone, NotYours
from bot.project import Project
from bot.records import Activity, Expense, Kind, Record, record_kind, values
from bot.reply import Reply
from bot.views import forms as form_views
from bot.views import log as views
from bot.views import questions as question_views
from bot.views import remind as remind_views
from bot.views.cards import card as record_card
from bot.views.cards import participle
from handlers.desk import Desk, moment
from handlers.requests import Incoming, Press, Submit
from storage import audit, questions, records
from storage import reminders as kept_reminders


def latest(desk: Desk, who: str, limit: int) -> Reply:
    """What the person logged last, each with its buttons."""
    with desk.database.reading() as db:
        return views.latest(records.latest(db, who, limit), desk.project)


def shown(desk: Desk, db: Connection, refs: Sequence[str], *, title: str = "", notes: Sequence[str] = ()) -> Reply:
    """The records of `refs` as they stand now."""
    return views.shown([find(db, ref) for ref in refs], desk.project, title=title, notes=notes)


def keep_question(db: Connection, incoming: Incoming, asking: dict[str, Any]) -> str:
    """Keeps what has to be asked before anything is saved; returns the question's id."""
    at = moment(incoming.now)
    question_id = questions.ask(db, who=incoming.who, at=at, question=asking)
    audit.mark_handled(db, key=incoming.key, at=at, outcome={"question": question_id})
    return question_id


def repeated(desk: Desk, db: Connection, outcome: dict[str, Any]) -> Reply:
    """The same request once more: what it led to, and nothing is done twice."""
    if "question" in outcome:
        return question_views.already_asked()
    return shown(desk, db, outcome["refs"])


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """One of a card's buttons. Raises NoSuchRecord for a button of no card of ours."""
    if press.action == "new" and (kind := record_kind(press.value)):
        filled = {"date": desk.today(incoming.now), "status": "done"}
        return form(desk, kind, filled)
    ref, _, among = press.value.partition(" ")
    if press.action == "edit":
        return _edit(desk, incoming, ref, among)
    if press.action == "more":
        with desk.database.reading() as db:
            return shown(desk, db, press.value.split(",")).model_copy(update={"beside": True})
    if press.action not in _CHANGES:
        raise NoSuchRecord
    with desk.database.transaction() as db:
        refs = among.split(",") if among else [ref]
        if audit.outcome_of(db, incoming.key) is not None:
            return shown(desk, db, refs)
        said = _CHANGES[press.action](desk, db, incoming, find(db, ref))
        audit.mark_handled(db, key=incoming.key, at=moment(incoming.now), outcome={"refs": refs})
        reply = shown(desk, db, refs, title=said)
    if press.action == "share":
        desk.wake()  # only now is there something on disk to look at
    return reply


def find(db: Connection, ref: str) -> Record:
    """The record that a button's 'activity:12' names."""
    kind, _, number = ref.partition(":")
    known = record_kind(kind)
    record = records.get(db, known, int(number)) if known and number.isdecimal() and len(number) < 18 else None
    if record is None:
        raise NoSuchRecord
    return record


def may(desk: Desk, incoming: Incoming, record: Record) -> bool:
    """Whether a record is theirs to change: its author's, and the project leader's."""
    return record.created_by == incoming.who or desk.leads(incoming.who)


def may_change(desk: Desk, incoming: Incoming, record: Record) -> None:
    """Raises NotYours where it is somebody else's, Locked where it is already claimed."""
    if not may(desk, incoming, record):
        raise NotYours(record.numbered)
    if isinstance(record, Expense) and record.status == "claimed":
        raise Locked(record.numbered)


def _undo(desk: Desk, db: Connection, incoming: Incoming, record: Record) -> str:
    if record.deleted_at:
        raise AlreadyUndone(record.numbered)
    may_change(desk, incoming, record)
    kept = records.remove(db, record, who=incoming.who, at=moment(incoming.now))
    replan(desk, db, kept, incoming.now)
    return f"↩️ {record.numbered} är {participle(record, 'ångrad')}"


def _restore(desk: Desk, db: Connection, incoming: Incoming, record: Record) -> str:
    if not record.deleted_at:
        raise NotUndone(record.numbered)
    may_change(desk, incoming, record)
    kept = records.restore(db, record, who=incoming.who, at=moment(incoming.now))
    replan(desk, db, kept, incoming.now)
    return f"✅ {record.numbered} är tillbaka"


def _share(desk: Desk, db: Connection, incoming: Incoming, record: Record) -> str:
    if record.kind == "contact" or record.deleted_at:  # personal data stays private
        raise NoSuchRecord
    about = f"share {record.ref} {record.updated_at} {incoming.who}"
    if not kept_reminders.queue(db, recipient=desk.channel, about=about, at=moment(incoming.now)):
        return f"{record.numbered} är redan {participle(record, 'delad')} i kanalen"
    return f"✅ {record.numbered} delas i kanalen"


_CHANGES: dict[str, Callable[[Desk, Connection, Incoming, Record], str]] = {
    "undo": _undo,
    "restore": _restore,
    "share": _share,
}


def _edit(desk: Desk, incoming: Incoming, ref: str, among: str) -> Reply:
    with desk.database.reading() as db:
        record = find(db, ref)
    if record.deleted_at:
        raise AlreadyUndone(record.numbered)
    may_change(desk, incoming, record)
    return form(desk, record.kind, values(record), record=record, among=among)


def form(
    desk: Desk, kind: Kind, filled: dict[str, Any], *, record: Record | None = None, among: str = "", question: str = ""
) -> Reply:
    """A record's form; what it needs to know when it comes back travels in its context."""
    context: dict[str, Any] = {"kind": kind}
    if record:
        context |= {"ref": record.ref, "updated_at": record.updated_at, "among": among}
    if question:
        context["question"] = question
    return form_views.form(
        kind, filled, desk.project, context=json.dumps(context), number=record.id if record else None
    )


def submit(desk: Desk, incoming: Incoming, submit: Submit) -> Reply:
    """A filled-in form: saved, or said at the field what does not hold."""
    if record_kind(json.loads(submit.context)["kind"]) is None:
        raise NoSuchRecord
    with desk.database.transaction() as db:
        if (outcome := audit.outcome_of(db, incoming.key)) is not None:
            return repeated(desk, db, outcome)
        return _submitted(desk, db, incoming, submit, asked=False)


def accept(desk: Desk, db: Connection, incoming: Incoming, asking: dict[str, Any]) -> Reply:
    """A form whose date outside the period was asked about, and meant."""
    given = {name: tuple(value) if isinstance(value, list) else value for name, value in asking["form"].items()}
    return _submitted(desk, db, incoming, Submit("save", asking["context"], given), asked=True)


def _submitted(desk: Desk, db: Connection, incoming: Incoming, submit: Submit, *, asked: bool) -> Reply:
    context = json.loads(submit.context)
    if (question := context.get("question")) and questions.find(db, question, incoming.who) is None:
        raise AlreadyAnswered
    before = _before(desk, db, incoming, context)
    today = desk.today(incoming.now)
    after, problems, reasons = forms.read_form(context["kind"], submit.values, desk.project, today, before)
    if after is None:
        return Reply(problems=problems)
    if not asked and (day := _outside(desk.project, before, after)):
        question_id = keep_question(db, incoming, {"form": dict(submit.values), "context": submit.context})
        return question_views.outside_period(day, question_id, desk.project)
    return _keep(desk, db, incoming, context, before, after, [views.assumed(reason, after) for reason in reasons])


def _outside(project: Project, before: Record | None, after: Record) -> date | None:
    """The record's day when it is newly outside the project's period."""
    if not isinstance(after, Activity | Expense) or project.covers(after.date):
        return None
    return None if isinstance(before, Activity | Expense) and before.date == after.date else after.date


def _before(desk: Desk, db: Connection, incoming: Incoming, context: dict[str, Any]) -> Record | None:
    if "ref" not in context:
        return None
    before = find(db, context["ref"])
    may_change(desk, incoming, before)
    if before.deleted_at:
        raise AlreadyUndone(before.numbered)
    if before.updated_at != context["updated_at"]:
        raise ChangedMeanwhile(before.numbered)
    return before


def _keep(
    desk: Desk, db: Connection, incoming: Incoming, context: dict[str, Any], before: Record | None, after: Record,
    assumed: Sequence[str],
) -> Reply:  # fmt: skip
    at = moment(incoming.now)
    if before is None:
        kept = records.add(db, after, who=incoming.who, at=at)
    else:
        kept = records.change(db, before, after, who=incoming.who, at=at)
    if question := context.get("question"):
        questions.close(db, question)
    notes = [*assumed, *replan(desk, db, kept, incoming.now)]
    audit.mark_handled(db, key=incoming.key, at=at, outcome={"refs": [kept.ref]})
    refs = [ref for ref in context.get("among", "").split(",") if ref] or [kept.ref]
    said = f"✅ {kept.numbered} är {participle(kept, 'ändrad' if before else 'sparad')}"
    return shown(desk, db, refs, title=said, notes=notes)


def replan(desk: Desk, db: Connection, record: Record, now: datetime) -> list[str]:
    """Has the reminders follow the record; says which are to come."""
    if not isinstance(record, Activity):
        return []
    steps = reminders.steps(record, desk.project)
    kept_reminders.replan(db, record, steps, at=moment(now))
    if not reminders.stands(record):
        return []
    today = desk.today(now)
    coming = [step for step in steps if step.due_at > now]
    return remind_views.plan_steps(coming, desk.project, today, responsible=record.responsible)


def shared(desk: Desk, about: str) -> Reply | None:
    """What the clock posts for a queued 'share activity:12 … U1'; None when there is nothing to show any more."""
    _, ref, _, who = about.split(" ")
    with desk.database.reading() as db:
        record = find(db, ref)
    if record.deleted_at or record.kind == "contact":
        return None
    return record_card(record, desk.project, title=f"{desk.members.name(who)} delar {record.numbered}", buttons=False)
