"""A plan shown, and its steps done or put off.

Whoever is in the group may do so: who it was is kept, and shown where the reminder stands.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlite_utils import Database as Connection

from bot.errors import NoSuchPlan, NotPlanned
from bot.plans import Event, Mark, Step, responsible, stands, steps, working_days
from bot.records import Activity
from bot.reminders import starts_before
from bot.reply import Reply
from bot.tasks import Task
from bot.views import plan as views
from bot.views import swedish_text as sv
from handlers import matters
from handlers.desk import Desk, as_context, as_day, moment
from handlers.requests import Incoming, Press, Submit
from handlers.rights import of_theirs, require, writing
from storage import deliveries, plans

WEEK = timedelta(days=7)


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """One of the buttons on a reminder, a plan or the question how it went."""
    subject, _, rest = press.value.partition(" ")
    names, _, where = rest.partition(" ")
    match press.action:
        case "done":
            return _done(desk, incoming, subject, names.split(","), where)
        case "not_done":
            return _not_done(desk, incoming, subject, names.split(","))
        case "later":
            return _until_when(desk, incoming, subject, names.split(","))
        case "put_off":
            return _put_off(desk, incoming, subject, names.split(","), as_day(where))
        case "put_off_form":
            return _put_off_form(desk, incoming, subject, names.split(","))
    return shown(desk, incoming, subject).model_copy(update={"beside": True})  # what it was asked from stays


def submit(desk: Desk, incoming: Incoming, submit: Submit) -> Reply:
    """The form for until when a step is put off."""
    context = as_context(submit.context, "subject", "steps")
    return _put_off_to(desk, incoming, context["subject"], context["steps"], str(submit.values.get("day") or ""))


def shown(desk: Desk, incoming: Incoming, subject: str, title: str = "") -> Reply:
    """The plan as it stands; `title`: what was just done."""
    with desk.database.reading() as db:
        planned, every = found(desk, db, incoming, subject)
        warning = matters.warning(db, planned, desk.project) if isinstance(planned, Activity) else ""
    today = desk.today(incoming.now)
    return views.plan(planned, every, desk.project, today, name_of=desk.members.full_name, title=title, warning=warning)


def found(desk: Desk, db: Connection, incoming: Incoming, subject: str) -> tuple[Event, tuple[Step, ...]]:
    """What is planned, and its steps. Raises NoSuchPlan, and NotPlanned for what has been or is not to be."""
    matter = matters.matter(db, subject, desk.project, desk.today(incoming.now))
    if matter.planned is None or isinstance(matter.planned, Task):
        raise NoSuchPlan
    if isinstance(matter.planned, Activity) and not stands(matter.planned):
        raise NotPlanned(matter.planned.numbered)
    return matter.planned, steps(matter.planned, desk.project, matter.marks)


def _theirs(desk: Desk, db: Connection, incoming: Incoming, subject: str) -> tuple[Event, tuple[Step, ...]]:
    """The same for who ticks or puts off: the working group, and whoever is responsible. Raises NotAllowed too."""
    planned, every = found(desk, db, incoming, subject)
    require(desk, incoming, of_theirs(desk, incoming, responsible(planned, desk.project), "log"))
    return planned, every


def _of(every: Sequence[Step], names: Sequence[str]) -> list[Step]:
    return [step for step in every if step.name in names]


# --- Done, put off ----------------------------------------------------------------------------------------


def _done(desk: Desk, incoming: Incoming, subject: str, names: Sequence[str], where: str) -> Reply:
    """`where`: the plan, the own page, Monday's overview; empty for the reminder itself."""
    at = moment(incoming.now)
    with writing(desk, incoming, "answer") as db:
        meant = _of(_theirs(desk, db, incoming, subject)[1], names)
        left = [step for step in meant if not step.done]
        _mark(
            desk,
            db,
            incoming,
            subject,
            left,
            lambda step: replace(step.mark, done_at=at, done_for=step.day, done_by=incoming.who),
        )
        says_it_itself = not where and deliveries.posted(db, subject)
    desk.wake()
    if where == "plan":
        return shown(desk, incoming, subject)
    if meant and not left:
        return views.confirmed(_already(desk, incoming, meant[0].mark), beside=True)
    if says_it_itself:
        return Reply()  # the message is drawn anew in a moment
    return views.confirmed(f"✅ Klart: {sv.listed([step.text for step in left])}.", beside=where != "home")


def _not_done(desk: Desk, incoming: Incoming, subject: str, names: Sequence[str]) -> Reply:
    """Pressed by mistake, or not quite: it is to be done after all."""
    with writing(desk, incoming, "answer") as db:
        meant = [step for step in _of(_theirs(desk, db, incoming, subject)[1], names) if step.done]
        _mark(
            desk,
            db,
            incoming,
            subject,
            meant,
            lambda step: replace(step.mark, done_at=None, done_for=None, done_by=None),
        )
    desk.wake()
    return shown(desk, incoming, subject)


def _already(desk: Desk, incoming: Incoming, mark: Mark) -> str:
    who = "du" if mark.done_by == incoming.who else desk.members.full_name(mark.done_by or "")
    return f"Det är redan klart, enligt {who}." if who != "du" else "Det har du redan markerat som klart."


def _mark(
    desk: Desk, db: Connection, incoming: Incoming, subject: str, meant: Sequence[Step], change: Callable[[Step], Mark]
) -> None:
    """Keeps what was made of these steps, and has the reminders and what was posted follow."""
    at = moment(incoming.now)
    for step in meant:
        plans.write(db, subject, change(step), who=incoming.who, at=at)
    if meant:
        matters.replan(db, subject, desk.project, desk.today(incoming.now), at=at)


def _until_when(desk: Desk, incoming: Incoming, subject: str, names: Sequence[str]) -> Reply:
    """The next working day, a week, or any day; none of them after the day itself."""
    today = desk.today(incoming.now)
    with desk.database.reading() as db:
        planned, every = _theirs(desk, db, incoming, subject)
    left = [step for step in _of(every, names) if not step.done]
    if not left:
        return views.confirmed("Det är redan klart.", beside=True)
    last = _last(desk, planned, left, today)
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
        planned, every = _theirs(desk, db, incoming, subject)
    last = _last(desk, planned, _of(every, names), desk.today(incoming.now))
    context = json.dumps({"subject": subject, "steps": list(names)}, ensure_ascii=False)
    return views.put_off_form(context, min(desk.today(incoming.now) + WEEK, last), last)


def _put_off_to(desk: Desk, incoming: Incoming, subject: str, names: Sequence[str], given: str) -> Reply:
    today = desk.today(incoming.now)
    day = as_day(given)
    with desk.database.reading() as db:
        planned, every = _theirs(desk, db, incoming, subject)
    last = _last(desk, planned, _of(every, names), today)
    if day <= today:
        return Reply(problems={"day": "Välj en dag som kommer."})
    if day > last:
        return Reply(problems={"day": f"Välj senast {sv.day(last)}: sedan är det för sent."})
    return _put_off(desk, incoming, subject, names, day)


def _last(desk: Desk, planned: Event, meant: Sequence[Step], today: date) -> date:
    """The last day to which all of them can be put off: the reminder still comes before what it is about."""
    last = min((step.day for step in meant), default=today)
    return last - timedelta(days=1) if starts_before(planned, last, desk.project) else last


def _put_off(desk: Desk, incoming: Incoming, subject: str, names: Sequence[str], day: date) -> Reply:
    at, today = moment(incoming.now), desk.today(incoming.now)
    with writing(desk, incoming, "answer") as db:
        planned, every = _theirs(desk, db, incoming, subject)
        meant = _of(every, names)
        left = [step for step in meant if not step.done]
        if left and not today < day <= _last(desk, planned, left, today):  # the button has stood there for a while
            return views.confirmed("Den dagen går det inte att skjuta upp till längre. Välj en annan.")
        _mark(
            desk, db, incoming, subject, left,
            lambda step: replace(
                step.mark, put_off_to=day, put_off_for=step.day, put_off_by=incoming.who, put_off_at=at
            ),
        )  # fmt: skip
    desk.wake()
    if not left:
        return views.confirmed(_already(desk, incoming, meant[0].mark) if meant else "Steget är struket ur planen.")
    return views.confirmed(f"⏰ Jag påminner igen {sv.day(day)}.")
