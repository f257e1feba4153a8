"""Kills the assistant on its way from due to settled, two hundred times: `make crash`, `make crash SEED=17`.

Each round has six messages due (one of them put off, one asks how it went, one is a task) and a file of its own. The process that
looks is killed at a step, started again, killed again, while Slack answers 429, 500 or not at all, and its clock and
ours differ; then nobody kills it any more. After every other one somebody presses Klart, and the process that draws the reminder
anew is killed in the same way. What counts is what stands in Slack: every reminder once, and what was done as done.
The first rounds are killed at every step in turn.

And once more with a group that is in Teams too, at every third step. There what may have come comes again and says so: each reminder stands
there once, or says from the second time on that it may have come before.
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
from sqlite3 import connect

from handlers.outbound import SENT_AGAIN
from tests.crash.stand_in import StandIn
from tests.crash.steps import ANY, STEPS
from tests.crash.victim import (
    DONE_WORDS,
    DUE,
    PATIENCE,
    PLANS,
    TASKS,
    TICKED_WORDS,
    Place,
    finish,
    later,
    look,
    plan,
    press_done,
)  # fmt: skip

KILLS = 200
KILLS_IN_BOTH = 100
IN_TEAMS = [words for words, text in PLANS.items() if "ansvarig" not in text]  # what goes to the channel
SHOWN = 5
TEAMS_FAULTS = (
    {"status": 429, "retry_after": "5"}, {"status": 503}, {"status": 500}, {"status": 500, "done": True},
    {"drop": True}, {"drop": True, "done": True},
)  # fmt: skip
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

    def __init__(self, seed: str, folder: Path, *, both: bool = False) -> None:
        self.seed = seed
        self.both = both
        self.again = self.left = 0
        self.kills: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self.messages = 0
        self.wrong: list[str] = []
        self._slack = StandIn()
        self._planned, self._file = folder / "planned.db", folder / "yh.db"
        plan(self._planned, self._place)
        self._stride = 3 if both else 1
        steps, self.redraw_steps = self._whole()
        self.in_turn = steps // self._stride

    @property
    def _place(self) -> Place:
        return Place(self._slack.channel, self._slack.api_url, self._slack.service_url if self.both else "")

    def _look(self, moment: datetime, kill: tuple[str, int], seed: str) -> str | int:
        return look(self._file, self._place, moment, kill, seed)

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
        press_done(self._file, self._place, DUE)
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
            in_turn = run == 0 and number < self.in_turn
            kill = (ANY, number * self._stride + 1) if in_turn else (chance.choice(STEPS), chance.randint(1, 3))
            moment = self._killed(moment, ahead, kill, f"{seed}:{run}", CALLED, story)
        self._slack.at(moment - ahead)
        finish(self._file, self._place, later(moment, *UNTIL_SETTLED))
        drawn = number % 2 == 0
        if drawn:
            self._draw(number // 2, moment + timedelta(minutes=UNTIL_SETTLED[-1]), ahead, story)
        self.faults.subtract(self._slack.clear_faults())
        self.faults["in Teams"] -= self._slack.faults_in_teams()
        self._judge(f"round {number}: " + "; ".join(story), drawn=drawn)

    def _draw(self, number: int, moment: datetime, ahead: timedelta, story: list[str]) -> None:
        """Klart is pressed, and the look that draws the reminder anew is killed, in turn at each step."""
        press_done(self._file, self._place, moment)
        kill = (ANY, number % self.redraw_steps + 1)
        moment = self._killed(moment, ahead, kill, f"{self.seed}:{number}:redraw", CALLED_TO_REDRAW, story)
        self._slack.at(moment - ahead)
        finish(self._file, self._place, later(moment, *UNTIL_DRAWN))

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
        if self.both and chance.random() < 0.5:
            how = chance.choice(TEAMS_FAULTS)
            self._slack.fail_in_teams(**how)
            self.faults["in Teams"] += 1
            story.append(f"Teams {how}")
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
        if self.both:
            self._judge_teams(story, drawn=drawn)

    def _judge_teams(self, story: str, *, drawn: bool) -> None:
        """Lost is only what attempts that nobody knows the end of, as many as there are, have not brought there."""
        said = self._slack.said_in_teams()
        db = connect(self._file)
        left = db.execute(
            "SELECT count(*) FROM deliveries WHERE about LIKE 'copy %' AND state = 'in_doubt'"
        ).fetchone()[0]
        db.close()
        self.left += left
        came = {words: [message for message in said if words in message] for words in IN_TEAMS}
        for words, messages in came.items():
            self.messages += len(messages)
            again = [message for message in messages if "kan ha kommit" in message]
            self.again += len(again)
            if len(messages) - len(again) > 1 or len(messages) > 1 + SENT_AGAIN:
                self.wrong.append(f"{words} came {len(messages)} times in Teams, {len(again)} say so: {story}")
        missing = [words for words, messages in came.items() if not messages]
        if drawn and not any("✅ Klar" in message for message in came[DONE_WORDS]):
            missing = list({*missing, DONE_WORDS})
        if len(missing) > left:
            self.wrong.append(f"{missing} did not come in Teams, or is not said to be done: {story}")

    def stop(self) -> None:
        self._slack.stop()


def crashed(seed: str, *, both: bool) -> bool:
    """Whether something went wrong; it says what, and how much there was of it."""
    with tempfile.TemporaryDirectory() as folder:
        crash = Crash(seed, Path(folder), both=both)
        try:
            for number in count():
                crash.round(number)
                if crash.kills.total() >= (KILLS_IN_BOTH if both else KILLS) and number >= crash.in_turn:
                    break
        finally:
            crash.stop()
    for each in crash.wrong[:SHOWN]:
        print(each)
    kills, faults = (
        ", ".join(f"{n} {what}" for what, n in sorted((+each).items())) for each in (crash.kills, crash.faults)
    )
    verdict = "some lost or twice" if crash.wrong else "none lost, none twice"
    in_teams = f" in Slack; in Teams {crash.again} came again and said so, {crash.left} were given up" if both else ""
    print(
        f"{crash.kills.total()} kills ({kills}); {crash.faults.total()} faults ({faults}); "
        f"{crash.messages} messages, {verdict}{in_teams} (seed {seed})",
        flush=True,
    )
    return bool(crash.wrong)


def main() -> None:
    seed = sys.argv[1] if len(sys.argv) > 1 else str(time.time_ns() % 1_000_000)
    print(f"seed {seed}", flush=True)
    wrong = [crashed(seed, both=both) for both in (False, True)]
    sys.exit(any(wrong))


if __name__ == "__main__":
    main()
