"""`make bench`: how long answers take and what the process weighs, measured in one run on this machine.

Nothing is asserted: figures vary with the machine, and a ratio to something known says more than a limit.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bot.project_file import load_project  # noqa: E402 - the checkout's own code, wherever this is run from
from bot.swedish import read  # noqa: E402
from handlers.playground import Exchange  # noqa: E402
from tests.conversations.conftest import LEADER, TODAY, Group  # noqa: E402
from tests.swedish.test_properties import UNITS  # noqa: E402

LINE = "branschseminarium energi i Hallsberg 12 mars, 28 deltagare varav 11 kvinnor"


def timed(what: str, call: Callable[[int], object], runs: int) -> None:
    """Prints median and 99th percentile of `runs` calls in milliseconds, after a tenth as many to warm up."""
    for number in range(runs // 10):
        call(-number - 1)
    took = []
    for number in range(runs):
        began = time.perf_counter()
        own = call(number)  # an exchange knows how long Slack waited, without what the stand-in did besides
        took.append(1000 * (own.seconds if isinstance(own, Exchange) else time.perf_counter() - began))
    took.sort()
    print(f"{what:<52} {statistics.median(took):8.3f} {took[int(len(took) * 0.99)]:8.3f}   {runs} runs")


def _median(call: Callable[[], object], runs: int = 5) -> float:
    took = []
    for _ in range(runs):
        began = time.perf_counter()
        call()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def reading() -> None:
    project, today = load_project(), date(2024, 3, 14)
    timed("a message read", lambda n: read(LINE, project, today), 2000)
    corpus = (ROOT / "tests" / "corpus" / "messages.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in corpus]
    timed("every message of the corpus read, one by one", lambda n: read(texts[n % len(texts)], project, today), 4000)
    slowest = max(UNITS, key=lambda unit: _median(lambda: read((unit * 5000)[:5000], project, today)))
    timed(f"5 000 characters of {slowest!r}", lambda n: read((slowest * 5000)[:5000], project, today), 50)

    import dateparser

    settings = {"DATE_ORDER": "DMY"}
    timed(
        "(dateparser reading '12 mars')",
        lambda n: dateparser.parse("12 mars", languages=["sv"], settings=settings),
        200,
    )


def commands() -> None:
    with tempfile.TemporaryDirectory(dir=ROOT) as folder:  # the disk of the checkout, not one in memory
        group = Group(Path(folder) / "yh.db", today=TODAY, members=(LEADER,))
        group.slack.start()
        group.start()
        amounts = iter(range(1, 10_000))
        timed("/yh-logg over HTTP, signed", lambda n: group.log(f"utgift {next(amounts)} kr parkering 12 mars"), 500)
        timed("/yh-status over HTTP, signed", lambda n: group.status(), 200)
        timed(
            "(a signed request that is refused at once)",
            lambda n: group.slack.raw("x=1", {"X-Slack-Signature": "v0="}),
            200,
        )
        group.stop()
        group.slack.stop()


def weight() -> None:
    """Import time and memory, beside bare slack_bolt."""
    for what in ("slack_bolt", "app, handlers.conversation, handlers.slack.surface, handlers.web"):
        code = f"import time; b = time.perf_counter(); import {what}; t = time.perf_counter() - b\n"
        code += (
            "print(f'{1000 * t:.0f} ms,', [l.split()[1] for l in open('/proc/self/status') if 'VmRSS' in l][0], 'kB')"
        )
        out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        print(f"import {what:<64} {out.strip()}")


if __name__ == "__main__":
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}, {date.today()}")
    print(f"{'':<52} {'median':>8} {'p99':>8} ms")
    reading()
    commands()
    weight()
