"""Threads as Slack has them: replies know their parent, and a private reply needs a thread that is under way."""

from __future__ import annotations

from slack_sdk import WebClient

from handlers.playground import Playground

from .kit import ANNA, BO, Assistant, actions, button, pressed
from .test_web_api import error_of


def test_a_reply_knows_its_parent_and_the_parent_its_replies(playground: Playground, client: WebClient) -> None:
    channel = playground.channel_id
    parent = playground.say(ANNA, "Vem tar Kumla?")
    first = client.chat_postMessage(channel=channel, text="Jag ser efter.", thread_ts=parent.ts)
    assert first["message"]["parent_user_id"] == ANNA
    second = playground.say(BO, "Jag kan.", thread_ts=parent.ts)
    shown = client.conversations_history(channel=channel)["messages"][0]
    assert (shown["thread_ts"], shown["reply_count"], shown["latest_reply"]) == (parent.ts, 2, second.ts)
    assert shown["reply_users"] == [playground.bot_user_id, BO]
    client.chat_delete(channel=channel, ts=first["ts"])
    assert client.conversations_history(channel=channel)["messages"][0]["reply_count"] == 1


def test_a_reply_has_no_thread_of_its_own(playground: Playground, client: WebClient) -> None:
    parent = playground.say(ANNA, "Vem tar Kumla?")
    reply = playground.say(BO, "Jag kan.", thread_ts=parent.ts)
    call = {"channel": playground.channel_id, "text": "Bra", "thread_ts": reply.ts}
    assert error_of(client.chat_postMessage, **call) == "cannot_reply_to_message"


def test_an_answer_in_a_thread_reaches_the_app_with_its_thread(playground: Playground, assistant: Assistant) -> None:
    events = []
    for kind in ("message", "app_mention"):
        assistant.app.event(kind)(lambda event: events.append(event))
    private = playground.say(ANNA, "hej", playground.workspace.dm_of(ANNA))
    playground.message_to_bot(ANNA, "och en till", thread_ts=private.ts)
    public = playground.say(BO, "Möte i Nora")
    playground.mention(ANNA, "logga det", thread_ts=public.ts)
    assert [(event["thread_ts"], event["parent_user_id"]) for event in events] == [(private.ts, ANNA), (public.ts, BO)]


def test_a_private_reply_is_shown_only_where_the_thread_is_under_way(playground: Playground, client: WebClient) -> None:
    parent = playground.say(ANNA, "Vem tar Kumla?")
    call = {"channel": playground.channel_id, "user": ANNA, "thread_ts": parent.ts}
    assert client.chat_postEphemeral(**call, text="För tidigt")["message_ts"]
    playground.say(BO, "Jag kan.", thread_ts=parent.ts)
    client.chat_postEphemeral(**call, text="Bara till dig")
    assert [message.text for message in playground.visible(ANNA)] == ["Vem tar Kumla?", "Jag kan.", "Bara till dig"]
    assert client.conversations_history(channel=playground.channel_id)["messages"][0]["reply_count"] == 1


def test_a_button_in_a_thread_says_which_thread(
    playground: Playground, assistant: Assistant, client: WebClient
) -> None:
    seen = pressed(assistant, "go")

    parent = playground.say(ANNA, "Vem tar Kumla?")
    client.chat_postMessage(
        channel=playground.channel_id, thread_ts=parent.ts, text="Välj", blocks=[actions(button("go"))]
    )
    playground.press(ANNA, playground.messages()[-1], "go")
    assert seen["container"]["thread_ts"] == parent.ts
    assert seen["message"]["parent_user_id"] == ANNA
