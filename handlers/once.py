"""What a platform sends again when it got no answer in time is answered once."""

import threading
from collections import OrderedDict


class Seen:
    """Remembers the latest of what has come."""

    def __init__(self, most: int = 5000) -> None:
        self._most = most
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def is_new(self, key: str) -> bool:
        """False for one that came before: it is answered already, or just now."""
        with self._lock:
            if key in self._seen:
                return False
            self._seen[key] = None
            if len(self._seen) > self._most:
                self._seen.popitem(last=False)
        return True
