"""Import time and memory, each time in a process of its own."""

import subprocess
import sys
from pathlib import Path

from tests.bench.table import Row, Table

ROOT = Path(__file__).parents[2]
OURS = "app, handlers.conversation, handlers.slack.surface, handlers.web"
RUNS = 10
MEASURE = """
import time
began = time.perf_counter()
import {modules}
print(1000 * (time.perf_counter() - began))
print(next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmRSS")))
"""


def weight(table: Table) -> None:
    for modules, time_row, memory_row in (
        ("slack_bolt", Row.IMPORT_BOLT, Row.MEMORY_BOLT),
        (OURS, Row.IMPORT_OURS, Row.MEMORY_OURS),
    ):
        measured = [_measured(modules) for _ in range(RUNS)]
        table.add(time_row, [took for took, _ in measured])
        table.add(memory_row, [memory for _, memory in measured], "MiB")


def _measured(modules: str) -> tuple[float, float]:
    code = MEASURE.format(modules=modules)
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    took, memory = map(float, out.split())
    return took, memory
