"""The playground's web server: Slack's addresses and the page's, on loopback only."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket
from uvicorn.protocols.http.h11_impl import H11Protocol

LOOPBACK = ("127.0.0.1", "localhost")


class Lines:
    """The open TCP connections by the caller's address, so that a test can have one cut."""

    def __init__(self) -> None:
        self._transports: dict[tuple[str, int], asyncio.Transport] = {}

    def protocol(self) -> type[H11Protocol]:
        """A protocol for uvicorn that keeps its connection here."""
        transports = self._transports

        class Line(H11Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                transports[transport.get_extra_info("peername")[:2]] = transport
                super().connection_made(transport)

        return Line

    def cut(self, connection: Request | WebSocket) -> None:
        """Ends a connection without a word."""
        client = connection.scope["client"]
        transport = self._transports.pop((client[0], client[1]), None)
        if transport is not None:
            transport.abort()


class OwnHost:
    """Answers only requests made to this machine by this page or by a program on it.

    Any page in the browser can send requests to loopback; the Host header stops DNS
    rebinding, the Origin header stops other pages.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, or answers 403."""
        headers = {key: value.decode("latin-1") for key, value in scope["headers"]}
        host = headers.get(b"host", "")
        name, _, port = host.partition(":")
        own_port = scope["server"][1]
        right_host = name in LOOPBACK and port in ("", str(own_port))
        origin = headers.get(b"origin")
        if right_host and origin in (None, f"http://{host}"):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocket(scope, receive, send).close(4003)
        else:
            await PlainTextResponse("Forbidden", 403)(scope, receive, send)


class PromptServer(uvicorn.Server):
    """Uvicorn looks every 0.1 s whether to stop; tests start and stop often, so this one is told."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.told = asyncio.Event()

    async def main_loop(self) -> None:
        """Runs until it is told to stop; ticking keeps the Date header right."""
        while not self.told.is_set():
            await self.on_tick(0)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.told.wait(), 1)
        self.should_exit = self.force_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Closes at once; what is still open is cut, as nobody waits for it."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()


class Server:
    """Runs the routes in a thread of their own."""

    def __init__(self, host: str, port: int) -> None:
        if host not in LOOPBACK:
            raise ValueError("the playground listens on 127.0.0.1 or localhost only")
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind((host, port))
        self.address = f"{host}:{self._socket.getsockname()[1]}"
        self.loop: asyncio.AbstractEventLoop | None = None
        self._server: PromptServer | None = None
        self._thread: threading.Thread | None = None

    def start(self, routes: list[BaseRoute], lines: Lines) -> None:
        """Starts listening and returns when it does."""
        config = uvicorn.Config(
            OwnHost(Starlette(routes=routes)),
            http=lines.protocol(),
            ws="wsproto",
            lifespan="off",
            log_level="critical",
            access_log=False,
            timeout_graceful_shutdown=1,
        )
        server = self._server = PromptServer(config)

        async def run() -> None:
            self.loop = asyncio.get_running_loop()
            await server.serve(sockets=[self._socket])

        self._thread = threading.Thread(target=lambda: asyncio.run(run()), name="playground", daemon=True)
        self._thread.start()
        while not server.started and self._thread.is_alive():
            self._thread.join(0.002)

    def stop(self) -> None:
        """Stops listening and ends what is open."""
        if self._server is not None and self._thread is not None and self.loop is not None:
            with contextlib.suppress(RuntimeError):
                self.loop.call_soon_threadsafe(self._server.told.set)
            self._thread.join(5)
        self._socket.close()
