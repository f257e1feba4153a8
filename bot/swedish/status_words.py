"""The words that a question to the status is made of: commands, years, what says nothing; and the project's own names."""

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rapidfuzz import fuzz, process

from bot.project import Project
from bot.swedish.inflection import same
from bot.swedish.spans import PERIOD_WORDS
from bot.swedish.vocabulary import vocabulary

# the canonical word first: it is what a suggestion says
COMMANDS: dict[str, tuple[str, ...]] = {
    "delmål": ("delmål", "delmal", "delmålet", "delmålen", "mål", "mal", "målet", "målen"),
    "pengar": (
        "pengar", "pengarna", "budget", "budgeten", "ekonomi", "ekonomin", "ekonomiskt", "kostnad", "kostnader",
        "kostnaderna", "utgifter", "utgifterna", "finansiering", "finansieringen", "finansiärer", "bidraget",
    ),
    "kontakter": ("kontakter", "kontakt", "kontakterna", "kontaktregistret"),
    "indikatorer": (
        "indikatorer", "indikator", "indikatorerna", "mätningar", "mätningarna", "mått", "måtten", "nyckeltal",
        "nyckeltalen", "målvärde", "målvärdet", "målvärden", "målvärdena",
    ),
    "underlag": ("underlag", "underlaget", "underlagen"),
    "hjälp": ("hjälp", "hjalp", "help"),
    "läget": ("läget", "läge", "laget", "status", "översikt", "oversikt", "allt"),
}  # fmt: skip
COMMAND_OF = {word: command for command, words in COMMANDS.items() for word in words}

_SMALL_TALK = (
    "- – / # & + a av visa visar för om hur går gick det den de i under och på med är var vad ligger vi oss till nu "
    "idag en ett har vill mkt e jag se få mig kan du ge snälla tack ut ser just mot"
)
# 'vilka tillfällen har vi haft i Nora?', 'hur många deltagare hade vi i mars?': every answer tells that
_TOLD_ANYWAY = (
    "vilka många gjort gjorde gjordes gjorts hänt hände haft hade hållit hållits hölls genomfört genomförda genomfördes "
    "deltagare deltagarna tillfälle tillfällen aktivitet aktiviteter aktiviteterna nått uppnått åstadkommit varit "
    "loggat loggats projektet hela år kommun mycket åt kvinnor män kom kommit hittills som"
)
FILLERS = frozenset(f"{_SMALL_TALK} {_TOLD_ANYWAY}".split())
YEARS_FROM_NOW = {
    ("i", "år"): 0, ("detta", "år"): 0, ("det", "här", "året"): 0, ("det", "har", "aret"): 0, ("i", "ar"): 0,
    ("förra", "året"): -1, ("forra", "aret"): -1, ("föregående", "år"): -1, ("i", "fjol"): -1,
    ("nästa", "år"): 1, ("nasta", "ar"): 1,
}  # fmt: skip
WORD = re.compile(r"\d+|[^\W\d_]+(?:-[^\W\d_]+)*|[^\s\w.,:;!?…'\"”“]+|_+")

LONGEST = 40
CLOSE_ENOUGH = 70.0  # of 100: 'penger' and 'budjet' are 83; unrelated words of this length stay below 60

Named = TypeVar("Named", int, str)


def goal_names(project: Project) -> Iterator[tuple[tuple[str, ...], int]]:
    """Each goal's short name as words, the whole name before a single word that only one goal has."""
    return _names((goal.name, goal.number) for goal in project.goals)


def category_names(project: Project) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each cost category's name as words, in the same way; the flat rate is also called what it is."""
    yield from _names((category.name, category.name) for category in project.cost_categories)
    for word in ("schablon", "schablonen", "schablonkostnader"):
        yield (word,), project.flat_rate.category


def _names(named: Iterable[tuple[str, Named]]) -> Iterator[tuple[tuple[str, ...], Named]]:
    whole = {tuple(WORD.findall(name.casefold())): value for name, value in named}
    yield from whole.items()
    single = [(word, value) for words, value in whole.items() for word in words if word not in FILLERS]
    for word, value in single:
        if word not in COMMAND_OF and len({other for same, other in single if same == word}) == 1:
            yield (word,), value


def municipality(words: list[str], at: int, project: Project) -> tuple[str, int] | None:
    """The municipality that is named from word `at` on, also by a town of it, and in how many words.

    Only as it is spelt: a slip is asked about. 'Örebro län' is no municipality.
    """
    if county(words, at, project):
        return None
    for count in (2, 1):
        said = " ".join(words[at : at + count])
        for place in project.municipalities:
            if said in (name.casefold() for name in (place.name, *place.places)):
                return place.name, count
    hits = [hit for hit in vocabulary(project).lookup(words[at]) if hit.subject == "place" and hit.how == "inflected"]
    return (hits[0].name, 1) if hits else None


def activity_type(words: list[str], at: int, project: Project) -> tuple[str, int] | None:
    """The activity type that is named from word `at` on, as it is spelt or inflected, and in how many words."""
    for kind in project.activity_types:
        name = WORD.findall(kind.name.casefold())
        if words[at : at + len(name)] == name:
            return kind.name, len(name)
    hits = [hit for hit in vocabulary(project).lookup(words[at]) if hit.subject == "type"]
    # 'yh-släppet' is read as a compound, but is a form of the name itself
    names = dict.fromkeys(hit.name for hit in hits if hit.how in ("exact", "inflected") or same(words[at], hit.name))
    return (next(iter(names)), 1) if len(names) == 1 else None


def category(words: list[str], at: int, project: Project) -> tuple[str, int] | None:
    """The cost category that a word from `at` on belongs to ('lönerna'), and that it was one word."""
    hits = [hit for hit in vocabulary(project).lookup(words[at]) if hit.subject in ("category", "external", "flat")]
    names = dict.fromkeys(hit.name for hit in hits if hit.how in ("exact", "inflected"))
    return (next(iter(names)), 1) if len(names) == 1 else None


def county(words: list[str], at: int, project: Project) -> int:
    """How many words from `at` on name the whole county: 'Örebro län', which narrows nothing down."""
    known = words[at] in (place.name.casefold() for place in project.municipalities)
    return 2 if known and words[at + 1 : at + 2] in (["län"], ["läns"], ["länet"]) else 0


def names_a_type(words: list[str], project: Project) -> bool:
    """Whether the words name one of the project's activity types as it is written: 'underlag för utbildningar'."""
    said = " ".join(words)
    return any(" " in name and name in said for kind in project.activity_types for name in (kind.name, *kind.words))


def nearest(word: str, project: Project, others: Iterable[str]) -> str:
    """The known word, or one of the `others`, that an unknown one probably was meant to be; empty when none is near."""
    if len(word) > LONGEST:
        return ""
    named = (" ".join(name) for names in (goal_names(project), category_names(project)) for name, _ in names)
    places = (place.name.casefold() for place in project.municipalities)
    known = [*COMMAND_OF, *others, *named, *places, *PERIOD_WORDS]
    best = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH)
    return best[0] if best and best[0] != word else ""
