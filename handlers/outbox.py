"""What is sent after the answer: a few threads, so that a slow platform keeps nobody waiting."""

import logging
import math
import queue
import threading
import time
from collections.abc import Callable

from handlers.logs import where

logger = logging.getLogger(__name__)

Task = Callable[[], object]


class Outbox:
    """Carries out what it is given soon, in the order given as long as the platform keeps up.

    Its threads are daemons: one that is stuck with it does not keep the process from ending.
    """

    def __init__(self, workers: int = 4) -> None:
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._left = 0
        self._closed = False
        self._patient_until = math.inf
        self._changed = threading.Condition()
        self._threads = [
            threading.Thread(target=self._work, name=f"outbox-{number}", daemon=True) for number in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, task: Task) -> None:
        """Takes a task; its exceptions are logged without their text. After `close` it is done at once."""
        with self._changed:
            self._left += 1
            if not self._closed:
                self._tasks.put(task)
                return
        self._run(task)

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            self._run(task)

    def _run(self, task: Task) -> None:
        try:
            task()
        except Exception as error:  # one that cannot be delivered must not take the thread with it
            logger.error("outbox: %s at %s", type(error).__name__, where(error))
        finally:
            with self._changed:
                self._left -= 1
                self._changed.notify_all()

    def pause(self, seconds: float) -> None:
        """What a task waits by when the platform asks for patience: less long once there is a hurry."""
        until = time.monotonic() + seconds
        with self._changed:
            while (left := min(until, self._patient_until) - time.monotonic()) > 0:
                self._changed.wait(left)

    def hurry(self, within: float) -> None:
        """From so many seconds on nothing waits any more for the platform to be ready: it is tried once and given up."""
        with self._changed:
            self._patient_until = time.monotonic() + within
            self._changed.notify_all()

    def wait(self, timeout: float = 5) -> bool:
        """Waits until all is sent; False when `timeout` seconds were not enough."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._left, timeout)

    def close(self, within: float = 5) -> None:
        """Sends what is left, for so many seconds at most, and ends."""
        if not self.wait(within):
            logger.error("%s svar kom inte iväg innan det var dags att stoppa", self._left)
        with self._changed:
            self._closed = True
        for _ in self._threads:
            self._tasks.put(None)
