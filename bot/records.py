"""What is kept: one field list a record.

Label, kind, limits and whether a field is personal data stand once, here; the form, the card, the columns,
the reading of a form and the erasure follow from it, so that a new field is one line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date as day
from datetime import time as clock
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import BaseModel, ConfigDict

from bot.project import Project

Kind = Literal["activity", "expense", "contact", "payment", "note", "measurement", "indicator"]
FieldKind = Literal[
    "text", "long_text", "day", "clock", "number", "amount", "decimal", "email", "phone", "choice", "choices", "flag"
]

MAX_ORE = 100_000_000_000  # a billion kronor: above it is a slip of the finger, not a cost
MAX_COUNT = 100_000
MAX_MEASURED = 10**12  # in the indicator's own unit


@dataclass(frozen=True)
class Field:
    """How a field is named, filled in and limited. `options` names where a choice's options come from.

    `personal`: it holds personal data, or may, as people write it in their own words.
    """

    label: str
    kind: FieldKind
    required: bool = False
    options: str = ""
    max_length: int = 200
    minimum: int = 0
    maximum: int = MAX_COUNT
    personal: bool = False
    hint: str = ""
    form: bool = True
    name: str = ""


STATUSES = {"planned": "Planerad", "done": "Genomförd", "cancelled": "Inställd"}
VAT = {"incl": "Inklusive moms", "excl": "Exklusive moms", "none": "Utan moms"}
OUTSIDE = "outside"  # how a form names the category of what is none of the project's costs: kept as None
UNITS = {"%": "%", "st": "st", "kr": "kr"}
UNDECIDED = "undecided"  # how a form names a decision that is still to be taken: kept as a decision without `done_at`
NOTE_TYPES = {"decision": "Beslut", "deviation": "Avvikelse", "todo": "Uppgift", "note": "Anteckning"}


class Record(BaseModel):
    """A row that people log. `id` and the stamps are the storage's to set."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: ClassVar[Kind]
    table: ClassVar[str]
    noun: ClassVar[str]  # what sort of thing it is, in Swedish

    id: int | None = None
    created_by: str = ""
    created_at: str = ""
    updated_at: str = ""
    deleted_at: str | None = None

    @property
    def ref(self) -> str:
        """What a button carries: 'activity:12'."""
        return f"{self.kind}:{self.id}"

    @property
    def numbered(self) -> str:
        """As a card begins: 'Aktivitet 12'."""
        return f"{self.noun} {self.id}"


class Activity(Record):
    kind: ClassVar[Kind] = "activity"
    table: ClassVar[str] = "activities"
    noun: ClassVar[str] = "Aktivitet"

    type: Annotated[str, Field("Typ", "choice", required=True, options="activity_types")]
    title: Annotated[str, Field("Rubrik", "text", required=True, max_length=150, personal=True)]
    date: Annotated[day, Field("Datum", "day", required=True)]
    end_date: Annotated[day | None, Field("Till och med", "day")] = None
    time: Annotated[clock | None, Field("Börjar", "clock")] = None
    end_time: Annotated[clock | None, Field("Slutar", "clock")] = None
    status: Annotated[
        Literal["planned", "done", "cancelled"], Field("Läge", "choice", required=True, options="statuses")
    ] = "done"
    municipalities: Annotated[tuple[str, ...], Field("Kommuner", "choices", options="municipalities")] = ()
    place: Annotated[str | None, Field("Plats", "text", max_length=100, personal=True)] = None
    participants: Annotated[int | None, Field("Deltagare", "number")] = None
    women: Annotated[int | None, Field("Kvinnor", "number")] = None
    men: Annotated[int | None, Field("Män", "number")] = None
    others: Annotated[int | None, Field("Annat kön", "number")] = None
    approximate: Annotated[bool, Field("Ungefärligt antal", "flag", form=False)] = False
    unconfirmed: Annotated[bool, Field("Datum ej bekräftat", "flag", form=False)] = False
    registered: Annotated[int | None, Field("Anmälda", "number")] = None
    visitors: Annotated[
        int | None, Field("Besökare", "number", hint="Till exempel vid en monter. Besökare räknas inte som deltagare.")
    ] = None
    goals: Annotated[
        tuple[int, ...],
        Field("Räknas till delmål", "choices", options="goals", hint="Tomt: de delmål som typen hör till."),
    ] = ()
    perspectives: Annotated[tuple[str, ...], Field("Perspektiv", "choices", options="perspectives")] = ()
    deadline: Annotated[day | None, Field("Sista anmälningsdag", "day")] = None
    responsible: Annotated[str | None, Field("Ansvarig", "text", max_length=100, personal=True)] = None
    note: Annotated[str | None, Field("Anteckning", "long_text", max_length=1000, personal=True)] = None


class Expense(Record):
    kind: ClassVar[Kind] = "expense"
    table: ClassVar[str] = "expenses"
    noun: ClassVar[str] = "Utgift"

    date: Annotated[day, Field("Datum", "day", required=True)]
    amount_ore: Annotated[
        int, Field("Belopp", "amount", required=True, hint="Till exempel 1 250,50. En kreditering skrivs med minus.")
    ]
    currency: Annotated[str, Field("Valuta", "text", form=False)] = "SEK"
    vat: Annotated[Literal["incl", "excl", "none"] | None, Field("Moms", "choice", options="vat")] = None
    cost_ore: Annotated[int | None, Field("Kostnad", "amount", form=False)] = None
    category: Annotated[
        str | None,
        Field("Kostnadsslag", "choice", required=True, options="cost_categories"),
    ] = None
    description: Annotated[str, Field("Vad", "text", required=True, max_length=200, personal=True)]
    supplier: Annotated[str | None, Field("Leverantör", "text", max_length=100, personal=True)] = None
    voucher: Annotated[str | None, Field("Verifikation", "text", form=False)] = None
    booked_on: Annotated[day | None, Field("Bokförd", "day", form=False)] = None
    paid_on: Annotated[day | None, Field("Betald", "day", form=False)] = None
    activity_id: Annotated[
        int | None, Field("Aktivitet", "number", options="activities", hint="Den som kostnaden hör till.")
    ] = None
    status: Annotated[Literal["logged", "attested", "returned", "claimed"], Field("Läge", "choice", form=False)] = (
        "logged"
    )
    approximate: Annotated[bool, Field("Ungefärligt belopp", "flag", form=False)] = False
    attested_by: Annotated[str | None, Field("Attesterad av", "text", form=False, personal=True)] = None
    attested_at: Annotated[str | None, Field("Attesterad", "text", form=False)] = None
    returned_reason: Annotated[str | None, Field("Returnerad", "text", form=False, personal=True)] = None
    claim_id: Annotated[int | None, Field("Rekvisition", "number", form=False)] = None
    receipts: tuple[str, ...] = ()  # the names of those that are kept, read with the row
    copies: tuple[int, ...] = ()  # the numbers of other expenses that have the very same file, read with the row


class Contact(Record):
    kind: ClassVar[Kind] = "contact"
    table: ClassVar[str] = "contacts"
    noun: ClassVar[str] = "Kontakt"

    name: Annotated[str, Field("Namn", "text", required=True, max_length=100, personal=True)]
    organisation: Annotated[str | None, Field("Organisation", "text", max_length=100, personal=True)] = None
    role: Annotated[str | None, Field("Roll", "text", max_length=100, personal=True)] = None
    email: Annotated[str | None, Field("E-post", "email", max_length=200, personal=True)] = None
    phone: Annotated[str | None, Field("Telefon", "phone", max_length=40, personal=True)] = None
    target_group: Annotated[str | None, Field("Målgrupp", "choice", options="target_groups")] = None
    municipality: Annotated[str | None, Field("Kommun", "choice", options="municipalities")] = None
    source: Annotated[
        str | None, Field("Källa", "text", max_length=200, personal=True, hint="Var uppgifterna kommer från.")
    ] = None
    informed_at: Annotated[
        day | None, Field("Informerad", "day", hint="Dagen då personen fick veta att uppgifterna finns här.")
    ] = None
    objected_on: Annotated[day | None, Field("Invändning", "day", form=False)] = None


class Payment(Record):
    """Money that came in: an instalment, a fee. Never a cost."""

    kind: ClassVar[Kind] = "payment"
    table: ClassVar[str] = "payments"
    noun: ClassVar[str] = "Inbetalning"

    date: Annotated[day, Field("Datum", "day", required=True)]
    amount_ore: Annotated[int, Field("Belopp", "amount", required=True, hint="Till exempel 200 000.")]
    payer: Annotated[str, Field("Från", "text", required=True, max_length=100, personal=True)] = ""
    description: Annotated[str | None, Field("Vad", "text", max_length=200, personal=True)] = None


class Note(Record):
    """A decision, a deviation, something to do, or a plain note.

    `done_at` is the moment (UTC, ISO text) when it was done, put right or decided; of a decision that was logged as
    taken, its day.
    """

    kind: ClassVar[Kind] = "note"
    table: ClassVar[str] = "notes"
    noun: ClassVar[str] = "Anteckning"

    type: Annotated[
        Literal["decision", "deviation", "todo", "note"], Field("Typ", "choice", required=True, options="note_types")
    ]
    date: Annotated[day, Field("Datum", "day", required=True)]
    text: Annotated[str, Field("Text", "long_text", required=True, max_length=1000, personal=True)]
    responsible: Annotated[str | None, Field("Ansvarig", "text", max_length=100, personal=True)] = None
    due: Annotated[day | None, Field("Klart senast", "day")] = None
    done_at: Annotated[str | None, Field("Klart", "text", form=False)] = None

    @property
    def numbered(self) -> str:
        return f"{NOTE_TYPES[self.type]} {self.id}"

    @property
    def is_open(self) -> bool:
        """Whether it still waits: to be decided, put right or done."""
        return self.type != "note" and self.done_at is None and self.deleted_at is None


class Measurement(Record):
    """What an indicator stood at on a day, or over a period from `start` that ends with `date`.

    `indicator`, `unit` and `goal` are the indicator's own: read with the row, kept in the indicator alone.
    """

    kind: ClassVar[Kind] = "measurement"
    table: ClassVar[str] = "measurements"
    noun: ClassVar[str] = "Mätning"

    indicator_id: Annotated[int, Field("Indikator", "choice", required=True, options="indicators")] = 0
    value: Annotated[
        Decimal, Field("Värde", "decimal", required=True, hint="Till exempel 87,5. Enheten är indikatorns.")
    ]
    start: Annotated[day | None, Field("Från och med", "day", hint="Första dagen, om värdet gäller en period.")] = None
    date: Annotated[day, Field("Datum", "day", required=True, hint="Dagen som värdet gäller, eller periodens sista.")]
    indicator: str = ""
    unit: str | None = None
    goal: int | None = None


class Indicator(Record):
    """What the group measures a goal by. Without a `target` none is set, and none is ever made up."""

    kind: ClassVar[Kind] = "indicator"
    table: ClassVar[str] = "indicators"
    noun: ClassVar[str] = "Indikator"

    name: Annotated[str, Field("Namn", "text", required=True, max_length=100)]
    goal: Annotated[int, Field("Delmål", "choice", required=True, options="goals")]
    unit: Annotated[Literal["%", "st", "kr"] | None, Field("Enhet", "choice", options="units")] = None
    baseline: Annotated[Decimal | None, Field("Utgångsläge", "decimal", hint="Till exempel 71.")] = None
    target: Annotated[
        Decimal | None, Field("Målvärde", "decimal", hint="Till exempel 90. Tomt: inget mål är satt.")
    ] = None
    due: Annotated[day | None, Field("Nås senast", "day")] = None


def is_used(record: Record) -> bool:
    """Whether it may be shown in lists: not a contact that objects, until somebody has decided on it."""
    return not (isinstance(record, Contact) and record.objected_on)


_ALL: tuple[type[Record], ...] = (Activity, Expense, Contact, Payment, Note, Measurement, Indicator)
RECORDS: dict[Kind, type[Record]] = {record.kind: record for record in _ALL}
LOGGED_DAILY = 5  # the first of them are what a message may be without a word that says so


@cache
def fields(record: type[Record]) -> tuple[Field, ...]:
    """The record's own fields in order, each with its name."""
    return tuple(_fields(record))


def _fields(record: type[Record]) -> Iterator[Field]:
    for name, info in record.model_fields.items():
        for extra in info.metadata:
            if isinstance(extra, Field):
                yield Field(**{**extra.__dict__, "name": name})


def record_kind(text: str) -> Kind | None:
    """`text` when it names a kind of record, else None."""
    return next((kind for kind in get_args(Kind) if kind == text), None)


#: What a choice offers beside the project's own: the field's `options` -> what is kept -> how it is shown.
Offered = Mapping[str, Mapping[str, str]]
NOTHING_MORE: Offered = {}


def choices(source: str, project: Project, more: Offered = NOTHING_MORE) -> Mapping[str, str]:
    """What a choice field offers: what is kept -> how it is shown. `source` is the field's `options`.

    `more`: what was logged and can be chosen, like the indicators of a measurement.
    """
    if source in more:
        return more[source]
    offered: dict[str, dict[str, str]] = {
        "statuses": STATUSES,
        "vat": VAT,
        "units": UNITS,
        "note_types": {UNDECIDED: "Att besluta"} | NOTE_TYPES,
        "activity_types": {kind.name: kind.shown for kind in project.activity_types},
        "goals": {str(goal.number): f"{goal.number} {goal.name}" for goal in project.goals},
        "municipalities": {municipality.name: municipality.name for municipality in project.municipalities},
        "perspectives": {perspective.name: perspective.name for perspective in project.perspectives},
        "cost_categories": {line.name: line.name for line in project.cost_categories if line.logged}
        | {OUTSIDE: "Utanför projektets kostnader"},
        "indicators": {},
        "activities": {},
        "target_groups": {group.name: group.name for group in project.target_groups},
    }
    return offered[source]


def values(record: Record) -> dict[str, Any]:
    """The record's own fields as a dict, without id and stamps."""
    return {field.name: getattr(record, field.name) for field in fields(type(record))}
