"""The cards that stand in conversations, as far as we remember: Teams says only which message a button stood on.

A card that nobody remembers, after a restart, is not drawn anew but left as it stands.
"""

import threading
from collections import OrderedDict
from typing import Any

from handlers.teams.draw import CARD

Json = dict[str, Any]

_MOST = 300  # some kilobytes each


class Shown:
    """The latest of them."""

    def __init__(self) -> None:
        self._cards: OrderedDict[tuple[str, str], Json] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, place: str, message: str, activity: Json) -> None:
        """The message says the activity."""
        cards = [each["content"] for each in activity.get("attachments") or () if each.get("contentType") == CARD]
        with self._lock:
            self._cards.pop((place, message), None)
            if message and cards:
                self._cards[place, message] = cards[0]
            if len(self._cards) > _MOST:
                self._cards.popitem(last=False)

    def card(self, place: str, message: str) -> Json | None:
        """What stands there, for everybody."""
        with self._lock:
            return self._cards.get((place, message))
