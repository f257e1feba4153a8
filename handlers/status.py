"""`/yh-status`: a text becomes a request, the request its figures, the figures a Reply. Nothing is written."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlite_utils import Database as Connection

from bot import goals
from bot.goals import Upcoming
from bot.money import standing
from bot.project import Project
from bot.reply import Reply
from bot.span import Span, whole
from bot.swedish.lacking import read_lacking
from bot.swedish.scoped import InScope, Underlying
from bot.swedish.status import Contacts, GoalView, Help, Money, Overview, Several, Unknown, read_status
from bot.swedish.status_notes import NoteList
from bot.swedish.waiting import read_waiting
from bot.views import status as views
from bot.views import status_goals, status_help
from bot.views.status_frame import Frame
from handlers import ledger, money, notes, scope, underlying
from handlers.desk import Desk
from handlers.matters import all_milestones, behind
from handlers.requests import Incoming
from storage import figures
from storage.money import books


@dataclass(frozen=True)
class _Scene:
    """What every answer needs: the connection to read with, and which project and year it is about."""

    db: Connection
    frame: Frame

    @property
    def project(self) -> Project:
        return self.frame.project

    @property
    def period(self) -> Span:
        return whole(self.project)

    @property
    def today(self) -> date:
        return self.frame.today


def answer(desk: Desk, incoming: Incoming, text: str) -> Reply:
    """The answer to `/yh-status text` as of the day it is asked."""
    request = read_status(text, desk.project, desk.today(incoming.now))
    if isinstance(request, NoteList) and request.period is None:
        return notes.listed(desk, incoming, request)
    with desk.database.reading() as db:
        return status(text, db=db, project=desk.project, today=desk.today(incoming.now))


def status(text: str, *, db: Connection, project: Project, today: date) -> Reply:
    """The answer to `/yh-status text`. Reads with the given connection; raises what SQLite raises."""
    if listed := read_waiting(text):
        return ledger.waiting(db, project, listed)
    if asked := read_lacking(text):
        return money.lacks(db, project, *asked)
    request = read_status(text, project, today)
    match request:
        case Help():
            return status_help.status_help(project)
        case Unknown(word, nearest):
            return status_help.unknown(project, word, nearest)
        case NoteList(period=None):
            return notes.listing(db, project, today, request)
        case NoteList():
            days = scope.resolved(InScope(request.period), db, project, today)
            return days if isinstance(days, Reply) else notes.within(db, project, today, request, days.span)
        case Several(options):
            return status_help.several(options)
        case InScope():
            return scope.answer(request, db, project, today)
        case Underlying():
            return underlying.answer(request, db, project, today)
        case _:
            return _answer(request, db, project, today)


def _answer(request: Overview | GoalView | Money | Contacts, db: Connection, project: Project, today: date) -> Reply:
    if request.year is not None and request.year not in project.years:
        return status_help.year_outside(project, request.year, _topic(request))
    this_year = today.year if project.covers(today) else None
    scene = _Scene(db, Frame(project, today, request.year or this_year, asked=request.year is not None))
    match request:
        case GoalView(None):
            return _goals(scene)
        case GoalView(int(number)):
            return _goal(scene, number)
        case Money():
            return money.answer(scene.db, scene.frame)
        case Contacts():
            return views.contacts(scene.frame, figures.contacts(db))
        case _:
            return _overview(scene)


def _topic(request: Overview | GoalView | Money | Contacts) -> str:
    match request:
        case GoalView(number):
            return f"delmål {number}" if number is not None else "delmål"
        case Money():
            return "pengar"
        case Contacts():
            return "kontakter"
        case _:
            return "läget"


SOON = timedelta(days=45)  # a date that the project owes something by is told of then


def _overview(scene: _Scene) -> Reply:
    activities = figures.activities(scene.db, scene.period, scene.today, outside=True)
    kept = books(scene.db, scene.project, scene.today)
    return views.overview(
        scene.frame,
        goals.goal_statuses(scene.project, activities, scene.frame.year),
        standing(scene.project, kept, scene.today),
        _ahead(scene),
        goals.without_date(scene.project, figures.dated(scene.db, scene.project), scene.today),
        waiting=notes.waiting(scene.db, scene.today),
        empty=activities.empty and kept.expenses.empty,
        activities_outside=activities.outside,
    )


def _ahead(scene: _Scene) -> tuple[Upcoming, ...]:
    """The next dates, one of the project's own among them; what is late by now first."""
    late = [Upcoming(each.date, "late", each.name) for each, _ in behind(scene.db, scene.project, scene.today)]
    owed = (each for each in all_milestones(scene.db, scene.project) if each.role and each.date >= scene.today)
    own = next((each for each in owed if each.date - scene.today <= SOON), None)
    ahead = [*figures.upcoming(scene.db, scene.today), *([Upcoming(own.date, "milestone", own.name)] if own else [])]
    return (*late, *sorted(ahead, key=lambda each: each.date))


def _goals(scene: _Scene) -> Reply:
    activities = figures.activities(scene.db, scene.period, scene.today, outside=True)
    activities = goals.with_reached(activities, figures.reached(scene.db, scene.period, scene.today))
    statuses = goals.goal_statuses(scene.project, activities, scene.frame.year)
    outside = views.outside_period(activities.outside)
    return status_goals.all_goals(scene.frame, statuses, activities.held, [outside] if outside else [])


def _goal(scene: _Scene, number: int) -> Reply:
    goal = scene.project.goal(number)
    if goal is None:
        return status_help.no_such_goal(scene.project, number)
    activities = figures.activities(scene.db, scene.period, scene.today, outside=True)
    activities = goals.with_reached(activities, figures.reached(scene.db, scene.period, scene.today, number))
    found = goals.goal_status(goal, scene.project, activities, scene.frame.year)
    return status_goals.one_goal(scene.frame, found, figures.upcoming(scene.db, scene.today, goal=number))
