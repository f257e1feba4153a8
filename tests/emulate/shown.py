"""What people are shown, as emulate gives it back."""

import json
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class Shown:
    """What somebody was answered: a message, a form, or the errors at the fields of one."""

    message: Json = field(default_factory=dict)
    view: Json = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """All words of the message, with ordinary spaces."""
        return words(self.message)

    def button(self, label: str) -> Json:
        actions = [block["elements"] for block in self.message.get("blocks", ()) if block["type"] == "actions"]
        return next(element for each in actions for element in each if element["text"]["text"] == label)


def words(message: Json) -> str:
    """The text of a message and all its blocks, with ordinary spaces."""
    said = json.dumps([message.get("text", ""), message.get("blocks", [])], ensure_ascii=False)
    return said.replace("\u00a0", " ")
