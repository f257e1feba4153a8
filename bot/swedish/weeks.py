"""Weeks and what is said relative to this one: v 12, mån-ons, förra veckan, nästa månad."""

import re
from collections.abc import Callable

from bot.swedish import almanac
from bot.swedish.almanac import Span, shift_days, shift_months, two_digit_year
from bot.swedish.dates import YEAR, DateRule, rule, year_of
from bot.swedish.lexer import Lexed
from bot.swedish.when import Grain, Now, When, day, nearest_week, nowhere, span, yearless


def in_year(
    lexed: Lexed, match: re.Match[str], now: Now, at: Callable[[int], Span | None], grain: Grain
) -> When | None:
    """The period in the year that the match gives, or else in the nearest one."""
    year = year_of(lexed, match, now)
    if year == -1:
        return None
    if year is None:
        return nearest_week(at, now) if grain == "week" else yearless(at, now, grain)
    found = at(year)
    return span(found, grain) if found else nowhere(now)


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
    if not 1 <= number <= last <= 53:
        return nowhere(now) if 53 < number < 60 else None
    weekday = match["w"] or match["w2"]
    index = match.start("w") if match["w"] else match.start("w2")
    length = (lexed.values[match.start("w3")] - lexed.values[index]) % 7 if match["w3"] else 0

    def at(year: int) -> Span | None:
        begins, ends = almanac.week_span(year, number), almanac.week_span(year, last)
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
    """mån-ons, tis till tors v 9, mån-ons förra veckan: days of one week."""
    first, last = lexed.values[match.start("a")], lexed.values[match.start("b")]
    length = (last - first) % 7
    if match["n"]:
        number = lexed.number(match.start("n"))

        def at(year: int) -> Span | None:
            week = almanac.week_span(year, number)
            return (shift_days(week[0], first), shift_days(week[0], first + length)) if week else None

        when = in_year(lexed, match, now, at, "week")
        return When(when.first, when.last, "days", when.doubt, when.others, exists=when.exists) if when else None
    if match["u"]:
        which = match["which"]
        if lexed.values[match.start("u")] != "week":
            return None
        week = almanac.week_of(now.today, {"l": -1, "x": 1}.get(which[-1], 0))
        begins = shift_days(week[0], first)
    elif now.forward or match["lead"] == "p ":
        begins = almanac.nearest_weekday(now.today, first, forward=True, today_counts=True)
    else:
        ends = almanac.nearest_weekday(now.today, last, forward=False, today_counts=True)
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


def _relative(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """förra veckan, den här månaden, nästa år, tisdag i förra veckan, i helgen."""
    unit = lexed.values[match.start("u")]
    move = {"l": -1, "x": 1, "h": 0, "ä": 0, "i": 0, "y": 0, "t": 1, "a": 0}[match["which"][-1]]
    which = match["which"]
    if which == "a":
        move = -2 if lexed.values[match.start("which")] == "before_last" else 2
    if which in ("i", "y", "t") and lexed.words[match.start("u")] not in _OF_NOW:
        return None
    if lexed.words[max(0, match.start() - 2) : match.start() - 1][:1] in _TIMES:
        return None
    when = moved(unit, move, which, now)
    if when is None:
        return None
    groups = match.groupdict()
    weekday = "w" if groups["w"] else "w2" if groups.get("w2") else None
    if weekday:
        return day(shift_days(when.first, lexed.values[match.start(weekday)])) if when.grain == "week" else None
    return part_of(when, lexed.values[match.start("part")]) if groups.get("part") else when


_OF_NOW = {"veckan", "månaden", "år", "året", "helgen", "helg", "kvartalet", "manaden", "ar", "aret"}
_TIMES = (["gång"], ["gånger"], ["ggr"], ["timmar"], ["dagar"])  # two times in the week: how often, not when


def moved(unit: str, move: int, which: str, now: Now) -> When | None:
    today = now.today
    if unit == "week":
        return span(almanac.week_of(today, move), "week")
    first = today.replace(day=1)
    if unit == "month":
        moved = shift_months(first, move)
        return span(almanac.month_span(moved.year, moved.month), "month")
    if unit == "year":
        return span(almanac.year_span(today.year + move), "year")
    if unit == "quarter":
        moved = shift_months(first, 3 * move)
        return span(almanac.quarter_span(moved.year, (moved.month + 2) // 3), "quarter")
    if unit == "half":
        moved = shift_months(first, 6 * move)
        return span(almanac.half_span(moved.year, 1 if moved.month < 7 else 2), "season")
    if unit == "weekend":
        return _weekend(move, which, now)
    if unit == "term":
        year, half = divmod(today.year * 2 + (today.month > 6) + move, 2)
        return span(almanac.season_span(year, "autumn_term" if half else "spring_term"), "season")
    return None


def _weekend(move: int, which: str, now: Now) -> When:
    """'i helgen' looks the way the text does; 'förra' and 'nästa' do so always."""
    saturday = shift_days(almanac.week_of(now.today)[0], 5)
    over = now.today.weekday() >= 5
    if which in ("i", "y", "h", "ä"):
        move = 0 if now.forward or over else -1
    elif which in ("l", "x") and over:
        move = move if which == "x" else -1
    elif which in ("x", "t"):
        move = 0 if which == "t" else 1
    first = shift_days(saturday, 7 * move)
    return When(first, shift_days(first, 1), "weekend")


def part_of(when: When, part: str) -> When:
    """The beginning, middle or end: days 1-10, 11-20 and 21-last of a month, thirds of anything else, in doubt."""
    if when.grain == "month":
        first = when.first
        cuts = {"start": (0, 9), "middle": (10, 19), "end": (20, (when.last - first).days)}[part]
    elif when.grain == "week":
        cuts = {"start": (0, 1), "middle": (2, 2), "end": (3, 4)}[part]
    else:
        length = (when.last - when.first).days
        cuts = {"start": (0, length // 3), "middle": (length // 3 + 1, 2 * length // 3),
                "end": (2 * length // 3 + 1, length)}[part]  # fmt: skip
    begins, ends = shift_days(when.first, cuts[0]), shift_days(when.first, cuts[1])
    return When(begins, ends, when.grain, doubt=None if when.grain == "month" else "vague")


def _part_of_this(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """början av året, slutet av veckan: of the one that today is in."""
    if lexed.words[match.start("u")] not in ("veckan", "månaden", "året", "kvartalet", "terminen", "manaden", "aret"):
        return None
    when = moved(lexed.values[match.start("u")], 0, "h", now)
    return part_of(when, lexed.values[match.start("part")]) if when else None


OF = r"(?:(?:i )?(?P<part>L) [zp] )?"


WEEK_RULES: list[DateRule] = [
    rule("VUWTSiL", OF + r"(?:(?P<w>[WTS])\.?,? (?:i )?)?(?P<v>V)\.? ?(?P<n>[12n])"
         r"(?:(?:, [12])*(?!(?: ?-| )?\'| -[12]) ?(?P<last_sign>--?|[t&/]) ?(?:V\.? ?)?(?P<last>[12])(?![1-9/.]))?"
         r"(?:,? (?:p )?(?P<w2>[WTS])\.?(?: ?[-t&] ?(?P<w3>[WT])\.?)?(?!\w))?(?![:%]|[.,][1-9])"
         + YEAR, _week),
    rule("WTp", r"(?P<lead>p )?(?P<a>[WT])\.? ?(?:-|t) ?(?P<b>[WT])\.?(?:,? "
                r"(?:i )?(?:V\.? ?(?P<n>[12])|(?P<which>[lxh]|d ä) (?P<u>V)))?"
         r"(?![\w])" + YEAR, _weekdays),
    rule("4", r"(?P<y>4)(?:-?(?P<w>w)|,? ?V\.? ?)(?P<n>[12])", _year_week),
    rule("V", r"V(?P<n>4)", _short_year_week),
    rule("LWTSilxahdp", OF + r"(?:(?:p )?(?P<w>[WTS])\.? )?(?:i )?(?P<which>[lxha]|"
                             r"d ä) (?P<u>[UV])(?: (?:p )?(?P<w2>[WTS])(?!\w))?",
         _relative),
    rule("iytWTS", r"(?:(?P<w>[WTS])\.? )?(?P<which>[iyt]) (?P<u>[UV])(?!\w)", _relative),
    rule("Li", r"(?:i )?(?P<part>L) [zp] (?P<u>[UV])", _part_of_this),
]  # fmt: skip
