"""Which day a message is about: the last day for something told apart, what is doubtful asked."""

import re
from bisect import bisect_left
from typing import get_args

from bot.swedish.almanac import Span, real, shift_days
from bot.swedish.fallback import read_elsewhere
from bot.swedish.grammar import Found
from bot.swedish.kinds import names_deadline
from bot.swedish.lexer import TAKEN, Lexed
from bot.swedish.readdates import read_days
from bot.swedish.when import COARSE, DAYS, Grain, Now, When

_ORDER = {grain: number for number, grain in enumerate(get_args(Grain))}  # the most exact first


def most_exact(days: list[Found[When]]) -> Found[When] | None:
    """The day it is about: the most exact one, the first of these; of a weekday and a month apart the month."""
    chosen = min(days, key=lambda found: _ORDER[found.value.grain], default=None)
    if chosen is None or chosen.value.weekday is None:
        return chosen
    day = chosen.value.first  # 'någon tisdag i maj' is no Tuesday in March
    wide = (found for found in days if found.value.grain == "month" and 0 <= found.first - chosen.last <= 1)
    return next((found for found in wide if not found.value.first <= day <= found.value.last), chosen)


def read_which_days(lexed: Lexed, lowered: str, now: Now) -> tuple[list[Found[When]], Found[When] | None]:
    """The days it is about, and the deadline: what follows 'anmälan senast', which comes before what it is for."""
    days: list[Found[When]] = []
    deadline: Found[When] | None = None
    end = 0
    for found in read_days(lexed, now):
        found = _in_doubt(lexed, lowered, _beside(lexed, found))
        start = lexed.starts[found.first]
        if lexed.words[found.first] in ("från", "fr") and _MOVED.search(lowered, 0, start):
            found = found._replace(value=_ending(found.value))
        if deadline is None and names_deadline(lowered[max(end, start - 80) : start]):
            deadline = found
        else:
            days.append(found)
        end = lexed.ends[found.last - 1]
    if not days and deadline is None and (field := _DATE_FIELD.search(lexed.text)):
        days = _read_field(lexed, field, now)
    if len(days) > 1 and " till " in lowered:
        days = [found for found in days if _MOVED_TO.search(lowered, 0, lexed.starts[found.first])] or days
    chosen = most_exact(days)
    if chosen is not None:
        doubted = _year_named_apart(lexed, chosen.value, now) or _another_day(lexed, chosen, days)
        days[days.index(chosen)] = chosen._replace(value=doubted)
    return days, deadline


#: So long before or after something vague: 'efter sommaren', 'före påsk'.
_NEAR_TO = 14
_SIDES = {"efter": 1, "före": -1, "innan": -1, "fore": -1}
_BY_NOW = re.compile(
    r"(?<!\w)(?:preliminärt?|prel\b\.?|tentativt|troligen|troligtvis|förmodligen|omkring|runt|kring|någon gång"
    r"|(?:cirka|ca\b\.?)(?! \d+ ))(?: datum)?:? (?:i |den |under )?$"
)
_BY_NOW_AFTER = re.compile(r" ?[,(]? ?(?:preliminärt?|prel\b\.?|tentativt)(?: datum)?\)?(?!\w)")


def _beside(lexed: Lexed, found: Found[When]) -> Found[When]:
    """'efter sommaren', 'innan påsk': the two weeks beside it, in doubt; 'fredagen efter påsk' has a rule of its own."""
    before = lexed.words[max(0, found.first - 4) : found.first]
    step = _SIDES.get(before[-2], 0) if len(before) > 1 and before[-1] == " " else 0
    when = found.value
    vague = (when.grain in COARSE and when.grain not in ("year", "week")) or when.doubt == "vague"
    by_rule = lexed.shape[max(0, found.first - 4) : found.first - 3] in (*"UVTWO", TAKEN)
    if not step or not vague or not when.exists or by_rule:
        return found
    placed = when.at

    def at(year: int) -> Span | None:
        span = placed(year) if placed else None
        return _two_weeks(span, step) if span else None

    first, last = _two_weeks((when.first, when.last), step)
    lexed.take(found.first - 2, found.first)
    return Found(found.first - 2, found.last, When(first, last, "days", "vague", at=at if placed else None))


def _two_weeks(of: Span, step: int) -> Span:
    """After the span, or before it."""
    near, far = (of[1], _NEAR_TO) if step > 0 else (of[0], -_NEAR_TO)
    first, last = sorted((shift_days(near, step), shift_days(near, far)))
    return first, last


def _in_doubt(lexed: Lexed, lowered: str, found: Found[When]) -> Found[When]:
    """'preliminärt 10 oktober', 'kring 10 oktober', '10 oktober (prel.)': the day is not settled."""
    start, end = lexed.starts[found.first], lexed.ends[found.last - 1]
    said = _BY_NOW.search(lowered, max(0, start - 30), start) or _BY_NOW_AFTER.match(lowered, end)
    if not said or not found.value.exists:
        return found
    first, last = bisect_left(lexed.starts, said.start()), max(found.last, bisect_left(lexed.starts, said.end()))
    lexed.take(min(first, found.first), last)
    when = found.value if found.value.doubt else found.value.doubted("vague")
    return Found(min(first, found.first), last, when)


_DATE_FIELD = re.compile(r"(?i)(?<!\w)(?:datum|date): *(?P<day>[^,;:\n\x01]{3,40}?)(?=[,;]? *(?:[;\n\x01]|, |$))")


def _read_field(lexed: Lexed, field: re.Match[str], now: Now) -> list[Found[When]]:
    """'datum: May 14 2024': a date field that none of our rules reads."""
    day = read_elsewhere(field["day"], now.today, "future" if now.forward else "past")
    if day is None:
        return []
    first, last = bisect_left(lexed.starts, field.start()), bisect_left(lexed.starts, field.end())
    lexed.take(first, last)
    return [Found(first, last, When(day, day, doubt="other_reader"))]


_MOVED_TO = re.compile(
    r"(?:flytt|skjut|sköt|senarelag|tidigarelag)[^\W\d]{0,6}(?: fram| upp)? till (?:den )?$"  # from what it was
)
_MOVED = re.compile(r"flytt|skjut|sköt|senarelagd|tidigarelagd")


def _ending(when: When) -> When:
    """'flyttat från 3 till 15 oktober': the day it was moved to."""
    at = when.at

    def ends(year: int) -> Span | None:
        span = at(year) if at else None
        return (span[1], span[1]) if span else None

    others = tuple((last, last) for _, last in when.others)
    return When(when.last, when.last, "day", when.doubt, others, at=ends if at else None)


_LONE_YEAR = re.compile(r"(?<![\w-])4(?![\w%/:.-])")


def _year_named_apart(lexed: Lexed, when: When, now: Now) -> When | None:
    """'YH-släpp 2024: … 25/1': a year that stands alone is the year of a day that has none."""
    shape = lexed.shape
    if when.grain in COARSE or "4" not in shape or not when.exists:
        return None
    alone = [m.start() for m in _LONE_YEAR.finditer(shape)]
    either = next((i for i in alone if shape[:i].endswith("w ") and lexed.words[i - 2] == "eller"), None)
    if either is not None:
        return _either_year(lexed, when, either, alone)
    if when.at is None:
        return None
    years = [lexed.number(i) for i in alone if shape[max(0, i - 2) : i] not in ("f ", "o ", "t ", "y ")]
    years = [year for year in years if 2000 <= year <= 2099]
    if len(set(years)) != 1:
        return None
    placed = when.at(years[0])
    if placed is None or placed[0] == when.first or (placed[0] > now.today and not now.forward):
        return None
    return When(placed[0], placed[1], when.grain).doubted("year", (when.first, when.last))


def _either_year(lexed: Lexed, when: When, either: int, alone: list[int]) -> When:
    """'12 november, 2023 eller 2024' and '12 november 2023 eller 2024': the year is in doubt."""
    first = either - 3
    while first > 0 and lexed.shape[first] == " ":
        first -= 1
    known = lexed.number(first) if first in alone else when.first.year
    spans = [_in_year(when, year) for year in (known, lexed.number(either))]
    found = [span for span in spans if span] or [(when.first, when.last)]
    lexed.take(first if first in alone else either - 2, either + 1)
    return When(found[0][0], found[0][1], when.grain).doubted("year", *found[1:])


def _in_year(when: When, year: int) -> Span | None:
    if when.at is not None:
        return when.at(year)
    moved = real(year, when.first.month, when.first.day)
    return (moved, moved + (when.last - when.first)) if moved else None


def _another_day(lexed: Lexed, chosen: Found[When], days: list[Found[When]]) -> When:
    """'3 eller 4 september' is asked about; of '3/9, uppföljning 10/9' the first is taken and doubted."""
    when = chosen.value
    if when.doubt or not when.exists or when.grain not in DAYS:
        return when
    if len(days) < 2 and "eller" not in lexed.words and "?" not in lexed.shape:
        return when
    before = _OR_DAY.search(lexed.shape, max(0, chosen.first - 7), chosen.first)
    if before and lexed.words[before.start("word")] == "eller":
        earlier = real(when.first.year, when.first.month, lexed.number(before.start()))
        if earlier is None:
            return when
        month, number = earlier.month, earlier.day

        def at(year: int) -> Span | None:
            moved = real(year, month, number)
            return (moved, moved) if moved else None

        lexed.take(before.start(), chosen.first)
        value = When(earlier, earlier, at=at if when.at else None)
        return value.doubted("either_day", (when.first, when.last))
    if lexed.shape[chosen.last : chosen.last + 1] == "?" and not _A_QUESTION.search(lexed.text):
        lexed.take(chosen.last, chosen.last + 1)
        return when.doubted("vague")
    others = [
        found for found in days
        if found.value.grain in DAYS and found.value.exists and found.value.weekday is None
        and not when.first <= found.value.first <= when.last
    ]  # fmt: skip
    if not others:
        return when
    return when.doubted("several_days", (others[0].value.first, others[0].value.last))


_A_QUESTION = re.compile(r"^\W*(?:hej\W+)?(?:kan|skulle|vill|vad|när|hur|vilk\w+|har|var|är)\b", re.I)
_OR_DAY = re.compile(r"[12](?::w|\.)? (?P<word>w) $")
