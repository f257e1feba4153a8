"""The calendar's file, uploaded and shared with the help of a Web API that others wrote."""

import urllib.request

import pytest
from icalendar import Calendar

from tests.emulate.group import Group, wait_for
from tests.emulate.workspace import ANNA, BOT, BOT_TOKEN, MAJA, Json

pytestmark = pytest.mark.emulate


def with_file(group: Group, who: str) -> list[Json]:
    """The assistant's messages with a file in that person's conversation with it."""
    return [message for message in group.slack.direct(who) if message["user"] == BOT and message.get("files")]


def test_the_file_is_in_ones_own_conversation_and_nowhere_else(group: Group) -> None:
    group.command(ANNA, "/yh-paminn", "Branschseminarium vård 14 maj kl 9 i Kumla, anmälan senast 2 maj")
    before = group.slack.messages()
    assert "Kalenderfilen kommer till dig" in group.command(MAJA, "/yh-paminn", "kalender").text
    assert wait_for(lambda: with_file(group, MAJA))
    ((file,),) = [message["files"] for message in with_file(group, MAJA)]
    assert file["name"] == "yh-kalender.ics"
    request = urllib.request.Request(file["url_private_download"], headers={"Authorization": f"Bearer {BOT_TOKEN}"})
    with urllib.request.urlopen(request, timeout=5) as answer:
        titles = [str(event["SUMMARY"]) for event in Calendar.from_ical(answer.read()).events]
    assert titles[:2] == ["Branschseminarium vård", "Sista anmälningsdag: Branschseminarium vård"]
    assert with_file(group, ANNA) == []
    assert group.slack.messages() == before, "the channel is told nothing"


def test_asked_for_in_a_direct_message_it_comes_under_what_was_said(group: Group) -> None:
    said = group.slack.say(MAJA, "kalender", group.slack.private(MAJA))
    group.hear(said)
    assert wait_for(lambda: any(message.get("files") for message in group.slack.thread(said)))


def test_a_file_that_is_lost_on_its_way_is_told_of(group: Group) -> None:
    group.slack.relay.lose("files.completeUploadExternal", arrives=False)
    group.command(MAJA, "/yh-paminn", "kalender")
    assert wait_for(lambda: group.slack.relay.responses)
    assert "Jag vet inte om yh-kalender.ics kom fram" in group.slack.relay.responses[-1]["text"]
