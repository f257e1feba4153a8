"""What a process does to its file and to the network, step by step, and its end at one of the steps."""

import http.client
import os
import random
import select
import signal
import sqlite3
import threading
import time
from collections import Counter
from typing import Any

import httpx

READ = "before a read"
ANY = ""  # a step of any kind but that: to be killed before a read is to be killed after the last write
STEPS = (
    READ, "before a write", "before a commit", "in a commit", "after a commit",
    "before a request", "half a request sent", "request sent", "answer unread", "answer read",
)  # fmt: skip
IN_COMMIT = 0.0006  # seconds: about what a commit takes


class Steps:
    """Counts the steps, and kills the process at the one numbered `at` among those called `kind` (0: never).

    `tell` is where its name is written to.
    """

    def __init__(self, kind: str, at: int, tell: int, chance: random.Random) -> None:
        self._taken: Counter[str] = Counter()
        self._end = kind, at
        self._tell = tell
        self._chance = chance

    def here(self, name: str) -> None:
        """A step is taken: the process may end here."""
        if self.reached(name):
            self.die()

    def reached(self, name: str) -> bool:
        """A step is taken; whether the process is to end in it. Then its name has been told."""
        kinds = (name,) if name == READ else (name, ANY)
        self._taken.update(kinds)
        kind, at = self._end
        reached = kind in kinds and self._taken[kind] == at
        if reached:
            os.write(self._tell, name.encode())
        return reached

    def die(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def die_soon(self) -> None:
        """While the work goes on, somewhere in the next commit."""
        wait = self._chance.uniform(0, IN_COMMIT)
        threading.Thread(target=lambda: (time.sleep(wait), self.die())).start()

    def finished(self) -> None:
        """Nothing killed it: the number of its steps is told instead."""
        os.write(self._tell, str(self._taken[ANY]).encode())


def watch(steps: Steps) -> None:
    """From now on this process counts its steps: every statement to SQLite, and the four parts of every call."""
    _watch_file(steps)
    _watch_network(steps)


def _watch_file(steps: Steps) -> None:
    class Watched(sqlite3.Connection):
        def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
            if sql != "COMMIT":
                steps.here("before a write" if self.in_transaction and not sql.startswith("SELECT") else READ)
                return super().execute(sql, *parameters)
            steps.here("before a commit")
            if dying := steps.reached("in a commit"):
                steps.die_soon()
            done = super().execute(sql)
            if dying:
                steps.die()
            steps.here("after a commit")
            return done

    real = sqlite3.connect
    sqlite3.connect = lambda *given, **more: real(*given, factory=Watched, **more)  # type: ignore[assignment]


def _watch_network(steps: Steps) -> None:
    asked, sent = http.client.HTTPConnection.request, http.client.HTTPConnection.send
    answered, read = http.client.HTTPConnection.getresponse, http.client.HTTPResponse.read

    def request(self: Any, *given: Any, **more: Any) -> None:
        steps.here("before a request")
        asked(self, *given, **more)
        steps.here("request sent")

    def send(self: Any, data: Any) -> None:
        sent(self, data)
        if not data.startswith(b"POST"):
            return
        steps.here("half a request sent")  # its head

    def getresponse(self: Any) -> http.client.HTTPResponse:
        if steps.reached("answer unread"):
            select.select([self.sock], [], [], self.timeout)
            steps.die()
        return answered(self)

    def whole(self: Any, *given: Any) -> bytes:
        body = read(self, *given)
        steps.here("answer read")
        return body

    patched: list[tuple[Any, str, Any]] = [
        (http.client.HTTPConnection, "request", request),
        (http.client.HTTPConnection, "send", send),
        (http.client.HTTPConnection, "getresponse", getresponse),
        (http.client.HTTPResponse, "read", whole),
    ]
    for owner, name, new in patched:
        setattr(owner, name, new)
    _watch_httpx(steps)


def _watch_httpx(steps: Steps) -> None:
    """Teams is called by another client; what half a request does there, Slack's tells."""
    sent = httpx.HTTPTransport.handle_request

    def handle(self: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        steps.here("before a request")
        answer = sent(self, request)
        steps.here("answer unread")
        answer.read()
        steps.here("answer read")
        return answer

    httpx.HTTPTransport.handle_request = handle  # type: ignore[method-assign]
