"""The private calendar link: GET /kalender/<token>.ics, as Outlook, Google and Apple ask for it.

The token is the only key, and it is written nowhere: it is in no log of ours, and the database has its hash.
"""

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from handlers import calendar, rights
from handlers.desk import Desk, moment
from storage import feeds
from storage.database import StorageUnavailable

logger = logging.getLogger(__name__)

NOTED_EVERY = timedelta(hours=1)
AGAIN = 300  # seconds until a program may ask again when we cannot tell
# 'no-cache' has it ask each time: a link that is revoked gives nothing from then on
HEADERS = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


def routes(desk: Desk, now: Callable[[], datetime]) -> list[Route]:
    """GET and HEAD: 200 or 304, 404 for whoever may not see it, 503 while we do not know. `now`: with time zone."""

    async def feed(request: Request) -> Response:
        token, known = request.path_params["token"], request.headers.get("if-none-match", "")
        try:
            return await run_in_threadpool(lambda: _answer(desk, token, known, now()))
        except StorageUnavailable as problem:
            logger.warning("calendar: %s", problem)
            return _unknown()

    return [Route(f"{calendar.PATH}/{{token}}.ics", feed, methods=["GET"])]


def _answer(desk: Desk, token: str, known: str, now: datetime) -> Response:
    """The calendar, or the same 404 for a link that never was, one that is revoked, and one of who has left."""
    with desk.database.reading() as db:
        feed = feeds.find(db, token)
    access = rights.reader(desk, feed.who, feed.team) if feed else "outsider"
    if access == "unreadable":
        return _unknown()
    if feed is None or access != "member":
        return PlainTextResponse("Kalendern finns inte.", 404, HEADERS)
    _note(desk, feed, now)
    content = calendar.file(desk, now)
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {**HEADERS, "ETag": tag}
    if tag in (each.strip().removeprefix("W/") for each in known.split(",")):
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type="text/calendar; charset=utf-8")


def _unknown() -> Response:
    return PlainTextResponse("Kalendern går inte att visa just nu.", 503, {**HEADERS, "Retry-After": str(AGAIN)})


def _note(desk: Desk, feed: feeds.Feed, now: datetime) -> None:
    """That the link is in use, once an hour; a file that cannot be written now keeps nobody from reading."""
    if feed.last_fetched_at and now - datetime.fromisoformat(feed.last_fetched_at) < NOTED_EVERY:
        return
    try:
        with desk.database.transaction() as db:
            feeds.fetched(db, feed, at=moment(now))
    except StorageUnavailable as problem:
        logger.warning("calendar: not noted as fetched: %s", problem)
