"""The money is seen, not only read; and where Slack has no charts yet, the same is read."""

import pytest

from handlers.playground import Message
from tests.conversations.conftest import KARIN, Group, text


@pytest.fixture
def spent(group: Group) -> Group:
    group.log("utgift 312 kr buss till Nora 12 mars")
    return group


def kinds(message: Message | None) -> list[str]:
    assert message is not None
    return [block["type"] for block in message.blocks]


def asked(group: Group, way: str) -> Message | None:
    """The money: by a command, in words to the assistant, or by the button of the overview in one's own conversation."""
    if way == "command":
        return group.status("pengar", who=KARIN).message
    if way == "words":
        return group.tell("hur går det med pengarna?", who=KARIN).message
    overview = group.tell("hur går det?", who=KARIN)
    return group.press(overview.message, "Pengar", who=KARIN).message


@pytest.mark.parametrize("way", ["command", "words", "button"])
def test_the_money_is_a_chart_with_its_figures_beside_it(spent: Group, way: str) -> None:
    message = asked(spent, way)
    assert kinds(message).count("data_visualization") >= 1
    assert "312 kr" in text(message)


@pytest.mark.parametrize("way", ["command", "words", "button"])
def test_where_slack_has_no_charts_the_same_is_read(spent: Group, way: str) -> None:
    with_charts = text(asked(spent, way))
    spent.slack.lack("data_visualization", "data_table")
    message = asked(spent, way)
    assert not {"data_visualization", "data_table"} & set(kinds(message))
    assert "table" in kinds(message)
    assert message is not None
    assert message.text.replace("\u00a0", " ")[:40] == with_charts[:40]


def test_a_chart_is_asked_for_by_one_who_may(spent: Group) -> None:
    message = spent.status("pengar", who=KARIN).message
    assert message is not None
    assert message.only_for == KARIN
