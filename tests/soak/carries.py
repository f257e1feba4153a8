"""What a machine carries: one group's process, twenty of them at once, and a file that has grown large."""

import asyncio
import os
import statistics
import time
from contextlib import ExitStack
from pathlib import Path

from tests.soak.host import Host, Slack
from tests.soak.load import fill
from tests.soak.memory import proportional, resident
from tests.soak.page import Result, Row, Run, number
from tests.soak.people import People

GROUPS, IDLE, MESSAGES, MANY = 20, 60, 3_000, 100_000
HEADING = "Vad en maskin bär"
WRITERS = 10


def carries(run: Run, groups: int = GROUPS, idle: float = IDLE, messages: int = MESSAGES, many: int = MANY) -> Result:
    rows = [*_together(run, groups, idle), *_alone(run, messages), *_grown(run, many)]
    return Result(rows, _PARAGRAPH)


def _together(run: Run, groups: int, idle: float) -> list[Row]:
    with ExitStack() as stack:
        slack = stack.enter_context(Slack(50))
        hosts = [stack.enter_context(Host(slack, run.folder / f"group{each}.db")) for each in range(groups)]
        started = [host.start() for host in hosts]
        for host in hosts:
            asyncio.run(_write(People(host, 50), 40))
        run.say(f"{groups} processer är i gång")
        before = [cpu_seconds(host.pid) for host in hosts]
        time.sleep(idle)
        idling = [100 * (cpu_seconds(host.pid) - was) / idle for host, was in zip(hosts, before, strict=True)]
        shares = [proportional(host.pid) for host in hosts]
        whole = [resident(host.pid) for host in hosts]
    room = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 20)
    return [
        Row("Start, till dess /healthz svarar", f"{number(statistics.median(started), 1)} s"),
        Row("En grupps process i minnet", f"{number(statistics.median(whole))} MiB (RSS)"),
        Row(
            f"{groups} grupper på en gång",
            f"{number(sum(shares))} MiB tillsammans, {number(sum(shares) / groups)} MiB var (PSS)",
        ),
        Row("En grupp som vilar", f"{number(statistics.median(idling), 2)} % av en processor"),
        Row("Så många ryms i halva den här maskinens minne", number(room / 2 // (sum(shares) / groups))),
    ]


def _alone(run: Run, messages: int) -> list[Row]:
    with Slack(50) as slack, Host(slack, run.folder / "alone.db") as host:
        host.start()
        people = People(host, 50)
        began = time.perf_counter()
        asyncio.run(_write(people, messages))
        rate = messages / (time.perf_counter() - began)
        host.stop()
        each = host.path.stat().st_size / messages
    return [
        Row("Loggningar i sekunden, en process", number(rate)),
        Row("Filens storlek per 10 000 poster", f"{number(each * 10_000 / (1 << 20), 1)} MiB"),
    ]


def _grown(run: Run, many: int) -> list[Row]:
    path = run.folder / "grown.db"
    fill(path, many)
    with Slack(50) as slack, Host(slack, path) as host:
        start = host.start()
        people = People(host, 50)
        took = asyncio.run(_states(people))
        memory = resident(host.pid)
    return [
        Row(
            f"Läget med {number(many)} poster",
            f"{number(statistics.median(took))} ms, fil {number(path.stat().st_size / (1 << 20))} MiB, minne "
            f"{number(memory)} MiB, start {number(start, 1)} s",
        )
    ]


async def _write(people: People, messages: int) -> None:
    """Logs so many, some people at a time."""
    numbers = iter(range(1, messages + 1))

    async def one(who: str) -> None:
        for each in numbers:
            said = f"utgift {100 + each} kr parkering {1 + each % 28} mars 2025"
            answer = await people.command(who, "/yh-logg", said)
            assert answer.status == 200

    async with asyncio.TaskGroup() as tasks:
        for who in people.who[:WRITERS]:
            tasks.create_task(one(who))


async def _states(people: People) -> list[float]:
    return [1000 * (await people.command(people.who[0], "/yh-status", "")).seconds for _ in range(30)]


def cpu_seconds(pid: int) -> float:
    """What the process has had of the processor since it began."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


_PARAGRAPH = (
    f"{GROUPS} assistenter startas på varsin port med varsin fil, får fyrtio loggningar var och lämnas sedan i fred. "
    "Delat minne räknas en del var (PSS). Sedan loggar tio personer samtidigt i en enda process, och sist frågas efter "
    f"läget i en fil med {number(MANY)} poster."
)
