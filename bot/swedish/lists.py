"""Lists of expenses, and sides of the money, that have words of their own: 'att bokföra', 'utan kvitto', 'år för år'."""

from dataclasses import dataclass

from bot.money_warnings import Lack
from bot.swedish.bookkeeping import Waiting
from bot.swedish.lacking import read_lacking
from bot.swedish.money_views import Side, read_side
from bot.swedish.unreceipted import asks_for_unreceipted
from bot.swedish.waiting import read_waiting


@dataclass(frozen=True)
class Lacking:
    """The expenses that lack something, so many pages in."""

    what: Lack
    page: int


@dataclass(frozen=True)
class Unsettled:
    """The expenses that wait for a step, or were returned."""

    name: Waiting


@dataclass(frozen=True)
class MoneySide:
    side: Side


@dataclass(frozen=True)
class Unreceipted:
    """The expenses without a receipt."""


ListRequest = Lacking | Unsettled | MoneySide | Unreceipted


def read_list(text: str) -> ListRequest | None:
    """The list or the side that the text asks for; None when it is about something else."""
    if asks_for_unreceipted(text):
        return Unreceipted()
    if lacking := read_lacking(text):
        return Lacking(*lacking)
    if waiting := read_waiting(text):
        return Unsettled(waiting)
    side = read_side(text)
    return MoneySide(side) if side else None
