"""`import --bokforing --spara` while others work: nobody waits for the comparison, and nothing is written over."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.project import Project
from bot.records import Expense
from handlers import cli_ledger
from storage import records
from storage.database import Database
from tests.lists.conftest import NOW

AT = "2024-03-14T09:00:00Z"
LEDGER = "Datum;Ver;Text;Belopp\n2024-02-13;A101;SL buss;312,00\n2024-02-20;A102;SJ;640,00\n"
BUS = Expense(date=date(2024, 2, 12), amount_ore=31200, cost_ore=31200, description="Buss", category="Resor och logi")


@pytest.fixture
def database(new_file: Callable[[], Database]) -> Database:
    """Two expenses, both in the ledger."""
    made = new_file()
    with made.transaction() as db:
        records.add(db, BUS, who="UMAJA", at=AT)
        records.add(db, BUS.model_copy(update={"amount_ore": 64000, "cost_ore": 64000}), who="UMAJA", at=AT)
    return made


@pytest.fixture
def book(
    database: Database, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[], None]], None]:
    """Books the ledger, while somebody does something just when it is compared."""
    path = tmp_path / "huvudbok.csv"
    path.write_text(LEDGER, encoding="utf-8")
    compare = cli_ledger.proposal

    def booked(meanwhile: Callable[[], None]) -> None:
        def compared(*said: object) -> object:
            meanwhile()
            return compare(*said)

        monkeypatch.setattr(cli_ledger, "proposal", compared)
        cli_ledger.match(database, project, [path], NOW, save=True)

    return booked


def standing(database: Database) -> list[tuple[str | None, date | None]]:
    with database.reading() as db:
        return [(one.voucher, one.booked_on) for one in records.standing(db, Expense, "id > 0 ORDER BY id", [])]


def test_others_log_while_the_ledger_is_compared(database: Database, book: Callable[..., None]) -> None:
    def log() -> None:
        with database.transaction() as db:
            records.add(db, BUS.model_copy(update={"amount_ore": 9900}), who="UMAJA", at=AT)

    book(log)
    assert standing(database) == [("A101", date(2024, 2, 13)), ("A102", date(2024, 2, 20)), (None, None)]


def test_what_somebody_books_meanwhile_is_not_written_over_and_nothing_else_is_booked(
    database: Database, book: Callable[..., None]
) -> None:
    def by_hand() -> None:
        with database.transaction() as db:
            expense = records.get(db, "expense", 2)
            assert isinstance(expense, Expense)
            booked = expense.model_copy(update={"booked_on": date(2024, 2, 14), "voucher": "B7"})
            records.change(db, expense, booked, who="UMAJA", at=AT)

    with pytest.raises(cli_ledger.ChangedMeanwhile, match="Utgift 2 ändrades medan jag jämförde"):
        book(by_hand)
    assert standing(database) == [(None, None), ("B7", date(2024, 2, 14))]


def test_what_is_booked_counts_as_booked_in_the_sums(database: Database, book: Callable[..., None]) -> None:
    book(lambda: None)
    with database.reading() as db:
        assert db.execute("SELECT sum(booked_ore) FROM expense_sums").fetchone() == (95200,)
