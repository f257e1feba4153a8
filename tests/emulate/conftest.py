"""Every test here runs against emulate (`make emulate`), a Slack Web API that others wrote.

The assistant's token has the scopes of its manifest, and emulate enforces them. Where emulate 0.11.2 differs from
Slack's documentation these tests can say nothing:

- `conversations.history` heeds neither `oldest` nor `include_all_metadata`: it gives everything, with metadata;
- `conversations.members` gives all members in one page;
- a private channel that the assistant is not in is `not_in_channel`, where Slack says `channel_not_found`, and a
  public one can be posted to without joining it;
- a token that it does not know is taken for an administrator's, so that a revoked one cannot be tried;
- blocks, forms and pages are kept as they are sent: Slack's limits on them are held by tests/playground;
- nothing is refused for its rate, and no fault can be asked for but a lost connection, which is relay.py's;
- an answer to a thread that is not there is taken, where Slack says `thread_not_found`;
- a deleted file is `file_not_found` and leaves its messages, where Slack says `file_deleted` and leaves a tombstone;
- a file without the right token is a refusal, where Slack gives a page to sign in at;
- a page that was published can be read nowhere but in what `views.publish` answers;
- it sends no commands, presses or events by itself and has no Socket Mode and no response_url: payloads.py and
  relay.py do what is needed over HTTP.
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
