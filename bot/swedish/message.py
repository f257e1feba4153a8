"""One message, peeled in order of certainty: what each reader took, before it is put together as a request."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bot.reading import Kind, Status
from bot.repeats import Repeat
from bot.swedish.before_it import BeforeIt, read_days_before, read_weekday_before
from bot.swedish.binding import OF_ACTIVITY
from bot.swedish.bookkeeping import MONEY
from bot.swedish.clock import Clock, no_time, read_clock, read_loose_clock
from bot.swedish.counts import read_counts
from bot.swedish.grammar import Found
from bot.swedish.heads import Counted
from bot.swedish.kinds import First, first_word, said_status
from bot.swedish.lexer import Lexed
from bot.swedish.measures import read_distance, read_goals, read_hours, read_open_rate
from bot.swedish.money import Money, read_money
from bot.swedish.places import NOWHERE, Where, read_places
from bot.swedish.private import take_addresses
from bot.swedish.repeating import bounded, perhaps_every_month, read_repeat
from bot.swedish.responsible import NOBODY, Responsible, read_responsible
from bot.swedish.vat import VatSaid, read_vat
from bot.swedish.vocabulary import Mention, Vocabulary
from bot.swedish.when import Now, When
from bot.swedish.which_days import most_exact, read_which_days


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
    before_it: BeforeIt | None = None  # the deadline, where it is said by the day it is for
    responsible: Responsible = NOBODY
    perhaps: Repeat | None = None  # what one day, 'första tisdagen i månaden', may be besides
    repeat: Repeat | None = None  # then `days` are its bounds
    clocks: list[tuple[int, int, Clock]] = field(default_factory=list)
    belongs_to: int | None = None
    own_steps: bool = False  # it says when to remind: 'påminn en vecka innan'
    no_time: str | None = None  # what is written as a time and is none
    mentions: list[Mention] = field(default_factory=list)
    where: Where = NOWHERE
    said: Status | None = None  # held, planned or called off, as far as the words say so
    words: int = 0  # how many ordinary words are left

    @property
    def when(self) -> Found[When] | None:
        """The day it is about."""
        return most_exact(self.days)

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
        lexed.take(0, bisect_left(lexed.starts, first.rest))
    if not _POLITE.isdisjoint(lexed.words[-8:]) and (found := _COURTESY.search(masked)):
        lexed.take(bisect_left(lexed.starts, found.start()), len(lexed.starts))
    kind = kind or first.kind
    if kind in (None, "activity") and (asked := _OWN_STEPS.search(masked)):
        message.own_steps = True
        lexed.take(bisect_left(lexed.starts, asked.start()), bisect_left(lexed.starts, asked.end()))
    if kind in (None, "activity", "note") and not (email or phone):
        message.responsible = read_responsible(lexed, words.place_names)
        for start, end in message.responsible.spans if kind != "note" else ():
            lexed.take(bisect_left(lexed.starts, start), bisect_left(lexed.starts, end))
    if kind == "expense" or (kind is None and MONEY.search(masked)):
        _take_activity(message, masked)
    message.mentions = _mentions(lexed, words)
    message.where = read_places(lexed, message.mentions, words.place_names)
    message.no_time = no_time(lexed) if kind == "activity" else None  # before it is read as money: '25:00'
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
    repeat = read_repeat(lexed, lowered, Now(today, forward)) if _may_come_back(message, kind) else None
    if forward and repeat is None and _may_come_back(message, kind):
        message.perhaps = perhaps_every_month(lexed, Now(today, forward))
    now = Now(today, forward or repeat is not None)
    original = lexed.shape
    message.days, message.deadline = read_which_days(lexed, lowered, now)
    if repeat and (whole := bounded(repeat, message.days, lexed, lowered, original, now)):
        told_of = not forward and not (whole.names_its_days and (whole.last or today) >= today)
        message.repeat = None if told_of else whole
    message.clocks += read_loose_clock(lexed)
    if message.deadline is None:
        message.before_it = read_days_before(lexed, lowered)
    elif message.days and kind in (None, "activity"):
        message.before_it = read_weekday_before(lexed, lowered, message.deadline)
    message.words = lexed.shape.count("w")
    return message


#: What has been: 'vi har haft avstämning varje måndag'.
_HAS_BEEN = re.compile(r"(?<!\w)(?:haft|hade|hållit|höll|hölls|varit|kört|körde|gjort|gjorde|träffats|träffades)(?!\w)")


def _may_come_back(message: Message, kind: Kind | None) -> bool:
    """Whether what is told may be a plan that comes back: nothing says that it was held, paid or called off."""
    counted = message.counted.heads or message.counted.visitors or message.counted.recipients or message.hours
    return not (
        kind not in (None, "activity") or message.moneys or message.email or message.phone or counted is not None
        or message.said in ("done", "cancelled") or _HAS_BEEN.search(message.lowered)
    )  # fmt: skip


_POLITE = frozenset({"tack", "mvh", "m", "hälsningar", "/"})
#: How a message ends politely: 'Tack!', 'Mvh Eva'.
_COURTESY = re.compile(
    r"[\s,.!]+(?:(?:stort )?tack(?: på förhand| så mycket| för hjälpen)?|(?:m\.?v\.?h\.?|(?:vänliga )?hälsningar|//?)"
    r"(?: ?[A-ZÅÄÖÉ][a-zåäöé]+)?)[!.]*\s*$",
    re.I,
)


#: When to be reminded, said beside what of: ', påminn Maja en vecka innan och två dagar före'.
_OWN_STEPS = re.compile(
    r"(?i)(?<![\s,.;(–-])[\s,.;(–-]+(?:och )?(?:skicka (?:en )?)?påminn(?:a|else(?:r)?)?(?!\w)[^.;\n]{0,80}?(?<!\w)(?:innan|före|i förväg|tidigare)(?!\w)"
    r"(?: (?:mötet|seminariet|tillfället|dess|det|träffen))?"
    r"(?:(?: och|,| samt|,? och även) [^,.;\n]{1,40}?(?<!\w)(?:innan|före|i förväg|tidigare)(?!\w))*\)?"
    r"|\s*[,;(]\s*(?:(?:\w+ (?:dag|dagar|vecka|veckor)|dagen)(?: och )?){1,2} (?:innan|före)\)?\s*$"
)


def _take_activity(message: Message, text: str) -> None:
    """'aktivitet 12': the activity that a cost belongs to, read as nothing else."""
    if found := OF_ACTIVITY.search(text):
        message.belongs_to = int(found["number"])
        message.lexed.take(
            bisect_left(message.lexed.starts, found.start()), bisect_left(message.lexed.starts, found.end())
        )


def _mentions(lexed: Lexed, words: Vocabulary) -> list[Mention]:
    tokens = [i for i, letter in enumerate(lexed.shape) if letter.isalpha() and letter not in "nNvPρκγ"]
    return words.mentions([lexed.words[i] for i in tokens], tokens)


def _speaks_of_the_future(message: Message, kind: Kind | None) -> bool:
    lowered = message.lowered
    if kind == "note":
        return message.first.word.startswith(("att ", "todo", "to d", "uppg"))
    if kind == "correction":
        return lowered.lstrip().startswith(("flytta", "skjut", "lägg om", "byt", "ställ in"))
    return kind not in ("expense", "payment", "contact", "removal") and message.said == "planned"
