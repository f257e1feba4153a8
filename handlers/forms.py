"""The records' forms: opened filled in, saved, or said at the field what does not hold."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlite_utils import Database as Connection

from bot import forms
from bot.errors import AlreadyAnswered, AlreadyUndone, ChangedMeanwhile, NoSuchRecord
from bot.merging import merged
from bot.plans import stands
from bot.project import Project
from bot.records import RECORDS, Activity, Expense, Kind, Record, record_kind, values
from bot.reply import Reply
from bot.views import change as change_views
from bot.views import forms as form_views
from bot.views import known as known_views
from bot.views import log as views
from bot.views import picked as picked_views
from bot.views import questions as question_views
from bot.views.cards import card, named, participle
from handlers import choosable, indicators, receipts, responsible, rights
from handlers.cards import Said, find, keep_question, may_change, once, replan, shown, there
from handlers.desk import Desk, as_context, moment
from handlers.requests import File, Incoming, Submit
from storage import audit, questions, records


def form(
    desk: Desk, kind: Kind, filled: dict[str, Any], *,
    record: Record | None = None, seen: int = 0, among: str = "", question: str = "",
    files: Sequence[File] = (), intro: str = "", source: str = "", known: int = 0, beside: bool = False,
) -> Reply:  # fmt: skip
    """A record's form; what it needs to know when it comes back travels in its context.

    `seen`: the number in the trail of the last change to `record` that is shown in the form. `question`: what
    it answers when it is saved. `source`: the key of the message that it was filled in from, of which so many
    records are `known`. `beside`: what it was opened from stays, and says itself what came of it.
    """
    context: dict[str, Any] = {"kind": kind}
    if record:
        context |= {"ref": record.ref, "seen": seen, "among": among}
    if question:
        context["question"] = question
    if source:
        context |= {"source": source, "known": known}
    if beside:
        context["beside"] = True
    if files:
        context["files"] = receipts.packed(files)
    number = record.id if record else None
    packed = json.dumps(context, ensure_ascii=False)
    filled = filled | indicators.found(desk, filled) if kind == "measurement" else filled
    more = choosable.offered(desk, kind, filled)
    return form_views.form(kind, filled, desk.project, context=packed, number=number, intro=intro, offered=more)


def of_a_plan(desk: Desk, record: Activity, seen: int, *, shown: Sequence[str], sets: str, title: str) -> Reply:
    """A few fields of a plan's form, that whoever was there can fill in; `sets`: its status when they are saved."""
    context = {
        "kind": record.kind, "ref": record.ref, "seen": seen, "among": record.ref, "shown": list(shown),
        "sets": {"status": sets}, "beside": True,
    }  # fmt: skip
    registered = f" {record.registered} var anmälda." if record.registered is not None else ""
    return form_views.form(
        record.kind, values(record), desk.project, context=json.dumps(context, ensure_ascii=False), number=record.id,
        title=title, intro=f"{named(record, desk.project)}.{registered}", shown=shown,
    )  # fmt: skip


def submit(desk: Desk, incoming: Incoming, submit: Submit) -> Reply:
    """A filled-in form: saved, asked about, or said at the field what does not hold."""
    context = as_context(submit.context, "kind")
    if record_kind(context["kind"]) is None:
        raise NoSuchRecord
    filled = _with_files(submit)
    reply = once(desk, incoming, lambda db: _submitted(desk, db, incoming, filled, {}), "answer")
    desk.wake()  # an expense may have come with its receipt
    return reply.model_copy(update={"beside": True}) if "beside" in context else reply


def _with_files(submit: Submit) -> Submit:
    """The files that were chosen in the form stand in its context, after those that it was opened with."""
    if not submit.files:
        return submit
    context = json.loads(submit.context)
    files = receipts.packed([*receipts.unpacked(context.get("files")), *submit.files])
    return replace(submit, context=json.dumps(context | {"files": files}, ensure_ascii=False), files=())


def accept(desk: Desk, db: Connection, incoming: Incoming, asking: dict[str, Any]) -> Said:
    """A form that something was asked about, and it is meant."""
    given = {name: tuple(value) if isinstance(value, list) else value for name, value in asking["form"].items()}
    return _submitted(desk, db, incoming, Submit("save", asking["context"], given), asking.get("meant", {}))


def about(db: Connection, asking: dict[str, Any]) -> str:
    """What a form that waits for an answer was about: 'formuläret för Utgift 11', 'kvittot du skickade'."""
    if "context" not in asking:
        return "kvittot du skickade"
    context = json.loads(asking["context"])
    if "ref" in context:
        return f"formuläret för {find(db, context['ref']).numbered}"
    return f"formuläret för en {RECORDS[context['kind']].noun.casefold()}"


def _submitted(desk: Desk, db: Connection, incoming: Incoming, submit: Submit, meant: dict[str, int]) -> Said:
    """`meant`: what was asked about already and is to be so: the day, the message, the last change that was shown."""
    context = json.loads(submit.context)
    if (question := context.get("question")) and questions.find(db, question, incoming.who) is None:
        raise AlreadyAnswered
    now, base = _standing(desk, db, incoming, context)
    today = desk.today(incoming.now)
    opened = base.model_copy(update=context["sets"]) if base and "sets" in context else base
    after, problems, reasons = forms.read_form(
        context["kind"], submit.values, desk.project, today, opened, context.get("shown", ()),
        indicators.offered(desk, context["kind"]),
    )  # fmt: skip
    if after is None:
        return Reply(problems=problems)
    named = now.responsible if "sets" in context and isinstance(now, Activity) else None
    rights.require(desk, incoming, rights.of_theirs(desk, incoming, named, rights.of(after)))
    if now is not None and base is not None and now != base:
        last = audit.latest(db, now.kind, now.id or 0)
        after = merged(base, after, now)
        if values(after) != values(now) and meant.get("change") != last:
            question_id = _ask(db, incoming, submit, meant | {"change": last})
            return _meanwhile(desk, db, incoming, context, base, now, after, question_id)
        if problems := forms.together(context["kind"], values(after), today, now):
            said = f"Det går inte ihop med den andra ändringen. {' '.join(problems.values())}"
            files = receipts.unpacked(context.get("files"))
            return form(desk, now.kind, values(after), record=now, seen=last, files=files, intro=said)
    if "day" not in meant and (day := _outside(desk.project, now, after)):
        question_id = _ask(db, incoming, submit, meant | {"day": 1})
        return question_views.outside_period(day, question_id, desk.project)
    logged = audit.logged_from(db, context["source"]) if "source" in context else []
    if len(logged) > context.get("known", 0) and "message" not in meant:
        question_id = _ask(db, incoming, submit, meant | {"message": 1})
        return picked_views.already(there(db, logged), desk.project, form=question_id)
    anew = now is None and not context.get("known") and not {"same", "message"} & set(meant)
    if anew and isinstance(after, Activity) and (same := records.same_occasion(db, after, yearly=desk.project.yearly)):
        return known_views.same(same, 0, _ask(db, incoming, submit, meant | {"same": 1}), desk.project)
    reply = _keep(desk, db, incoming, context, now, after, [views.assumed(reason, after) for reason in reasons])
    return responsible.told(desk, reply, [after]) if responsible.is_new(now, after) else reply


def _ask(db: Connection, incoming: Incoming, submit: Submit, meant: dict[str, int]) -> str:
    """Keeps the form until what it is asked about is answered; the question that it came from is this one now."""
    context = json.loads(submit.context)
    if (question := context.get("question")) and "of" not in (questions.find(db, question, incoming.who) or {}):
        questions.close(db, context.pop("question"))
    asking = {"form": dict(submit.values), "context": json.dumps(context, ensure_ascii=False), "meant": meant}
    return keep_question(db, incoming, asking)


def _meanwhile(
    desk: Desk, db: Connection, incoming: Incoming, context: dict[str, Any], base: Record, now: Record, after: Record,
    question_id: str,
) -> Callable[[], Reply]:  # fmt: skip
    """The question whose words are to stand, with the name of who changed the record last."""
    last = audit.lines(db, now.kind, now.id or 0, after=context["seen"])[-1]

    def said() -> Reply:
        who = "" if last.who == incoming.who else desk.members.full_name(last.who)
        return change_views.meanwhile(base, now, after, who, question_id, desk.project)

    return said


def _standing(
    desk: Desk, db: Connection, incoming: Incoming, context: dict[str, Any]
) -> tuple[Record | None, Record | None]:
    """The record as it stands now, and as it stood when the form was opened; None for a new one.

    Raises ChangedMeanwhile where what it said then is not known any more.
    """
    if "ref" not in context:
        return None, None
    now = find(db, context["ref"])
    asked_of_all = "sets" in context and isinstance(now, Activity) and stands(now)  # how it went: whoever was there
    if not asked_of_all:
        may_change(desk, incoming, now)
    base = records.as_of(db, now, context["seen"]) if "seen" in context else None
    if base is None:
        raise ChangedMeanwhile(now.numbered)
    if base.deleted_at and now.deleted_at:
        raise AlreadyUndone(now.numbered)
    return now, base


def _outside(project: Project, before: Record | None, after: Record) -> date | None:
    """The record's day when it is newly outside the project's period."""
    if not isinstance(after, Activity | Expense) or project.covers(after.date):
        return None
    return None if isinstance(before, Activity | Expense) and before.date == after.date else after.date


def _keep(
    desk: Desk, db: Connection, incoming: Incoming, context: dict[str, Any], before: Record | None, after: Record,
    assumed: Sequence[str],
) -> Reply:  # fmt: skip
    indicators.is_new(db, after)
    at = moment(incoming.now)
    asked = _answered(db, incoming, context)
    refs = [ref for ref in context.get("among", "").split(",") if ref]
    files = receipts.unpacked(context.get("files"))
    if before is not None and values(before) == values(after):
        if said := receipts.attach(db, incoming, [before], files):
            audit.mark_handled(db, key=incoming.key, at=at, outcome={"refs": refs or [before.ref]})
            return shown(desk, db, refs or [before.ref], notes=said)
        return shown(desk, db, refs or [before.ref], title=f"{before.numbered} behövde inte ändras")
    if before is None:
        kept = records.add(db, after, who=incoming.who, at=at)
    else:
        if before.deleted_at:
            before = records.restore(db, before, who=incoming.who, at=at)
        after = after.model_copy(update={"deleted_at": None})
        kept = records.change(db, before, after, who=incoming.who, at=at)
    notes = [*assumed, *replan(desk, db, kept, incoming.now), *indicators.notes(db, [kept])]
    notes += receipts.attach(db, incoming, [kept], files)
    refs = refs or [kept.ref]
    audit.mark_handled(db, key=incoming.key, at=at, outcome={"refs": refs})
    if before is None:
        saved = shown(desk, db, refs, title=f"✅ {kept.numbered} är {participle(kept, 'sparad')}", notes=notes)
        return _from_message(db, incoming, saved, kept, context, asked)
    return _changed(desk, db, before, kept, refs, notes)


def _answered(db: Connection, incoming: Incoming, context: dict[str, Any]) -> dict[str, Any]:
    """The question that the form came from, which it answers; empty where there was none."""
    if not (question := context.get("question")):
        return {}
    asking = questions.find(db, question, incoming.who) or {}
    questions.close(db, question)
    return asking


def _from_message(
    db: Connection, incoming: Incoming, saved: Reply, kept: Record, context: dict[str, Any], asked: dict[str, Any]
) -> Reply:
    """Remembers that the message is logged, and asks about what else it holds."""
    at = moment(incoming.now)
    if source := context.get("source"):
        audit.remember(db, key=source, at=at, refs=[kept.ref])
    following = asked.get("number", 0) + 1
    if following >= asked.get("of", 1):
        return saved
    question_id = questions.ask(db, who=incoming.who, at=at, question=asked | {"number": following})
    return Reply(parts=(saved, picked_views.following(question_id)))


def _changed(
    desk: Desk, db: Connection, before: Record, kept: Record, refs: Sequence[str], notes: Sequence[str]
) -> Reply:
    """The answer's cards again, the changed one with what it said before and the way back."""
    among = there(db, refs)
    trail = audit.latest(db, kept.kind, kept.id or 0)
    own = change_views.changed(before, kept, trail, desk.project, (), among)
    said = [own if one.ref == kept.ref else card(one, desk.project, among=among) for one in among]
    return views.gathered(among, said, own.title, notes)
