"""A working group in trouble: faults put on and taken off while the assistant runs."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest

from tests.conversations.conftest import Group, either, group

__all__ = ["either", "group"]

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


def health(group: Group) -> tuple[int, dict[str, Any]]:
    """What an administrator's monitor is told."""
    try:
        with urllib.request.urlopen(group.health_url, timeout=5) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as answer:
        return answer.code, json.load(answer)


def well(group: Group) -> bool:
    return health(group)[0] == 200
