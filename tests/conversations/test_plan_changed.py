"""A plan's steps added, moved and dropped by their form, and moved with the event."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.conversations.conftest import ANNA, MAJA, Group, labels, text, working_group
from tests.conversations.mornings import INVITE, LIST, last, morning, offers, plain, planned, times


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Group]:
    """The group without the project's own dates."""
    yield from working_group(tmp_path / "yh.db", socket_mode=False, rhythm=False)


def test_steps_are_added_moved_and_dropped_by_their_form(group: Group) -> None:
    plan = group.press(planned(group).message, "Visa planen", who=ANNA)
    assert "Skicka inbjudan\nTis 2 april, till Maja" in plain(plan.message).replace("\n\n\n", "\n")
    group.press(plan.message, "Lägg till steg", who=ANNA)
    added = group.submit({"text": "boka fotograf", "day": "2024-04-23", "to": "channel"}, who=ANNA)
    assert "✅ Planen är ändrad" in text(added)
    assert "Boka fotograf" in text(added)
    group.press(added.message, "Ändra steget", who=ANNA)  # the first: the invitation
    moved = group.submit({"text": "skicka inbjudan", "day": "2024-04-04", "to": "channel"}, who=ANNA)
    assert "Tors 4 april, i kanalen" in text(moved)
    dropped = group.press_nth(moved.message, "Ändra steget", 1, who=ANNA) and group.submit({"day": ""}, who=ANNA)
    assert "Boka fotograf" not in text(dropped)
    morning(group, *INVITE)
    assert times(group, "skicka inbjudan", MAJA) == 0
    morning(group, 4, 4)
    assert times(group, "Nu: skicka inbjudan") == 1
    morning(group, 4, 23)
    assert times(group, "boka fotograf") == 0


def test_what_does_not_hold_is_said_at_its_field(group: Group) -> None:
    plan = group.press(planned(group).message, "Visa planen", who=ANNA)
    group.press(plan.message, "Lägg till steg", who=ANNA)
    step = {"text": "boka fotograf", "day": "2024-05-15", "to": "channel"}
    after = group.submit(step, who=ANNA).errors
    assert after == {"day": "Steget kan inte ligga efter dagen som det gäller, tis 14 maj 2024."}
    past = group.submit(step | {"day": "2024-03-13"}, who=ANNA).errors
    assert past == {"day": "Den dagen har redan varit. Välj en dag som kommer."}
    private = group.submit(step | {"day": "2024-04-23", "text": "ring Lena 19800101-1234"}, who=ANNA).errors
    assert "personnummer" in private["text"]
    assert group.rows("steps") == []
    deadline = labels(plan).index("Ändra steget")
    assert deadline >= 0
    group.press_nth(plan.message, "Ändra steget", 1, who=ANNA)  # before the last day to sign up
    late = group.submit({"text": "påminn alla", "day": "2024-05-03", "to": "channel"}, who=ANNA).errors
    assert late == {"day": "Steget kan inte ligga efter sista anmälningsdagen, tors 2 maj 2024."}


def test_the_same_form_twice_adds_one_step(group: Group) -> None:
    plan = group.press(planned(group).message, "Visa planen", who=ANNA)
    group.press(plan.message, "Lägg till steg", who=ANNA)
    sent = group.submit({"text": "boka fotograf", "day": "2024-04-23", "to": "channel"}, who=ANNA)
    assert group.slack.raw("payload=" + quote(json.dumps(sent.payload))).status == 200
    assert len(group.rows("steps")) == 1


def test_no_more_steps_than_a_message_can_show(group: Group) -> None:
    plan = group.press(planned(group).message, "Visa planen", who=ANNA)
    for number in range(30):
        group.press(plan.message, "Lägg till steg", who=ANNA)
        plan = group.submit({"text": f"steg {number}", "day": "2024-04-23", "to": "channel"}, who=ANNA)
        if plan.errors:
            break
    assert plan.errors == {"text": "Planen har redan 14 steg kvar. Stryk ett, eller bocka av det som är klart."}
    group.slack.close_view(ANNA)
    shown = group.press(group.remind().message, "Visa planen", who=ANNA)
    assert labels(shown).count("Ändra steget") == 14
    assert "till." not in text(shown).replace("till Maja", "")


def test_moving_the_event_moves_its_steps(group: Group) -> None:
    planned(group)
    morning(group, *INVITE)
    group.press(last(group, "om 42 dagar", MAJA), "Ändra")
    group.submit({"date": "2024-05-21", "deadline": "2024-05-10"})
    group.look()
    moved = plain(last(group, "Flyttat till tis 21 maj 2024.", MAJA))
    assert "om 42 dagar" not in moved, "what was counted to the day it was is not so any more"
    plan = text(group.press(group.remind().message, "Visa planen", who=ANNA))
    assert "Gör klart deltagarlistan" in plan
    assert "Tis 14 maj, till Maja" in plan
    morning(group, *LIST)
    assert times(group, "gör klart deltagarlistan", MAJA) == 0
    morning(group, 5, 14)
    assert times(group, "gör klart deltagarlistan", MAJA) == 1


def test_what_is_gone_or_over_says_so(group: Group) -> None:
    answer = planned(group)
    morning(group, *INVITE)
    seen = copy.deepcopy(last(group, "om 42 dagar", MAJA))
    group.press(answer.message, "Ångra", who=ANNA)
    group.look()
    assert "↩️ Anna Ek tog bort det ur planen." in plain(last(group, "skicka inbjudan", MAJA))
    assert offers(last(group, "skicka inbjudan", MAJA)) == []
    for label in ("Klart", "Skjut upp", "Visa planen"):
        assert "Aktivitet 1 är inte planerad längre" in text(group.press(seen, label))
