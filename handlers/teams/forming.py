"""A Reply as the content of a card: its form where it opens one, with what is wrong at its fields."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from bot.reply import Reply
from handlers.teams import draw
from handlers.teams.fields import Value
from handlers.teams.form import SUBMIT

Json = dict[str, Any]

ONCE = "once"  # which time a form was opened, in what its button carries
_NOTHING: Mapping[str, Value] = {}


def drawn(reply: Reply, key: str, filled: Mapping[str, Value] = _NOTHING) -> Json:
    """`key` is of the request that opened the form: two forms of the same are told apart when they come back."""
    if reply.form is None:
        return draw.card(reply)
    content = draw.form_card(reply.form, reply.problems, filled)
    for data in _sends(content):
        data[ONCE] = hashlib.sha256(key.encode()).hexdigest()[:16]
    return content


def is_form(content: Json) -> bool:
    """Whether the card is one to fill in."""
    return any(_sends(content))


def _sends(content: Json) -> Iterator[Json]:
    for element in content.get("body") or ():
        for action in element.get("actions") or ():
            if (action.get("data") or {}).get("action") == SUBMIT:
                yield action["data"]
