"""Who is let in, and that nobody is when Slack does not say."""

import threading

import pytest
from slack_sdk import WebClient

from handlers.playground import Person, Playground
from handlers.slack.members import Listed, SlackMembers

from .conftest import ANNA, BO, EVA, TOKEN

HOME, AWAY = "T0LEKPLATS", "T0ANNAN"
BOT, GUEST = "U0ROBOT", "U0GAST"


class Clock:
    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def members(playground: Playground, clock: Clock):
    for person in (
        Person(BOT, "robot", "Robot", is_bot=True),
        Person(GUEST, "gast", "Gäst", email="gast@annan.se", team_id=AWAY),
    ):
        playground.workspace.people[person.id] = person
        playground.workspace.members.append(person.id)

    def made(*listed: Listed) -> SlackMembers:
        client = WebClient(token=TOKEN, base_url=playground.api_url)
        return SlackMembers(client, team_id=HOME, channel=playground.channel_id, listed=listed, clock=clock)

    return made


def test_the_channels_members_and_the_listed_are_let_in_and_nobody_else(members):
    assert members().access(ANNA, HOME) == "member"
    assert members().access(EVA, HOME) == "outsider"
    assert members(Listed(slack=EVA)).access(EVA, HOME) == "member"
    assert members(Listed(email="EVA@annan.se ")).access(EVA, HOME) == "member"
    assert members(Listed(email="")).access(EVA, HOME) == "outsider"
    assert members().access("U0OKÄND", HOME) == "outsider"
    assert members().access("", HOME) == "outsider"


def test_no_bots_even_in_the_channel_or_listed(members):
    assert members().access(BOT, HOME) == "outsider"
    assert members(Listed(slack=BOT)).access(BOT, HOME) == "outsider"
    assert members(Listed(slack="USLACKBOT")).access("USLACKBOT", HOME) == "outsider"


def test_another_workspace_only_when_both_in_the_channel_and_listed(members, playground):
    assert members().access(GUEST, AWAY) == "outsider"
    assert members().access(GUEST, HOME) == "outsider"
    assert members().access(ANNA, AWAY) == "outsider"
    listed = members(Listed(slack=GUEST))
    assert listed.access(GUEST, AWAY) == "member"
    playground.leave(GUEST)
    assert members(Listed(slack=GUEST)).access(GUEST, AWAY) == "outsider"


def test_whoever_is_deactivated_is_out_within_a_minute(members, playground, clock):
    group = members(Listed(slack=ANNA))
    assert group.access(ANNA, HOME) == "member"
    playground.change_person(ANNA, deleted=True)
    clock.time += 61
    assert group.access(ANNA, HOME) == "outsider"


def test_whoever_joins_or_leaves_is_known_within_a_minute_or_at_once_when_forgotten(members, playground, clock):
    group = members()
    assert (group.access(ANNA, HOME), group.access(EVA, HOME)) == ("member", "outsider")
    playground.join(EVA)
    playground.leave(ANNA)
    assert (group.access(ANNA, HOME), group.access(EVA, HOME)) == ("member", "outsider")
    group.forget(EVA)
    assert (group.access(ANNA, HOME), group.access(EVA, HOME)) == ("outsider", "member")


@pytest.mark.parametrize("method", ["users.info", "conversations.members"])
@pytest.mark.parametrize("how", ["500", "drop", "ratelimited", "missing_scope"])
def test_what_slack_does_not_say_is_unreadable_until_it_does(members, playground, clock, method, how):
    group = members()
    assert group.access(ANNA, HOME) == "member"
    clock.time += 61
    playground.fail(method, how)
    assert group.access(ANNA, HOME) == "unreadable"
    clock.time += 1
    assert group.access(ANNA, HOME) == "member"


def test_what_was_known_lasts_a_minute_without_slack(members, playground, clock):
    group = members()
    assert group.access(ANNA, HOME) == "member"
    playground.fail("users.info", "500", 5)
    playground.fail("conversations.members", "500", 5)
    clock.time += 59
    assert group.access(ANNA, HOME) == "member"
    clock.time += 2
    assert group.access(ANNA, HOME) == "unreadable"


def test_a_large_channel_is_read_page_by_page(members, playground):
    for number in range(450):
        who = f"U{number:05}"
        playground.workspace.people[who] = Person(who, who.lower(), who)
        playground.workspace.members.append(who)
    assert members().access("U00449", HOME) == "member"


def test_people_who_ask_at_once_cost_one_question(members, playground, monkeypatch):
    group = members()
    calls = []
    asked = group._channels.fetch
    monkeypatch.setattr(group._channels, "fetch", lambda channel: calls.append(channel) or asked(channel))
    threads = [threading.Thread(target=group.access, args=(who, HOME)) for who in (ANNA, BO, EVA) * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert calls == [playground.channel_id]


def test_people_have_names(members, playground, clock):
    group = members()
    assert group.name(ANNA) == "Anna Berg" or group.name(ANNA) == "anna"
    name = group.name(ANNA)
    playground.fail("users.info", "500", 9)
    clock.time += 590
    assert group.name(ANNA) == name
    assert group.name(BO) == BO
