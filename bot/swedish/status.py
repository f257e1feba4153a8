"""What someone wants to know: the text after `/yh-status` becomes one typed request.

Words come from three places: the commands here, the project file's goals, and the calendar. A word that is
none of these is never passed over in silence: it becomes `Unknown`, with what was probably meant.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz, process

from bot.project import Project
from bot.swedish.number_words import SMALL
from bot.swedish.status_notes import NoteList, heads, read_notes
from bot.swedish.unreceipted import asks_for_unreceipted


@dataclass(frozen=True)
class Overview:
    year: int | None = None


@dataclass(frozen=True)
class GoalView:
    """`number` as written, whether there is such a goal or not; None: all goals."""

    number: int | None = None
    year: int | None = None


@dataclass(frozen=True)
class Money:
    year: int | None = None


@dataclass(frozen=True)
class Contacts:
    year: int | None = None


@dataclass(frozen=True)
class Help:
    pass


@dataclass(frozen=True)
class Unknown:
    """`word` was not understood; `nearest` is a whole request to offer instead ('pengar 2024'), or empty."""

    word: str
    nearest: str = ""


@dataclass(frozen=True)
class Several:
    """More than one thing at a time: the requests that were meant, as one would write each."""

    options: tuple[str, ...]


@dataclass(frozen=True)
class Unreceipted:
    """The expenses without a receipt."""


StatusRequest = Unreceipted | Overview | GoalView | Money | Contacts | NoteList | Help | Unknown | Several
_Topic = Overview | GoalView | Money | Contacts

# the canonical word first: it is what a suggestion says
COMMANDS: dict[str, tuple[str, ...]] = {
    "delmål": ("delmål", "delmal", "delmålet", "delmålen", "mål", "mal", "målet", "målen"),
    "pengar": (
        "pengar", "pengarna", "budget", "budgeten", "ekonomi", "ekonomin", "ekonomiskt", "kostnad", "kostnader",
        "kostnaderna", "utgifter", "finansiering", "finansieringen", "finansiärer", "bidraget",
    ),
    "kontakter": ("kontakter", "kontakt", "kontakterna", "kontaktregistret"),
    "hjälp": ("hjälp", "hjalp", "help"),
    "läget": ("läget", "läge", "laget", "status", "översikt", "oversikt", "allt"),
}  # fmt: skip
_COMMAND_OF = {word: command for command, words in COMMANDS.items() for word in words}

_SMALL_TALK = (
    "- – / # & + a av visa visar för om hur går gick det den de i under och på med är var vad ligger vi oss till nu "
    "idag en ett har vill jag se få mig kan du ge snälla tack ut ser just"
)
_FILLERS = frozenset(_SMALL_TALK.split())
_YEARS_FROM_NOW = {
    ("i", "år"): 0, ("detta", "år"): 0, ("det", "här", "året"): 0, ("det", "har", "aret"): 0, ("i", "ar"): 0,
    ("förra", "året"): -1, ("forra", "aret"): -1, ("föregående", "år"): -1, ("i", "fjol"): -1,
    ("nästa", "år"): 1, ("nasta", "ar"): 1,
}  # fmt: skip
_WORD = re.compile(r"\d+|[^\W\d_]+(?:-[^\W\d_]+)*|[^\s\w.,:;!?…'\"”“]+|_+")
_LONGEST_SHOWN = 40
_CLOSE_ENOUGH = 70.0  # of 100: 'penger' and 'budjet' are 83; unrelated words of this length stay below 60


def read_status(text: str, project: Project, today: date) -> StatusRequest:
    """What `text` asks for; `today` says which year 'i år' is.

    Whether the project has that goal and that year is the caller's to see: a number that it lacks comes through.
    """
    plain = unicodedata.normalize("NFC", text).casefold().strip()
    if plain == "?":
        return Help()
    if asks_for_unreceipted(plain):
        return Unreceipted()
    words = _WORD.findall(plain)
    if not words and plain:
        return Unknown(_shown(plain))
    notes, left = read_notes(words, _FILLERS)
    if notes:
        return Unknown(_shown(left), notes.written) if left else notes
    return _Reading(words, project, today).request()


class _Reading:
    """One pass over the words: commands, goals and years are collected, then seen together."""

    def __init__(self, words: list[str], project: Project, today: date) -> None:
        self.words = words
        self.today = today
        self.project = project
        self.names = dict(_goal_names(project))
        self.commands: list[str] = []
        self.goals: list[int] = []
        self.years: list[int | None] = []
        self.unknown: list[str] = []

    def request(self) -> StatusRequest:
        at = 0
        while at < len(self.words):
            at += self._step(at)
        if "hjälp" in self.commands:
            return Help()
        if self.unknown:
            return self._guess()
        return self._one() or Several(tuple(dict.fromkeys(_canonical(each) for each in self._all())))

    def _one(self) -> StatusRequest | None:
        """The one thing that is asked for, None when there are several."""
        asked = self._all()
        return asked[0] if len(set(asked)) == 1 else None

    def _all(self) -> list[_Topic]:
        """Every topic with every year: usually one of each."""
        years = self.years or [None]
        return [replace(topic, year=year) for topic in self._topics() for year in years]

    def _step(self, at: int) -> int:
        """Takes what begins at word `at` and says how many words that was."""
        for phrase, years in _YEARS_FROM_NOW.items():
            if self._is(at, phrase):
                self.years.append(self.today.year + years)
                return len(phrase)
        for name, number in self.names.items():
            if self._is(at, name):
                self.goals.append(number)
                return len(name)
        word = self.words[at]
        after_goal = "delmål" in self.commands[-1:]
        if word.isdecimal():
            self._number(word, after_goal)
        elif after_goal and word in SMALL:
            self.goals.append(SMALL[word])
        elif word in _COMMAND_OF:
            self.commands.append(_COMMAND_OF[word])
        elif word not in _FILLERS:
            self.unknown.append(word)
        return 1

    def _is(self, at: int, phrase: tuple[str, ...]) -> bool:
        return tuple(self.words[at : at + len(phrase)]) == phrase

    def _number(self, word: str, after_goal: bool) -> None:
        if len(word) == 4:
            self.years.append(int(word))
        elif len(word) <= (3 if after_goal else 2):
            self.goals.append(int(word))
        else:
            self.unknown.append(word)

    def _topics(self) -> list[_Topic]:
        """What is asked about, goals first; an overview only when nothing else is."""
        found: list[_Topic] = [GoalView(number) for number in self.goals]
        if "delmål" in self.commands and not self.goals:
            found.append(GoalView())
        if "pengar" in self.commands:
            found.append(Money())
        if "kontakter" in self.commands:
            found.append(Contacts())
        return found or [Overview()]

    def _guess(self) -> Unknown:
        """The first unknown word, and the whole request with its nearest known word in its place."""
        word = self.unknown[0]
        known = [*_COMMAND_OF, *heads(), *(" ".join(name) for name in self.names)]
        best = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH)
        if best is None or len(word) > _LONGEST_SHOWN:
            return Unknown(_shown(word))
        mended = " ".join(best[0] if other == word else other for other in self.words)
        request = read_status(mended, self.project, self.today)
        return Unknown(word, "" if isinstance(request, Unknown | Several) else _canonical(request))


def _goal_names(project: Project) -> Iterator[tuple[tuple[str, ...], int]]:
    """Each goal's short name as words, the whole name before a single word that only one goal has."""
    whole = {tuple(_WORD.findall(goal.name.casefold())): goal.number for goal in project.goals}
    yield from whole.items()
    single = [(word, number) for words, number in whole.items() for word in words if word not in _FILLERS]
    for word, number in single:
        if word not in _COMMAND_OF and len({other for same, other in single if same == word}) == 1:
            yield (word,), number


def _canonical(request: StatusRequest) -> str:
    """The request as one would write it: 'delmål 3 2024'."""
    match request:
        case GoalView(number, year):
            words: list[object] = ["delmål", number or "", year or ""]
        case Money(year):
            words = ["pengar", year or ""]
        case Contacts(year):
            words = ["kontakter", year or ""]
        case Overview(year):
            words = [year or "läget"]
        case NoteList():
            words = [request.written]
        case _:
            words = ["hjälp"]
    return " ".join(str(word) for word in words if word)


def _shown(word: str) -> str:
    return word if len(word) <= _LONGEST_SHOWN else f"{word[: _LONGEST_SHOWN - 1]}…"
