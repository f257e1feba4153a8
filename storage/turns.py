"""A lock that is given in the order in which it was asked for: of many who wait, none is passed by.

Neither SQLite's own waiting nor `threading.Lock` keeps an order.
"""

import threading
from collections import deque


class Turns:
    """One at a time. For the threads of one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Event] = deque()

    def take(self, seconds: float) -> bool:
        """Waits for one's turn at most so long; whether it came. Then it is to be given back."""
        with self._lock:
            if not self._taken:
                self._taken = True
                return True
            mine = threading.Event()
            self._waiting.append(mine)
        if mine.wait(seconds):
            return True
        with self._lock:
            if mine.is_set():  # it came just now
                return True
            self._waiting.remove(mine)
            return False

    def give_back(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False
