"""What may or may not have arrived: only the channel's history decides."""

import logging

import pytest

from bot.reply import Reply
from handlers.requests import Outcome
from storage import deliveries, plans

SEVEN = "📌 YH-släpp om 7 dagar"
DOUBT = Outcome("in_doubt", reason="timeout")


@pytest.fixture
def due(group):
    group.at("2025-01-10 12:00").plan()
    return group.at("2025-01-16 08:00")


def killed_while_posting(group, killed, *, arrives):
    group.channel.next(killed(), arrives=arrives)
    with pytest.raises(killed):
        group.look()
    assert group.delivery()["state"] == "recorded"


def test_killed_before_it_was_posted_it_comes_after_all(due, killed):
    killed_while_posting(due, killed, arrives=False)
    assert due.wait(seconds=5).look() == []  # not yet: it may be on its way
    assert due.wait(seconds=6).look() == [SEVEN]
    assert (due.delivery()["state"], due.delivery()["attempts"]) == ("sent", 2)


def test_killed_after_it_was_posted_it_does_not_come_again(due, killed):
    killed_while_posting(due, killed, arrives=True)
    assert due.wait(seconds=11).look() == []
    assert due.delivery()["state"] == "sent"
    assert len(due.came) == 1


@pytest.mark.parametrize("answer", [DOUBT, ConnectionResetError()])
@pytest.mark.parametrize("arrives", [True, False])
def test_in_doubt_is_settled_by_the_history(due, answer, arrives):
    due.channel.next(answer, arrives=arrives)
    due.look()
    assert due.delivery()["state"] == "in_doubt"
    due.wait(seconds=11).look()
    assert due.delivery()["state"] == "sent"
    assert len(due.came) == 1
    assert len(set(due.channel.attempts)) == 1  # the same delivery id


def test_an_unreadable_history_is_asked_again_ever_more_seldom_and_nothing_is_posted(due):
    due.channel.next(DOUBT, arrives=False)
    due.look()
    due.channel.readable = False
    asked_at = []
    due.wait(seconds=11)
    for minute in range(40):
        before = due.channel.asked
        assert due.look() == []
        if due.channel.asked > before:
            asked_at.append(minute)
        due.wait(minutes=1)
    assert asked_at == [0, 1, 3, 8, 18, 28, 38]
    due.channel.readable = True
    assert due.wait(minutes=10).look() == [SEVEN]


def test_found_after_several_looks_and_drawn_anew_it_says_nothing_of_twice(due):
    due.channel.next(DOUBT, arrives=True)
    due.look()
    due.channel.readable = False
    for _ in range(3):
        due.wait(minutes=3).look()
    due.channel.readable = True
    due.wait(minutes=10).look()
    with due.database.reading() as db:
        (activity,) = plans.dated(db, ["yh-släpp"], due.now().date())
    due.change(activity, place="Conventum")
    due.wait(seconds=10).look()
    assert "gånger" not in due.came[0]
    assert "Conventum" in due.came[0]


def test_in_doubt_and_over_is_looked_for_first(due):
    due.channel.next(DOUBT, arrives=True)
    due.look()
    assert due.at("2025-01-24 07:00").look() == []
    rows = due.rows("SELECT state, reason FROM deliveries")
    assert rows == [{"state": "sent", "reason": None}]


def test_in_doubt_not_there_and_over_is_not_sent(due):
    due.channel.next(DOUBT, arrives=False)
    due.look()
    assert due.at("2025-01-24 07:00").look() == []
    assert (due.delivery()["state"], due.delivery()["reason"]) == ("refused", "over")


def test_never_readable_and_over_is_given_up_as_in_doubt(due):
    due.channel.next(DOUBT, arrives=False)
    due.look()
    due.channel.readable = False
    due.at("2025-01-24 07:00").look()
    assert due.delivery()["state"] == "in_doubt"
    assert due.delivery()["settled_at"]


def test_several_in_doubt_are_one_question_to_the_channel(due):
    due.at("2025-01-15 12:00").plan("Annat möte", "annat")
    due.at("2025-01-16 08:00")
    due.channel.next(DOUBT, arrives=True)
    due.channel.next(DOUBT, arrives=False)
    due.look()
    due.wait(seconds=11).look()
    assert due.channel.asked == 1
    assert len(due.came) == 2


def test_429_is_tried_again_when_slack_says_and_no_doubt_about_it(due):
    due.channel.next(Outcome("later", retry_after=30))
    assert due.look() == []
    assert due.wait(seconds=29).look() == []
    assert due.wait(seconds=2).look() == [SEVEN]
    assert due.channel.asked == 0


def test_after_a_429_the_others_to_that_channel_wait_too(due):
    due.at("2025-01-15 12:00").plan("Annat möte", "annat")
    due.plan("Privat", "annat", responsible="Anna")
    due.at("2025-01-16 08:00")
    due.channel.next(Outcome("later", retry_after=30))
    assert due.look() == ["📌 Privat om 7 dagar"]
    assert len(due.channel.attempts) == 2
    assert due.wait(seconds=31).look() == [SEVEN, "📌 Annat möte om 7 dagar"]


def test_what_an_administrator_can_mend_is_tried_again_for_a_day(due, caplog):
    for _ in range(3):
        due.channel.next(Outcome("refused", reason="not_in_channel"))
    due.look()
    assert "not_in_channel" in caplog.text
    assert due.wait(minutes=14).look() == []
    due.wait(minutes=2).look()
    due.wait(minutes=16).look()
    assert due.wait(hours=1).look() == [SEVEN]
    assert "Skulle ha kommit tors 16 januari kl 8.00." in due.came[0]


def test_what_nobody_mends_in_a_day_is_given_up_with_its_reason(due):
    for _ in range(200):
        due.channel.next(Outcome("refused", reason="channel_not_found"))
    for _ in range(100):
        due.wait(minutes=15, seconds=1).look()
    delivery = due.rows("SELECT * FROM deliveries")[0]
    assert (delivery["state"], delivery["reason"]) == ("refused", "channel_not_found")
    assert delivery["settled_at"] < "2025-01-17T08:00"
    assert delivery["attempts"] > 90


def test_another_refusal_is_final_and_logged(due, caplog):
    due.channel.next(Outcome("refused", reason="invalid_blocks"))
    due.look()
    due.wait(hours=1).look()
    assert len(due.channel.attempts) == 1
    assert "invalid_blocks" in caplog.text
    assert due.delivery()["settled_at"]


def test_over_before_it_was_mended_is_not_sent(group):
    group.at("2025-01-21 12:00").plan(day="2025-01-23")
    group.at("2025-01-22 08:00")
    group.channel.next(Outcome("refused", reason="not_in_channel"))
    group.look()
    assert group.at("2025-01-24 00:00").look() == []
    assert group.delivery()["reason"] == "over"


@pytest.mark.parametrize("change", ["undo", "move"])
def test_a_plan_changed_while_it_waited_is_not_sent(due, change):
    due.channel.next(Outcome("later", retry_after=60))
    due.look()
    with due.database.reading() as db:
        (activity,) = plans.dated(db, ["yh-släpp"], due.now().date())
    due.undo(activity) if change == "undo" else due.change(activity, date=activity.date.replace(day=24))
    assert due.wait(minutes=2).look() == []
    assert due.delivery()["reason"] == "changed"


def test_a_lock_while_settling_leaves_it_in_doubt_not_lost(due, monkeypatch):
    monkeypatch.setattr(deliveries, "settle", lambda *_args, **_rest: (_ for _ in ()).throw(OSError("disk")))
    assert due.look() == [SEVEN]
    monkeypatch.undo()
    assert due.wait(seconds=11).look() == []
    assert due.delivery()["state"] == "sent"


def test_a_history_that_raises_is_an_unreadable_one(due, monkeypatch):
    due.channel.next(DOUBT, arrives=True)
    due.look()
    monkeypatch.setattr(due.channel, "find", lambda *_: 1 / 0)
    assert due.wait(seconds=11).look() == []
    assert due.delivery()["state"] == "in_doubt"


def test_the_log_holds_no_message(due, caplog):
    caplog.set_level(logging.DEBUG)
    due.channel.next(ValueError("YH-släpp i Conventum"))
    due.look()
    assert "ValueError" in caplog.text
    assert "Conventum" not in caplog.text


def test_what_is_queued_goes_out_once(group):
    replies = {"share activity:1": Reply(title="✅ Aktivitet 1")}
    object.__setattr__(group.duty, "queued", replies.get)
    for about in ("share activity:1", "share activity:1", "share activity:2"):
        with group.database.transaction() as db:
            deliveries.queue(db, recipient="C1", about=about, at=group.now().isoformat())
    assert group.look() == ["✅ Aktivitet 1"]
    assert group.wait(minutes=1).look() == []
    assert group.channel.asked == 0
    states = group.rows("SELECT state, reason FROM deliveries ORDER BY about")
    assert states == [{"state": "sent", "reason": None}, {"state": "refused", "reason": "withdrawn"}]
