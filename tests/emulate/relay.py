"""Stands between the assistant and emulate: writes down what passes, and changes none of it.

emulate has no response_url and never breaks a connection: both are here.
"""

import json
import threading
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

FORM = "application/x-www-form-urlencoded"
Json = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """A call of the Web API: who made it, what was asked and what emulate answered.

    A file's upload or download is one, too, by the beginning of its address: 'files-pri'.
    """

    token: str
    method: str
    asked: Json
    answer: Json


class Relay:
    """Listens on a port of its own.

    `calls` are those that emulate answered, `responses` what came by a response_url that is still open. `lose`
    has the connection break at the next call of a method, before or after it has reached emulate.
    """

    def __init__(self, emulate: str) -> None:
        """`emulate`: its address, without a slash at the end."""
        self.emulate = emulate
        self.calls: list[Call] = []
        self.responses: list[Json] = []
        self.expired = False  # Slack takes no more by a response_url after half an hour
        self._losses: dict[str, bool] = {}
        relay = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                relay._take(self)

            def do_POST(self) -> None:
                relay._take(self)

            def log_message(self, format: str, *args: object) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def lose(self, method: str, *, arrives: bool) -> None:
        self._losses[method] = arrives

    def _take(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        if request.path == "/response":
            return self._respond(request, body)
        method = request.path.removeprefix("/api/").lstrip("/").partition("/")[0]
        arrives = self._losses.pop(method, None)
        if arrives is False:
            return None
        kind, authorization = (request.headers.get(name) or "" for name in ("Content-Type", "Authorization"))
        status, came, answer = self._forward(request, kind, authorization, body)
        self.calls.append(
            Call(
                authorization.removeprefix("Bearer "), method, _read(request, kind, body), _read(request, came, answer)
            )
        )
        return None if arrives else _answer(request, status, answer, came)

    def _forward(
        self, request: BaseHTTPRequestHandler, kind: str, authorization: str, body: bytes
    ) -> tuple[int, str, bytes]:
        """The status, the kind and the body of what emulate answers."""
        headers = {"Content-Type": kind, "Authorization": authorization}
        onward = urllib.request.Request(self.emulate + request.path, body or None, headers, method=request.command)
        try:
            with urllib.request.urlopen(onward, timeout=10) as answer:
                return answer.status, answer.headers["Content-Type"] or "", answer.read()
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code, answer.headers["Content-Type"] or "", answer.read()

    def _respond(self, request: BaseHTTPRequestHandler, body: bytes) -> None:
        if self.expired:
            return _answer(request, 404, b'{"ok":false,"error":"expired_url"}')
        self.responses.append(json.loads(body))
        return _answer(request, 200, b'{"ok":true}')


def _read(request: BaseHTTPRequestHandler, kind: str, body: bytes) -> Json:
    """What is said in the Web API's own words; nothing of a file's bytes."""
    if not request.path.startswith("/api/"):
        return {}
    return dict(json.loads(body or b"{}")) if "json" in kind else dict(parse_qsl(body.decode()))


def _answer(request: BaseHTTPRequestHandler, status: int, body: bytes, kind: str = "application/json") -> None:
    request.send_response(status)
    request.send_header("Content-Type", kind)
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)
