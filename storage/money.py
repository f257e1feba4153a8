"""All that is kept of the money, read at once for `bot.money`."""

from datetime import date

from sqlite_utils import Database as Connection

from bot.budget import Expenses
from bot.forecast import whole_months
from bot.money import Books
from bot.project import Project
from bot.span import Span, whole
from storage import figures


def books(db: Connection, project: Project, today: date) -> Books:
    """The money of the whole period as of that day; what came in counts whenever it came."""
    gone = whole_months(project, figures.first_expense(db, whole(project)), today)
    spent = figures.expenses(db, Span(project.start, gone.last, "hela månader")) if gone else Expenses(())
    expenses = figures.expenses(db, whole(project), outside=True)
    return Books(expenses, gone, spent, figures.payments(db), figures.claimed(db))
