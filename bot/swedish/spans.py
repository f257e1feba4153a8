"""Which days a question is about: 'kvartal 1', 'mars', 'sedan 1 mars', 'sedan förra styrgruppsmötet'.

What days a text names is read by the same rules as everywhere else; here are added what only a question says
('sedan', 'till och med', 'senaste 30 dagarna'), and the name by which the answer says them back.
"""

import re
from dataclasses import dataclass
from datetime import date

from bot.project import Project
from bot.span import Span
from bot.swedish import almanac
from bot.swedish.grammar import Found
from bot.swedish.lexer import Lexed
from bot.swedish.lexicon import MONTHS
from bot.swedish.number_words import SMALL
from bot.swedish.readdates import read_days
from bot.swedish.vocabulary import vocabulary
from bot.swedish.when import Now, When

WEEKDAYS = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
#: What a slip in the name of a period was probably meant to be.
PERIOD_WORDS = (*MONTHS, "kvartal", "kvartalet", "halvåret")
LONGEST = 300  # characters: what is longer is no question about a period


@dataclass(frozen=True)
class SinceLast:
    """From the last occasion of any of these activity types on; which day that was is in what is logged."""

    types: tuple[str, ...]


Period = Span | SinceLast

_SMALL = "|".join(SMALL)
_SINCE = r"(?:allt)?(?:sedan|sen)|efter|från(?: och med)?|fr\.? ?o\.? ?m\.?"
_SINCE_LAST = re.compile(
    rf"(?<!\w)(?:{_SINCE}) (?:(?:det |den |vårt )?(?P<last>förra|forra|senaste|sista|föregående) )?(?P<what>sist|[^\W\d_][\w-]*)(?!\w)"
)
_SINCE_YEAR = re.compile(rf"(?<!\w)(?:{_SINCE}) (?:år )?(?P<year>20\d\d)(?!\w|[-/])")
_ROLLING = re.compile(
    rf"(?<!\w)(?:(?:under|i|på) )?(?:de |den |det )?(?:senaste|sista) (?:(?P<n>\d{{1,3}}|{_SMALL}) )?"
    r"(?P<unit>dygnet|dagarna|veckan|veckorna|månaden|månaderna|halvåret|året|åren)(?!\w)"
)
_DAYS = {"dygnet": 1, "dagarna": 1, "veckan": 7, "veckorna": 7}
_MONTHS = {"månaden": 1, "månaderna": 1, "halvåret": 6, "året": 12, "åren": 12}
_BEFORE_SINCE = re.compile(rf"(?<!\w)(?P<how>{_SINCE}) (?:[\w-]*mötet )?(?:den )?$")
_BEFORE_UNTIL = re.compile(r"(?<!\w)(?:(?:fram )?till(?: och med)?|t\.? ?o\.? ?m\.?) (?:den )?$")
_GOAL = re.compile(rf"(?<!\w)(?:del)?m[åa]l(?:et)? ?(?:\d{{1,2}}|{_SMALL})(?!\w)")
_YEAR = re.compile(r"(?<!\w)20\d\d(?!\w)")
# what people write of quarters and the rules of dates do not know
_MENDED = (
    (re.compile(r"(?<!\w)kv(?:art)?\.? ?(?=[1-4](?!\w))"), "kvartal "),
    (re.compile(r"(?<!\w)kvartal (ett|två|tre|fyra)(?!\w)"), lambda match: f"kvartal {SMALL[match[1]]}"),
    (re.compile(r"(?<!\w)det här (kvartal|halvår)et(?!\w)"), r"detta \1"),
    (re.compile(r"(?:^|(?<!\w)(?:i|under) )(kvartal|halvår)et[ ?!.]*$"), r"detta \1"),
    (re.compile(r"(?:^|(?<!\w)(?:i|under) )(månad|vecka)e?n[ ?!.]*$"), r"denna \1"),
    (re.compile(r"(?<!\w)från (?=kvartal|q[1-4]|(?:första|andra) halvåret)"), ""),
    (re.compile(r"(?<!\w)kvartal ([1-4]) ?(?:och|&|\+|till) ?([1-4])(?!\w)"), r"kvartal \1-\2"),
)  # fmt: skip


def read_periods(text: str, project: Project, today: date) -> tuple[list[Period], str]:
    """The periods that a lower-case text names, and the text without them.

    A calendar year by itself is left in the text, as figures.
    """
    if len(text) > LONGEST:
        return [], text
    for pattern, mended in _MENDED:
        text = pattern.sub(mended, text)
    if match := _SINCE_YEAR.search(text):
        first = date(int(match["year"]), 1, 1)
        return [Span(min(first, today), today, f"sedan {written(first)}")], _without(text, *match.span())
    if match := _ROLLING.search(text):
        return [_rolling(match, today)], _without(text, *match.span())
    found = _found(text, Now(today, forward=False))
    if not found and (since := _since_last(text, project)):
        return since
    if len(found) == 1 and (dated := _in_said_year(text, *found[0])):
        text, found = dated
    periods: list[Period] = []
    for start, end, when in reversed(found):
        if (when.first, when.last) == almanac.year_span(when.first.year) and not _BEFORE_SINCE.search(text[:start]):
            text = f"{text[:start]} {when.first.year} {text[end:]}"
            continue
        span, start = _opened(text[:start], _placed(when, project, today), project, today)
        periods.insert(0, span)
        text = _without(text, start, end)
    return periods, text


def _in_said_year(text: str, start: int, end: int, when: When) -> tuple[str, list[tuple[int, int, When]]] | None:
    """The days in the one year that stands elsewhere in the text: '2024 mars', 'kvartal 1 delmål 3 2024'."""
    others = [match for match in _YEAR.finditer(text) if match.end() <= start or match.start() >= end]
    days = when.at(int(others[0][0])) if when.at and len(others) == 1 else None
    if days is None:
        return None
    first, last = others[0].span()
    mended = text[:first] + " " * (last - first) + text[last:]
    return mended, [(start, end, When(days[0], days[1], when.grain))]


def _found(text: str, now: Now) -> list[tuple[int, int, When]]:
    """Where in the text days are named that a calendar has."""
    lexed = Lexed(_GOAL.sub(lambda match: "x" * len(match[0]), text))  # 'delmål 3 mars' has no 3 March
    found: list[Found[When]] = read_days(lexed, now)
    return [(lexed.starts[one.first], lexed.ends[one.last - 1], one.value) for one in found if one.value.exists]


def _without(text: str, start: int, end: int) -> str:
    return f"{text[:start]} {text[end:]}"


def _placed(when: When, project: Project, today: date) -> When:
    """The same days in the year in which the project has them, where the text leaves out the year."""
    if when.last >= project.start or when.at is None:
        return when
    later = (when.at(year) for year in range(project.start.year, project.end.year + 1))
    inside = next((span for span in later if span and span[1] >= project.start), None)
    return When(inside[0], inside[1], when.grain) if inside else when


def _opened(before: str, when: When, project: Project, today: date) -> tuple[Span, int]:
    """The days said, or those from them on, or up to them; and where in the text that begins."""
    if when.first <= today and (since := _BEFORE_SINCE.search(before)):
        first = min(_begins(when, after=since["how"] == "efter"), today)
        return Span(first, today, f"sedan {written(first)}"), since.start()
    if until := _BEFORE_UNTIL.search(before):
        return Span(project.start, when.last, f"till och med {written(when.last)}"), until.start()
    return Span(when.first, when.last, named(when.first, when.last)), len(before)


def _begins(when: When, *, after: bool) -> date:
    """'Efter mars' and 'sedan sommaren' begin when that is over, 'sedan mars' with its first day."""
    if when.first < when.last == almanac.year_span(when.last.year)[0]:  # 'sedan årsskiftet': the new year itself
        return when.last
    over = after or when.grain in ("season", "weekend") or (when.grain == "days" and when.doubt is not None)
    return almanac.shift_days(when.last, 1) if over else when.first


def _rolling(match: re.Match[str], today: date) -> Span:
    """'senaste månaden', 'de senaste 30 dagarna': up to today, today included."""
    said, unit = match["n"], match["unit"]
    times = (SMALL.get(said) or int(said)) if said else 1
    if unit in _DAYS:
        first = almanac.shift_days(today, 1 - max(times, 1) * _DAYS[unit])
    else:
        first = almanac.shift_days(almanac.shift_months(today, -times * _MONTHS[unit]), 1)
    return Span(first, today, named(first, today))


def _since_last(text: str, project: Project) -> tuple[list[Period], str] | None:
    """'sedan förra mötet', 'sedan styrgruppsmötet', 'sedan förra branschseminariet', 'sedan sist'."""
    for match in _SINCE_LAST.finditer(text):
        types = _types(match["what"], project, last=match["last"] is not None)
        if types:
            return [SinceLast(types)], _without(text, *match.span())
    return None


def _types(word: str, project: Project, *, last: bool) -> tuple[str, ...]:
    meetings = tuple(kind.name for kind in project.activity_types if kind.name.endswith("möte"))
    if word in ("möte", "mötet") or (word == "sist" and not last):
        return meetings
    parts = re.findall(r"[^\W\d_]+", word)  # 'sg-mötet', 'yh-släppet'
    found = vocabulary(project).mentions(parts, list(range(len(parts))))
    whole = [one.hit for one in found if one.hit.subject == "type" and one.last - one.first == len(parts)]
    named_types = tuple(dict.fromkeys(hit.name for hit in whole if hit.how in ("exact", "inflected")))
    return named_types if last or set(named_types) <= set(meetings) else ()


def named(first: date, last: date) -> str:
    """The days as the calendar calls them: 'kvartal 1 2024', 'mars 2024', 'vecka 7 2024', '1 mars – 15 april 2024'."""
    year = first.year
    if (first, last) == almanac.year_span(year):
        return str(year)
    for half, name in ((1, "första"), (2, "andra")):
        if (first, last) == almanac.half_span(year, half):
            return f"{name} halvåret {year}"
    if (first, last) == almanac.quarter_span(year, (first.month + 2) // 3):
        return f"kvartal {(first.month + 2) // 3} {year}"
    if first == last:
        return written(first)
    if (first, last) == almanac.week_of(first):
        of_year, week, _ = first.isocalendar()
        return f"vecka {week} {of_year}"
    months = first.day == 1 and last == almanac.month_span(last.year, last.month)[1]
    return _of_months(first, last) if months else _of_days(first, last)


def since_meeting(project: Project, kind: str, day: date, today: date) -> Span:
    """From an occasion of that type on: 'sedan styrgruppsmötet tors 1 februari 2024'; what is no meeting keeps its name.

    Its own day is one of them: what was decided there is what has happened since.
    """
    known = project.activity_type(kind)
    name = known.shown if known else kind
    name = name[0].lower() + name[1:] if name[1:2].islower() else name
    return Span(day, today, f"sedan {name}{'t' if name.endswith('möte') else ''} {written(day)}")


def written(day: date) -> str:
    """'ons 13 mars 2024'."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def _of_months(first: date, last: date) -> str:
    begins, ends = MONTHS[first.month - 1], f"{MONTHS[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return ends
    return f"{begins}–{ends}" if first.year == last.year else f"{begins} {first.year} – {ends}"


def _of_days(first: date, last: date) -> str:
    ends = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if first.year != last.year:
        return f"{first.day} {MONTHS[first.month - 1]} {first.year} – {ends}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} – {ends}"
    return f"{first.day}–{ends}"
