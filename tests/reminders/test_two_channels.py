"""A group in two places: what goes to the channel stands in both, each once, and says the same."""

import pytest

from bot.project import Member
from bot.reply import Reply
from handlers.requests import Outcome
from storage import deliveries, plans

SEVEN = "📌 YH-släpp om 7 dagar"
HERE, THERE = "C1", "19:samverkan"
DOUBT = Outcome("in_doubt", reason="timeout")


@pytest.fixture
def both(group):
    group.channel.no_history.add(THERE)
    object.__setattr__(group.duty, "copied_to", (THERE,))
    return group


@pytest.fixture
def due(both):
    both.at("2025-01-10 12:00").plan()
    return both.at("2025-01-16 08:00")


def places(group) -> list[str]:
    return [each.to for each in group.channel.messages]


def planned(group):
    with group.database.reading() as db:
        (found,) = plans.dated(db, ["yh-släpp"], group.now().date())
    return found


def test_a_reminder_comes_to_both_in_the_same_look_and_not_again(due):
    assert due.look() == [SEVEN, SEVEN]
    assert places(due) == [HERE, THERE]
    for _ in range(3):
        assert due.wait(minutes=1).look() == []


def test_a_private_reminder_comes_to_one_place(both):
    both.at("2025-01-15 12:00").plan("Privat", "annat", responsible="Anna")
    both.at("2025-01-16 08:00").look()
    assert places(both) == ["U1"]


def test_mondays_overview_and_what_was_shared_come_to_both(both):
    both.at("2025-01-10 12:00").plan()
    both.look_for_days()
    both.at("2025-01-13 08:00").look()
    assert places(both) == [HERE, THERE]
    object.__setattr__(both.duty, "queued", lambda _about: Reply(title="Anna delar aktivitet 1"))
    for _ in range(2):
        with both.database.transaction() as db:
            at = both.now().isoformat()
            deliveries.queue(db, recipient=HERE, about="share activity:1 x U1", at=at, copies=(THERE,))
    assert both.look() == ["Anna delar aktivitet 1"] * 2
    assert both.wait(minutes=1).look() == []


@pytest.mark.parametrize("first", [True, False])
def test_killed_at_the_first_or_at_the_second_each_place_has_it(due, killed, first):
    if not first:
        due.channel.next(Outcome("sent"), arrives=True)
    due.channel.next(killed(), arrives=True)
    with pytest.raises(killed):
        due.look()
    for _ in range(3):
        due.wait(seconds=11).look()
    assert sorted(set(places(due))) == [THERE, HERE]
    assert places(due).count(HERE) == 1
    again = [each.reply.notes for each in due.channel.messages if each.to == THERE]
    # where it cannot be asked it says so; where it can it is there once
    assert again == ([()] if first else [(), ("Den här påminnelsen kan ha kommit två gånger.",)])


def test_one_place_that_is_down_does_not_hold_the_other_up(due):
    due.channel.next(Outcome("later", retry_after=60))
    assert due.look() == [SEVEN]
    assert places(due) == [THERE]
    assert due.wait(seconds=61).look() == [SEVEN]
    assert places(due) == [THERE, HERE]


def test_done_in_one_place_it_is_done_in_both(due):
    due.look()
    due.wait(minutes=5)
    due.mark(planned(due), "event:7", done_at=due.now().isoformat(), done_by="U1")
    due.wait(seconds=10).look()
    line = "✅ Klart: skicka praktisk information till de anmälda. Anna, tors 16 januari kl 8.05"
    assert [line in each.text for each in due.channel.messages] == [True, True]
    assert [[button.label for button in each.reply.buttons] for each in due.channel.messages] == [["Visa planen"]] * 2


def test_what_was_shared_follows_its_record_in_both(both):
    said = ["Före"]
    object.__setattr__(both.duty, "queued", lambda _about: Reply(title=said[0]))
    with both.database.transaction() as db:
        at = both.now().isoformat()
        deliveries.queue(db, recipient=HERE, about="share activity:1 x U1", at=at, copies=(THERE,))
    both.look()
    said[0] = "Efter"
    with both.database.transaction() as db:
        deliveries.redraw_shared(db, "activity:1")
    both.wait(seconds=10).look()
    assert both.came == ["Efter", "Efter"]


def test_a_plan_taken_back_before_the_copy_went_is_not_told_of_there(due):
    due.channel.next(Outcome("sent"), arrives=True)
    due.channel.next(Outcome("later", retry_after=60))
    due.look()
    due.undo(planned(due))
    assert due.wait(seconds=61).look() == []
    assert places(due) == [HERE]


def test_a_plan_taken_back_before_the_first_went_ends_the_copy_too(due):
    for _ in range(2):
        due.channel.next(Outcome("later", retry_after=60))
    due.look()
    due.undo(planned(due))
    assert due.wait(seconds=61).look() == []
    assert due.wait(hours=2).look() == []
    assert due.rows("SELECT 1 FROM deliveries WHERE settled_at IS NULL") == []
    assert due.came == []


def test_the_leader_is_told_once_of_a_channel_that_is_gone(due):
    leader = Member(name="Lena", role="projektledare", slack="U9")
    object.__setattr__(due.duty, "project", due.project.model_copy(update={"members": (leader,)}))
    for _ in range(2):
        due.channel.next(Outcome("refused", reason="is_archived", unreachable=True))
    for _ in range(3):
        due.look()
        due.wait(minutes=16)
    assert sorted(places(due)) == [THERE, "U9"]


def test_who_speaks_in_the_other_place_is_told_there_and_called_du(both):
    object.__setattr__(both.duty, "place_of", lambda who: {"U1": "aad:1"}.get(who, who))
    object.__setattr__(both.duty, "whose", lambda who: {"aad:1": "U1"}.get(who, who))
    both.at("2025-01-15 12:00").plan("Privat", "annat", responsible="Anna")
    both.at("2025-01-16 08:00").look()
    (posted,) = both.channel.messages
    assert posted.to == "aad:1"
    assert "Ansvarig: du" in posted.text


def test_what_is_queued_to_a_person_goes_where_the_person_is_told_and_stays_there(both):
    place = ["aad:1"]
    object.__setattr__(both.duty, "place_of", lambda _who: place[0])
    object.__setattr__(both.duty, "queued", lambda _about: Reply(title="Kvittot gick inte att hämta"))
    with both.database.transaction() as db:
        deliveries.queue(db, recipient="U1", about="receipt 5 x", at=both.now().isoformat())
    both.channel.next(Outcome("later", retry_after=30))
    both.look()
    place[0] = "U1"
    both.wait(seconds=31).look()
    assert places(both) == ["aad:1"]
