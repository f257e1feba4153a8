"""The records and sums that a report is made of, read from one state of the file."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database as Connection

from bot import goals, money, progress
from bot.claims import Proposal, proposal
from bot.material import Material
from bot.project import Project
from bot.receipts import Kept
from bot.records import Activity, Expense, Note, Payment, Record
from bot.span import Scope, Span, whole
from storage import claims, figures, happened, receipts, records
from storage.database import Database
from storage.money import books

R = TypeVar("R", bound=Record)

AHEAD = 500  # planned occasions that a report tells of at most


def material(database: Database, project: Project, span: Span, today: date) -> Material:
    """What there is to tell of the days of `span`, as of `today`. Raises StorageUnavailable."""
    with database.snapshot() as db:
        return _material(db, database.path, project, span, today)


def _material(db: Connection, path: Path, project: Project, span: Span, today: date) -> Material:
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
        outside=_records(db, Expense, "date < ? OR date > ?", [project.start, project.end]),
        payments=_records(db, Payment, "date <= ?", [_paid_until(project, span, today)]),
        notes=_records(db, Note, "(date BETWEEN ? AND ?) OR done_at IS NULL", [span.first, span.last]),
        claims=tuple(claim for claim in claims.made(db) if claim.date <= span.last),
        next_claim=_next_claim(db, project, span.last),
        indicators=_indicators(db, span.last),
        heads=happened.total(db, Scope(span), project, today).heads,
        in_span=figures.activities(db, span, today),
        so_far=so_far,
        planned=figures.activities(db, whole(project), today),
        spent=figures.expenses(db, span),
        spent_so_far=figures.expenses(db, from_start),
        money=money_of(db, project, span.last, today),
        undated=goals.without_date(project, figures.dated(db, project), today),
        receipts=_receipts(db, path, expenses),
        bound=_bound(db, expenses),
        contacts=figures.contacts(db),
    )  # fmt: skip


def money_of(db: Connection, project: Project, last: date, today: date) -> money.Standing:
    """Where the money stood on the day `last`: as of now, with a forecast, unless it lies in the past."""
    if last >= today:
        return money.standing(project, books(db, project, today), today)
    spent = figures.expenses(db, Span(project.start, last, ""))
    return money.standing(project, money.Books(spent, until=last), today)


def _paid_until(project: Project, span: Span, today: date) -> date:
    """The last day of the payments: instalments are paid in arrears, so the project's last days wait for theirs."""
    return span.last if span.last < project.end else max(span.last, today)


def _records(db: Connection, record: type[R], where: str, arguments: list[Any]) -> tuple[R, ...]:
    """What stands, by day."""
    days = [each.isoformat() if isinstance(each, date) else each for each in arguments]
    return tuple(records.standing(db, record, f"({where}) ORDER BY date, id", days))


def _indicators(db: Connection, last: date) -> tuple[progress.Progress, ...]:
    """What the group measures, with what was measured up to that day."""
    measured = [one for one in records.measurements(db) if one.date <= last]
    return progress.progresses(records.indicators(db), measured)


def _next_claim(db: Connection, project: Project, last: date) -> Proposal | None:
    made = claims.made(db)
    if any(claim.date > last for claim in made):
        return None
    return proposal(project, last, claims.unclaimed(db, project, last), claims.claimed(db), made)


def _receipts(db: Connection, path: Path, expenses: Sequence[Expense]) -> dict[int, tuple[Kept, ...]]:
    found: dict[int, list[Kept]] = defaultdict(list)
    for each in receipts.files(db, path, [expense.id or 0 for expense in expenses]):
        found[each.expense_id].append(each)
    return {number: tuple(files) for number, files in found.items()}


def _bound(db: Connection, expenses: tuple[Expense, ...]) -> dict[int, Activity]:
    numbers = sorted({expense.activity_id for expense in expenses if expense.activity_id is not None})
    found = records.several(db, [("activity", number) for number in numbers])
    return {one.id: one for one in found if isinstance(one, Activity) and one.id is not None and not one.deleted_at}


def receipts_size(db: Connection, span: Span) -> int:
    """How many bytes the kept receipts of the expenses of those days are together."""
    query = (
        "SELECT coalesce(sum(size), 0) FROM receipts JOIN expenses ON expenses.id = expense_id"
        " WHERE state = 'kept' AND deleted_at IS NULL AND date BETWEEN ? AND ?"
    )
    return int(db.execute(query, [span.first.isoformat(), span.last.isoformat()]).fetchone()[0])
