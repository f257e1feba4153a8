"""Two who change the same record at once; what was undone; cards that are older than what happened."""

import sqlite3

import pytest
from sqlite_utils import Database as Connection

from handlers.slack.members import SlackMembers
from storage import audit
from tests.conversations.conftest import ANNA, KARIN, MAJA, Group, labels, text

LINE = "branschseminarium i Kumla 13 mars, 32 deltagare"


@pytest.fixture
def both(group: Group) -> Group:
    """Maja's activity; her form is open, and then Anna, who leads the project, changes it to 30 participants."""
    logged = group.log(LINE)
    group.press(logged.message, "Ändra")
    assert "är ändrad" in text(group.log("ändra aktivitet 1: 30 deltagare", who=ANNA))
    return group


def row(group: Group) -> dict[str, object]:
    return group.rows("activities")[0]


def test_the_second_is_shown_the_firsts_change_and_asked(both: Group) -> None:
    asked = both.submit({"participants": "28"})
    assert "Anna Ek ändrade aktivitet 1 medan du skrev" in text(asked)
    assert "Deltagare: 30 (var 32)" in text(asked)
    assert "Deltagare: 28 (var 30)" in text(asked)
    assert row(both)["participants"] == 30
    saved = both.press(asked.message, "Spara min ändring")
    assert "Deltagare: 28 (var 30)" in text(saved)
    assert row(both)["participants"] == 28


def test_the_first_change_can_stand(both: Group) -> None:
    asked = both.submit({"participants": "28"})
    both.press(asked.message, "Låt det stå")
    assert row(both)["participants"] == 30
    assert both.rows("pending") == []


def test_what_the_second_left_alone_stays_as_the_first_made_it(both: Group) -> None:
    asked = both.submit({"place": "Folkets hus"})
    saved = both.press(asked.message, "Spara min ändring")
    assert "Plats: Folkets hus" in text(saved)
    assert (row(both)["participants"], row(both)["place"]) == (30, "Folkets hus")


def test_what_only_holds_together_is_taken_together(group: Group) -> None:
    logged = group.log("branschseminarium i Kumla 13 mars, 32 deltagare varav 14 kvinnor")
    group.press(logged.message, "Ändra")
    group.press(group.status("sök kumla", who=ANNA).message, "Ändra", who=ANNA)
    group.submit({"participants": "30", "women": "10", "men": "20"}, who=ANNA)
    asked = group.submit({"participants": "33", "women": "14", "men": "19"})
    group.press(asked.message, "Spara min ändring")
    assert [row(group)[name] for name in ("participants", "women", "men")] == [33, 14, 19]


def test_a_third_change_is_shown_before_it_is_written_over(both: Group) -> None:
    asked = both.submit({"participants": "28"})
    both.log("ändra aktivitet 1: 29 deltagare", who=ANNA)
    again = both.press(asked.message, "Spara min ändring")
    assert "Deltagare: 29 (var 32)" in text(again)
    assert row(both)["participants"] == 29
    both.press(again.message, "Spara min ändring")
    assert row(both)["participants"] == 28


def test_the_same_change_by_both_needs_no_question(both: Group) -> None:
    assert "Aktivitet 1 behövde inte ändras" in text(both.submit({"participants": "30"}))


def test_who_changed_nothing_writes_nothing_over(both: Group) -> None:
    assert "Aktivitet 1 behövde inte ändras" in text(both.submit({}))
    assert row(both)["participants"] == 30


def test_a_record_that_was_undone_meanwhile_can_be_taken_back_with_the_change(group: Group) -> None:
    logged = group.log(LINE)
    group.press(logged.message, "Ändra")
    group.log("ta bort aktivitet 1", who=ANNA)
    asked = group.submit({"participants": "28"})
    assert "Anna Ek ångrade aktivitet 1 medan du skrev" in text(asked)
    assert row(group)["deleted_at"]
    saved = group.press(asked.message, "Ta tillbaka och spara min ändring")
    assert "Deltagare: 28 (var 32)" in text(saved)
    assert (row(group)["deleted_at"], row(group)["participants"]) == (None, 28)


def test_what_does_not_hold_together_any_more_is_asked_for_in_the_form(group: Group) -> None:
    logged = group.log("branschseminarium i Kumla 13 mars kl 9-12, 32 deltagare")
    group.press(logged.message, "Ändra")
    group.log("ändra aktivitet 1: datum 11 mars", who=ANNA)
    asked = group.submit({"deadline": "2024-03-12"})
    form = group.press(asked.message, "Spara min ändring")
    assert form.view is not None
    assert "Sista anmälningsdagen ligger efter tillfället" in form.view.shown
    assert row(group)["deadline"] is None
    group.submit({"deadline": "2024-03-10"})
    assert (row(group)["date"], row(group)["deadline"]) == ("2024-03-11", "2024-03-10")


def test_a_change_by_form_shows_what_it_said_and_the_way_back(group: Group) -> None:
    logged = group.log(LINE)
    group.press(logged.message, "Ändra")
    saved = group.submit({"participants": "28"})
    assert "Aktivitet 1 är ändrad" in text(saved)
    assert "Deltagare: 28 (var 32)" in text(saved)
    back = group.press(saved.message, "Ändra tillbaka")
    assert "står som förut" in text(back)
    assert row(group)["participants"] == 32


def test_undone_is_redone_from_the_latest(group: Group) -> None:
    group.log(LINE)
    group.log("ta bort aktivitet 1")
    latest = group.log("senaste")
    assert "Aktivitet 1 (ångrad)" in text(latest)
    assert "är tillbaka" in text(group.press(latest.message, "Ta tillbaka"))
    assert row(group)["deleted_at"] is None


@pytest.mark.parametrize("label", ["Ändra", "Ångra"])
def test_an_old_cards_button_says_what_happened_since(group: Group, label: str) -> None:
    logged = group.log(LINE)
    group.clock.turn(hours=2)
    group.log("ta bort aktivitet 1", who=ANNA)
    told = group.press(logged.message, label)
    assert "Anna Ek ångrade aktivitet 1 tors 14 mars 2024 kl 12.00" in text(told)
    assert "Inget ändrades nu" in text(told)
    assert labels(told) == ["Ta tillbaka", "Historik"]


def test_an_old_take_back_says_that_it_stands(group: Group) -> None:
    logged = group.log(LINE)
    undone = group.press(logged.message, "Ångra")
    group.press(undone.message, "Ta tillbaka")
    told = group.press(undone.message, "Ta tillbaka")
    assert "Du tog tillbaka aktivitet 1" in text(told)
    assert "Ångra" in labels(told)


def test_an_old_cards_edit_opens_with_what_stands_now(group: Group) -> None:
    logged = group.log(LINE)
    group.log("ändra aktivitet 1: 30 deltagare", who=ANNA)
    opened = group.press(logged.message, "Ändra")
    assert opened.view is not None
    assert "value" in str(opened.view.values["participants"])
    saved = group.submit({"place": "Folkets hus"})
    assert "medan du skrev" not in text(saved)
    assert (row(group)["participants"], row(group)["place"]) == (30, "Folkets hus")


def test_the_leader_may_change_and_undo_what_others_logged(group: Group) -> None:
    group.log(LINE)
    theirs = group.status("sök kumla", who=KARIN)
    assert "loggades av någon annan" in text(group.press(theirs.message, "Ändra", who=KARIN))
    found = group.status("sök kumla", who=ANNA)
    group.press(found.message, "Ändra", who=ANNA)
    changed = group.submit({"participants": "31"}, who=ANNA)
    assert "Deltagare: 31" in text(changed)
    assert "är ångrad" in text(group.press(found.message, "Ångra", who=ANNA))
    assert row(group)["created_by"] == MAJA


def test_a_change_between_two_looks_at_a_record_is_not_lost(group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    logged = group.log(LINE)
    real, once = audit.latest, [True]

    def slow(db: Connection, record: str, record_id: int) -> int:
        if once and record == "activity":
            once.clear()
            assert "är ändrad" in text(group.log("ändra aktivitet 1: 30 deltagare", who=ANNA))
        return real(db, record, record_id)

    monkeypatch.setattr(audit, "latest", slow)
    group.press(logged.message, "Ändra")
    group.submit({"place": "Folkets hus"})
    assert row(group)["participants"] == 30


def test_a_name_is_not_asked_for_while_the_file_is_held(group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    logged = group.log(LINE)
    group.log("ta bort aktivitet 1", who=ANNA)
    free: list[bool] = []
    real = SlackMembers.full_name

    def name(self: SlackMembers, who: str) -> str:
        other = sqlite3.connect(group.path, timeout=0)
        try:
            other.execute("BEGIN IMMEDIATE")
            free.append(True)
        except sqlite3.OperationalError:
            free.append(False)
        finally:
            other.close()
        return real(self, who)

    monkeypatch.setattr(SlackMembers, "full_name", name)
    assert "Anna Ek ångrade" in text(group.press(logged.message, "Ångra"))
    assert free == [True]


def test_a_question_to_a_form_takes_the_place_of_the_one_it_came_from(group: Group) -> None:
    asked = group.log("utgift buss 12 mars 240 eller 340 kr")
    group.press(asked.message, "Ändra själv")
    outside = group.submit({"date": "2021-03-12", "amount_ore": "240"})
    assert "Stämmer datumet?" in text(outside)
    assert "redan besvarad" in text(group.press(asked.message, "340 kr"))
    assert "Utgift 1 är sparad" in text(group.press(outside.message, "Spara ändå"))
    assert group.rows("pending") == []
