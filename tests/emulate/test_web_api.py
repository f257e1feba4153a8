"""What the assistant's own client understands of a Web API that others wrote."""

import pytest
from slack_sdk.web import SlackResponse

from handlers.slack.client import Failure, attempt, once
from tests.emulate.workspace import BOT, MAJA, Workspace

pytestmark = pytest.mark.emulate


def test_it_changes_what_it_has_said_itself_and_nobody_elses_words(slack: Workspace) -> None:
    client = once(slack.client(BOT), 3)
    mark = {"event_type": "yh_delivery", "event_payload": {"delivery_id": "d1"}}
    ours = client.chat_postMessage(channel=slack.channel, text="Före", metadata=mark)
    theirs = slack.client(MAJA).chat_postMessage(channel=slack.channel, text="Majas")

    def change(said: SlackResponse) -> SlackResponse | Failure:
        return attempt(lambda: client.chat_update(channel=slack.channel, ts=said["ts"], text="Efter"))

    assert not isinstance(change(ours), Failure)
    assert change(theirs) == Failure("refused", "cant_update_message")
    last = slack.messages(MAJA)[-2:]
    assert [message["text"] for message in last] == ["Efter", "Majas"]
    assert last[0]["metadata"] == mark, "the delivery is still to be found"


def test_what_its_manifest_does_not_ask_for_is_refused_by_name(slack: Workspace) -> None:
    client = once(slack.client(BOT), 3)
    refused = attempt(lambda: client.conversations_create(name="ny"))
    assert refused == Failure("refused", "missing_scope")
