"""A small real Bolt app that the playground talks to, and blocks to send."""

from __future__ import annotations

import socket
import threading
import time
from datetime import UTC, datetime
from typing import Any

import uvicorn
from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_sdk import WebClient
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handlers.playground import Command, Person, Playground

SECRET, BOT_TOKEN, APP_TOKEN = "hemlighet", "xoxb-lekplats", "xapp-lekplats"
ANNA, BO, GUEST = "U0ANNA", "U0BO", "U0GAST"
PEOPLE = [
    Person(ANNA, "anna", "Anna Berg", "Projektledare", "anna@exempel.se"),
    Person(BO, "bo", "Bo Lind", "Ekonom", "bo@exempel.se"),
    Person(GUEST, "gast", "Gösta Ek", "Partner", "gosta@annan.se", team_id="T0ANNAN"),
    Person("U0UTE", "ute", "Ute Nilsson", in_channel=False),
    Person("U0GAMMAL", "gammal", "Gammal Kollega", deleted=True, in_channel=False),
]


def new_playground(**settings: Any) -> Playground:
    """A started playground on 14 March 2024."""
    playground = Playground(
        signing_secret=SECRET,
        bot_token=BOT_TOKEN,
        app_token=APP_TOKEN,
        people=PEOPLE,
        commands=[Command("/eko", "Säger detsamma", "[text]", ["/eko hej"])],
        now=lambda: datetime(2024, 3, 14, 9, 0, tzinfo=UTC),
        notice="Exempeldata.",
        **settings,
    )
    playground.start()
    return playground


class Assistant:
    """A Bolt app behind a web server, in a thread. Each test puts a new app in."""

    def __init__(self) -> None:
        self.app: App
        self.requests: list[dict[str, str]] = []
        sock = socket.socket()
        sock.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{sock.getsockname()[1]}/slack/events"
        routes = [Route("/slack/events", self._handle, methods=["POST"])]
        config = uvicorn.Config(Starlette(routes=routes), log_level="critical", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [sock]}, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.001)

    def listen_to(self, playground: Playground, client: WebClient) -> None:
        """Begins anew with an app that knows nothing yet."""
        self.app = App(client=client, signing_secret=SECRET, process_before_response=True)
        self.requests.clear()
        playground.request_url = self.url

    async def _handle(self, request: Request) -> Response:
        self.requests.append(dict(request.headers))
        body = await request.body()
        answer = await run_in_threadpool(self.app.dispatch, to_bolt_request(request, body))
        return to_starlette_response(answer)

    def stop(self) -> None:
        """Stops the web server."""
        self._server.should_exit = self._server.force_exit = True
        self._thread.join(3)


def section(text: str = "Hej") -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(action_id: str = "go", value: str = "1", **more: Any) -> dict[str, Any]:
    text = {"type": "plain_text", "text": "Tryck"}
    return {"type": "button", "action_id": action_id, "value": value, "text": text} | more


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def option(value: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": value.title()}, "value": value}


def field(block_id: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    label = {"type": "plain_text", "text": block_id}
    return {"type": "input", "block_id": block_id, "label": label, "element": {"action_id": "a"} | element} | more


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    text = {"type": "plain_text", "text": "Logga"}
    return {"type": "modal", "callback_id": "form", "title": text, "submit": text, "blocks": list(blocks)} | more


def pressed(assistant: Assistant, action: str) -> dict[str, Any]:
    """What the app will be sent when somebody uses that element."""
    seen: dict[str, Any] = {}

    @assistant.app.action(action)
    def used(ack: Any, body: dict[str, Any]) -> None:
        seen.update(body)
        ack()

    return seen
