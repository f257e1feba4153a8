"""The line to Slack: refused at once, waited for, and taken up again."""

import pytest
from slack_sdk.errors import SlackApiError

from handlers.slack import socket

from .conftest import ANNA, APP_TOKEN, House


def test_a_token_that_slack_refuses_stops_the_start(bare: House):
    line = socket.SocketMode(bare.app, "xapp-fel")
    with pytest.raises(SlackApiError):
        line.start()
    assert not line.connected()
    line.stop()


def test_a_slack_that_does_not_answer_is_waited_for(bare: House, monkeypatch):
    monkeypatch.setattr(socket, "_PAUSES", (0.05,))
    bare.playground.fail("apps.connections.open", "500", 2)
    line = socket.SocketMode(bare.app, APP_TOKEN)
    line.start()
    assert not line.connected()
    bare.playground.wait_for(line.connected)
    assert bare.playground.command(ANNA, "/yh-logg", "x").message.shown == "Hej"
    line.stop()
    assert not line.connected()
