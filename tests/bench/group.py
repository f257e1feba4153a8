"""The assistant with so many records already, and two ways in: over HTTP, and straight into Bolt's dispatch."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from slack_bolt import App, BoltRequest

from handlers.playground.delivery import FORM
from handlers.slack import http
from storage.database import Database
from tests.bench import seed
from tests.conversations.conftest import LEADER, MAJA, Group

TODAY = datetime(2025, 11, 13, 9, 0, tzinfo=UTC)  # near the project's end: three years of records


@contextmanager
def running(path: Path, records: int) -> Iterator[tuple[Group, App]]:
    """The group, and the Bolt app behind it."""
    group = Group(path, today=TODAY, members=(LEADER,))
    database = Database(path)
    seed.fill(database, group.project, TODAY.date(), records)
    database.close()
    group.slack.start()
    try:
        with patch.object(http, "routes", wraps=http.routes) as routes:
            group.start()
        yield group, routes.call_args.args[0]
    finally:
        group.stop()
        group.slack.stop()


def dispatch(bolt: App, group: Group, text: str) -> float:
    """Seconds that Bolt's dispatch takes for a signed `/yh-logg text`."""
    delivery, body, at = group.slack.delivery, urlencode(_payload(group, "/yh-logg", text)), str(int(time.time()))
    headers = {
        "Content-Type": FORM, "X-Slack-Request-Timestamp": at, "X-Slack-Signature": delivery.signature(body, at),
    }  # fmt: skip
    request = BoltRequest(body=body, headers=headers)
    began = time.perf_counter()
    response = bolt.dispatch(request)
    seconds = time.perf_counter() - began
    assert response.status == 200 and response.body
    return seconds


def post(group: Group, name: str, text: str = "") -> float:
    """Seconds that Slack waits for the answer to a command over HTTP."""
    delivered = group.slack.delivery.send("slash_commands", _payload(group, name, text))
    assert delivered.status == 200 and delivered.body
    return delivered.seconds


def shown(group: Group, name: str, text: str = "") -> float:
    """Seconds until the answer is there: one with a chart comes by a call of its own, after Slack was answered."""
    messages = group.slack.workspace.messages
    before, began = len(messages), time.perf_counter()
    delivered = group.slack.delivery.send("slash_commands", _payload(group, name, text))
    assert delivered.status == 200 and not delivered.body
    while len(messages) == before:
        time.sleep(0.0002)
        assert time.perf_counter() - began < 5, "the answer did not come"
    return time.perf_counter() - began


def _payload(group: Group, name: str, text: str) -> dict[str, Any]:
    slack = group.slack
    return slack.payloads.command(MAJA, slack.channel_id, name, text, slack.workspace.grant_trigger(MAJA), None)
