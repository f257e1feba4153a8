"""The money is seen, not only read; and where Slack has no charts yet, the same is read."""

import pytest

from handlers.playground import Exchange
from tests.conversations.conftest import KARIN, Group, text

WAYS = ["command", "words", "button"]


@pytest.fixture
def spent(group: Group) -> Group:
    group.log("utgift 312 kr buss till Nora 12 mars")
    return group


def asked(group: Group, way: str) -> Exchange:
    """The money: by a command, in words to the assistant, or by the overview's button in one's own conversation."""
    if way == "command":
        return group.status("pengar")
    if way == "words":
        return group.tell("hur går det med pengarna?", who=KARIN)
    overview = group.tell("hur går det?", who=KARIN)
    return group.press(overview.message, "Pengar", who=KARIN)


def kinds(exchange: Exchange) -> set[str]:
    assert exchange.message is not None
    return {block["type"] for block in exchange.message.blocks}


@pytest.mark.parametrize("way", WAYS)
def test_the_money_is_a_chart_with_its_figures_beside_it(spent: Group, way: str) -> None:
    answer = asked(spent, way)
    assert {"data_visualization", "table"} <= kinds(answer)
    assert "312" in text(answer)


@pytest.mark.parametrize("way", WAYS)
def test_where_slack_has_no_charts_the_same_is_read(spent: Group, way: str) -> None:
    seen = asked(spent, way)
    spent.slack.lack("data_visualization", "data_table")
    read = asked(spent, way)
    assert "table" in kinds(read)
    assert not {"data_visualization", "data_table"} & kinds(read)
    assert seen.message is not None
    assert read.message is not None
    assert read.message.text == seen.message.text, "what is heard is the same"
    assert {refusal.error for refusal in spent.slack.refusals} == {"invalid_blocks"}
    spent.slack.refusals.clear()


def test_a_command_is_answered_to_the_person_alone(spent: Group) -> None:
    answer = spent.status("pengar")
    assert answer.message is not None
    assert answer.message.only_for == KARIN
