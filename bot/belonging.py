"""Whether a cost seems to belong to an activity of its day: a place or a word that both of them name."""

import re
from collections.abc import Sequence

from bot.records import Activity, Expense

_LONG = 5  # letters: shorter words stand in anything


def seems_of(expense: Expense, activities: Sequence[Activity]) -> Activity | None:
    """The one of its day's `activities` that shares a place or a word with the expense; None for none or several."""
    found = [one for one in activities if _shares(expense, one)]
    return found[0] if len(found) == 1 else None


def _shares(expense: Expense, activity: Activity) -> bool:
    bought = _words(f"{expense.description} {expense.supplier or ''}")
    places = _words(" ".join((*activity.municipalities, activity.place or "")))
    called = {word for word in _words(activity.title) if len(word) >= _LONG}
    return any(_same(word, other) for word in bought for other in {*places, *called})


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) > 2}


def _same(word: str, other: str) -> bool:
    """'kumla' and 'kumlas', 'seminarium' and 'seminariet': alike but for the ending."""
    short, long = sorted((word, other), key=len)
    stem = short[: max(len(short) - 2, _LONG)] if len(short) > _LONG else short
    return long.startswith(stem) and len(long) - len(short) <= 3
