"""What a message says, typed: the request that the rest of the assistant works with."""

from dataclasses import dataclass
from datetime import date as day
from datetime import time as clock
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from bot.records import Kind as RecordKind
from bot.records import Record
from bot.repeats import Occurrences, Repeat

Kind = Literal[
    "activity", "expense", "contact", "payment", "note", "measurement", "indicator", "correction", "removal", "unknown"
]  # fmt: skip
Status = Literal["planned", "done", "cancelled"]
Vat = Literal["incl", "excl", "none"]
Direction = Literal["past", "future"]
NoteType = Literal["decision", "deviation", "todo", "note"]


class Heads(BaseModel):
    """Heads as counted by whoever wrote; women and men are never inferred from names."""

    model_config = ConfigDict(frozen=True)
    total: int | None = None
    women: int | None = None
    men: int | None = None
    others: int | None = None
    approx: bool = False


class Metrics(BaseModel):
    """Figures that are neither heads nor money."""

    model_config = ConfigDict(frozen=True)
    recipients: int | None = None
    open_rate_pct: Decimal | None = None
    hours: Decimal | None = None
    distance_km: Decimal | None = None


class Doubt(BaseModel):
    """Something that must be answered before anything is saved.

    `reason` is a code, `text` the words it hangs on; each of `readings` is an update of Reading's fields, in
    the order to offer. Without readings only writing it anew can answer.
    """

    model_config = ConfigDict(frozen=True)
    field: str
    reason: str
    text: str = ""
    readings: tuple[dict[str, Any], ...] = ()


class Reason(BaseModel):
    """Why a value was chosen: `text` is the word or phrase that decided it."""

    model_config = ConfigDict(frozen=True)
    field: str
    code: str
    text: str = ""


class Target(BaseModel):
    """The record that a correction or removal speaks of, as far as the text describes it.

    `text` is how it is called there. `days` are all the days a date in it may mean; `words` what else names it.
    """

    model_config = ConfigDict(frozen=True)
    text: str = ""
    kind: RecordKind | None = None
    note_type: NoteType | None = None
    number: int | None = None
    latest: bool = False
    several: bool = False  # more than one is spoken of: '12 och 14'
    activity_type: str | None = None
    type_word: str = ""  # the word that names the type, which an expense may hold too
    municipalities: tuple[str, ...] = ()
    days: tuple[tuple[day, day], ...] = ()
    amount: Decimal | None = None
    words: tuple[str, ...] = ()


class Shift(BaseModel):
    """How far something is moved: 'en vecka fram'."""

    model_config = ConfigDict(frozen=True)
    days: int = 0
    months: int = 0


class Reading(BaseModel):
    """One message, read. The keys down to `records` are printed by `tolka`, in this order."""

    model_config = ConfigDict(frozen=True)
    text: str
    kind: Kind = "unknown"
    status: Status | None = None
    activity_type: str | None = None
    title: str | None = None
    date: day | None = None
    end_date: day | None = None
    time: clock | None = None
    end_time: clock | None = None
    deadline: day | None = None
    municipalities: tuple[str, ...] = ()
    place: str | None = None
    goals: tuple[int, ...] = ()
    perspectives: tuple[str, ...] = ()
    participants: Heads | None = None
    registered: int | None = None
    visitors: int | None = None
    metrics: Metrics = Metrics()
    indicator: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    baseline: Decimal | None = None
    target_value: Decimal | None = None
    amount: Decimal | None = None
    currency: str | None = None
    vat: Vat | None = None
    category: str | None = None
    supplier: str | None = None
    description: str | None = None
    name: str | None = None
    organisation: str | None = None
    role: str | None = None
    email: str | None = None
    phone: str | None = None
    target_group: str | None = None
    assumed: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    flag: tuple[str, ...] = ()
    records: tuple["Reading", ...] = ()

    # Not printed: what the conversation needs besides.
    doubts: tuple[Doubt, ...] = ()
    reasons: tuple[Reason, ...] = ()
    vat_rate: Decimal | None = None
    amount_approx: bool = False
    explicit_kind: bool = False
    responsible: str | None = None
    belongs_to: int | None = None  # of an expense: the number of its activity
    note_type: NoteType | None = None
    undecided: bool = False  # a decision that is still to be taken
    repeat: Repeat | None = None  # a plan that comes back; then there is no `date`

    # Of a correction: which record, which of the fields above are new, and the days that a date without a year may
    # be, by its field: the record decides which.
    target: Target | None = None
    changed: tuple[str, ...] = ()
    in_years: dict[str, tuple[day, ...]] = {}
    shift: Shift | None = None

    def as_json(self) -> dict[str, Any]:
        """What `tolka` prints: JSON values only; dates ISO, times HH:MM, amounts as decimal strings."""
        shown: dict[str, Any] = {}
        for name in PRINTED:
            shown[name] = _plain(getattr(self, name))
        shown["records"] = [record.as_json() for record in self.records]
        return shown


PRINTED = tuple(Reading.model_fields)[: list(Reading.model_fields).index("records")]


def decimal_text(value: Decimal) -> str:
    """'312', '1250.50': two decimals or none; more only where they say something."""
    if value == value.to_integral_value():
        return str(int(value))
    return f"{value:.2f}" if value == round(value, 2) else f"{value.normalize():f}"


def _plain(value: Any) -> Any:
    if isinstance(value, clock):
        return f"{value:%H:%M}"
    if isinstance(value, day):
        return value.isoformat()
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Metrics):
        return {name: _number(figure) for name, figure in value if figure is not None} or None
    if isinstance(value, BaseModel):
        return value.model_dump()
    return value


def _number(value: int | Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)


@dataclass(frozen=True)
class Answer:
    """A button pressed: which of the message's records, which doubt, and which of its readings (-1: as it is)."""

    index: int
    field: str
    reason: str
    choice: int


@dataclass(frozen=True)
class Question:
    """What has to be answered before anything is saved."""

    index: int
    reading: Reading
    doubt: Doubt
    alone: bool = True  # no other record is told of in the message: then a form can be filled in instead


@dataclass(frozen=True)
class Draft:
    """A record to be saved, and why what the text did not say became what it is."""

    record: Record
    reasons: tuple[Reason, ...]
    assumed: tuple[str, ...] = ()  # fields whose value was doubtful; the other reasons only explain
    flags: tuple[str, ...] = ()
    instead: "Change | None" = None  # what the same words would change, if they speak of a known plan


@dataclass(frozen=True)
class Series:
    """A plan that comes back: its first activity as a draft, and the days of all of them."""

    draft: Draft
    falls: Occurrences

    @property
    def records(self) -> tuple[Record, ...]:
        """One activity for each day."""
        return tuple(self.draft.record.model_copy(update={"date": day}) for day in self.falls.days)


@dataclass(frozen=True)
class Change:
    """A correction or removal, number `index` of its message; which record it means is not known yet."""

    index: int
    reading: Reading
    answers: tuple[Answer, ...] = ()

    @property
    def removes(self) -> bool:
        return self.reading.kind == "removal"

    @property
    def target(self) -> Target:
        return self.reading.target or Target()
