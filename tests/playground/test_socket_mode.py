"""Bolt's own Socket Mode handler calls in and is answered as by Slack."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from handlers.playground import Playground

from .kit import ANNA, APP_TOKEN, SECRET, field, modal


@pytest.fixture
def app(playground: Playground, client: WebClient) -> Iterator[App]:
    started = App(client=client, signing_secret=SECRET)
    handler = SocketModeHandler(started, APP_TOKEN, ping_interval=0.1)
    handler.connect()
    playground.wait_for(lambda: playground.sockets.connections)
    yield started
    # The client reads for up to 3 s before it sees that it is closed; a cut line wakes it.
    handler.client.auto_reconnect_enabled = False
    playground.sockets.cut()
    handler.close()


def test_commands_forms_and_events_come_in_envelopes(playground: Playground, app: App) -> None:
    heard = []

    @app.command("/eko")
    def eko(ack, body, client):
        client.views_open(trigger_id=body["trigger_id"], view=modal(field("n", {"type": "plain_text_input"})))
        ack(text=f"Du skrev {body['text']}")

    @app.view("form")
    def save(ack):
        ack(response_action="errors", errors={"n": "Nej."})

    app.event("app_mention")(lambda event: heard.append(event["text"]))
    exchange = playground.command(ANNA, "/eko", "hej")
    assert (exchange.status, exchange.message.text) == (200, "Du skrev hej")
    assert playground.submit(ANNA, {"n": "x"}).errors == {"n": "Nej."}
    playground.mention(ANNA, "läget?")
    playground.wait_for(lambda: heard)


def test_an_envelope_can_come_twice(playground: Playground, app: App) -> None:
    heard = []

    @app.command("/eko")
    def eko(ack, body):
        heard.append(body["trigger_id"])
        ack()

    playground.sockets.repeat_next()
    playground.command(ANNA, "/eko", trigger_id="1.2.x")
    playground.wait_for(lambda: len(heard) == 2)
    assert set(heard) == {"1.2.x"}


@pytest.mark.parametrize("how", ["cut", "disconnect"])
def test_a_lost_connection_is_made_again(playground: Playground, app: App, how: str) -> None:
    app.command("/eko")(lambda ack: ack("hej"))
    before = list(playground.sockets._open)
    getattr(playground.sockets, how)()
    playground.wait_for(lambda: [s for s in playground.sockets._open if s not in before], timeout=10)
    playground.wait_for(lambda: not any(s in playground.sockets._open for s in before), timeout=10)
    assert playground.command(ANNA, "/eko").message.text == "hej"


def test_nobody_there_is_said_as_slack_says_it(playground: Playground) -> None:
    assert "dispatch_failed" in playground.command(ANNA, "/eko").failure
