"""Every test here runs against Microsoft's Agents Playground (`make teams`), driven in headless Chromium.

The assistant checks every token: the proxy signs what the Playground does not. Where Playground 0.2.28 differs from
Teams these tests can say nothing:

- nobody but Maja writes, nobody else has a chat with the assistant (what is sent to Anna is an error of the server's),
  everybody is in the channel, and there is no command menu;
- it asks for no token, refuses nothing for its rate and takes cards of any size: the proxy holds the token, and
  tests/teams holds the limits;
- an activity is sent once: what comes twice in Teams after a time-out does not come again here;
- a form that opens in a window of its own (`task/fetch`) does not work in it, nor do people pickers and @mentions in
  cards.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.teams_playground.emulator import Emulator
from tests.teams_playground.group import Group
from tests.teams_playground.proxy import Proxy
from tests.teams_playground.window import Window, browser, window


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    proxy = Proxy()
    yield proxy
    proxy.stop()


@pytest.fixture
def teams(proxy: Proxy, tmp_path: Path) -> Iterator[Emulator]:
    """The Playground; it starts while the assistant does."""
    emulator = Emulator(proxy, tmp_path)
    yield emulator
    emulator.stop()


@pytest.fixture
def group(teams: Emulator, proxy: Proxy, tmp_path: Path) -> Iterator[Group]:
    """The assistant in that Teams, on Thursday 14 March 2024 at ten."""
    group = Group(proxy, tmp_path / "yh.db")
    try:
        group.start()
        yield group
    finally:
        group.stop()


@pytest.fixture
def maja(group: Group, teams: Emulator, chromium: Browser) -> Iterator[Window]:
    """What Maja sees, who is in the group."""
    teams.ready()
    with window(chromium, teams.address) as maja:
        maja.shows("Hej")  # said when it is put into a chat
        yield maja
