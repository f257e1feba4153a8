"""The Web API answers the SDK's client as Slack does, also when it refuses or breaks."""

from __future__ import annotations

import json
import urllib.error
from http.client import RemoteDisconnected
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from handlers.playground import Playground

from .kit import ANNA, APP_TOKEN, BO, BOT_TOKEN, GUEST, modal, section

META = {"event_type": "paminnelse", "event_payload": {"delivery_id": "d1"}}


def error_of(call, *args, **arguments) -> str:
    with pytest.raises(SlackApiError) as refused:
        call(*args, **arguments)
    return str(refused.value.response["error"])


def test_a_message_is_posted_changed_and_deleted(client: WebClient, playground: Playground) -> None:
    channel = playground.channel_id
    posted = client.chat_postMessage(channel=channel, text="Hej", blocks=[section()], metadata=META)
    assert posted["ts"].startswith("1710406800.")
    client.api_call("chat.update", json={"channel": channel, "ts": posted["ts"], "blocks": [section("Nya")]})
    assert (playground.messages()[0].text, playground.messages()[0].shown) == ("Hej", "Nya")
    client.chat_update(channel=channel, ts=posted["ts"], text="Nytt")
    assert playground.messages()[0].text == "Nytt"
    assert playground.messages()[0].blocks == [], "text without blocks takes them away"
    client.reactions_add(channel=channel, timestamp=posted["ts"], name="tada")
    assert error_of(client.reactions_add, channel=channel, timestamp=posted["ts"], name="tada") == "already_reacted"
    client.chat_delete(channel=channel, ts=posted["ts"])
    assert playground.messages() == []


def test_metadata_stays_through_a_change_unless_other_or_none_is_sent(
    client: WebClient, playground: Playground
) -> None:
    channel = playground.channel_id
    posted = client.chat_postMessage(channel=channel, text="Hej", metadata=META)

    def kept(**changes: Any) -> Any:
        client.chat_update(channel=channel, ts=posted["ts"], text="Nytt", **changes)
        read = client.conversations_history(channel=channel, include_all_metadata=True)
        return read["messages"][0].get("metadata")

    other = META | {"event_payload": {"id": "annat"}}
    assert kept() == META
    assert kept(metadata=other) == other
    assert kept() == other
    assert kept(metadata={}) is None


def test_history_is_newest_first_in_pages_and_shows_metadata_only_when_asked(
    client: WebClient, playground: Playground
) -> None:
    channel = playground.channel_id
    sent = [client.chat_postMessage(channel=channel, text=str(n), metadata=META)["ts"] for n in range(5)]
    assert sent == sorted(set(sent))
    client.chat_postEphemeral(channel=channel, user=ANNA, text="hemligt")
    client.chat_postMessage(channel=channel, text="svar", thread_ts=sent[0])
    pages = client.conversations_history(channel=channel, limit=2)
    assert "metadata" not in pages["messages"][0]
    assert [m["text"] for page in pages for m in page["messages"]] == ["4", "3", "2", "1", "0"]
    found = client.conversations_history(
        channel=channel, oldest=sent[1], latest=sent[3], inclusive=True, include_all_metadata=True
    )
    assert [m["text"] for m in found["messages"]] == ["3", "2", "1"]
    assert found["messages"][0]["metadata"] == META
    between = client.conversations_history(channel=channel, oldest=sent[1], latest=sent[3])
    assert [m["text"] for m in between["messages"]] == ["2"]
    assert [m["text"] for m in client.conversations_replies(channel=channel, ts=sent[0])["messages"]] == ["0", "svar"]


def test_people_and_members_are_told(client: WebClient, playground: Playground) -> None:
    assert client.auth_test()["user_id"] == playground.bot_user_id
    assert client.users_info(user=ANNA)["user"]["profile"]["email"] == "anna@exempel.se"
    assert client.users_info(user="U0GAMMAL")["user"]["deleted"] is True
    assert client.users_info(user="U0GAST")["user"]["team_id"] == "T0ANNAN"
    assert client.users_lookupByEmail(email="ANNA@exempel.se")["user"]["id"] == ANNA
    pages = client.conversations_members(channel=playground.channel_id, limit=3)
    assert [page["members"] for page in pages] == [[ANNA, BO, GUEST], [playground.bot_user_id]]
    assert client.conversations_info(channel=playground.channel_id)["channel"]["is_private"] is True
    opened = client.conversations_open(users=ANNA)["channel"]["id"]
    client.chat_postMessage(channel=ANNA, text="Bara till dig")
    assert playground.visible(ANNA)[0].channel == opened


def test_refusals_have_slacks_names(client: WebClient, playground: Playground) -> None:
    channel, post = playground.channel_id, client.chat_postMessage
    assert error_of(WebClient("xoxb-fel", base_url=playground.api_url).auth_test) == "invalid_auth"
    assert error_of(WebClient(base_url=playground.api_url).auth_test) == "not_authed"
    assert error_of(WebClient(APP_TOKEN, base_url=playground.api_url).auth_test) == "not_allowed_token_type"
    assert error_of(client.api_call, "chat.fest") == "unknown_method"
    assert error_of(post, channel="C0INGEN", text="x") == "channel_not_found"
    assert error_of(client.api_call, "chat.postMessage", json={"channel": channel}) == "no_text"
    assert error_of(post, channel=channel, text="x" * 40_001) == "msg_too_long"
    assert error_of(post, channel=channel, text="x", metadata={"event_type": "x"}) == "invalid_metadata_format"
    assert error_of(client.users_info, user="U0INGEN") == "user_not_found"
    assert error_of(client.users_lookupByEmail, email="x@y.se") == "users_not_found"
    assert error_of(client.chat_update, channel=channel, ts="1.2", text="x") == "message_not_found"
    assert error_of(client.chat_postEphemeral, channel=channel, user="U0UTE", text="x") == "user_not_in_channel"
    assert error_of(client.conversations_history, channel=channel, cursor="fel") == "invalid_cursor"
    theirs = playground.say(ANNA, "mitt")
    assert error_of(client.chat_update, channel=channel, ts=theirs.ts, text="x") == "cant_update_message"
    ours = post(channel=channel, text="vårt")
    playground.archive()
    assert error_of(post, channel=channel, text="x") == "is_archived"
    assert error_of(client.chat_update, channel=channel, ts=ours["ts"], text="x") == "is_inactive"
    assert client.conversations_history(channel=channel)["messages"], "what is archived can be read"
    playground.restore_channel()
    post(channel=channel, text="x")
    playground.leave(playground.bot_user_id)
    for call in (post, client.conversations_history):
        assert error_of(call, channel=channel, text="x") == "channel_not_found"


def test_what_is_deleted_is_not_found(client: WebClient, playground: Playground) -> None:
    channel = playground.channel_id
    posted = client.chat_postMessage(channel=channel, text="Hej")
    assert client.conversations_list(types="private_channel")["channels"]
    playground.delete_channel()
    assert error_of(client.chat_postMessage, channel=channel, text="x") == "channel_not_found"
    assert error_of(client.chat_update, channel=channel, ts=posted["ts"], text="x") == "channel_not_found"
    assert error_of(client.conversations_history, channel=channel) == "channel_not_found"
    assert error_of(client.conversations_info, channel=channel) == "channel_not_found"
    assert client.conversations_list(types="private_channel")["channels"] == []
    assert playground.visible(ANNA) == []


def test_who_is_deactivated_cannot_be_written_to_for_the_first_time(client: WebClient, playground: Playground) -> None:
    before = client.conversations_open(users=ANNA)["channel"]["id"]
    playground.change_person(ANNA, deleted=True)
    assert error_of(client.conversations_open, users=ANNA) == "user_disabled"
    client.chat_postMessage(channel=before, text="till ingen")  # Slack takes it: python-slack-sdk#1156


def test_a_trigger_opens_one_view_within_three_seconds(client: WebClient, playground: Playground) -> None:
    view = modal(section())
    playground.workspace.grant_trigger(ANNA, "1.1.a")
    opened = client.views_open(trigger_id="1.1.a", view=view)["view"]
    assert error_of(client.views_open, trigger_id="1.1.a", view=view) == "exchanged_trigger_id"
    assert error_of(client.views_open, trigger_id="fel", view=view) == "invalid_trigger_id"
    playground.workspace.grant_trigger(ANNA, "1.1.b")
    playground.expire_triggers()
    assert error_of(client.views_open, trigger_id="1.1.b", view=view) == "expired_trigger_id"
    assert error_of(client.views_update, view_id=opened["id"], hash="gammal", view=view) == "hash_conflict"
    assert error_of(client.views_update, view_id="V0INGEN", view=view) == "not_found"
    client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal(section("Nytt")))
    assert playground.view(ANNA).shown.startswith("Nytt")
    for number in range(2):
        playground.workspace.grant_trigger(ANNA, f"2.{number}")
        client.views_push(trigger_id=f"2.{number}", view=view)
    playground.workspace.grant_trigger(ANNA, "3")
    assert error_of(client.views_push, trigger_id="3", view=view) == "push_limit_reached"


def test_a_home_is_published_and_shown(client: WebClient, playground: Playground) -> None:
    client.views_publish(user_id=ANNA, view={"type": "home", "blocks": [section("Hemma")]})
    client.views_publish(user_id=ANNA, view={"type": "home", "blocks": [section("Hemma igen")]})
    assert playground.home(ANNA).shown == "Hemma igen"


def test_a_file_is_uploaded(client: WebClient, playground: Playground) -> None:
    client.files_upload_v2(channel=playground.channel_id, filename="rapport.docx", content=b"innehall", title="Rapport")
    assert playground.messages()[0].files[0]["title"] == "Rapport"


def test_forms_and_json_are_both_read(playground: Playground) -> None:
    for as_json in (True, False):
        client = WebClient(BOT_TOKEN, base_url=playground.api_url)
        blocks = [section()] if as_json else json.dumps([section()])
        arguments = {"channel": playground.channel_id, "text": "å", "blocks": blocks}
        client.api_call("chat.postMessage", **{"json" if as_json else "data": arguments})
    assert [message.text for message in playground.messages()] == ["å", "å"]
    assert all(message.blocks for message in playground.messages())


@pytest.mark.parametrize(
    ("how", "arrived"), [("500", 0), ("500_accepted", 1), ("drop", 0), ("drop_accepted", 1), ("timeout", 1), (429, 0)]
)
def test_faults_come_once_and_say_whether_the_message_was_taken(
    playground: Playground, how: str | int, arrived: int
) -> None:
    client = WebClient(BOT_TOKEN, base_url=playground.api_url, timeout=1, retry_handlers=[])
    playground.fail("chat.postMessage", how, seconds=1.2)
    expected = (SlackApiError, urllib.error.URLError, RemoteDisconnected, ConnectionError, TimeoutError)
    with pytest.raises(expected) as broken:
        client.chat_postMessage(channel=playground.channel_id, text="x")
    if how == 429:
        assert broken.value.response.headers["Retry-After"] == "1"
    assert len(playground.messages()) == arrived
    client.chat_postMessage(channel=playground.channel_id, text="y")
    assert len(playground.messages()) == arrived + 1


def test_a_named_error_comes_as_often_as_ordered(client: WebClient, playground: Playground) -> None:
    playground.fail("chat.postMessage", "not_in_channel", times=2)
    for _ in range(2):
        assert error_of(client.chat_postMessage, channel=playground.channel_id, text="x") == "not_in_channel"
    client.chat_postMessage(channel=playground.channel_id, text="x")
