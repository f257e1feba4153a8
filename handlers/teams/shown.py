"""What stands in the conversations, as far as we remember: Teams says only which message a button stood on.

A card that nobody remembers, after a restart, is not drawn anew but left as it stands.
"""

import threading
from collections import OrderedDict

from handlers.calls import Failure
from handlers.teams.api import Api, Json, Tokens
from handlers.teams.draw import CARD

_MOST = 300  # cards: some kilobytes each
_MANY = 3000  # answers: two ids each


class Shown:
    """The latest cards, and what the latest answers were answers to."""

    def __init__(self) -> None:
        self._cards: OrderedDict[tuple[str, str], Json] = OrderedDict()
        self._answered: OrderedDict[tuple[str, str], str] = OrderedDict()
        self._lock = threading.Condition()

    def keep(self, place: str, message: str, activity: Json) -> None:
        """The message says the activity."""
        cards = [each["content"] for each in activity.get("attachments") or () if each.get("contentType") == CARD]
        self.stands(place, message, next(iter(cards), None))

    def stands(self, place: str, message: str, card: Json | None) -> None:
        """The card stands there, or will in a moment; None for a message without one."""
        with self._lock:
            self._cards.pop((place, message), None)
            if card:
                self._cards[place, message] = card
            if len(self._cards) > _MOST:
                self._cards.popitem(last=False)
            self._lock.notify_all()

    def card(self, place: str, message: str) -> Json | None:
        """What stands there, for everybody."""
        with self._lock:
            return self._cards.get((place, message))

    def another(self, place: str, message: str, before: Json, seconds: float) -> Json | None:
        """What stands there once it is something else than `before`; None when nothing else came within `seconds`."""
        with self._lock:
            self._lock.wait_for(lambda: self._cards.get((place, message), before) != before, seconds)
            now = self._cards.get((place, message), before)
        return now if now != before else None

    def answers(self, place: str, message: str, source: str) -> None:
        """The message is the answer to what `source` names."""
        with self._lock:
            self._answered[place, message] = source
            if len(self._answered) > _MANY:
                self._answered.popitem(last=False)

    def answered(self, place: str, message: str) -> str:
        """What the message is an answer to; itself where that is not known."""
        with self._lock:
            return self._answered.get((place, message)) or f"{place}:{message}"


class Remembering(Api):
    """The Connector, by which everything goes out: what is sent and redrawn is remembered."""

    def __init__(self, tokens: Tokens, shown: Shown) -> None:
        super().__init__(tokens)
        self._shown = shown

    def send(self, reference: Json, activity: Json, thread: str = "") -> Json | Failure:
        answer = super().send(reference, activity, thread)
        return (
            answer
            if isinstance(answer, Failure)
            else self._kept(reference, str(answer.get("id") or ""), activity, answer)
        )

    def update(self, reference: Json, message: str, activity: Json) -> Json | Failure:
        answer = super().update(reference, message, activity)
        return answer if isinstance(answer, Failure) else self._kept(reference, message, activity, answer)

    def _kept(self, reference: Json, message: str, activity: Json, answer: Json) -> Json:
        self._shown.keep(str(reference["conversation"]["id"]).partition(";")[0], message, activity)
        return answer
