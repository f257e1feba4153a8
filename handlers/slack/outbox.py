"""What is sent after the answer: a few threads, so that a slow Slack keeps nobody waiting."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from handlers.logs import where

logger = logging.getLogger(__name__)


class Outbox:
    """Carries out what it is given soon, in the order given as long as Slack keeps up."""

    def __init__(self, workers: int = 4) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="slack-outbox")
        self._left = 0
        self._idle = threading.Condition()

    def submit(self, task: Callable[[], object]) -> None:
        """Takes a task; its exceptions are logged without their text. After `close` it is done at once."""
        with self._idle:
            self._left += 1
        try:
            self._pool.submit(self._run, task)
        except RuntimeError:
            self._run(task)

    def _run(self, task: Callable[[], object]) -> None:
        try:
            task()
        except Exception as error:  # one that cannot be delivered must not take the thread with it
            logger.error("outbox: %s at %s", type(error).__name__, where(error))
        finally:
            with self._idle:
                self._left -= 1
                self._idle.notify_all()

    def wait(self, timeout: float = 5) -> bool:
        """Waits until all is sent; False when `timeout` seconds were not enough."""
        with self._idle:
            return self._idle.wait_for(lambda: not self._left, timeout)

    def close(self) -> None:
        """Sends what is left, and ends."""
        self._pool.shutdown(wait=True)
