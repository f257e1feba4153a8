"""An end that finishes what is confirmed, and comes in time: whoever stops us waits ten seconds, and then kills."""

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable

logger = logging.getLogger(__name__)

ENDS = (signal.SIGINT, signal.SIGTERM)  # what asks us to stop
WITHIN = 9.0  # seconds; `docker stop` and others kill after ten


class Stop:
    """Counts from when the end was asked for."""

    def __init__(self, late: Callable[[], None] | None = None, within: float = WITHIN) -> None:
        """`late` is called, in a thread of its own, when `within` seconds were not enough."""
        self._late = late
        self._within = within
        self._until: float | None = None

    def ask(self) -> None:
        """The first time counts: who asks twice gets it no later, and no less of it."""
        if self._until is not None:
            return
        self._until = time.monotonic() + self._within
        if self._late:
            timer = threading.Timer(self._within, self._late)
            timer.daemon = True
            timer.start()

    def left(self, keep: float = 0.0) -> float:
        """Seconds there are, when `keep` of them are for what comes after."""
        self.ask()
        assert self._until is not None  # noqa: S101 - for the type checker
        return max(0.0, self._until - time.monotonic() - keep)


def obeying() -> Stop:
    """From now on who asks us to stop is obeyed once, in time and with 0, however far the start has come."""

    def asked(number: int, frame: object) -> None:
        for each in ENDS:
            signal.signal(each, signal.SIG_IGN)
        ending.ask()
        sys.exit(0)

    ending = Stop(_leave)
    for each in ENDS:
        signal.signal(each, asked)
    return ending


def _leave() -> None:
    """Ends the process as it stands: whatever is confirmed has been on disk since before it was."""
    logger.error("stoppad innan allt var klart; det som är bekräftat är sparat")
    os._exit(0)
