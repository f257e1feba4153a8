"""Slack over Socket Mode: the assistant calls Slack, so that nothing of ours need be reachable.

Docs: 'Using Socket Mode'. Scope of the app token: connections:write. The SDK's built-in client keeps the
connection, over wss:// and ws:// both.
"""

import contextlib
import http.client
import json
import logging
import threading
import time
from socket import SHUT_RDWR

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackClientNotConnectedError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.webhook import WebhookClient

from handlers.slack.client import Failure, attempt, once, sdk_logger
from handlers.slack.identity import IdentityRefused

logger = logging.getLogger(__name__)

_TIMEOUT = 10  # seconds for apps.connections.open
_PAUSES = (1, 2, 5, 10, 30)  # seconds between the first attempts
_PING = 10  # seconds between looks at the connection; silent for four of them, it is given up


class _NotOpened(Exception):
    """Slack gave no address to connect to; `str()` is its name of the error."""


class _Handler(SocketModeHandler):
    """Bolt's, but an answer is not lost with the connection that the question came over."""

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        answer = run_bolt_app(self.app, req)
        try:
            send_response(client, req, answer, time.time())
        except SlackClientNotConnectedError:
            self._by_response_url(req, answer)

    def _by_response_url(self, req: SocketModeRequest, answer: BoltResponse) -> None:
        """What a command was answered with is a message, and may as well come this way."""
        url = str(req.payload.get("response_url") or "")
        if not url or not answer.body:
            logger.warning("the connection broke before %s was acknowledged", req.type)
            return
        web = self.client.web_client
        hook = WebhookClient(url, timeout=5, ssl=web.ssl, proxy=web.proxy, logger=sdk_logger, retry_handlers=[])
        try:
            status = hook.send_dict(json.loads(answer.body)).status_code
        except (OSError, ValueError, http.client.HTTPException) as error:
            status = type(error).__name__
        logger.warning("the connection broke before %s was answered; by response_url: %s", req.type, status)


class SocketMode:
    """One connection. `start` returns at once when Slack cannot be reached and keeps trying behind."""

    def __init__(self, app: App, app_token: str) -> None:
        self._web = once(app.client, _TIMEOUT)
        self._token = app_token
        self._handler = _Handler(app, app_token, logger=sdk_logger, web_client=self._web, ping_interval=_PING)
        # The SDK's own sleeps through a 429, however long, and tells nobody why there is no connection.
        self._handler.client.issue_new_wss_url = self._address  # type: ignore[method-assign]
        self._refused: Failure | None = None
        self._not_before = 0.0
        self._stopped = threading.Event()
        self._retry: threading.Thread | None = None

    def start(self) -> None:
        """Connects. Raises IdentityRefused when Slack refuses the token; other faults it waits out."""
        if self._connect():
            return
        if self._refused and self._refused.kind == "refused":
            raise IdentityRefused(f"{self.check()}.")
        self._retry = threading.Thread(target=self._keep_trying, name="slack-socket", daemon=True)
        self._retry.start()

    def connected(self) -> bool:
        """Whether there is a connection that Slack can use now."""
        return bool(self._handler.client.is_connected())

    def check(self) -> str | None:
        """None when there is a connection, else why not (for /healthz)."""
        if self.connected():
            return None
        if self._refused and self._refused.kind == "refused":
            return f"Slack godtar inte SLACK_APP_TOKEN ({self._refused.reason})"
        return f"ingen anslutning till Slack{f' ({self._refused.reason})' if self._refused else ''}"

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

    def _address(self) -> str:
        """A new address to connect to. Raises _NotOpened; the SDK asks again at its next look, for good."""
        if time.monotonic() < self._not_before:
            raise _NotOpened("ratelimited")
        answer = attempt(lambda: self._web.apps_connections_open(app_token=self._token))
        if not isinstance(answer, Failure):
            self._refused = None
            return str(answer["url"])
        self._refused = answer
        self._not_before = time.monotonic() + (answer.retry_after if answer.reason == "ratelimited" else 0)
        logger.warning("apps.connections.open: %s", answer.reason)
        raise _NotOpened(answer.reason)

    def _connect(self) -> bool:
        try:
            self._handler.client.connect_to_new_endpoint()  # an address is good for one attempt
        except _NotOpened:
            return False
        except Exception as error:  # the SDK raises whatever the socket raised
            logger.warning("Socket Mode: %s", type(error).__name__)
            return False
        return self.connected()

    def _keep_trying(self) -> None:
        tries = 0
        while not self._stopped.wait(_PAUSES[min(tries, len(_PAUSES) - 1)]) and not self._connect():
            tries += 1
