"""Slack over Socket Mode: the assistant calls Slack, so that nothing of ours need be reachable.

Docs: 'Using Socket Mode'. Scope of the app token: connections:write. The SDK's built-in client keeps the
connection, over wss:// and ws:// both.
"""

import contextlib
import logging
import threading
from socket import SHUT_RDWR

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackApiError

from handlers.slack.client import explain, once, sdk_logger

logger = logging.getLogger(__name__)

_TIMEOUT = 10  # seconds for apps.connections.open
_PAUSES = (1, 2, 5, 10, 30)  # seconds between the first attempts


class SocketMode:
    """One connection. `start` returns at once when Slack cannot be reached and keeps trying behind."""

    def __init__(self, app: App, app_token: str) -> None:
        self._handler = SocketModeHandler(
            app, app_token, logger=sdk_logger, web_client=once(app.client, _TIMEOUT), ping_interval=10
        )
        self._stopped = threading.Event()
        self._retry: threading.Thread | None = None

    def start(self) -> None:
        """Connects. Raises SlackApiError when Slack refuses the token; the network's faults it waits out."""
        if not self._connect():
            self._retry = threading.Thread(target=self._keep_trying, name="slack-socket", daemon=True)
            self._retry.start()

    def connected(self) -> bool:
        """Whether there is a connection that Slack can use now."""
        return bool(self._handler.client.is_connected())

    def stop(self) -> None:
        """Closes the connection and waits for the answers under way."""
        self._stopped.set()
        if self._retry:
            self._retry.join(timeout=_TIMEOUT)
        self._wake()
        self._handler.close()  # type: ignore[no-untyped-call]

    def _wake(self) -> None:
        """Ends the reads under way: closing the socket alone would leave one waiting for three seconds, one for one."""
        client = self._handler.client
        client.auto_reconnect_enabled = False
        client.current_session_state.terminated = True
        connection = client.current_session.sock if client.current_session else None
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.shutdown(SHUT_RDWR)
        client.closed = True
        client.message_queue.put(None)  # what the SDK passes over: its reader of messages looks up

    def _connect(self) -> bool:
        try:
            self._handler.connect()  # type: ignore[no-untyped-call]
        except SlackApiError as error:
            failure = explain(error)
            if failure.kind == "refused":
                raise
            logger.warning("apps.connections.open: %s", failure.reason)
            return False
        except Exception as error:  # the SDK raises whatever the socket raised
            logger.warning("Socket Mode: %s", type(error).__name__)
            return False
        return self.connected()

    def _keep_trying(self) -> None:
        tries = 0
        while not self._stopped.wait(_PAUSES[min(tries, len(_PAUSES) - 1)]):
            tries += 1
            try:
                if self._connect():
                    return
            except SlackApiError as error:
                logger.error("apps.connections.open: %s", explain(error).reason)
                return
