"""The same working group in Slack, in Teams, and in both."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.project import Member
from handlers.settings import Settings
from tests.both.place import Place
from tests.both.slack import InSlack
from tests.both.teams import InTeams
from tests.conversations.conftest import TODAY, Group, without_rhythm
from tests.teams import keys, people
from tests.teams.connector import CHANNEL, Connector
from tests.teams.drive import Drive
from tests.teams.driver import PERSONAL, Driver
from tests.teams.group import SECRET, TeamsGroup, Tokens

MEMBERS = (
    Member(name="Anna Ek", role="projektledare", email="anna@example.se"),
    Member(name="Karin Berg", role="styrgrupp", email="karin@example.se"),
)


class BothGroup(Group):
    """The group in Slack and in Teams."""

    def __init__(self, path: Path, connector: Connector) -> None:
        super().__init__(path, today=TODAY, members=MEMBERS)
        self.project = without_rhythm(self.project)
        self.connector, self.driver = connector, Driver(connector)

    def settings(self, port: int) -> Settings:
        self.driver.assistant_url = f"http://127.0.0.1:{port}/api/messages"
        teams = {
            "teams_client_id": keys.CLIENT_ID, "teams_client_secret": SecretStr(SECRET), "teams_tenant_id": people.TENANT,
            "teams_channel": CHANNEL, "teams_openid_url": self.connector.openid_url,
        }  # fmt: skip
        return super().settings(port).model_copy(update=teams)


def meet(connector: Connector, driver: Driver) -> None:
    """The assistant is put into the channel and into everybody's own chat, and has said hello there."""
    for who in (people.MAJA, people.ANNA, people.KARIN):
        driver.install(who, PERSONAL)
    driver.install(people.ANNA, CHANNEL)
    places = (people.MAJA, people.ANNA, people.KARIN, CHANNEL)
    connector.wait_for(lambda: all(connector.answers(place) for place in places))


@dataclass
class Both:
    """One group; its people in Slack and in Teams."""

    slack: Place
    teams: Place

    def rows(self, table: str) -> list[dict[str, Any]]:
        return self.slack.rows(table)


@pytest.fixture
def in_slack(tmp_path: Path) -> Iterator[Place]:
    group = Group(tmp_path / "yh.db", today=TODAY, members=MEMBERS)
    group.project = without_rhythm(group.project)
    with _slack(group):
        yield InSlack(group)


@pytest.fixture
def drive() -> Iterator[Drive]:
    found = Drive()
    yield found
    found.stop()


@pytest.fixture
def in_teams(tmp_path: Path, drive: Drive) -> Iterator[Place]:
    group = TeamsGroup(tmp_path / "yh.db", today=TODAY, members=MEMBERS)
    group.connector.start()
    try:
        group.start()
        meet(group.connector, group.driver)
        yield InTeams(group, drive)
    finally:
        group.stop()
        group.driver.close()
        group.connector.stop()


@pytest.fixture
def both(tmp_path: Path, drive: Drive, monkeypatch: pytest.MonkeyPatch) -> Iterator[Both]:
    connector = Connector()
    connector.start()
    monkeypatch.setattr("handlers.teams.start.tokens", lambda settings: Tokens(connector.service_url))
    group = BothGroup(tmp_path / "yh.db", connector)
    try:
        with _slack(group):
            meet(connector, group.driver)
            yield Both(InSlack(group), InTeams(group, drive))
    finally:
        group.driver.close()
        connector.stop()


@pytest.fixture(params=["slack", "teams"])
def place(request: pytest.FixtureRequest) -> Place:
    found: Place = request.getfixturevalue(f"in_{request.param}")
    return found


@contextmanager
def _slack(group: Group) -> Iterator[None]:
    group.slack.start()
    try:
        group.start()
        yield
        assert group.slack.refusals == [], "Slack would not have taken what was sent"
    finally:
        group.stop()
        group.slack.stop()
