"""The one way in: a message becomes a Reading, further records of the same message in its `records`."""

import re
from datetime import date

from bot.project import Project
from bot.reading import Direction, Doubt, Kind, Reading
from bot.swedish.assemble import MEASURED, assemble, kind_of
from bot.swedish.kinds import first_word, is_bought, is_meeting
from bot.swedish.lexer import clean
from bot.swedish.message import Message, peel
from bot.swedish.money import bare_amount
from bot.swedish.payments import is_paid_in
from bot.swedish.private import hide_identity
from bot.swedish.reference import refer
from bot.swedish.split import (
    by_amount,
    by_distance,
    clause_of_cost,
    cost_after_heads,
    cost_of_activity,
    named_cost,
    pieces,
)
from bot.swedish.vocabulary import Vocabulary, vocabulary

#: No message holds more records; the caller caps its length besides.
MOST_RECORDS = 20


def read(text: str, project: Project, today: date, direction: Direction = "past", kind: Kind | None = None) -> Reading:
    """What `text` says, read on `today`.

    `direction` says which way a date without a year or a bare weekday looks: a log looks back, a plan forward.
    `kind` forces the kind, as when a button has named it. Never raises; the same text gives the same reading.
    """
    words = vocabulary(project)
    shown, identity = hide_identity(clean(text).strip())
    reader = _Reader(project, words, today, direction == "future", kind, identity)
    readings: list[Reading] = []
    parts = pieces(shown)
    too_many = len(parts) > MOST_RECORDS
    parts = parts[:MOST_RECORDS]
    under: Kind | None = None
    if len(parts) > 1:
        heading = first_word(parts[0])
        if heading.kind and heading.rest >= len(parts[0]):
            under, parts = heading.kind, parts[1:]
    for part in reader.joined(parts):
        readings += reader.records(part, readings[-1].kind if readings and readings[-1].explicit_kind else under)
    first = readings[0]
    rest = tuple(readings[1:MOST_RECORDS])
    if too_many or len(readings) > MOST_RECORDS:  # never some of them in silence
        doubt = Doubt(field="records", reason="too_many")
        first = first.model_copy(update={"doubts": (doubt, *first.doubts), "ask": ("records", *first.ask)})
    return first.model_copy(update={"records": rest}) if rest else first


class _Reader:
    """Reads the pieces of one message."""

    def __init__(
        self, project: Project, words: Vocabulary, today: date, forward: bool, kind: Kind | None, identity: bool
    ) -> None:
        self.project, self.words, self.today, self.forward = project, words, today, forward
        self.kind, self.identity = kind, identity

    def joined(self, parts: list[str]) -> list[str]:
        """The parts, one that holds nothing but values ('3 män, 1 kvinna') put to the one before it."""
        if len(parts) < 2:
            return parts
        joined = parts[:1]
        for part in parts[1:]:
            message = self._peel(part, self.kind)
            if message.words == 0 and message.first.kind is None and not message.mentions and not message.moneys:
                joined[-1] = f"{joined[-1]}, {part}"
            else:
                joined.append(part)
        return joined

    def records(self, text: str, above: Kind | None) -> list[Reading]:
        """One piece's readings; a piece without a kind of its own takes the one written above it."""
        message = self._peel(text, self.kind)
        kind = self.kind
        if kind is None and message.first.kind is None and _goes_on(above, message):
            kind = above
            message = self._peel(text, kind)
        if (kind or message.first.kind) in MEASURED:
            return [self._one(message, text, kind)]
        if len(message.moneys) > 1:
            parts = by_amount(text)
            if len(parts) > 1:
                return self._several(parts, kind or message.first.kind)
        if message.distance and message.moneys and len(parts := by_distance(text)) > 1:
            return self._several(parts, kind or message.first.kind)
        if (message.moneys or message.distance) and kind is None and message.first.kind in (None, "activity"):
            pair = self._held_and_cost(message, text)
            if pair:
                return pair
        return [self._one(message, text, kind)]

    def _held_and_cost(self, message: Message, text: str) -> list[Reading] | None:
        """What was held and what it cost, where one text tells of both."""
        counted = message.counted.heads is not None
        pair = named_cost(text) or clause_of_cost(text)
        if pair is None and counted:
            pair = cost_of_activity(text)
            if pair is None or not self._names_cost(pair[1]):
                pair = cost_after_heads(text, _costs(message))
        if pair is None or (not counted and self._names_cost(pair[0])):  # 'annonsen kostade 400 kr' is one thing
            return None
        held = self._one(self._peel(pair[0], None), pair[0], None)
        if held.kind != "activity":
            return None
        cost = self._one(self._peel(pair[1], "expense"), pair[1], "expense")
        return [held, _dated(cost, held)]

    def _several(self, parts: list[str], kind: Kind | None) -> list[Reading]:
        """One record for each amount; a day that only one of them names is the day of all."""
        forced = kind if kind in ("expense", "payment") else None
        readings: list[Reading] = []
        owner = ""
        for part in parts:
            own = None if first_word(part).kind else forced  # '… och utgift 2 kr buss'
            message = self._peel(f"{owner} {part}" if owner else part, own)
            owner = owner or _owner(message)
            pair = None if readings or own else self._held_and_cost(message, part)
            readings += pair or [self._one(message, part, own)]
        dated = [reading for reading in readings if reading.date is not None]
        if len(dated) == 1 or readings[0].kind == "activity":
            readings = [_dated(reading, dated[0]) for reading in readings] if dated else readings
        return readings

    def _names_cost(self, text: str) -> bool:
        message = self._peel(text, "expense")
        return bool(message.about("category") or message.about("flat") or message.about("external"))

    def _peel(self, text: str, kind: Kind | None) -> Message:
        return peel(text, self.words, self.today, self.forward, kind)

    def _one(self, message: Message, text: str, kind: Kind | None) -> Reading:
        identity = self.identity and "•" in text
        chosen = kind_of(message, self.words, kind)
        if chosen in ("correction", "removal"):
            return refer(message, chosen, self.project, self.words, self.today, identity, text)
        explicit = kind is not None or message.first.kind is not None
        return assemble(message, self.project, self.words, self.today, chosen, explicit, identity, text)


def _goes_on(above: Kind | None, message: Message) -> bool:
    """Whether a piece without a kind of its own may be of the kind above it: nothing in it says otherwise."""
    if above is None:
        return False
    bought = bool(message.about("category") or message.about("external") or message.about("flat"))
    if above == "expense":
        costs = bool(message.moneys or bare_amount(message.lexed, take=False))
        return not is_paid_in(message.lowered) if costs else not _names_held(message)
    if above == "payment":
        return (
            not bought and not is_bought(message.lowered) and message.counted.heads is None and not _names_held(message)
        )
    if above == "measurement":
        return any(sign.isdecimal() for sign in message.text)
    if above == "contact":
        return not message.moneys and message.counted.heads is None and not _names_held(message)
    return above == "activity" and not (message.moneys and bought)


def _names_held(message: Message) -> bool:
    """Whether a piece begins with something held: 'styrgruppsmöte i Nora'."""
    first = next(iter(re.findall(r"[^\W\d_]+", message.lowered[:60])), "")
    return is_meeting(first) or any(mention.first == 0 for mention in message.about("type"))


def _owner(message: Message) -> str:
    """Whose costs all of them are: 'föreläsarens tåg 640 kr och hotell 1 290 kr'."""
    sources = (message.lexed.source(m.first, m.last) for m in message.about("external"))
    return next((word for word in sources if word.endswith("s")), "")


def _costs(message: Message) -> list[tuple[int, int]]:
    """Where words for costs stand, in characters; none if one begins the text: 'fika till seminariet 14 pers'."""
    lexed = message.lexed
    held = [m.first for m in message.about("type")]
    held += [i for i, word in enumerate(lexed.words) if is_meeting(word)]
    costs = [m for m in (*message.about("category"), *message.about("flat")) if m.first not in held]
    if not held or any(m.first < min(held) for m in costs):
        return []
    return sorted((lexed.starts[m.first], lexed.ends[m.last - 1]) for m in costs)


def _dated(reading: Reading, other: Reading) -> Reading:
    """The reading with the other's day, and what is doubtful about it, when it has none."""
    if reading.date is not None or other.date is None:
        return reading
    flags = reading.flag if "outside_period" not in other.flag else (*reading.flag, "outside_period")
    doubts = tuple(doubt for doubt in other.doubts if doubt.field == "date")
    ask = (*reading.ask, *(("date",) if doubts else ()))
    assumed = (*reading.assumed, *(("date",) if "date" in other.assumed else ()))
    return reading.model_copy(
        update={"date": other.date, "end_date": other.end_date, "flag": flags, "ask": ask, "assumed": assumed,
                "doubts": (*reading.doubts, *doubts)}
    )  # fmt: skip
