"""A stop in the middle of the work: what was confirmed is there once, its answer came, and the end comes in time."""

import signal
import threading
from itertools import count

import pytest

from handlers.playground import Playground
from tests.conversations.conftest import MAJA
from tests.logged import Search, seeded
from tests.operations.conftest import Running, Start


class Writers:
    """People who write all the time, each the next amount, by command and by direct message, until nobody answers."""

    def __init__(self, slack: Playground, number: int = 6) -> None:
        self._slack = slack
        self._numbers = count(101)
        self._confirmed: list[tuple[int, bool]] = []  # the amount; whether its answer comes by itself
        self._changed = threading.Condition()
        self._threads = [threading.Thread(target=self._write, args=(each % 2 == 0,)) for each in range(number)]
        for thread in self._threads:
            thread.start()

    def _write(self, directly: bool) -> None:
        while True:
            amount = next(self._numbers)
            line = f"utgift {amount} kr parkering 2024-03-12"
            said = self._slack.message_to_bot(MAJA, line) if directly else self._slack.command(MAJA, "/yh-logg", line)
            if said.status != 200:
                return
            assert directly or (said.message and f"{amount} kr" in said.message.shown.replace("\u00a0", " "))
            with self._changed:
                self._confirmed.append((amount, directly))
                self._changed.notify_all()

    def wait_for(self, number: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self._confirmed) >= number, 20)

    def confirmed(self) -> list[tuple[int, bool]]:
        """All that was acknowledged, when nobody writes any more."""
        for thread in self._threads:
            thread.join()
        return self._confirmed


def answers(slack: Playground) -> str:
    said = [message.shown for message in slack.visible(MAJA) if message.user == slack.bot_user_id]
    return "\n".join(said).replace("\u00a0", " ")


def checkpointed(running: Running) -> bool:
    return not running.database.with_name("yh.db-wal").exists()


@pytest.mark.parametrize("socket_mode", [False, True])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_is_confirmed_is_there_once_and_answered(start: Start, socket_mode: bool, number: signal.Signals) -> None:
    running = start(socket_mode=socket_mode)
    writers = Writers(running.slack)
    writers.wait_for(40)
    assert running.end(number) == 0
    confirmed = writers.confirmed()
    kept = running.amounts()
    assert len(kept) == len(set(kept))
    assert {amount for amount, _ in confirmed} <= set(kept)
    told = answers(running.slack)
    assert not [amount for amount, directly in confirmed if directly and f"{amount} kr" not in told]
    assert checkpointed(running)
    assert '"event": "stoppad"' in running.log


def test_what_has_been_written_in_the_log_names_nobody(start: Start) -> None:
    running = start()
    search = Search(seeded())
    for line in ("kontakt Eva Holm, Epiroc, eva.holm@epiroc.example, 070-123 45 67", "utgift 312 kr buss till Nora"):
        search.written(line)
        assert running.slack.command(MAJA, "/yh-logg", line).status == 200
    assert running.end() == 0
    assert not [line for line in running.log.splitlines() if search.found(line)]


def in_trouble(running: Running, how: str) -> None:
    """From now on nothing that is sent comes through; who is who, it has asked before."""
    assert running.slack.command(MAJA, "/yh-logg", "utgift 94 kr parkering 2024-03-12").status == 200
    for method in ("chat.postMessage", "conversations.open"):
        running.slack.fail(method, how, 1000, seconds=25)


@pytest.mark.parametrize("how", ["ratelimited", "timeout", "500"])
def test_a_slack_that_takes_no_answers_does_not_keep_it_from_ending(start: Start, how: str) -> None:
    running = start()
    in_trouble(running, how)
    for amount in range(95, 105):
        assert running.slack.message_to_bot(MAJA, f"utgift {amount} kr parkering 2024-03-12").status == 200
    running.process.send_signal(signal.SIGTERM)
    assert running.end(signal.SIGTERM) == 0, "asked twice"
    assert running.amounts() == list(range(94, 105))
    assert checkpointed(running)
    running.slack.clear_faults()


def test_a_slack_that_is_gone_does_not_keep_it_from_ending(start: Start) -> None:
    running = start(socket_mode=True)
    assert running.slack.command(MAJA, "/yh-logg", "utgift 95 kr parkering 2024-03-12").status == 200
    running.slack.stop()
    assert running.end() == 0
    assert running.amounts() == [95]


def test_a_start_that_waits_for_slack_can_be_ended(start: Start) -> None:
    running = start()
    running.end()
    running.slack.fail("auth.test", "timeout", 1, seconds=20)
    running.start(ready=False)
    running.slack.wait_for(lambda: not running.slack._faults._waiting["auth.test"], timeout=15)
    assert running.end() == 0
