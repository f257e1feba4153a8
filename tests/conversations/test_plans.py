"""A plan on its way: reminded of, done and put off."""

import copy
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conversations.conftest import ANNA, KARIN, MAJA, OUTSIDER, Group, buttons, labels, text, working_group
from tests.conversations.mornings import EVE, INVITE, SEMINAR, last, morning, offers, plain, planned, times, told


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
