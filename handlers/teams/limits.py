"""How much Teams takes.

Docs: 'Format your bot messages' (a message is refused over some 28 KB), 'Cards reference' (at most six actions are
shown in a set). What goes on the wire is UTF-8 without spaces between; ours stop well before.
"""

import json
from collections.abc import Iterable
from typing import Any, TypeVar

from microsoft_teams.cards.core import SerializableObject

Json = dict[str, Any]
Part = TypeVar("Part", bound=SerializableObject)

MESSAGE = 25_000  # bytes
ACTIONS = 5  # Microsoft's emulator shows one less
PHONE = 330  # the width of a card on a telephone, in pixels
LETTER = 8  # of a letter
LABEL = 60
QUESTION = 300
TEXT = 3_000
SUMMARY = 500


def size(payload: Json) -> int:
    """The bytes of a payload as it is sent."""
    return len(json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode())


def weight(parts: Iterable[SerializableObject]) -> int:
    """The bytes of some elements in a row, with the commas between."""
    return sum(len(part.model_dump_json(exclude_none=True).encode()) + 1 for part in parts)


def fitting(parts: Iterable[Part], room: int) -> list[Part]:
    """The first of them, for which there is room."""
    kept = []
    for part in parts:
        room -= weight([part])
        if room < 0:
            break
        kept.append(part)
    return kept
