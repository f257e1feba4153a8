"""What can go wrong between an app and Slack, on order, for tests."""

from __future__ import annotations

import threading
from dataclasses import dataclass

BEFORE = ("ratelimited", "500", "drop")
AFTER = ("500_accepted", "drop_accepted", "timeout")


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong: one of BEFORE, one of AFTER, or the name of a Slack error."""

    how: str
    seconds: float

    @property
    def accepted(self) -> bool:
        """Whether the call takes effect all the same, its answer being lost or late."""
        return self.how in AFTER


class Faults:
    """The faults still to come, method by method and in order."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, list[Fault]] = {}

    def add(self, method: str, how: str | int, times: int, seconds: float) -> None:
        """Orders faults for a method's next calls."""
        name = {"429": "ratelimited"}.get(str(how), str(how))
        with self._lock:
            self._waiting.setdefault(method, []).extend([Fault(name, seconds)] * times)

    def take(self, method: str) -> Fault | None:
        """The fault of this call, if one was ordered."""
        with self._lock:
            waiting = self._waiting.get(method) or (method not in ("response_url", "file") and self._waiting.get("*"))
            return waiting.pop(0) if waiting else None

    def clear(self) -> list[str]:
        """Forgets what has not happened yet, and says what that was."""
        with self._lock:
            left = [fault.how for waiting in self._waiting.values() for fault in waiting]
            self._waiting.clear()
        return left
