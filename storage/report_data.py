"""The records and sums that a report is made of, read with one connection in one go."""

from collections import defaultdict
from datetime import date
from typing import Any, TypeVar

from sqlite_utils import Database as Connection

from bot import goals
from bot.material import Claim, Material
from bot.project import Project
from bot.records import Activity, Expense, Note, Payment, Record
from bot.span import Span, whole
from storage import figures, records

R = TypeVar("R", bound=Record)

AHEAD = 20  # planned occasions that a report tells of at most


def material(db: Connection, project: Project, span: Span, today: date) -> Material:
    """What there is to tell of the days of `span`, as of `today`. Raises what SQLite raises."""
    until = min(span.last, today)
    from_start = Span(project.start, span.last, span.name)
    so_far = goals.with_reached(figures.activities(db, from_start, today), figures.reached(db, from_start, today))
    held = _records(db, Activity, "status = 'done' AND date BETWEEN ? AND ?", [span.first, until])
    expenses = _records(db, Expense, "date BETWEEN ? AND ?", [project.start, span.last])
    return Material(
        project=project, span=span, today=today,
        held=held,
        cancelled=_records(db, Activity, "status = 'cancelled' AND date BETWEEN ? AND ?", [span.first, until]),
        ahead=tuple(one for one in records.planned(db, until, AHEAD) if one.date > until),
        expenses=expenses,
        payments=_records(db, Payment, "date BETWEEN ? AND ?", [project.start, span.last]),
        notes=_records(db, Note, "(date BETWEEN ? AND ?) OR done_at IS NULL", [span.first, span.last]),
        claims=_claims(db, until),
        in_span=figures.activities(db, span, today),
        so_far=so_far,
        planned=figures.activities(db, whole(project), today),
        spent=figures.expenses(db, span),
        spent_so_far=figures.expenses(db, from_start),
        undated=goals.without_date(project, figures.dated(db, project), today),
        receipts=_receipts(db),
        titles=_titles(db),
    )  # fmt: skip


def _records(db: Connection, record: type[R], where: str, arguments: list[Any]) -> tuple[R, ...]:
    """What stands, by day."""
    days = [each.isoformat() if isinstance(each, date) else each for each in arguments]
    return tuple(records.standing(db, record, f"({where}) ORDER BY date, id", days))


def _claims(db: Connection, until: date) -> tuple[Claim, ...]:
    rows = db.execute(
        "SELECT id, date, costs_ore, flat_rate_ore, grant_ore FROM claims"
        " WHERE deleted_at IS NULL AND date <= ? ORDER BY date, id",
        [until.isoformat()],
    )
    return tuple(Claim(number, date.fromisoformat(day), *ore) for number, day, *ore in rows)


def _receipts(db: Connection) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    for number, name in db.execute("SELECT expense_id, name FROM receipts WHERE state = 'kept' ORDER BY id"):
        found[number].append(name)
    return {number: tuple(names) for number, names in found.items()}


def _titles(db: Connection) -> dict[int, str]:
    query = (
        "SELECT DISTINCT activities.id, title FROM activities JOIN expenses ON activity_id = activities.id"
        " WHERE expenses.deleted_at IS NULL"
    )
    return dict(db.execute(query).fetchall())
