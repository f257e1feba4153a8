"""What listens: `/healthz`, and the surfaces' own addresses."""

from collections.abc import Callable, Mapping, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

Check = Callable[[], str | None]  # None when it is well, else the reason


def web(checks: Mapping[str, Check], routes: Sequence[BaseRoute] = ()) -> Starlette:
    """The web application: `checks` by what they speak for (database, slack, clock)."""

    async def healthz(request: Request) -> Response:
        reasons = await run_in_threadpool(lambda: {name: check() for name, check in checks.items()})
        well = not any(reasons.values())
        body = {"ok": well, **{name: reason or "ok" for name, reason in reasons.items()}}
        return JSONResponse(body, status_code=200 if well else 503)

    return Starlette(routes=[Route("/healthz", healthz, methods=["GET"]), *routes])


def server(app: Starlette, host: str, port: int) -> uvicorn.Server:
    """A server that stops on SIGINT and SIGTERM, after finishing what it has begun."""
    config = uvicorn.Config(
        app, host=host, port=port, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=5,
        ws="none", lifespan="off",
    )  # fmt: skip
    return uvicorn.Server(config)
