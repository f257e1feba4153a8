"""A working group in trouble: faults put on and taken off while the assistant runs."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conversations.conftest import Group, working_group

Health = Callable[[Group], tuple[int, dict[str, Any]]]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is waited for, and what is believed for a while, in small: a fault shows and is over at once."""
    monkeypatch.setattr("storage.database.BUSY_SECONDS", 0.05)
    monkeypatch.setattr("handlers.slack.members._FRESH", 0.0)
    monkeypatch.setattr("handlers.slack.members._TIMEOUT", 1)
    monkeypatch.setattr("handlers.slack.identity._FRESH", 0.0)
    monkeypatch.setattr("handlers.slack.identity._FAILED", 0.0)
    monkeypatch.setattr("handlers.slack.identity._TIMEOUT", 1)
    monkeypatch.setattr("handlers.slack.post._TIMEOUT", 1)
    monkeypatch.setattr("handlers.slack.deliver._TIMEOUT", 1)


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Group]:
    """The group over HTTP, without dates of its own that would come in between."""
    yield from working_group(tmp_path / "yh.db", socket_mode=False, rhythm=False)


@pytest.fixture(params=["http", "socket"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Group]:
    """The same, once over HTTP and once over Socket Mode."""
    yield from working_group(tmp_path / "yh.db", socket_mode=request.param == "socket", rhythm=False)


def health(group: Group) -> tuple[int, dict[str, Any]]:
    """What an administrator's monitor is told."""
    try:
        with urllib.request.urlopen(group.health_url, timeout=5) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as answer:
        return answer.code, json.load(answer)


def well(group: Group) -> bool:
    return health(group)[0] == 200
