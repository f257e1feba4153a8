"""A group that sits in both places is one group: a person is one, and so is what is logged and what is reminded of."""

from tests.both.conftest import Both
from tests.both.conversations import BUS, PLAN, SEMINAR
from tests.both.place import ANNA, KARIN, MAJA, Sent


def test_what_is_logged_in_slack_is_undone_in_teams_by_the_same_person(both: Both) -> None:
    both.slack.say(BUS)
    undone = both.teams.say("ta bort utgift 1")
    assert "Utgift 1 är ångrad" in undone.text
    assert both.rows("expenses")[0]["deleted_at"]
    assert "Utgift 1 är tillbaka" in both.teams.press(undone, "Ta tillbaka").text
    assert both.rows("expenses")[0]["deleted_at"] is None


def test_and_the_other_way_round(both: Both) -> None:
    both.teams.say(SEMINAR)
    assert "Aktivitet 1 är ångrad" in both.slack.say("ta bort aktivitet 1").text
    assert both.rows("activities")[0]["deleted_at"]
    assert len({row["who"] for row in both.rows("audit")}) == 1, "one person did both"


def test_nobody_else_undoes_it_there(both: Both) -> None:
    both.teams.say(BUS, who=MAJA)
    assert "ångrad" not in both.slack.say("ta bort utgift 1", who=KARIN).text
    assert both.rows("expenses")[0]["deleted_at"] is None


def test_the_leader_is_the_leader_in_both(both: Both) -> None:
    both.teams.say(BUS, who=MAJA)
    assert "Utgift 1 är ändrad" in both.slack.say("ändra utgift 1: 350 kr", who=ANNA).text
    assert "Utgift 1 är ändrad" in both.teams.say("ändra utgift 1: 360 kr", who=ANNA).text
    assert both.rows("expenses")[0]["amount_ore"] == 36_000


def test_the_latest_is_the_latest_wherever_it_was_said(both: Both) -> None:
    both.slack.say(SEMINAR)
    assert "Aktivitet 1 är ändrad" in both.teams.say("ändra senaste: 25 deltagare, 10 kvinnor").text
    assert both.rows("activities")[0]["participants"] == 25


def test_a_private_reminder_comes_once(both: Both) -> None:
    both.teams.say(PLAN, who=ANNA)
    for _ in range(2):
        both.slack.morning(4, 2)
    told = [words for place in (both.slack, both.teams) for words in place.told(MAJA) if "om 42 dagar" in words]
    assert len(told) == 1
    assert len([row for row in both.rows("deliveries") if row["state"] == "sent"]) == 1


def test_what_the_channel_is_told_comes_once_in_each(both: Both) -> None:
    both.slack.say(PLAN, who=ANNA)
    for _ in range(2):
        both.slack.morning(5, 13)
    for place in (both.slack, both.teams):
        assert sum("Branschseminarium vård i morgon" in words for words in place.channel()) == 1


def test_a_receipt_sent_in_teams_belongs_to_what_was_logged_in_slack(both: Both) -> None:
    both.slack.say(BUS)
    seen = both.teams.say("kvitto till utgift 1", files=(Sent("kvitto.pdf", b"%PDF-1.7 x", "application/pdf"),))
    assert "kvitto.pdf följer med som kvitto" in seen.text
    both.slack.morning(3, 15)
    assert [(row["state"], row["expense_id"]) for row in both.rows("receipts")] == [("kept", 1)]
