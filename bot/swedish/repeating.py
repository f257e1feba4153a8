"""What comes back: 'första tisdagen varje månad', 'varannan tisdag', 'tisdagar jämna veckor', and from when to when.

Each rule reads one piece; what a text says in several ('varje vecka … på tisdagar') is put together. The days
besides are then no longer the day it is about but its bounds.
"""

import re
from bisect import bisect_left
from datetime import date
from typing import Any

from bot.repeats import LAST, Days, Repeat
from bot.swedish.almanac import shift_days
from bot.swedish.dates import ORDINAL, day_number
from bot.swedish.grammar import Found, Grammar, Rule, rule
from bot.swedish.lexer import Lexed
from bot.swedish.readdates import read_days
from bot.swedish.when import DAYS, Now, When

Piece = dict[str, Any]

_OFTEN = frozenset({"gång", "gånger", "ggr", "gang", "ganger"})
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_WORKDAYS = (0, 1, 2, 3, 4)


def _weekdays(lexed: Lexed, match: re.Match[str]) -> tuple[int, ...]:
    return _weekdays_of(lexed, lexed.shape, *match.span())


def _weekdays_of(lexed: Lexed, shape: str, first: int, last: int) -> tuple[int, ...]:
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
    times = lexed.number(match.start())
    if times < 2:
        return None
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
    if unit is None or (groups.get("times") and lexed.words[match.start("times")] not in _OFTEN):
        return None
    days = _numbers(lexed, match, "days") if groups.get("days") else ()
    nth = _numbers(lexed, match, "nth") if groups.get("nth") else ()
    if 0 in (*days, *nth) or (groups.get("n") and lexed.values[match.start("n")] != max(1, len(days), len(nth))):
        return None
    piece = _in(*unit, first_ones=LAST not in (*days, *nth))
    weekdays = _weekdays(lexed, match)
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
    rule("O", r"O (?:(?P<w>W)|(?P<u>[UV]))(?:" + _GAP + r"[WP]" + _MORE + ")?", _every_third),
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

_SOME = re.compile(r"[vρκγP]|[Ow] [WTUV]|O U| [iz] U")
_DENIES = frozenset({"inte", "ej", "aldrig", "utom", "förutom", "nästan", "icke"})
_BOUND = re.compile(
    r"t\.? ?o\.? ?m\b|till och med|fr\.? ?o\.? ?m\b|från och med|med start|fram till|tills|med början|(?:under|hela|resten av) "
    r"(?:våren|hösten|sommaren|vintern|året|terminen)|(?:året|våren|hösten|terminen) ut\b|(?:möten|träffar|avstämningar)\b"
)
_TIMES = re.compile(r"(?<![\w/.:])(?P<n>[12n])\.? (?:γ|w)(?!\w)")


def read_repeat(lexed: Lexed, lowered: str, now: Now) -> Repeat | None:
    """How often it comes back, its words taken; None when it does not. Its bounds are read by `bounded`."""
    if not _SOME.search(lexed.shape):
        return None
    trial = _copy(lexed)
    found = list(REPEATS.read(trial, now))
    piece: Piece = {}
    for item in found:
        if item.first > 1 and lexed.words[item.first - 2] in _DENIES:
            return None
        sure = {sign: False for sign in ("weak", "bare") if not item.value.get(sign)}
        piece = item.value | piece | sure
    weak, bare = piece.pop("weak", False), piece.pop("bare", False)
    if "every" not in piece or (weak and not _BOUND.search(lowered)) or (bare and _has_a_day(trial, lowered, now)):
        return None
    for item in found:
        before = lexed.words[max(0, item.first - 2) : item.first]
        lexed.take(item.first - (2 if before in (["var", " "], ["vart", " "], ["näst", " "]) else 0), item.last)
    return Repeat(**piece, count=_count(lexed))


def perhaps_every_month(lexed: Lexed, now: Now) -> Repeat | None:
    """What 'första tisdagen i månaden' is if it is more than once; nothing is taken."""
    if not _SOME.search(lexed.shape):
        return None
    found = list(REPEATS.read(_copy(lexed), now))
    if len(found) != 1 or not found[0].value.get("weak"):
        return None
    return Repeat(**{name: value for name, value in found[0].value.items() if name != "weak"})


def _has_a_day(trial: Lexed, lowered: str, now: Now) -> bool:
    """Whether a day of its own stands beside a weekday in the plural, which is then part of a name."""
    for found in read_days(trial, now):
        start = trial.starts[found.first]
        alone = found.value.first == found.value.last and found.value.grain == "day"
        if alone and not _LEADS.search(lowered, max(0, start - 30), start):
            return True
    return False


def _copy(lexed: Lexed) -> Lexed:
    """For a look that takes nothing yet."""
    trial = object.__new__(Lexed)
    for name in Lexed.__slots__:
        setattr(trial, name, getattr(lexed, name))
    return trial


def _count(lexed: Lexed) -> int | None:
    """'fem gånger', '5 tillfällen'."""
    for match in _TIMES.finditer(lexed.shape):
        if lexed.words[match.end() - 1] in (*_OFTEN, "tillfällen", "tillfallen"):
            number = lexed.number(match.start("n"))
            if number > 0:
                lexed.take(*match.span())
                return number
    return None


# --- from when to when ------------------------------------------------------------------------------------

_LEADS = re.compile(
    r"(?:[(,] ?)?(?:(?P<but>(?:dock |men )?(?:inte|ej|utom|förutom|undantaget|uppehåll|med undantag (?:för|av))(?: (?:i|under|den|på|v))?)"
    r"|(?P<until>fram till(?: och med)?|till(?: och med)?|t\.? ?o\.? ?m\.?|tills|slut(?:ar)?|sista (?:gången|tillfället|mötet))(?: den)?"
    r"|(?P<since>från(?: och med)?|fr\.? ?o\.? ?m\.?|med start|med början|startar|start|börjar|från start|första gången|first)"
    r"(?: i| den| på)?"
    r")[ :]*$"
)
_THROUGH = re.compile(r"till och med|t\.? ?o\.? ?m\b")
_FROM_TO = re.compile(r"[-t]")
_FURTHER = re.compile(r"fram $")
_OUT = re.compile(r"(?P<rest>resten av )?(?P<what>året|våren|hösten|terminen)(?(rest)| ut)(?!\w)")


def bounded(
    repeat: Repeat, days: list[Found[When]], lexed: Lexed, lowered: str, original: str, now: Now
) -> Repeat | None:
    """With the days of the text as its bounds: 'från och med 2 april', 't.o.m. juni', 'under våren', 'utom i juli'.

    `original` is the text's shape before its days were taken. None where it turns out to be no repeat.
    """
    given: dict[str, Any] = {}
    but: list[Days] = []
    for found in days:
        start = lexed.starts[found.first]
        lead = _LEADS.search(lowered, max(0, start - 30), start)
        said = next((name for name in ("but", "until", "since") if lead and lead[name]), "")
        if not _FROM_TO.search(original, found.first + 1, found.last):
            said = said or {"t": "until", "r": "since"}.get(original[found.first], "")
        elif said != "but":
            said = ""
        if not lead and said and (further := _FURTHER.search(lowered, max(0, start - 6), start)):
            lead = further
        if lead:
            lexed.take(bisect_left(lexed.starts, lead.start()), found.first)
        when = found.value
        weekdays = _weekdays_of(lexed, original, found.first, found.last)
        if weekdays and not repeat.weekdays and repeat.every == "week":  # 'tis och tors kl 9 varje vecka'
            given.setdefault("weekdays", weekdays)
            if not any(c.isdigit() for c in lexed.source(found.first, found.last)):
                continue
        if said == "but":
            but.append((when.first, when.last))
        elif said == "until":
            before = when.grain == "season" and not _THROUGH.search(lowered, max(0, start - 20), start + 20)
            given["last"] = shift_days(when.first, -1) if before else when.last
        elif said == "since" or (when.grain in DAYS and when.first == when.last):
            given["first"] = when.first
        else:
            given |= {"first": when.first, "last": when.last}
    if "last" not in given and (out := _OUT.search(lowered)):
        given["last"] = _end_of(out["what"], now.today)
        lexed.take(bisect_left(lexed.starts, out.start()), bisect_left(lexed.starts, out.end()))
    return _by_date(repeat.model_copy(update=given | {"but": tuple(but)}))


def _end_of(what: str, today: date) -> date:
    """The end of the year, spring or autumn that today is in or before."""
    spring = today.month < 7 and what in ("våren", "terminen")
    return date(today.year, 6, 15 if what == "våren" else 30) if spring else date(today.year, 12, 31)


def _by_date(repeat: Repeat) -> Repeat | None:
    """'årligen 14 maj': the day that a yearly one begins with is the day it falls on; 'varje år i maj' is none."""
    if len(repeat.months) != 1 or repeat.weekdays or repeat.month_days:
        return repeat
    if repeat.first is None or repeat.last:
        return None
    return repeat.model_copy(update={"months": (repeat.first.month,), "month_days": (repeat.first.day,)})
