"""A ledger export beside what is logged: which row books which expense, and which rows nobody has logged.

Pure: rows and expenses in, a proposal out. Nothing is booked by it. A row is certain when it and its expense can mean
nothing but each other; what can be several, or lies far apart, is doubtful and asked about.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.records import Expense

AT_ONCE = 100  # expenses booked by one press: so many have room in the button that takes it back
NEAR, FAR = timedelta(days=21), timedelta(days=75)  # from an expense's day to its booking: certain, and at all
BEFORE = timedelta(days=14)  # booked so long before its own day, as what is paid in advance
_IDLE = frozenset({"och", "för", "till", "med", "från", "faktura", "lev", "kvitto", "utlägg", "kostnad", "resa", "the"})


@dataclass(frozen=True)
class Booked:
    """A row of the ledger. `place` is its number in the file; a credit is below zero."""

    place: int
    day: date
    ore: int
    voucher: str = ""
    said: str = ""
    paid: date | None = None


@dataclass(frozen=True)
class Match:
    """An expense and the rows that may be its: one of a certain match."""

    expense: Expense
    rows: tuple[Booked, ...]


@dataclass(frozen=True)
class Proposal:
    """What the ledger says of what is logged. `unread`: rows with an amount whose day could not be read."""

    certain: tuple[Match, ...]
    doubtful: tuple[Match, ...]
    not_logged: tuple[Booked, ...]
    known: int  # rows of expenses that are booked and paid as the row says already
    unread: int = 0


def proposal(found: Sequence[Booked], expenses: Sequence[Expense], today: date, unread: int = 0) -> Proposal:
    """Each of `expenses` (that stand and are in no claim) beside the rows that may be its.

    The order of rows and expenses makes no difference.
    """
    ahead = [row for row in found if row.day > today]
    left = sorted((row for row in found if row.day <= today), key=lambda row: row.place)
    unread += len(ahead)
    ordered = sorted(expenses, key=lambda one: (one.date, one.id or 0))
    by_voucher = {
        (one.voucher.upper(), ore) for one in ordered if one.voucher and one.booked_on for ore in _amounts(one)
    }
    news = {one.id for one in ordered if not one.booked_on}
    known = [row for row in left if row.voucher and (row.voucher, row.ore) in by_voucher]
    paying = _payments(known, [one for one in ordered if one.booked_on and not one.paid_on])
    open_rows = [row for row in left if row not in known]
    unbooked = [one for one in ordered if one.id in news]
    candidates = {one.id: _candidates(one, open_rows) for one in unbooked}
    certain, doubtful = _parted(unbooked, candidates)
    taken = {row.place for match in (*certain, *doubtful) for row in match.rows}
    rest = tuple(row for row in open_rows if row.place not in taken)
    told = [row for row in rest if _is_booked(row, ordered)]
    not_logged = tuple(row for row in rest if row not in told)
    so_already = len(known) + len(told) - len(paying)
    return Proposal((*certain, *paying), tuple(doubtful), not_logged, so_already, unread)


def _amounts(expense: Expense) -> set[int]:
    """What a row may say: the amount as written, or the cost after VAT."""
    return {ore for ore in (expense.amount_ore, expense.cost_ore) if ore and expense.currency == "SEK"}


def _candidates(expense: Expense, found: Sequence[Booked]) -> list[Booked]:
    if expense.approximate:
        return []
    amounts = _amounts(expense)
    return [row for row in found if row.ore in amounts and -BEFORE <= row.day - expense.date <= FAR]


def _parted(
    expenses: Sequence[Expense], candidates: Mapping[int | None, list[Booked]]
) -> tuple[list[Match], list[Match]]:
    """What can mean nothing but each other, and what can be several or lies far apart.

    Words that expense and row share, where only one row of several has them, tell rows of the same sum apart.
    """
    told = {one.id: _best(one, candidates[one.id]) for one in expenses}
    wanted: dict[int, list[int | None]] = defaultdict(list)
    for one in expenses:
        for row in told[one.id]:
            wanted[row.place].append(one.id)
    certain, doubtful = list[Match](), list[Match]()
    for one in expenses:
        found = told[one.id]
        if len(found) == 1 and len(wanted[found[0].place]) == 1 and _is_close(one, found[0]):
            certain.append(Match(one, (found[0],)))
        elif found:
            doubtful.append(Match(one, tuple(found)))
    sure = {match.rows[0].place for match in certain}
    left = [Match(each.expense, tuple(row for row in each.rows if row.place not in sure)) for each in doubtful]
    return certain, [match for match in left if match.rows]


def _best(expense: Expense, found: Sequence[Booked]) -> list[Booked]:
    """Of several rows those that share the expense's words or voucher, if any do."""
    same = [row for row in found if expense.voucher and row.voucher == expense.voucher.upper()]
    return same or [row for row in found if _shares(expense, row)] or list(found)


def _is_close(expense: Expense, row: Booked) -> bool:
    return abs(row.day - expense.date) <= NEAR or _shares(expense, row)


def _shares(expense: Expense, row: Booked) -> bool:
    mine, theirs = _words(f"{expense.description} {expense.supplier or ''}"), _words(row.said)
    return any(
        one == other or (min(len(one), len(other)) >= 5 and one[:5] == other[:5]) for one in mine for other in theirs
    )


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{3,}", text.casefold())) - _IDLE


def _payments(known: Sequence[Booked], unpaid: Sequence[Expense]) -> list[Match]:
    """What is booked already, whose row says that it is paid now."""
    matches = []
    for one in unpaid:
        said = [
            row for row in known
            if row.paid and one.voucher and row.voucher == one.voucher.upper() and row.ore in _amounts(one)
        ]  # fmt: skip
        matches += [Match(one, (said[0],))] if len(said) == 1 else []
    return matches


def _is_booked(row: Booked, expenses: Sequence[Expense]) -> bool:
    """Whether an expense is booked by hand as the row says, without its voucher."""
    return any(one.booked_on == row.day and row.ore in _amounts(one) for one in expenses)
