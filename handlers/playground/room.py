"""What every exchange with the assistant has in common: its payload, its answer, what became visible."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from . import workspace as ids
from .answers import Answers
from .delivery import Delivered, Delivery
from .model import Exchange, Json, Message, View
from .payloads import Payloads
from .text import Dresser
from .workspace import Workspace


class Room:
    """The workspace with what it takes to act in it, and to look at it."""

    workspace: Workspace
    delivery: Delivery
    answers: Answers
    payloads: Payloads
    dresser: Dresser
    retry_delays: Sequence[float]
    #: Moves the clock to the morning of a later day; None where it cannot be moved.
    turn: Callable[[date], None] | None = None

    def visible(self, user_id: str, channel: str | None = None) -> list[Message]:
        """What somebody sees in the channel and in the DM, oldest first."""
        return self.workspace.visible(user_id, channel)

    def view(self, user_id: str) -> View | None:
        """The view somebody has open, the topmost."""
        return self.workspace.open_view(user_id)

    def home(self, user_id: str) -> View | None:
        """Somebody's App Home, if the app has published one."""
        return self.workspace.homes.get(user_id)

    def messages(self, channel: str | None = None) -> list[Message]:
        """What has been said in the channel for all to see, oldest first."""
        where = channel or ids.CHANNEL_ID
        with self.workspace.lock:
            return [item for item in self.workspace.messages if item.channel == where and not item.only_for]

    def wait_for(self, predicate: Callable[[], Any], timeout: float = 3.0) -> Any:
        """Waits until `predicate` gives something true and returns that. Raises TimeoutError."""
        deadline = time.monotonic() + timeout
        while not (found := predicate()):
            if time.monotonic() > deadline:
                raise TimeoutError("what was waited for did not come")
            time.sleep(0.005)
        return found


class Watch:
    """Finds what became visible to somebody in the course of an exchange."""

    def __init__(self, workspace: Workspace, user: str, target: Message | None = None) -> None:
        self._workspace = workspace
        self._user = user
        self._target = target.ts if target else None
        self._before = {message.ts: message.shown for message in workspace.visible(user)} if user else {}

    def finish(self, exchange: Exchange) -> Exchange:
        """Adds the newest message, or the pressed one where it changed, and the open view."""
        if self._user:
            exchange.view = self._workspace.open_view(self._user)
        if exchange.message is not None or not self._user:
            return exchange
        for message in reversed(self._workspace.visible(self._user)):
            new = message.ts not in self._before and message.user == ids.BOT_USER
            changed = message.ts == self._target and message.shown != self._before.get(message.ts)
            if new or changed:
                exchange.message = message
                break
        return exchange


def exchange_of(delivered: Delivered, payload: Json) -> Exchange:
    """What came back of a payload, before anything is made of it."""
    return Exchange(delivered.status, delivered.seconds, delivered.body, payload=payload)
