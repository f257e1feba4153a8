"""What listens: `/healthz`, and the surfaces' own addresses."""

import logging
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from handlers.stopping import ENDS

logger = logging.getLogger(__name__)

MAX_BODY = 1 << 20  # bytes; what the platforms send is far below

Check = Callable[[], str | None]  # None when it is well, else the reason


def web(checks: Mapping[str, Check], routes: Sequence[BaseRoute] = ()) -> Starlette:
    """The web application: `checks` by what they speak for (database, clock, slack, socket, reminders).

    /healthz answers 200, or 503 with the reason of each that is not well; a change is logged, once.
    """
    last: dict[str, str | None] = dict.fromkeys(checks)

    async def healthz(request: Request) -> Response:
        reasons = await run_in_threadpool(lambda: {name: check() for name, check in checks.items()})
        for name, reason in reasons.items():
            if reason != last[name]:
                logger.warning("healthz: %s: %s", name, reason or "ok")
        last.update(reasons)
        well = not any(reasons.values())
        body = {"ok": well, **{name: reason or "ok" for name, reason in reasons.items()}}
        return JSONResponse(body, status_code=200 if well else 503)

    return Starlette(routes=[Route("/healthz", healthz, methods=["GET"]), *routes])


async def read_body(request: Request) -> bytes | None:
    """What a platform sent; None as soon as it is known to be over MAX_BODY."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:12]) > MAX_BODY:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            return None
    return bytes(body)


class _Server(uvicorn.Server):
    """uvicorn raises the signal that stopped it once more at the end, which would kill us before we are done.

    And at a second one it leaves those who wait for an answer: here once is enough, and the end comes in time.
    """

    def __init__(self, config: uvicorn.Config, asked: Callable[[], None]) -> None:
        super().__init__(config)
        self._asked = asked

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._asked()
        self.should_exit = True

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        for number in ENDS:
            signal.signal(number, self.handle_exit)
        try:
            yield
        finally:
            for number in ENDS:
                signal.signal(number, signal.SIG_IGN)  # it is ending already


def server(app: Starlette, host: str, port: int, asked: Callable[[], None]) -> uvicorn.Server:
    """A server that stops on SIGINT and SIGTERM, after finishing what it has begun; `asked` is told at once."""
    config = uvicorn.Config(
        app, host=host, port=port, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=4,
        ws="none", lifespan="off",
    )  # fmt: skip
    return _Server(config, asked)
