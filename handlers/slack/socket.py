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
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackClientNotConnectedError
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.webhook import WebhookClient

from handlers.logs import where
from handlers.slack.client import once, sdk_logger
from handlers.slack.identity import IdentityRefused
from handlers.slack.line import Line, NotOpened

logger = logging.getLogger(__name__)

_TIMEOUT = 10  # seconds for apps.connections.open
_PAUSES = (1, 2, 5, 10, 30)  # seconds between the first attempts


class SocketMode:
    """One connection. `start` returns at once when Slack cannot be reached and keeps trying behind."""

    def __init__(self, app: App, app_token: str) -> None:
        self._app = app
        self._line = Line(app_token, once(app.client, _TIMEOUT))
        self._line.socket_mode_request_listeners.append(self._handle)
        self._stopped = threading.Event()
        self._retry: threading.Thread | None = None
        self._under_way = 0
        self._answered = threading.Condition()

    def start(self) -> None:
        """Connects. Raises IdentityRefused when Slack refuses the token; other faults it waits out."""
        if self._connect():
            return
        if self._line.failure and self._line.failure.kind == "refused":
            raise IdentityRefused(f"{self.check()}.")
        self._retry = threading.Thread(target=self._keep_trying, name="slack-socket", daemon=True)
        self._retry.start()

    def connected(self) -> bool:
        """Whether there is a connection that Slack can use now."""
        return bool(self._line.is_connected())

    def check(self) -> str | None:
        """None when there is a connection, else why not (for /healthz)."""
        if self.connected():
            return None
        failure = self._line.failure
        if failure and failure.kind == "refused":
            return f"Slack godtar inte SLACK_APP_TOKEN ({failure.reason})"
        return f"ingen anslutning till Slack{f' ({failure.reason})' if failure else ''}"

    def stop(self, within: float = _TIMEOUT) -> None:
        """Takes nothing more, answers what is under way, and closes the connection: within so many seconds."""
        until = time.monotonic() + within
        self._stopped.set()
        with self._answered:
            self._answered.wait_for(lambda: not self._under_way, within)
        self._wake()
        closing = threading.Thread(target=self._line.close, name="slack-socket-end", daemon=True)
        closing.start()  # the SDK would wait for whatever is stuck
        closing.join(max(0.0, until - time.monotonic()))
        if self._retry:
            self._retry.join(max(0.0, until - time.monotonic()))

    def _wake(self) -> None:
        """Ends the reads under way: closing the socket alone would leave one waiting for three seconds, one for one."""
        client = self._line
        client.auto_reconnect_enabled = False
        client.current_session_state.terminated = True
        client.closed = True
        connection = client.current_session.sock if client.current_session else None
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.shutdown(SHUT_RDWR)
        client.message_queue.put(None)  # what the SDK passes over: its reader of messages looks up

    def _connect(self) -> bool:
        try:
            self._line.connect_to_new_endpoint()  # an address is good for one attempt
        except NotOpened:
            return False
        except Exception as error:  # the SDK raises whatever the socket raised
            logger.warning("Socket Mode: %s", type(error).__name__)
            return False
        return self.connected()

    def _keep_trying(self) -> None:
        tries = 0
        while not self._stopped.wait(_PAUSES[min(tries, len(_PAUSES) - 1)]) and not self._connect():
            tries += 1

    def _handle(self, client: BaseSocketModeClient, asked: SocketModeRequest) -> None:
        """One envelope. One that comes when we are to stop is left to Slack: nothing of it is done."""
        with self._answered:
            if self._stopped.is_set():
                return
            self._under_way += 1
        try:
            self._answer(client, asked)
        finally:
            with self._answered:
                self._under_way -= 1
                self._answered.notify_all()

    def _answer(self, client: BaseSocketModeClient, asked: SocketModeRequest) -> None:
        """What it is answered with is not lost with the connection that it came over."""
        try:
            answer = run_bolt_app(self._app, asked)
        except Exception as error:  # nothing that Slack sends: acknowledged, or it would come again
            logger.warning("obesvarad: %s at %s", type(error).__name__, where(error))
            answer = BoltResponse(status=200, body="")
        try:
            send_response(client, asked, answer, time.time())
        except SlackClientNotConnectedError:
            self._by_response_url(asked, answer)

    def _by_response_url(self, asked: SocketModeRequest, answer: BoltResponse) -> None:
        """What a command was answered with is a message, and may as well come this way."""
        url = str(asked.payload.get("response_url") or "")
        if not url or not answer.body:
            logger.warning("the connection broke before %s was acknowledged", asked.type)
            return
        web = self._line.web_client
        hook = WebhookClient(url, timeout=_TIMEOUT, ssl=web.ssl, proxy=web.proxy, logger=sdk_logger, retry_handlers=[])
        try:
            outcome = f"http_{hook.send_dict(json.loads(answer.body)).status_code}"
        except (OSError, ValueError, http.client.HTTPException) as error:
            outcome = type(error).__name__
        logger.warning("the connection broke before %s was answered; by response_url: %s", asked.type, outcome)
