"""The same working group in Slack and in Teams."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.project import Member
from tests.both.place import Place
from tests.both.slack import InSlack
from tests.conversations.conftest import TODAY, Group, without_rhythm

MEMBERS = (
    Member(name="Anna Ek", role="projektledare", email="anna@example.se"),
    Member(name="Karin Berg", role="styrgrupp", email="karin@example.se"),
)


@pytest.fixture
def in_slack(tmp_path: Path) -> Iterator[Place]:
    group = Group(tmp_path / "yh.db", today=TODAY, members=MEMBERS)
    group.project = without_rhythm(group.project)
    group.slack.start()
    try:
        group.start()
        yield InSlack(group)
        assert group.slack.refusals == [], "Slack would not have taken what was sent"
    finally:
        group.stop()
        group.slack.stop()


@pytest.fixture(params=["slack"])
def place(request: pytest.FixtureRequest) -> Place:
    found: Place = request.getfixturevalue(f"in_{request.param}")
    return found
