"""An expense's way from logged to claimed: booked, paid, attested or returned. Pure: an expense in, an expense out.

Booked and paid are facts of the owner's ledger; attested is what somebody answers for, and falls when what was
attested is changed.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from bot.records import Expense, Record

EARLY = timedelta(days=31)  # so long before its own day something may have been booked or paid: in advance
#: What an attest is about: one of these changed, and it has to be attested anew.
ATTESTED = ("amount_ore", "currency", "vat", "cost_ore", "category", "date", "description", "supplier")

#: What the ledger says of an expense.
BOOKED = ("booked_on", "voucher", "paid_on")


class NotYet(Exception):
    """The day that was written has not been; `day` is that day."""

    def __init__(self, day: date) -> None:
        super().__init__(day.isoformat())
        self.day = day


class Placed(NamedTuple):
    """The day of a booking or payment; `assumed` where none was written."""

    day: date
    assumed: bool = False


def placed(days: Sequence[date], before: date | None, expense: Expense, today: date) -> Placed:
    """The day that is meant: as written, else the one that stands there already, else today.

    Of a day without a year, the first that is not long before the expense itself. Raises NotYet for a day ahead.
    """
    if not days:
        return Placed(before) if before else Placed(today, assumed=True)
    after = [day for day in days if day >= expense.date - EARLY] if len(days) > 1 else list(days)
    if not after:
        return Placed(max(days))
    if after[0] > today:
        earlier = [day for day in days if day <= today and day >= expense.date]
        if not earlier:
            raise NotYet(after[0])
        return Placed(earlier[-1])
    return Placed(after[0])


def attested(expense: Expense, who: str, at: str) -> Expense:
    said = {"status": "attested", "attested_by": who, "attested_at": at, "returned_reason": None}
    return expense.model_copy(update=said)


def returned(expense: Expense, reason: str) -> Expense:
    said = {"status": "returned", "attested_by": None, "attested_at": None, "returned_reason": reason}
    return expense.model_copy(update=said)


def logged(expense: Expense) -> Expense:
    """As before it was attested or returned."""
    said = {"status": "logged", "attested_by": None, "attested_at": None, "returned_reason": None}
    return expense.model_copy(update=said)


def followed(before: Record, after: Record) -> Record:
    """`after` with what follows from the change: an attest that was about something else falls, a return is answered."""
    if not (isinstance(before, Expense) and isinstance(after, Expense)) or before.status != after.status:
        return after
    changed = [name for name in Expense.model_fields if getattr(before, name) != getattr(after, name)]
    answered = before.status in ("attested", "returned") and any(name in ATTESTED for name in changed)
    return logged(after) if answered else after


def fell(before: Record, after: Record) -> str:
    """'attested' or 'returned' where a change took that from the expense; else empty."""
    if isinstance(before, Expense) and isinstance(after, Expense) and after.status == "logged" != before.status:
        return before.status
    return ""
