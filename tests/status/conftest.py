"""A project, a database of its own for each test, and short ways to log and to ask."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.project import Project
from bot.records import Contact, Record
from bot.reply import Reply
from handlers.status import status
from storage import records
from storage.database import Database

MID_MARCH = date(2024, 3, 14)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "yh.db")
    yield database
    database.close()


@pytest.fixture
def log(database: Database) -> Callable[..., list[Record]]:
    """Keeps records, all at once."""

    def keep(*logged: Record) -> list[Record]:
        with database.transaction() as db:
            return [records.add(db, record, who="U1", at="2024-03-14T07:00:00Z") for record in logged]

    return keep


@pytest.fixture
def ask(database: Database, project: Project) -> Callable[..., Reply]:
    """The answer to `/yh-status text`, on 14 March 2024 unless another day is given."""

    def answer(text: str = "", today: date = MID_MARCH) -> Reply:
        with database.reading() as db:
            return status(text, db=db, project=project, today=today)

    return answer


@pytest.fixture(scope="session")
def contact() -> Callable[..., Contact]:
    def make(name: str, **fields: object) -> Contact:
        return Contact.model_validate({"name": name, **fields})

    return make
