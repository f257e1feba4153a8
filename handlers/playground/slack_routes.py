"""Slack's own addresses: the Web API, response_urls, uploads, files and Socket Mode."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from .answers import Answers
from .api import Answer, WebApi
from .faults import Fault, Faults
from .methods_files import receive
from .model import Json
from .server import Lines
from .sockets import SocketHub
from .workspace import Workspace

SIGN_IN = "<!doctype html><title>Logga in</title><p>Logga in för att se filen."
NO_FILE = "<!doctype html><title>Finns inte</title><p>Filen finns inte."


class SlackRoutes:
    """The addresses that an app uses: the Web API, response_urls, uploads and Socket Mode."""

    def __init__(
        self, workspace: Workspace, api: WebApi, answers: Answers, faults: Faults, hub: SocketHub, lines: Lines
    ) -> None:
        self._workspace = workspace
        self._api = api
        self._answers = answers
        self._faults = faults
        self._lines = lines
        self.routes: list[BaseRoute] = [
            Route("/api/{method}", self._method, methods=["GET", "POST"]),
            Route("/commands/{rest:path}", self._hook, methods=["POST"]),
            Route("/actions/{rest:path}", self._hook, methods=["POST"]),
            Route("/upload/{ticket}", self._upload, methods=["POST"]),
            Route("/files/{file}/{name}", self._file),
            Route("/signin", self._sign_in),
            WebSocketRoute("/link/", hub.serve),
        ]

    async def _method(self, request: Request) -> Response:
        method = request.path_params["method"]
        given = await _arguments(request)
        token = _token(request, given)
        return await self._with_fault(request, method, lambda: _response(self._api.call(method, token, given)))

    async def _hook(self, request: Request) -> Response:
        try:
            content: Any = json.loads(await request.body())
        except ValueError:
            content = None
        path = request.url.path.lstrip("/")
        return await self._with_fault(request, "response_url", lambda: _response(self._answers.use_hook(path, content)))

    async def _upload(self, request: Request) -> Response:
        data = await request.body()

        def take() -> Response:
            taken = receive(self._workspace, request.path_params["ticket"], data)
            return PlainTextResponse("OK" if taken else "Not found", 200 if taken else 404)

        return await self._with_fault(request, "upload", take)

    async def _file(self, request: Request) -> Response:
        """A file's bytes. Who brings no token of the app is sent to sign in, as in Slack: a page that is no file."""
        token = _token(request, {})
        return await self._with_fault(request, "file", lambda: self._bytes(request, token))

    def _bytes(self, request: Request, token: str | None) -> Response:
        if not self._api.lets_read(token):
            return RedirectResponse(f"/signin?redir={quote(request.url.path)}", 302)
        file = self._workspace.files.get(request.path_params["file"])
        if file is None or file.data is None:
            return HTMLResponse(NO_FILE, 404)
        return Response(file.data, headers={"Content-Type": file.mimetype})

    async def _sign_in(self, request: Request) -> Response:
        return HTMLResponse(SIGN_IN)

    async def _with_fault(self, request: Request, name: str, act: Callable[[], Response]) -> Response:
        """Answers, unless a test has ordered that something goes wrong."""
        fault = self._faults.take(name)
        if fault is None:
            return act()
        if fault.accepted:
            act()
        return await self._failed(request, fault)

    async def _failed(self, request: Request, fault: Fault) -> Response:
        if fault.how == "ratelimited":
            headers = {"Retry-After": f"{fault.seconds:.0f}"}
            return JSONResponse({"ok": False, "error": "ratelimited"}, 429, headers)
        if fault.how.startswith("drop"):
            self._lines.cut(request)
        elif fault.how == "timeout":
            await asyncio.sleep(fault.seconds)
        elif not fault.how.startswith("500"):
            return JSONResponse({"ok": False, "error": fault.how})
        return PlainTextResponse("Internal Server Error", 500)


async def _arguments(request: Request) -> Json:
    """A call's arguments from the query, then from the form or JSON body."""
    given: Json = dict(request.query_params)
    body = await request.body()
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            data = json.loads(body or b"{}")
        except ValueError:
            data = {}
        return given | (data if isinstance(data, dict) else {})
    return given | dict(parse_qsl(body.decode(), keep_blank_values=True))


def _token(request: Request, given: Json) -> str | None:
    bearer = request.headers.get("authorization", "")
    sent = given.pop("token", None)
    return bearer.removeprefix("Bearer ").strip() if bearer.startswith("Bearer ") else sent


def _response(answer: Answer) -> Response:
    return JSONResponse(answer.body, answer.status, answer.headers)
