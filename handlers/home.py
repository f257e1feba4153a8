"""The person's own page, made anew each time it is looked at."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from sqlite_utils import Database as Connection

from bot.plans import Planned, steps, subject_of, undone
from bot.records import Activity, Note
from bot.reply import Reply
from bot.swedish.status_notes import EVERY
from bot.views import home as views
from bot.views.picked import following
from handlers import forms, informing, responsible, rights, status
from handlers.desk import Desk
from handlers.matters import all_milestones, behind
from handlers.requests import Incoming
from storage import notes, questions, records
from storage import plans as kept_plans
from storage import reminders as kept_reminders

T = TypeVar("T", Activity, Note)

LATEST = 5
WAITING = 5  # of each sort
LOOKED_AT = 200  # plans and tasks among which the person's own are looked for


def home(desk: Desk, incoming: Incoming) -> Reply:
    """How the project stands, what waits for this person, the forms, what they logged last."""
    today = desk.today(incoming.now)
    with desk.database.reading() as db:
        state = status.status("", db=db, project=desk.project, today=today)
        waiting = _waiting(desk, db, incoming)
        latest = [each for each in records.latest(db, incoming.who, LATEST) if rights.reads(incoming, each)]
    logs, decides = rights.may(incoming, "log"), rights.may(incoming, "decide")
    return views.home(state, waiting, latest, desk.project, logs=logs, decides=decides)


def _waiting(desk: Desk, db: Connection, incoming: Incoming) -> list[Reply]:
    """Questions not yet answered, plans without an outcome, and what is the person's to do."""
    today, who = desk.today(incoming.now), incoming.who
    asked = [
        following(question_id) if "picked" in asking else views.unanswered(question_id, asking, forms.about(db, asking))
        for question_id, asking in questions.waiting(db, who, WAITING)
    ]
    passed = [
        plan for plan in records.passed(db, today, LOOKED_AT)
        if responsible.is_theirs(desk, plan.responsible, who) or (not plan.responsible and plan.created_by == who)
    ]  # fmt: skip
    plans = _theirs(desk, records.planned(db, today, LOOKED_AT), who)
    tasks = _theirs(desk, notes.waiting(db, EVERY.types, LOOKED_AT), who)
    ahead = [views.ahead(plans[:WAITING], today)] if plans else []
    return [
        *asked, *(views.without_outcome(plan, today) for plan in passed[:WAITING]), *views.more(len(passed) - WAITING),
        *informing.on_page(desk, db, incoming), *_to_do(desk, db, plans, incoming.roles, today), *(views.task(each, today) for each in tasks[:WAITING]),
        *views.more(len(tasks) - WAITING, views.all_tasks()), *ahead,
    ]  # fmt: skip


def _to_do(desk: Desk, db: Connection, theirs: Sequence[Activity], roles: frozenset[str], today: date) -> list[Reply]:
    """What the person was reminded of and has not said to be done; what is late first."""
    said = [views.to_do(each, [step], today) for each, step in behind(db, desk.project, today) if each.role in roles]
    rhythm = [each for each in all_milestones(db, desk.project) if each.role in roles and each.date >= today]
    ahead: list[Planned] = [*theirs, *rhythm]
    for planned in ahead:
        marks = kept_plans.marks(db, subject_of(planned))
        told = kept_reminders.told(db, subject_of(planned))
        late = undone(steps(planned, desk.project, marks), today)
        if left := [step for step in late if step.audience == "responsible" and step.name in told]:
            said.append(views.to_do(planned, left, today))
    return said[:WAITING]


def _theirs(desk: Desk, found: Iterable[T], who: str) -> list[T]:
    return [one for one in found if responsible.is_theirs(desk, one.responsible, who)]
