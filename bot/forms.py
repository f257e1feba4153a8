"""A filled-in form becomes a record, or a sentence at each field that does not hold.

Every rule here holds for a record however it came to be; what a form adds is that a field can say what is
wrong with it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from bot.budget import cost_ore
from bot.project import Project
from bot.reading import Reason
from bot.records import (
    MAX_COUNT,
    MAX_MEASURED,
    MAX_ORE,
    NOTHING_MORE,
    OUTSIDE,
    RECORDS,
    UNDECIDED,
    Activity,
    Expense,
    Field,
    Kind,
    Offered,
    Record,
    choices,
    fields,
)
from bot.swedish import read_amount, read_date_field
from bot.swedish.health import tells_health
from bot.swedish.people import holds_identity_number, read_phone
from bot.swedish.quantities import quantities

Filled = Mapping[str, str | tuple[str, ...] | None]


class FieldProblem(Exception):
    """One field does not hold; `str()` is the sentence shown at it."""


class FormRead(NamedTuple):
    """A form's record, or None and a sentence by field name; `reasons` for the days that were assumed."""

    record: Record | None
    problems: dict[str, str]
    reasons: tuple[Reason, ...] = ()


def read_form(
    kind: Kind, filled: Filled, project: Project, today: date, before: Record | None = None, shown: Sequence[str] = (),
    offered: Offered = NOTHING_MORE,
) -> FormRead:  # fmt: skip
    """What a filled-in form says. What the form does not show keeps its value in `before`.

    `shown`: the fields of a form that has not all of them. `offered`: what its choices offer besides.
    """
    record = RECORDS[kind]
    problems: dict[str, str] = {}
    values: dict[str, Any] = before.model_dump() if before else {}
    for field in fields(record):
        if not field.form or (shown and field.name not in shown):
            continue
        try:
            values[field.name] = read_value(field, filled.get(field.name), project, today, offered)
        except FieldProblem as problem:
            problems[field.name] = str(problem)
    if not problems:
        problems = together(kind, values, today, before)
    if problems:
        return FormRead(None, problems)
    reasons = (_assumed_day(field, filled.get(field.name), today) for field in fields(record) if field.kind == "day")
    kept = record.model_validate(completed(kind, values, project, before))
    return FormRead(kept, {}, tuple(reason for reason in reasons if reason))


def _assumed_day(field: Field, given: str | tuple[str, ...] | None, today: date) -> Reason | None:
    read = read_date_field(given, today) if isinstance(given, str) and given.strip() else None
    return Reason(field=field.name, code="other_reader", text=str(given)) if read and read[1] else None


def read_value(
    field: Field, given: str | tuple[str, ...] | None, project: Project, today: date, offered: Offered = NOTHING_MORE
) -> Any:
    """What a filled-in field says; None for an empty one. Raises FieldProblem."""
    if field.kind == "choices":
        chosen = given if isinstance(given, tuple) else ()
        _known(field, chosen, project, offered)
        return tuple(int(item) for item in chosen) if field.options == "goals" else tuple(chosen)
    text = (given if isinstance(given, str) else "").strip()
    if not text:
        if field.required:
            raise FieldProblem("Fyll i det här.")
        return None
    if len(text) > field.max_length:
        raise FieldProblem(f"Högst {field.max_length} tecken. Nu är det {len(text)}.")
    if holds_identity_number(text):
        raise FieldProblem("Jag sparar inte personnummer. Skriv utan numret.")
    places = frozenset(municipality.name.lower() for municipality in project.municipalities)
    if field.kind in ("text", "long_text") and tells_health(text, text.lower(), places):
        raise FieldProblem("Jag sparar inget om någons hälsa. Skriv utan den uppgiften.")
    if field.kind == "choice":
        _known(field, (text,), project, offered)
        return None if text == OUTSIDE else text
    return _READERS[field.kind](field, text, project, today)


def plain_text(text: str, project: Project, today: date, max_length: int = 150) -> tuple[str, str]:
    """A text that is to be kept, and what does not hold about it; empty when it does."""
    try:
        return str(read_value(Field("", "text", required=True, max_length=max_length), text, project, today)), ""
    except FieldProblem as problem:
        return "", str(problem)


def _known(field: Field, chosen: tuple[str, ...], project: Project, offered: Offered) -> None:
    unknown = [item for item in chosen if item not in choices(field.options, project, offered)]
    if unknown:
        raise FieldProblem(f"”{unknown[0]}” finns inte att välja. Välj ur listan.")


_YEARS = range(1900, 2200)  # what lies outside is a slip, and the calendar ends when days are counted from it


def _text(field: Field, text: str, project: Project, today: date) -> str:
    if field.required and not any(sign.isalnum() for sign in text):
        raise FieldProblem("Skriv med bokstäver.")
    return text


def _day(field: Field, text: str, project: Project, today: date) -> date:
    try:
        day: date | None = date.fromisoformat(text)
    except ValueError:
        read = read_date_field(text, today)
        day = read[0] if read else None
    if day is None or day.year not in _YEARS:
        raise FieldProblem("Den dagen finns inte. Skriv till exempel 2024-03-13.")
    return day


def _clock(field: Field, text: str, project: Project, today: date) -> time:
    match = re.fullmatch(r"([01]?\d|2[0-3])[.:]([0-5]\d)", text)
    if not match:
        raise FieldProblem("Skriv klockslaget till exempel 13.00.")
    return time(int(match[1]), int(match[2]))


def _number(field: Field, text: str, project: Project, today: date) -> int:
    digits = re.sub(r"\s", "", text)
    if not re.fullmatch(r"[-−]?\d{1,12}", digits):
        raise FieldProblem("Skriv ett helt antal med siffror, till exempel 32.")
    count = int(digits.replace("−", "-"))
    if count < 0:
        raise FieldProblem("Antalet kan inte vara mindre än noll.")
    if count > MAX_COUNT:
        raise FieldProblem(f"Högst {MAX_COUNT:,} går att logga.".replace(",", " "))
    return count


def _amount(field: Field, text: str, project: Project, today: date) -> int:
    if re.search(r",\d{3,}(?!\d)", text):
        raise FieldProblem("Skriv högst två decimaler, till exempel 1 250,50.")
    amount = read_amount(text)
    if amount is None:
        raise FieldProblem("Skriv beloppet i kronor, till exempel 1 250,50.")
    ore = int(amount * 100)
    if ore == 0:
        raise FieldProblem("Beloppet är noll. Skriv det i kronor, till exempel 1 250,50.")
    if abs(ore) > MAX_ORE:
        raise FieldProblem("Beloppet är för stort för att stämma. Skriv det i kronor.")
    return ore


def _decimal(field: Field, text: str, project: Project, today: date) -> Decimal:
    found = quantities(text)
    # a year is none beside a name, but here it can be nothing else
    value = Decimal(text) if text.isdecimal() and len(text) == 4 else found[0].value if len(found) == 1 else None
    if value is None or (found and re.search(r"\w", text[: found[0].first] + text[found[0].last :])):
        raise FieldProblem("Skriv värdet med siffror, till exempel 87,5.")
    if found and found[0].unit:
        raise FieldProblem("Skriv bara siffran: enheten är indikatorns.")
    if abs(value) > MAX_MEASURED:
        raise FieldProblem("Värdet är för stort för att stämma.")
    return value


def _email(field: Field, text: str, project: Project, today: date) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", text):
        raise FieldProblem("Skriv e-postadressen som namn@exempel.se.")
    return text


def _phone(field: Field, text: str, project: Project, today: date) -> str:
    number = read_phone(text)
    if number is None:
        raise FieldProblem("Skriv numret med riktnummer, till exempel 019-21 10 00.")
    return number


_READERS: dict[str, Callable[[Field, str, Project, date], Any]] = {
    "text": _text, "long_text": _text, "day": _day, "clock": _clock, "number": _number,
    "amount": _amount, "decimal": _decimal, "email": _email, "phone": _phone,
}  # fmt: skip


def together(kind: Kind, values: dict[str, Any], today: date, before: Record | None) -> dict[str, str]:
    """What holds field by field but not together."""
    if kind == "measurement" and values["start"] and values["start"] > values["date"]:
        return {"start": "Första dagen ligger efter den sista."}
    if kind != "activity":
        return {}
    problems = {}
    if values["status"] == "done" and values["date"] > today:
        problems["status"] = "Dagen har inte varit än. Välj Planerad eller ändra datumet."
    elif values["status"] == "planned" and values["date"] < today and before is None:
        problems["status"] = "Dagen har redan varit. Välj Genomförd eller ändra datumet."
    if values["end_date"] and values["end_date"] < values["date"]:
        problems["end_date"] = "Sista dagen ligger före den första."
    same_day = values["end_date"] in (None, values["date"])
    if values["end_time"] and not values["time"]:
        problems["time"] = "Fyll i när det börjar också."
    elif values["end_time"] and same_day and values["end_time"] <= values["time"]:
        problems["end_time"] = "Sluttiden ligger före starttiden."
    if values["deadline"] and values["deadline"] > values["date"]:
        problems["deadline"] = "Sista anmälningsdagen ligger efter tillfället."
    split = [values[name] for name in ("women", "men", "others") if values[name] is not None]
    total = values["participants"]
    if total is not None and split and (sum(split) > total or (len(split) > 1 and sum(split) != total)):
        problems["participants"] = f"Fördelningen blir {sum(split)}, men här står {total}."
    return problems


def completed(kind: Kind, values: dict[str, Any], project: Project, before: Record | None) -> dict[str, Any]:
    """What follows from what was filled in."""
    if kind == "activity":
        return _completed_activity(values, project, before)
    if kind == "expense":
        return _completed_expense(values, project, before if isinstance(before, Expense) else None)
    if kind == "note":
        return _completed_note(values)
    return values


def _completed_note(values: dict[str, Any]) -> dict[str, Any]:
    done_at = values.get("done_at")
    if values["type"] == UNDECIDED:
        return values | {"type": "decision", "done_at": None}
    if values["type"] == "decision":
        return values | {"done_at": done_at or values["date"].isoformat()}
    # a bare day is that of a decision: what has been made something else of is still to be done
    return values | {"done_at": done_at if done_at and "T" in done_at else None}


def _completed_expense(values: dict[str, Any], project: Project, before: Expense | None) -> dict[str, Any]:
    ore, vat = values["amount_ore"], values["vat"]
    if values.get("activity_id") == 0:  # what a menu offers for none
        values["activity_id"] = None
    if before and before.currency != "SEK":
        values["cost_ore"] = None
    elif before and before.cost_ore is not None and before.vat == vat:
        # the VAT rate is not kept, but the share of the amount that was cost still tells it
        values["cost_ore"] = round(Fraction(ore * before.cost_ore, before.amount_ore))
    else:
        values["cost_ore"] = cost_ore(ore, vat, None, project)
    if before and before.amount_ore != ore:
        values["approximate"] = False  # whoever fills in a form knows
    return values


def _completed_activity(values: dict[str, Any], project: Project, before: Record | None) -> dict[str, Any]:
    total, women, men = values["participants"], values["women"], values["men"]
    if total is None and (women is not None or men is not None or values["others"] is not None):
        values["participants"] = sum(values[name] or 0 for name in ("women", "men", "others"))
    elif total is not None and values["others"] is None and (women is None) != (men is None):
        values["men" if men is None else "women"] = total - (women if men is None else men)
    if not values["goals"]:
        chosen = project.activity_type(values["type"])
        values["goals"] = chosen.goals if chosen else ()
    if isinstance(before, Activity) and before.participants != values["participants"]:
        values["approximate"] = False
    if isinstance(before, Activity) and (before.date, before.end_date) != (values["date"], values["end_date"]):
        values["unconfirmed"] = False
    return values
