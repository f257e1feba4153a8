"""The limits of what stands inside blocks: buttons, selects, pickers and fields."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from typing import Any

from .blockkit_problems import Problems, check_count, check_number, check_string, check_text
from .model import Json

BUTTONS = {"button", "overflow", "workflow_button"}
FEEDBACK = {"feedback_buttons", "icon_button"}
PICKERS = {"datepicker", "timepicker", "datetimepicker", "checkboxes", "radio_buttons"}
_SOURCES = ("static", "external", "users", "conversations", "channels")
SELECTS = {f"{source}_select" for source in _SOURCES}
MULTI_SELECTS = {f"multi_{source}_select" for source in _SOURCES}
TEXTS = {"plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input"}


def check(problems: Problems, at: str, element: Any, allowed: set[str]) -> None:
    """Checks one element, and that its block takes elements of that type."""
    if not isinstance(element, dict):
        problems.add(at, "must be an object")
        return
    kind = str(element.get("type"))
    if kind not in allowed:
        problems.add(f"{at}/type", f"unsupported type: {kind}")
        return
    if element.get("action_id") is not None:
        check_string(element["action_id"], problems, f"{at}/action_id", 255)
    if element.get("placeholder") is not None:
        check_text(problems, f"{at}/placeholder", element["placeholder"], 150, plain=True)
    if element.get("confirm") is not None:
        check_confirm(problems, f"{at}/confirm", element["confirm"])
    _ELEMENTS.get(kind, _nothing_more)(problems, at, element)


def check_confirm(problems: Problems, at: str, confirm: Any) -> None:
    """A dialogue that asks 'are you sure'."""
    if not isinstance(confirm, dict):
        problems.add(at, "must be an object")
        return
    for key, limit, plain in (("title", 100, True), ("text", 300, False), ("confirm", 30, True), ("deny", 30, True)):
        check_text(problems, f"{at}/{key}", confirm.get(key), limit, plain=plain)
    if confirm.get("style") not in (None, "primary", "danger"):
        problems.add(f"{at}/style", f"invalid style: {confirm['style']}")


def check_image(problems: Problems, at: str, image: Json) -> None:
    """An image says where it is and what it shows."""
    if not image.get("slack_file"):
        check_string(image.get("image_url"), problems, f"{at}/image_url", 3000)
    check_string(image.get("alt_text"), problems, f"{at}/alt_text", 2000)


def _button(problems: Problems, at: str, element: Json) -> None:
    check_text(problems, f"{at}/text", element.get("text"), 75, plain=True)
    for key, limit in (("value", 2000), ("url", 3000), ("accessibility_label", 75)):
        if element.get(key) is not None:
            check_string(element[key], problems, f"{at}/{key}", limit)
    if element.get("style") not in (None, "primary", "danger"):
        problems.add(f"{at}/style", f"invalid style: {element['style']}")


def _option(problems: Problems, at: str, option: Any, kind: str) -> None:
    if not isinstance(option, dict):
        problems.add(at, "must be an object")
        return
    plain = kind not in ("checkboxes", "radio_buttons")
    check_text(problems, f"{at}/text", option.get("text"), 75, plain=plain)
    check_string(option.get("value"), problems, f"{at}/value", 150)
    if option.get("description") is not None:
        check_text(problems, f"{at}/description", option["description"], 75, plain=plain)


def _options(problems: Problems, at: str, element: Json, least: int, most: int) -> list[Json]:
    """Checks a list of options and gives back those that are whole."""
    options, kind = element.get("options"), str(element["type"])
    if not check_count(options, problems, f"{at}/options", least, most):
        return []
    for index, option in enumerate(options):
        _option(problems, f"{at}/options/{index}", option, kind)
    whole = [option for option in options if isinstance(option, dict)]
    values = [option.get("value") for option in whole]
    if len(set(map(str, values))) < len(values):
        problems.add(f"{at}/options", "option values must be unique")
    return whole


def _grouped_options(problems: Problems, at: str, element: Json) -> list[Json]:
    if element.get("option_groups") is None:
        return _options(problems, at, element, 1, 100)
    groups, known = element["option_groups"], []
    if check_count(groups, problems, f"{at}/option_groups", 1, 100):
        for index, group in enumerate(groups):
            place = f"{at}/option_groups/{index}"
            check_text(problems, f"{place}/label", group.get("label"), 75, plain=True)
            known += _options(problems, place, {**group, "type": element["type"]}, 1, 100)
    return known


def _select(problems: Problems, at: str, element: Json) -> None:
    options = _grouped_options(problems, at, element)
    _initial(problems, at, element, options)


def _multi_select(problems: Problems, at: str, element: Json) -> None:
    _initial(problems, at, element, _grouped_options(problems, at, element))
    if element.get("max_selected_items") is not None:
        check_number(element["max_selected_items"], problems, f"{at}/max_selected_items", 1, 100)


def _choices(problems: Problems, at: str, element: Json) -> None:
    _initial(problems, at, element, _options(problems, at, element, 1, 10))


def _overflow(problems: Problems, at: str, element: Json) -> None:
    _options(problems, at, element, 2, 5)


def _initial(problems: Problems, at: str, element: Json, options: list[Json]) -> None:
    """What is chosen from the start must be among the options, letter for letter."""
    known = {(option.get("value"), str((option.get("text") or {}).get("text"))) for option in options}
    first = element.get("initial_option")
    chosen = element.get("initial_options")
    if chosen is not None and not (isinstance(chosen, list) and chosen):
        problems.add(f"{at}/initial_options", "no fewer than 1 items allowed [0]")
    for option in [*([first] if first is not None else []), *(chosen or ())]:
        text = option.get("text") if isinstance(option, dict) else None
        key = (option.get("value"), str((text or {}).get("text"))) if isinstance(option, dict) else None
        if key not in known:
            problems.add(f"{at}/initial_option", "initial option must be among the options")


def _date(problems: Problems, at: str, element: Json) -> None:
    value = element.get("initial_date")
    if value is not None and not (_matches(r"\d{4}-\d\d-\d\d", value) and _reads(date.fromisoformat, value)):
        problems.add(f"{at}/initial_date", f"must be a date as YYYY-MM-DD [{value}]")


def _time(problems: Problems, at: str, element: Json) -> None:
    value = element.get("initial_time")
    if value is not None and not (_matches(r"\d\d:\d\d", value) and _reads(time.fromisoformat, value)):
        problems.add(f"{at}/initial_time", f"must be a time as HH:mm [{value}]")


def _matches(pattern: str, value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _reads(read: Callable[[str], object], value: str) -> bool:
    try:
        read(value)
    except ValueError:
        return False
    return True


def _text_input(problems: Problems, at: str, element: Json) -> None:
    least, most = element.get("min_length"), element.get("max_length")
    if least is not None:
        check_number(least, problems, f"{at}/min_length", 0, 3000)
    if most is not None:
        check_number(most, problems, f"{at}/max_length", 1, 3000)
    if isinstance(least, int) and isinstance(most, int) and least > most:
        problems.add(f"{at}/min_length", "min_length must not be more than max_length")
    value = element.get("initial_value")
    if value is not None:
        check_string(value, problems, f"{at}/initial_value", most if isinstance(most, int) else 3000, least=0)


def _file_input(problems: Problems, at: str, element: Json) -> None:
    if element.get("max_files") is not None:
        check_number(element["max_files"], problems, f"{at}/max_files", 1, 10)
    if element.get("filetypes") is not None and check_count(element["filetypes"], problems, f"{at}/filetypes", 1, 100):
        for index, ending in enumerate(element["filetypes"]):
            check_string(ending, problems, f"{at}/filetypes/{index}", 20)


def _number_input(problems: Problems, at: str, element: Json) -> None:
    if not isinstance(element.get("is_decimal_allowed"), bool):
        problems.add(at, "missing required field: is_decimal_allowed")
    bounds = {}
    for key in ("min_value", "max_value", "initial_value"):
        if element.get(key) is not None:
            try:
                bounds[key] = float(element[key])
            except (TypeError, ValueError):
                problems.add(f"{at}/{key}", "must be a number")
    if bounds.get("min_value", float("-inf")) > bounds.get("max_value", float("inf")):
        problems.add(f"{at}/min_value", "min_value must not be more than max_value")


def _nothing_more(problems: Problems, at: str, element: Json) -> None:
    """What Slack fills with its own data (people, channels) has no options to check."""


_ELEMENTS: dict[str, Callable[[Problems, str, Json], None]] = {
    "button": _button,
    "checkboxes": _choices,
    "datepicker": _date,
    "file_input": _file_input,
    "image": check_image,
    "multi_static_select": _multi_select,
    "number_input": _number_input,
    "overflow": _overflow,
    "plain_text_input": _text_input,
    "radio_buttons": _choices,
    "static_select": _select,
    "timepicker": _time,
}
