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
from bot.swedish.lists import Lacking, ListRequest, MoneySide, Unreceipted, Unsettled
from bot.swedish.numbered import Numbered
from bot.swedish.report import ReportRequest
from bot.swedish.scoped import InScope, Reached, Underlying
from bot.swedish.status import named_measure, read_status
from bot.swedish.status_notes import NoteList
from bot.swedish.status_requests import (
    Contacts,
    GoalView,
    Help,
    Indicators,
    Money,
    Overview,
    Several,
    Unknown,
)
from bot.views import reports, status_help
from bot.views import status as views
from bot.views.status_frame import Frame
from handlers import aims, filing, ledger, money, notes, record, report, rights, scope, underlying
from handlers.attesting import attesting
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
    if isinstance(request, ReportRequest):
        return report.answer(request, desk.database, desk.project, desk.today(incoming.now))
    if isinstance(request, Numbered) and request.kind == "contact":
        rights.require(desk, incoming, "contacts")
    if isinstance(request, Unsettled):
        with desk.database.reading() as db:
            return ledger.waiting(db, desk.project, request.name, attesting(desk, db, incoming))
    with desk.database.reading() as db:
        return status(text, db=db, project=desk.project, today=desk.today(incoming.now))


def status(text: str, *, db: Connection, project: Project, today: date) -> Reply:
    """The answer to `/yh-status text`. Reads with the given connection; raises what SQLite raises."""
    request = read_status(text, project, today)
    match request:
        case Help():
            return status_help.status_help(project)
        case Unknown(word, nearest):
            return measured(text, db, project, today) or status_help.unknown(project, word, nearest)
        case NoteList(period=None):
            return notes.listing(db, project, today, request)
        case NoteList():
            days = scope.resolved(InScope(request.period), db, project, today)
            return days if isinstance(days, Reply) else notes.within(db, project, today, request, days.span)
        case Lacking() | Unsettled() | MoneySide() | Unreceipted():
            return _list(request, db, project, today)
        case Numbered():
            return record.answer(request, db, project)
        case ReportRequest():
            return reports.by_command()
        case Several(options):
            return status_help.several(options)
        case InScope() | Reached() | Underlying():
            return _scoped(request, db, project, today)
        case _:
            return _answer(request, db, project, today)


def _scoped(request: InScope | Reached | Underlying, db: Connection, project: Project, today: date) -> Reply:
    match request:
        case Reached(of):
            return scope.reached(of, db, project, today)
        case Underlying():
            return underlying.answer(request, db, project, today)
        case _:
            return scope.answer(request, db, project, today)


def measured(text: str, db: Connection, project: Project, today: date, *, proposed: bool = True) -> Reply | None:
    """How something that is measured stands, where the text names it and says nothing more: 'fyllnadsgraden 2024'."""
    name, years = named_measure(text)
    if not name or len(years) > 1 or not set(years) <= set(project.years):
        return None
    this_year = today.year if project.covers(today) else None
    frame = Frame(project, today, years[0] if years else this_year, asked=bool(years))
    return aims.measured(db, frame, name, proposed=proposed)


def _list(request: ListRequest, db: Connection, project: Project, today: date) -> Reply:
    match request:
        case Lacking(what, page):
            return money.lacks(db, project, what, page)
        case Unsettled(name):
            return ledger.waiting(db, project, name)
        case MoneySide(side):
            return money.side(db, project, today, side)
        case Unreceipted():
            return filing.without(db, project)


Topic = Overview | GoalView | Money | Contacts | Indicators


def _answer(request: Topic, db: Connection, project: Project, today: date) -> Reply:
    if request.year is not None and request.year not in project.years:
        return status_help.outside(project, f"år {request.year}", _topic(request))
    this_year = today.year if project.covers(today) else None
    scene = _Scene(db, Frame(project, today, request.year or this_year, asked=request.year is not None))
    match request:
        case GoalView(None):
            return aims.all_goals(db, scene.frame)
        case GoalView(int(number)):
            return aims.one_goal(db, scene.frame, number)
        case Money():
            return money.answer(scene.db, scene.frame)
        case Indicators():
            return aims.all_indicators(db, scene.frame)
        case Contacts():
            return views.contacts(scene.frame, figures.contacts(db))
        case _:
            return _overview(scene)


def _topic(request: Topic) -> str:
    match request:
        case GoalView(number):
            return f"delmål {number}" if number is not None else "delmål"
        case Money():
            return "pengar"
        case Indicators():
            return "indikatorer"
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
        aims.statuses(scene.db, scene.frame, activities),
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
