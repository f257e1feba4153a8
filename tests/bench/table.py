"""What is measured, and the Markdown table that it becomes: the same that stands in the README."""

import statistics
import time
from collections.abc import Callable
from enum import StrEnum
from math import ceil


class Row(StrEnum):
    """The table's rows, in its order."""

    ECHO = "A bare Bolt echo, through the dispatch"
    INSERT = "A raw `sqlite3` insert, committed"
    LOG = "`/yh-logg`, through the dispatch"
    LOG_RATIO = "`/yh-logg` ÷ (echo + insert), to be at most 4"
    LOG_MANY = "`/yh-logg`, through the dispatch, with 100 000 records"
    ECHO_HTTP = "A bare Bolt echo over HTTP"
    LOG_HTTP = "`/yh-logg` over HTTP"
    STATUS_FEW = "`/yh-status` over HTTP, with 1 000 records"
    STATUS_MANY = "`/yh-status` over HTTP, with 100 000 records, to be below 100 ms"
    STATUS_RATIO = "`/yh-status`, 100 000 ÷ 1 000, to be at most 3"
    STATUS_AFTER_LOG = "`/yh-status`, with 100 000 records, just after something was logged"
    STATUS_GOALS = "`/yh-status delmål`, with 100 000 records"
    STATUS_MONEY = "`/yh-status pengar`, with 100 000 records"
    STATUS_QUARTER = "`/yh-status kvartal 1`, with 100 000 records"
    STATUS_PLACE = "`/yh-status Nora`, with 100 000 records"
    SEARCH = "`/yh-status sök`, in 100 000 records, to be below 50 ms"
    REPORT_WORDS = "The final report over 10 000 records, in Word and as text, to be below 5 s"
    REPORT_EXCEL = "The economic report over them, in Excel, to be below 5 s"
    REPORT_MEMORY = "The most memory of a process that makes one, to be below 250 MiB"
    TICK = "A look of the clock over 10 000 plans with nothing due, to be below 2 ms"
    PLAN_DAYS = "The day's planning, with 10 000 plans"
    WRITE_LOCK = "Others kept from writing, while 10 000 plans of another tool get their reminders"
    LIST_READ = "A list of 10 000 rows read"
    LIST_KEPT = "The same kept, all of one month, which keeps others from writing"
    ERASE_LOOK = "What erasing a person would take, looked for in 100 000 records"
    ERASE = "The person erased from them"
    SWEEP = "The file's bytes swept, which keeps others from writing"
    ERASE_AGAIN = "The erasure done again in an older copy of them"
    READ = "A message read"
    READ_CORPUS = "Every message of the corpus read, one by one"
    READ_LONGEST = "5 000 characters of what is slowest to read"
    DATEPARSER = "(dateparser reading ‘12 mars’)"
    IMPORT_BOLT = "Import of bare `slack_bolt`"
    IMPORT_OURS = "Import of the assistant"
    MEMORY_BOLT = "Memory after the import of bare `slack_bolt`"
    MEMORY_OURS = "Memory after the import of the assistant"
    START_SLACK = "The assistant started in Slack, until it is ready"
    START_BOTH = "Started in Slack and Teams"
    START_RATIO = "Its start in Slack and Teams ÷ in Slack alone"
    RUNS_SLACK = "Its memory in Slack, when it is ready"
    RUNS_BOTH = "Its memory in Slack and Teams"
    RUNS_RATIO = "Its memory in Slack and Teams ÷ in Slack alone"


class Table:
    """Collects a line for each row. Nothing is asserted: figures vary with the machine, ratios tell more."""

    def __init__(self) -> None:
        self._lines: dict[Row, str] = {}
        self._medians: dict[Row, float] = {}

    def add(self, row: Row, values: list[float], unit: str = "ms") -> None:
        """`values` of as many runs: their median and 99th percentile."""
        values = sorted(values)
        self._medians[row] = statistics.median(values)
        p99 = values[ceil(0.99 * len(values)) - 1]
        self._lines[row] = f"| {row} | {_shown(self._medians[row])} {unit} | {_shown(p99)} {unit} | {len(values)} |"

    def ratio(self, row: Row, above: Row, *below: Row) -> None:
        """How many times the sum of the medians `below` the median `above` is."""
        ratio = self._medians[above] / sum(self._medians[part] for part in below)
        self._lines[row] = f"| {row} | {ratio:.1f} | | |"

    def markdown(self) -> str:
        """All rows. Raises KeyError when one was not measured."""
        head = ["| What | Median | p99 | Runs |", "| --- | ---: | ---: | ---: |"]
        return "\n".join([*head, *(self._lines[row] for row in Row)])


def _shown(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def times(call: Callable[[int], object], runs: int) -> list[float]:
    """Milliseconds of each of `runs` calls, after a tenth as many to warm up. The calls are numbered from 0.

    A call that returns seconds (a float) has measured itself what counts.
    """
    took = []
    for number in range(-(runs // 10), runs):
        began = time.perf_counter()
        own = call(number)
        seconds = time.perf_counter() - began
        if isinstance(own, float):
            seconds = own
        if number >= 0:
            took.append(1000 * seconds)
    return took
