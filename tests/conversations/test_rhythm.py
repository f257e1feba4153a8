"""The project's own dates, beside what is planned: given a day, warned of, listed."""

import pytest

from tests.conversations.conftest import ANNA, MAJA, Group, labels, text
from tests.conversations.mornings import morning, plain, planned, times, told


def test_a_date_of_the_rhythm_is_set_by_text_and_taken_back(group: Group) -> None:
    given = group.remind("lägesrapporten för mars ska in 12 april")
    assert "✅ Lägesrapport och rekvisition: fre 12 april 2024" in text(given)
    assert "Var tors 28 mars." in text(given)
    plan = group.press(given.message, "Visa planen", who=ANNA)
    assert "Stäm av vilka kostnader som är bokförda och betalda" in text(plan)
    assert "Tors 28 mars, till Anna Ek" in text(plan)
    morning(group, 3, 28)
    assert times(group, "Lägesrapport och rekvisition om 15 dagar", ANNA) == 1
    group.press(given.message, "Ändra tillbaka", who=ANNA)
    told(group, "Lägesrapport och rekvisition: tors 28 mars 2024", ANNA)


@pytest.mark.parametrize("way", ["tell", "mention"])
def test_it_can_be_said_in_a_message_too(group: Group, way: str) -> None:
    said = text(getattr(group, way)("påminn MYH:s beslut 14 januari 2025", who=ANNA))
    assert "✅ MYH:s beslut: tis 14 januari 2025" in said


def test_a_launch_before_the_decision_is_warned_of(group: Group) -> None:
    group.remind("YH-släpp 9 januari kl 13 på Conventum i Örebro")
    given = text(group.remind("MYH:s beslut 14 januari 2025"))
    assert "⚠️ YH-släpp tors 9 januari ligger före beslutet" in given
    early = text(group.log("flytta YH-släppet till 14 januari", who=ANNA))
    assert "ligger samma dag som beslutet" in early
    assert "⚠️" not in text(group.log("flytta YH-släppet till 23 januari", who=ANNA))


def test_a_day_that_it_cannot_have_is_asked_for_again(group: Group) -> None:
    assert "har redan varit" in text(group.remind("MYH:s beslut 14 januari 2024"))
    assert "Den dagen finns inte." in text(group.remind("MYH:s beslut 31 juni 2024"))
    assert group.rows("milestones") == []


def test_what_is_coming_shows_all_of_it(group: Group) -> None:
    for day in range(2, 30):
        group.remind(f"möte nummer {day} {day} april kl 9")
    shown = group.remind()
    assert "Lägesrapport och rekvisition · om 14 dagar" in text(shown)
    assert "Bara de 10 närmaste visas." in text(shown)
    assert "YH-släppet i januari har inget datum än" in text(shown)
    assert "… och" not in text(shown), "nothing is left out for want of room"
    assert labels(shown).count("Visa planen") == 13


def test_what_comes_is_asked_for_in_words_and_answered_under_them(group: Group) -> None:
    planned(group)
    for way in (group.tell, group.mention):
        answer = way("vad är på gång?", who=MAJA)
        assert "Branschseminarium vård · om 61 dagar" in text(answer)
        assert "Planen för" in text(group.press(answer.message, "Visa planen"))


def test_what_is_late_is_asked_for_and_seen_until_it_is_done(group: Group) -> None:
    morning(group, 3, 27)  # the last step, the day before the last day for it
    morning(group, 4, 2)  # the first working morning after
    asked = told(group, "Är det klart? Lägesrapport och rekvisition", ANNA)
    assert "Skulle ha varit klart tors 28 mars." in plain(asked)
    late = "Lägesrapport och rekvisition, skulle ha varit klart tors 28 mars"
    assert late in text(group.status())
    assert "(försenat)" in group.home(ANNA).shown
    group.press_home("Klart", who=ANNA)
    assert late not in text(group.status())
    assert "(försenat)" not in group.home(ANNA).shown


def test_what_the_project_owes_is_moved_by_its_leader_alone(group: Group) -> None:
    assert "Bara projektledaren" in text(group.remind("slutrapporten 15 januari 2026", who=MAJA))
    assert group.rows("milestones") == []
    assert "✅ MYH:s beslut" in text(group.remind("MYH:s beslut 14 januari 2025", who=MAJA))


def test_the_same_request_twice_sets_the_day_once(group: Group) -> None:
    first = group.remind("MYH:s beslut 14 januari 2025", trigger_id="1.2.same")
    again = group.remind("MYH:s beslut 14 januari 2025", trigger_id="1.2.same")
    assert text(first) == text(again)
