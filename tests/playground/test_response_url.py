"""A response_url takes five answers in half an hour, and what it takes is checked."""

from __future__ import annotations

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from handlers.playground import Playground

from .kit import ANNA, BO, Assistant, actions, button, section


@pytest.fixture
def hook(playground: Playground, assistant: Assistant) -> WebhookClient:
    assistant.app.command("/eko")(lambda ack: ack())
    return WebhookClient(playground.command(ANNA, "/eko").payload["response_url"])


def test_five_answers_and_no_more(playground: Playground, hook: WebhookClient) -> None:
    statuses = [hook.send(text=str(number)).status_code for number in range(6)]
    assert statuses == [200] * 5 + [404]
    assert [message.text for message in playground.visible(ANNA)] == list("01234")
    assert playground.visible(BO) == []


def test_none_after_half_an_hour(playground: Playground, hook: WebhookClient) -> None:
    playground.expire_response_urls()
    assert hook.send(text="sent").status_code == 404


def test_what_is_for_all_is_seen_by_all(playground: Playground, hook: WebhookClient) -> None:
    hook.send(text="Till alla", response_type="in_channel")
    assert playground.visible(BO)[0].text == "Till alla"


def test_blocks_that_slack_would_not_take_are_refused(playground: Playground, hook: WebhookClient) -> None:
    answer = hook.send(text="x", blocks=[section("")])
    assert answer.status_code == 400
    assert "invalid_blocks" in answer.body
    assert playground.refusals[0].method == "response_url"


def test_the_message_that_was_pressed_is_replaced_or_deleted(
    playground: Playground, assistant: Assistant, client: WebClient
) -> None:
    @assistant.app.action("go")
    def go(ack, action, respond):
        ack()
        if action["value"] == "bort":
            respond(delete_original=True)
        else:
            respond(text="Ersatt", replace_original=True)

    for value in ("byt", "bort"):
        client.chat_postMessage(channel=playground.channel_id, text="x", blocks=[actions(button(value=value))])
    first, second = playground.messages()
    playground.press(ANNA, first, "go")
    playground.press(ANNA, second, "go")
    assert [message.text for message in playground.messages()] == ["Ersatt"]
