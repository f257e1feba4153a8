"""What members write and press, answered with the help of a Web API that others wrote."""

import pytest

from tests.emulate.group import Group
from tests.emulate.shown import Shown
from tests.emulate.workspace import ANNA, BOT, MAJA, UTE

pytestmark = pytest.mark.emulate

BUS = "utgift 312 kr buss till Nora 12 mars"


def opened(group: Group, who: str = MAJA) -> Shown:
    """The form for changing the first expense, which that person has logged."""
    logged = group.command(who, "/yh-logg", BUS)
    return group.press(who, logged.button("Ändra"))


def test_with_the_scopes_of_its_manifest_it_is_well(group: Group) -> None:
    assert group.health() == {"ok": True, "database": "ok", "clock": "ok", "slack": "ok"}


def test_a_member_of_the_channel_is_answered_and_others_are_not(group: Group) -> None:
    assert "Be projektledaren lägga till dig i gruppens kanal" in group.command(UTE, "/yh-logg", BUS).text
    assert "Utgift 1 är loggad" in group.command(MAJA, "/yh-logg", BUS).text
    assert len(group.rows("expenses")) == 1
    assert group.slack.calls("conversations.members"), "the channel was asked"


def test_a_leader_who_is_listed_need_not_be_in_the_channel(group: Group) -> None:
    group.slack.client(ANNA).conversations_leave(channel=group.slack.channel)
    assert "Utgift 1 är loggad" in group.command(ANNA, "/yh-logg", BUS).text


def test_a_form_opens_and_what_was_filled_in_is_saved_and_takes_the_cards_place(group: Group) -> None:
    before = group.slack.messages()
    form = opened(group).view
    assert form["title"]["text"] == "Ändra utgift 1"
    assert form["app_id"] == "A0YH"
    answer = group.submit(MAJA, form, {"amount_ore": "340"})
    assert "340 kr" in answer.text
    assert answer.message["replace_original"] is True
    assert [row["amount_ore"] for row in group.rows("expenses")] == [34_000]
    assert group.slack.messages() == before, "the channel is told nothing"


def test_what_cannot_be_right_is_said_at_its_field_in_the_open_form(group: Group) -> None:
    form = opened(group).view
    assert group.submit(MAJA, form, {"amount_ore": "mycket"}).errors.keys() == {"amount_ore"}
    assert [row["amount_ore"] for row in group.rows("expenses")] == [31_200]


def test_a_press_that_comes_twice_opens_one_form_and_nobody_is_told_of_a_failure(group: Group) -> None:
    """Slack may deliver the same press again; its trigger is used up by then."""
    button, trigger = group.command(MAJA, "/yh-logg", BUS).button("Ändra"), group.slack.trigger(MAJA)
    form = group.press(MAJA, button, trigger).view
    group.press(MAJA, button, trigger, awaits="views.open")
    assert [call.answer.get("error") for call in group.slack.calls("views.open")] == [None, "exchanged_trigger_id"]
    answer = group.submit(MAJA, form, {"amount_ore": "340"})
    assert group.slack.relay.responses == [answer.message]


def test_a_form_that_slack_will_not_open_is_told_of(group: Group) -> None:
    button = group.command(MAJA, "/yh-logg", BUS).button("Ändra")
    told = group.press(MAJA, button, "1.2.unknown")
    assert group.slack.calls("views.open")[-1].answer["error"] == "invalid_trigger_id"
    assert "Det gick inte att öppna formuläret" in told.text


def test_an_answer_that_comes_too_late_for_its_card_stands_beside_it_seen_by_one(group: Group) -> None:
    form = opened(group).view
    group.slack.relay.expired = True
    before = group.slack.messages()
    group.submit(MAJA, form, {"amount_ore": "340"}, awaits="chat.postEphemeral")
    ((seen_by, text),) = group.slack.ephemeral()
    assert seen_by == MAJA
    assert "Utgift 1" in text
    assert group.slack.messages() == before, "the channel is told nothing"


def test_whoever_is_not_in_the_channel_is_answered_privately(group: Group) -> None:
    group.slack.client(ANNA).conversations_leave(channel=group.slack.channel)
    form = opened(group, ANNA).view
    group.slack.relay.expired = True
    group.submit(ANNA, form, {"amount_ore": "340"}, awaits="chat.postMessage")
    assert group.slack.calls("chat.postEphemeral")[-1].answer["error"] == "user_not_in_channel"
    (message,) = group.slack.direct(ANNA)
    assert message["user"] == BOT
    assert "Utgift 1" in message["text"]
