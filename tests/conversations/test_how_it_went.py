"""The morning after: how it went is asked once, answered in a form or a click, and the plan is what is logged."""

import copy
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conversations.conftest import ANNA, KARIN, MAJA, Group, text, working_group
from tests.conversations.mornings import AFTER, last, morning, offers, plain, planned, times, told


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Group]:
    """The group without the project's own dates."""
    yield from working_group(tmp_path / "yh.db", socket_mode=False, rhythm=False)


def test_the_morning_after_asks_the_responsible_person_privately_once(group: Group) -> None:
    planned(group)
    morning(group, 5, 14)
    assert times(group, "Hur gick det?", MAJA) == 0
    for _ in range(2):
        morning(group, *AFTER)
    asked = last(group, "Hur gick det?", MAJA)
    assert "📋 Hur gick det? Branschseminarium vård" in plain(asked)
    assert offers(asked) == ["Fyll i", "Blev inställt", "Annan dag"]
    assert times(group, "Hur gick det?", MAJA) == 1
    assert times(group, "Hur gick det?") == 0


def test_answered_the_plan_becomes_the_logged_activity(group: Group) -> None:
    planned(group)
    group.log("34 anmälda nu till vårdseminariet", who=ANNA)
    morning(group, *AFTER)
    asked = last(group, "Hur gick det?", MAJA)
    assert "34 anmälda" in plain(asked)
    form = group.press(asked, "Fyll i").view
    assert form is not None
    assert "34 var anmälda." in form.shown
    assert group.submit({"participants": "30", "women": "18", "men": "14"}).errors
    group.submit({"participants": "32", "women": "14", "men": "", "note": "Många frågor om validering"})
    answer = told(group, "räknas till delmål 3")
    assert plain(answer).startswith("✅ Aktivitet 1 är loggad")
    assert "32 deltagare: 14 kvinnor, 18 män" in plain(answer)
    (row,) = group.rows("activities")
    assert (row["id"], row["status"], row["men"], row["note"]) == (1, "done", 18, "Många frågor om validering")
    group.look()
    assert "✅ Aktivitet 1 är loggad av Maja Lind. 32 deltagare: 14 kvinnor, 18 män." in plain(
        last(group, "Hur gick", MAJA)
    )
    assert offers(last(group, "Hur gick", MAJA)) == []
    assert "32 deltagare (44 % kvinnor)" in text(group.status())


def test_called_off_in_one_click(group: Group) -> None:
    planned(group)
    morning(group, *AFTER)
    group.press(last(group, "Hur gick det?", MAJA), "Blev inställt")
    answer = told(group, "Aktivitet 1 är inställd")
    assert group.rows("activities")[0]["status"] == "cancelled"
    group.look()
    assert "Inställt, enligt Maja Lind." in plain(last(group, "Hur gick det?", MAJA))
    group.press(answer, "Ändra tillbaka")
    assert group.rows("activities")[0]["status"] == "planned"


def test_held_on_another_day_it_is_asked_about_after_that_day(group: Group) -> None:
    planned(group)
    morning(group, *AFTER)
    group.press(last(group, "Hur gick det?", MAJA), "Annan dag")
    group.submit({"date": "2024-05-21"})
    group.look()
    assert times(group, "Flyttat till tis 21 maj 2024.", MAJA) >= 1
    assert times(group, "Hur gick det?", MAJA) == 0
    morning(group, 5, 22)
    assert times(group, "Hur gick det?", MAJA) == 1


def test_unanswered_it_stands_in_mondays_overview_where_anybody_can_answer(group: Group) -> None:
    planned(group)
    morning(group, *AFTER)
    morning(group, 5, 20)
    overview = copy.deepcopy(last(group, "Vecka 21"))
    assert "De här har varit, men ingen har svarat än." in plain(overview)
    group.press(overview, "Fyll i", who=KARIN)
    group.submit({"participants": "32"}, who=KARIN)  # the overview is drawn anew before or after she is answered
    group.slack.wait_for(lambda: any("Aktivitet 1 är loggad" in answer.shown for answer in group.answers(KARIN)))
    assert group.rows("activities")[0]["status"] == "done"
    group.press(overview, "Blev inställt", who=ANNA)  # nor need the overview's new drawing be what comes first here
    group.slack.wait_for(lambda: any("Karin Berg ändrade aktivitet 1" in told.shown for told in group.answers(ANNA)))
    assert group.rows("activities")[0]["status"] == "done"
    morning(group, 5, 27)
    assert times(group, "ingen har svarat än") == 0, "answered, it stands there no more, and is not asked again"


def test_two_who_answer_at_once_are_asked_whose_words_stand(group: Group) -> None:
    planned(group)
    morning(group, *AFTER)
    morning(group, 5, 20)
    overview = last(group, "Vecka 21")
    for who in (MAJA, KARIN):
        group.press(overview, "Fyll i", who=who)
    group.submit({"participants": "32"}, who=MAJA)
    group.submit({"participants": "30"}, who=KARIN)  # what was Maja's shows in the overview meanwhile
    group.slack.wait_for(lambda: any("av någon annan" in told.shown for told in group.answers(KARIN)))
    assert group.rows("activities")[0]["participants"] == 32


def test_it_waits_on_the_own_page_too(group: Group) -> None:
    planned(group)
    morning(group, *AFTER)
    assert "Hur gick det? Branschseminarium vård" in group.home().shown
    group.press_home("Fyll i")
    assert "är loggad" in group.submit_home({"participants": "32"}).shown
    group.look()
    assert "är loggad" in plain(last(group, "Hur gick det?", MAJA))
