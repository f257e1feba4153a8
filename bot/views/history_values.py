"""The values of a trail as people read them: its texts become kronor, days, names, yes and no."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from bot.history import GONE, Change, Line
from bot.project import Project
from bot.records import RECORDS, Field, choices, fields, record_kind
from bot.views import swedish_text as sv

EMPTY = "tomt"
ERASED = "värdet är raderat"
_STAGES = {"logged": "loggad", "attested": "attesterad", "returned": "returnerad", "claimed": "rekvirerad"}
_OUTSIDE = "utanför projektets kostnader"
_LABELS = {  # of what is no record's field, or is called otherwise here
    "returned_reason": "Skäl", "before": "Räknas från", "days": "Dagar före", "audience": "Till", "text": "Text",
    "put_off_to": "Påminns igen", "role": "Roll", "costs_ore": "Kostnader", "flat_rate_ore": "Schablon",
    "grant_ore": "Bidrag", "date": "Datum",
}  # fmt: skip
_WORDS = {"event": "dagen", "deadline": "sista anmälningsdagen", "channel": "kanalen", "responsible": "den ansvariga"}
_HIDDEN = {"deleted_at", "state", "dropped"}  # what was done says it
_GOES_WITHOUT = {("logged", "currency", "SEK"), ("logged", "status", "logged")}
_DAYS = {"date", "put_off_to"}


@dataclass(frozen=True)
class Named:
    """What the trail has by number or id alone, as people call it. `why`: whether whoever reads it may see why an
    expense was returned."""

    person: Callable[[str], str]
    indicator: Callable[[int], str]
    step: Callable[[Line], str]
    why: bool = False


def before_and_after(line: Line, project: Project, named: Named) -> list[tuple[str, str, str]]:
    """(label, before, after) of each field, in the order of the record; what only repeats the line is left out."""
    return list(_told(line, project, named))


def _told(line: Line, project: Project, named: Named) -> Iterator[tuple[str, str, str]]:
    kind = record_kind(line.record)
    known = {field.name: field for field in fields(RECORDS[kind])} if kind else {}
    order = list(known)
    currency = line.became("currency") or "SEK"
    for change in sorted(line.changes, key=lambda each: order.index(each.field) if each.field in known else 99):
        if (
            change.field in _HIDDEN
            or _repeats(change, line)
            or (line.what, change.field, change.after) in _GOES_WITHOUT
        ):
            continue
        field = known.get(change.field)
        label = _LABELS.get(change.field) if not field or change.field == "returned_reason" else field.label
        if change.erased or line.what == "erased":
            yield label or change.field, ERASED, ERASED
            continue
        if change.field == "returned_reason" and not named.why:
            continue
        was, now = (
            _value(field, change.field, each, project, named, currency) for each in (change.before, change.after)
        )
        yield label or change.field, was, now


def _repeats(change: Change, line: Line) -> bool:
    """Who attested and when is who and when of the line; when it was done too."""
    if change.field == "attested_by":
        return change.after in (line.who, None)
    return change.field in ("attested_at", "done_at") and not change.erased


def _value(field: Field | None, name: str, text: str | None, project: Project, named: Named, currency: str) -> str:
    """One value as it is read; as it stands where another tool has made it unreadable."""
    if text is None or text == "":
        return _OUTSIDE if field and field.options == "cost_categories" else EMPTY
    if text == GONE:
        return ERASED
    with suppress(ValueError, ArithmeticError):
        return _of_field(field, text, project, named, currency) if field else _other(name, text)
    return text


def _of_field(field: Field, text: str, project: Project, named: Named, currency: str) -> str:
    if field.name in ("activity_id", "claim_id"):
        return f"{field.label.casefold()} {int(text)}"
    if field.name == "indicator_id":
        return named.indicator(int(text))
    if field.name == "attested_by":
        return named.person(text)
    if field.kind == "amount":
        return sv.amount(int(text), currency)
    if field.kind in ("choice", "choices"):
        offered = choices(field.options, project) if field.options else _STAGES
        several = text.split(", ") if field.kind == "choices" else [text]
        return sv.listed([offered.get(each, each) for each in several])
    return _READERS[field.kind](text) if field.kind in _READERS else text


_READERS: dict[str, Callable[[str], str]] = {
    "day": lambda text: sv.day(date.fromisoformat(text)),
    "clock": lambda text: sv.clock(time.fromisoformat(text)),
    "number": lambda text: sv.number(int(text)),
    "decimal": lambda text: sv.decimal(Decimal(text)),
    "flag": lambda text: "ja" if text == "True" else "nej",
}


def _other(name: str, text: str) -> str:
    """Of a step, a claim, a milestone or a role."""
    if name.endswith("_ore"):
        return sv.kronor(int(text))
    if name in _DAYS:
        return sv.day(date.fromisoformat(text))
    if name.endswith("_at"):
        return sv.day(datetime.fromisoformat(text).date())
    return _WORDS.get(text, text)
