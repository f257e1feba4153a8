"""What a person sees of an Adaptive Card, and can do with it."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
CARD = "application/vnd.microsoft.card.adaptive"


class Card:
    """A card as Teams shows it."""

    def __init__(self, content: Json) -> None:
        self.content = content

    @property
    def shown(self) -> str:
        """All its words, a line for each element."""
        return "\n".join(_words(self.content)).replace("\u00a0", " ")

    @property
    def buttons(self) -> list[str]:
        return [str(action.get("title") or "") for action in self.actions()]

    @property
    def inputs(self) -> list[str]:
        """The fields' ids."""
        return [field["id"] for field in self.fields()]

    def actions(self) -> list[Json]:
        return [each for each in _elements(self.content) if str(each.get("type")) == "Action.Execute"]

    def fields(self) -> list[Json]:
        return [each for each in _elements(self.content) if str(each.get("type") or "").startswith("Input.")]

    def action(self, label: str) -> Json:
        """The first button of that name."""
        found = next((each for each in self.actions() if each.get("title") == label), None)
        assert found, f"no button {label!r} among {self.buttons} of {self.shown!r}"
        return found

    def filled(self, values: dict[str, Any], *, checked: bool = True) -> Json:
        """What goes with a button: each field's value, those of `values` (by id, with or without 'in.') instead.

        `checked`: as Teams does, that nothing which is needed is missing.
        """
        found: Json = {field["id"]: field["value"] for field in self.fields() if field.get("value") not in (None, "")}
        for name, value in values.items():
            field_id = name if name in self.inputs else f"in.{name}"
            assert field_id in self.inputs, f"no field {name!r} among {self.inputs}"
            found[field_id] = ",".join(value) if isinstance(value, tuple | list) else value
        missing = [field["id"] for field in self.fields() if field.get("isRequired") and not found.get(field["id"])]
        assert not (checked and missing), f"Teams would not send it without {missing}"
        return found


def card_of(activity: Json) -> Card | None:
    """The card of a message, the first."""
    contents = [each["content"] for each in activity.get("attachments") or () if each.get("contentType") == CARD]
    return Card(contents[0]) if contents else None


def _elements(part: Any) -> Iterator[Json]:
    """Everything in a card, but what a button carries with it."""
    if isinstance(part, list):
        for each in part:
            yield from _elements(each)
    elif isinstance(part, dict):
        yield part
        for name, value in part.items():
            if name != "data":
                yield from _elements(value)


def _words(card: Json) -> Iterator[str]:
    for element in _elements(card):
        if element.get("type") in ("TextBlock", "TextRun"):
            yield str(element.get("text") or "")
        elif element.get("title") and "value" in element and "type" not in element:  # of a FactSet or a choice
            yield f"{element['title']}: {element['value']}"
        elif str(element.get("type") or "").startswith("Input."):
            yield from (str(element[name]) for name in ("label", "value", "errorMessage") if element.get(name))
