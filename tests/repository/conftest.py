"""The playground's group, with its example data, on its pretended day."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handlers import examples
from storage.database import Database
from tests.conversations.conftest import LEADER, Group


@pytest.fixture
def playground(tmp_path: Path) -> Iterator[Group]:
    example = examples.read_examples()
    group = Group(tmp_path / "yh.db", today=datetime(2024, 3, 14, 6, 59, 45, tzinfo=UTC), members=(LEADER,))
    group.project = examples.with_people(group.project.model_copy(update={"members": ()}), example)
    database = Database(group.path)
    assert examples.fill(database, group.project, example, group.clock())
    database.close()
    group.slack.start()
    group.start()
    yield group
    group.stop()
    group.slack.stop()


def shown(group: Group, line: str, who: str) -> str:
    """All that the person sees of the answer to a typed line, on one line with ordinary spaces."""
    name, _, text = line.partition(" ")
    ask = {"/yh-logg": group.log, "/yh-status": group.status, "/yh-paminn": group.remind}[name]
    message = ask(text, who=who).message
    assert message is not None, line
    return " ".join(message.shown.replace("\u00a0", " ").split())
