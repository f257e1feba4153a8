"""Ten minutes of the load: how much memory the process takes, all the way."""

import asyncio
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.soak.host import Host
from tests.soak.later import Later
from tests.soak.load import PEOPLE, Crowd, all_of, filled, p99
from tests.soak.page import Result, Row, Run, number
from tests.soak.people import People

SECONDS, WARM, EVERY = 600, 120, 5
RECORDS = 5_000
FLAT = 0.05  # of what it took when it was warm
HEADING = "Tio minuter"


def memory(run: Run, seconds: int = SECONDS, warm: int = WARM, every: float = EVERY, records: int = RECORDS) -> Result:
    with filled(run, records) as host:
        return judged(*asyncio.run(_sampled(host, seconds, every, run)), warm)


async def _sampled(host: Host, seconds: float, every: float, run: Run) -> tuple[Crowd, list[tuple[float, float]]]:
    """Seconds since the beginning and MiB, every so often, while all are busy."""
    began, samples = time.monotonic(), []

    def going() -> Iterator[int]:
        step = 0
        while time.monotonic() - began < seconds:
            yield step
            step += 1

    async with Later() as later, asyncio.TaskGroup() as tasks:
        crowd = Crowd(People(host, PEOPLE, later), random.Random(f"memory {run.seed}"))
        for who in crowd.people.who:
            tasks.create_task(crowd.busy(who, going()))
        while (at := time.monotonic() - began) < seconds:
            samples.append((at, resident(host.pid)))
            if len(samples) % 12 == 0:
                run.say(f"{at:.0f} s: {samples[-1][1]:.1f} MiB, {sum(map(len, crowd.took.values()))} svar")
            await asyncio.sleep(every)
    return crowd, samples


def judged(crowd: Crowd, samples: Sequence[tuple[float, float]], warm: float) -> Result:
    """Flat: no sample since it was warm lies further than so much from the middle of the first minute after."""
    first = statistics.median(mib for at, mib in samples if warm <= at <= warm + 60)
    after = [mib for at, mib in samples if at >= warm]
    furthest = max((mib / first - 1 for mib in after), key=abs)
    rows = [
        Row(
            "Tio minuters last: minnet ligger still inom 5 %",
            f"{number(first, 1)} MiB efter två minuter, {number(after[-1], 1)} MiB efter tio; som mest {number(100 * furthest, 1)} % därifrån",
            abs(furthest) <= FLAT,
        ),
        Row("… så många svar på den tiden", f"{number(len(all_of(crowd)))}, p99 {number(p99(all_of(crowd)))} ms"),
        Row("… fel sorts svar", f"{len(crowd.wrong)} {crowd.wrong[:2]}" if crowd.wrong else "0", not crowd.wrong),
    ]  # fmt: skip
    return Result(rows, _PARAGRAPH)


def resident(pid: int) -> float:
    """MiB of the process in memory."""
    return _kib(Path(f"/proc/{pid}/status"), "VmRSS") / 1024


def proportional(pid: int) -> float:
    """The same, with what several processes share counted a part each."""
    return _kib(Path(f"/proc/{pid}/smaps_rollup"), "Pss") / 1024


def _kib(file: Path, name: str) -> int:
    line = next(line for line in file.read_text(encoding="ascii").splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1])


_PARAGRAPH = (
    "Samma femtio personer håller på i tio minuter utan paus. Processens minne (VmRSS) läses var femte sekund. De "
    "första två minuterna räknas som uppvärmning; sedan jämförs varje avläsning med medianen av den tredje minuten."
)
