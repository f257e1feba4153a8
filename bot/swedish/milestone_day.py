"""A day for a milestone of the project: 'MYH:s beslut 14 januari', 'lägesrapporten för mars ska in 12 april'.

Nothing but the milestone, which one it is, its new day and words that bind them together: with any other word
('möte om lägesrapporten 12 april') the text is about something else.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from rapidfuzz.distance import OSA

from bot.milestones import lies_within, occurrences, year_key
from bot.project import Project
from bot.project_dates import MilestoneKind
from bot.swedish.almanac import Span, year_span
from bot.swedish.inflection import bases, same
from bot.swedish.lexer import TAKEN, Lexed, clean
from bot.swedish.readdates import read_days
from bot.swedish.slips import dotless
from bot.swedish.when import Now, When, span

#: A text with more words says more than a day.
MOST_WORDS = 16
#: One letter may be wrong in words this long.
LONG = 9

_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"20\d\d")
_GENITIVE = re.compile(r"(?i)(?<=\w):s(?!\w)")
#: What binds a milestone and its day together and says nothing else.
_BINDING = {
    "ska", "skall", "måste", "är", "blir", "blev", "vara", "bli", "in", "inne", "inlämnad", "lämnas", "lämna", "skickas",
    "skicka", "klar", "klart", "färdig", "senast", "sista", "dag", "dagen", "datum", "datumet", "deadline", "stänger",
    "stängs", "meddelar", "meddelas", "kommer", "lämnar", "ges", "börjar", "startar", "påbörjas", "den", "det", "till",
    "på", "för", "från", "i", "av", "att", "vår", "vårt", "nya", "ny", "nytt", "nu", "sitt", "sina", "flytta",
    "flyttas", "flyttad", "flyttat", "flyttar", "har", "skjut", "skjuts", "upp", "fram", "tidigarelägg", "senarelägg",
    "byt", "ändra", "ändras", "sätt", "vi", "tills", "besked", "beskedet", "om",
}  # fmt: skip
_BINDS = frozenset(_BINDING | {dotless(word) for word in _BINDING})


class MilestoneDay(NamedTuple):
    """The milestone's occurrence by its key, and its new day."""

    key: str
    date: date


class MilestoneDoubt(NamedTuple):
    """A milestone (by its name) was named, but not one day that it can have."""

    reason: Literal["impossible_date", "weekday_disagrees", "not_one_day", "outside_period"]
    name: str


def read_milestone_day(text: str, project: Project, today: date) -> MilestoneDay | MilestoneDoubt | None:
    """The day that `text` gives a milestone of the project file, a day without a year looking forward.

    Of several occurrences it is that which the text names ('för mars'), else the nearest to the day. None for a
    text that is about something else.
    """
    words = without_genitive(text).split()
    if len(words) > MOST_WORDS:
        return None
    parts = [_parted(named, today) for named in named_milestones(" ".join(words), project)]
    found = [each for each in parts if each]
    if not found:
        return None
    kind, about, when = max(found, key=lambda each: each.weight)[:3]
    reason = _reason(when)
    if reason:
        return MilestoneDoubt(reason, kind.name)
    key = _occurrence(kind, project, when.first, about)
    return MilestoneDay(key, when.first) if key else MilestoneDoubt("outside_period", kind.name)


def without_genitive(text: str) -> str:
    """'MYH:s beslut' as 'MYHs beslut', which is how milestones are named here."""
    return _GENITIVE.sub("s", clean(text))


class Named(NamedTuple):
    kind: MilestoneKind
    rest: str  # the text without what names it
    weight: int  # how many words name it


class _Parted(NamedTuple):
    kind: MilestoneKind
    about: When | None  # which of its occurrences
    when: When  # its new day
    weight: int


def named_milestones(text: str, project: Project) -> Iterator[Named]:
    """Each way in which the text may name a milestone: all words of an entry stand in it, in any order."""
    spoken = [(each.group().lower(), each.span()) for each in _WORD.finditer(text)]
    for kind in project.milestones:
        for entry in kind.words:
            parts = [part.lower() for part in _WORD.findall(_GENITIVE.sub("", entry))]
            spans = [next((span for word, span in spoken if _is(word, part)), None) for part in parts]
            known = [span for span in spans if span]
            if len(set(known)) == len(parts):
                rest = "".join(" " if any(a <= i < b for a, b in known) else char for i, char in enumerate(text))
                yield Named(kind, rest, len(parts))


def _is(word: str, part: str) -> bool:
    if same(word, part):
        return True
    long = min(len(word), len(part)) >= LONG
    return long and any(OSA.distance(each, part, score_cutoff=1) <= 1 for each in (word, *bases(word)))


def _parted(named: Named, today: date) -> _Parted | None:
    """Its day, and which occurrence it is of: 'för mars ska in' and '12 april'. None if there is anything else."""
    words = named.rest.split()
    whole = _days(named.rest, today)
    if not whole:
        return None
    if len(whole) == 1 and _reason(whole[0]) != "not_one_day":
        return _Parted(named.kind, None, whole[0], named.weight)
    for split in range(1, len(words)):
        before, after = _days(" ".join(words[:split]), today), _days(" ".join(words[split:]), today)
        if before and after and len(before) == len(after) == 1 and before[0].exists and not _reason(after[0]):
            return _Parted(named.kind, before[0], after[0], named.weight)
    return _Parted(named.kind, None, whole[0] if len(whole) == 1 else _several(whole), named.weight)


def _days(text: str, today: date) -> list[When] | None:
    """The days of a text, or None when it holds anything else that says something."""
    lexed = Lexed(text)
    found = read_days(lexed, Now(today, forward=True))
    left = [word for word, letter in zip(lexed.words, lexed.shape, strict=True) if letter != TAKEN]
    years = [int(word) for word in left if _YEAR.fullmatch(word)]
    if any(re.search(r"\w", word) and word not in _BINDS and not _YEAR.fullmatch(word) for word in left):
        return None
    return [*(each.value for each in found), *(span(year_span(year), "year") for year in years)]


def _several(days: list[When]) -> When:
    return days[0] if not days[0].exists else days[0].doubted("several_days")


def _reason(when: When) -> Literal["impossible_date", "weekday_disagrees", "not_one_day"] | None:
    if not when.exists:
        return "impossible_date"
    if when.doubt == "weekday_disagrees":
        return "weekday_disagrees"
    return None if when.grain == "day" and when.first == when.last and when.doubt is None else "not_one_day"


def _occurrence(kind: MilestoneKind, project: Project, day: date, about: When | None) -> str | None:
    """The key of the occurrence that the day is for; None where the project has none."""
    if not lies_within(kind, day, project):
        return None
    if kind.dates:
        return year_key(kind, day.year)
    spans = _spans(about, day) if about else [(date.min, date.max)]
    meant = [
        each
        for each in occurrences(kind, project)
        if any(first <= each.last and each.first <= last for first, last in spans)
    ]
    nearest = min(meant, key=lambda each: abs((each.last - day).days), default=None)
    return nearest.key if nearest else None


def _spans(about: When, day: date) -> list[Span]:
    """What 'mars' may be, in the years around the day."""
    if about.at is None:
        return [(about.first, about.last)]
    return [placed for year in range(day.year - 1, day.year + 2) if (placed := about.at(year))]
