"""What is filled in: Slack's `state.values`, and what its own window refuses before sending."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from .blockkit import interactive
from .model import Json

FILE_BYTES = 10 * 1024 * 1024  # of one file in a form
_VALUE_TYPES = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
_ONE_OF = ("static_select", "radio_buttons", "external_select", "overflow")
_MANY_OF = ("multi_static_select", "checkboxes", "multi_external_select")
_PICKED = {
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
}


def options_of(element: Json) -> list[Json]:
    """An element's options, those in groups included."""
    grouped = [option for group in element.get("option_groups") or () for option in group["options"]]
    return [*(element.get("options") or ()), *grouped]


def stateful(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Each block and element whose value belongs in `state.values`."""
    known = {*_VALUE_TYPES, *_ONE_OF, *_MANY_OF, *_PICKED, "file_input"} - {"overflow"}
    for block in blocks:
        for element in interactive(block):
            if element["type"] in known:
                yield block, element


def initial(element: Json) -> Json:
    """The value an element has before anybody touches it."""
    kind = element["type"]
    if kind in _VALUE_TYPES:
        return {"type": kind, "value": element.get("initial_value")}
    if kind in _ONE_OF:
        return {"type": kind, "selected_option": element.get("initial_option")}
    if kind in _MANY_OF:
        return {"type": kind, "selected_options": list(element.get("initial_options") or ())}
    if kind == "file_input":
        return {"type": kind, "files": []}
    key, first = _PICKED[kind]
    return {"type": kind, key: element.get(first) or ([] if kind.startswith("multi_") else None)}


def initial_values(blocks: list[Json], old: Json | None = None) -> Json:
    """The state of all fields; what was filled in stays when block, action and type are the same."""
    values: Json = {}
    for block, element in stateful(blocks):
        before = ((old or {}).get(block["block_id"]) or {}).get(element["action_id"])
        kept = before if before and before["type"] == element["type"] else initial(element)
        values.setdefault(block["block_id"], {})[element["action_id"]] = kept
    return values


def placed(element: Json, value: Any) -> Json:
    """A plain value as Slack's state for that element; options go by value or by their text, files as Slack has them.

    Raises LookupError where an option is not among the element's.
    """
    kind = element["type"]
    if kind in _VALUE_TYPES:
        return {"type": kind, "value": None if value in (None, "") else str(value)}
    if kind in _ONE_OF:
        return {"type": kind, "selected_option": None if value in (None, "") else _option(element, value)}
    if kind in _MANY_OF:
        wanted = [value] if isinstance(value, str) else (value or [])
        return {"type": kind, "selected_options": [_option(element, item) for item in wanted]}
    if kind == "file_input":
        return {"type": kind, "files": list(value or ())}
    return {"type": kind, _PICKED[kind][0]: value or ([] if kind.startswith("multi_") else None)}


def _option(element: Json, value: Any) -> Json:
    for option in options_of(element):
        if value in (option.get("value"), option["text"]["text"]):
            return option
    known = [option.get("value") for option in options_of(element)]
    raise LookupError(f"{value!r} is no option of {element.get('action_id')}: {known}")


def is_empty(state: Json) -> bool:
    """Whether nothing has been filled in or chosen."""
    return not any(value for key, value in state.items() if key != "type")


def own_refusals(blocks: list[Json], values: Json) -> dict[str, str]:
    """What Slack's window itself says at the fields, before the app hears of it."""
    errors = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        state = values.get(block["block_id"], {}).get(element["action_id"])
        if state is None:
            continue
        problem = "Fyll i det här fältet." if is_empty(state) and not block.get("optional") else None
        problem = problem or _misfit(element, state)
        if problem:
            errors[block["block_id"]] = problem
    return errors


def _misfit(element: Json, state: Json) -> str | None:
    kind, value = element["type"], state.get("value")
    if kind == "file_input":
        return _wrong_files(element, state["files"])
    if value is None:
        return None
    if kind == "plain_text_input":
        return _wrong_length(element, value)
    if kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
        return "Skriv en giltig e-postadress."
    if kind == "url_text_input" and not re.fullmatch(r"https?://\S+", value):
        return "Skriv en giltig länk, med https:// först."
    return _wrong_number(element, value) if kind == "number_input" else None


def _wrong_files(element: Json, files: list[Json]) -> str | None:
    """docs.slack.dev/reference/block-kit/block-elements/file-input-element"""
    most, endings = element.get("max_files") or 10, element.get("filetypes")
    if len(files) > most:
        return f"Välj högst {most} filer."
    if endings and any(PurePath(file["name"]).suffix.lower().lstrip(".") not in endings for file in files):
        return f"Välj en fil av slaget {', '.join(endings)}."
    return "Välj en fil som är mindre än 10 MB." if any(file["size"] > FILE_BYTES for file in files) else None


def _wrong_length(element: Json, value: str) -> str | None:
    if len(value) < (element.get("min_length") or 0):
        return f"Skriv minst {element['min_length']} tecken."
    # Slack's own fields stop at 3 000 characters whatever the app says.
    most = element.get("max_length") or 3000
    return f"Skriv högst {most} tecken." if len(value) > most else None


def _wrong_number(element: Json, value: str) -> str | None:
    pattern = r"-?\d+(\.\d+)?" if element.get("is_decimal_allowed") else r"-?\d+"
    if not re.fullmatch(pattern, value):
        return "Skriv ett tal." if element.get("is_decimal_allowed") else "Skriv ett heltal."
    if element.get("min_value") is not None and float(value) < float(element["min_value"]):
        return f"Skriv ett tal som är minst {element['min_value']}."
    if element.get("max_value") is not None and float(value) > float(element["max_value"]):
        return f"Skriv ett tal som är högst {element['max_value']}."
    return None
