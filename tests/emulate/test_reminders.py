"""What the assistant says of its own accord, and how it finds out whether it was heard."""

import pytest

from tests.emulate.group import Group
from tests.emulate.shown import words
from tests.emulate.workspace import ANNA, BOT, MAJA

pytestmark = pytest.mark.emulate

RELEASE = "YH-släpp 23 maj kl 13 på Conventum i Örebro"
FOURTEEN_DAYS_BEFORE = (2024, 5, 9, 7, 0)


def said(group: Group) -> list[str]:
    """What the assistant has said in the channel about the release, as a member reads it."""
    messages = [words(message) for message in group.slack.messages(MAJA) if message["user"] == BOT]
    return [each for each in messages if "Conventum" in each]


def states(group: Group) -> set[str]:
    return {row["state"] for row in group.rows("deliveries")}


@pytest.fixture
def planned(group: Group) -> Group:
    """A release is planned for 23 May."""
    assert "Aktivitet 1 är planerad" in group.command(MAJA, "/yh-paminn", RELEASE).text
    return group


def test_the_channel_is_reminded_and_the_reminder_carries_its_delivery(planned: Group) -> None:
    planned.at(*FOURTEEN_DAYS_BEFORE)
    (reminder,) = said(planned)
    assert "om 14 dagar" in reminder
    marks = [message["metadata"] for message in planned.slack.messages() if "metadata" in message]
    assert {mark["event_type"] for mark in marks} == {"yh_delivery"}
    assert {mark["event_payload"]["delivery_id"] for mark in marks} == {row["id"] for row in planned.rows("deliveries")}


def test_a_reminder_whose_answer_was_lost_is_found_in_the_history_and_not_repeated(planned: Group) -> None:
    planned.slack.relay.lose("chat.postMessage", arrives=True)
    planned.at(*FOURTEEN_DAYS_BEFORE)
    planned.at(seconds=30)
    planned.at(minutes=5)
    assert len(said(planned)) == 1
    assert states(planned) == {"sent"}
    assert planned.slack.calls("conversations.history")[-1].asked["include_all_metadata"] == "1"


def test_a_reminder_that_was_lost_on_its_way_is_sent_again(planned: Group) -> None:
    planned.slack.relay.lose("chat.postMessage", arrives=False)
    planned.at(*FOURTEEN_DAYS_BEFORE)
    assert said(planned) == []
    planned.at(seconds=30)
    planned.at(minutes=5)
    assert len(said(planned)) == 1
    assert states(planned) == {"sent"}


def test_it_is_found_behind_pages_of_talk_and_a_file(planned: Group) -> None:
    planned.slack.relay.lose("chat.postMessage", arrives=True)
    planned.at(*FOURTEEN_DAYS_BEFORE)
    planned.slack.say(MAJA, "", kvitto=b"%PDF-1.4")
    maja = planned.slack.client(MAJA)
    for number in range(250):
        maja.chat_postMessage(channel=planned.slack.channel, text=f"Hej {number}")
    planned.at(seconds=30)
    assert len(planned.slack.calls("conversations.history")) == 2, "a page holds 200"
    assert len(said(planned)) == 1
    assert states(planned) == {"sent"}


def test_who_is_responsible_is_reminded_privately(group: Group) -> None:
    group.command(MAJA, "/yh-paminn", "Branschseminarium vård 14 maj i Kumla, ansvarig Maja")
    before = group.slack.messages()
    group.at(2024, 5, 7, 7, 0)
    (private,) = group.slack.direct(MAJA)
    assert "Branschseminarium vård om 7 dagar" in words(private)
    assert not any("Branschseminarium vård" in words(message) for message in group.slack.messages()[len(before) :])


def test_a_reminder_that_cannot_reach_the_channel_comes_to_the_leader_with_the_reason(planned: Group) -> None:
    planned.slack.remove(BOT)
    planned.at(*FOURTEEN_DAYS_BEFORE)
    planned.at(seconds=30)
    (private,) = planned.slack.direct(ANNA)
    assert "YH-släpp om 14 dagar" in words(private)
    assert "jag är inte med i den" in words(private)
    planned.slack.invite(BOT)
    planned.at(minutes=15)
    assert said(planned) == [], "it came once, and where it could be read"
    assert states(planned) == {"sent"}


def test_what_is_shared_comes_to_the_channel_and_a_member_sees_who_shared_it(group: Group) -> None:
    logged = group.command(MAJA, "/yh-logg", "branschseminarium bygg i Kumla 13 mars, 32 deltagare")
    group.press(MAJA, logged.button("Dela i kanalen"))
    group.at(seconds=1)
    shared = [words(message) for message in group.slack.messages() if "Branschseminarium bygg" in words(message)]
    assert len(shared) == 1
    assert "Maja Lind" in shared[0]
