"""A channel or a person that is not there any more: the project leader is told instead, once, and why."""

import pytest

from bot.project import Member
from handlers.requests import Outcome
from storage import plans

NO_CHANNEL = Outcome("refused", reason="is_archived", unreachable=True)
NO_PERSON = Outcome("refused", reason="user_not_found", unreachable=True)
DOUBT = Outcome("in_doubt", reason="timeout")


@pytest.fixture
def led(group):
    """A group whose project leader is Lena, U9."""
    leader = Member(name="Lena", role="projektledare", slack="U9")
    group.project = group.project.model_copy(update={"members": (leader,)})
    object.__setattr__(group.duty, "project", group.project)
    return group


def planned(group, **more):
    group.at("2024-05-01 12:00").plan("Möte", "företagsdialog", "2024-05-14", **more)
    return group.at("2024-05-13 08:00") if "responsible" not in more else group.at("2024-05-07 08:00")


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("is_archived", "men den är arkiverad."),
        ("channel_not_found", "men den finns inte längre, eller är privat utan mig."),
        ("not_in_channel", "men jag är inte med i den. Skriv /invite @YH-assistenten där."),
        ("restricted_action_read_only_channel", "men jag får inte skriva i den."),
        ("team_not_found", "men den går inte att nå (team_not_found)."),
    ],
)
def test_without_its_channel_it_goes_to_the_project_leader_with_the_reason(led, reason, said):
    planned(led).channel.next(Outcome("refused", reason=reason, unreachable=True))
    assert led.look() == []
    assert led.wait(seconds=10).look() == ["📌 Möte i morgon"]
    assert led.wait(seconds=10).look() == []
    (posted,) = led.channel.messages
    assert posted.to == "U9"
    assert f"Det här skulle ha stått i kanalen, {said} Därför får du det." in posted.text


def test_without_the_person_it_goes_to_the_project_leader_with_the_name(led):
    planned(led, responsible="Anna").channel.next(NO_PERSON)
    led.look()
    led.wait(seconds=10).look()
    (posted,) = led.channel.messages
    assert posted.to == "U9"
    assert "Det här var till Anna, som inte går att nå i chatten längre. Därför får du det." in posted.text


def test_a_name_that_cannot_be_read_does_not_stop_it(led):
    planned(led, responsible="Anna").channel.next(NO_PERSON)
    led.look()
    object.__setattr__(led.duty, "name_of", lambda _: 1 / 0)
    assert led.wait(seconds=10).look() == ["📌 Möte om 7 dagar"]


def test_a_responsible_person_whom_nobody_knows_is_the_leaders_and_the_leader_told_why(led):
    planned(led, responsible="Bo")
    assert led.look() == ["📌 Möte om 7 dagar"]
    (posted,) = led.channel.messages
    assert posted.to == "U9"
    assert "Jag hittar ingen i gruppen som heter Bo." in posted.text


def test_a_leader_who_is_gone_too_is_tried_once(led, caplog):
    planned(led).channel.next(NO_CHANNEL)
    led.channel.next(NO_PERSON)
    led.look()
    led.wait(seconds=10).look()
    for _ in range(3):
        assert led.wait(hours=1).look() == []
    delivery = led.delivery()
    assert (delivery["state"], delivery["reason"], delivery["attempts"]) == ("refused", "user_not_found", 2)
    assert delivery["settled_at"]
    assert "user_not_found" in caplog.text


def test_what_was_the_leaders_own_goes_to_nobody_else(led):
    planned(led, responsible="Bo").channel.next(NO_PERSON)
    led.look()
    assert led.wait(hours=1).look() == []
    assert led.delivery()["settled_at"]


def test_without_a_leader_the_channel_is_tried_again_until_somebody_mends_it(group):
    planned(group).channel.next(NO_CHANNEL)
    assert group.look() == []
    assert group.wait(minutes=16).look() == ["📌 Möte i morgon"]
    assert group.channel.messages[0].to == "C1"


@pytest.mark.parametrize("arrives", [True, False])
def test_killed_on_its_way_to_the_leader_it_comes_there_once(led, killed, arrives):
    planned(led).channel.next(NO_CHANNEL)
    led.look()
    led.channel.next(killed(), arrives=arrives)
    with pytest.raises(killed):
        led.wait(seconds=10).look()
    for _ in range(3):
        led.wait(seconds=11).look()
    assert [each.to for each in led.channel.messages] == ["U9"]


def test_killed_before_the_refusal_was_kept_the_gone_channel_tells(led, killed):
    planned(led).channel.next(killed(), arrives=False)
    with pytest.raises(killed):
        led.look()
    led.channel.gone["C1"] = "is_archived"
    led.wait(seconds=11).look()
    led.wait(seconds=1).look()
    (posted,) = led.channel.messages
    assert posted.to == "U9"
    assert "men den är arkiverad" in posted.text


def test_in_doubt_and_nobody_to_tell_instead_it_is_never_sent_twice(group):
    planned(group).channel.next(DOUBT, arrives=True)
    group.look()
    group.channel.gone["C1"] = "is_archived"
    for _ in range(5):
        group.wait(minutes=11).look()
    del group.channel.gone["C1"]
    group.wait(minutes=11).look()
    assert group.delivery()["state"] == "sent"
    assert len(group.came) == 1


def test_marked_done_it_still_says_why_the_leader_has_it(led):
    planned(led).channel.next(NO_CHANNEL)
    led.look()
    led.wait(seconds=10).look()
    with led.database.reading() as db:
        (activity,) = plans.dated(db, ["företagsdialog"], led.now().date())
    led.mark(activity, "event:1", done_at=led.now().isoformat(), done_by="U1")
    led.wait(seconds=10).look()
    (posted,) = led.channel.messages
    assert "✅ Klart: dubbelkolla tid, plats och vem som gör vad. Anna" in posted.text
    assert "men den är arkiverad" in posted.text


def test_a_leader_whom_the_project_file_gives_no_id_stands_in_as_well(led):
    people = tuple(member.model_copy(update={"slack": ""}) for member in led.project.members)
    object.__setattr__(led.duty, "project", led.project.model_copy(update={"members": people}))
    object.__setattr__(led.duty, "led_by", lambda: "U7")
    planned(led, responsible="Anna").channel.next(NO_PERSON)
    led.look()
    led.wait(seconds=10).look()
    (posted,) = led.channel.messages
    assert posted.to == "U7"
