"""The assistant with so many records already, and two ways in: over HTTP, and straight into Bolt's dispatch."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlencode

from slack_bolt import App, BoltRequest
from slack_sdk.signature import SignatureVerifier

from handlers.slack import http
from storage.database import Database
from tests.bench import seed
from tests.conversations.conftest import LEADER, MAJA, Group

SECRET = "secret"  # that of `Group`
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


def dispatch(bolt: App, group: Group, text: str, key: str) -> float:
    """Seconds that Bolt's dispatch takes for a signed `/yh-logg text`; `key` is unlike that of all others."""
    body = urlencode({
        "command": "/yh-logg", "text": text, "trigger_id": f"1.2.{key}", "user_id": MAJA,
        "team_id": group.slack.team_id, "channel_id": group.slack.channel_id, "response_url": "http://127.0.0.1:9/none",
    })  # fmt: skip
    at = str(int(time.time()))
    headers = {
        "Content-Type": "application/x-www-form-urlencoded", "X-Slack-Request-Timestamp": at,
        "X-Slack-Signature": SignatureVerifier(SECRET).generate_signature(timestamp=at, body=body),
    }  # fmt: skip
    request = BoltRequest(body=body, headers=headers)
    began = time.perf_counter()
    response = bolt.dispatch(request)
    seconds = time.perf_counter() - began
    assert response.status == 200 and response.body
    return seconds
