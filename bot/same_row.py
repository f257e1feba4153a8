"""Whether a row of a list is a record that was kept before. Pure."""

import hashlib
import json
from collections.abc import Hashable

from bot.lists import ATTEST
from bot.records import Activity, Contact, Expense, Kind, Record, values
from bot.same_occasion import is_same

# what comes of the day on which the list is read, or is given in the chat
_LATER: dict[Kind, tuple[str, ...]] = {"activity": ("status",), "expense": ATTEST}
# what an expense often gets when it has been logged: one that lacks it may be the one that has it
_FILLED_IN = ("voucher", "booked_on", "paid_on", "activity_id")


def identity(record: Record) -> Hashable:
    """What makes two rows of lists the same: what they say, or who the person is."""
    if isinstance(record, Contact):
        reached = record.email or record.phone or record.organisation or ""
        return record.kind, record.name.casefold(), reached.casefold()
    later = _LATER.get(record.kind, ())
    return record.kind, tuple((name, value) for name, value in values(record).items() if name not in later)


def core(record: Record) -> Hashable:
    """What a row and the record that it is have in common, whatever was filled in since."""
    if not isinstance(record, Expense):
        return identity(record)
    return identity(record.model_copy(update=dict.fromkeys(_FILLED_IN)))


def apart(record: Record, other: Record) -> int | None:
    """How much one of the two says that the other does not; None where they say different things."""
    if not isinstance(record, Expense):
        return 0
    pairs = [(getattr(record, name), getattr(other, name)) for name in _FILLED_IN]
    if any(mine and theirs and mine != theirs for mine, theirs in pairs):
        return None
    return sum(1 for mine, theirs in pairs if mine != theirs)


def about(record: Record) -> Hashable:
    """What two have in common that may be the same."""
    if isinstance(record, Activity):
        return record.kind, record.date, record.type
    return (record.kind, record.date, record.amount_ore) if isinstance(record, Expense) else (record.kind, record.ref)


def may_be_one(one: Activity, other: Record) -> bool:
    return isinstance(other, Activity) and "cancelled" not in (one.status, other.status) and is_same(one, other)


def digest(identity: Hashable) -> str:
    return hashlib.sha256(json.dumps(identity, default=str).encode()).hexdigest()
