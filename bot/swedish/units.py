"""What is said of the week, month, term or year that today is in: förra veckan, nästa månad, i helgen."""

import re

from bot.swedish import almanac
from bot.swedish.almanac import shift_days, shift_months
from bot.swedish.dates import DateRule
from bot.swedish.grammar import rule
from bot.swedish.lexer import Lexed
from bot.swedish.when import Now, When, day, span


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
    if which == "x" and unit == "weekend" and lexed.values[match.start("which")] == "coming":
        which, move = "t", 0
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
    elif which == "t":
        move = 0
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


UNIT_RULES: list[DateRule] = [
    rule("LWTSilxahdp", OF + r"(?:(?:p )?(?P<w>[WTS])\.? )?(?:i )?(?P<which>[lxha]|"
                             r"d ä) (?P<u>[UV])(?: (?:p )?(?P<w2>[WTS])(?!\w))?",
         _relative),
    rule("iytWTS", r"(?:(?P<w>[WTS])\.? )?(?P<which>[iyt]) (?P<u>[UV])(?!\w)", _relative),
    rule("Li", r"(?:i )?(?P<part>L) [zp] (?P<u>[UV])", _part_of_this),
]  # fmt: skip
