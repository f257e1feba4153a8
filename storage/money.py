"""All that is kept of the money, read at once for `bot.money`."""

from datetime import date

from sqlite_utils import Database as Connection

from bot.budget import Expenses
from bot.financing import Claimed, PaymentSum
from bot.forecast import whole_months
from bot.money import Books
from bot.project import Project
from bot.span import Span, whole
from storage import figures
from storage.lacking import lacking

FIRST_EXPENSE = """
SELECT min(month) FROM expense_sums WHERE category IS NOT NULL AND logged_ore > 0 AND month BETWEEN :first AND :last"""

PAYMENTS = "SELECT payer, count(*), sum(amount_ore) FROM payments WHERE deleted_at IS NULL GROUP BY 1"

CLAIMED = """
SELECT count(*), max(date), coalesce(sum(costs_ore + flat_rate_ore), 0), coalesce(sum(grant_ore), 0)
FROM claims WHERE deleted_at IS NULL"""


def books(db: Connection, project: Project, today: date) -> Books:
    """The money of the whole period as of that day; what came in counts whenever it came."""
    gone = whole_months(project, _first_expense(db, whole(project)), today)
    spent = figures.expenses(db, Span(project.start, gone.last, "hela månader")) if gone else Expenses(())
    expenses = figures.expenses(db, whole(project), outside=True)
    return Books(expenses, gone, spent, _payments(db), _claimed(db), late=_paid_late(db, project, today))


def _first_expense(db: Connection, span: Span) -> date | None:
    """The first day of the first month of the span in which there are costs."""
    months = {"first": span.first.isoformat()[:7], "last": span.last.isoformat()[:7]}
    (month,) = db.execute(FIRST_EXPENSE, months).fetchone()
    return date.fromisoformat(f"{month}-01") if month else None


def _paid_late(db: Connection, project: Project, today: date) -> tuple[int, int]:
    """How many expenses were paid after the period and are in no claim, and their öre: none while it lasts."""
    if today <= project.end:
        return 0, 0
    _, count, ore = lacking(db, project, "paid_late", limit=0, offset=0)
    return count, ore or 0


def _payments(db: Connection) -> tuple[PaymentSum, ...]:
    """What came in, whenever it came, by the payer's name as it was written."""
    return tuple(PaymentSum(*row) for row in db.execute(PAYMENTS))


def _claimed(db: Connection) -> Claimed:
    """The claims that have been made, as they were sent."""
    count, last, costs_ore, grant_ore = db.execute(CLAIMED).fetchone()
    return Claimed(count, date.fromisoformat(last) if last else None, costs_ore, grant_ore)
