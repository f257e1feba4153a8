"""Clocks that jump, hours that are missing, and what comes late."""

from datetime import date, time

import pytest

from handlers.clock import Clock
from handlers.requests import Outcome


def test_what_is_more_than_a_week_late_comes_in_one_message(group):
    group.at("2024-03-01 12:00").plan("Mässa", "annat", "2024-05-03")
    group.plan("Seminarium", "branschseminarium", "2024-06-20", deadline=date(2024, 5, 2))
    group.plan("Möte", "annat", "2024-04-15")
    assert group.at("2024-05-21 12:00").look() == ["📌 Det här skulle jag ha påmint om"]
    lines = group.came[0].splitlines()[1:]
    assert [line.split(":")[0] for line in lines if line.startswith("•")] == [
        "• Möte, mån 15 april", "• Mässa, fre 3 maj", "• Seminarium, tors 20 juni",
    ]  # fmt: skip
    assert "hur gick det?" in lines[0]
    assert "sista anmälningsdag" not in group.came[0], "that day has passed"
    assert "Jag har inte kunnat skicka något sedan" in lines[-1]
    assert group.wait(seconds=11).look() == []


def test_late_by_a_week_both_days_of_one_plan_are_lines_of_their_own(group):
    planned = group.at("2024-03-01 12:00").plan(
        "Seminarium", "branschseminarium", "2024-06-20", deadline=date(2024, 6, 3)
    )
    group.mark(planned, "deadline:3", days=21)
    group.at("2024-05-22 12:00").look()
    (posted,) = [text for text in group.came if "skulle jag ha påmint om" in text]
    assert "• Seminarium, mån 3 juni" in posted
    assert "• Seminarium, tors 20 juni" in posted


def test_what_is_over_while_it_waits_is_not_in_what_comes(group):
    first = group.at("2024-02-26 12:00").plan("Det ena", "annat", "2024-04-25", time=time(9))
    group.mark(first, "own:1", text="Ring", days=30, before="event")
    group.mark(first, "event:7", dropped=True)
    group.mark(first, "event:1", dropped=True)
    second = group.plan("Det andra", "annat", "2024-06-03")
    group.mark(second, "own:2", text="Ring", days=60, before="event")
    group.channel.next(Outcome("later", retry_after=3600))
    assert group.at("2024-04-25 08:30").look() == []
    assert group.wait(hours=1).look() == ["📌 Det andra om 39 dagar"]


def test_a_clock_that_ran_far_ahead_loses_nothing_when_it_comes_back(group):
    group.at("2025-01-15 12:00").plan()
    clock = Clock(group.duty)
    group.at("2031-01-16 07:59")
    clock.look()
    assert "2025-01-16 08:00" in group.reminders("passed")
    group.at("2025-01-16 07:59")
    clock.look()
    assert group.came == []
    group.at("2025-01-16 08:00")
    clock.look()
    assert [text.splitlines()[0] for text in group.came] == ["📌 YH-släpp om 7 dagar"]


def test_what_fell_due_while_the_clock_ran_ahead_comes_late(group):
    group.at("2025-01-15 12:00").plan()
    group.at("2025-03-20 07:59").look()
    before = len(group.came)
    assert group.at("2025-01-16 12:00").look() == ["📌 YH-släpp om 7 dagar"]
    assert "Skulle ha kommit tors 16 januari kl 8.00." in group.came[before]


def test_a_message_on_its_way_when_the_clock_comes_back_does_not_wait_for_that_day(group, killed):
    group.at("2025-01-10 12:00").plan()
    group.at("2025-01-18 08:00").channel.next(killed(), arrives=True)
    with pytest.raises(killed):
        group.look()
    assert group.at("2025-01-16 09:00").look() == []
    assert group.delivery()["state"] == "sent"


def test_a_wait_that_is_out_of_all_reason_is_an_hour(group):
    group.at("2025-01-15 12:00").plan()
    group.at("2025-01-16 08:00").channel.next(Outcome("later", retry_after=10**6))
    group.look()
    assert group.wait(minutes=59).look() == []
    assert group.wait(minutes=2).look() == ["📌 YH-släpp om 7 dagar"]


def test_a_clock_that_ran_behind_sends_late_and_says_so(group):
    group.at("2025-01-10 12:00").plan()
    group.at("2025-01-10 13:00").look()
    assert group.at("2025-01-16 11:00").look() == ["📌 YH-släpp om 7 dagar"]
    assert "Skulle ha kommit tors 16 januari kl 8.00." in group.came[0]


@pytest.mark.parametrize(
    ("day", "begins", "last_minute", "over"),
    [
        ("2024-03-31", time(2, 30), "2024-03-31 03:29", "2024-03-31 03:30"),  # an hour that there is not
        ("2024-10-27", time(2, 30), "2024-10-27 02:29", "2024-10-27 02:30"),  # the first of the two
    ],
)
def test_an_event_in_the_hour_of_the_change_is_over_when_it_begins(group, day, begins, last_minute, over):
    group.at("2024-03-01 12:00").plan("Nattvandring", "annat", day, time=begins)
    for at, expected in ((last_minute, 1), (over, 0)):
        other = type(group)(group.database.path)
        other.at(at)
        with other.database.transaction() as db:
            db.execute("UPDATE reminders SET state = 'dropped' WHERE about = 'event' AND days <> 1")
            db.execute("UPDATE reminders SET state = 'open', delivery_id = NULL WHERE about = 'event' AND days = 1")
            db.execute("DELETE FROM deliveries")
        assert len(other.look()) == expected
        other.database.close()
