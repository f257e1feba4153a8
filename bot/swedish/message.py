"""One message, peeled in order of certainty: what each reader took, before it is put together as a request."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bot.reading import Kind, Status
from bot.swedish.clock import Clock, read_clock, read_loose_clock
from bot.swedish.counts import read_counts
from bot.swedish.fallback import read_elsewhere
from bot.swedish.grammar import Found
from bot.swedish.heads import Counted
from bot.swedish.kinds import First, first_word, names_deadline, said_status
from bot.swedish.lexer import Lexed
from bot.swedish.measures import read_distance, read_goals, read_hours, read_open_rate
from bot.swedish.money import Money, read_money
from bot.swedish.places import NOWHERE, Where, read_places
from bot.swedish.private import take_addresses
from bot.swedish.readdates import read_days
from bot.swedish.vat import VatSaid, read_vat
from bot.swedish.vocabulary import Mention, Vocabulary
from bot.swedish.when import COARSE, Now, When

_ORDER = {
    grain: number
    for number, grain in enumerate(("day", "days", "weekend", "week", "month", "quarter", "season", "year"))
}


@dataclass
class Message:
    """What was read from one record's text, with the tokens that are left in `lexed`."""

    text: str
    first: First
    lexed: Lexed
    lowered: str
    email: str | None = None
    phone: str | None = None
    moneys: list[Found[Money]] = field(default_factory=list)
    vat: VatSaid | None = None
    goals: list[int] = field(default_factory=list)
    counted: Counted = field(default_factory=Counted)
    hours: Decimal | None = None
    distance: Decimal | None = None
    open_rate: Decimal | None = None
    days: list[Found[When]] = field(default_factory=list)
    deadline: Found[When] | None = None
    clocks: list[tuple[int, int, Clock]] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    where: Where = NOWHERE
    said: Status | None = None  # held, planned or called off, as far as the words say so
    words: int = 0  # how many ordinary words are left

    @property
    def when(self) -> Found[When] | None:
        """The day it is about: the most exact one, the first of these."""
        return min(self.days, key=lambda found: _ORDER[found.value.grain], default=None)

    def about(self, subject: str) -> list[Mention]:
        return [mention for mention in self.mentions if mention.hit.subject == subject]


def peel(text: str, words: Vocabulary, today: date, forward: bool, kind: Kind | None) -> Message:
    """Reads one record's text (cleaned, no identity numbers in it)."""
    first = first_word(text)
    masked, email, phone = take_addresses(text)
    lexed = Lexed(masked)
    lowered = masked.lower()
    message = Message(text, first, lexed, lowered, email, phone)
    if first.rest:
        _take_until(lexed, first.rest)
    kind = kind or first.kind
    message.mentions = _mentions(lexed, words)
    message.where = read_places(lexed, message.mentions, words.place_names)
    message.moneys = read_money(lexed)
    message.vat = read_vat(lexed, bool(message.moneys))
    goals = read_goals(lexed)
    message.goals = goals[0] if goals else []
    message.counted = read_counts(lexed)
    message.hours = read_hours(lexed)
    message.distance = read_distance(lexed)
    message.open_rate = read_open_rate(lexed)
    message.clocks = read_clock(lexed)
    message.said = said_status(lowered)
    forward = forward or _speaks_of_the_future(message, kind)
    _read_days(message, Now(today, forward))
    message.clocks += read_loose_clock(lexed)
    message.words = lexed.shape.count("w")
    return message


def _take_until(lexed: Lexed, character: int) -> None:
    last = next((i for i, start in enumerate(lexed.starts) if start >= character), len(lexed.starts))
    lexed.take(0, last)


def _mentions(lexed: Lexed, words: Vocabulary) -> list[Mention]:
    tokens = [i for i, letter in enumerate(lexed.shape) if letter.isalpha() and letter not in "nN"]
    return words.mentions([lexed.words[i] for i in tokens], tokens)


def _speaks_of_the_future(message: Message, kind: Kind | None) -> bool:
    lowered = message.lowered
    if kind == "note":
        return "att göra" in lowered or "todo" in lowered or "to do" in lowered
    if kind == "correction":
        return lowered.lstrip().startswith(("flytta", "skjut", "lägg om", "byt", "ställ in"))
    return kind not in ("expense", "payment", "contact", "removal") and message.said == "planned"


def _read_days(message: Message, now: Now) -> None:
    """The days; what follows 'anmälan senast' is the deadline, which comes before what it is for."""
    days = read_days(message.lexed, now)
    end = 0
    for found in days:
        start = message.lexed.starts[found.first]
        if message.deadline is None and names_deadline(message.lowered[max(end, start - 40) : start]):
            message.deadline = found
        else:
            message.days.append(found)
        end = message.lexed.ends[found.last - 1]
    if not days and (field := _DATE_FIELD.search(message.lexed.text)):
        _day_elsewhere(message, field, now)
    _year_named_apart(message, now)


_DATE_FIELD = re.compile(r"(?i)(?<!\w)(?:datum|date): *(?P<day>[^,;:\n\x01]{3,40}?)(?=[,;]? *(?:[;\n\x01]|, |$))")


def _day_elsewhere(message: Message, field: re.Match[str], now: Now) -> None:
    """'datum: May 14 2024': a date field that none of our rules reads."""
    found = read_elsewhere(field["day"], now.today, "future" if now.forward else "past")
    if found:
        starts = message.lexed.starts
        first = bisect_left(starts, field.start())
        last = bisect_left(starts, field.end())
        message.lexed.take(first, last)
        message.days.append(Found(first, last, When(found, found, doubt="other_reader")))


_LONE_YEAR = re.compile(r"(?<![\w-])4(?![\w%/:.-])")


def _year_named_apart(message: Message, now: Now) -> None:
    """'YH-släpp 2024: … 25/1': a year that stands alone is the year of a day that has none."""
    found = message.when
    if found is None or found.value.at is None or found.value.grain in COARSE or "4" not in message.lexed.shape:
        return
    shape = message.lexed.shape
    alone = [m.start() for m in _LONE_YEAR.finditer(shape)]
    years = [message.lexed.number(i) for i in alone if shape[max(0, i - 2) : i] not in ("f ", "o ", "t ", "y ")]
    years = [year for year in years if 2000 <= year <= 2099]
    if len(set(years)) != 1:
        return
    placed = found.value.at(years[0])
    if placed is None or placed[0] == found.value.first or (placed[0] > now.today and not now.forward):
        return
    chosen = (found.value.first, found.value.last)
    grain = found.value.grain
    doubt = When(placed[0], placed[1], grain).doubted("year", chosen)
    message.days[message.days.index(found)] = Found(found.first, found.last, doubt)
