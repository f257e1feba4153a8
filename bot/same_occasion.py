"""Whether two activities are one and the same occasion, told twice."""

import re

from bot.records import Activity


def is_same(one: Activity, other: Activity) -> bool:
    """Whether two of the same type and day are one occasion.

    What one of them alone says besides ('YH-släpp', 'YH-släpp på Conventum') makes no other of it; other
    municipalities do, and another time under another name.
    """
    if one.municipalities and other.municipalities and set(one.municipalities).isdisjoint(other.municipalities):
        return False
    if one.title.casefold() == other.title.casefold():
        return True
    if one.time and other.time and one.time != other.time:
        return False
    mine, theirs = _called(one), _called(other)
    return mine <= theirs or theirs <= mine


def _called(activity: Activity) -> set[str]:
    """The words that it is known by besides its type."""
    said = " ".join((activity.title, activity.place or "", *activity.municipalities)).casefold()
    kind = activity.type.casefold()
    return {
        word for word in re.findall(r"\w+", said)
        if len(word) > 1 and word not in _IDLE and not any(kind.endswith(word.removesuffix(end)) for end in _ENDINGS)
    }  # fmt: skip


_IDLE = frozenset({"på", "om", "för", "med", "hos", "vid", "nästa", "av", "inom"})
_ENDINGS = ("", "et", "en", "t", "n")
