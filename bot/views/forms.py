"""A record's form, built from its field list."""

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

from bot.project import Project
from bot.records import NOTHING_MORE, OUTSIDE, RECORDS, UNDECIDED, Field, Kind, Offered, choices, fields
from bot.reply import Form, Input, Option, Reply


def form(
    kind: Kind, filled: dict[str, Any], project: Project, *,
    context: str, number: int | None = None, intro: str = "", title: str = "", shown: Sequence[str] = (),
    offered: Offered = NOTHING_MORE,
) -> Reply:  # fmt: skip
    """The form of a record, with `filled` (field name -> value) in place and `intro` above it.

    `shown`: the fields of a form that has not all of them. `offered`: what its choices offer besides the project's own.
    """
    if number and kind == "expense" and filled.get("category") is None:
        filled = filled | {"category": OUTSIDE}
    if kind == "note" and filled.get("type") == "decision" and not filled.get("done_at"):
        filled = filled | {"type": UNDECIDED}
    inputs = tuple(
        _input(field, filled.get(field.name), project, offered)
        for field in fields(RECORDS[kind])
        if field.form and (not shown or field.name in shown) and (field.options != "activities" or offered)
    )
    if kind == "expense" and not shown:
        inputs += (Input(name="receipts", label="Kvitto", kind="file", hint="En bild eller en PDF."),)
    noun = RECORDS[kind].noun.casefold()
    title = title or (f"Ändra {noun} {number}" if number else f"Logga {noun}")
    return Reply(form=Form(action="save", title=title, inputs=inputs, context=context, intro=intro))


def _input(field: Field, value: Any, project: Project, offered: Offered) -> Input:
    kind = (
        "text" if field.kind in ("amount", "flag", "decimal") else "choice" if field.options in offered else field.kind
    )
    chosen: tuple[str, ...] = ()
    if kind in ("choice", "choices"):
        given = value if isinstance(value, tuple | list) else [value] if value is not None else []
        chosen = tuple(str(item) for item in given)
    return Input(
        name=field.name,
        label=field.label,
        kind=kind,
        value="" if chosen else _written(field, value),
        chosen=chosen,
        options=_options(field, project, offered),
        required=field.required,
        hint=field.hint,
        max_length=field.max_length if kind in ("text", "long_text") else 0,
    )


def _written(field: Field, value: Any) -> str:
    if value is None or isinstance(value, tuple | list | bool):
        return ""
    if field.kind == "amount":
        whole, rest = divmod(abs(int(value)), 100)
        return f"{'-' if value < 0 else ''}{whole}{f',{rest:02d}' if rest else ''}"
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


def _options(field: Field, project: Project, offered: Offered) -> tuple[Option, ...]:
    known = choices(field.options, project, offered) if field.options else {}
    return tuple(Option(label=label, value=value) for value, label in known.items())
