"""Every test here runs against emulate (`make emulate`), a Slack Web API that others wrote.

Where emulate 0.11.2 differs from Slack's documentation, so that these tests can say nothing of it:

- `conversations.history` heeds neither `oldest` nor `include_all_metadata`: it always gives all, with metadata;
- a token that it does not know is let in as an administrator, so that a revoked one cannot be tried;
- blocks and forms are kept as they are sent, whatever their size or kind (tests/playground holds Slack's limits);
- `chat.postMessage` is never refused for its rate, and does not demand that a bot has joined a public channel;
- it sends no commands, presses or events of its own accord, and has no response_url: group.py and relay.py do.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.emulate.group import Group
from tests.emulate.workspace import Workspace


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace(tmp_path)
    try:
        workspace.fill()
        yield workspace
    finally:
        workspace.stop()


@pytest.fixture
def group(slack: Workspace, tmp_path: Path) -> Iterator[Group]:
    """The assistant in the workspace, on Thursday 14 March 2024 at ten."""
    assistant = Group(slack, tmp_path / "yh.db")
    try:
        assistant.start()
        yield assistant
    finally:
        assistant.stop()
