"""'Visa underlag': from a figure to its records, page by page."""

from datetime import date

from sqlite_utils import Database as Connection

from bot.errors import NoSuchRecord
from bot.project import Project
from bot.reply import Reply
from bot.span import Scope
from bot.swedish.scoped import Underlying
from bot.views import underlying as views
from bot.views.status_span import About
from handlers import scope as scopes
from handlers.desk import Desk, as_number
from handlers.requests import Incoming, Press
from storage import happened, records, underlying


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """A button on a figure, or 'Visa fler'. Raises NoSuchRecord for a button of no figure of ours."""
    kind, offset, packed = [*press.value.split(" ", 2), "", ""][:3]
    try:
        scope, start = Scope.unpacked(packed), as_number(offset)
    except ValueError as problem:
        raise NoSuchRecord from problem
    with desk.database.reading() as db:
        return page(db, kind, scope, desk.project, desk.today(incoming.now), start)


def answer(request: Underlying, db: Connection, project: Project, today: date) -> Reply:
    """'underlag delmål 3 2024', 'underlag resor kvartal 1': the first page."""
    scope = scopes.resolved(request.of, db, project, today)
    if isinstance(scope, Reply):
        return scope
    return page(db, "expense" if request.of.money else "activity", scope, project, today, 0)


def page(db: Connection, kind: str, scope: Scope, project: Project, today: date, offset: int) -> Reply:
    """The records from `offset` on: expenses, measurements, or the occasions that were held."""
    about = About(project, today, scope)
    if kind == "expense":
        return _expenses(db, about, offset)
    if kind == "measurement":  # of any day: where it stood before the project is seen beside
        measured = records.measurements(db, scope.goal)[::-1]
        return views.measurements(about, len(measured), measured[offset : offset + views.PAGE], offset)
    planned, overdue = happened.ahead(db, scope, today)
    counts: dict[happened.State, int] = {"planned": planned, "overdue": overdue}
    for state, count in counts.items():
        if kind == state:
            not_held = happened.held(db, scope, today, limit=views.PAGE, offset=offset, state=state)
            return views.not_held(about, state, count, not_held, offset)
    shown = happened.held(db, scope, today, limit=views.PAGE, offset=offset)
    total = happened.total(db, scope, project, today)
    return views.occasions(about, total, shown, offset, planned=planned, overdue=overdue)


def _expenses(db: Connection, about: About, offset: int) -> Reply:
    """A flat rate has no expenses of its own: those that it is computed of are shown, and that it is so is said."""
    rate, asked = about.project.flat_rate, about.scope.category
    flat = asked == rate.category
    logged = [category.name for category in about.project.cost_categories if category.logged]
    categories = [rate.of] if flat else [asked] if asked else logged
    found, sums = underlying.expenses(
        db, about.scope, categories, about.today, limit=views.PAGE, offset=offset
    )  # fmt: skip
    note = f"{rate.category} är en schablon som räknas ut på {rate.of}: det är de utgifterna som visas." if flat else ""
    return views.expenses(about, sums.count, sums.logged_ore, sums.booked_ore, found, offset, note)
