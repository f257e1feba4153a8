"""How long it takes to read Swedish."""

import json
import statistics
from datetime import date
from pathlib import Path

import dateparser

from bot.project_file import load_project
from bot.swedish import read
from tests.bench.table import Row, Table, times
from tests.swedish.test_properties import UNITS

CORPUS = Path(__file__).parents[1] / "corpus" / "messages.jsonl"
LINE = "branschseminarium energi i Hallsberg 12 mars, 28 deltagare varav 11 kvinnor"


def reading(table: Table) -> None:
    project, today = load_project(), date(2024, 3, 14)

    def longest(unit: str) -> str:
        return (unit * 5000)[:5000]

    texts = [json.loads(line)["text"] for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    slowest = max(UNITS, key=lambda unit: statistics.median(times(lambda _: read(longest(unit), project, today), 5)))
    table.add(Row.READ, times(lambda _: read(LINE, project, today), 2000))
    table.add(Row.READ_CORPUS, times(lambda n: read(texts[n % len(texts)], project, today), 4000))
    table.add(Row.READ_LONGEST, times(lambda _: read(longest(slowest), project, today), 50))
    settings = {"DATE_ORDER": "DMY"}
    table.add(
        Row.DATEPARSER,
        times(lambda _: dateparser.parse("12 mars", languages=["sv"], settings=settings), 200),
    )
