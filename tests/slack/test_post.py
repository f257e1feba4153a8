"""A reminder goes out once; what became of it is known, or known to be unknown."""

import logging
import time

import pytest
from slack_sdk import WebClient

from bot.reply import Button, Reply
from handlers.playground import Playground
from handlers.requests import Outcome
from handlers.slack.outbox import Outbox
from handlers.slack.post import Poster

from .conftest import ANNA, TOKEN

REMINDER = Reply(
    title="YH-släpp om 14 dagar", text=("Nu: stäm av <!channel>",), buttons=(Button(label="Klart", action="done"),)
)


@pytest.fixture
def poster(playground: Playground) -> Poster:
    return Poster(WebClient(token=TOKEN, base_url=playground.api_url))


def test_a_reminder_comes_to_the_channel_and_is_found_again(poster, playground):
    began = time.time() - 1
    assert poster.post(playground.channel_id, REMINDER, "d1") == Outcome("sent")
    assert [message.shown for message in playground.messages()] == [
        "YH-släpp om 14 dagar\n\n\nNu: stäm av <!channel>\nKlart"
    ]
    assert poster.find(playground.channel_id, {"d1", "d2"}, began) == {"d1"}
    assert poster.find(playground.channel_id, {"d1"}, time.time() + 60) == set()
    assert playground.refusals == []


def test_a_person_is_reminded_privately(poster, playground):
    assert poster.post(ANNA, REMINDER, "d1").state == "sent"
    assert playground.messages() == []
    assert [message.channel for message in playground.visible(ANNA)] == ["D0ANNA"]
    assert poster.find(ANNA, {"d1"}, 0) == {"d1"}


@pytest.mark.parametrize("how", ["500_accepted", "drop_accepted", "500", "drop", "internal_error", "fatal_error"])
def test_when_the_answer_is_lost_only_the_history_knows(poster, playground, how, caplog):
    playground.fail("chat.postMessage", how)
    with caplog.at_level(logging.DEBUG, "handlers"):
        assert poster.post(playground.channel_id, REMINDER, "d1").state == "in_doubt"
    accepted = how.endswith("accepted")
    assert len(playground.messages()) == accepted
    assert poster.find(playground.channel_id, {"d1"}, 0) == ({"d1"} if accepted else set())
    assert "YH-släpp" not in caplog.text


def test_a_slack_that_is_silent_leaves_it_in_doubt(playground):
    poster = Poster(WebClient(token=TOKEN, base_url=playground.api_url), timeout=1)
    playground.fail("chat.postMessage", "timeout", seconds=4)
    began = time.monotonic()
    assert poster.post(playground.channel_id, REMINDER, "d1").state == "in_doubt"
    assert time.monotonic() - began < 3.5
    assert poster.find(playground.channel_id, {"d1"}, 0) == {"d1"}


def test_a_slack_that_is_slow_is_not_asked_more_than_there_is_time_for(poster, playground, monkeypatch):
    monkeypatch.setattr("handlers.slack.post._LAST_START", 0)
    assert poster.post(playground.channel_id, REMINDER, "d1") == Outcome("later", 1, "slow")
    assert playground.messages() == []


def test_too_fast_is_to_be_sent_later(poster, playground):
    playground.fail("chat.postMessage", "ratelimited", seconds=7)
    assert poster.post(playground.channel_id, REMINDER, "d1") == Outcome("later", 7, "ratelimited")
    assert playground.messages() == []


@pytest.mark.parametrize(
    "error", ["channel_not_found", "not_in_channel", "is_archived", "invalid_auth", "msg_too_long"]
)
def test_what_slack_refuses_has_its_reason(poster, playground, error):
    playground.fail("chat.postMessage", error)
    assert poster.post(playground.channel_id, REMINDER, "d1") == Outcome("refused", 0, error)


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_blocks_too_long"])
def test_where_blocks_are_not_taken_the_text_is(poster, playground, error):
    playground.fail("chat.postMessage", error)
    assert poster.post(playground.channel_id, REMINDER, "d1").state == "sent"
    (message,) = playground.messages()
    assert message.blocks == []
    assert message.text == "YH-släpp om 14 dagar\nNu: stäm av &lt;!channel&gt;"
    assert poster.find(playground.channel_id, {"d1"}, 0) == {"d1"}


def test_a_conversation_that_cannot_be_opened_leaves_nothing_in_doubt(poster, playground):
    playground.fail("conversations.open", "500")
    assert poster.post(ANNA, REMINDER, "d1").state == "later"
    playground.fail("conversations.open", "user_not_found")
    assert poster.post(ANNA, REMINDER, "d1") == Outcome("refused", 0, "user_not_found")
    assert playground.visible(ANNA) == []


def test_where_nobody_listens_nothing_was_sent():
    poster = Poster(WebClient(token=TOKEN, base_url="http://127.0.0.1:1/api/"))
    assert poster.post("C1", REMINDER, "d1").state == "later"
    assert poster.find("C1", {"d1"}, 0) is None


@pytest.mark.parametrize("how", ["500", "drop", "ratelimited", "missing_scope"])
def test_a_history_that_cannot_be_read_says_nothing(poster, playground, how):
    poster.post(playground.channel_id, REMINDER, "d1")
    playground.fail("conversations.history", how)
    assert poster.find(playground.channel_id, {"d1"}, 0) is None


def test_a_delivery_is_found_behind_much_talk(poster, playground):
    poster.post(playground.channel_id, REMINDER, "d1")
    for number in range(450):
        playground.say(ANNA, f"prat {number}")
    assert poster.find(playground.channel_id, {"d1", "d2"}, 0) == {"d1"}


def test_the_outbox_sends_what_is_left_and_survives_what_fails(caplog):
    outbox, done = Outbox(1), []
    outbox.submit(lambda: 1 / 0)
    outbox.submit(lambda: time.sleep(0.05))
    outbox.submit(lambda: done.append("sist"))
    assert not outbox.wait(0.001)
    outbox.close()
    outbox.submit(lambda: done.append("efteråt"))
    assert done == ["sist", "efteråt"]
    assert "ZeroDivisionError at test_post.py" in caplog.text
    assert "division by zero" not in caplog.text
