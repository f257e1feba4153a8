"""A plan's steps: done, put off, moved, dropped, added; and how it went when its day has passed.

Whoever is in the group may do so: who it was is kept, and shown where the reminder stands.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlite_utils import Database as Connection

from bot import forms as form_rules
from bot.errors import NoSuchPlan, NotPlanned
from bot.plans import Audience, Before, Mark, Planned, Step, day_of, stands, steps, working_days
from bot.records import Activity
from bot.reply import Reply
from bot.views import plan as views
from bot.views import swedish_text as sv
from handlers import buttons, cards, forms, matters
from handlers.desk import Desk, moment
from handlers.requests import Incoming, Press, Submit
from storage import audit, plans, records
from storage import reminders as kept_reminders

OUTCOME = ("participants", "women", "men", "others", "note")  # what is asked when it has been
WEEK = timedelta(days=7)


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """One of the buttons on a reminder, a plan or the question how it went."""
    if press.action in ("held", "cancelled"):
        return _outcome(desk, incoming, press)
    subject, _, rest = press.value.partition(" ")
    names, _, where = rest.partition(" ")
    match press.action:
        case "done":
            return _done(desk, incoming, subject, names.split(","), where)
        case "later":
            return _until_when(desk, incoming, subject, names.split(","))
        case "put_off":
            return _put_off(desk, incoming, subject, names.split(","), date.fromisoformat(where))
        case "put_off_form":
            return _put_off_form(desk, incoming, subject, names.split(","))
        case "add_step" | "edit_step":
            return _step_form(desk, incoming, subject, names)
    return shown(desk, incoming, subject)


def submit(desk: Desk, incoming: Incoming, submit: Submit) -> Reply:
    """A filled-in form: until when a step is put off, or a step itself."""
    context = json.loads(submit.context)
    if submit.action == "put_off":
        return _put_off_to(desk, incoming, context["subject"], context["steps"], str(submit.values.get("day") or ""))
    return _step(desk, incoming, context["subject"], context["step"], submit)


def shown(desk: Desk, incoming: Incoming, subject: str, title: str = "") -> Reply:
    """The plan as it stands; `title`: what was just done."""
    with desk.database.reading() as db:
        planned, found = _found(desk, db, incoming, subject)
        warning = matters.warning(db, planned, desk.project) if isinstance(planned, Activity) else ""
    today = desk.today(incoming.now)
    return views.plan(planned, found, desk.project, today, name_of=desk.members.full_name, title=title, warning=warning)


def _found(desk: Desk, db: Connection, incoming: Incoming, subject: str) -> tuple[Planned, tuple[Step, ...]]:
    """What is planned, and its steps. Raises NoSuchPlan, and NotPlanned for what has been or is not to be."""
    found = matters.matter(db, subject, desk.project, desk.today(incoming.now))
    if found.planned is None:
        raise NoSuchPlan
    if isinstance(found.planned, Activity) and not stands(found.planned):
        raise NotPlanned(found.planned.numbered)
    return found.planned, steps(found.planned, desk.project, found.marks)


# --- Done, put off ----------------------------------------------------------------------------------------


def _done(desk: Desk, incoming: Incoming, subject: str, names: Sequence[str], where: str) -> Reply:
    at = moment(incoming.now)

    def done(mark: Mark) -> Mark:
        return replace(mark, done_at=at, done_by=incoming.who)

    with desk.database.transaction() as db:
        found = [step for step in _found(desk, db, incoming, subject)[1] if step.name in names]
        before = [step.mark for step in found if step.done]
        _mark(desk, db, incoming, subject, [step for step in found if not step.done], done)
        redrawn = kept_reminders.posted(db, subject)
    desk.wake()
    if where == "plan":
        return shown(desk, incoming, subject)
    if found and len(before) == len(found):
        return views.confirmed(_already(desk, incoming, before[0]), beside=True)
    said = sv.listed([step.text for step in found])
    # the message itself says it in a moment; what was posted before its place was known cannot
    return Reply() if redrawn and where != "home" else views.confirmed(f"✅ Klart: {said}.", beside=where != "home")


def _already(desk: Desk, incoming: Incoming, mark: Mark) -> str:
    who = "du" if mark.done_by == incoming.who else desk.members.full_name(mark.done_by or "")
    return f"Det är redan klart, enligt {who}." if who != "du" else "Det har du redan markerat som klart."


def _mark(
    desk: Desk, db: Connection, incoming: Incoming, subject: str, found: Sequence[Step], change: Callable[[Mark], Mark]
) -> None:
    """Keeps what was made of these steps, and has the reminders follow."""
    at = moment(incoming.now)
    for step in found:
        plans.write(db, subject, change(step.mark), who=incoming.who, at=at)
    matters.replan(db, subject, desk.project, desk.today(incoming.now), at=at)
    if found:
        kept_reminders.redraw(db, subject)


def _until_when(desk: Desk, incoming: Incoming, subject: str, names: Sequence[str]) -> Reply:
    """The next working day, a week, or any day; none of them after the day itself."""
    today = desk.today(incoming.now)
    with desk.database.reading() as db:
        planned, found = _found(desk, db, incoming, subject)
    left = [step for step in found if step.name in names and not step.done]
    if not left:
        return views.confirmed("Det är redan klart.", beside=True)
    last = min(step.day for step in left)
    works = working_days(planned, desk.project, left[0].audience)
    tomorrow = works.on_or_after(today + timedelta(days=1))
    offered = [("I morgon" if tomorrow == today + timedelta(days=1) else "", tomorrow)]
    offered.append(("En vecka", works.on_or_after(today + WEEK)))
    days = [(label, day) for label, day in offered if today < day <= last]
    if last <= today:
        return views.confirmed("Det går inte att skjuta upp: dagen är här.", beside=True)
    return views.put_off(subject, ",".join(names), days, "; ".join(step.text for step in left), today)


def _put_off_form(desk: Desk, incoming: Incoming, subject: str, names: Sequence[str]) -> Reply:
    with desk.database.reading() as db:
        _, found = _found(desk, db, incoming, subject)
    last = min((step.day for step in found if step.name in names), default=desk.today(incoming.now))
    context = json.dumps({"subject": subject, "steps": list(names)}, ensure_ascii=False)
    return views.put_off_form(context, min(desk.today(incoming.now) + WEEK, last), last)


def _put_off_to(desk: Desk, incoming: Incoming, subject: str, names: Sequence[str], given: str) -> Reply:
    today = desk.today(incoming.now)
    day = date.fromisoformat(given)
    with desk.database.reading() as db:
        _, found = _found(desk, db, incoming, subject)
    last = min((step.day for step in found if step.name in names), default=today)
    if day <= today:
        return Reply(problems={"day": "Välj en dag som kommer."})
    if day > last:
        return Reply(problems={"day": f"Välj senast {sv.day(last)}: sedan är det för sent."})
    return _put_off(desk, incoming, subject, names, day)


def _put_off(desk: Desk, incoming: Incoming, subject: str, names: Sequence[str], day: date) -> Reply:
    at = moment(incoming.now)

    def put_off(mark: Mark) -> Mark:
        return replace(mark, put_off_to=day, put_off_by=incoming.who, put_off_at=at)

    with desk.database.transaction() as db:
        found = [step for step in _found(desk, db, incoming, subject)[1] if step.name in names]
        left = [step for step in found if not step.done]
        _mark(desk, db, incoming, subject, left, put_off)
    desk.wake()
    if not left:
        return views.confirmed(_already(desk, incoming, found[0].mark) if found else "Steget är struket ur planen.")
    return views.confirmed(f"⏰ Jag påminner igen {sv.day(day)}.")


# --- A step changed or added ------------------------------------------------------------------------------


def _step_form(desk: Desk, incoming: Incoming, subject: str, name: str) -> Reply:
    with desk.database.reading() as db:
        planned, found = _found(desk, db, incoming, subject)
    step = next((each for each in found if each.name == name), None)
    context = json.dumps({"subject": subject, "step": step.name if step else ""}, ensure_ascii=False)
    return views.step_form(planned, step, context)


def _step(desk: Desk, incoming: Incoming, subject: str, name: str, submit: Submit) -> Reply:
    """Raises NoSuchPlan where the plan is gone; what does not hold is said at its field."""

    def keep(db: Connection) -> Reply | None:
        planned, found = _found(desk, db, incoming, subject)
        step = next((each for each in found if each.name == name), None)
        mark, problems = _filled(desk, incoming, planned, step, submit)
        if mark is None:
            return Reply(problems=problems)
        at = moment(incoming.now)
        plans.write(db, subject, mark if mark.name else replace(mark, name=plans.new_name(db)), who=incoming.who, at=at)
        matters.replan(db, subject, desk.project, desk.today(incoming.now), at=at)
        kept_reminders.redraw(db, subject)
        audit.mark_handled(db, key=incoming.key, at=at, outcome={"plan": subject})
        return None

    with desk.database.transaction() as db:
        handled = audit.outcome_of(db, incoming.key) is not None  # the same form once more: one step, not two
        problem = None if handled else keep(db)
    if problem:
        return problem
    desk.wake()
    return shown(desk, incoming, subject, title="✅ Planen är ändrad")


def _filled(
    desk: Desk, incoming: Incoming, planned: Planned, step: Step | None, submit: Submit
) -> tuple[Mark | None, dict[str, str]]:
    """The step as the form says it is to be, or a sentence at each field that does not hold."""
    today = desk.today(incoming.now)
    mark = step.mark if step else Mark("")
    given = submit.values.get("day")
    if not given and step:
        return replace(mark, dropped=True), {}
    text, problem = form_rules.plain_text(str(submit.values.get("text") or ""), desk.project, today)
    if problem:
        return None, {"text": problem}
    day = date.fromisoformat(str(given))
    before: Before = step.before if step else "event"
    last = day_of(planned, before) or planned.date
    if day > last:
        what = "sista anmälningsdagen" if before == "deadline" else "dagen som det gäller"
        return None, {"day": f"Steget kan inte ligga efter {what}, {sv.day(last)}."}
    if day < today and (step is None or day != step.on):
        return None, {"day": "Den dagen har redan varit. Välj en dag som kommer."}
    audience: Audience = "responsible" if submit.values.get("to") == "responsible" else "channel"
    mark = replace(mark, text=text, audience=audience)
    if step is None or day != step.on:
        mark = replace(mark, days=(last - day).days, before=before, put_off_to=None)
    return mark, {}


# --- How it went ------------------------------------------------------------------------------------------


def _outcome(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """The form for how it went, or that it did not take place."""
    ref = press.value.partition(" ")[0]
    with desk.database.reading() as db:
        record = cards.find(db, ref)
        seen = audit.latest(db, record.kind, record.id or 0)
        record = cards.find(db, ref)  # read last: a form must not know of a change that it does not show
        answered = not isinstance(record, Activity) or not stands(record)
        said = buttons.already(desk, db, incoming, record, [ref]) if answered else None
    if said:
        return said().model_copy(update={"beside": True})
    if press.action == "held" and isinstance(record, Activity):
        return forms.outcome(desk, record, seen, OUTCOME)
    return _cancelled(desk, incoming, ref)


def _cancelled(desk: Desk, incoming: Incoming, ref: str) -> Reply:
    at = moment(incoming.now)

    def cancelled(db: Connection) -> Reply:
        record = cards.find(db, ref)
        if not isinstance(record, Activity) or not stands(record):
            return cards.shown(desk, db, [ref])
        after = record.model_copy(update={"status": "cancelled"})
        kept = records.change(db, record, after, who=incoming.who, at=at)
        cards.replan(desk, db, kept, incoming.now)
        audit.mark_handled(db, key=incoming.key, at=at, outcome={"refs": [ref]})
        trail = audit.latest(db, kept.kind, kept.id or 0)
        return cards.changed(desk, record, kept, trail)

    reply = cards.once(desk, incoming, cancelled)
    desk.wake()
    return reply.model_copy(update={"beside": True})
