"""What every rule for days shares: the year, the day's number, the weekday beside it."""

import re
from collections.abc import Callable
from datetime import date

from bot.swedish.almanac import Span, real, shift_days, shift_months, two_digit_year
from bot.swedish.grammar import Rule
from bot.swedish.lexer import Lexed
from bot.swedish.when import Now, When, day, nowhere, yearless

DateRule = Rule[Now, When]

#: A year after a date: 2024, -24, /24, ’24, '24' at the end of a clause, 'i fjol', 'förra året', 'nästa år'.
YEAR = (
    r"(?:(?P<y4>(?:,? |/| ?- ?|\.|,? U )4)(?![1-9%])|(?P<y2>(?: ?- ?| ?'|/|\.|/'|-')2)(?![1-9%/:.-]| ?[MJ])"
    r"|(?P<bare>,? 2)(?=$|[,;)\n]|\.(?:$| ))|(?P<rel>,? (?:i [UZ]|Z|[lx] U)))?"
)
#: Where four figures that are no year stand after a day: 'taxi 12/3 4500'.
NO_YEAR = r"(?= 4(?!\w))(?P<y4>(?!))?(?P<y2>(?!))?(?P<bare>(?!))?(?P<rel>(?!))?"
#: What is counted: 3:e, 1a, tredje.
ORDINAL = r"(?:[12]:?w|O)"
#: A day of the month: 3, 3:e, 3e, den 3., tredje.
DAY = r"(?:[12](?::?w|\.(?=[ MJ]| ?-))?|O)"
#: Between the first and the last: 3-5, 3--5, 3 till 5, 3 till och med 5, 3 och 5.
TO = r" ?(?:--?|t(?: & ν)?|&) ?"
WEEKDAY = r"(?:(?P<w>[WST])\.?,? ?\(?)?(?:(?<= )|(?<=[(])|(?<![WST.,]))(?:d\.? )?"
_SUFFIXES = frozenset({"e", "a", "de", "dje", "dra", "te", "st", "nd", "rd", "th"})


def year_of(lexed: Lexed, match: re.Match[str], now: Now) -> int | None:
    """The year that the match gives, or None; -1 when what stands there is no year."""
    if match["y4"] or match["y2"] or match["bare"]:
        value = two_digit_year(lexed.number(match.end("y4" if match["y4"] else "y2" if match["y2"] else "bare") - 1))
        if match["y4"]:
            return value if 1900 <= value <= 2199 else -1
        if now.today.year - 12 <= value <= now.today.year + 6:
            return value
        return None if match["bare"] else -1  # 'möte 5/3, 12': some other figure, and the day is a day all the same
    if match["rel"]:
        return _relative_year(lexed, match.start("rel"), match.end("rel"), now)
    return None


def _relative_year(lexed: Lexed, first: int, last: int, now: Now) -> int | None:
    """None where it is no year: '14/3 i helgen'."""
    unit = lexed.values[last - 1]
    if unit not in ("year", "last_year"):
        return None
    return now.today.year + (
        -1 if unit == "last_year" else {"i": 0, "l": -1, "x": 1}[lexed.shape[first:last].strip(", ")[0]]
    )


def day_number(lexed: Lexed, index: int) -> int:
    """The number that a DAY or ORDINAL begins with; 0 when its ending is no ordinal ending. -1 is the last."""
    value = lexed.number(index)
    ending = index + (2 if lexed.shape[index + 1 : index + 2] == ":" else 1)
    if lexed.shape[index] != "O" and lexed.shape[ending : ending + 1] == "w" and lexed.words[ending] not in _SUFFIXES:
        return 0
    return value


def on(day_value: int, month: int) -> Callable[[int], Span | None]:
    """Places a day and month in a year."""

    def at(year: int) -> Span | None:
        number = day_value
        if number == -1:
            last = shift_days(shift_months(date(year, month, 1), 1), -1)
            return last, last
        found = real(year, month, number)
        return (found, found) if found else None

    return at


def placed(lexed: Lexed, match: re.Match[str], now: Now, day_value: int, month: int) -> When | None:
    """A day and month with the match's year, checked against the weekday that it names."""
    year = year_of(lexed, match, now)
    if year == -1 or not day_value:
        return None
    at = on(day_value, month)
    if year is None:
        when = yearless(at, now, "day")
        if when and day_value == 29 and month == 2 and abs((when.first - now.today).days) > 366:
            when = when.doubted("year", *_leap_days(when, now))
    else:
        found = at(year)
        when = day(found[0]) if found else None
    if when is None:
        return nowhere(now)
    weekday = match.groupdict().get("w")
    return agreed(when, lexed.values[match.start("w")], now) if weekday else when


def _leap_days(when: When, now: Now) -> tuple[Span, ...]:
    years = (now.today.year + i for i in range(-4, 5))
    days = [d for d in (real(y, 2, 29) for y in years) if d and d != when.first]
    return tuple((d, d) for d in sorted(days, key=lambda d: abs((d - now.today).days))[:1])


def agreed(when: When, weekday: int, now: Now) -> When:
    """The day, doubted when it does not fall on the weekday beside it.

    The other year is taken where the weekday fits there and it lies nearer: 'tis 10/3' on 5 March.
    """
    if when.first.weekday() == weekday:
        return When(when.first, when.last)
    near: Span | None = None
    if when.at:
        years = (when.first.year + i for i in (-1, 1))
        fitting = [s for s in (when.at(y) for y in years) if s and s[0].weekday() == weekday]
        near = min(fitting, key=lambda s: abs((s[0] - now.today).days), default=None)
        if near and abs((near[0] - now.today).days) < abs((when.first - now.today).days):
            return day(near[0])
    moved = min((shift_days(when.first, i) for i in range(-3, 4)), key=lambda d: (d.weekday() - weekday) % 7)
    others = ((moved, moved), near) if near else ((moved, moved),)
    return when.doubted("weekday_disagrees", *others)
