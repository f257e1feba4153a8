"""Reads every day of a text: the rules for days, weeks and periods, and what stands between two days."""

import re
from dataclasses import replace

from bot.swedish.almanac import shift_days
from bot.swedish.dates import agreed
from bot.swedish.grammar import Found, Grammar
from bot.swedish.holidays import HOLIDAY_RULES
from bot.swedish.lexer import Lexed
from bot.swedish.monthdays import NAMED_RULES
from bot.swedish.numeric import NUMERIC_RULES
from bot.swedish.periods import PERIOD_RULES
from bot.swedish.relative import RELATIVE_RULES
from bot.swedish.seasons import SEASON_RULES
from bot.swedish.units import UNIT_RULES
from bot.swedish.weeks import WEEK_RULES
from bot.swedish.when import Now, When, joined

DATES = Grammar[Now, When](
    [
        *NUMERIC_RULES,
        *NAMED_RULES,
        *RELATIVE_RULES,
        *WEEK_RULES,
        *UNIT_RULES,
        *PERIOD_RULES,
        *SEASON_RULES,
        *HOLIDAY_RULES,
    ]
)

#: 'A - B', 'A -- B', 'A t.o.m. B', 'A till och med den B', '28.2.-2.3.'
_RANGE = re.compile(r"\.? ?--? ?|\.? ?t(?: & ν)? ?(?:d )?")
_OPENED = re.compile(r"[br](?: & ν)? $")
_BESIDE = frozenset({" ", ", ", " ("})
_LIST = frozenset({" & ", ", ", "/", " + ", "+"})


def read_days(lexed: Lexed, now: Now) -> list[Found[When]]:
    """The days of a text in its order, each taken; 'A - B', 'från A till B', 'mellan A och B', 'A, B och C' are one."""
    original = lexed.shape
    found: list[Found[When]] = []
    for item in DATES.read(lexed, now):
        before = found[-1] if found else None
        one = _as_one(lexed, original, before, item, now) if before else None
        if one is None:
            found.append(item)
        else:
            lexed.take(one.first, one.last)
            found[-1] = one
    return found


def _as_one(lexed: Lexed, original: str, before: Found[When], item: Found[When], now: Now) -> Found[When] | None:
    """Two days and what stands between them as one reading; None when they are said apart."""
    between = original[before.last : item.first]
    if not between or len(between) > 8:
        return None
    said, beside = before.value, item.value
    if between in _BESIDE and item.last - item.first == 1 and beside.weekday is not None and _is_a_date(said):
        return Found(before.first, item.last, agreed(said, beside.weekday, now))
    opened = _OPENED.search(original, max(0, before.first - 6), before.first)
    if _RANGE.fullmatch(between) or (between == " & " and opened):
        both = joined(before.value, item.value)
        if both is not None:
            return Found(opened.start() if opened else before.first, item.last, both)
    either = lexed.words[before.last : item.first] == [" ", "eller", " "]
    if (between in _LIST or either) and before.value.exists and item.value.exists:
        value = _listed(before.value, item.value, either, now)
        return Found(before.first, item.last, value) if value else None
    return None


def _is_a_date(when: When) -> bool:
    """Whether it is one day said by its date, so that a weekday after it is the same day: 5 mars (torsdag)."""
    return when.exists and when.first == when.last and when.grain == "day" and when.weekday is None


def _listed(first: When, second: When, either: bool, now: Now) -> When | None:
    """'3/3 och 4/3' is a span; of '3/3 och 17/3' or '3/3 eller 4/3' the first is taken and doubted.

    'mars och april' is a span as well. 'i går, 4/3' is one day said twice. Others ('v 9, 3 mars') are said apart.
    """
    if first.grain in ("day", "days") and second.grain == "day":
        if first.first == second.first or (second.at and second.at(first.first.year) == (first.first, first.last)):
            return first
        if first.at and first.at(second.first.year) == (second.first, second.last):
            return second
        if first.weekday is not None and second.weekday is not None and second.first < first.first and not now.forward:
            first = replace(first, first=shift_days(first.first, -7), last=shift_days(first.last, -7))
    elif first.grain != second.grain or first.grain == "weekend":
        return None
    both = joined(first, second)
    if not either and both and both.doubt in (None, "year") and _follows(first, second, both):
        return both
    return first if first.doubt else first.doubted("several_days", (second.first, second.last))


def _follows(first: When, second: When, both: When) -> bool:
    """Whether the second begins the day after the first ends; between two terms lies a month."""
    apart = (both.last - both.first).days - (first.last - first.first).days - (second.last - second.first).days
    return 1 <= apart <= (32 if both.grain == "season" else 1)
