"""The line to Slack: refused at once, waited for, and taken up again."""

from types import SimpleNamespace

import pytest

from handlers.slack import socket
from handlers.slack.client import once
from handlers.slack.identity import IdentityRefused
from handlers.slack.line import Line, NotOpened

from .conftest import ANNA, APP_TOKEN, House


def test_a_token_that_slack_refuses_stops_the_start(bare: House):
    line = socket.SocketMode(bare.app, "xapp-fel")
    with pytest.raises(IdentityRefused):
        line.start()
    assert not line.connected()
    line.stop()


def test_a_slack_that_does_not_answer_is_waited_for(bare: House, monkeypatch):
    monkeypatch.setattr(socket, "_PAUSES", (0.05,))
    bare.playground.fail("apps.connections.open", "500", 2)
    line = socket.SocketMode(bare.app, APP_TOKEN)
    line.start()
    assert not line.connected()
    bare.playground.wait_for(lambda: bare.playground.sockets.connections)
    assert bare.playground.command(ANNA, "/yh-logg", "x").message.shown == "Hej"
    line.stop()
    assert not line.connected()


def test_every_attempt_asks_for_an_address_of_its_own(bare: House, monkeypatch):
    monkeypatch.setattr(socket, "_PAUSES", (0.05,))
    address = bare.playground.sockets.address
    bare.playground.sockets.address = "127.0.0.1:1"  # what Slack gave leads nowhere
    line = socket.SocketMode(bare.app, APP_TOKEN)
    line.start()
    assert line.check() == "ingen anslutning till Slack"
    bare.playground.sockets.address = address
    bare.playground.wait_for(line.connected)
    assert line.check() is None
    line.stop()


def test_a_line_that_is_hung_up_is_noticed_before_any_ping(bare: House, monkeypatch):
    monkeypatch.setattr("handlers.slack.line._PING", 3600)
    line = socket.SocketMode(bare.app, APP_TOKEN)
    line.start()
    bare.playground.wait_for(lambda: bare.playground.sockets.connections)
    bare.playground.sockets.cut()
    bare.playground.wait_for(lambda: not line.connected())
    line.stop()


def test_an_orderly_stop_leaves_nothing_in_the_log(bare: House, caplog):
    line = socket.SocketMode(bare.app, APP_TOKEN)
    line.start()
    bare.playground.wait_for(lambda: bare.playground.sockets.connections)
    line.stop()
    assert caplog.records == []


def test_a_429_is_waited_out_as_long_as_slack_says(bare: House, monkeypatch):
    clock = SimpleNamespace(monotonic=lambda: clock.now, now=1000.0)
    monkeypatch.setattr("handlers.slack.line.time", clock)
    bare.playground.fail("apps.connections.open", "ratelimited", seconds=30)
    line = Line(APP_TOKEN, once(bare.client, 2))
    for later in (0, 29):
        clock.now = 1000.0 + later
        with pytest.raises(NotOpened, match="ratelimited"):
            line.issue_new_wss_url()
    clock.now = 1031.0
    assert line.issue_new_wss_url().startswith("ws://")
    line.close()
