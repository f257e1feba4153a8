"""One group in Slack and in Teams: what goes to the channel stands in both, what is private where the person is."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conversations.conftest import TODAY
from tests.teams.both import Both
from tests.teams.connector import CHANNEL
from tests.teams.people import ANNA, MAJA

REMINDED = "📌 Branschseminarium vård i morgon"
DONE = "✅ Klart: "


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Both]:
    made = Both(tmp_path / "yh.db", TODAY)
    try:
        made.start()
        made.driver.say("status", ANNA, CHANNEL)
        made.connector.wait_for(lambda: made.connector.sent)
        yield made
    finally:
        made.stop()


def at(group: Both, *moment: int) -> None:
    group.clock.at = datetime(*moment, tzinfo=UTC)  # type: ignore[arg-type]
    group.look()


def reminded(both: Both) -> None:
    both.slack.command("UMAJA", "/yh-paminn", "Branschseminarium vård 15 maj kl 9 i Kumla")
    at(both, 2024, 5, 14, 6, 0)


def test_a_plan_made_in_one_place_is_reminded_of_once_in_each(both: Both) -> None:
    reminded(both)
    for _ in range(3):
        both.clock.turn(minutes=1)
        both.look()
    assert len(both.in_slack(REMINDED)) == len(both.in_teams(REMINDED)) == 1


def test_klart_in_teams_is_klart_in_slack(both: Both) -> None:
    reminded(both)
    message = both.connector.answers(CHANNEL)[-1]
    both.driver.press(message, "Klart", MAJA)
    both.look()
    for (said,) in (both.in_slack(REMINDED), both.in_teams(REMINDED)):
        assert DONE in said
        assert "Maja Lind" in said


def test_klart_in_slack_is_klart_in_teams(both: Both) -> None:
    reminded(both)
    message = both.slack.messages()[-1]
    both.press_in_slack(message, "Klart", ANNA)
    both.look()
    for (said,) in (both.in_slack(REMINDED), both.in_teams(REMINDED)):
        assert DONE in said
        assert "Anna Ek" in said


def test_a_record_that_is_shared_stands_in_both(both: Both) -> None:
    answer = both.slack.command("UMAJA", "/yh-logg", "företagsdialog i Nora 12 mars, 20 deltagare")
    assert answer.message
    both.press_in_slack(answer.message, "Dela i kanalen", MAJA)
    both.look()
    assert len(both.in_slack("Maja Lind delar")) == len(both.in_teams("Maja Lind delar")) == 1


def test_what_is_private_comes_where_the_person_was_heard_last_and_only_there(both: Both) -> None:
    both.driver.say("påminn företagsbesök 14 maj i Kumla, ansvarig Maja", MAJA)
    both.connector.wait_for(lambda: [each for each in both.connector.answers(MAJA) if "är planerad" in each.shown])
    at(both, 2024, 5, 7, 6, 0)
    said = [each.shown for each in both.connector.answers(MAJA) if "om 7 dagar" in each.shown.replace("\u00a0", " ")]
    assert len(said) == 1
    assert "Ansvarig: du" in said[0].replace("\u00a0", " ")
    assert not any("7 dagar" in each.shown for each in both.slack.workspace.messages)
