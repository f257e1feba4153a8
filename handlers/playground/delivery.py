"""Hands payloads to the assistant: signed over HTTP, or over Socket Mode."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import time
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode, urlsplit

from .model import Json
from .sockets import SocketHub

Kind = Literal["slash_commands", "interactive", "events_api"]

FORM = "application/x-www-form-urlencoded"
LOOPBACK = ("127.0.0.1", "localhost")


@dataclass
class Delivered:
    """What came back. `problem` is Slack's name for what went wrong on the way."""

    status: int = 0
    body: str = ""
    seconds: float = 0.0
    problem: str | None = None
    no_retry: bool = False


class Delivery:
    """Knows where the assistant listens, and how long Slack waits for it (3 s)."""

    def __init__(self, signing_secret: str, sockets: SocketHub) -> None:
        self._secret = signing_secret.encode()
        self._sockets = sockets
        self._request_url: str | None = None
        self.patience = 3.0

    @property
    def request_url(self) -> str | None:
        """Where to post; None delivers over Socket Mode instead."""
        return self._request_url

    @request_url.setter
    def request_url(self, url: str | None) -> None:
        # Example data and test secrets stay on this machine.
        if url is not None and urlsplit(url).hostname not in LOOPBACK:
            raise ValueError("request_url must be on 127.0.0.1 or localhost")
        self._request_url = url

    def send(self, kind: Kind, payload: Json, retry: int = 0, reason: str = "") -> Delivered:
        """Sends one payload and waits for the answer."""
        if self._request_url is None:
            return self._over_socket(kind, payload, retry, reason)
        headers = {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason} if retry else {}
        if kind == "slash_commands":
            return self.post(urlencode(payload), {"Content-Type": FORM, **headers})
        if kind == "interactive":
            return self.post(urlencode({"payload": json.dumps(payload)}), {"Content-Type": FORM, **headers})
        return self.post(json.dumps(payload), {"Content-Type": "application/json", **headers})

    def _over_socket(self, kind: Kind, payload: Json, retry: int, reason: str) -> Delivered:
        extra: Json = {"retry_attempt": retry, "retry_reason": reason} if kind == "events_api" else {}
        started = time.monotonic()
        reply = self._sockets.deliver(kind, payload, extra, self.patience)
        seconds = time.monotonic() - started
        if isinstance(reply, str):
            return Delivered(seconds=seconds, problem=reply)
        body = reply.get("payload")
        return Delivered(200, "" if body in (None, "") else _as_text(body), seconds)

    def signature(self, body: str, timestamp: str) -> str:
        """docs.slack.dev/authentication/verifying-requests-from-slack"""
        base = f"v0:{timestamp}:{body}".encode()
        return "v0=" + hmac.new(self._secret, base, hashlib.sha256).hexdigest()

    def post(self, body: str, headers: dict[str, str]) -> Delivered:
        """Posts a signed body; headers given by the caller win over Slack's own."""
        if self._request_url is None:
            raise RuntimeError("request_url is not set")
        url = urlsplit(self._request_url)
        # The signature is about real time, whatever day the playground pretends it is.
        timestamp = headers.get("X-Slack-Request-Timestamp") or str(int(time.time()))
        sent = {
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "Accept": "application/json,*/*",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": self.signature(body, timestamp),
            **headers,
        }
        connection = http.client.HTTPConnection(url.hostname or "", url.port or 80, timeout=self.patience)
        started = time.monotonic()
        try:
            connection.request("POST", url.path or "/", body.encode(), sent)
            response = connection.getresponse()
            text = response.read().decode()
            no_retry = response.getheader("X-Slack-No-Retry") == "1"
        except TimeoutError:
            return Delivered(seconds=time.monotonic() - started, problem="timeout")
        except (OSError, http.client.HTTPException):
            return Delivered(seconds=time.monotonic() - started, problem="connection_failed")
        finally:
            connection.close()
        problem = None if 200 <= response.status < 300 else "http_error"
        return Delivered(response.status, text, time.monotonic() - started, problem, no_retry)


def _as_text(body: object) -> str:
    return body if isinstance(body, str) else json.dumps(body)
