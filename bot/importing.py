"""A row of somebody's list becomes a record, or says what is wrong with it. Pure: nothing is kept here."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError

from bot import cells
from bot.budget import DEFAULT_VAT_PERCENT
from bot.columns import is_written_out, kind_of, table, tells
from bot.errors import Refused
from bot.forms import FieldProblem, completed, together
from bot.lists import IMPORTED, SHEETS, Lists, Read
from bot.project import Project
from bot.records import RECORDS, Expense, Field, Kind, Record, fields
from bot.sheet import Line, Sheet
from bot.swedish import read


class NothingToImport(Refused):
    def __init__(self, file: str) -> None:
        super().__init__(
            f"Jag ser inte vad {file} listar. Första raden ska ha rubriker, till exempel Datum, Typ, Rubrik och "
            "Deltagare; Datum, Belopp, Kostnadsslag och Vad; eller Namn, Organisation och E-post."
        )


def read_lists(
    files: Sequence[tuple[str, Sequence[Sheet]]], project: Project, today: date, only: Kind | None = None
) -> Lists:
    """Every row of the files (name, sheets). `only`: what they list, whatever they look like. Raises NothingToImport."""
    reads: list[Read] = []
    notes: list[str] = []
    for file, sheets in files:
        found = False
        for sheet in (sheet for sheet in sheets if sheet.rows):
            where = f"{file}, {sheet.name}" if sheet.name and len(sheets) > 1 else file
            kind = only or kind_of(sheet, file)
            listed = table(sheet, kind) if kind in IMPORTED else None
            if kind is None or listed is None or not tells(listed, kind):
                ours = is_written_out(sheet, file)
                found = found or ours
                notes.append(f"{where} läses inte in{'' if ours else _why(kind)}.")
                continue
            found = True
            if listed.unknown:
                notes.append(f"{where}: kolumner som inte läses in: {', '.join(listed.unknown)}.")
            reads += [
                _read(line, listed.headings, kind, f"{where} rad {line.number}", project, today)
                for line in listed.lines
            ]
        if not found:
            raise NothingToImport(file)
    return Lists(tuple(sorted(reads, key=lambda each: IMPORTED.index(each.kind))), tuple(notes))


def _why(kind: Kind | None) -> str:
    if kind is None:
        return ": jag ser inte vad som listas där"
    return f": rubriker saknas för {SHEETS[kind].lower()}" if kind in IMPORTED else ""


def _read(
    line: Line, columns: Mapping[str, str], kind: Kind, place: str, project: Project, today: date
) -> Read:  # fmt: skip
    """One row: each field by itself, then what follows from the others, then what does not hold together."""
    said = dict(line.cells)
    notes = _filled_in(kind, said, project, today)
    record = RECORDS[kind]
    values: dict[str, Any] = {}
    problems: list[str] = []
    for field in fields(record):
        values[field.name], problem = _value(field, said.get(field.name, ""), project, today)
        problems += [f"{columns.get(field.name, field.label)}: {problem}"] if problem else []
    activity = values.pop("activity_id", None)
    given = {name: value for name, value in values.items() if value not in (None, ()) or _told(name, said)}
    made, wrong = _made(kind, given, set(columns), project, today) if not problems else (None, [])
    number = said.get("id", "")
    return Read(
        place, kind, made, (*problems, *wrong), (*notes, *_rate(made, given), *_worth_a_look(made, project)),
        int(number) if number.isdecimal() else None, activity, said.get("created_by", ""),
    )  # fmt: skip


def _value(field: Field, text: str, project: Project, today: date) -> tuple[Any, str]:
    if not text and field.required and field.name != "status":
        return None, "saknas."
    try:
        return cells.value(field, text, project, today), ""
    except FieldProblem as problem:
        return None, str(problem)


def _told(name: str, said: Mapping[str, str]) -> bool:
    """Whether an empty value stands for something: 'Inga' delmål, 'Utanför projektets kostnader'."""
    return bool(said.get(name))


def _filled_in(kind: Kind, said: dict[str, str], project: Project, today: date) -> list[str]:
    """What a list leaves out and its other columns tell; what of it was assumed."""
    if kind == "contact" and "name" not in said:
        said["name"] = " ".join(filter(None, (said.pop("first", ""), said.pop("last", "")))).strip()
    if kind == "activity":
        if "end_date" not in said and (both := _SPAN.fullmatch(said.get("date", ""))):
            said["date"], said["end_date"] = both.groups()
        return _typed(said, project, today)
    if kind == "expense":
        return _categorised(said, project, today)
    return []


_DAY = r"(\d{4}-\d\d-\d\d)"
_SPAN = re.compile(rf"{_DAY}\s*(?:-|–|—|/|till(?: och med)?|t\.?o\.?m\.?)\s*{_DAY}")


def _typed(said: dict[str, str], project: Project, today: date) -> list[str]:
    """An activity's type from its title where no column names it, and a title from its type."""
    notes = []
    if "type" not in said and "title" in said:
        found = read(said["title"], project, today, kind="activity").activity_type
        known = project.activity_type(found) or project.activity_types[-1]  # as in the chat: what fits no other
        said["type"] = known.shown
        notes.append(f"antagen typ {known.shown}")
    if "title" not in said and "type" in said:
        said["title"] = said["type"]
    return notes


def _categorised(said: dict[str, str], project: Project, today: date) -> list[str]:
    """An expense's category from its words where no column names it, and what was bought from the supplier."""
    if "description" not in said and (told := said.get("supplier") or said.get("category")):
        said["description"] = told
    if "category" in said:
        return []
    found = read(f"utgift 100 kr {said.get('description', '')}", project, today, kind="expense").category
    if found is None:
        return []
    said["category"] = found
    return [f"antaget kostnadsslag {found}"]


def _made(
    kind: Kind, given: dict[str, Any], columns: set[str], project: Project, today: date
) -> tuple[Record | None, list[str]]:
    """The record, or what does not hold. What the list has a column for is as it stands there."""
    record = RECORDS[kind]
    empty = {
        field.name: () if field.kind == "choices" else record.model_fields[field.name].get_default()
        for field in fields(record)
    }
    if kind == "activity" and "status" not in given:
        given = {**given, "status": "planned" if given["date"] > today else "done"}
    values = {**{name: value for name, value in empty.items() if name != "activity_id"}, **given}
    problems = together(kind, values, today, None)
    if values.get("status") == "planned":
        problems.pop("status", None)  # a plan whose day has passed waits for how it went, wherever it comes from
    if problems:
        labels = {field.name: field.label for field in fields(record)}
        return None, [f"{labels[name]}: {said}" for name, said in problems.items()]
    kept = {name for name in columns if name in values and (name in given or name not in ("goals", "cost_ore"))}
    values = {**completed(kind, dict(values), project, None), **{name: values[name] for name in kept}}
    if values.get("currency", "SEK") != "SEK" and "cost_ore" not in given:
        values["cost_ore"] = None  # what it is in kronor nobody has said
    try:
        return record.model_validate(values), []
    except ValidationError as problem:
        labels = {field.name: field.label for field in fields(record)}
        return None, [f"{labels.get(str(each['loc'][0]), '')}: stämmer inte." for each in problem.errors()]


def _rate(record: Record | None, given: Mapping[str, Any]) -> list[str]:
    """The VAT rate that a cost was counted with, where the list says no cost."""
    if not isinstance(record, Expense) or "cost_ore" in given or record.cost_ore in (None, record.amount_ore):
        return []
    return [f"antagen moms {DEFAULT_VAT_PERCENT} %"]


def _worth_a_look(record: Record | None, project: Project) -> list[str]:
    """What is kept all the same, and should be seen before."""
    when = getattr(record, "date", None)
    return ["utanför projekttiden"] if when and not project.covers(when) else []
