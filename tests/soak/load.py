"""Fifty people at once: how long each is kept waiting."""

import asyncio
import random
import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from math import ceil
from pathlib import Path

from bot.project_file import load_project
from storage.database import Database
from tests.bench import seed
from tests.soak.client import Answer
from tests.soak.host import BEGINS, Host, Slack
from tests.soak.later import Later
from tests.soak.lost import NOT_SAVED
from tests.soak.page import Result, Row, Run, number
from tests.soak.people import People, shown
from tests.soak.said import line

PEOPLE, COMMANDS, RECORDS = 50, 20, 5_000
PAUSE = 0.5  # seconds
PROMISED = 300  # milliseconds
HEADING = "Femtio på en gång"
KINDS = ("logga", "läget", "pengar", "sök", "påminn", "knapp")
TURN = ("logga", "läget", "logga", "sök", "knapp", "logga", "påminn", "pengar", "logga", "läget")  # people's mix
SOUGHT = ("solel kumla", "parkering", "branschseminarium 2024", "anna energi")
STATES = ("", "delmål 3", "kvartal 1", "")


@dataclass
class Crowd:
    """People who each do one thing after the other. `took` has milliseconds by kind, `wrong` what was not answered."""

    people: People
    chance: random.Random
    numbers: Iterator[int] = field(default_factory=lambda: count(1))  # of what is written: no two alike in a file
    pause: float = 0  # seconds from an answer to the person's next line

    def __post_init__(self) -> None:
        self.took: dict[str, list[float]] = defaultdict(list)
        self.followed: list[float] = []  # until what came after the acknowledgement was there
        self.wrong: list[str] = []

    async def busy(self, who: str, steps: Iterator[int]) -> None:
        """One person's steps, of which the first is another's than the next person's."""
        first = self.chance.randrange(len(TURN))
        for step in steps:
            kind = TURN[(first + step) % len(TURN)]
            answer = await self._do(who, kind)
            if answer.status != 200:
                self.wrong.append(f"{kind}: {answer.status}")
            await asyncio.sleep(self.pause)

    async def _do(self, who: str, kind: str) -> Answer:
        if kind == "knapp":
            logged = await self._logged(who)
            return self._timed(kind, await self.people.press(who, logged, "Ångra"))
        if kind == "logga":
            return await self._logged(who)
        name, text = self._asked(kind)
        answer = self._timed(kind, await self.people.command(who, name, text))
        if kind == "påminn" and text:  # no group has thousands of meetings ahead of it
            return await self._taken_back(who, answer)
        return answer

    async def _taken_back(self, who: str, answer: Answer) -> Answer:
        try:
            return self._timed("knapp", await self.people.press(who, answer, "Ångra"))
        except LookupError:  # somebody else has just planned that very day: whether it is the same is asked
            if answer.status == 200 and not NOT_SAVED.search(shown(answer)):
                self.wrong.append(shown(answer))
            return answer

    async def _logged(self, who: str) -> Answer:
        text = next(one.text for n in self.numbers if (one := line(n, self.chance)).kept and not one.press)
        answer = self._timed("logga", await self.people.command(who, "/yh-logg", text))
        if answer.status == 200 and not shown(answer).startswith("✅"):
            self.wrong.append(f"{text}: {shown(answer)}")
        return answer

    def _asked(self, kind: str) -> tuple[str, str]:
        number = next(self.numbers)
        if kind == "påminn":
            return "/yh-paminn", f"möte {number} {1 + number % 20} december kl 13 i Örebro" if number % 2 else ""
        of = {"läget": STATES, "pengar": ("pengar",), "sök": tuple(f"sök {words}" for words in SOUGHT)}
        return "/yh-status", of[kind][number % len(of[kind])]

    def _timed(self, kind: str, answer: Answer) -> Answer:
        self.took[kind].append(1000 * answer.seconds)
        if answer.shown:
            self.followed.append(1000 * answer.shown)
        return answer


@contextmanager
def filled(run: Run, records: int) -> Iterator[Host]:
    """The assistant over so many records, running."""
    path = run.folder / "yh.db"
    fill(path, records)
    with Slack(PEOPLE) as slack, Host(slack, path) as host:
        host.start()
        yield host
    assert slack.refused == [], f"Slack would not have taken {slack.refused[:3]}"


def fill(path: Path, records: int) -> None:
    """A file with so many records, as tests/bench makes it."""
    database = Database(path)
    seed.fill(database, load_project(), BEGINS.date() - timedelta(days=1), records)
    database.close()


def load(run: Run, people: int = PEOPLE, commands: int = COMMANDS, records: int = RECORDS) -> Result:
    """At once after a start, when nothing is known of anybody, as fast as people are; and once more without a pause."""
    with filled(run, records) as host:
        rounds, numbers = list[Crowd](), count(1)
        for pause in (PAUSE, 0):
            chance = random.Random(f"load {run.seed} {len(rounds)}")
            rounds.append(asyncio.run(_round(host, (chance, numbers, pause), people, commands)))
        return judged(rounds, people, commands)


async def _round(host: Host, how: tuple[random.Random, Iterator[int], float], people: int, commands: int) -> Crowd:
    async with Later() as later, asyncio.TaskGroup() as tasks:
        crowd = Crowd(People(host, PEOPLE, later), *how)
        for one in crowd.people.who[:people]:
            tasks.create_task(crowd.busy(one, iter(range(commands))))
    return crowd


def judged(rounds: Sequence[Crowd], people: int, commands: int) -> Result:
    wrong = [each for crowd in rounds for each in crowd.wrong]
    first, again = rounds
    rows = [
        Row(
            f"{people} personer, {commands} kommandon var, direkt efter en start: 99 % besvaras inom {PROMISED} ms",
            shown_times(all_of(first)),
            p99(all_of(first)) < PROMISED,
        ),
        Row("… utan någon paus alls, mer än en process hinner med", shown_times(all_of(again))),
    ]
    rows.append(Row("Alla får rätt sorts svar", f"{len(wrong)} fel {wrong[:2]}" if wrong else "inga fel", not wrong))
    rows += [
        Row(f"… därav {kind}", shown_times([took for crowd in rounds for took in crowd.took[kind]])) for kind in KINDS
    ]
    followed = [took for crowd in rounds for took in crowd.followed]
    rows.append(Row("… det som kommer efter kvittensen, diagram och knappars svar", shown_times(followed)))
    return Result(rows, _PARAGRAPH)


def all_of(crowd: Crowd) -> list[float]:
    return [took for several in crowd.took.values() for took in several]


def p99(took: Sequence[float]) -> float:
    return sorted(took)[ceil(0.99 * len(took)) - 1]


def shown_times(took: Sequence[float]) -> str:
    middle = statistics.median(took)
    return (
        f"p50 {number(middle)} ms, p99 {number(p99(took))} ms, längst {number(max(took))} ms ({number(len(took))} st)"
    )


_PARAGRAPH = (
    f"Femtio personer i en fil med {number(RECORDS)} poster skriver alla på en gång, och nästa rad en halv sekund efter "
    "svaret på den förra, fortare än någon hinner läsa det: loggar, frågar efter läget och pengarna, söker, lägger in ett datum och tar bort det igen, "
    "frågar vad som är på gång, och trycker på Ångra. Sedan en gång till utan paus, så att femtio frågor hela tiden ligger inne på en gång: då väntar var och en på de andra, och det visar hur mycket en process orkar. Tiden räknas från det att anslutningen öppnas "
    "till svarets sista tecken, så som Slack väntar. Ett svar med diagram, och det som en knapp leder till, kvitteras på "
    "den tiden och kommer strax efter: hur länge det dröjde står för sig, och ingen skriver vidare dessförinnan. De som skriver och ställföreträdaren för Slack är egna processer på samma maskin och tar "
    "sin del av den."
)
