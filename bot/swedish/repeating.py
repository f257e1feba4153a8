"""A plan that comes back, and from when to when: the days besides are then no longer the day it is about."""

import re
from bisect import bisect_left
from datetime import date
from typing import Any

from bot.repeats import Days, Repeat
from bot.swedish.almanac import shift_days
from bot.swedish.grammar import Found
from bot.swedish.lexer import Lexed
from bot.swedish.readdates import read_days
from bot.swedish.repeat_rules import OFTEN, REPEATS, Piece, weekdays_of
from bot.swedish.when import DAYS, Now, When

_SOME = re.compile(r"[vρκγP]|[Ow] [WTUV]|O U|[12]:?w [WU]| [iz] U")
_DENIES = frozenset({"inte", "ej", "aldrig", "utom", "förutom", "nästan", "icke"})
_BOUND = re.compile(
    r"t\.? ?o\.? ?m\b|till och med|fr\.? ?o\.? ?m\b|från och med|med start|fram till|tills|med början|(?:under|hela|resten av) "
    r"(?:våren|hösten|sommaren|vintern|året|terminen)|(?:året|våren|hösten|terminen) ut\b|(?:möten|träffar|avstämningar)\b"
)
_TIMES = re.compile(r"(?<![\w/.:])(?P<n>[12n])\.? (?:γ|w)(?!\w|,? ?[iπov/] ?[UV])")


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
        if lexed.words[match.end() - 1] in (*OFTEN, "tillfällen", "tillfallen"):
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
_BEGUN = 183  # days
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
        when = found.value if said in ("but", "until") else _begun(found.value, now.today)
        weekdays = weekdays_of(lexed, original, found.first, found.last)
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


def _begun(when: When, today: date) -> When:
    """'från 1 mars', read on 14 March: what began not long ago, not what will next year."""
    earlier = when.at(when.first.year - 1) if when.at else None
    if earlier is None or not (0 < (today - earlier[0]).days <= _BEGUN):
        return when
    if when.first < when.last and earlier[1] < today:
        return when
    return When(earlier[0], earlier[1], when.grain, when.doubt)


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
