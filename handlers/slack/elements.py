"""Slack's limits for what stands inside blocks: texts, buttons, menus, fields.

Docs: 'Block elements' and 'Composition objects', each element's own page. What is too long is cut; what
cannot be cut without changing what it means is a fault of ours and is left out.
"""

import logging
import re
from collections.abc import Callable
from datetime import date, time
from typing import Any

from bot.signs import clean
from handlers.cutting import cut, size

Json = dict[str, Any]

logger = logging.getLogger(__name__)

OPTIONS = 100
OPTION_TEXT = 75
OPTION_VALUE = 150
FIELD_TEXT = 3000
IDENTIFIER = 255

_MOST_OPTIONS = {"checkboxes": 10, "radio_buttons": 10, "overflow": 5}
_CONFIRM = {"title": 100, "text": 300, "confirm": 30, "deny": 30}


class LayoutError(ValueError):
    """What we built is wrong in a way that no cutting mends (two blocks with one id, a form without submit)."""


class Repair:
    """What is wrong and what was done about it. `strict`: what is our own fault raises `LayoutError`."""

    def __init__(self, *, strict: bool) -> None:
        self._strict = strict
        self.cut = False  # something that people read was shortened
        self._ids: set[str] = set()

    def fault(self, what: str) -> None:
        """A fault of ours. `what` names the place and holds nothing that a person wrote."""
        if self._strict:
            raise LayoutError(what)
        logger.warning("Block Kit: %s", what)

    def unique(self, holder: Json, key: str) -> None:
        """Gives `holder[key]` another ending when it was used before in this message or view."""
        wanted = holder.get(key)
        if not wanted:
            holder.pop(key, None)
            return
        if size(wanted) > IDENTIFIER:
            self.fault(f"{key} över {IDENTIFIER} tecken")
            wanted = wanted[: IDENTIFIER // 2]
        chosen, number = wanted, 1
        while f"{key} {chosen}" in self._ids:
            number += 1
            chosen = f"{wanted[: IDENTIFIER - 12]}.{number}"
        if number > 1:
            self.fault(f"{key} {wanted} finns två gånger")
        self._ids.add(f"{key} {chosen}")
        holder[key] = chosen

    def text(self, text: Json | None, limit: int) -> Json | None:
        """A text object of at most `limit` characters; None when it says nothing."""
        said = clean(str((text or {}).get("text", "")))
        if not text or not said.strip():
            return None
        short = cut(said, limit, escaped=text.get("type") == "mrkdwn")
        self.cut |= short != said
        return text | {"text": short}

    def label(self, text: Json | None, limit: int) -> Json:
        """A text object that must say something; that it was cut is not worth a note."""
        before = self.cut
        shown = self.text(text, limit) or {"type": "plain_text", "text": "–"}
        self.cut = before
        return shown


def fit_element(repair: Repair, element: Json) -> Json | None:
    """The element within its limits; None when nothing is left of it."""
    fitted = dict(element)
    kind = str(fitted.get("type"))
    if "action_id" in fitted:
        repair.unique(fitted, "action_id")
    if fitted.get("placeholder"):
        fitted["placeholder"] = repair.label(fitted["placeholder"], 150)
    if fitted.get("confirm"):
        fitted["confirm"] = dict(fitted["confirm"])
        for key, limit in _CONFIRM.items():
            fitted["confirm"][key] = repair.label(fitted["confirm"].get(key), limit)
    fix = _ELEMENTS.get(kind)
    return fix(repair, fitted) if fix else fitted


def _button(repair: Repair, button: Json) -> Json | None:
    button["text"] = repair.label(button.get("text"), 75)
    if not (button.get("value") or "").strip():
        button.pop("value", None)
    for key, limit in (("value", 2000), ("url", 3000)):
        if size(button.get(key) or "") > limit:
            repair.fault(f"knappens {key} över {limit} tecken")
            return None
    return button


def _menu(repair: Repair, menu: Json) -> Json | None:
    first = [menu.get("initial_option"), *(menu.get("initial_options") or ())]
    chosen = {option["value"] for option in first if option}
    options = _options(repair, menu, chosen)
    if not options:
        repair.fault(f"{menu['type']} utan val")
        return None
    menu["options"] = options
    known = {option["value"]: option for option in options}
    if menu.pop("initial_option", None) and first[0]["value"] in known:
        menu["initial_option"] = known[first[0]["value"]]
    if menu.pop("initial_options", None) is not None and (kept := [known[value] for value in known if value in chosen]):
        menu["initial_options"] = kept
    return menu


def _options(repair: Repair, menu: Json, chosen: set[str]) -> list[Json]:
    """Each value once; where there are too many, those that are chosen stay."""
    found: dict[str, Json] = {}
    for option in menu.get("options") or ():
        value = option.get("value") or ""
        if not value.strip() or size(value) > OPTION_VALUE:
            repair.fault(f"ett val i {menu['type']} är tomt eller över {OPTION_VALUE} tecken")
        elif value not in found:
            found[value] = option | {"text": repair.label(option.get("text"), OPTION_TEXT)}
    most = _MOST_OPTIONS.get(str(menu["type"]), OPTIONS)
    if len(found) <= most:
        return list(found.values())
    repair.fault(f"{menu['type']} med över {most} val")
    kept = {*[value for value in found if value in chosen][:most]}
    for value in found:
        if len(kept) < most:
            kept.add(value)
    return [option for value, option in found.items() if value in kept]


def _text_input(repair: Repair, field: Json) -> Json:
    most = min(int(field.get("max_length") or FIELD_TEXT), FIELD_TEXT)
    if "max_length" in field:
        field["max_length"] = max(most, 1)
    if "min_length" in field and field["min_length"] > most:
        repair.fault("min_length över max_length")
        del field["min_length"]
    if "initial_value" in field:
        field["initial_value"] = cut(clean(field["initial_value"]), most)
        if not field["initial_value"]:
            del field["initial_value"]
    return field


def _number_input(repair: Repair, field: Json) -> Json:
    field.setdefault("is_decimal_allowed", True)
    low, high = field.get("min_value"), field.get("max_value")
    if low is not None and high is not None and float(low) > float(high):
        repair.fault("min_value över max_value")
        del field["min_value"], field["max_value"]
    return field


def _picker(key: str, pattern: str, read: Callable[[str], object]) -> Callable[[Repair, Json], Json]:
    def fix(repair: Repair, picker: Json) -> Json:
        value = picker.get(key)
        if value is not None and not (re.fullmatch(pattern, value) and _reads(read, value)):
            repair.fault(f"{key} går inte att läsa")
            del picker[key]
        return picker

    return fix


def _reads(read: Callable[[str], object], value: str) -> bool:
    try:
        read(value)
    except ValueError:
        return False
    return True


_ELEMENTS: dict[str, Callable[[Repair, Json], Json | None]] = {
    "button": _button,
    "static_select": _menu,
    "multi_static_select": _menu,
    "checkboxes": _menu,
    "radio_buttons": _menu,
    "overflow": _menu,
    "plain_text_input": _text_input,
    "email_text_input": _text_input,
    "number_input": _number_input,
    "datepicker": _picker("initial_date", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", date.fromisoformat),
    "timepicker": _picker("initial_time", r"[0-9]{2}:[0-9]{2}", time.fromisoformat),
}
