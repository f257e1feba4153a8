"""A stand-in for OneDrive on loopback: files that are fetched without a token, and upload sessions that take bytes."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Call:
    """Something that was asked for, and the headers it came with, their names in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    content: bytes = b""


@dataclass
class Answer:
    """`short`: so many bytes are promised and do not come."""

    status: int = 200
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    short: int = 0


class Drive:
    """`answers`: what it says at a path, the last one from then on. What it was asked is in `calls`."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Answer]] = {}
        self.calls: list[Call] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def put(self, path: str, *answers: Answer) -> str:
        """Where it says so: an address that opens for whoever has it."""
        self.answers[path] = list(answers)
        return f"{self.url}{path}?tempauth=v1.hemlig-nyckel"

    def said(self, call: Call) -> Answer:
        self.calls.append(call)
        waiting = self.answers.get(call.path.partition("?")[0]) or [Answer(404)]
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    def uploaded(self) -> list[bytes]:
        return [call.content for call in self.calls if call.method == "PUT"]


def sent_file(name: str, address: str, kind: str = "pdf") -> dict[str, Any]:
    """The attachment by which Teams tells of a file in the personal chat."""
    return {
        "contentType": "application/vnd.microsoft.teams.file.download.info",
        "contentUrl": f"https://contoso-my.sharepoint.com/personal/maja/Documents/Microsoft%20Teams%20Chat%20Files/{name}",
        "name": name,
        "content": {"downloadUrl": address, "uniqueId": "1150D938-8870-4044-9F2C-5BBDEBA70C9D", "fileType": kind},
    }


def _handler(drive: Drive) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            content = self.rfile.read(int(self.headers.get("content-length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = drive.said(Call(self.command, self.path, headers, content))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(answer.content) + answer.short))
            self.end_headers()
            self.wfile.write(answer.content)

        do_GET = do_PUT = _answer  # noqa: N815 - http.server's names

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing."""

    return Handler
