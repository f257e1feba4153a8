"""A correction applied: which record it means, and what that record says afterwards."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from bot import forms
from bot.budget import cost_ore
from bot.project import Project
from bot.reading import Change, Doubt, Heads, Target
from bot.record_values import shortened
from bot.records import (
    MAX_COUNT,
    MAX_MEASURED,
    MAX_ORE,
    RECORDS,
    Activity,
    Expense,
    Kind,
    Measurement,
    Note,
    Payment,
    Record,
    fields,
    values,
)
from bot.swedish.almanac import shift_days, shift_months

#: What is read -> the record's field. A kind that lacks one of the new fields is not what is meant.
FIELDS: dict[Kind, dict[str, str]] = {
    "activity": {
        "date": "date", "end_date": "end_date", "time": "time", "end_time": "end_time", "deadline": "deadline",
        "shift": "date", "participants": "participants", "registered": "registered", "visitors": "visitors",
        "municipalities": "municipalities", "place": "place", "activity_type": "type", "goals": "goals",
        "title": "title", "description": "note", "status": "status", "responsible": "responsible",
    },
    "expense": {
        "amount": "amount_ore", "vat": "vat", "category": "category", "date": "date", "shift": "date",
        "supplier": "supplier", "organisation": "supplier", "title": "description", "description": "description",
    },
    "contact": {
        "name": "name", "organisation": "organisation", "role": "role", "title": "role", "email": "email",
        "phone": "phone", "municipalities": "municipality", "target_group": "target_group",
    },
    "payment": {
        "amount": "amount_ore", "date": "date", "shift": "date", "organisation": "payer", "title": "description",
        "description": "description",
    },
    "measurement": {"value": "value", "unit": "unit", "date": "date", "end_date": "date"},
    "indicator": {
        "name": "name", "title": "name", "goals": "goal", "unit": "unit", "baseline": "baseline",
        "target_value": "target", "deadline": "due",
    },
    "note": {
        "title": "text", "description": "text", "date": "date", "deadline": "due", "shift": "date",
        "responsible": "responsible",
    },
}  # fmt: skip
_ALIKE = 85  # per cent: a word with a slip in it is still that word


def kinds(change: Change) -> tuple[Kind, ...]:
    """The kinds of record that it can mean: the one it names, else those that have what is new."""
    if change.target.kind:
        return (change.target.kind,)
    if not change.removes:
        return tuple(kind for kind in RECORDS if all(name in FIELDS[kind] for name in change.reading.changed))
    return ("activity",) if change.target.activity_type else tuple(RECORDS)


def fitting(change: Change, records: Sequence[Record]) -> list[Record]:
    """Those of `records` that the text describes, in their order; of several occasions those it can be true of."""
    found = [record for record in records if _fits(change.target, record)]
    if change.target.latest:
        return found
    ahead = {"date", "deadline", "registered", "shift"} & set(change.reading.changed) or (
        change.reading.status == "cancelled"
    )
    held = {"participants", "visitors"} & set(change.reading.changed)
    if not ahead and not held:
        return found
    status = "planned" if ahead else "done"
    return [record for record in found if getattr(record, "status", "") == status] or found


def _fits(target: Target, record: Record) -> bool:
    words = [*target.words]
    if isinstance(record, Activity):
        if target.activity_type and record.type != target.activity_type and not _said(target, record.type):
            return False
        if target.municipalities and not set(target.municipalities) <= set(record.municipalities):
            return False
    else:  # a seminar is no bus ticket, but 'föreläsarens tåg' and 'resan till Nora' are found by their words
        words += [word for word in (target.type_word, *target.municipalities) if word]
        if not all(_in_record(word, record) for word in words[len(target.words) :]):
            return False
    if isinstance(record, Note) and target.note_type and record.type != target.note_type:
        return False
    kept = values(record)
    if target.amount is not None and kept.get("amount_ore") not in (100 * target.amount, -100 * target.amount):
        return False
    day = kept.get("date")
    if target.days and not (day and any(first <= day <= last for first, last in target.days)):
        return False
    hits = sum(_in_record(word, record) for word in target.words)
    return not target.words or (hits > 0 and 2 * hits >= len(target.words))


def _said(target: Target, kind: str) -> bool:
    """Whether the record's type is one of the words anyway: 'frukostmötet' may be of any type."""
    return any(fuzz.partial_ratio(word, kind) >= _ALIKE for word in target.words)


def _in_record(word: str, record: Record) -> bool:
    """Whether a word that describes the record stands in it."""
    texts = [value for value in values(record).values() if isinstance(value, str)]
    texts += [record.indicator] if isinstance(record, Measurement) else []
    kept = re.findall(r"[^\W\d_]{2,}", " ".join([*texts, *getattr(record, "municipalities", ())]).casefold())
    return any(same_word(word.casefold(), other) for other in kept)


def same_word(word: str, kept: str) -> bool:
    """The word, inflected, part of a compound, or with a slip: vårdseminariet -> vård, tåget -> tåg."""
    if len(kept) >= 3 and word.startswith(kept):
        return True
    if len(word) >= 4 and kept.startswith(word):
        return True
    return word == kept or (len(word) >= 5 and fuzz.ratio(word, kept) >= _ALIKE)


def by_words_alone(change: Change) -> bool:
    """Whether something is to be taken away, and neither number, kind, type, day nor amount says what."""
    of = change.target
    told = of.number is not None or of.latest or of.kind or of.activity_type or of.note_type or of.days
    return change.removes and not told and of.amount is None and bool(of.words)


def surely(change: Change, record: Record) -> bool:
    """Whether the record is meant beyond asking: of words alone each stands in it."""
    return not by_words_alone(change) or all(_in_record(word, record) for word in change.target.words)


def lacking(change: Change, record: Record) -> list[str]:
    """What is new but has no place in such a record: 'amount' of an occasion."""
    return [name for name in change.reading.changed if name not in FIELDS[record.kind]]


def applied(change: Change, record: Record, project: Project, today: date) -> Record | Doubt:
    """The record as it will stand; or what has to be answered first, because it does not hold together.

    The same text may give the same record back: then nothing is new.
    """
    given = filled(change, record, today)
    accepted = {answer.reason for answer in change.answers}
    heads = change.reading.participants if "participants" in change.reading.changed else None
    if isinstance(record, Activity) and heads and (doubt := _split_doubt(record, heads, accepted)):
        return doubt
    currency = change.reading.currency or "SEK"
    if isinstance(record, Expense) and "amount" in change.reading.changed and currency != record.currency:
        return Doubt(field="amount", reason="other_currency", text=record.currency)
    if doubt := _day_doubt(change, record, given, project, today):
        return doubt
    if isinstance(record, Measurement) and change.reading.unit not in (None, record.unit):
        text = f"{record.indicator} mäts i {record.unit}." if record.unit else f"{record.indicator} har ingen enhet."
        return Doubt(field="unit", reason="does_not_hold", text=text)
    problems = _limits(record, given) or forms.together(record.kind, given, today, record)
    if problems:
        return Doubt(field=next(iter(problems)), reason="does_not_hold", text=next(iter(problems.values())))
    completed = forms.completed(record.kind, given, project, record)
    if isinstance(record, Activity) and "date" in change.reading.changed and "date" in change.reading.assumed:
        completed["unconfirmed"] = completed["status"] == "planned"  # moved to 'vecka 20'
    after = type(record).model_validate(completed)
    return after.model_copy(update=_as_written(change, after, project))


def _limits(record: Record, given: dict[str, Any]) -> dict[str, str]:
    """What a form would not have taken: nothing where something must stand, or more than there can be."""
    problems = {}
    for field in fields(type(record)):
        value = given[field.name]
        empty = value is None or (isinstance(value, str) and not any(sign.isalnum() for sign in value))
        if field.required and empty and value != getattr(record, field.name):
            problems[field.name] = f"{field.label} måste stå där."
        elif field.kind == "number" and value is not None and value > MAX_COUNT:
            problems[field.name] = f"Högst {MAX_COUNT:,} går att logga.".replace(",", " ")
        elif field.kind == "decimal" and value is not None and abs(value) > MAX_MEASURED:
            problems[field.name] = "Värdet är för stort för att stämma."
        elif field.kind == "amount" and value is not None and abs(value) > MAX_ORE:
            problems[field.name] = "Beloppet är för stort för att stämma."
    return problems


def _as_written(change: Change, after: Record, project: Project) -> dict[str, Any]:
    """What a form cannot say but a line can: about how many, and at which rate of VAT."""
    reading = change.reading
    if isinstance(after, Activity) and "participants" in reading.changed and reading.participants:
        return {"approximate": reading.participants.approx}
    if not isinstance(after, Expense):
        return {}
    said: dict[str, Any] = {"approximate": reading.amount_approx} if "amount" in reading.changed else {}
    if "vat" in reading.changed and reading.vat_rate is not None and after.currency == "SEK":
        said["cost_ore"] = cost_ore(after.amount_ore, after.vat, reading.vat_rate, project)
    return said


def _day_doubt(change: Change, record: Record, given: dict[str, Any], project: Project, today: date) -> Doubt | None:
    """A new day that what was held cannot have, or what is planned; or one outside the period."""
    day: date = given.get("date", today)
    accepted = {answer.reason for answer in change.answers}
    if day == getattr(record, "date", day) or not isinstance(record, Activity | Expense | Payment):
        return None
    planned = isinstance(record, Activity) and record.status == "planned"
    other = [one for one in change.reading.in_years.get("date", ()) if (one < today) == (day > today)]
    if (day < today if planned else day > today) and "which_year" not in accepted:
        nearest = min(other, key=lambda one: abs((one - day).days), default=None)
        readings = tuple({"date": one} for one in (day, nearest) if one)
        return Doubt(field="date", reason="which_year", text=day.isoformat(), readings=readings)
    if isinstance(record, Activity | Expense) and not project.covers(day) and "outside_period" not in accepted:
        return Doubt(field="date", reason="outside_period", text=day.isoformat(), readings=({"date": day},))
    return None


def filled(change: Change, record: Record, today: date) -> dict[str, Any]:
    """All the record's values with the new ones in place."""
    reading, given = change.reading, record.model_dump()
    for name in reading.changed:
        field = FIELDS[record.kind].get(name)
        if field and name not in ("participants", "shift", "date") and not isinstance(record, Measurement):
            given[field] = _value(record, field, getattr(reading, name))
    if isinstance(record, Activity) and "participants" in reading.changed and reading.participants is None:
        given |= dict.fromkeys(("participants", "women", "men", "others")) | {"approximate": False}
    elif isinstance(record, Activity) and "participants" in reading.changed and reading.participants:
        given |= _heads(record, reading.participants)
        if record.status == "planned" and record.date <= today:  # whoever counted was there
            given["status"] = "done"
    if isinstance(record, Measurement):
        return given | _measured(change)
    _move(given, change, record, today)
    if isinstance(record, Activity) and "deadline" in reading.changed:
        years, near = reading.in_years.get("deadline", ()), record.deadline or record.date
        given["deadline"] = min(years, key=lambda day: abs((day - near).days), default=given["deadline"])
    if isinstance(record, Note) and "deadline" in reading.changed:
        years, near = reading.in_years.get("deadline", ()), record.due or today
        given["due"] = min(years, key=lambda day: abs((day - near).days), default=given["due"])
    if isinstance(record, Activity) and "activity_type" in reading.changed and "goals" not in reading.changed:
        given["goals"] = ()  # the new type's own
    return given


def _measured(change: Change) -> dict[str, Any]:
    """The new value, and the new day or period whole: a period that became a day has no first day."""
    reading = change.reading
    given: dict[str, Any] = {"value": reading.value} if "value" in reading.changed else {}
    if "date" in reading.changed:
        given |= {"date": reading.end_date or reading.date, "start": reading.date if reading.end_date else None}
    return given


def _value(record: Record, field: str, value: Any) -> Any:
    if value is None:
        return None
    if field == "amount_ore":
        return int(value * 100)
    if field in ("municipality", "goal"):
        return value[0] if value else None
    limit = next(known.max_length for known in fields(type(record)) if known.name == field)
    return shortened(value, limit) if isinstance(value, str) else value


def _move(given: dict[str, Any], change: Change, record: Record, today: date) -> None:
    """The new day; without a year it is the one nearest to what stands there, unless another was chosen."""
    reading = change.reading
    waits = isinstance(record, Note) and (record.type == "todo" or (record.type == "decision" and record.is_open))
    field = "due" if waits else "date"
    before: date | None = getattr(record, field, None)
    after = before
    if "date" in reading.changed and reading.date:
        years = reading.in_years.get("date", ())
        near = before or today
        after = min(years, key=lambda day: abs((day - near).days), default=reading.date)
        chosen = next((answer.choice for answer in change.answers if answer.reason == "which_year"), 0)
        if chosen == 1:
            after = min(
                (day for day in years if (day < today) != (after < today)), key=lambda day: abs((day - near).days)
            )
    elif reading.shift and before:
        after = shift_days(shift_months(before, reading.shift.months), reading.shift.days)
    if after is None or after == before:
        return
    given[field] = after
    if isinstance(record, Activity):
        if record.end_date and "end_date" not in reading.changed and before:
            given["end_date"] = shift_days(record.end_date, (after - before).days)
        if "status" not in reading.changed and after > today:
            given["status"] = "planned"


def _heads(record: Activity, heads: Heads) -> dict[str, Any]:
    """The new counts; what is not counted anew stays where the sum still holds."""
    if heads.total is None:
        new = {name: count for name in ("women", "men", "others") if (count := getattr(heads, name)) is not None}
        return new | ({"participants": None} if len(new) > 1 else _rest(record, new))
    given: dict[str, Any] = {"participants": heads.total, "approximate": heads.approx}
    split = (record.women or 0) + (record.men or 0) + (record.others or 0)
    if (heads.women, heads.men, heads.others) == (None, None, None) and split == heads.total:
        return given
    return given | {"women": heads.women, "men": heads.men, "others": heads.others}


def _rest(record: Activity, new: dict[str, int]) -> dict[str, Any]:
    """'12 kvinnor' of 32: the men are the others, unless they are counted by themselves already."""
    if record.participants is None or record.others is not None or "others" in new:
        return {}
    other = "men" if "women" in new else "women"
    rest = record.participants - next(iter(new.values()))
    return {other: rest} if rest >= 0 else {}


def _split_doubt(record: Activity, heads: Heads, accepted: set[str]) -> Doubt | None:
    """A new total beside an old split that no longer adds up to it."""
    split = [count for count in (record.women, record.men, record.others) if count is not None]
    if (
        heads.total is None
        or not split
        or sum(split) == heads.total
        or accepted & {"split_disagrees", "counts_disagree"}
    ):
        return None
    if (heads.women, heads.men, heads.others) != (None, None, None):
        return None
    text = str(sum(split))
    return Doubt(field="participants", reason="split_disagrees", text=text, readings=({"participants": heads},))
