"""The App Home: opened, published for one person, and pressed in."""

from __future__ import annotations

import pytest
from slack_sdk import WebClient

from handlers.playground import Playground

from .kit import ANNA, BO, Assistant, actions, button, pressed


def published(client: WebClient, user: str) -> None:
    client.views_publish(user_id=user, view={"type": "home", "blocks": [actions(button("go"))]})


def test_opening_the_home_tab_tells_the_app_and_what_stands_there(
    playground: Playground, assistant: Assistant, client: WebClient
) -> None:
    events = []

    @assistant.app.event("app_home_opened")
    def opened(event):
        events.append(event)
        published(client, event["user"])

    playground.open_home(ANNA)
    playground.open_home(ANNA)
    playground.open_home(ANNA, "messages")
    assert [(event["tab"], "view" in event) for event in events] == [
        ("home", False),
        ("home", True),
        ("messages", False),
    ]
    home = playground.home(ANNA)
    assert events[1]["view"]["id"] == home.id
    assert events[1]["view"]["type"] == "home"
    assert playground.home(BO) is None


def test_a_press_on_the_home_tab_knows_the_view_and_no_channel(
    playground: Playground, assistant: Assistant, client: WebClient
) -> None:
    seen = pressed(assistant, "go")

    published(client, ANNA)
    home = playground.home(ANNA)
    playground.press(ANNA, home, "go")
    assert seen["container"] == {"type": "view", "view_id": home.id}
    assert seen["view"]["type"] == "home"
    assert seen["view"]["hash"] == home.hash
    assert not {"channel", "message", "response_url"} & set(seen)


def test_a_shortcut_is_not_offered_on_what_only_one_sees(playground: Playground, client: WebClient) -> None:
    client.chat_postEphemeral(channel=playground.channel_id, user=ANNA, text="Bara du")
    with pytest.raises(LookupError):
        playground.shortcut(ANNA, "log_it", playground.visible(ANNA)[0])
