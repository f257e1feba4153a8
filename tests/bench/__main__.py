"""Prints the table, ready for the README: `make bench`. Takes some minutes."""

import tempfile
from contextlib import ExitStack
from datetime import date
from itertools import count
from pathlib import Path

from slack_bolt import App

from tests.bench import bare, weight
from tests.bench.erasing import erasing
from tests.bench.group import dispatch, post, running, shown
from tests.bench.lists import lists
from tests.bench.machine import machine
from tests.bench.plans import plans
from tests.bench.reading import reading
from tests.bench.reports import reports
from tests.bench.starting import starting
from tests.bench.table import Row, Table, times
from tests.conversations.conftest import Group

ROOT = Path(__file__).parents[2]
ROUNDS = 10  # what is compared is measured by turns: the machine's moods hit all alike
SOUGHT = ("solel kumla", "branschseminarium 2024", "parkering", "anna energi", "beslut partneravtalet")

BOUGHT = ("parkering", "buss till Kumla", "lokalhyra", "broschyrer", "lön")
MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober")

_numbers = count(1)


def _message(group: Group) -> str:
    """Something to log that was not logged before."""
    group.clock.turn(minutes=1)  # nobody logs hundreds at the same moment
    number = next(_numbers)
    day = f"{1 + number % 28} {MONTHS[number % len(MONTHS)]}"
    return f"utgift {number} kr {BOUGHT[number % 7 % len(BOUGHT)]} {day}"


def _dispatched(bolt: App, group: Group, runs: int) -> list[float]:
    return times(lambda number: dispatch(bolt, group, _message(group)), runs)


def logging(table: Table, folder: Path) -> None:
    """A message logged, beside the least that Bolt and SQLite can do."""
    echo = bare.echo("secret")  # that of `Group`
    with ExitStack() as stack:
        group, ours = stack.enter_context(running(folder / "logged.db", 1_000))
        keep = stack.enter_context(bare.insert(folder / "bare.db"))
        address, echoing = group.slack.request_url, stack.enter_context(bare.served(echo))
        took: dict[Row, list[float]] = {row: [] for row in (Row.ECHO, Row.INSERT, Row.LOG, Row.ECHO_HTTP, Row.LOG_HTTP)}
        for _ in range(ROUNDS):
            took[Row.ECHO] += _dispatched(echo, group, 100)
            took[Row.INSERT] += times(keep, 100)
            took[Row.LOG] += _dispatched(ours, group, 100)
            group.slack.request_url = echoing
            took[Row.ECHO_HTTP] += times(lambda _: post(group, "/yh-logg", "eko"), 50)
            group.slack.request_url = address
            took[Row.LOG_HTTP] += times(lambda _: post(group, "/yh-logg", _message(group)), 50)
        for row, values in took.items():
            table.add(row, values)
        table.ratio(Row.LOG_RATIO, Row.LOG, Row.ECHO, Row.INSERT)


def status(table: Table, folder: Path) -> None:
    """Where the project stands, and what is found, beside the same with a hundredth of the records."""
    with running(folder / "few.db", 1_000) as (few, _), running(folder / "many.db", 100_000) as (many, bolt):
        took: dict[Row, list[float]] = {Row.STATUS_FEW: [], Row.STATUS_MANY: []}
        for _ in range(ROUNDS):
            took[Row.STATUS_FEW] += times(lambda _: post(few, "/yh-status"), 50)
            took[Row.STATUS_MANY] += times(lambda _: post(many, "/yh-status"), 50)
        for row, values in took.items():
            table.add(row, values)
        table.ratio(Row.STATUS_RATIO, Row.STATUS_MANY, Row.STATUS_FEW)

        def after_log(_: int) -> float:
            post(many, "/yh-logg", _message(many))
            return post(many, "/yh-status")

        table.add(Row.STATUS_AFTER_LOG, times(after_log, 100))
        table.add(Row.STATUS_GOALS, times(lambda _: shown(many, "/yh-status", "delmål"), 100))
        table.add(Row.STATUS_MONEY, times(lambda _: shown(many, "/yh-status", "pengar"), 100))
        table.add(Row.STATUS_QUARTER, times(lambda _: post(many, "/yh-status", "kvartal 1"), 100))
        table.add(Row.STATUS_PLACE, times(lambda _: post(many, "/yh-status", "Nora"), 100))
        table.add(
            Row.SEARCH, times(lambda number: post(many, "/yh-status", f"sök {SOUGHT[number % len(SOUGHT)]}"), 200)
        )
        table.add(Row.LOG_MANY, _dispatched(bolt, many, 200))


def main() -> None:
    table = Table()
    with tempfile.TemporaryDirectory(dir=ROOT) as folder:  # the disk of the checkout, not one in memory
        logging(table, Path(folder))
        status(table, Path(folder))
        plans(table, Path(folder))
        reports(table, Path(folder))
        lists(table, Path(folder))
        erasing(table, Path(folder))
        starting(table, Path(folder))
    reading(table)
    weight.weight(table)
    print(f"{machine(ROOT, date.today())}:\n\n{table.markdown()}")


if __name__ == "__main__":
    main()
