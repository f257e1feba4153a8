"""What a platform has said, believed for a while, so that it is not asked for every message."""

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

PATIENCE = 2.5  # seconds that an answer is waited for, and after which no further page of it is asked for
_REMEMBERED = 2000  # values kept in memory


@dataclass
class Cache(Generic[K, V]):
    """Values with their age. A key is fetched by one at a time: who comes meanwhile shares the outcome.

    `rest`: seconds after a failure in which it is not asked for again, so that a slow platform holds up one of many.
    """

    clock: Callable[[], float]
    fetch: Callable[[K], V | None]
    rest: float = 0
    kept: dict[K, tuple[float, V]] = field(default_factory=dict)
    failed: dict[K, float] = field(default_factory=dict)
    locks: dict[K, threading.Lock] = field(default_factory=dict)

    def get(self, key: K, fresh: float) -> V | None:
        """What is known and younger than `fresh` seconds, or is so now; None when it cannot be read."""
        asked = self.clock()
        if (found := self._young(key, fresh, asked)) is not None:
            return found
        if key in self.failed and asked - self.failed[key] < self.rest:
            return None
        lock = self.locks.setdefault(key, threading.Lock())
        if not lock.acquire(timeout=PATIENCE):
            return None
        try:
            if (found := self._young(key, fresh, self.clock())) is not None:
                return found
            if key in self.failed and self.failed[key] > asked:
                return None
            return self._fetched(key)
        finally:
            lock.release()

    def last(self, key: K) -> V | None:
        """What was said the last time, however long ago."""
        return self.kept.get(key, (0.0, None))[1]

    def _fetched(self, key: K) -> V | None:
        began = self.clock()
        value = self.fetch(key)
        if len(self.kept) + len(self.failed) > _REMEMBERED:
            self.kept.clear()
            self.failed.clear()
            self.locks.clear()
        if value is None:
            self.failed[key] = self.clock()
        else:
            self.kept[key] = (began, value)
        return value

    def _young(self, key: K, fresh: float, now: float) -> V | None:
        at, value = self.kept.get(key, (0.0, None))
        return value if value is not None and now - at < fresh else None
