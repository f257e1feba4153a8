"""The page and what it calls under /ui/."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from . import workspace as ids
from .acts import Acts
from .driver import Driver
from .model import Command, Exchange, Json, Message, Shortcut, View
from .payloads import message_json, view_json

PAGE = Path(__file__).parent / "page"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
TYPES = {".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
PICTURES = ("image/jpeg", "image/png", "image/gif", "image/webp")  # what a browser may show from here


class Page:
    """Serves the page, tells it what is, and does what people do on it."""

    def __init__(
        self,
        driver: Driver,
        commands: Sequence[Command],
        spoken: Sequence[str],
        shortcuts: Sequence[Shortcut],
        notice: str,
        stopped: threading.Event,
    ) -> None:
        self._driver = driver
        self._workspace = driver.workspace
        self._commands = commands
        self._spoken = spoken
        self._shortcuts = shortcuts
        self._notice = notice
        self._stopped = stopped
        self._acts = Acts(driver, commands, shortcuts)
        self.routes: list[BaseRoute] = [
            Route("/", self._file),
            Route("/page/{name}", self._file),
            Route("/ui/about", self._about),
            Route("/ui/state", self._state),
            Route("/ui/changes", self._changes),
            Route("/ui/file/{file}", self._attached),
            Route("/ui/{action}", self._act, methods=["POST"]),
        ]

    async def _file(self, request: Request) -> Response:
        path = PAGE / request.path_params.get("name", "index.html")
        if path.suffix not in TYPES or not path.is_file() or path.parent != PAGE:
            return PlainTextResponse("Sidan finns inte.", 404, HEADERS)
        return FileResponse(path, headers=HEADERS, media_type=TYPES[path.suffix])

    async def _about(self, request: Request) -> Response:
        """What does not change: who one can be, the commands, the notice."""
        own = [person for person in self._workspace.people.values() if not person.is_bot]
        shown = [p for p in own if not p.deleted and p.in_channel and p.team_id in (None, ids.TEAM_ID)]
        return self._json(
            {
                "app": self._workspace.app_name,
                "bot": ids.BOT_USER,
                "channel": {"id": ids.CHANNEL_ID, "name": self._workspace.channel_name},
                "notice": self._notice,
                "turns": self._driver.turn is not None,
                "people": [{"id": p.id, "name": p.real_name, "title": p.title} for p in shown[:4]],
                "names": {p.id: p.real_name for p in self._workspace.people.values()},
                "commands": [
                    {"name": c.name, "description": c.description, "hint": c.hint, "examples": list(c.examples)}
                    for c in self._commands
                ],
                "spoken": list(self._spoken),
                "shortcuts": [{"id": s.callback_id, "name": s.name} for s in self._shortcuts],
            }
        )

    async def _state(self, request: Request) -> Response:
        """What somebody sees now."""
        person = request.query_params.get("person", "")
        if person not in self._workspace.people:
            return self._json({"error": "user_not_found"}, 404)
        with self._workspace.lock:
            view = self._workspace.open_view(person)
            home = self._workspace.homes.get(person)
            state = {
                "version": self._workspace.version,
                "now": self._workspace.now().strftime("%Y-%m-%dT%H:%M"),
                "dm": self._workspace.dm_of(person),
                "messages": [_shown(message) for message in self._workspace.visible(person)],
                "view": _shown_view(view),
                "home": _shown_view(home),
            }
            return self._json(state)

    async def _attached(self, request: Request) -> Response:
        """A file to somebody who sees it: pictures are shown, all else is saved."""
        person, wanted = request.query_params.get("person", ""), request.path_params["file"]
        seen = {file["id"] for message in self._workspace.visible(person) for file in message.files}
        file = self._workspace.files.get(wanted) if wanted in seen else None
        if file is None or file.data is None:
            return PlainTextResponse("Filen finns inte.", 404, HEADERS)
        picture = file.mimetype in PICTURES
        kind = {"Content-Type": file.mimetype if picture else "application/octet-stream"}
        where = "inline" if picture else "attachment"
        named = {"Content-Disposition": f"{where}; filename*=UTF-8''{quote(file.name, safe='')}"}
        return Response(file.data, headers=HEADERS | kind | named)

    async def _changes(self, request: Request) -> Response:
        return StreamingResponse(self._versions(), headers=HEADERS, media_type="text/event-stream")

    async def _versions(self) -> AsyncIterator[str]:
        """A line for each change, many changes at once making one line."""
        changed, loop = asyncio.Event(), asyncio.get_running_loop()

        def tell() -> None:
            # The loop is closed when somebody posts while the server stops.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(changed.set)

        stop_listening = self._workspace.on_change(tell)
        try:
            while not self._stopped.is_set():
                yield f"data: {self._workspace.version}\n\n"
                changed.clear()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(changed.wait(), 15)
        finally:
            stop_listening()

    async def _act(self, request: Request) -> Response:
        """Does what somebody did on the page, in a thread: the assistant's answer takes its time."""
        if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
            return self._json({"error": "invalid_content_type"}, 415)
        action = self._acts.by_name.get(request.path_params["action"])
        try:
            data = json.loads(await request.body())
            person = str(data["person"])
        except (ValueError, KeyError, TypeError):
            return self._json({"error": "invalid_request"}, 400)
        if action is None or person not in self._workspace.people:
            return self._json({"error": "not_found"}, 404)
        try:
            exchange = await run_in_threadpool(action, person, data)
        except LookupError as problem:
            return self._json({"error": str(problem)}, 409)
        done = exchange or Exchange()
        return self._json({"errors": done.errors, "failure": done.failure})

    def _json(self, data: Any, status: int = 200) -> Response:
        return JSONResponse(data, status, HEADERS)


def _shown(message: Message) -> Json:
    shown = message_json(message)
    return shown | {"channel": message.channel, "private": message.only_for is not None, "failure": message.failure}


def _shown_view(view: View | None) -> Json | None:
    return view_json(view) if view else None
