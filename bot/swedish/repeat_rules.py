"""How often something comes back: 'första tisdagen varje månad', 'varannan tisdag', 'tisdagar jämna veckor'.

Each rule reads one piece; `repeating` puts together what a text says in several ('varje vecka … på tisdagar').
"""

import re
from datetime import date
from typing import Any

from bot.repeats import LAST
from bot.swedish.dates import ORDINAL, day_number
from bot.swedish.grammar import Grammar, Rule, rule
from bot.swedish.lexer import Lexed
from bot.swedish.when import Now

Piece = dict[str, Any]

OFTEN = frozenset({"gång", "gånger", "ggr", "gang", "ganger"})
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def _weekdays(lexed: Lexed, match: re.Match[str]) -> tuple[int, ...]:
    return weekdays_of(lexed, lexed.shape, *match.span())


def weekdays_of(lexed: Lexed, shape: str, first: int, last: int) -> tuple[int, ...]:
    """The weekdays among the tokens first..last-1 of a shape, of 'mån-ons' all between."""
    found: list[int] = []
    for index in range(first, last):
        if shape[index] not in "WTSP":
            continue
        value = lexed.values[index]
        days = value if isinstance(value, tuple) else (value,)
        if found and shape[index - 1] == "-":
            days = tuple((found[-1] + i) % 7 for i in range(1, (days[0] - found[-1]) % 7 + 1))
        found += days
    return tuple(sorted(set(found)))


def _numbers(lexed: Lexed, match: re.Match[str], group: str) -> tuple[int, ...]:
    """'första och tredje', '1:a', 'den 1:a och 15:e': the numbers within a group of the match."""
    if not match[group]:
        return ()
    indices = (i for i in range(match.start(group), match.end(group)) if lexed.shape[i] in "O12")
    return tuple(day_number(lexed, i) for i in indices)


def _unit(lexed: Lexed, match: re.Match[str]) -> tuple[str, int] | None:
    """The unit that it comes back in and how many of them; None for one that nothing is planned by."""
    index = match.start("u")
    unit = "week" if lexed.shape[index] == "V" else str(lexed.values[index])
    each = match.start("v") if match.groupdict().get("v") else -1
    times = 1 if each < 0 else int(lexed.values[each])
    return (unit, times) if unit in _MONTHS or unit == "week" else None


def _in(unit: str, times: int, first_ones: bool) -> Piece:
    """Every so many weeks or months; of a quarter the month that its first (or last) day lies in."""
    if unit == "week":
        return {"every": "week", "interval": times}
    length = _MONTHS[unit]
    months = range(1, 13, length) if first_ones else range(length, 13, length)
    return {"every": "month", "interval": times} | ({"months": tuple(months)} if length > 1 else {})


def _every(lexed: Lexed, match: re.Match[str], now: Now) -> Piece | None:
    """varje tisdag, varannan måndag och onsdag, varje vardag; varje första tisdag i månaden."""
    nth = _numbers(lexed, match, "nth")
    if 0 in nth:
        return None
    if nth:
        return {"every": "month", "nth": nth, "weekdays": _weekdays(lexed, match)}
    return {"every": "week", "interval": lexed.values[match.start("v")], "weekdays": _weekdays(lexed, match)}


def _every_third(lexed: Lexed, match: re.Match[str], now: Now) -> Piece | None:
    """var tredje vecka, var fjärde måndag: the word before tells it from 'tredje vecka'."""
    if lexed.words[max(0, match.start() - 2) : match.start()] not in (["var", " "], ["vart", " "]):
        return None
    times = day_number(lexed, match.start())
    if times < 2:
        return None
    if match["u"] and lexed.values[match.start("u")] == "day":  # var 14:e dag
        return {"every": "week", "interval": times // 7} if times % 7 == 0 else None
    if match["w"]:
        return {"every": "week", "interval": times, "weekdays": _weekdays(lexed, match)}
    unit = _unit(lexed, match)
    if unit is None or unit[0] not in ("week", "month"):
        return None
    weekdays = _weekdays(lexed, match)
    return _in(unit[0], times, True) | ({"weekdays": weekdays} if weekdays else {})


def _every_unit(lexed: Lexed, match: re.Match[str], now: Now) -> Piece | None:
    """varje vecka, varannan vecka på tisdagar, varje månad den 15:e, varje kvartal, en gång i månaden, månadsvis."""
    unit, groups = _unit(lexed, match), match.groupdict()
    if unit is None or (groups.get("times") and lexed.words[match.start("times")] not in OFTEN):
        return None
    days = _numbers(lexed, match, "days") if groups.get("days") else ()
    nth = _numbers(lexed, match, "nth") if groups.get("nth") else ()
    weekdays = _weekdays(lexed, match)
    times = max(1, len(days), len(nth), len(weekdays) if unit[0] == "week" else 1)
    if 0 in (*days, *nth) or (groups.get("n") and lexed.values[match.start("n")] != times):
        return None
    piece = _in(*unit, first_ones=LAST not in (*days, *nth))
    if weekdays and bool(nth) == (unit[0] == "week"):  # the second Tuesday of a week, every Tuesday of a month
        return None
    found = {"weekdays": weekdays, "nth": nth, "month_days": days}
    return piece | {name: value for name, value in found.items() if value}


def _nth_of_each(lexed: Lexed, match: re.Match[str], now: Now) -> Piece | None:
    """första tisdagen varje månad, första och tredje onsdagen i varje månad, sista torsdagen varje kvartal.

    'första tisdagen i månaden' is one day or one every month: the rest of the text tells.
    """
    unit = _unit(lexed, match)
    nth = _numbers(lexed, match, "nth")
    if unit is None or unit[0] == "week" or not nth or 0 in nth:
        return None
    before = lexed.words[max(0, match.start() - 2) : match.start() - 1]
    if before in (["näst"], ["nast"]) and nth == (LAST,):
        nth = (-2,)
    piece = _in(*unit, first_ones=nth[0] > 0)
    piece |= {} if match["v"] else {"weak": True}
    if match["w"] == "U":
        return piece | {"month_days": nth} if lexed.values[match.start("w")] == "day" else None
    return piece | {"nth": nth, "weekdays": _weekdays(lexed, match)}


def _day_of_each(lexed: Lexed, match: re.Match[str], now: Now) -> Piece | None:
    """den 15:e varje månad, den 1:a och 15:e i varje månad, den sista varje månad."""
    unit = _unit(lexed, match)
    days = _numbers(lexed, match, "days")
    if unit is None or unit[0] == "week" or not all(day == LAST or 1 <= day <= 31 for day in days):
        return None
    return _in(*unit, first_ones=LAST not in days) | {"month_days": days}


def _nth_of_months(lexed: Lexed, match: re.Match[str], now: Now) -> Piece | None:
    """andra onsdagen i mars, juni och september."""
    nth = _numbers(lexed, match, "nth")
    months = (lexed.number(i) for i in range(match.start("months"), match.end("months")) if lexed.shape[i] == "M")
    if 0 in nth:
        return None
    piece = {"every": "month", "nth": nth, "weekdays": _weekdays(lexed, match), "months": tuple(sorted(set(months)))}
    year = lexed.number(match.start("y")) if match["y"] else 0
    return piece | ({"first": date(year, 1, 1), "last": date(year, 12, 31)} if 1990 <= year <= 2099 else {})


def _plural(lexed: Lexed, match: re.Match[str], now: Now) -> Piece | None:
    """på tisdagar, tisdagar och torsdagar, tisdag jämna veckor, tisdagar varannan vecka, jämna veckor."""
    groups = match.groupdict()
    piece: Piece = {"every": "week"}
    weekdays = _weekdays(lexed, match)
    if lexed.shape[match.start()] == "P" and not (groups.get("even") or groups.get("v")):
        piece["bare"] = True
    if weekdays:
        piece["weekdays"] = weekdays
    if groups.get("even"):
        piece["weeks"] = lexed.values[match.start("even")]
    if groups.get("v"):
        piece["interval"] = lexed.values[match.start("v")]
    return piece


_DAY = r"[WP]\.?"
_MORE = r"(?:(?:,| &|/|-) ?(?:p |v )?" + _DAY + r")*"
_NTHS = r"(?:d )?(?P<nth>" + ORDINAL + r"(?:(?:,| &|/) ?(?:d )?" + ORDINAL + r")*)"
_MONTH_DAYS = r"(?:d )?(?P<days>(?:[12](?::?w)?|O)(?:(?:,| &|/) ?(?:d )?(?:[12](?::?w)?|O))*)"
_ANY = r"[WTP]"
#: Between how often and on which days: a comma, a time that has been read.
_GAP = r"(?:,? ?\x01+)?[,:]? (?:[pi] )?\(?"

REPEAT_RULES: list[Rule[Now, Piece]] = [
    rule("v", r"(?P<v>v) (?:" + _NTHS + " )?" + _DAY + _MORE + r"(?: [iz] (?:v )?U)?", _every),
    rule("O12", r"(?:O|[12]:?w) (?:(?P<w>W)|(?P<u>[UV]))(?:" + _GAP + r"[WP]" + _MORE + ")?", _every_third),
    rule("v", r"(?P<v>v) (?P<u>[UV])(?:" + _GAP + r"(?:" + _NTHS + r" )?" + _ANY + _MORE + ")?", _every_unit),
    rule("v", r"(?P<v>v) (?P<u>U)" + _GAP + r"d " + _MONTH_DAYS + r"(?! [MWTU])", _every_unit),
    rule("n1", r"(?P<n>[n1]) (?P<times>[γw]) ?(?:[iπov/] ?)(?P<u>[UV])(?:" + _GAP + r"(?:" + _NTHS + r" )?" + _ANY + _MORE + ")?", _every_unit),
    rule("n1", r"(?P<n>[n1]) (?P<times>[γw]) ?(?:[iπov/] ?)(?P<u>U)" + _GAP + r"d " + _MONTH_DAYS + r"(?! [MWTU])", _every_unit),
    rule("κ", r"(?P<u>κ)(?:" + _GAP + r"(?:" + _NTHS + r" )?" + _ANY + _MORE + ")?", _every_unit),
    rule("dO12", _NTHS + r" (?P<w>" + _ANY + r"|U),?(?: ?\x01+)? (?:[iπz] )?(?:(?P<v>v) )?(?P<u>U)(?!\w)", _nth_of_each),
    rule("dO", r"d " + _MONTH_DAYS + r",?(?: ?\x01+)? (?:[iπz] )?(?P<v>v) (?P<u>U)", _day_of_each),
    rule("dO12", _NTHS + r" [WT] i (?P<months>M(?:(?:,| &|, &) (?:i )?M)+)(?: (?P<y>4))?", _nth_of_months),
    rule("pP", r"(?:p )?P(?:(?:,| &|/) ?(?:p )?P)*(?:,? (?:i )?(?:(?P<even>ρ)|(?P<v>v)) V)?", _plural),
    rule("pWT", r"(?:p )?[WT](?:(?:,| &|/|-) ?[WT])*,? (?:i )?(?:(?P<even>ρ)|(?P<v>v)) V", _plural),
    rule("ρi", r"(?:i )?(?P<even>ρ) V(?:" + _GAP + _ANY + _MORE + ")?", _plural),
]  # fmt: skip
REPEATS = Grammar[Now, Piece](REPEAT_RULES)
