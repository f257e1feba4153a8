"""The playground's group, with its example data, on its pretended day."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handlers import examples
from handlers.playground.model import Message
from storage.database import Database
from tests.conversations.conftest import LEADER, Group


@pytest.fixture
def playground(tmp_path: Path) -> Iterator[Group]:
    example = examples.read_examples()
    group = Group(tmp_path / "yh.db", today=datetime(2024, 3, 14, 6, 59, 45, tzinfo=UTC), members=(LEADER,))
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
    before = len(group.answers(who))
    message = group.slack.command(who, name, text).message
    if message is None:  # an answer with a chart comes by itself, and a file of an earlier answer may come before it

        def said() -> list[Message]:
            return [each for each in group.answers(who)[before:] if each.shown.strip()]

        group.slack.wait_for(lambda: bool(said()))
        message = said()[-1]
    return " ".join(message.shown.replace("\u00a0", " ").split())
