"""What Teams sends becomes a request, and a Reply comes where the person is: the surface alone, over HTTP."""

import copy
import threading
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.reply import Attachment, Reply
from handlers.requests import Incoming, Press, Said, Submit
from tests.teams.cards import CARD
from tests.teams.connector import BOT, CHANNEL, GROUP_CHAT, Message
from tests.teams.house import House
from tests.teams.people import ANNA, MAJA

Json = dict[str, Any]


def shown(house: House, where: Any = MAJA) -> Message:
    assert house.outbox.wait()
    return house.connector.answers(where)[-1]


# --- answers on their way


def test_an_answer_waits_a_little_when_teams_asks_for_it(house: House) -> None:
    house.connector.fault("send", status=429, retry_after="1", code="TooManyRequests")
    house.outbox.hurry(0)  # what it waits for is Teams' to say, and nobody's here
    house.driver.say("hej", MAJA)
    assert shown(house).shown == "Hej"


def test_an_answer_whose_card_is_not_taken_comes_as_text(house: House) -> None:
    house.connector.fault("send", status=413, code="MessageSizeTooBig")
    house.driver.say("hej", MAJA)
    message = shown(house)
    assert message.card is None and message.activity["text"] == "Hej"


def test_an_answer_that_may_have_come_is_not_sent_again(house: House) -> None:
    house.connector.fault("send", drop=True, done=True)
    house.driver.say("hej", MAJA)
    assert house.outbox.wait() and len(house.connector.answers(MAJA)) == 1


def test_an_answers_file_is_asked_about_in_the_persons_own_chat(house: House) -> None:
    house.reply = Reply(title="Rapport", files=(Attachment(name="rapport.txt", make=lambda: b"x"),))
    house.driver.say("rapport", MAJA, CHANNEL)
    assert shown(house, CHANNEL).shown == "Rapport"
    (asked,) = house.connector.answers(MAJA)
    assert asked.activity["attachments"][0]["contentType"].endswith("file.consent")


def test_our_token_goes_only_where_the_activity_came_from(house: House) -> None:
    asked = house.driver.activity(MAJA, next(iter(house.connector.conversations)), "message") | {"text": "hej"}
    asked["conversation"]["id"] = "../../@evil.example/x?y#z"
    asked["replyToId"] = "//evil.example"
    assert house.driver.post(asked).status == 200
    assert house.outbox.wait()
    assert all(path.startswith(("/teams/v3/conversations/", "/v1/")) for _, path in house.connector.calls)


# --- what comes again, at once, and otherwise


def test_the_same_message_at_once_is_answered_once(house: House) -> None:
    asked, held = threading.Event(), threading.Event()

    def slow(incoming: Incoming) -> Reply:
        asked.set()
        held.wait(10)
        return Reply(title="Hej")

    house.reply = slow
    activity = house.driver.activity(MAJA, next(iter(house.connector.conversations)), "message") | {"text": "hej"}
    first = threading.Thread(target=house.driver.post, args=(activity,))
    first.start()
    assert asked.wait(10)
    assert house.driver.post(activity).status == 200
    held.set()
    first.join()
    assert house.outbox.wait() and len(house.asked) == len(house.connector.answers(MAJA)) == 1


def test_the_same_id_in_two_conversations_is_two_messages(house: House) -> None:
    places = list(house.connector.conversations)[:2]
    for place, who in zip(places, (MAJA, ANNA), strict=True):
        house.driver.post(house.driver.activity(who, place, "message") | {"id": "1", "text": "hej"})
    assert [each.who for each in house.asked] == [MAJA.account, ANNA.account]


@pytest.mark.parametrize(
    "kind", ["messageUpdate", "messageDelete", "messageReaction", "typing", "event", "endOfConversation"]
)
def test_what_is_edited_deleted_or_liked_is_nobodys_request(house: House, kind: str) -> None:
    activity = house.driver.activity(MAJA, next(iter(house.connector.conversations)), kind) | {"text": "logg möte"}
    assert house.driver.post(activity).status == 200
    assert house.outbox.wait() and house.asked == house.connector.sent == []


def test_another_bot_is_not_answered(house: House) -> None:
    activity = house.driver.activity(MAJA, CHANNEL, "message") | {"text": f"<at>{BOT['name']}</at> hej"}
    assert house.driver.post(activity | {"from": {"id": "28:annan", "name": "Annan bot"}}).status == 200
    assert house.asked == []


def test_it_says_hello_where_it_is_put_once(house: House) -> None:
    house.driver.install(MAJA)
    assert "Skriv till mig som till en kollega" in shown(house).shown
    assert len(house.connector.answers(MAJA)) == 1
    house.driver.install(MAJA, GROUP_CHAT)
    assert f"TEAMS_CHANNEL {GROUP_CHAT}" in shown(house, GROUP_CHAT).shown
    house.driver.install(MAJA, CHANNEL)
    assert "TEAMS_CHANNEL" not in shown(house, CHANNEL).shown
    assert house.asked == []


ODD = st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.just([]) | st.just({}) | st.just([[{}]])
EVERYWHERE = ("type", "id", "name", "text", "textFormat", "from", "recipient", "conversation", "entities", "attachments",
              "value", "replyToId", "action", "timestamp")  # fmt: skip
WITHIN = (("from", "id"), ("from", "aadObjectId"), ("recipient", "name"), ("recipient", "id"), ("conversation", "id"),
          ("conversation", "conversationType"), ("value", "action"))  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), kind=st.sampled_from(["message", "invoke", "installationUpdate"]))
def test_whatever_teams_might_say_is_answered(
    house: House,
    data: st.DataObject,
    kind: str,
) -> None:
    house.reply = Reply(title="Hej")
    activity = house.driver.activity(MAJA, data.draw(st.sampled_from(list(house.connector.conversations))), kind)
    activity |= {"text": f"<at>{BOT['name']}</at> hej", "entities": [], "attachments": [], "action": "add"}
    action = {"type": "Action.Execute", "verb": "yh", "data": {"action": "yh.status", "value": ""}}
    activity |= {
        "name": data.draw(st.sampled_from(["adaptiveCard/action", "fileConsent/invoke", "task/fetch"])),
        "value": {"action": action},
    }
    spoilt = copy.deepcopy(activity)
    for place in data.draw(st.lists(st.sampled_from([*EVERYWHERE, *WITHIN]), min_size=1, max_size=4, unique=True)):
        odd = data.draw(ODD)
        if isinstance(place, str):
            spoilt[place] = odd
        elif isinstance(spoilt.get(place[0]), dict):
            spoilt[place[0]][place[1]] = odd
    assert house.driver.post(spoilt).status in (200, 400, 501)
    assert house.outbox.wait()
    assert all(isinstance(each.request, Said | Press | Submit) for each in house.asked)
    assert all(each.activity["attachments"][0]["contentType"] == CARD for each in house.connector.sent)
