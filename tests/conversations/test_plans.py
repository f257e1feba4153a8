"""A plan on its way: reminded of, done and put off, and its steps changed."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.conversations.conftest import ANNA, KARIN, MAJA, OUTSIDER, Group, buttons, labels, text, working_group
from tests.conversations.mornings import EVE, INVITE, LIST, SEMINAR, last, morning, offers, plain, planned, times, told


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Group]:
    """The group without the project's own dates."""
    yield from working_group(tmp_path / "yh.db", socket_mode=False, rhythm=False)


# --- the reminder ------------------------------------------------------------------------------------------


def test_it_says_what_when_where_who_and_what_to_do_now(group: Group) -> None:
    planned(group)
    morning(group, *INVITE)
    said = last(group, "Branschseminarium vård om 42 dagar", MAJA)
    assert "tis 14 maj kl 9.00, Kumla" in plain(said)
    assert "Nu: skicka inbjudan. Ansvarig: du" in plain(said)
    assert offers(said) == ["Klart", "Skjut upp", "Ändra", "Visa planen"]
    morning(group, *EVE)
    assert "Nu: dubbelkolla tid, plats och vem som gör vad. Ansvarig: Maja Lind" in plain(
        last(group, "Branschseminarium vård i morgon")
    )


def test_where_nobody_is_responsible_the_channel_is_told(group: Group) -> None:
    answer = planned(group, "branschseminarium vård 14 maj i Kumla")
    assert "i kanalen" in text(group.press(answer.message, "Visa planen", who=ANNA))
    morning(group, *INVITE)
    assert times(group, "skicka inbjudan") == 1


def test_done_is_shown_with_who_did_it_and_the_second_is_told(group: Group) -> None:
    planned(group)
    morning(group, *EVE)
    group.press(last(group, "i morgon"), "Klart", who=KARIN)
    group.look()
    done = last(group, "i morgon")
    assert "✅ Klart: dubbelkolla tid, plats och vem som gör vad. Karin Berg, mån 13 maj kl 8.00" in plain(done)
    assert offers(done) == ["Visa planen"]


def test_the_second_who_presses_is_told_who_was_first(group: Group) -> None:
    planned(group)
    morning(group, *EVE)
    seen = copy.deepcopy(last(group, "i morgon"))  # by both, before anybody has pressed
    group.press(seen, "Klart", who=KARIN)
    assert "Det är redan klart, enligt Karin Berg." in text(group.press(seen, "Klart", who=MAJA))
    assert "Det har du redan markerat som klart." in text(group.press(seen, "Klart", who=KARIN))
    assert "Det är redan klart" in text(group.press(seen, "Skjut upp", who=MAJA))
    assert [row["done_by"] for row in group.rows("steps")] == [KARIN]


def test_the_same_press_twice_does_it_once(group: Group) -> None:
    planned(group)
    morning(group, *EVE)
    seen = copy.deepcopy(last(group, "i morgon"))
    group.press(seen, "Klart", who=KARIN, trigger_id="1.2.3")
    step = group.rows("steps")
    group.clock.turn(minutes=1)
    assert "Det har du redan markerat som klart." in text(group.press(seen, "Klart", who=KARIN, trigger_id="1.2.3"))
    assert group.rows("steps") == step
    assert times(group, "Klart: dubbelkolla") == 1


def test_what_is_done_in_one_place_is_done_everywhere(group: Group) -> None:
    planned(group)
    morning(group, *INVITE)
    page = group.home().shown.replace("\u00a0", " ")
    assert "• Skicka inbjudan" in page
    group.press_home("Klart")
    group.look()
    assert "✅ Klart: skicka inbjudan. Maja Lind" in plain(last(group, "om 42 dagar", MAJA))
    plan = group.press(last(group, "om 42 dagar", MAJA), "Visa planen")
    assert "✅ Skicka inbjudan" in text(plan)
    assert "• Skicka inbjudan" not in group.home().shown
    group.press(plan.message, "Inte klart")
    group.look()
    assert "Klart" in offers(last(group, "om 42 dagar", MAJA)), "it is to be done after all, there too"


def test_a_step_that_is_done_before_its_day_is_not_reminded_of(group: Group) -> None:
    plan = group.press(planned(group).message, "Visa planen", who=ANNA)
    group.press(plan.message, "Klart", who=ANNA)
    morning(group, *INVITE)
    assert times(group, "skicka inbjudan", MAJA) == 0


def test_what_was_asked_from_stays_where_the_plan_is_shown(group: Group) -> None:
    planned(group)
    morning(group, *INVITE)
    reminder = last(group, "om 42 dagar", MAJA)
    plan = group.press(reminder, "Visa planen")
    assert plan.message is not None
    assert plan.message.ts != reminder.ts
    group.press(plan.message, "Klart")
    told(group, "✅ Skicka inbjudan")
    assert times(group, "Planen för Branschseminarium vård", MAJA) == 1, "the plan, with the step done"


# --- put off -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("choice", "day"), [("I morgon, ons 3 april", (4, 3)), ("En vecka, tis 9 april", (4, 9))])
def test_put_off_it_comes_again_on_that_day_once(group: Group, choice: str, day: tuple[int, int]) -> None:
    planned(group)
    morning(group, *INVITE)
    asked = group.press(last(group, "om 42 dagar", MAJA), "Skjut upp")
    assert labels(asked) == ["I morgon, ons 3 april", "En vecka, tis 9 april", "Välj dag"]
    group.press(asked.message, choice)
    told(group, "⏰ Jag påminner igen")
    group.look()
    first = last(group, "om 42 dagar", MAJA)
    assert "⏰ Maja Lind sköt upp till" in plain(first)
    assert offers(first) == ["Visa planen"]
    for _ in range(2):
        morning(group, *day)
    assert times(group, "Nu: skicka inbjudan", MAJA) == 2
    morning(group, 4, 22)
    assert times(group, "Nu: skicka inbjudan", MAJA) == 2


def test_a_friday_it_is_put_off_to_the_next_working_day(group: Group) -> None:
    planned(group, "branschseminarium vård 17 maj i Kumla, ansvarig Maja")  # its invitation: Friday 5 April
    morning(group, 4, 5)
    asked = group.press(last(group, "om 42 dagar", MAJA), "Skjut upp")
    assert labels(asked)[0] == "Mån 8 april"


def test_any_day_can_be_chosen_but_neither_past_nor_after_the_day_itself(group: Group) -> None:
    planned(group)
    morning(group, *INVITE)
    asked = group.press(last(group, "om 42 dagar", MAJA), "Skjut upp")
    form = group.press(asked.message, "Välj dag").view
    assert form is not None
    assert "Senast tis 14 maj 2024." in form.shown
    assert group.submit({"day": "2024-04-02"}).errors == {"day": "Välj en dag som kommer."}
    assert group.submit({"day": "2024-05-15"}).errors == {"day": "Välj senast tis 14 maj 2024: sedan är det för sent."}
    group.submit({"day": "2024-04-11"})
    told(group, "Jag påminner igen tors 11 april 2024")
    morning(group, 4, 11)
    assert times(group, "Nu: skicka inbjudan", MAJA) == 2


def test_on_the_day_itself_nothing_can_be_put_off(group: Group) -> None:
    planned(group)
    morning(group, *EVE)
    seen = copy.deepcopy(last(group, "i morgon"))
    group.clock.turn(days=1)
    assert "dagen är här" in text(group.press(seen, "Skjut upp", who=KARIN))


# --- the plan changed ----------------------------------------------------------------------------------------


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


# --- who ---------------------------------------------------------------------------------------------------


def test_whoever_is_in_the_group_may_and_nobody_else(group: Group) -> None:
    planned(group)
    morning(group, *EVE)
    said = copy.deepcopy(last(group, "i morgon"))
    before = group.rows("steps")
    for action in ("done", "later", "plan"):
        button = next(each for each in buttons(said) if f".{action}." in each["action_id"])
        assert group.slack.press(OUTSIDER, said, button["action_id"]).view is None
    assert group.rows("steps") == before
    group.press(said, "Klart", who=KARIN)
    assert [row["done_by"] for row in group.rows("steps")] == [KARIN]


def test_where_no_one_is_called_so_the_project_leader_is_told_and_why(group: Group) -> None:
    planned(group, SEMINAR.replace("Maja", "Kalle"))
    morning(group, *INVITE)
    said = plain(last(group, "om 42 dagar", ANNA))
    assert "Jag hittar ingen i gruppen som heter Kalle. Därför får du det." in said
