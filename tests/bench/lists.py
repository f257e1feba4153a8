"""How long a long list takes to read and to keep."""

from itertools import count
from pathlib import Path

from bot.importing import read_lists
from bot.project_file import load_project
from bot.sheet import read_sheets
from handlers import importing
from storage.database import Database
from tests.bench.plans import NOW
from tests.bench.table import Row, Table, times

ROWS = 10_000


def lists(table: Table, folder: Path) -> None:
    """A list of one month: each sum of the status is made once, not once a row."""
    project, numbers = load_project(), count()
    rows = (f"2024-03-{1 + row % 28:02};Branschseminarium;Seminarium {row};Kumla;{row % 40}" for row in range(ROWS))
    content = "\n".join(["Datum;Typ;Rubrik;Kommuner;Deltagare", *rows]).encode()
    day = project.reminders.day(NOW)
    table.add(Row.LIST_READ, times(lambda _: read_lists([("lista.csv", read_sheets(content))], project, day), 3))
    found = read_lists([("lista.csv", read_sheets(content))], project, day)

    def keep(_: int) -> None:
        database = Database(folder / f"lists {next(numbers)}.db")
        importing.keep(database, found, project, NOW)
        database.close()

    table.add(Row.LIST_KEPT, times(keep, 3))
