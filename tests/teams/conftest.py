"""The group in Teams, with the real assistant, or with answers that the test says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.project import Member
from tests.conversations.conftest import TODAY
from tests.teams.connector import Connector
from tests.teams.group import TeamsGroup
from tests.teams.house import House

LEADER = Member(name="Anna Ek", role="projektledare", email="anna@example.se")


@pytest.fixture
def connector() -> Iterator[Connector]:
    connector = Connector()
    connector.start()
    yield connector
    connector.stop()


@pytest.fixture
def teams_group(tmp_path: Path) -> Iterator[TeamsGroup]:
    """The group, running."""
    group = TeamsGroup(tmp_path / "yh.db", today=TODAY, members=(LEADER,))
    group.connector.start()
    try:
        group.start()
        yield group
    finally:
        group.stop()
        group.driver.close()
        group.connector.stop()


@pytest.fixture
def house(tmp_path: Path, connector: Connector) -> Iterator[House]:
    """The surface alone: what it answers is the test's to say."""
    house = House(tmp_path / "yh.db", connector)
    house.start()
    yield house
    house.stop()
