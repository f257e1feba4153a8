"""Teams over HTTP: one address for all that it sends. Docs: 'Authentication with the Bot Connector API'."""

import json
from collections.abc import Callable
from typing import Any

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from handlers.teams.trust import Trust
from handlers.web import read_body

Json = dict[str, Any]

PATH = "/api/messages"
AT_ONCE = 2  # threads, as for Slack

Take = Callable[[Json], tuple[int, Json | None]]


def routes(trust: Trust, take: Take) -> list[Route]:
    """POST /api/messages. 401 for what Teams does not vouch for, 413 for a body over 1 MiB, 400 for no activity.

    `take` answers an activity: the status, and the JSON that an invoke waits for.
    """
    limiter = CapacityLimiter(AT_ONCE)

    async def messages(request: Request) -> Response:
        claims = await trust.claims(request.headers.get("authorization", ""))
        if claims is None:
            return PlainTextResponse("not from Teams", 401)
        body = await read_body(request)
        if body is None:
            return PlainTextResponse("too large", 413)
        activity = _read(body)
        if activity is None:
            return PlainTextResponse("unreadable", 400)
        if not trust.vouches(claims, activity):
            return PlainTextResponse("not from Teams", 401)
        status, said = await to_thread.run_sync(take, activity, limiter=limiter)
        return Response(status_code=status) if said is None else JSONResponse(said, status)

    return [Route(PATH, messages, methods=["POST"])]


def _read(body: bytes) -> Json | None:
    try:
        said = json.loads(body)
        if b"\\u" in body:
            json.dumps(said, ensure_ascii=False).encode()
    except (ValueError, RecursionError):  # no UTF-8, no JSON, too deep, half a sign
        return None
    return said if isinstance(said, dict) else None
