"""What someone wants to know: the text after `/yh-status` becomes one typed request.

Words come from three places: the commands, the project file's names, and the calendar. A word that is
none of these is never passed over in silence: it becomes `Unknown`, with what was probably meant.
"""

import re
import unicodedata
from dataclasses import replace
from datetime import date

from bot.project import Project
from bot.span import Span, of_year
from bot.swedish.lexer import clean
from bot.swedish.lists import MoneySide, read_list
from bot.swedish.money_questions import asks_of_funders, idle_beside_money, with_money
from bot.swedish.number_words import SMALL
from bot.swedish.numbered import read_numbered
from bot.swedish.report import read_report
from bot.swedish.scoped import InScope, Underlying, scopes
from bot.swedish.spans import Period, read_periods
from bot.swedish.status_notes import NoteList, heads, read_notes
from bot.swedish.status_requests import (
    Asked,
    Contacts,
    GoalView,
    Help,
    Indicators,
    Money,
    Overview,
    Several,
    StatusRequest,
    Topic,
    Unknown,
    canonical,
)
from bot.swedish.status_words import (
    COMMAND_OF,
    FILLERS,
    LONGEST,
    WORD,
    YEARS_FROM_NOW,
    activity_type,
    category,
    category_names,
    county,
    goal_names,
    municipality,
    names_a_type,
    nearest,
)


def read_status(text: str, project: Project, today: date) -> StatusRequest:
    """What `text` asks for; `today` says which year 'i år' is.

    Whether the project has that goal and that year is the caller's to see: a number that it lacks comes through.
    """
    plain = unicodedata.normalize("NFC", text).casefold().strip()
    if plain == "?":
        return Help()
    if own_words := read_numbered(plain) or read_list(plain) or read_report(plain, project, today):
        return own_words
    periods, rest = read_periods(clean(plain), project, today)
    words = WORD.findall(rest)
    if not words and not periods and plain:
        return Unknown(_shown(plain))
    if asks_of_funders(words, project, FILLERS):
        return MoneySide("finansiering")
    return _noted(words, periods, project) or _Reading(plain, _of_money(words), periods, project, today).request()


def _of_money(words: list[str]) -> list[str]:
    """The words with 'pengar' for what speaks of costs: 'vad kostade seminariet?'."""
    said = with_money(words, "pengar")
    return idle_beside_money(said) if any(COMMAND_OF.get(word) == "pengar" for word in said) else said


def _noted(words: list[str], periods: list[Period], project: Project) -> NoteList | Unknown | None:
    """The list of notes that is asked for: what waits, or what is of some days."""
    notes, left = read_notes(words, FILLERS)
    if notes is None:
        return None
    if not periods and left.isdecimal() and len(left) == 4:
        return _noted([word for word in words if word != left], [of_year(project, int(left))], project)
    if left:
        return Unknown(_shown(left), notes.written)
    return replace(notes, period=periods[0]) if periods else notes


class _Reading:
    """One pass over the words: what they name is collected, then seen together."""

    def __init__(self, text: str, words: list[str], periods: list[Period], project: Project, today: date) -> None:
        self.text = text
        self.words = words
        self.periods = periods
        self.today = today
        self.project = project
        self.goal_names = dict(goal_names(project))
        self.category_names = dict(category_names(project))
        self.commands: list[str] = []
        self.goals: list[int] = []
        self.years: list[int] = []
        self.places: list[str] = []
        self.categories: list[str] = []
        self.spent_on: list[str] = []  # categories by what is bought: 'lönerna'
        self.types: list[str] = []
        self.bare: list[str] = []  # numbers without 'delmål' before them
        self.unknown: list[str] = []

    def request(self) -> StatusRequest:
        at = 0
        while at < len(self.words):
            at += self._step(at)
        if "hjälp" in self.commands:
            return Help()
        if self.spent_on and (self.places or self.types):  # 'vad kostade bussen till Nora?' is about that one
            return Unknown(_shown(self.text))
        self.categories += self.spent_on
        if "underlag" in self.commands and names_a_type(self.words, self.project):
            self.unknown.append("underlag")
        if (self.types or self.categories) and self.bare:  # something to log: 'branschseminarium i Kumla, 20 deltagare'
            self.unknown += self.bare
        if self.unknown:
            return self._guess()
        if "kontakter" in self.commands and (self.places or "underlag" in self.commands):
            return Unknown("kontakter", " ".join(["sök kontakter", *self.places]))
        return self._one() or Several(tuple(dict.fromkeys(canonical(each) for each in self._all())))

    def _one(self) -> StatusRequest | None:
        """The one thing that is asked for, None when there are several."""
        asked = self._all()
        return asked[0] if len(set(asked)) == 1 else None

    def _all(self) -> list[Asked]:
        """Every topic with every year: usually one of each."""
        if "underlag" in self.commands:
            return [Underlying(scope) for scope in self._scopes()]
        if (self.periods or self.places or self.categories or self.types) and "kontakter" not in self.commands:
            return [*self._scopes()]
        years: list[int | None] = [*self.years]
        return [replace(topic, year=year) for topic in self._topics() for year in years or [None]]

    def _scopes(self) -> list[InScope]:
        years = [Span(date(year, 1, 1), date(year, 12, 31), str(year)) for year in self.years if 1 <= year <= 9999]
        money = "pengar" in self.commands
        return scopes([*self.periods, *years], self.goals, self.places, self.categories, self.types, money=money)

    def _step(self, at: int) -> int:
        """Takes what begins at word `at` and says how many words that was."""
        for phrase, years in YEARS_FROM_NOW.items():
            if self._is(at, phrase):
                self.years.append(self.today.year + years)
                return len(phrase)
        if taken := self._named(at) or county(self.words, at, self.project):
            return taken
        word = self.words[at]
        after_goal = "delmål" in self.commands[-1:]
        if word.isdecimal():
            self._number(word, after_goal)
        elif after_goal and word in SMALL:
            self.goals.append(SMALL[word])
        elif word in COMMAND_OF:
            self.commands.append(COMMAND_OF[word])
        elif word not in FILLERS:
            self.unknown.append(word)
        return 1

    def _named(self, at: int) -> int:
        """How many words from `at` on name a goal, cost category, municipality or activity type: 0 when none does."""
        for name, number in self.goal_names.items():
            if self._is(at, name):
                self.goals.append(number)
                return len(name)
        for name, whole in self.category_names.items():
            if self._is(at, name):
                self.categories.append(whole)
                return len(name)
        if self.words[at] in FILLERS or self.words[at] in COMMAND_OF:
            return 0
        money = "pengar" in (COMMAND_OF.get(word) for word in self.words)
        spent_on = [(category, self.spent_on)] if money else []
        for named, into in ((municipality, self.places), (activity_type, self.types), *spent_on):
            if found := named(self.words, at, self.project):
                into.append(found[0])
                return found[1]
        return 0

    def _is(self, at: int, phrase: tuple[str, ...]) -> bool:
        return tuple(self.words[at : at + len(phrase)]) == phrase

    def _number(self, word: str, after_goal: bool) -> None:
        if len(word) == 4:
            self.years.append(int(word))
        elif len(word) <= (3 if after_goal else 2):
            self.goals.append(int(word))
            self.bare += [] if after_goal else [word]
        else:
            self.unknown.append(word)

    def _topics(self) -> list[Topic]:
        """What is asked about, goals first; an overview only when nothing else is."""
        found: list[Topic] = [GoalView(number) for number in self.goals]  # a goal's own view shows its indicators
        if "indikatorer" in self.commands and not self.goals:
            return [Indicators()]
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
        if self.words[-1].endswith(("mötet", "sist")) and not self.text.startswith("sedan "):
            since = read_status(f"sedan {self.text}", self.project, self.today)
            if isinstance(since, InScope):
                return Unknown(word, canonical(since))
        best = nearest(word, self.project, heads())
        if not best or len(set(self.unknown)) > 1:  # mending one of several would leave the others
            return Unknown(_shown(word))
        mended = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", best, self.text)
        request = read_status(mended, self.project, self.today) if mended != self.text else None
        return Unknown(word, "" if request is None or isinstance(request, Unknown | Several) else canonical(request))


def _shown(word: str) -> str:
    return word if len(word) <= LONGEST else f"{word[: LONGEST - 1]}…"
