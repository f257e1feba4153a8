"""What the assistant's own client understands of a Web API that others wrote."""

import pytest
from slack_sdk.web import SlackResponse

from bot.reply import Reply
from handlers.calls import Failure
from handlers.requests import Gone, Outcome
from handlers.slack.client import attempt, once
from handlers.slack.post import Poster
from tests.emulate.workspace import ANNA, BOT, MAJA, Workspace

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


def test_it_redraws_what_it_posted_and_finds_it_again(slack: Workspace) -> None:
    poster = Poster(slack.client(BOT))
    sent = poster.post(slack.channel, Reply(title="Om 14 dagar"), "d1")
    assert poster.update(slack.channel, sent.message, Reply(title="Klart"), "d1") == sent
    assert slack.messages(MAJA)[-1]["text"] == "Klart"
    assert poster.find(slack.channel, {"d1", "d2"}, 0) == {"d1": sent.message}
    nothing = Outcome("refused", 0, "message_not_found")
    assert poster.update(slack.channel, "1.000001", Reply(title="Klart"), "d1") == nothing


def test_a_channel_it_was_removed_from_is_not_reached_and_there_again_when_it_is_back(slack: Workspace) -> None:
    poster = Poster(slack.client(BOT))
    sent = poster.post(slack.channel, Reply(title="Om 14 dagar"), "d1")
    slack.remove(BOT)
    outcome = poster.post(slack.channel, Reply(title="Om 7 dagar"), "d2")
    assert (outcome.state, outcome.unreachable) == ("refused", True)
    assert isinstance(poster.find(slack.channel, {"d1"}, 0), Gone)
    slack.invite(BOT)
    assert poster.find(slack.channel, {"d1", "d2"}, 0) == {"d1": sent.message}


def test_a_channel_that_is_archived_is_not_reached(slack: Workspace) -> None:
    poster = Poster(slack.client(BOT))
    slack.client(ANNA).conversations_archive(channel=slack.channel)
    assert poster.post(slack.channel, Reply(title="Nu"), "d1") == Outcome("refused", 0, "is_archived", unreachable=True)
