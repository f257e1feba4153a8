"""The playground with a small app behind it, and a window on it: for facts about the page that no assistant matters to."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page
from slack_sdk import WebClient

from handlers.playground import Playground, Shortcut
from tests.browser.window import window
from tests.playground.kit import BOT_TOKEN, Assistant, actions, button, field, modal, new_playground, section

LOG_IT = Shortcut("log_it", "Logga i YH")


@pytest.fixture(scope="module")
def server() -> Iterator[Assistant]:
    started_server = Assistant()
    yield started_server
    started_server.stop()


@pytest.fixture
def playground(server: Assistant) -> Iterator[Playground]:
    """A playground whose app answers /eko with a button that opens a form, and messages with 'Jaha'."""
    playground = new_playground(shortcuts=[LOG_IT])
    server.listen_to(playground, WebClient(BOT_TOKEN, base_url=playground.api_url))
    app, form = server.app, modal(actions(button("deeper")), field("Antal", {"type": "plain_text_input"}))

    @app.command("/eko")
    def echo(ack: Any, command: dict[str, Any]) -> None:
        ack(text=command["text"], blocks=[section(command["text"]), actions(button("edit"))])

    @app.action("edit")
    @app.shortcut("log_it")
    def edit(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=form)
        ack()

    @app.action("deeper")
    def deeper(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        client.views_push(trigger_id=body["trigger_id"], view=form | {"title": form["title"] | {"text": "Djupare"}})
        ack()

    @app.event("app_home_opened")
    def home(event: dict[str, Any], client: WebClient) -> None:
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section("Läget i dag")]})

    app.event("message")(lambda event, say: say("Jaha", thread_ts=event.get("thread_ts") or event["ts"]))
    yield playground
    playground.stop()


@pytest.fixture
def page(playground: Playground) -> Iterator[Page]:
    with window(playground.url) as page:
        yield page
