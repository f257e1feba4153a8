"""The thread: looks at start and goes on, whatever happens in a look."""

import threading
from datetime import timedelta

import pytest

from handlers.clock import Clock


@pytest.fixture
def running(group):
    clocks = []

    def start(**options):
        clocks.append(Clock(group.duty, **options))
        clocks[-1].start()
        return clocks[-1]

    yield start
    for clock in clocks:
        clock.stop()


def posted(group):
    """An event that is set when something has been posted."""
    done = threading.Event()
    post = group.channel.post

    def noted(*arguments):
        outcome = post(*arguments)
        done.set()
        return outcome

    group.channel.post = noted
    return done


def test_it_looks_once_at_start(group, running):
    group.at("2025-01-15 12:00").plan()
    group.at("2025-01-17 12:00")
    done = posted(group)
    clock = running(every=3600)
    assert done.wait(5)
    clock.stop()
    assert [text.splitlines()[0] for text in group.came] == ["📌 YH-släpp om 6 dagar"]


def test_it_looks_again_and_at_once_when_woken(group, running):
    group.at("2025-01-15 12:00").plan()
    done = posted(group)
    clock = running(every=3600)
    group.at("2025-01-16 08:00")
    clock.wake()
    assert done.wait(5)
    clock.stop()
    assert len(group.came) == 1


def test_a_look_that_fails_is_logged_without_words_and_the_next_one_comes(group, caplog):
    group.at("2025-01-15 12:00").plan()
    group.at("2025-01-16 08:00")
    database = group.duty.database
    object.__setattr__(group.duty, "database", None)
    clock = Clock(group.duty)
    clock.look()
    assert clock.last_look is None
    assert "AttributeError at " in caplog.text
    object.__setattr__(group.duty, "database", database)
    clock.look()
    assert len(group.came) == 1


def test_it_plans_the_question_for_a_missing_date_by_itself_every_day(group):
    clock = Clock(group.duty)
    group.at("2024-09-30 12:00")
    clock.look()
    group.at("2024-10-01 08:00")
    clock.look()
    assert len(group.came) == 1


def test_healthy_while_it_lives_and_looks(group, running):
    group.at("2025-01-16 08:00")
    assert not Clock(group.duty).healthy(group.now())
    looked = threading.Event()
    real = group.duty.now

    def now():
        looked.set()
        return real()

    object.__setattr__(group.duty, "now", now)
    clock = running(every=3600)
    looked.wait(5)
    clock.look()  # waits for the one under way
    assert clock.healthy(group.now())
    assert not clock.healthy(group.now() + timedelta(minutes=3))
    clock.stop()
    assert not clock.healthy(group.now())
