"""What happened in some days, in a municipality, under a goal: `/yh-status kvartal 1`, 'vad har vi gjort i Nora?'."""

from datetime import date

from sqlite_utils import Database as Connection

from bot.goals import Heads, Occasions
from bot.happened import Happened
from bot.project import Project
from bot.reply import Reply
from bot.span import Scope, Span, whole, within
from bot.swedish.numbered import Numbered
from bot.swedish.scoped import InScope
from bot.swedish.spans import SinceLast, since_meeting
from bot.views import status_help
from bot.views import status_span as views
from handlers import record
from storage import figures, happened

NOBODY = Occasions(0, Heads(), ())


def answer(request: InScope, db: Connection, project: Project, today: date) -> Reply:
    """What happened in the scope that is asked about, or that there is no such goal, day or meeting."""
    scope = resolved(request, db, project, today)
    if isinstance(scope, Reply):
        return scope
    about = views.About(project, today, scope)
    if request.money and scope.type and (only := happened.held(db, scope, today, limit=2))[1:] == () and only:
        return record.answer(Numbered("activity", only[0].id), db, project)
    if request.money:
        money = Happened(scope, NOBODY, spent=happened.spent(db, scope, today), received=happened.received(db, scope))
        return views.money(about, money)
    return views.happened(about, _happened(db, scope, project, today))


def anything(request: InScope, db: Connection, project: Project, today: date) -> bool:
    """Whether anything was held or lies ahead in the scope."""
    found = resolved(request, db, project, today)
    if isinstance(found, Reply):
        return False
    return bool(happened.held(db, found, today, limit=1)) or any(happened.ahead(db, found, today))


def spent(request: InScope, db: Connection, project: Project, today: date) -> bool:
    """Whether anything was spent in the scope."""
    found = resolved(request, db, project, today)
    return not isinstance(found, Reply) and bool(happened.spent(db, found, today).sums)


def resolved(request: InScope, db: Connection, project: Project, today: date) -> Scope | Reply:
    """The days and what else narrows it down, or why there is nothing to show."""
    if request.goal is not None and project.goal(request.goal) is None:
        return status_help.no_such_goal(project, request.goal)
    span = _span(request.period, db, project, today)
    if span is None:
        return status_help.no_meeting(request.period.types if isinstance(request.period, SinceLast) else ())
    inside = within(project, span)
    if inside.first > inside.last:
        return status_help.outside(project, span.name)
    return Scope(inside, request.goal, request.municipality, request.category, request.type)


def _span(period: Span | SinceLast | None, db: Connection, project: Project, today: date) -> Span | None:
    if isinstance(period, SinceLast):
        last = happened.last_held(db, period.types, today)
        return since_meeting(project, *last, today) if last else None
    return period or whole(project)


def _happened(db: Connection, scope: Scope, project: Project, today: date) -> Happened:
    planned, overdue = happened.ahead(db, scope, today)
    by_goal = happened.by_goal(db, scope, project, today)
    shown = [goal for goal in project.goals if scope.goal in (None, goal.number)]
    return Happened(
        scope,
        happened.total(db, scope, project, today),
        planned,
        overdue,
        goals=tuple((goal, by_goal.get(goal.number, NOBODY)) for goal in shown),
        latest=happened.held(db, scope, today, limit=happened.MOST_HELD),
        spent=happened.spent(db, scope, today),
        received=happened.received(db, scope),
        noted=happened.noted(db, scope),
        # of one type, the dates of all are beside the point
        ahead=() if scope.type else figures.upcoming(db, today, goal=scope.goal, municipality=scope.municipality),
    )
