"""A reminder goes out once; what became of it is known, or known to be unknown."""

import logging
import time
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk import WebClient

from bot.reply import Button, Reply
from handlers.outbox import Outbox
from handlers.playground import Playground
from handlers.requests import Gone, Outcome
from handlers.slack.post import Poster

from .conftest import ANNA, TOKEN

REMINDER = Reply(
    title="YH-släpp om 14 dagar", text=("Nu: stäm av <!channel>",), buttons=(Button(label="Klart", action="done"),)
)


@pytest.fixture
def poster(playground: Playground) -> Poster:
    return Poster(WebClient(token=TOKEN, base_url=playground.api_url))


def test_a_reminder_comes_to_the_channel_and_is_found_again(poster, playground):
    sent = poster.post(playground.channel_id, REMINDER, "d1")
    (message,) = playground.messages()
    assert sent == Outcome("sent", message=message.ts)
    assert [message.shown for message in playground.messages()] == [
        "YH-släpp om 14 dagar\n\n\nNu: stäm av <!channel>\nKlart"
    ]
    assert poster.find(playground.channel_id, {"d1", "d2"}, 0) == {"d1": message.ts}
    assert playground.refusals == []


def test_a_person_is_reminded_privately(poster, playground):
    assert poster.post(ANNA, REMINDER, "d1").state == "sent"
    assert playground.messages() == []
    assert [message.channel for message in playground.visible(ANNA)] == ["D0ANNA"]
    assert poster.find(ANNA, {"d1"}, 0) == {"d1": playground.visible(ANNA)[0].ts}


@pytest.mark.parametrize("how", ["500_accepted", "drop_accepted", "500", "drop", "internal_error", "fatal_error"])
def test_when_the_answer_is_lost_only_the_history_knows(poster, playground, how, caplog):
    playground.fail("chat.postMessage", how)
    with caplog.at_level(logging.DEBUG, "handlers"):
        assert poster.post(playground.channel_id, REMINDER, "d1").state == "in_doubt"
    accepted = how.endswith("accepted")
    assert len(playground.messages()) == accepted
    assert set(poster.find(playground.channel_id, {"d1"}, 0)) == ({"d1"} if accepted else set())
    assert "YH-släpp" not in caplog.text


def test_a_slack_that_is_silent_leaves_it_in_doubt(playground):
    poster = Poster(WebClient(token=TOKEN, base_url=playground.api_url), timeout=1)
    playground.fail("chat.postMessage", "timeout", seconds=4)
    began = time.monotonic()
    assert poster.post(playground.channel_id, REMINDER, "d1").state == "in_doubt"
    assert time.monotonic() - began < 3.5
    assert set(poster.find(playground.channel_id, {"d1"}, 0)) == {"d1"}


def test_a_slack_that_is_slow_is_not_asked_more_than_there_is_time_for(poster, playground, monkeypatch):
    monkeypatch.setattr("handlers.slack.post._LAST_START", 0)
    assert poster.post(playground.channel_id, REMINDER, "d1") == Outcome("later", 1, "slow")
    assert playground.messages() == []


def test_too_fast_is_to_be_sent_later(poster, playground):
    playground.fail("chat.postMessage", "ratelimited", seconds=7)
    assert poster.post(playground.channel_id, REMINDER, "d1") == Outcome("later", 7, "ratelimited")
    assert playground.messages() == []


@pytest.mark.parametrize(
    ("error", "theirs"),
    [
        ("channel_not_found", True), ("not_in_channel", True), ("is_archived", True),
        ("restricted_action_read_only_channel", True), ("msg_too_long", False), ("invalid_auth", False),
        ("token_revoked", False), ("account_inactive", False), ("missing_scope", False),
    ],
)  # fmt: skip
def test_what_slack_refuses_has_its_reason_and_tells_whose_it_is(poster, playground, error, theirs):
    playground.fail("chat.postMessage", error)
    assert poster.post(playground.channel_id, REMINDER, "d1") == Outcome("refused", 0, error, unreachable=theirs)


def test_a_channel_that_is_being_moved_is_tried_later(poster, playground):
    playground.fail("chat.postMessage", "external_channel_migrating")
    moved = Outcome("later", 60, "external_channel_migrating")
    assert poster.post(playground.channel_id, REMINDER, "d1") == moved


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_blocks_too_long"])
def test_where_blocks_are_not_taken_the_text_is(poster, playground, error):
    playground.fail("chat.postMessage", error)
    assert poster.post(playground.channel_id, REMINDER, "d1").state == "sent"
    (message,) = playground.messages()
    assert message.blocks == []
    assert message.text == "YH-släpp om 14 dagar\nNu: stäm av &lt;!channel&gt;"
    assert set(poster.find(playground.channel_id, {"d1"}, 0)) == {"d1"}


def test_a_conversation_that_cannot_be_opened_leaves_nothing_in_doubt(poster, playground):
    playground.fail("conversations.open", "500")
    assert poster.post(ANNA, REMINDER, "d1").state == "later"
    playground.fail("conversations.open", "user_not_found")
    assert poster.post(ANNA, REMINDER, "d1") == Outcome("refused", 0, "user_not_found", unreachable=True)
    assert playground.visible(ANNA) == []


def test_where_nobody_listens_nothing_was_sent():
    poster = Poster(WebClient(token=TOKEN, base_url="http://127.0.0.1:1/api/"))
    assert poster.post("C1", REMINDER, "d1").state == "later"
    assert poster.find("C1", {"d1"}, 0) is None


@pytest.mark.parametrize("how", ["500", "drop", "ratelimited", "missing_scope", "account_inactive"])
def test_a_history_that_cannot_be_read_says_nothing(poster, playground, how):
    poster.post(playground.channel_id, REMINDER, "d1")
    playground.fail("conversations.history", how)
    assert poster.find(playground.channel_id, {"d1"}, 0) is None


def test_a_delivery_is_found_behind_much_talk(poster, playground):
    poster.post(playground.channel_id, REMINDER, "d1")
    for number in range(450):
        playground.say(ANNA, f"prat {number}")
    assert set(poster.find(playground.channel_id, {"d1", "d2"}, 0)) == {"d1"}


@pytest.mark.parametrize("ahead", [timedelta(hours=3), timedelta(days=1), timedelta(days=400), timedelta(days=-1)])
def test_a_clock_that_is_wrong_does_not_hide_what_is_there(poster, playground, ahead):
    playground.fail("chat.postMessage", "drop_accepted")
    recorded = datetime.now(UTC) + ahead
    assert poster.post(playground.channel_id, REMINDER, "d1").state == "in_doubt"
    for number in range(30):
        playground.say(ANNA, f"prat {number}")
    assert set(poster.find(playground.channel_id, {"d1", "d2"}, recorded.timestamp())) == {"d1"}


def test_a_clock_a_day_ahead_does_not_hide_what_is_pages_back(poster, playground):
    poster.post(playground.channel_id, REMINDER, "d1")
    for number in range(450):
        playground.say(ANNA, f"prat {number}")
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    assert set(poster.find(playground.channel_id, {"d1"}, tomorrow.timestamp())) == {"d1"}


def test_the_history_is_read_no_further_back_than_it_must(poster, playground, monkeypatch):
    monkeypatch.setattr("handlers.slack.post._PAGES", 2)
    for number in range(450):
        playground.say(ANNA, f"prat {number}")
    assert poster.find(playground.channel_id, {"d1"}, 0) is None, "there is more, and nobody knows what"
    assert poster.find(playground.channel_id, {"d1"}, time.time() + 30 * 86_400) == {}


def test_a_reminder_is_redrawn_where_it_stands_and_still_found(poster, playground):
    sent = poster.post(playground.channel_id, REMINDER, "d1")
    done = Reply(title="YH-släpp om 14 dagar", text=("Klart, av Anna <!channel>",))
    for _ in range(2):
        assert poster.update(playground.channel_id, sent.message, done, "d1") == Outcome("sent", message=sent.message)
    (message,) = playground.messages()
    assert message.shown == "YH-släpp om 14 dagar\n\n\nKlart, av Anna <!channel>"
    assert poster.find(playground.channel_id, {"d1"}, 0) == {"d1": sent.message}
    assert playground.refusals == []


def test_what_was_said_privately_is_redrawn_there(poster, playground):
    sent = poster.post(ANNA, REMINDER, "d1")
    assert poster.update(ANNA, sent.message, Reply(title="Klart"), "d1").state == "sent"
    assert [message.shown for message in playground.visible(ANNA)] == ["Klart"]


def test_a_redrawing_without_blocks_leaves_none_of_the_old(poster, playground):
    sent = poster.post(playground.channel_id, REMINDER, "d1")
    playground.fail("chat.update", "invalid_blocks")
    assert poster.update(playground.channel_id, sent.message, Reply(title="Klart"), "d1").state == "sent"
    (message,) = playground.messages()
    assert (message.text, message.blocks) == ("Klart", [])
    assert set(poster.find(playground.channel_id, {"d1"}, 0)) == {"d1"}


@pytest.mark.parametrize(
    ("how", "outcome"),
    [
        ("ratelimited", Outcome("later", 7, "ratelimited")),
        ("update_failed", Outcome("later", 60, "update_failed")),
        ("500_accepted", Outcome("in_doubt", 0, "http_500")),
        ("edit_window_closed", Outcome("refused", 0, "edit_window_closed")),
        ("cant_update_message", Outcome("refused", 0, "cant_update_message")),
        ("message_not_found", Outcome("refused", 0, "message_not_found")),
        ("is_inactive", Outcome("refused", 0, "is_inactive", unreachable=True)),
    ],
)
def test_what_became_of_a_redrawing_is_told(poster, playground, how, outcome):
    sent = poster.post(playground.channel_id, REMINDER, "d1")
    playground.fail("chat.update", how, seconds=7)
    assert poster.update(playground.channel_id, sent.message, REMINDER, "d1") == outcome


def test_a_message_that_somebody_deleted_is_not_redrawn(poster, playground):
    sent = poster.post(playground.channel_id, REMINDER, "d1")
    playground.workspace.remove(playground.workspace.find(playground.channel_id, sent.message))
    outcome = poster.update(playground.channel_id, sent.message, REMINDER, "d1")
    assert outcome == Outcome("refused", 0, "message_not_found")
    assert playground.messages() == []


def test_a_channel_that_is_archived_is_read_but_not_reached(poster, playground):
    sent = poster.post(playground.channel_id, REMINDER, "d1")
    playground.archive()
    gone = Outcome("refused", 0, "is_archived", unreachable=True)
    assert poster.post(playground.channel_id, REMINDER, "d2") == gone
    assert poster.update(playground.channel_id, sent.message, REMINDER, "d1").unreachable
    assert poster.find(playground.channel_id, {"d1", "d2"}, 0) == {"d1": sent.message}


@pytest.mark.parametrize("how", ["deleted", "without us"])
def test_a_channel_that_is_gone_for_us_is_neither_read_nor_reached(poster, playground, how):
    sent = poster.post(playground.channel_id, REMINDER, "d1")
    if how == "deleted":
        playground.delete_channel()
    else:
        playground.leave(playground.bot_user_id)
    gone = Outcome("refused", 0, "channel_not_found", unreachable=True)
    assert poster.post(playground.channel_id, REMINDER, "d2") == gone
    assert poster.update(playground.channel_id, sent.message, REMINDER, "d1") == gone
    assert poster.find(playground.channel_id, {"d1"}, 0) == Gone("channel_not_found")


def test_a_person_who_has_left_is_not_written_to(poster, playground):
    sent = poster.post(ANNA, REMINDER, "d1")
    playground.change_person(ANNA, deleted=True)
    gone = Outcome("refused", 0, "user_disabled", unreachable=True)
    assert poster.post(ANNA, REMINDER, "d2") == gone
    assert poster.update(ANNA, sent.message, REMINDER, "d1") == gone
    assert poster.find(ANNA, {"d1"}, 0) == Gone("user_disabled")
    assert len(playground.visible(ANNA)) == 1, "a conversation with nobody in it takes messages all the same"


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
