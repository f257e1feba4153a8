"""What a place to talk to the assistant gives whoever wires it, and what it is given: Slack, Microsoft Teams."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from starlette.routing import BaseRoute

from bot.reply import Reply
from handlers.everyone import Place
from handlers.outbox import Outbox
from handlers.requests import Fetch, Incoming, Poster
from handlers.web import Check

Answer = Callable[[Incoming], Reply]


class SurfaceRefused(Exception):
    """The platform does not let the assistant in; `str()` is one Swedish sentence for whoever starts it."""


def _nothing() -> None:
    return None


def _stopped(within: float) -> None:
    return None


@dataclass(frozen=True)
class Listening:
    """Its ways in. `start` connects where there is something to connect, and raises SurfaceRefused; `stop` takes the
    seconds it may take, and lets nothing more in. `close`, when all is sent, lets go of the connections.
    """

    checks: Mapping[str, Check]
    routes: Sequence[BaseRoute] = ()
    start: Callable[[], None] = _nothing
    stop: Callable[[float], None] = field(default=_stopped)
    close: Callable[[], None] = _nothing


class Surface(Protocol):
    """One place. `channel` is the group's channel there, by the platform's id."""

    @property
    def channel(self) -> str: ...
    @property
    def members(self) -> Place: ...
    @property
    def poster(self) -> Poster: ...
    @property
    def fetch(self) -> Fetch: ...

    def listen(self, answer: Answer, now: Callable[[], datetime], outbox: Outbox) -> Listening:
        """Has what comes in answered by `answer`, and what follows the answer sent through `outbox`."""
