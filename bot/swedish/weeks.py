"""Weeks by number, and weekdays of one week: v 12, v 9-10, tis v 9, mån-ons."""

import re

from bot.swedish import almanac
from bot.swedish.almanac import Span, shift_days, two_digit_year
from bot.swedish.dates import YEAR, DateRule, year_of
from bot.swedish.grammar import rule
from bot.swedish.lexer import Lexed
from bot.swedish.units import OF, part_of
from bot.swedish.when import Grain, Now, Placed, When, day, nearest_week, nowhere, span, yearless


def in_year(lexed: Lexed, match: re.Match[str], now: Now, at: Placed, grain: Grain) -> When | None:
    """The period in the year that the match gives, or else in the nearest one."""
    year = year_of(lexed, match, now)
    if year == -1:
        return None
    if year is None:
        when = nearest_week(at, now) if grain == "week" else yearless(at, now, grain)
    else:
        when = span(found, grain) if (found := at(year)) else None
    return when or nowhere(now)


def _week(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """v 12, vecka tio, v 9-10, veckorna 9, 10 och 11, tis v 9, v 9 mån-ons, slutet av v 10, v10-25."""
    number = lexed.number(match.start("n"))
    if lexed.values[match.start("v")] == "weeks" and not match["last"]:
        return None
    if lexed.shape[match.start("n")] == "n" and lexed.words[match.start("v")] != "vecka":
        return None
    last = lexed.number(match.start("last")) if match["last"] else number
    if match["last"] and match["last_sign"] in ("-", "/") and _is_year(number, last, now):
        return _week_of_year(number, last)
    over_new_year = last < number and number >= 45 and last <= 8  # v 52-1
    if not 1 <= number <= 53 or not (number <= last <= 53 or over_new_year):
        return nowhere(now) if 53 < number < 60 else None
    weekday = match["w"] or match["w2"]
    index = match.start("w") if match["w"] else match.start("w2")
    length = (lexed.values[match.start("w3")] - lexed.values[index]) % 7 if match["w3"] else 0

    def at(year: int) -> Span | None:
        begins, ends = almanac.week_span(year, number), almanac.week_span(year + over_new_year, last)
        if not begins or not ends:
            return None
        if weekday:
            chosen = shift_days(begins[0], lexed.values[index])
            return chosen, shift_days(chosen, length)
        return begins[0], ends[1]

    when = in_year(lexed, match, now, at, "week")
    if when and weekday and when.exists:
        return When(when.first, when.last, "days" if length else "day", when.doubt, when.others)
    if when and match["part"]:
        return part_of(when, lexed.values[match.start("part")])
    return when


def _is_year(number: int, last: int, now: Now) -> bool:
    """Whether 'v10-25' and 'v 48/24' give a year: no weeks run so far, and it is a year near now."""
    return abs(two_digit_year(last) - now.today.year) <= 3 and not 0 < last - number <= 6


def _week_of_year(number: int, year: int) -> When | None:
    """'v48-24' can only be the year; of 'v10-25' the weeks may be meant."""
    found = almanac.week_span(two_digit_year(year), number)
    if found is None:
        return None
    through = almanac.week_span(two_digit_year(year) if number > year else found[0].year, year)
    when = span(found, "week")
    return when if number > year or not through else when.doubted("year")


def _weekdays(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """mån-ons, tis till tors v 9, mån-ons förra veckan, mån och tis v 9: days of one week.

    Of 'tis och tors v 9' the first is taken and doubted; without a week the days are read one by one.
    """
    first, last = lexed.values[match.start("a")], lexed.values[match.start("b")]
    length = (last - first) % 7
    if match["and"]:
        when = _weekdays_of(lexed, match, now, first, length) if match["n"] or match["u"] else None
        if when is None or length == 1 or not when.exists:
            return when
        if when.doubt:
            return When(when.first, when.first, "day", when.doubt, tuple((first, first) for first, _ in when.others))
        return day(when.first).doubted("several_days", (when.last, when.last))
    return _weekdays_of(lexed, match, now, first, length)


def _weekdays_of(lexed: Lexed, match: re.Match[str], now: Now, first: int, length: int) -> When | None:
    if match["n"]:
        number = lexed.number(match.start("n"))

        def at(year: int) -> Span | None:
            week = almanac.week_span(year, number)
            return (shift_days(week[0], first), shift_days(week[0], first + length)) if week else None

        when = in_year(lexed, match, now, at, "week")
        return When(when.first, when.last, "days", when.doubt, when.others, exists=when.exists) if when else None
    if match["u"]:
        which = match["which"]
        week = almanac.week_of(now.today, {"l": -1, "x": 1}.get(which[-1], 0))
        begins = shift_days(week[0], first)
    elif now.forward or match["lead"] == "p ":
        begins = almanac.nearest_weekday(now.today, first, forward=True, today_counts=True)
    else:
        ends = almanac.nearest_weekday(now.today, (first + length) % 7, forward=False, today_counts=True)
        begins = shift_days(ends, -length)
    return span((begins, shift_days(begins, length)))


def _year_week(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    if match["w"] and lexed.words[match.start("w")] != "w":
        return None
    found = almanac.week_span(lexed.number(match.start("y")), lexed.number(match.start("n")))
    return span(found, "week") if found else None


def _short_year_week(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """v2412: year and week in four figures."""
    year, week = divmod(lexed.number(match.start("n")), 100)
    found = almanac.week_span(two_digit_year(year), week)
    return span(found, "week") if found and abs(two_digit_year(year) - now.today.year) <= 8 else None


WEEK_RULES: list[DateRule] = [
    rule("VUWTSiL", OF + r"(?:(?P<w>[WTS])\.?,? (?:i )?)?(?P<v>V)\.? ?(?P<n>[12n])"
         r"(?:(?:, [12])*(?!(?: ?-| )?\'| -[12]) ?(?P<last_sign>--?|[t&/+]) ?(?:V\.? ?)?(?P<last>[12])(?![1-9/.]))?"
         r"(?:,? \(?(?:p )?(?P<w2>[WTS])\.?(?: ?[-t&] ?(?P<w3>[WT])\.?)?(?!\w))?(?!%|[.,:][1-9])"
         + YEAR, _week),
    rule("WTp", r"(?P<lead>p )?(?P<a>[WT])\.? ?(?:-|t|(?P<and>[&/])) ?(?P<b>[WT])\.?(?:,? "
                r"(?:i )?(?:V\.? ?(?P<n>[12])|(?P<which>[lxh]|d ä) (?P<u>V)))?"
         r"(?![\w])" + YEAR, _weekdays),
    rule("4", r"(?P<y>4)(?:-?(?P<w>w)|,? ?V\.? ?)(?P<n>[12])", _year_week),
    rule("V", r"V(?P<n>4)", _short_year_week),
]  # fmt: skip
