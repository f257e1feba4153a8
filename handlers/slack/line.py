"""The SDK's Socket Mode client, mended where it would wait in the dark.

It takes the end of a connection for silence: it reads nothing over and over until its fifth ping fails. It
sleeps through a 429, however long, keeps to itself why Slack gives no address, and stumbles when two of its
threads end a connection at once.
"""

import contextlib
import logging
import time
from collections.abc import Callable
from socket import socket

from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin import SocketModeClient

from handlers.calls import Failure
from handlers.slack.client import attempt, sdk_logger

logger = logging.getLogger(__name__)

_PING = 5  # seconds between looks at the connection; silent for four of them, it is given up


class NotOpened(Exception):
    """Slack gave no address to connect to; `str()` is its name of the error."""


class Line(SocketModeClient):
    """Connects and reconnects. `failure` is why Slack gave no address the last time, if it did not."""

    def __init__(self, app_token: str, web_client: WebClient) -> None:
        super().__init__(app_token, logger=sdk_logger, web_client=web_client, ping_interval=_PING)
        self.failure: Failure | None = None
        self._not_before = 0.0

    def issue_new_wss_url(self) -> str:
        """A new address to connect to. Raises NotOpened; the SDK asks again at its next look, for good."""
        if time.monotonic() < self._not_before:
            raise NotOpened("ratelimited")
        answer = attempt(lambda: self.web_client.apps_connections_open(app_token=self.app_token))
        if not isinstance(answer, Failure):
            self.failure = None
            return str(answer["url"])
        self.failure = answer
        self._not_before = time.monotonic() + (answer.retry_after if answer.reason == "ratelimited" else 0)
        logger.warning("apps.connections.open: %s", answer.reason)
        raise NotOpened(answer.reason)

    def connect(self) -> None:
        super().connect()
        if (session := self.current_session) is not None:
            end = session.disconnect

            def ended() -> None:
                with contextlib.suppress(AttributeError):  # its socket is gone already: another thread was quicker
                    end()

            session.disconnect = ended  # type: ignore[method-assign]
            with session.sock_send_lock:
                if session.sock is not None:
                    session.sock = _Ending(session.sock, lambda: self.closed)  # type: ignore[assignment]


class _Ending:
    """A socket that says when the other end has hung up."""

    def __init__(self, connection: socket, closed: Callable[[], bool]) -> None:
        """`closed` is whether it was we who ended it."""
        self._connection = connection
        self._closed = closed
        self.close, self.send, self.shutdown = connection.close, connection.send, connection.shutdown

    def recv(self, size: int) -> bytes:
        received = self._connection.recv(size)
        if not received and not self._closed():
            raise ConnectionResetError("the other end has hung up")
        return received
