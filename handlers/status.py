"""`/yh-status`: a text becomes a request, the request its figures, the figures a Reply. Nothing is written."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlite_utils import Database as Connection

from bot import budget, goals
from bot.goals import Upcoming
from bot.project import Project
from bot.reply import Reply
from bot.span import Span, whole
from bot.swedish.status import Contacts, GoalView, Help, Money, Overview, Several, Unknown, read_status
from bot.views import status as views
from bot.views import status_help, status_money
from bot.views.status_frame import Frame
from handlers import aims
from handlers.desk import Desk
from handlers.matters import all_milestones, behind
from handlers.requests import Incoming
from storage import figures


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
    with desk.database.reading() as db:
        return status(text, db=db, project=desk.project, today=desk.today(incoming.now))


def status(text: str, *, db: Connection, project: Project, today: date) -> Reply:
    """The answer to `/yh-status text`. Reads with the given connection; raises what SQLite raises."""
    request = read_status(text, project, today)
    match request:
        case Help():
            return status_help.status_help(project)
        case Unknown(word, nearest):
            return status_help.unknown(project, word, nearest)
        case Several(options):
            return status_help.several(options)
        case _:
            return _answer(request, db, project, today)


def _answer(request: Overview | GoalView | Money | Contacts, db: Connection, project: Project, today: date) -> Reply:
    if request.year is not None and request.year not in project.years:
        return status_help.year_outside(project, request.year, _topic(request))
    this_year = today.year if project.covers(today) else None
    scene = _Scene(db, Frame(project, today, request.year or this_year, asked=request.year is not None))
    match request:
        case GoalView(None):
            return aims.all_goals(db, scene.frame)
        case GoalView(int(number)):
            return aims.one_goal(db, scene.frame, number)
        case Money():
            return _money(scene)
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
    expenses = figures.expenses(scene.db, scene.period, outside=True)
    accounts = _accounts(scene, expenses)
    return views.overview(
        scene.frame,
        aims.statuses(scene.db, scene.frame, activities),
        accounts,
        budget.financing(scene.project, accounts[-1].total.booked_ore),
        _ahead(scene),
        goals.without_date(scene.project, figures.dated(scene.db, scene.project), scene.today),
        empty=activities.empty and expenses.empty,
        activities_outside=activities.outside,
    )


def _ahead(scene: _Scene) -> tuple[Upcoming, ...]:
    """The next dates, one of the project's own among them; what is late by now first."""
    late = [Upcoming(each.date, "late", each.name) for each, _ in behind(scene.db, scene.project, scene.today)]
    owed = (each for each in all_milestones(scene.db, scene.project) if each.role and each.date >= scene.today)
    own = next((each for each in owed if each.date - scene.today <= SOON), None)
    ahead = [*figures.upcoming(scene.db, scene.today), *([Upcoming(own.date, "milestone", own.name)] if own else [])]
    return (*late, *sorted(ahead, key=lambda each: each.date))


def _money(scene: _Scene) -> Reply:
    expenses = figures.expenses(scene.db, scene.period, outside=True)
    accounts = _accounts(scene, expenses)
    whole = accounts[-1]
    notes = status_money.money_notes(
        budget.not_counted(scene.project, expenses),
        budget.approximate(scene.project, expenses),
        budget.over_limit(scene.project, whole),
        f"{scene.project.limits.category_percent:f}",
    )
    return status_money.money(
        scene.frame,
        accounts,
        budget.financing(scene.project, whole.total.booked_ore),
        budget.financing(scene.project, whole.total.logged_ore),
        notes,
    )


def _accounts(scene: _Scene, expenses: budget.Expenses) -> list[budget.Account]:
    """The year's account, when a year is shown, and the whole period's."""
    year = scene.frame.year
    whole = budget.account(scene.project, expenses)
    return [whole] if year is None else [budget.account(scene.project, expenses, year), whole]
