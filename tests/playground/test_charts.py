"""A workspace where Slack's rollout of charts has not come refuses them, as Slack does."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from handlers.playground import Playground

from .kit import ANNA, Assistant, section
from .test_web_api import error_of

PIE = {
    "type": "data_visualization",
    "title": "Deltagare",
    "chart": {"type": "pie", "segments": [{"label": "Kvinnor", "value": 14}]},
}


@pytest.fixture
def behind(playground: Playground) -> Playground:
    playground.lack("data_visualization")
    return playground


def test_a_call_with_a_chart_is_answered_with_the_error(behind: Playground, client: WebClient) -> None:
    assert error_of(client.chat_postMessage, channel=behind.channel_id, text="x", blocks=[PIE]) == "invalid_blocks"
    client.chat_postMessage(channel=behind.channel_id, text="x", blocks=[section()])
    assert len(behind.messages()) == 1


def test_a_response_url_says_it_too(behind: Playground, assistant: Assistant) -> None:
    assistant.app.command("/eko")(lambda ack: ack())
    hook = WebhookClient(behind.command(ANNA, "/eko").payload["response_url"])
    assert "invalid_blocks" in hook.send(text="x", blocks=[PIE]).body


def test_an_acknowledgement_with_one_fails_and_the_app_is_told_nothing(
    behind: Playground, assistant: Assistant
) -> None:
    def answer(ack: Any) -> None:
        ack(text="x", blocks=[PIE])

    assistant.app.command("/eko")(answer)
    seen = behind.command(ANNA, "/eko")
    assert "invalid_command_response" in (seen.failure or "")
