"""Where the money stands, all of it in one place: what the status, the papers and the reports show of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.budget import Account, Expenses, Line, account
from bot.financing import Claimed, Financing, Income, PaymentSum, financing, income
from bot.forecast import Forecast, Gone, forecast
from bot.money_warnings import Lacking, YearEnd, lacking, over_limit, year_end
from bot.project import Project

NO_EXPENSES, NO_CLAIMS = Expenses(()), Claimed()


@dataclass(frozen=True)
class Books:
    """What is kept of the money. `spent`: the expenses of the whole months that have gone (see `bot.forecast`).

    `until`: the last day that is in them, where what came after it is left out. `late`: see `bot.money_warnings`.
    """

    expenses: Expenses
    gone: Gone | None = None
    spent: Expenses = NO_EXPENSES
    payments: Sequence[PaymentSum] = ()
    claimed: Claimed = NO_CLAIMS
    until: date | None = None
    late: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Standing:
    """`whole` is the whole period, `years` each of its years; `booked`, who carries what is booked, `logged`, all of it.

    `partial`: only up to a day before the period's end, so that nothing can be said of how it ended.
    """

    whole: Account
    years: tuple[Account, ...]
    booked: Financing
    logged: Financing
    income: Income
    claimed: Claimed
    forecast: Forecast | None
    lacking: tuple[Lacking, ...]
    over_limit: tuple[Line, ...]
    year_end: YearEnd | None
    partial: bool = False

    def year(self, year: int | None) -> Account:
        """The account of a year of the period, or of the whole period without one."""
        return next((each for each in self.years if each.year == year), self.whole)


def standing(project: Project, books: Books, today: date) -> Standing:
    """All that is said of the money as of that day."""
    whole = account(project, books.expenses)
    years = tuple(account(project, books.expenses, year) for year in project.years)
    this_year = next((each for each in years if each.year == today.year), whole)
    return Standing(
        whole=whole,
        years=years,
        booked=financing(project, whole.total.booked_ore),
        logged=financing(project, whole.total.logged_ore),
        income=income(project, books.payments),
        claimed=books.claimed,
        forecast=forecast(project, books.expenses, books.spent, books.gone),
        lacking=lacking(project, books.expenses, books.late),
        over_limit=over_limit(project, whole),
        year_end=year_end(project, this_year, today),
        partial=books.until is not None and books.until < project.end,
    )
