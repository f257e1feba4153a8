"""Stands between the Agents Playground and the assistant, and puts on what only Microsoft has: the signature.

The Playground signs nothing. What it sends is given a token here as the Bot Connector's is, with a key of our own, and
the assistant looks the key up here as it would at Microsoft. What the assistant sends comes by here too, and is written
down.
"""

import json
import threading
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.teams import keys

Json = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """What the assistant asked of the Connector, and was answered."""

    method: str
    path: str
    token: str
    asked: Json
    status: int


class Proxy:
    """Listens on a port of its own; `playground` and `assistant` are addresses, given when they are known."""

    def __init__(self) -> None:
        self.playground = self.assistant = ""
        self.signs = True
        self.calls: list[Call] = []
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                proxy._take(self)

            def do_POST(self) -> None:
                proxy._take(self)

            def do_PUT(self) -> None:
                proxy._take(self)

            def log_message(self, format: str, *args: object) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True  # a connection that is kept open is no reason to stay
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    @property
    def connector(self) -> str:
        """The service url of every activity."""
        return f"{self.address}/connector"

    @property
    def openid(self) -> str:
        return f"{self.address}/openidconfiguration"

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def sent(self, words: str) -> list[Call]:
        """The messages of the assistant's that say so in their notification."""
        return [call for call in self.calls if call.method == "POST" and words in str(call.asked.get("summary"))]

    async def get_bot_token(self) -> str:
        """What the assistant shows the Connector: it is given one here instead of at Microsoft's."""
        return keys.signed(keys.claims(self.connector))

    def _take(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        if request.path == "/keys":
            return _answer(request, 200, json.dumps(keys.key_set()).encode())
        if request.path.startswith("/connector/"):
            return self._of_the_assistant(request, body)
        token = f"Bearer {keys.signed(keys.claims(self.connector))}" if self.signs else ""
        return _answer(request, *_forward(self.assistant + request.path, request.command, token, body))

    def _of_the_assistant(self, request: BaseHTTPRequestHandler, body: bytes) -> None:
        path, token = request.path.removeprefix("/connector"), request.headers.get("Authorization") or ""
        status, answer = _forward(f"{self.playground}/_connector{path}", request.command, token, body)
        asked = json.loads(body or b"{}")
        self.calls.append(Call(request.command, path, token.removeprefix("Bearer "), asked, status))
        _answer(request, status, answer)


def _forward(url: str, method: str, token: str, body: bytes) -> tuple[int, bytes]:
    """The status and the body of what is answered there."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": token} if token else {})
    onward = urllib.request.Request(url, body or None, headers, method=method)
    try:
        with urllib.request.urlopen(onward, timeout=15) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.read()
    except OSError:  # nobody there yet
        return 502, b"{}"


def _answer(request: BaseHTTPRequestHandler, status: int, body: bytes) -> None:
    request.send_response(status)
    request.send_header("Content-Type", "application/json")
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)
