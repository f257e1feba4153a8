"""Where no history can be asked, as in Teams: what may have come comes again, says so, and not for ever."""

import pytest

from bot.project import Member
from bot.reply import Reply
from handlers.requests import Outcome
from storage import deliveries, plans

SEVEN = "📌 YH-släpp om 7 dagar"
TWICE = "Den här påminnelsen kan ha kommit två gånger."
MORE = "Den här påminnelsen kan ha kommit flera gånger."
DOUBT = Outcome("in_doubt", reason="ReadTimeout")


@pytest.fixture
def due(group):
    group.channel.no_history |= {"C1", "U9"}
    group.at("2025-01-10 12:00").plan()
    return group.at("2025-01-16 08:00")


def notes(group) -> list[str]:
    return [each for posted in group.channel.messages for each in posted.reply.notes]


@pytest.mark.parametrize("arrives", [True, False])
def test_in_doubt_it_comes_again_and_says_so(due, arrives):
    due.channel.next(DOUBT, arrives=arrives)
    due.look()
    assert due.wait(seconds=9).look() == []
    assert due.wait(seconds=2).look() == [SEVEN]
    assert notes(due) == [TWICE]
    assert due.delivery()["state"] == "sent"
    assert due.wait(hours=1).look() == []


def test_drawn_anew_it_still_says_so(due):
    due.channel.next(DOUBT, arrives=False)
    due.look()
    due.wait(seconds=11).look()
    with due.database.reading() as db:
        (activity,) = plans.dated(db, ["yh-släpp"], due.now().date())
    due.mark(activity, "event:7", done_at=due.now().isoformat(), done_by="U1")
    due.wait(seconds=10).look()
    (posted,) = due.channel.messages
    assert "✅ Klart" in posted.text
    assert posted.reply.notes[-1] == TWICE


def test_killed_on_the_way_it_comes_again_and_says_so(due, killed):
    due.channel.next(killed(), arrives=True)
    with pytest.raises(killed):
        due.look()
    assert due.wait(seconds=11).look() == [SEVEN]
    assert notes(due) == [TWICE]


def test_it_comes_five_times_at_most_ever_more_seldom_and_is_then_left(due, caplog):
    for _ in range(5):
        due.channel.next(DOUBT, arrives=True)
    due.look()
    came_at = []
    for second in range(0, 5 * 3600, 10):
        came_at += [second for _ in due.look()]
        due.wait(seconds=10)
    assert came_at == [10, 130, 130 + 20 * 60, 130 + 75 * 60]
    assert [each for each in notes(due) if "kan ha kommit" in each] == [TWICE, MORE, MORE, MORE]
    delivery = due.delivery()
    assert (delivery["state"], delivery["reason"], delivery["attempts"]) == ("in_doubt", "unaskable", 5)
    assert delivery["settled_at"]
    assert "cannot be asked" in caplog.text


def test_killed_each_time_it_comes_five_times_at_most(due, killed):
    for _ in range(8):
        due.channel.next(killed(), arrives=True)
    for _ in range(5):
        with pytest.raises(killed):
            due.look()
        due.wait(minutes=15)
    for _ in range(3):
        assert due.wait(minutes=15).look() == []
    assert len(due.came) == 5
    assert due.delivery()["settled_at"]


def test_asked_to_wait_after_the_doubt_it_still_says_that_it_may_have_come(due):
    due.channel.next(DOUBT, arrives=True)
    due.look()
    due.channel.next(Outcome("later", retry_after=30))
    assert due.wait(seconds=11).look() == []
    assert due.wait(seconds=31).look() == [SEVEN]
    assert notes(due) == [TWICE]


def test_asked_to_wait_it_comes_once_and_says_nothing_of_twice(due):
    due.channel.next(Outcome("later", retry_after=30))
    due.look()
    assert due.wait(seconds=31).look() == [SEVEN]
    assert notes(due) == []
    assert due.channel.asked == 0


def test_over_before_it_came_again_it_is_left_in_doubt(due):
    due.channel.next(DOUBT)
    due.look()
    assert due.at("2025-01-24 07:00").look() == []
    rows = due.rows("SELECT state, reason FROM deliveries")
    assert rows == [{"state": "in_doubt", "reason": "over"}]


def test_taken_back_and_planned_anew_it_does_not_come_a_second_time(due):
    due.channel.next(DOUBT, arrives=True)
    due.look()
    with due.database.reading() as db:
        (activity,) = plans.dated(db, ["yh-släpp"], due.now().date())
    due.undo(activity)
    assert due.wait(seconds=11).look() == []
    due.restore(activity.model_copy(update={"deleted_at": due.now().isoformat()}))
    assert due.wait(minutes=5).look() == []
    assert due.rows("SELECT state FROM deliveries") == [{"state": "in_doubt"}]


def test_what_nobody_may_have_seen_goes_to_the_leader_and_says_it(due):
    leader = Member(name="Lena", role="projektledare", slack="U9")
    project = due.project.model_copy(update={"members": (leader,)})
    object.__setattr__(due.duty, "project", project)
    due.channel.next(DOUBT)
    due.look()
    due.channel.next(Outcome("refused", reason="BotNotInConversationRoster", unreachable=True))
    due.wait(seconds=11).look()
    assert due.wait(seconds=11).look() == [SEVEN]
    (posted,) = due.channel.messages
    assert posted.to == "U9"
    assert "men jag är inte med i den. Lägg till YH-assistenten där igen." in posted.text
    assert "Det kan ha hunnit stå där ändå." in posted.text
    assert "gånger" not in posted.text


def test_what_was_shared_says_it_too(group):
    group.channel.no_history.add("C1")
    object.__setattr__(group.duty, "queued", lambda _about: Reply(title="Anna delar aktivitet 1"))
    with group.database.transaction() as db:
        deliveries.queue(db, recipient="C1", about="share activity:1 x U1", at=group.now().isoformat())
    group.channel.next(DOUBT, arrives=True)
    group.look()
    group.wait(seconds=11).look()
    assert notes(group) == ["Det här meddelandet kan ha kommit två gånger."]
