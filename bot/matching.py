"""A ledger export beside what is logged: which row books which expense, and which rows nobody has logged.

Pure: rows and expenses in, a proposal out. Nothing is booked by it. A row is certain when it and its expense can mean
nothing but each other; what can be several, or lies far apart, is doubtful and asked about.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.records import Expense

AT_ONCE = 100  # expenses booked by one press: so many have room in the button that takes it back
NEAR, FAR = timedelta(days=21), timedelta(days=75)  # from an expense's day to its booking: certain, and at all
BEFORE = timedelta(days=14)  # booked so long before its own day, as what is paid in advance
_IDLE = frozenset({"och", "för", "till", "med", "från", "faktura", "lev", "kvitto", "utlägg", "kostnad", "resa", "the"})

Pair = tuple[
    Expense, list[int]
]  # an expense and its rows, by their place among all of them: two sheets have a row 2 each


@dataclass(frozen=True)
class Booked:
    """A row of the ledger. `place` is its number in its `source`, file or sheet; a credit is below zero."""

    place: int
    day: date
    ore: int
    voucher: str = ""
    said: str = ""
    paid: date | None = None
    source: str = ""


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

    An expense answers for one row, however many look like it. The order of rows and expenses makes no difference.
    """
    left = sorted((row for row in found if row.day <= today), key=_in_order)
    ordered = sorted(expenses, key=lambda one: (one.date, one.id or 0))
    booked = [one for one in ordered if one.booked_on]
    by_voucher = _of_their_voucher(left, booked)
    known = _one_each(by_voucher)
    paying = _payments(left, known, by_voucher)
    answered = {one.id for one in known.values()}
    by_hand = _of_their_day(left, [one for one in booked if one.id not in answered], known)
    certain, doubtful = _parted([one for one in ordered if not one.booked_on], left, known, by_hand)
    taken = {at for _, places in (*certain, *doubtful) for at in places}
    told = _one_each({at: several for at, several in by_hand.items() if at not in taken})
    spoken_for = {*known, *taken, *told}
    return Proposal(
        (*_matches(certain, left), *paying),
        _matches(doubtful, left),
        tuple(row for at, row in enumerate(left) if at not in spoken_for),
        len(known) + len(told) - len(paying),
        unread + len(found) - len(left),
    )


def _in_order(row: Booked) -> tuple[object, ...]:
    return row.source, row.place, row.day, row.ore, row.voucher, row.said, row.paid or date.max


def _matches(pairs: Iterable[Pair], rows: Sequence[Booked]) -> tuple[Match, ...]:
    return tuple(Match(expense, tuple(rows[at] for at in places)) for expense, places in pairs)


# --- what is booked already ----------------------------------------------------------------------------------


def _of_their_voucher(rows: Sequence[Booked], booked: Sequence[Expense]) -> dict[int, list[Expense]]:
    """Row -> the expenses that are booked with its voucher and amount."""
    found = defaultdict(list)
    for one in booked:
        for ore in _amounts(one) if one.voucher else ():
            found[(one.voucher or "").upper(), ore].append(one)
    return {at: found[key] for at, row in enumerate(rows) if (key := (row.voucher, row.ore)) in found}


def _of_their_day(
    rows: Sequence[Booked], booked: Sequence[Expense], known: Collection[int]
) -> dict[int, list[Expense]]:
    """Row -> the expenses that are booked by hand as it says, without its voucher."""
    found = defaultdict(list)
    for one in booked:
        for ore in _amounts(one):
            found[one.booked_on, ore].append(one)
    several = {at: found.get((row.day, row.ore), []) for at, row in enumerate(rows) if at not in known}
    fitting = {at: [one for one in all_ if _may_be(one.voucher, rows[at].voucher)] for at, all_ in several.items()}
    return {at: these for at, these in fitting.items() if these}


def _may_be(written: str | None, voucher: str) -> bool:
    """Whether the voucher that somebody wrote may be the row's: '101' is A101."""
    return not written or not voucher or voucher.endswith(written.upper())


def _one_each(wanted: Mapping[int, Sequence[Expense]]) -> dict[int, Expense]:
    """Row -> the expense that answers for it; no expense answers for two."""
    found: dict[int, Expense] = {}
    used = set()
    for at, several in wanted.items():
        # what can be one amount only goes first: the other has a row to spare
        free = sorted((one for one in several if one.id not in used), key=lambda one: len(_amounts(one)))
        if free:
            found[at] = free[0]
            used.add(free[0].id)
    return found


def _payments(
    rows: Sequence[Booked], known: Mapping[int, Expense], by_voucher: Mapping[int, Sequence[Expense]]
) -> list[Match]:
    """What is booked already, where all that its rows say is that it is paid now, and they say it of nothing else."""
    paid = defaultdict(set)
    for at, several in by_voucher.items():
        for one in several:
            paid[one.id].add(rows[at].paid)
    return [
        Match(one, (rows[at],)) for at, one in known.items()
        if rows[at].paid and not one.paid_on and len(by_voucher[at]) == 1 and len(paid[one.id]) == 1
    ]  # fmt: skip


# --- what is to be booked ------------------------------------------------------------------------------------


def _amounts(expense: Expense) -> set[int]:
    """What a row may say: the amount as written, or the cost after VAT."""
    return {ore for ore in (expense.amount_ore, expense.cost_ore) if ore and expense.currency == "SEK"}


def _parted(
    expenses: Sequence[Expense], rows: Sequence[Booked], known: Collection[int], by_hand: Collection[int]
) -> tuple[list[Pair], list[Pair]]:
    """What can mean nothing but each other, and what can be several, lies far apart or may be booked `by_hand`.

    Words that expense and row share, where only one row of several has them, tell rows of the same sum apart.
    """
    by_amount = defaultdict(list)
    for at, row in enumerate(rows):
        if at not in known:
            by_amount[row.ore].append(at)
    said = [_words(row.said) for row in rows]
    told = [(one, *_told(one, rows, by_amount, said)) for one in expenses]
    wanted = Counter(at for _, places, _ in told for at in places)
    certain, doubtful = list[Pair](), list[Pair]()
    for one, places, is_close in told:
        if is_close and len(places) == 1 and wanted[places[0]] == 1 and places[0] not in by_hand:
            certain.append((one, places))
        elif places:
            doubtful.append((one, places))
    return certain, doubtful


def _told(
    expense: Expense, rows: Sequence[Booked], by_amount: Mapping[int, Sequence[int]], said: Sequence[set[str]]
) -> tuple[list[int], bool]:
    """The rows that may be its: of several those with its voucher or its words, if any; and whether that is close."""
    near = [at for ore in _amounts(expense) for at in by_amount.get(ore, ())] if not expense.approximate else []
    found = sorted(at for at in near if -BEFORE <= rows[at].day - expense.date <= FAR)
    if not found:
        return [], False
    mine = _words(f"{expense.description} {expense.supplier or ''}")
    same = [at for at in found if expense.voucher and rows[at].voucher == expense.voucher.upper()]
    sharing = [at for at in found if mine & said[at]]
    told = same or sharing or found
    return told, told[0] in sharing or abs(rows[told[0]].day - expense.date) <= NEAR


def _words(text: str) -> set[str]:
    """As they are compared: five letters of a long word are enough, since it may be bent or put together."""
    return {word[:5] for word in set(re.findall(r"[^\W\d_]{3,}", text.casefold())) - _IDLE}
