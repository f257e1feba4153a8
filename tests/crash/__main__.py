"""Kills the assistant on its way from due to settled, two hundred times: `make crash`, `make crash SEED=17`.

Each round has six messages due (one of them put off, one asks how it went, one is a task) and a file of its own. The process that
looks is killed at a step, started again, killed again, while Slack answers 429, 500 or not at all, and its clock and
ours differ; then nobody kills it any more. After every other one somebody presses Klart, and the process that draws the reminder
anew is killed in the same way. What counts is what stands in Slack: every reminder once, and what was done as done.
The first rounds are killed at every step in turn.
"""

import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from tests.crash.stand_in import StandIn
from tests.crash.steps import ANY, STEPS
from tests.crash.victim import (
    DONE_WORDS,
    DUE,
    PATIENCE,
    PLANS,
    TASKS,
    TICKED_WORDS,
    finish,
    later,
    look,
    plan,
    press_done,
)  # fmt: skip

KILLS = 200
SHOWN = 5
FAULTS = ("ratelimited", "500", "drop", "500_accepted", "drop_accepted", "timeout")
TOO_LATE = 2 * PATIENCE
CALLED = ("chat.postMessage", "chat.postMessage", "chat.postMessage", "conversations.history", "conversations.open")
CALLED_TO_REDRAW = ("chat.update",)
CLOCKS = (0, 0, 0, 3, -3, 24, -24, 24 * 30)  # hours that ours is ahead of Slack's
RESTARTED_AFTER = (0, 0, 3, 11, 11, 60, 600)  # seconds
UNTIL_SETTLED = (0, 0.2, 1, 2, 5, 15, 30, 60, 90, 120, 180, 240, 300, 360)  # minutes
UNTIL_DRAWN = (0, 0.2, 0.6, 1, 2)


class Crash:
    """All the rounds: the kills by step, the faults by kind, and what was lost or came twice."""

    def __init__(self, seed: str, folder: Path) -> None:
        self.seed = seed
        self.kills: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self.messages = 0
        self.wrong: list[str] = []
        self._slack = StandIn()
        self._planned, self._file = folder / "planned.db", folder / "yh.db"
        plan(self._planned, self._slack.channel)
        self.steps, self.redraw_steps = self._whole()

    def _look(self, moment: datetime, kill: tuple[str, int], seed: str) -> str | int:
        return look(self._file, self._slack.channel, self._slack.api_url, moment, kill, seed)

    def _begin(self) -> None:
        for old in self._file.parent.glob(f"{self._file.name}*"):
            old.unlink()
        shutil.copy(self._planned, self._file)
        self._slack.begin()

    def _whole(self) -> tuple[int, int]:
        """How many steps there are when nothing goes wrong: to send, and to draw anew."""
        self._begin()
        self._slack.at(DUE)
        steps = self._look(DUE, (ANY, 0), "")
        press_done(self._file, self._slack.channel, DUE)
        redraw_steps = self._look(DUE + timedelta(seconds=10), (ANY, 0), "")
        assert isinstance(steps, int) and isinstance(redraw_steps, int)
        self._judge("with nothing wrong")
        assert not self.wrong, self.wrong
        return steps, redraw_steps

    def round(self, number: int) -> None:
        """One file: killed once, in turn at each step, and then some times more."""
        seed = f"{self.seed}:{number}"
        chance = random.Random(seed)
        self._begin()
        moment, ahead = DUE, timedelta(hours=chance.choice(CLOCKS))
        story = [f"clock {ahead} ahead"]
        if chance.random() < 0.1:
            self._slack.talk(250)  # more than a page of the history
        for run in range(chance.randint(1, 4)):
            in_turn = run == 0 and number < self.steps
            kill = (ANY, number + 1) if in_turn else (chance.choice(STEPS), chance.randint(1, 3))
            moment = self._killed(moment, ahead, kill, f"{seed}:{run}", CALLED, story)
        self._slack.at(moment - ahead)
        finish(self._file, self._slack.channel, self._slack.api_url, later(moment, *UNTIL_SETTLED))
        drawn = number % 2 == 0
        if drawn:
            self._draw(number // 2, moment + timedelta(minutes=UNTIL_SETTLED[-1]), ahead, story)
        self.faults.subtract(self._slack.clear_faults())
        self._judge(f"round {number}: " + "; ".join(story), drawn=drawn)

    def _draw(self, number: int, moment: datetime, ahead: timedelta, story: list[str]) -> None:
        """Klart is pressed, and the look that draws the reminder anew is killed, in turn at each step."""
        press_done(self._file, self._slack.channel, moment)
        kill = (ANY, number % self.redraw_steps + 1)
        moment = self._killed(moment, ahead, kill, f"{self.seed}:{number}:redraw", CALLED_TO_REDRAW, story)
        self._slack.at(moment - ahead)
        finish(self._file, self._slack.channel, self._slack.api_url, later(moment, *UNTIL_DRAWN))

    def _killed(
        self, moment: datetime, ahead: timedelta, kill: tuple[str, int], seed: str, called: tuple[str, ...],
        story: list[str],
    ) -> datetime:  # fmt: skip
        """One look that comes to its end; when the process starts again. What happened goes into `story`."""
        chance = random.Random(seed)
        self._slack.at(moment - ahead)
        story += self._trouble(chance, called)
        end = self._look(moment, kill, seed)
        killed = isinstance(end, str)
        self.kills.update([end] if killed else [])
        story.append(f"{moment:%H:%M:%S} " + (f"killed {end} ({kill[1]})" if killed else "looked"))
        return moment + timedelta(seconds=chance.choice(RESTARTED_AFTER))

    def _trouble(self, chance: random.Random, called: tuple[str, ...]) -> list[str]:
        """What goes wrong with some of the next calls, if anything."""
        story = []
        for _ in range(chance.choice((0, 1, 1, 2))):
            method, kind = chance.choice(called), chance.choice(FAULTS)
            self._slack.fail(method, kind, chance.randint(1, 30) if kind == "ratelimited" else TOO_LATE)
            self.faults[kind] += 1
            story.append(f"{method} {kind}")
        return story

    def _judge(self, story: str, *, drawn: bool = True) -> None:
        said = self._slack.said()
        for words in (*PLANS, *TASKS):
            came = sum(words in message for message in said)
            self.messages += came
            if came != 1:
                self.wrong.append(f"{words} came {came} times: {story}")
        for words in (DONE_WORDS, TICKED_WORDS) if drawn else ():
            if not any(words in message and "✅ Klar" in message for message in said):
                self.wrong.append(f"{words} is not said to be done: {story}")

    def stop(self) -> None:
        self._slack.stop()


def main() -> None:
    seed = sys.argv[1] if len(sys.argv) > 1 else str(time.time_ns() % 1_000_000)
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        crash = Crash(seed, Path(folder))
        try:
            for number in count():
                crash.round(number)
                if crash.kills.total() >= KILLS and number >= crash.steps:
                    break
        finally:
            crash.stop()
    for each in crash.wrong[:SHOWN]:
        print(each)
    kills, faults = (
        ", ".join(f"{n} {what}" for what, n in sorted(each.items())) for each in (crash.kills, crash.faults)
    )
    verdict = "some lost or twice" if crash.wrong else "none lost, none twice"
    print(
        f"{crash.kills.total()} kills ({kills}); {crash.faults.total()} faults ({faults}); "
        f"{crash.messages} messages, {verdict} (seed {seed})"
    )
    sys.exit(bool(crash.wrong))


if __name__ == "__main__":
    main()
