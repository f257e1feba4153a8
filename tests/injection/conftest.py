"""A group that hostile text is logged in, once for all of it."""

from collections.abc import Iterator

import pytest

from tests.conversations.conftest import LEADER, TODAY, Group


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Group]:
    """The group over HTTP, with a public address."""
    group = Group(tmp_path_factory.mktemp("hostile") / "yh.db", today=TODAY, members=(LEADER,))
    group.public = True
    group.slack.start()
    try:
        group.start()
        yield group
        assert group.slack.refusals == [], "Slack would not have taken what was sent"
    finally:
        group.stop()
        group.slack.stop()
