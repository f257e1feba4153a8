"""Commands, buttons, modals and events reach a real Bolt app over HTTP, and its answers show."""

from __future__ import annotations

import time

import pytest
from slack_sdk import WebClient

from handlers.playground import Playground

from .kit import ANNA, BO, Assistant, actions, button, field, modal, option, pressed, section


def test_a_signed_command_is_answered_privately(playground: Playground, assistant: Assistant) -> None:
    @assistant.app.command("/eko")
    def eko(ack, command, body):
        ack(f"{command['text']} · {command['user_name']} · {command['channel_id']}")

    exchange = playground.command(ANNA, "/eko", "hej & <du>")
    assert exchange.status == 200
    assert exchange.message.text == f"hej &amp; &lt;du&gt; · anna · {playground.channel_id}"
    assert [message.text for message in playground.visible(ANNA)] == [exchange.message.text]
    assert playground.visible(BO) == []
    assert playground.messages() == []


def test_a_command_has_every_field_that_slack_sends(playground: Playground, assistant: Assistant) -> None:
    assistant.app.command("/eko")(lambda ack: ack())
    sent = playground.command(ANNA, "/eko", trigger_id="1.2.x", team_id="T0ANNAN").payload
    assert sent.pop("response_url").startswith(playground.url + "commands/")
    assert sent == {
        "token": "lekplats",
        "team_id": "T0ANNAN",
        "team_domain": "lekplatsen",
        "channel_id": playground.channel_id,
        "channel_name": "privategroup",
        "user_id": ANNA,
        "user_name": "anna",
        "command": "/eko",
        "text": "",
        "api_app_id": "A0ASSISTENT",
        "is_enterprise_install": "false",
        "trigger_id": "1.2.x",
    }


def test_an_answer_to_all_is_seen_by_all(playground: Playground, assistant: Assistant) -> None:
    assistant.app.command("/eko")(lambda ack: ack(text="Till alla", response_type="in_channel"))
    playground.command(ANNA, "/eko")
    assert [message.text for message in playground.visible(BO)] == ["Till alla"]


def test_an_answer_slack_would_not_take_is_shown_as_a_failure_and_kept(
    playground: Playground, assistant: Assistant
) -> None:
    assistant.app.command("/eko")(lambda ack: ack(text="x", blocks=[section("x" * 3001)]))
    exchange = playground.command(ANNA, "/eko")
    assert "invalid_command_response" in exchange.failure
    assert exchange.message.failure
    assert playground.refusals[0].method == "ack"
    assert "/blocks/0/text/text" in playground.refusals[0].reasons[0]


def test_no_answer_in_time_is_said_as_slack_says_it(playground: Playground, assistant: Assistant) -> None:
    @assistant.app.command("/eko")
    def eko(ack):
        time.sleep(0.3)
        ack("för sent")

    playground.delivery.patience = 0.1
    assert "svarade inte" not in playground.command(ANNA, "/eko").failure
    assert "operation_timeout" in playground.visible(ANNA)[-1].text


def test_a_command_nobody_listens_to_fails(playground: Playground, assistant: Assistant) -> None:
    exchange = playground.command(ANNA, "/eko")
    assert exchange.status == 404
    assert "dispatch_failed" in exchange.failure


@pytest.mark.parametrize("headers", [{"X-Slack-Signature": "v0=fel"}, {"X-Slack-Request-Timestamp": "1"}])
def test_bolt_refuses_a_wrong_signature_or_an_old_request(
    playground: Playground, assistant: Assistant, headers: dict[str, str]
) -> None:
    assistant.app.command("/eko")(lambda ack: ack("hej"))
    assert playground.raw("command=%2Feko&team_id=T1").status == 200
    assert playground.raw("command=%2Feko&team_id=T1", headers).status == 401


def test_a_button_in_a_private_message_replaces_it(playground: Playground, assistant: Assistant) -> None:
    seen = {}

    @assistant.app.command("/eko")
    def eko(ack):
        ack(text="Välj", blocks=[section(), actions(button(value="ja"), button("stop", "nej"))])

    @assistant.app.action("go")
    def go(ack, body, respond):
        seen.update(body)
        respond(text="Klart", replace_original=True)
        ack()

    shown = playground.command(ANNA, "/eko").message
    exchange = playground.press(ANNA, shown, "go")
    assert exchange.message.text == "Klart"
    assert [message.text for message in playground.visible(ANNA)] == ["Klart"]
    assert seen["container"]["is_ephemeral"] is True
    assert "message" not in seen
    assert seen["actions"][0]["value"] == "ja"
    with pytest.raises(LookupError):
        playground.press(ANNA, exchange.message, "go")


def test_a_button_in_a_message_for_all_brings_the_message(
    playground: Playground, assistant: Assistant, client: WebClient
) -> None:
    seen = pressed(assistant, "pick")

    select = {"type": "static_select", "action_id": "pick", "options": [option("en"), option("två")]}
    client.chat_postMessage(channel=playground.channel_id, text="Välj", blocks=[actions(select)])
    playground.press(BO, playground.messages()[0], "pick", "två")
    assert seen["message"]["text"] == "Välj"
    assert seen["actions"][0]["selected_option"]["value"] == "två"
    assert next(iter(seen["state"]["values"].values()))["pick"]["selected_option"]["value"] == "två"


def test_a_form_is_opened_filled_in_corrected_and_sent(playground: Playground, assistant: Assistant) -> None:
    kinds = {"type": "static_select", "options": [option("möte"), option("seminarium")]}
    towns = {"type": "multi_static_select", "options": [option("kumla"), option("nora")]}
    got = {}

    @assistant.app.command("/eko")
    def eko(ack, body, client):
        form = modal(field("kind", kinds), field("town", towns), field("note", {"type": "plain_text_input"}))
        client.views_open(trigger_id=body["trigger_id"], view=form | {"private_metadata": "pm"})
        ack()

    @assistant.app.view("form")
    def save(ack, view):
        got.update(view["state"]["values"], meta=view["private_metadata"])
        if got["note"]["a"]["value"] == "fel":
            ack(response_action="errors", errors={"note": "Skriv något annat."})
        else:
            ack()

    assert playground.command(ANNA, "/eko").view.title == "Logga"
    assert set(playground.submit(ANNA).errors) == {"kind", "town", "note"}
    values = {"kind": "Möte", "town": ["kumla", "nora"], "note": "fel"}
    refused = playground.submit(ANNA, values)
    assert refused.errors == {"note": "Skriv något annat."}
    assert playground.view(ANNA) is not None
    playground.submit(ANNA, {"note": "rätt"})
    assert playground.view(ANNA) is None
    assert got["kind"]["a"]["selected_option"]["value"] == "möte"
    assert [o["value"] for o in got["town"]["a"]["selected_options"]] == ["kumla", "nora"]
    assert got["note"]["a"] == {"type": "plain_text_input", "value": "rätt"}
    assert got["meta"] == "pm"


def test_views_are_pushed_updated_cleared_and_closed(playground: Playground, assistant: Assistant) -> None:
    closed = []
    answers = iter(["push", "update", "clear"])

    @assistant.app.shortcut("new")
    def new(ack, body, client):
        client.views_open(trigger_id=body["trigger_id"], view=modal(section("ett"), notify_on_close=True))
        ack()

    @assistant.app.view("form")
    def save(ack):
        action = next(answers)
        text = {"push": "två", "update": "tre"}.get(action)
        ack(response_action=action, **({"view": modal(section(text))} if text else {}))

    @assistant.app.view_closed("form")
    def gone(ack, view):
        closed.append(view["blocks"][0]["text"]["text"])
        ack()

    assert playground.shortcut(ANNA, "new").view.shown.startswith("ett")
    assert playground.submit(ANNA).view.shown.startswith("två")
    assert playground.submit(ANNA).view.shown.startswith("tre")
    playground.close_view(ANNA)
    assert playground.view(ANNA).shown.startswith("ett")
    playground.close_view(ANNA)
    assert closed == ["ett"]
    playground.shortcut(ANNA, "new")
    assert playground.submit(ANNA).view is None


def test_errors_at_a_field_that_is_not_there_are_refused(playground: Playground, assistant: Assistant) -> None:
    @assistant.app.shortcut("new")
    def new(ack, body, client):
        client.views_open(trigger_id=body["trigger_id"], view=modal(field("n", {"type": "plain_text_input"})))
        ack()

    assistant.app.view("form")(lambda ack: ack(response_action="errors", errors={"other": "Fel"}))
    playground.shortcut(ANNA, "new")
    assert playground.submit(ANNA, {"n": "x"}).failure
    assert playground.refusals[0].error == "invalid_errors"


def test_a_message_shortcut_brings_the_message(playground: Playground, assistant: Assistant) -> None:
    seen = {}

    @assistant.app.shortcut("log_it")
    def log_it(ack, body):
        seen.update(body)
        ack()

    playground.shortcut(BO, "log_it", playground.say(ANNA, "Möte i Kumla"))
    assert seen["type"] == "message_action"
    assert seen["message"]["text"] == "Möte i Kumla"


def test_messages_mentions_home_and_joining_arrive_as_events(playground: Playground, assistant: Assistant) -> None:
    events = []
    for kind in ("message", "app_mention", "app_home_opened", "member_joined_channel"):
        assistant.app.event(kind)(lambda event, body: events.append((event, body)))
    playground.message_to_bot(ANNA, "hej @Bo Lind")
    playground.mention(BO, "läget?", event_id="Ev1", team_id="T0ANNAN")
    playground.open_home(ANNA)
    playground.join("U0UTE")
    kinds = [event["type"] for event, _ in events]
    assert kinds == ["message", "app_mention", "app_home_opened", "member_joined_channel"]
    assert events[0][0]["text"] == f"hej <@{BO}>"
    assert events[0][0]["channel_type"] == "im"
    assert events[1][0]["text"] == f"<@{playground.bot_user_id}> läget?"
    assert (events[1][1]["event_id"], events[1][1]["team_id"]) == ("Ev1", "T0ANNAN")
    assert "U0UTE" in playground.workspace.members


def test_an_event_that_is_not_taken_comes_again(playground: Playground, assistant: Assistant) -> None:
    playground.retry_delays = (0, 0, 0)
    ids = []

    @assistant.app.event("app_mention")
    def heard(body):
        ids.append(body["event_id"])
        if len(ids) < 3:
            raise RuntimeError("inte nu")

    assistant.app.error(lambda error: None)
    first = playground.mention(ANNA, "hej")
    playground.wait_for(lambda: len(ids) == 3)
    assert first.status == 500 or first.status == 200
    assert len(set(ids)) == 1
    assert [headers.get("x-slack-retry-num") for headers in assistant.requests] == [None, "1", "2"]


def test_the_assistant_must_be_on_this_machine(playground: Playground) -> None:
    with pytest.raises(ValueError, match="localhost"):
        playground.request_url = "https://exempel.se/slack/events"
