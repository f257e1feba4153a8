"""'Logga i YH' on somebody's message: a form by a Web API that others wrote, and what comes of it."""

import pytest

from tests.emulate.group import Group
from tests.emulate.workspace import ANNA, MAJA, UTE

pytestmark = pytest.mark.emulate

BUS = "Jag betalade 312 kr för bussen till Nora 12 mars 2024"


def test_the_form_comes_from_the_message_and_what_is_sent_is_saved(group: Group) -> None:
    said = group.slack.say(ANNA, BUS)
    before = group.slack.messages()
    form = group.pick(MAJA, said).view
    assert form["title"]["text"] == "Logga utgift"
    assert "Från Anna Eks meddelande" in form["blocks"][0]["text"]["text"]
    assert "Utgift 1 är sparad" in group.submit(MAJA, form, {}).text
    (kept,) = group.rows("expenses")
    assert (kept["amount_ore"], kept["date"], kept["created_by"]) == (31_200, "2024-03-12", group.slack.ids[MAJA])
    assert group.slack.messages() == before, "the channel is told nothing"


def test_when_the_answer_comes_too_late_for_the_form_only_who_sent_it_sees_it(group: Group) -> None:
    form = group.pick(MAJA, group.slack.say(ANNA, BUS)).view
    group.slack.relay.expired = True
    group.submit(MAJA, form, {}, awaits="chat.postEphemeral")
    ((seen_by, text),) = group.slack.ephemeral()
    assert seen_by == MAJA
    assert "Utgift 1 är sparad" in text


def test_the_file_of_the_message_is_the_receipt(group: Group) -> None:
    said = group.slack.say(ANNA, BUS, kvitto=b"%PDF-1.4 buss")
    form = group.pick(MAJA, said).view
    assert "kvitto.pdf följer med som kvitto" in form["blocks"][0]["text"]["text"]
    group.submit(MAJA, form, {})
    assert group.settled_receipts()[0]["state"] == "kept"


def test_whoever_is_not_in_the_group_gets_no_form(group: Group) -> None:
    answer = group.pick(UTE, group.slack.say(ANNA, BUS))
    assert "Be projektledaren lägga till dig" in answer.text
    assert group.slack.calls("views.open") == []
