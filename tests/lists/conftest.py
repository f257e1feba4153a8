"""Lists as files of a day in March 2024, and the files of records that they go into."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.importing import read_lists
from bot.lists import Lists
from bot.project import Project
from bot.sheet import read_sheets
from storage.database import Database

NOW = datetime(2024, 3, 14, 9, tzinfo=UTC)
TODAY = date(2024, 3, 14)


@pytest.fixture
def new_file(tmp_path: Path) -> Iterator[Callable[[], Database]]:
    """Makes an empty file of records."""
    numbers = itertools.count()
    with ExitStack() as opened:
        yield lambda: opened.enter_context(closing(Database(tmp_path / f"{next(numbers)}.db")))


@pytest.fixture
def listed(project: Project) -> Callable[..., Lists]:
    """What a file says, of its text or bytes."""

    def read(content: str | bytes, name: str = "lista.csv", today: date = TODAY) -> Lists:
        raw = content.encode() if isinstance(content, str) else content
        return read_lists([(name, read_sheets(raw))], project, today)

    return read
