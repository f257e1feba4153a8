"""Reminders, and 'Hur gick det?', in Teams: they come once, and their buttons do what they do in Slack."""

from datetime import UTC, datetime

import pytest

from tests.teams.connector import CHANNEL, Message
from tests.teams.group import TeamsGroup
from tests.teams.people import ANNA, MAJA, Person

SEMINAR = "påminn branschseminarium vård 14 maj kl 9-12 i Kumla, anmälan senast 2 maj, ansvarig Maja"
OPEN = "påminn branschseminarium vård 15 maj kl 9-12 i Kumla, anmälan senast 2 maj"
LIST, EVE, AFTER, TUESDAY = (5, 7), (5, 13), (5, 15), (5, 14)  # the mornings of its steps
DOUBT = "Den här påminnelsen kan ha kommit två gånger."


@pytest.fixture
def group(teams_group: TeamsGroup) -> TeamsGroup:
    """Everybody has said hello once, so that the assistant knows where they are."""
    teams_group.mention("status", ANNA)
    teams_group.tell("status", MAJA)
    return teams_group


def morning(group: TeamsGroup, month: int, day: int) -> None:
    """It is eight there, and what is due has come."""
    group.clock.at = datetime(2024, month, day, 6, 0, tzinfo=UTC)
    group.look()


def plain(message: Message) -> str:
    return message.shown.replace("\u00a0", " ")


def those(group: TeamsGroup, words: str, where: str | Person = CHANNEL) -> list[Message]:
    return [each for each in group.connector.answers(where) if words in plain(each)]


def planned(group: TeamsGroup, line: str = SEMINAR) -> None:
    assert "är planerad" in plain(group.tell(line, ANNA))


def test_who_is_responsible_is_reminded_privately_and_the_channel_on_the_eve(group: TeamsGroup) -> None:
    planned(group)
    morning(group, *LIST)
    (privately,) = those(group, "om 7 dagar", MAJA)
    assert "Ansvarig: du" in plain(privately)
    assert those(group, "om 7 dagar") == []
    morning(group, *EVE)
    assert len(those(group, "i morgon")) == 1
    group.look()
    assert len(those(group, "i morgon")) == 1


def test_klart_is_said_by_the_reminder_itself(group: TeamsGroup) -> None:
    planned(group, OPEN)
    morning(group, *TUESDAY)
    (reminder,) = those(group, "i morgon")
    done = "✅ Klart: dubbelkolla tid, plats och vem som gör vad. Anna Ek, tis 14 maj kl 8.00"
    assert done in group.press(reminder, "Klart", ANNA).card.shown
    assert done in plain(reminder)
    assert reminder.card is not None and "Klart" not in reminder.card.buttons


def test_klart_in_ones_own_chat_is_answered_with_the_card_as_it_is_now(group: TeamsGroup) -> None:
    group.tell("att göra: ring hotellet senast 20 mars @Maja", ANNA)
    morning(group, 3, 20)
    reminder = those(group, "Ring hotellet", MAJA)[-1]
    before = len(group.connector.answers(MAJA))
    card = group.press(reminder, "Klart").card
    assert "✅ Klar" in card.shown and "Klart" not in card.buttons
    assert group.connector.answers(MAJA)[before:] == []


def test_put_off_it_comes_again_on_the_day_that_was_chosen(group: TeamsGroup) -> None:
    planned(group)
    morning(group, *LIST)
    (reminder,) = those(group, "om 7 dagar", MAJA)
    before = len(group.connector.answers(MAJA))
    group.press(reminder, "Skjut upp", MAJA)
    days = group.answer(MAJA, before)
    assert days.card is not None
    group.press(days, days.card.buttons[0], MAJA)
    group.look()
    assert "Maja Lind sköt upp till" in plain(reminder)
    for day in range(8, 13):
        morning(group, 5, day)
    assert len(those(group, "Branschseminarium vård om", MAJA)) == 2


def test_how_did_it_go_is_asked_once_and_answered_in_the_form(group: TeamsGroup) -> None:
    planned(group)
    for _ in range(2):
        morning(group, *AFTER)
    (asked,) = those(group, "Hur gick det?", MAJA)
    assert asked.card is not None and asked.card.buttons == ["Fyll i", "Blev inställt", "Annan dag"]
    before = len(group.connector.answers(MAJA))
    exchange = group.press(asked, "Fyll i", MAJA)
    form = asked if exchange.body.get("type", "").endswith("adaptive") else group.answer(MAJA, before)
    group.fill(form, {"participants": "32", "women": "14"}, MAJA)
    group.look()
    (row,) = group.rows("activities")
    assert (row["status"], row["participants"], row["women"]) == ("done", 32, 14)


def test_what_may_have_come_comes_again_and_says_so(group: TeamsGroup) -> None:
    planned(group, OPEN)
    group.connector.fault("send", status=500, done=True)
    morning(group, *TUESDAY)
    group.clock.turn(seconds=11)
    group.look()
    first, second = those(group, "i morgon")
    assert DOUBT not in plain(first)
    assert DOUBT in plain(second)
    group.clock.turn(hours=1)
    group.look()
    assert len(those(group, "i morgon")) == 2


def test_asked_for_patience_it_comes_once_when_teams_says(group: TeamsGroup) -> None:
    planned(group, OPEN)
    group.connector.fault("send", status=429, retry_after="20")
    morning(group, *TUESDAY)
    assert those(group, "i morgon") == []
    group.clock.turn(seconds=21)
    group.look()
    (reminder,) = those(group, "i morgon")
    assert "kan ha kommit" not in plain(reminder)


def test_taken_out_of_the_channel_the_assistant_tells_the_leader(group: TeamsGroup) -> None:
    planned(group, OPEN)
    group.connector.fault("send", status=403, code="BotNotInConversationRoster")
    morning(group, *TUESDAY)
    group.clock.turn(seconds=11)
    group.look()
    assert those(group, "i morgon") == []
    (reminder,) = those(group, "i morgon", ANNA)
    assert "men jag är inte med i den. Lägg till YH-assistenten där igen." in plain(reminder)
