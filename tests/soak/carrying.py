"""How a payload comes: over HTTP with Slack's signature, with a wrong one or none; or in an envelope of Socket Mode."""

import hashlib
import hmac
import http.client
import json
import time
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from slack_sdk.socket_mode.request import SocketModeRequest

from handlers.slack.http import PATH
from handlers.slack.socket import SocketMode
from handlers.web import MAX_BODY
from tests.soak.inside import Inside
from tests.soak.recipes import Recipe

Json = Any
SECRET = "secret"  # as tests/conversations has it
FORM = "application/x-www-form-urlencoded"
COMMANDS, EVENTS = ("command", "ssl_check"), ("message", "mention", "home", "url_verification")
TYPES = ("application/json", FORM, "multipart/form-data; boundary=x", "text/plain; charset=utf-16", "x", "application/json; charset=åäö")  # fmt: skip


@dataclass(frozen=True)
class Answer:
    status: int
    body: str
    seconds: float


@dataclass(frozen=True)
class Asked:
    """One request over HTTP, whole, so that it can be printed and sent again."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


def asked(recipe: Recipe, payload: Json) -> Asked:
    """The request of the recipe, dressed, broken and signed as it says."""
    body, kind = dressed(recipe, payload)
    if recipe.carried.startswith("large"):
        body = body + b" " * (MAX_BODY + 1)
    at = str(int(time.time()) + _OFF.get(recipe.carried, 0) * (301 + recipe.pick))
    headers = {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": _sign(SECRET, at, body)}
    if kind:
        headers["Content-Type"] = kind
    match recipe.carried:
        case "wrong signature":
            headers["X-Slack-Signature"] = ("v0=" + "0" * 64, "v1=x", "\xe5", "")[recipe.pick % 4]
        case "no signature":
            del headers["X-Slack-Signature"]
        case "another's secret":
            headers["X-Slack-Signature"] = _sign(("", "Secret", "0" * 32)[recipe.pick % 3], at, body)
        case "no time":
            del headers["X-Slack-Request-Timestamp"]
        case "a time that is none":
            headers["X-Slack-Request-Timestamp"] = ("", "nu", "1e9", "-1", "9" * 400, "nan", "\xb2")[recipe.pick % 7]
        case "replayed anew":
            headers["X-Slack-Signature"] = _sign(SECRET, str(int(at) - 400), body)
        case "altered":
            body += b"&a=1"
    return Asked("POST", PATH, headers, body)


_OFF = {"expired": -1, "from the future": 1}


def _sign(secret: str, at: str, body: bytes) -> str:
    return "v0=" + hmac.new(secret.encode(), b"v0:%s:%s" % (at.encode(), body), hashlib.sha256).hexdigest()


def dressed(recipe: Recipe, payload: Json) -> tuple[bytes, str]:
    """The body and its type, as Slack sends such a payload, or broken."""
    text, kind = json.dumps(payload), "application/json"
    if recipe.way in COMMANDS and isinstance(payload, dict):
        text, kind = urlencode({key: _texted(each) for key, each in payload.items()}, errors="replace"), FORM
    elif recipe.way not in EVENTS:
        text, kind = "payload=" + quote(text), FORM
    if recipe.raw == "no type":
        return text.encode(), ""
    if recipe.raw == "type":
        return text.encode(), TYPES[recipe.pick % len(TYPES)]
    return _broken(text.encode(), recipe, b"payload=%s" if kind == FORM else b"%s"), kind


def _broken(body: bytes, recipe: Recipe, wrapped: bytes) -> bytes:
    """The body as `raw` says; `wrapped`: how a structure stands in it."""
    pick = recipe.pick
    at = pick % (len(body) + 1)
    match recipe.raw:
        case "cut":
            return body[:at]
        case "bytes":
            return body[:at] + bytes([128 + pick % 128, pick % 256]) + body[at:]
        case "percent":
            return body[:at] + b"%\x00%zz%ff%u0041"[: 1 + pick % 14] + body[at:]
        case "twice":
            return body + b"&" + body
        case "crowd":
            return body + b"".join(b"&k%d=%d" % (number, number) for number in range(20_000))
        case "deep":
            return wrapped % (b"[" * 100_000 if pick % 2 else b'{"a":' * 100_000)
        case "list":
            return wrapped % b"[1,2]"
        case "word":
            return wrapped % (b"null", b"1", b'"x"', b"NaN", b"1e999", b"9" * 5000, b"-", b"true")[pick % 8]
        case "array":
            return wrapped % (b"[" + body[:1000] + b"]")
    return body


def _texted(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value)


class Carrier:
    """Brings requests to the assistant, one at a time, and says what it was answered. To be closed."""

    def __init__(self, at: Inside) -> None:
        self._at = at
        self._line: http.client.HTTPConnection | None = None
        self._socket = SocketMode(at.bolt, "xapp-test")

    def send(self, asked: Asked, *, pieces: bool = False) -> Answer:
        """Over HTTP, on a connection that stays. Raises OSError and HTTPException where no answer comes."""
        stayed, self._line = self._line, None
        if stayed:
            try:
                return self._sent(stayed, asked, pieces=pieces)
            except (ConnectionError, http.client.BadStatusLine):  # it was closed while nobody used it
                stayed.close()
        return self._sent(http.client.HTTPConnection("127.0.0.1", self._at.port, timeout=30), asked, pieces=pieces)

    def close(self) -> None:
        self._socket.stop(1)
        if self._line:
            self._line.close()

    def _sent(self, line: http.client.HTTPConnection, asked: Asked, *, pieces: bool) -> Answer:
        with ExitStack() as stack:
            stack.callback(line.close)
            began = time.perf_counter()
            line.putrequest(asked.method, asked.path, skip_accept_encoding=True)
            for name, value in asked.headers.items():
                line.putheader(name, value.encode("latin-1", "replace"))
            self._bring(line, asked.body, pieces=pieces)
            with line.getresponse() as answer:
                text = answer.read().decode("utf-8", "replace")
            if len(asked.body) <= MAX_BODY and answer.getheader("connection") != "close":
                stack.pop_all()
                self._line = line
        return Answer(answer.status, text, time.perf_counter() - began)

    def _bring(self, line: http.client.HTTPConnection, body: bytes, *, pieces: bool) -> None:
        """All of it; of what is too large as much as it takes to be known for that: the answer comes before the rest."""
        if not pieces:
            line.putheader("Content-Length", str(len(body)))
            line.endheaders(body if len(body) <= MAX_BODY else body[:1000])
            return
        line.putheader("Transfer-Encoding", "chunked")
        line.endheaders()
        for start in range(0, MAX_BODY + 1, 1 << 16):
            piece = body[start : min(start + (1 << 16), MAX_BODY + 1)]
            line.send(b"%x\r\n%s\r\n" % (len(piece), piece))

    def envelope(self, recipe: Recipe, payload: Json) -> Answer:
        """Over Socket Mode, from the envelope on; what is no object never becomes an envelope in the SDK."""
        kind = {"command": "slash_commands"}.get(recipe.way, "events_api" if recipe.way in EVENTS else "interactive")
        given = {"type": kind, "envelope_id": "e1", "payload": payload, "retry_attempt": recipe.pick % 2}
        began, line = time.perf_counter(), _Line()
        try:
            request = SocketModeRequest.from_dict(given)
        except (ValueError, TypeError):
            return Answer(400, "", 0)
        if request:
            self._socket._handle(line, request)  # type: ignore[arg-type]
        return Answer(line.status, line.said, time.perf_counter() - began)


class _Line:
    """The connection's end, as the answer reaches it."""

    def __init__(self) -> None:
        self.status, self.said = 500, ""  # until it is answered
        self.logger = type("Quiet", (), {"level": 50, "info": lambda *given: None})()

    def send_socket_mode_response(self, response: Any) -> None:
        self.status, self.said = 200, json.dumps(response.payload) if response.payload else ""
