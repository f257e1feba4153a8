"""Whoever waits to save gets a turn, in the order of asking."""

import threading
import time

from storage.turns import Turns


def _asking(turns: Turns, got: list[int], number: int) -> threading.Thread:
    """Somebody who waits for a turn, notes it, and gives it back; returns when the wait has begun."""
    waiting = len(turns._waiting)

    def wait() -> None:
        assert turns.take(10)
        got.append(number)
        turns.give_back()

    thread = threading.Thread(target=wait)
    thread.start()
    while len(turns._waiting) == waiting:
        time.sleep(0.001)
    return thread


def test_turns_come_in_the_order_in_which_they_were_asked_for() -> None:
    turns, got = Turns(), []  # type: ignore[var-annotated]
    assert turns.take(0)
    threads = [_asking(turns, got, number) for number in range(10)]
    turns.give_back()
    for thread in threads:
        thread.join()
    assert got == list(range(10))


def test_who_gave_up_waiting_holds_up_nobody() -> None:
    turns = Turns()
    assert turns.take(0)
    assert not turns.take(0.01)
    turns.give_back()
    assert turns.take(0)
    turns.give_back()
