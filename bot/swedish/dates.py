"""Days: numbers with months, weekdays and what is said relative to today. Periods are in `periods`."""

import re
from collections.abc import Callable
from datetime import date

from bot.swedish.almanac import (
    Span,
    real,
    shift_days,
    shift_months,
    two_digit_year,
)
from bot.swedish.grammar import Rule
from bot.swedish.lexer import Lexed
from bot.swedish.when import Now, When, day, nowhere, span, yearless

Reader = Callable[[Lexed, re.Match[str], Now], When | None]


DateRule = Rule[Now, When]


#: A year after a date: 2024, -24, /24, ’24, '24' at the end of a clause, 'i fjol', 'förra året', 'nästa år'.
YEAR = (
    r"(?:(?P<y4>(?:,? |/| ?- ?|\.|,? U )4)(?![1-9%])|(?P<y2>(?: ?- ?| ?'|/|\.|/'|-')2)(?![1-9%/:.-])"
    r"|(?P<bare>,? 2)(?=$|[,;)\n]|\.(?:$| ))|(?P<rel>,? (?:i [UZ]|[lx] U)))?"
)


#: A day of the month: 3, 3:e, den 3., tredje.
DAY = r"(?:[12](?::w|\.(?=[ MJ]))?|O)"


_WEEKDAY = r"(?:(?P<w>[WST])\.?,? ?\(?)?(?:(?<= )|(?<=[(])|(?<![WST.,]))(?:d\.? )?"


_SUFFIXES = {"e", "a", "de", "dje", "te", "st", "nd", "rd", "th"}


def rule(starts: str, pattern: str, reader: Reader) -> DateRule:
    return Rule(starts, re.compile(pattern), reader)


def year_of(lexed: Lexed, match: re.Match[str], now: Now) -> int | None:
    """The year that the match gives, or None; -1 when what stands there is no year."""
    if match["y4"] or match["y2"] or match["bare"]:
        value = two_digit_year(lexed.number(match.end("y4" if match["y4"] else "y2" if match["y2"] else "bare") - 1))
        if match["y4"]:
            return value if 1900 <= value <= 2199 else -1
        return value if now.today.year - 12 <= value <= now.today.year + 6 else -1
    if match["rel"]:
        return _relative_year(lexed, match.start("rel"), match.end("rel"), now)
    return None


def _relative_year(lexed: Lexed, first: int, last: int, now: Now) -> int:
    letters = lexed.shape[first:last].strip(", ")
    if letters[-1] == "Z":
        return now.today.year - 1 if lexed.values[last - 1] == "last_year" else -1
    if lexed.values[last - 1] != "year":
        return -1
    return now.today.year + {"i": 0, "l": -1, "x": 1}[letters[0]]


def day_number(lexed: Lexed, index: int) -> int:
    """The day that a DAY begins with; 0 when its ending is no ordinal ending. -1 is the last of the month."""
    value = lexed.number(index)
    if lexed.shape[index + 1 : index + 3] == ":w" and lexed.words[index + 2] not in _SUFFIXES:
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


def _day_month(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    first, second = lexed.number(match.start("a")), lexed.number(match.start("b"))
    if not 1 <= second <= 12 or first < 1:
        return None
    if first > 31:
        return nowhere(now) if match["y4"] or first < 40 else None
    return placed(lexed, match, now, first, second)


def _dotted(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """3.3 and 13.3 are days, 13.30 is a time; 15.10 is a day unless 'kl' stands before it."""
    minutes = lexed.words[match.start("b")]
    with_year = match["y4"] or match["y2"]
    alone = not with_year and not match["w"] and lexed.shape[match.start()] != "d"
    if alone and len(minutes) == 2 and not 1 <= int(minutes) <= 12:
        return None
    if not with_year and (_measured(lexed, match.end()) or _numbered(lexed, match.start())):
        return None
    return _day_month(lexed, match, now)


def _measured(lexed: Lexed, end: int) -> bool:
    """Whether the figure before `end` is the size of something: 2.5 h, 1/2 dag, 2/3 av."""
    return bool(_MEASURE.match(lexed.shape, end))


def _numbered(lexed: Lexed, start: int) -> bool:
    """Whether the figure is the number of something: kap 3.2, version 2.5."""
    return start > 1 and lexed.words[start - 2] in _NUMBERED


_NUMBERED = {
    "kap",
    "kapitel",
    "version",
    "avsnitt",
    "punkt",
    "nr",
    "bilaga",
    "rum",
    "sal",
    "del",
    "steg",
    "spår",
    "betyg",
    "faktor",
}


_MEASURE = re.compile(r" ?(?:[UXVΩ%¤]|z |C|K|A)")


def _slashed(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    if not (match["y4"] or match["y2"]) and lexed.shape[match.end() : match.end() + 3].startswith((" z ", " U")):
        return None
    return _day_month(lexed, match, now)


def _iso(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    year, month, number = (lexed.number(match.start(i)) for i in "ymd")
    year = two_digit_year(year)
    if not 1900 <= year <= 2199:
        return None
    short = len(lexed.words[match.start("y")]) == 2
    if short and not (1 <= month <= 12 and abs(year - now.today.year) <= 15):
        return _placed_reverse(lexed, match, now)
    if not 1 <= month <= 12:
        return nowhere(now) if month <= 31 else None
    found = real(year, month, number)
    return day(found) if found else nowhere(now)


def _placed_reverse(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """03-05-24, day first."""
    found = real(
        two_digit_year(lexed.number(match.start("d"))), lexed.number(match.start("m")), lexed.number(match.start("y"))
    )
    return day(found) if found and abs(found.year - now.today.year) <= 15 else None


def _compact(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    figure = lexed.words[match.start()]
    if len(figure) == 8 and figure[:2] not in ("19", "20"):
        return None
    year = two_digit_year(int(figure[:-4]))
    found = real(year, int(figure[-4:-2]), int(figure[-2:]))
    near = len(figure) == 8 or now.today.year - 8 <= year <= now.today.year + 4
    return day(found) if found and near else None


def _day_month_year_dashed(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    found = real(lexed.number(match.start("y")), lexed.number(match.start("m")), lexed.number(match.start("d")))
    return day(found) if found else None


def _named(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    number = day_number(lexed, match.start("d"))
    if number > 31 and not 32 <= number <= 39:
        return None
    if number == -1 and lexed.shape[match.start("d")] != "O":
        return None
    return placed(lexed, match, now, number, lexed.number(match.start("m")))


def _several_days(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """3-5 mars, mellan 3 och 5 mars, 3–5/3: the month stands once."""
    month = lexed.number(match.start("m"))
    first, last = day_number(lexed, match.start("a")), day_number(lexed, match.start("b"))
    year = year_of(lexed, match, now)
    if year == -1 or not 1 <= month <= 12 or first < 1 or last < 1:
        return None
    start_at, end_at = on(first, month), on(last, month)

    def at(y: int) -> Span | None:
        begins, ends = start_at(y), end_at(y)
        return (begins[0], ends[1]) if begins and ends and begins[0] <= ends[1] else None

    if year is None:
        when = yearless(at, now, "days")
    else:
        found = at(year)
        when = span(found) if found else None
    if when is None:
        if first > 31 or last > 31 or not (_exists(start_at) and _exists(end_at)):
            return nowhere(now)
        begins = yearless(start_at, now, "day")
        return begins.doubted("end_before_start") if begins else None
    named = 2 + (match.groupdict().get("list") or "").count(",")
    if "&" in match.group() and lexed.shape[match.start()] not in "br" and last - first >= named:
        return When(when.first, when.first, doubt="several_days", others=((when.last, when.last),))
    return when


def _exists(at: Callable[[int], Span | None]) -> bool:
    return at(2024) is not None


def _only_day(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """den 3, den 3:e, fredag den 13:e: the nearest month that has such a day."""
    number = day_number(lexed, match.start("d"))
    if not 1 <= number <= 31:
        return (
            nowhere(now)
            if 32 <= number <= 39 and lexed.shape[match.start("d") + 1 : match.start("d") + 2] == ":"
            else None
        )
    month = match["month"]
    if month:
        moved = {"i": 0, "h": 0, "d": 0, "l": -1, "x": 1}[month.split()[-2][-1] if len(month.split()) > 1 else "h"]
        if lexed.values[match.end("month") - 1] != "month":
            return None
        first = shift_months(now.today.replace(day=1), moved)
        found = real(first.year, first.month, number)
        return day(found) if found else nowhere(now)
    months = range(14) if now.forward else range(0, -14, -1)
    days = []
    for months_on in months:
        first = shift_months(now.today.replace(day=1), months_on)
        found = real(first.year, first.month, number)
        if found and (found >= now.today if now.forward else found <= now.today):
            days.append(found)
    if not days:
        return None
    if match["w"]:
        weekday = lexed.values[match.start("w")]
        fitting = [d for d in days[:2] if d.weekday() == weekday]
        return day(fitting[0]) if fitting else _nearest_fitting(number, weekday, days[0], now)
    return day(days[0])


def _nearest_fitting(number: int, weekday: int, chosen: date, now: Now) -> When:
    """'fredag den 13:e' that no month near in this direction has: the other direction, else doubted."""
    for months_on in (0, 1, -1):
        first = shift_months(now.today.replace(day=1), months_on)
        found = real(first.year, first.month, number)
        days_on = (found - now.today).days if found else 99
        if found and found.weekday() == weekday and (0 if now.forward else -31) <= days_on <= 31:
            return day(found)
    return agreed(day(chosen), weekday, now)


def _weekday_and_day(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    return _only_day(lexed, match, now)


_MONTH = r"\.? ?(?P<m>[MJ])\.?(?: U(?=$|[ ,.]))?"


_ANY_WEEKDAY = r"(?:[WT]\.?,? )?(?:d )?"


_THIS_MONTH = r"(?P<month>(?: i)?(?: [lhx]| dä?| d ä)? U)?"


DAY_RULES: list[DateRule] = [
    rule("WSTd12", _WEEKDAY + r"(?P<a>[12])/(?P<b>[12])" + YEAR, _slashed),
    rule("WSTd12", _WEEKDAY + r"(?P<a>[12])\.(?P<b>[12])" + YEAR, _dotted),
    rule("WSTd4", r"(?:[WST]\.?,? )?(?:d )?(?P<y>4)(?P<x>[-/.])(?P<m>[12])(?P=x)(?P<d>[12])(?![1-9])", _iso),
    rule("2", r"(?P<y>2)-(?P<m>2)-(?P<d>2)(?![1-9])", _iso),
    rule("12", r"(?P<d>[12])-(?P<m>[12])-(?P<y>4)", _day_month_year_dashed),
    rule("86", r"[86](?![1-9-])", _compact),
    rule("WSTd12O", _WEEKDAY + r"(?P<d>" + DAY + ")" + _MONTH + YEAR, _named),
    rule("brd12OWT", r"(?:[br] )?" + _ANY_WEEKDAY + r"(?P<a>" + DAY + r")(?P<list>(?:, " + DAY + r")*) ?[-t&] ?"
         + _ANY_WEEKDAY + r"(?P<b>" + DAY + r")(?:" + _MONTH + r")" + YEAR, _several_days),
    rule("brd12", r"(?:[br] )?(?:d )?(?P<a>[12]) ?[-t&] ?(?P<b>[12])[/.](?P<m>[12])" + YEAR, _several_days),
    rule("dWST", r"(?:(?P<w>[WST])\.?,? )?d\.? (?P<d>[12]"
                 r"(?::w)?|O)(?! ?[1-9%¤CKAXΩ]| ?[UV](?![\w]))" + _THIS_MONTH, _only_day),
    rule("WST", r"(?P<w>[WST])\.?,? (?P<d>[12]:w)" + _THIS_MONTH, _weekday_and_day),
]  # fmt: skip
