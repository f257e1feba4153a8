"""Who the assistant is in Slack: `auth.test`, asked at start and now and then for /healthz."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from slack_sdk import WebClient

from handlers.calls import Failure
from handlers.slack.client import attempt, once
from handlers.surfaces import SurfaceRefused

_TIMEOUT = 5  # seconds
_FRESH = 30.0  # seconds that an answer speaks for the connection
_FAILED = 5.0  # seconds that a failure does: what is mended shows soon
_TRIES = 3


class IdentityRefused(SurfaceRefused):
    """Slack does not know the assistant; `str()` is one Swedish sentence for whoever starts it."""


@dataclass(frozen=True)
class Ours:
    team_id: str
    bot_user_id: str


class Identity:
    """`check` asks Slack at most every half minute (every five seconds while it fails), however often it is called."""

    def __init__(self, client: WebClient, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = once(client, _TIMEOUT)
        self._clock = clock
        self._lock = threading.Lock()
        self._checked: tuple[float, str | None] | None = None

    def ask(self, pause: float = 1.0) -> Ours:
        """Our team and bot user. Raises IdentityRefused; a Slack that does not answer is tried a few times."""
        reason = ""
        for _ in range(_TRIES):
            answer = attempt(self._client.auth_test)
            if not isinstance(answer, Failure):
                self._checked = (self._clock(), None)
                return Ours(str(answer.get("team_id") or ""), str(answer.get("user_id") or ""))
            if answer.kind == "refused":
                raise IdentityRefused(f"{_why(answer)}.")
            reason = answer.reason
            time.sleep(pause)
        raise IdentityRefused(f"Slack svarar inte på {self._client.base_url} ({reason}). Försök igen om en stund.")

    def check(self) -> str | None:
        """None when Slack knows us now, else why not."""
        with self._lock:
            if self._checked is None or self._clock() - self._checked[0] > (_FAILED if self._checked[1] else _FRESH):
                answer = attempt(self._client.auth_test)
                self._checked = (self._clock(), _why(answer) if isinstance(answer, Failure) else None)
            return self._checked[1]


def _why(failure: Failure) -> str:
    if failure.kind == "refused":
        return f"Slack godtar inte SLACK_BOT_TOKEN ({failure.reason})"
    return f"Slack svarar inte som det ska ({failure.reason})"
