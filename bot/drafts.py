"""From what was read to what would be saved, or to the one question that has to be answered first.

The text is read, the answers given so far are put in, and what is left is either drafts (records with the
reasons for what was assumed) or one question. Nothing is kept in between: the same text and answers give the
same result, so a question survives as its text and its answers.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

from bot.budget import cost_ore
from bot.project import Project
from bot.reading import Answer, Change, Direction, Doubt, Draft, Question, Reading, Reason
from bot.records import RECORDS, Kind
from bot.swedish import named_kind, read

REFERRING = ("correction", "removal")
REFUSED_FLAGS = ("personal_identity_number", "health")
VAT_ASSUMED = Decimal(25)


def understand(
    text: str, answers: Sequence[Answer], project: Project, today: date, direction: Direction
) -> list[Draft | Change] | Question:
    """All the message's drafts and corrections, or the first question that stands in their way."""
    whole = read(text, project, today, direction=direction, kind=_kind(text, answers, direction))
    understood: list[Draft | Change] = []
    for index, reading in enumerate([whole, *whole.records]):
        given = [answer for answer in answers if answer.index == index]
        reading, open_doubts = _answered(reading, given)
        doubt = next(iter([*open_doubts, *_own_doubts(reading, given, project, today, direction)]), None)
        if doubt:
            return Question(index, reading, doubt)
        if reading.kind in REFERRING:
            understood.append(Change(index, reading, tuple(given)))
        else:
            understood.append(draft(reading, project, today))
    return understood


def _kind(text: str, answers: Sequence[Answer], direction: Direction) -> Kind | None:
    """The kind that was chosen, or that goes without saying: what is planned is an activity."""
    if direction == "future":
        return None if named_kind(text) in REFERRING else "activity"
    return next((tuple(RECORDS)[answer.choice] for answer in answers if answer.reason == "unknown_kind"), None)


def _answered(reading: Reading, answers: Sequence[Answer]) -> tuple[Reading, list[Doubt]]:
    """The reading with the chosen values in place, and the doubts that are left."""
    left = list(reading.doubts)
    for answer in answers:
        doubt = next((d for d in left if (d.field, d.reason) == (answer.field, answer.reason)), None)
        if doubt is None or not 0 <= answer.choice < len(doubt.readings):
            continue
        left.remove(doubt)
        chosen = doubt.readings[answer.choice]
        reading = Reading.model_validate({**reading.model_dump(), **chosen})
    return reading, left


def _own_doubts(
    reading: Reading, answers: Sequence[Answer], project: Project, today: date, direction: Direction
) -> list[Doubt]:
    """What the text says plainly but the project has a word to say about."""
    found: list[Doubt] = []
    found += [Doubt(field="", reason=flag, text="") for flag in reading.flag if flag in REFUSED_FLAGS]
    if reading.kind == "correction" and not reading.changed:
        found.append(Doubt(field="", reason="nothing_to_change"))
    if reading.kind in REFERRING:
        return found
    if reading.kind not in RECORDS:
        found.append(Doubt(field="kind", reason=f"{reading.kind}_kind"))
    if direction == "future" and reading.date is None:
        found.append(Doubt(field="date", reason="no_date", text=""))
    if direction == "future" and reading.date and reading.date < today:
        found.append(Doubt(field="date", reason="plan_in_the_past", text=""))
    if reading.kind == "activity" and not (reading.title or reading.activity_type):
        found.append(Doubt(field="title", reason="nothing_said"))
    if reading.kind == "note" and not reading.description:
        found.append(Doubt(field="description", reason="no_text"))
    if reading.kind == "contact" and reading.name and not any(sign.isalpha() for sign in reading.name):
        found.append(Doubt(field="name", reason="no_name"))
    if reading.kind == "activity" and reading.deadline and reading.deadline > (reading.date or today):
        found.append(Doubt(field="deadline", reason="deadline_after"))
    if "covered_by_flat_rate" in reading.flag:
        found.append(Doubt(field="category", reason="covered_by_flat_rate", text="", readings=({"category": None},)))
    day = reading.date or today
    if reading.kind in ("activity", "expense") and not project.covers(day):
        found.append(Doubt(field="date", reason="outside_period", text=day.isoformat(), readings=({"date": day},)))
    accepted = {(answer.field, answer.reason) for answer in answers}
    return [doubt for doubt in found if (doubt.field, doubt.reason) not in accepted]


def draft(reading: Reading, project: Project, today: date) -> Draft:
    """The record that a reading without doubts becomes."""
    filled, reasons = _VALUES[reading.kind](reading, project, today)
    record = RECORDS[cast(Kind, reading.kind)].model_validate(filled)
    return Draft(record, (*reading.reasons, *reasons), reading.assumed, reading.flag)


def fill(
    text: str, answers: Sequence[Answer], project: Project, today: date, direction: Direction
) -> tuple[Kind, dict[str, Any]]:
    """What a form can be filled in with, as far as the text was understood (its first record)."""
    whole = read(text, project, today, direction=direction, kind=_kind(text, answers, direction))
    reading, _ = _answered(whole, [answer for answer in answers if answer.index == 0])
    kind = reading.kind if reading.kind in RECORDS else "activity"
    filled, _ = _VALUES[kind](reading, project, today)
    return kind, filled


Values = tuple[dict[str, Any], list[Reason]]


def _day(reading: Reading, today: date) -> tuple[date, list[Reason]]:
    """The day, and why it is that day where the text leaves it open: none written, or no year."""
    day = reading.date
    if day is None:
        return today, [Reason(field="date", code="today")]
    no_year = f"{day.year % 100:02d}" not in reading.text
    passed_over = day.year < today.year and (day.month, day.day) > (today.month, today.day)
    return day, [Reason(field="date", code="earlier_year")] if no_year and passed_over else []


def _activity(reading: Reading, project: Project, today: date) -> Values:
    day, reasons = _day(reading, today)
    known = project.activity_type(reading.activity_type)
    if known is None:
        reasons.append(Reason(field="type", code="no_type"))
    kind = known or project.activity_types[-1]  # the project file's last type is for what fits no other
    heads = reading.participants
    filled = {
        "type": kind.name,
        "title": (reading.title or kind.shown)[:150],
        "date": day,
        "end_date": reading.end_date,
        "time": reading.time,
        "end_time": reading.end_time,
        "status": reading.status or "done",
        "municipalities": reading.municipalities,
        "place": reading.place,
        "participants": heads.total if heads else None,
        "women": heads.women if heads else None,
        "men": heads.men if heads else None,
        "others": heads.others if heads else None,
        "approximate": bool(heads and heads.approx),
        "registered": reading.registered,
        "visitors": reading.visitors,
        "goals": reading.goals,
        "perspectives": reading.perspectives,
        "deadline": reading.deadline,
        "responsible": reading.responsible,
        "note": _metrics(reading),
    }
    return filled, reasons


def _metrics(reading: Reading) -> str | None:
    """What was counted but has no column of its own, in words."""
    metrics = reading.metrics
    parts = [
        f"{metrics.recipients} mottagare" if metrics.recipients is not None else "",
        f"öppnat av {metrics.open_rate_pct:g} %" if metrics.open_rate_pct is not None else "",
        f"{metrics.hours:g} timmar" if metrics.hours is not None else "",
    ]
    return ", ".join(part.replace(".", ",") for part in parts if part) or None


def _expense(reading: Reading, project: Project, today: date) -> Values:
    day, reasons = _day(reading, today)
    rate = reading.vat_rate
    if reading.vat == "incl" and rate is None:
        rate = VAT_ASSUMED
        reasons.append(Reason(field="vat", code="vat_rate"))
    currency = reading.currency or "SEK"
    filled: dict[str, Any] = {
        "date": day,
        "currency": currency,
        "vat": reading.vat,
        "category": reading.category,
        "description": _what_was_bought(reading)[:200],
        "supplier": reading.supplier,
        "approximate": reading.amount_approx,
    }
    if reading.amount is not None:
        filled["amount_ore"] = ore = int(reading.amount * 100)
        filled["cost_ore"] = cost_ore(ore, reading.vat, rate, project) if currency == "SEK" else None
    return filled, reasons


def _what_was_bought(reading: Reading) -> str:
    what = reading.description or reading.supplier or reading.category or "Utgift"
    driven = reading.metrics.distance_km
    return f"{what}, {driven.normalize():f} km".replace(".", ",") if driven else what


def _payment(reading: Reading, project: Project, today: date) -> Values:
    day, reasons = _day(reading, today)
    payer = reading.organisation or ""
    if not payer:
        reasons.append(Reason(field="payer", code="no_payer"))
    filled: dict[str, Any] = {
        "date": day,
        "payer": payer[:100],
        "description": reading.description[:200] if reading.description else None,
    }
    if reading.amount is not None and reading.currency in (None, "SEK"):
        filled["amount_ore"] = int(reading.amount * 100)
    return filled, reasons


def _note(reading: Reading, project: Project, today: date) -> Values:
    """A note's day is the day it was written unless it names one; for what is to be done that is the last day."""
    kind = reading.note_type or "note"
    day, reasons = (today, []) if kind == "todo" else _day(reading, today)
    filled: dict[str, Any] = {
        "type": kind,
        "date": day,
        "responsible": reading.responsible,
        "due": reading.deadline or (reading.date if kind == "todo" else None),
    }
    if reading.description:
        filled["text"] = reading.description[:1000]
    return filled, reasons


def _contact(reading: Reading, project: Project, today: date) -> Values:
    filled: dict[str, Any] = {
        "organisation": reading.organisation,
        "role": reading.role,
        "email": reading.email,
        "phone": reading.phone,
        "target_group": reading.target_group,
        "municipality": reading.municipalities[0] if reading.municipalities else None,
    }
    if reading.name:
        filled["name"] = reading.name[:100]
    return filled, []


_VALUES: dict[str, Callable[[Reading, Project, date], Values]] = {
    "activity": _activity,
    "expense": _expense,
    "contact": _contact,
    "payment": _payment,
    "note": _note,
}
