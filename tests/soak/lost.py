"""Nothing lost: the process is killed again and again while fifty people log; then the file is counted through."""

import asyncio
import random
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from tests.soak.client import Answer, Broken, NotReached
from tests.soak.host import Host, Slack
from tests.soak.page import Result, Row, Run, number
from tests.soak.people import People, shown
from tests.soak.said import Line, line

PEOPLE, LOGS, KILLS = 50, 20_000, 50
SAVED, NOT_SAVED = "✅", re.compile("Inget (sparades|är sparat)")
BY_MESSAGE = 0.2  # of what is to be kept is said in a direct message, which Slack delivers again until it is answered
HEADING = "Inget tappas"


@dataclass
class Tally:
    """What the people were told, by the key of what they wrote."""

    acknowledged: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)  # no answer came
    strange: list[str] = field(default_factory=list)  # answers that are none of these
    kills: int = 0
    amid: int = 0  # kills while a request was under way
    whole: int = 0  # kills after which the file was whole


class Days:
    """The people at work and the process that dies under them."""

    def __init__(self, run: Run, host: Host, logs: int, kills: int) -> None:
        self.tally = Tally()
        self._run, self._host, self._logs = run, host, logs
        self._people = People(host, PEOPLE)
        self._chance = random.Random(f"lost {run.seed}")
        self._at = sorted(self._chance.randrange(logs) for _ in range(kills))
        self._numbers = count(1)
        self._open = asyncio.Event()

    async def all(self) -> None:
        """Returns when enough has been acknowledged and all kills are done."""
        self._open.set()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._killing())
            for who in self._people.who:
                tasks.create_task(self._working(who))

    def _busy(self) -> bool:
        return len(self.tally.acknowledged) < self._logs or self.tally.kills < len(self._at)

    async def _killing(self) -> None:
        for at in self._at:
            while len(self.tally.acknowledged) < at:
                await asyncio.sleep(0.002)
            await asyncio.sleep(self._chance.uniform(0, 0.05))
            self._open.clear()
            self.tally.amid += self._people.under_way > 0
            self._host.kill()
            self.tally.kills += 1
            self.tally.whole += await asyncio.to_thread(_is_whole, self._host.path, self._run.folder)
            await asyncio.to_thread(self._host.start)
            self._open.set()
            if self.tally.kills % 10 == 0:
                self._run.say(f"{self.tally.kills} avbrott, {len(self.tally.acknowledged)} bekräftade")

    async def _working(self, who: str) -> None:
        while self._busy():
            one = line(next(self._numbers), self._chance)
            if one.press:
                await self._answering(who, one)
            elif one.kept and self._chance.random() < BY_MESSAGE:
                await self._writing(who, one)
            else:
                answer = await self._commanding(who, one)
                if answer:
                    self._told(one, answer)

    async def _commanding(self, who: str, one: Line) -> Answer | None:
        """A slash command is sent once: whoever sees that it failed does not know whether it was saved."""
        while True:
            await self._open.wait()
            try:
                return await self._people.command(who, "/yh-logg", one.text)
            except NotReached:
                await asyncio.sleep(0.01)
            except Broken:
                (self.tally.refused if one.press else self.tally.unknown).add(one.key)
                return None

    def _told(self, one: Line, answer: Answer) -> None:
        said = shown(answer) if answer.status == 200 else str(answer.status)
        if said.startswith(SAVED) and one.kept:
            self.tally.acknowledged.add(one.key)
        elif NOT_SAVED.search(said):
            self.tally.refused.add(one.key)
        else:
            self.tally.strange.append(f"{one.text}: {said}")

    async def _writing(self, who: str, one: Line) -> None:
        event, tries = self._people.written(who, one.text), count()
        await self._until_taken(one, lambda: self._people.deliver(event, next(tries)))

    async def _answering(self, who: str, one: Line) -> None:
        """A question, and its button, which is pressed again while nothing comes of it."""
        asked = await self._commanding(who, one)
        if asked:
            try:
                await self._until_taken(one, lambda: self._people.press(who, asked, one.press))
            except LookupError as problem:
                self.tally.strange.append(f"{one.text}: {problem}")

    async def _until_taken(self, one: Line, do: Callable[[], Awaitable[Answer]]) -> None:
        while True:
            await self._open.wait()
            try:
                answer = await do()
            except (NotReached, Broken):
                await asyncio.sleep(0.01)
                continue
            if answer.status == 200:
                self.tally.acknowledged.add(one.key)
            else:
                self.tally.strange.append(f"{one.text}: {answer.status}")
            return


def _is_whole(path: Path, folder: Path) -> bool:
    """Looks at a copy, so that it is the assistant itself that recovers the file."""
    copy = folder / "copy.db"
    for end in ("", "-wal"):
        if (there := path.with_name(path.name + end)).exists():
            shutil.copyfile(there, copy.with_name(copy.name + end))
    try:
        with sqlite3.connect(copy) as db:
            whole = db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            return whole and not db.execute("PRAGMA foreign_key_check").fetchall()
    finally:
        db.close()
        for each in folder.glob("copy.db*"):
            each.unlink()


def kept(path: Path) -> Counter[str]:
    """How often each key is in the file, read with a tool of its own; what people never wrote is there by its text."""
    found: Counter[str] = Counter()
    with sqlite3.connect(path) as db:
        found.update(f"expense {ore}" for (ore,) in db.execute("SELECT amount_ore FROM expenses"))
        found.update(f"contact {email[4:-11]}" for (email,) in db.execute("SELECT coalesce(email, '') FROM contacts"))
        for (text,) in db.execute("SELECT text FROM notes"):
            found[f"note {names[0].lower() if (names := re.findall('[A-Z][a-z]{5,}', text[1:])) else text}"] += 1
    db.close()
    return found


def lost(run: Run, logs: int = LOGS, kills: int = KILLS) -> Result:
    with Slack(PEOPLE) as slack, Host(slack, run.folder / "yh.db") as host:
        host.start()
        days = Days(run, host, logs, kills)
        asyncio.run(days.all())
        host.stop()
        return judged(days.tally, kept(host.path), kills)


def judged(tally: Tally, there: Counter[str], kills: int) -> Result:
    """The rows and how they were come by."""
    missing = [key for key in tally.acknowledged if not there[key]]
    twice = [key for key, times in there.items() if times > 1]
    saved_anyway = [key for key in there if key in tally.refused]
    unasked = set(there) - tally.acknowledged - tally.refused - tally.unknown
    survived = sum(1 for key in tally.unknown if there[key])
    done = number(len(tally.acknowledged))
    rows = [
        Row(
            f"{done} bekräftade loggningar från {PEOPLE} personer, {kills} SIGKILL: var och en finns en gång",
            f"{len(missing)} saknas, {len(twice)} finns två gånger",
            not (missing or twice),
        ),
        Row(
            "Inget som nekades är sparat",
            f"{number(len(tally.refused))} nekade, {len(saved_anyway)} sparade; {len(unasked)} som ingen skrivit",
            not (saved_anyway or unasked),
        ),
        Row("Alla svar är väntade", f"{len(tally.strange)} andra: {tally.strange[:2]}" if tally.strange else "0 andra", not tally.strange),
        Row("Filen är hel efter varje avbrott", f"{tally.whole} av {tally.kills} gånger", tally.whole == tally.kills),
        Row("Avbrott mitt i en begäran", f"{tally.amid} av {tally.kills}"),
        Row("Utan svar vid ett avbrott", f"{len(tally.unknown)}, varav {survived} sparade"),
    ]  # fmt: skip
    return Result(rows, _PARAGRAPH)


_PARAGRAPH = (
    "Assistenten körs som den är, i en egen process med en fil på disk, och nås över HTTP med Slacks riktiga "
    "signaturer. Femtio personer skriver samtidigt, var och en nästa rad så snart den förra är besvarad: utgifter, "
    "kontakter och beslut som kommandon, en del som direktmeddelanden, en del efter en fråga och en knapp, och några "
    "som saknar belopp och ska nekas. Processen dödas (SIGKILL) i slumpvalda ögonblick och startas igen. En kopia av "
    "filen granskas efter varje avbrott (integrity_check och foreign_key_check) utan att originalet rörs. Det som "
    "Slack skickar igen, direktmeddelanden, skickas igen tills det är mottaget, och en knapp som inte svarar trycks "
    "en gång till. Ett kommando skickas aldrig om: den som inget svar fick vet inte om det sparades, och det räknas "
    "för sig. Sist läses filen med ett annat verktyg och jämförs, rad för rad, med det som personerna fick veta."
)
