"""What comes back from a card: a button that was pressed."""

from typing import Any

from bot.signs import clean
from handlers.requests import Press
from handlers.teams.elements import PREFIX

Json = dict[str, Any]


def pressed(data: Any) -> Press:
    """The button that was pressed, from its `data`; raises ValueError for what is none of ours."""
    if not isinstance(data, dict) or not isinstance(action := data.get("action"), str):
        raise ValueError("action")
    value = data.get("value", "")
    if not action.startswith(f"{PREFIX}.") or not isinstance(value, str):
        raise ValueError("action")
    return Press(clean(action.removeprefix(f"{PREFIX}.")), clean(value))
