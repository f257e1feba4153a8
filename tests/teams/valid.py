"""Whether Teams takes what is drawn for it: the schema of Adaptive Cards 1.5 as it is published, and the size."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import adaptive_cards
from jsonschema import Draft6Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from bot.reply import Form, Reply
from handlers.teams.draw import form_card, message
from handlers.teams.limits import size

Json = dict[str, Any]

LIMIT = 25_000
SCHEMA = json.loads((Path(adaptive_cards.__file__).parent / "schemas/schema-1.5.json").read_text())


def _any_of(validator: Any, wanted: list[Json], node: Any, schema: Json) -> Iterator[ValidationError]:
    """An element is one of sixteen by its `type`: only that one is looked at, which is the same and far quicker."""
    if isinstance(node, dict) and "type" in node and all("allOf" in each for each in wanted):
        named = [each for each in wanted if each["allOf"][0]["$ref"] == f"#/definitions/{node['type']}"]
        if len(named) == 1:
            yield from validator.descend(node, named[0])
        else:
            yield ValidationError(f"{node['type']} may not stand here")
        return
    yield from Draft6Validator.VALIDATORS["anyOf"](validator, wanted, node, schema)


_CARD = extend(Draft6Validator, {"anyOf": _any_of})(SCHEMA | {"anyOf": [{"$ref": "#/definitions/AdaptiveCard"}]})


def problems(card: Json) -> list[str]:
    """What Teams would not take in the card."""
    found = [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in _CARD.iter_errors(card)]
    return found + [f"{node['type']} is empty" for node in nodes(card) if _is_empty(node)]


def _is_empty(node: Json) -> bool:
    wanted = {
        "TextBlock": "text",
        "TextRun": "text",
        "RichTextBlock": "inlines",
        "ActionSet": "actions",
        "Table": "rows",
    }
    held = node.get(wanted.get(str(node.get("type")), "type"))
    return not held or (isinstance(held, str) and node["type"] == "TextBlock" and not held.strip())


def nodes(node: Any) -> Iterator[Json]:
    """Every object in a card, from the top; what a button carries is none."""
    if isinstance(node, list):
        for each in node:
            yield from nodes(each)
    elif isinstance(node, dict):
        if "type" in node:
            yield node
        for name, value in node.items():
            if name != "data":
                yield from nodes(value)


def said(card: Json) -> list[str]:
    """Every line that is shown, as it is read."""
    found = []
    for node in nodes(card):
        if node["type"] == "RichTextBlock":
            found.append("".join(run["text"] for run in node["inlines"]))
        found += [node[name] for name in ("text", "label", "title") if name in node and node["type"] != "TextRun"]
        found += [choice["title"] for choice in node.get("choices", ())]
    return found


class Cards:
    """Everything that is drawn in one run of the suite, each once."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._wrong: list[str] = []

    def reply(self, reply: Reply) -> None:
        """Notes what is wrong with the message that says it."""
        if self._is_new(reply):
            self._look(lambda: message(reply))

    def form(self, form: Form) -> None:
        """Notes what is wrong with the form as it is opened, and as it comes back with something wrong in it."""
        if self._is_new(form):
            wrong = {each.name: "Det här går inte att läsa." for each in form.inputs}
            self._look(lambda: form_card(form))
            self._look(lambda: form_card(form, wrong))

    def taken(self) -> list[str]:
        """What was found wrong since it was asked for last."""
        taken, self._wrong = self._wrong, []
        return taken

    def _is_new(self, shown: Reply | Form) -> bool:
        key = hash(repr(shown))
        known = key in self._seen
        self._seen.add(key)
        return not known

    def _look(self, draw: Callable[[], Json]) -> None:
        """In whatever thread the answer is made: what goes wrong here is no trouble of the answer's."""
        try:
            sent = draw()
            self._wrong += problems(sent["attachments"][0]["content"] if "attachments" in sent else sent)
            self._wrong += [f"{size(sent)} bytes"] if size(sent) > LIMIT else []
        except Exception as error:
            self._wrong.append(f"{type(error).__name__}: {error}")
