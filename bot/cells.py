"""One cell of a list: text into the value of a field, and the value as it is written in a list. Pure.

The two are each other's mirror: what is written is read back as the same value.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from rapidfuzz import fuzz, process

from bot.forms import FieldProblem, read_value
from bot.project import Project
from bot.records import OUTSIDE, Field, choices
from bot.sheet import amount_ore, day, plain

Cell = str | int | Decimal | date | None

NONE = "Inga"  # no goal at all, where an empty cell means those of the type
STAGES = {"logged": "Loggad", "attested": "Attesterad", "returned": "Returnerad", "claimed": "Rekvirerad"}
YES, NO = ("ja", "x", "1", "sant", "true", "yes"), ("nej", "0", "falskt", "false", "no")
LONG_AGO = timedelta(days=1000)


def written(field: Field, value: Any, project: Project) -> Cell:
    """A field's value as it stands in a list: amounts in kronor, choices as they are shown."""
    if field.options == "cost_categories" and value is None:
        value = OUTSIDE
    if field.kind == "choices":
        return "; ".join(_label(field, each, project) for each in value) or (NONE if field.options == "goals" else None)
    if value is None or value == "":
        return None
    if field.kind == "amount":
        return Decimal(value) / 100
    if field.kind == "choice":
        return _label(field, value, project)
    if field.kind == "flag":
        return "Ja" if value else None
    return value.strftime("%H:%M") if isinstance(value, time) else value


def _label(field: Field, value: Any, project: Project) -> str:
    return str(_offered(field, project).get(str(value), value))


def _offered(field: Field, project: Project) -> Mapping[str, str]:
    return choices(field.options, project) if field.options else STAGES


def value(field: Field, text: str, project: Project, today: date) -> Any:
    """What a cell says, None or () for an empty one. Raises FieldProblem."""
    text = text.strip()
    if field.kind == "choices":
        return read_value(field, tuple(_several(field, text, project)), project, today)
    if not text:
        return False if field.kind == "flag" else None
    if field.name == "currency":
        return _currency(text)
    return _READERS.get(field.kind, read_value)(field, text, project, today)


def _currency(text: str) -> str:
    code = {"KR": "SEK", "KRONOR": "SEK", "€": "EUR", "$": "USD", "£": "GBP"}.get(text.upper(), text.upper())
    if not re.fullmatch("[A-Z]{3}", code):
        raise FieldProblem("Skriv valutan med tre bokstäver, till exempel SEK.")
    return code


def _flag(field: Field, text: str, project: Project, today: date) -> bool:
    if text.casefold() in (*YES, *NO):
        return text.casefold() in YES
    raise FieldProblem("Skriv Ja eller låt det vara tomt.")


def _amount(field: Field, text: str, project: Project, today: date) -> int:
    ore = amount_ore(text)
    if ore is not None:  # as the form reads it, which knows the limits
        text = f"{'-' if ore < 0 else ''}{abs(ore) // 100},{abs(ore) % 100:02}"
    return int(read_value(field, text, project, today))


def _number(field: Field, text: str, project: Project, today: date) -> int:
    if field.name.endswith("_id"):
        text = re.sub(r"^\D{0,20}(?=\d+$)", "", text)  # 'Aktivitet 12', '#12'
        if not text.isdecimal():
            raise FieldProblem("Skriv numret, till exempel 12.")
    return int(read_value(field, text, project, today))


def _day(field: Field, text: str, project: Project, today: date) -> date:
    found = day(text, today)
    if found is None:
        raise FieldProblem(f"”{text[:30]}” är inget datum. Skriv till exempel 2024-03-13.")
    if day(text, today - LONG_AGO) != found:  # a whole list of guessed years would be worse than none
        raise FieldProblem(f"”{text[:30]}” saknar år. Skriv till exempel 2024-03-13.")
    return found


def _choice(field: Field, text: str, project: Project, today: date) -> str | None:
    chosen = _one(field, text, project)
    if chosen is None:
        raise FieldProblem(_unknown(field, text, project))
    return None if chosen == OUTSIDE else chosen


def _several(field: Field, text: str, project: Project) -> Iterable[str]:
    """The options that a cell names: 'Kumla, Nora och Örebro', '1, 4', '1 Samverkansforum; 4 Forum och kanaler'."""
    if text.casefold() in (NONE.casefold(), "inget", "ingen", "-", "–"):
        return
    for part in filter(None, map(str.strip, re.split(r"[;,\n]", text))):
        whole = _one(field, part, project)
        for piece in [part] if whole is not None else re.split(r"\s+(?:och|&|samt)\s+|/", part):
            chosen = _one(field, piece, project)
            if chosen is None:
                raise FieldProblem(_unknown(field, piece, project))
            yield chosen


def _one(field: Field, text: str, project: Project) -> str | None:
    """What is kept of the option that the text names, by its label, its own name or another word for it."""
    offered = _offered(field, project)
    if text in offered:
        return text
    found = {plain(word): key for key, word in (*_other_words(field, project), *offered.items())}
    cut = re.sub(r"s? kommun$| \d.*$", "", plain(text)) if field.options == "municipalities" else plain(text)
    if field.options == "goals" and (numbered := re.match(r"(?:delmål\s*)?(\d{1,3})\b", text.casefold())):
        return numbered[1] if numbered[1] in offered else None
    begun = {key for word, key in found.items() if word.startswith(f"{cut} ") and len(cut) > 3}  # 'Resor' och logi
    return found.get(plain(text)) or found.get(cut) or (begun.pop() if len(begun) == 1 else None)


def _other_words(field: Field, project: Project) -> Iterable[tuple[str, str]]:
    words: dict[str, Iterable[tuple[str, tuple[str, ...]]]] = {
        "activity_types": ((each.name, (each.name, *each.words)) for each in project.activity_types),
        "municipalities": ((each.name, each.places) for each in project.municipalities),
        "perspectives": ((each.name, each.words) for each in project.perspectives),
        "target_groups": ((each.name, each.words) for each in project.target_groups),
        "cost_categories": [(OUTSIDE, ("utanför", "utanför projektet"))],
        "vat": [("incl", ("inkl", "inkl moms")), ("excl", ("exkl", "exkl moms")), ("none", ("ingen", "ingen moms"))],
    }
    return ((key, word) for key, several in words.get(field.options, ()) for word in several)


def _unknown(field: Field, text: str, project: Project) -> str:
    offered = {label.casefold(): label for label in _offered(field, project).values()}
    near = process.extractOne(text.casefold(), list(offered), scorer=fuzz.ratio, score_cutoff=60)
    meant = f" Menade du {offered[near[0]]}?" if near else f" Välj bland {', '.join(offered.values())}."
    return f"”{text[:40]}” finns inte att välja.{meant}"


_READERS: dict[str, Callable[[Field, str, Project, date], Any]] = {
    "flag": _flag, "amount": _amount, "number": _number, "day": _day, "choice": _choice,
}  # fmt: skip
