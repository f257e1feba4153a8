"""What a reading becomes, field by field: the values of each kind of record, and why what was not said is so."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from bot.budget import cost_ore
from bot.project import Project
from bot.reading import Reading, Reason
from bot.swedish.almanac import shift_months

JUST_PASSED = 31  # days: a plan for such a day means next year, which is then said
VAT_ASSUMED = Decimal(25)


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words; the sign '…' says that there was more."""
    if len(text) <= limit:
        return text
    return f"{text[: limit - 1].rpartition(' ')[0] or text[: limit - 1]}…"


Values = tuple[dict[str, Any], list[Reason]]


def _day(reading: Reading, today: date) -> tuple[date, list[Reason]]:
    """The day, and why it is that day where the text leaves it open: none written, or no year."""
    day = reading.date
    if day is None:
        return today, [Reason(field="date", code="today")]
    no_year = f"{day.year % 100:02d}" not in reading.text
    passed_over = day.year < today.year and (day.month, day.day) > (today.month, today.day)
    if no_year and passed_over:
        return day, [Reason(field="date", code="earlier_year")]
    just_passed = 0 < (shift_months(today, 12) - day).days <= JUST_PASSED
    return day, [Reason(field="date", code="later_year")] if no_year and just_passed else []


def _activity(reading: Reading, project: Project, today: date) -> Values:
    day, reasons = _day(reading, today)
    known = project.activity_type(reading.activity_type)
    if known is None:
        reasons.append(Reason(field="type", code="no_type"))
    kind = known or project.activity_types[-1]  # the project file's last type is for what fits no other
    heads = reading.participants
    filled = {
        "type": kind.name,
        "title": shortened(reading.title or kind.shown, 150),
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
        "description": shortened(_what_was_bought(reading), 200),
        "supplier": reading.supplier,
        "approximate": reading.amount_approx,
        "activity_id": reading.belongs_to,
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
        "payer": shortened(payer, 100),
        "description": shortened(reading.description, 200) if reading.description else None,
    }
    if reading.amount is not None and reading.currency in (None, "SEK"):
        filled["amount_ore"] = int(reading.amount * 100)
    return filled, reasons


def _note(reading: Reading, project: Project, today: date) -> Values:
    """A note's day is the day it was written unless it names one; of what is to be done or decided that is the last."""
    kind = reading.note_type or "note"
    waits = kind == "todo" or reading.undecided
    day, reasons = (today, []) if waits else _day(reading, today)
    last = reading.deadline or (reading.end_date or reading.date if waits else None)
    due, further = _last_day(last, reading.text, today)
    filled: dict[str, Any] = {
        "type": kind,
        "date": day,
        "responsible": reading.responsible,
        "due": due,
        "done_at": day.isoformat() if kind == "decision" and not waits else None,
    }
    if reading.description:
        filled["text"] = shortened(reading.description, 1000)
    return filled, [*reasons, *further]


def _last_day(day: date | None, text: str, today: date) -> tuple[date | None, list[Reason]]:
    """The last day for something lies ahead: '15/1' said in November is next year's. So does what has just passed."""
    if day is None or f"{day.year % 100:02d}" in text:
        return day, []
    day = next(ahead for ahead in (shift_months(day, 12 * years) for years in count()) if ahead >= today)
    just_passed = 0 < (shift_months(today, 12) - day).days <= JUST_PASSED
    return day, [Reason(field="due", code="just_passed")] if just_passed else []


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
        filled["name"] = shortened(reading.name, 100)
    return filled, []


def _measurement(reading: Reading, project: Project, today: date) -> Values:
    """The indicator stays as it was written: which one it is only the kept ones tell."""
    day, reasons = _day(reading, today)
    filled: dict[str, Any] = {
        "indicator": reading.indicator or "",
        "unit": reading.unit,
        "start": day if reading.end_date else None,
        "date": reading.end_date or day,
    }
    if reading.value is not None:
        filled["value"] = reading.value
    return filled, reasons


def _indicator(reading: Reading, project: Project, today: date) -> Values:
    filled: dict[str, Any] = {
        "unit": reading.unit,
        "baseline": reading.baseline,
        "target": reading.target_value,
        "due": reading.deadline,
    }
    if reading.indicator:
        filled["name"] = shortened(reading.indicator, 100)
    if reading.goals:
        filled["goal"] = reading.goals[0]
    return filled, []


VALUES: dict[str, Callable[[Reading, Project, date], Values]] = {
    "activity": _activity,
    "expense": _expense,
    "contact": _contact,
    "payment": _payment,
    "note": _note,
    "measurement": _measurement,
    "indicator": _indicator,
}
