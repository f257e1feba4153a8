"""How long a report over ten thousand records takes, and how much memory, in a process of its own."""

import subprocess
import sys
from datetime import date
from pathlib import Path

from bot.project_file import load_project
from storage.database import Database
from tests.bench import seed
from tests.bench.table import Row, Table

ROOT = Path(__file__).parents[2]
TODAY = date(2025, 11, 13)
RECORDS = 10_000
RUNS = 5
MAKE = """
import resource, sys, time
from datetime import date
from pathlib import Path
import app  # as it is when somebody asks for a report
from bot.project_file import load_project
from bot.span import whole
from handlers import conversation, report
from storage.database import Database
project = load_project()
database = Database(Path(sys.argv[1]))
made = report.Made(sys.argv[2], whole(project), project, database, date.fromisoformat(sys.argv[3]))
began = time.perf_counter()
for file in report.files(made, report.reader(made), with_receipts=False):
    assert file.make()
print(1000 * (time.perf_counter() - began))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def reports(table: Table, folder: Path) -> None:
    """The largest report in Word and the workbook, each with all it holds."""
    path = folder / "reports.db"
    database = Database(path)
    seed.fill(database, load_project(), TODAY, RECORDS)
    database.close()
    measured = {kind: [_made(path, kind) for _ in range(RUNS)] for kind in ("slutrapport", "ekonomi")}
    table.add(Row.REPORT_WORDS, [took for took, _ in measured["slutrapport"]])
    table.add(Row.REPORT_EXCEL, [took for took, _ in measured["ekonomi"]])
    table.add(Row.REPORT_MEMORY, [memory for runs in measured.values() for _, memory in runs], "MiB")


def _made(path: Path, kind: str) -> tuple[float, float]:
    """Milliseconds, and the most memory that the process has had, in MiB."""
    made = subprocess.run(
        [sys.executable, "-c", MAKE, str(path), kind, TODAY.isoformat()], cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    took, memory = map(float, made.stdout.split())
    return took, memory
