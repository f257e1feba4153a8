"""What has a last day is reminded of by it, privately to whoever is responsible, until it is done."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bot.records import Note
from handlers import matters
from handlers.requests import Outcome
from storage import deliveries, records
from tests.reminders.conftest import Group


def keep(group: Group, write: Callable[[Any], Note]) -> Note:
    """Writes it, and has the reminders follow, as the handlers do."""
    with group.database.transaction() as db:
        kept = write(db)
        at = group.now().isoformat()
        matters.replan(db, kept.ref, group.project, group.moment.date(), at=at)
        deliveries.redraw(db, kept.ref, at=at)
    return kept


def add(group: Group, text: str = "Boka lokal", due: str = "2024-04-15", **more: Any) -> Note:
    filled = {"type": "todo", "responsible": "Anna", "date": group.moment.date(), "due": date.fromisoformat(due)} | more
    note = Note.model_validate(filled | {"text": text})
    return keep(group, lambda db: records.add(db, note, who="U1", at=group.now().isoformat()))


def change(group: Group, note: Note, **changes: Any) -> Note:
    after = note.model_copy(update=changes)
    return keep(group, lambda db: records.change(db, note, after, who="U1", at=group.now().isoformat()))


def test_it_comes_three_days_before_and_on_the_day_to_whoever_is_responsible(group: Group) -> None:
    add(group)
    assert group.at("2024-04-12 07:59").look() == []
    assert group.at("2024-04-12 08:00").look() == ["📌 Boka lokal, senast om 3 dagar"]
    assert group.wait(minutes=1).look() == []
    assert group.at("2024-04-15 08:00").look() == ["📌 Boka lokal, senast i dag"]
    assert group.wait(days=30).look() == []
    assert {each.to for each in group.channel.messages} == {"U1"}
    assert "Klart senast mån 15 april · Ansvarig: du" in group.came[0]


@pytest.mark.parametrize(
    ("type_", "title", "says"),
    [
        ("decision", "📌 Att besluta: boka lokal, senast om 3 dagar", "Ska beslutas senast mån 15 april"),
        ("deviation", "📌 Avvikelse: boka lokal, senast om 3 dagar", "Ska vara åtgärdad senast mån 15 april"),
    ],
)
def test_what_is_to_be_decided_or_put_right_reminds_too(group: Group, type_: str, title: str, says: str) -> None:
    add(group, type=type_)
    assert group.at("2024-04-12 08:00").look() == [title]
    assert says in group.came[0]


def test_a_decision_that_was_taken_and_a_plain_note_remind_nobody(group: Group) -> None:
    add(group, type="decision", done_at="2024-01-01")
    add(group, type="note")
    assert group.at("2024-04-15 08:00").look() == []


def test_the_project_file_says_how_many_days_before(group: Group) -> None:
    times = group.project.notes.model_copy(update={"days": (7,)})
    group.project = group.duty.project.model_copy(update={"notes": times})
    add(group)
    assert group.reminders("open") == ["2024-04-08 08:00"]


def test_where_nobody_is_responsible_the_channel_is_told(group: Group) -> None:
    add(group, responsible=None)
    group.at("2024-04-12 08:00").look()
    assert group.channel.messages[0].to == "C1"


def test_what_is_done_does_not_remind_any_more(group: Group) -> None:
    note = add(group)
    group.at("2024-04-12 08:00").look()
    change(group, note, done_at="2024-04-12T09:00:00Z")
    assert group.at("2024-04-15 08:00").look() == []


def test_the_message_says_who_did_it_and_when(group: Group) -> None:
    note = add(group)
    group.at("2024-04-12 08:00").look()
    change(group, note, done_at="2024-04-12T09:12:00Z")
    group.wait(seconds=10).look()
    (posted,) = group.channel.messages
    assert "✅ Klar. Anna, fre 12 april kl 11.12" in posted.text
    assert posted.reply.buttons == ()


def test_what_is_opened_again_reminds_on_the_days_that_are_left(group: Group) -> None:
    note = add(group)
    group.at("2024-04-12 08:00").look()
    done = change(group, note, done_at="2024-04-12T09:00:00Z")
    change(group, done, done_at=None)
    group.wait(seconds=10).look()
    assert "✅" not in group.came[0] and "Klart" in {button.label for button in group.channel.messages[0].reply.buttons}
    assert group.at("2024-04-15 08:00").look() == ["📌 Boka lokal, senast i dag"]


def test_another_last_day_has_reminders_of_its_own(group: Group) -> None:
    note = add(group)
    group.at("2024-04-12 08:00").look()
    change(group, note, due=date(2024, 4, 22))
    group.wait(seconds=10).look()
    assert "Sista dagen är nu mån 22 april 2024." in group.came[0]
    assert group.at("2024-04-15 08:00").look() == []
    assert group.at("2024-04-19 08:00").look() == ["📌 Boka lokal, senast om 3 dagar"]
    assert group.at("2024-04-22 08:00").look() == ["📌 Boka lokal, senast i dag"]


def test_what_is_removed_says_so_and_reminds_no_more(group: Group) -> None:
    note = add(group)
    group.at("2024-04-12 08:00").look()
    keep(group, lambda db: records.remove(db, note, who="U1", at=group.now().isoformat()))
    group.wait(seconds=10).look()
    assert "Anna tog bort uppgift 1." in group.came[0]
    assert group.at("2024-04-15 08:00").look() == []


def test_after_a_stop_it_comes_late_and_says_so(group: Group) -> None:
    add(group)
    assert group.at("2024-04-17 09:00").look() == ["📌 Boka lokal, 2 dagar försenat"]
    assert "Skulle ha kommit fre 12 april och mån 15 april kl 8.00." in group.came[0]


def test_what_is_more_than_a_week_late_comes_in_one_message(group: Group) -> None:
    add(group)
    add(group, "Beställ tårta", "2024-04-16")
    (title,) = group.at("2024-05-06 09:00").look()
    assert title == "📌 Det här skulle jag ha påmint om"
    assert "• Boka lokal, senast mån 15 april\n• Beställ tårta, senast tis 16 april" in group.came[0]


def test_one_written_with_another_tool_is_found(group: Group) -> None:
    with group.database.transaction() as db:
        note = Note(type="todo", date=date(2024, 1, 1), text="Boka lokal", due=date(2024, 4, 15), responsible="Anna")
        records.add(db, note, who="U1", at=group.now().isoformat())
    group.look_for_days()
    assert group.at("2024-04-12 08:00").look() == ["📌 Boka lokal, senast om 3 dagar"]


def test_what_slack_refuses_is_tried_again_and_comes_once(group: Group) -> None:
    add(group)
    group.channel.next(Outcome("in_doubt", reason="timeout"), arrives=True)
    group.at("2024-04-12 08:00").look()
    assert group.wait(seconds=11).look() == []
    assert len(group.channel.messages) == 1


def test_mondays_overview_tells_of_what_is_to_come_and_what_is_late(group: Group) -> None:
    add(group, due="2024-04-10")
    add(group, "Beställ tårta", "2024-04-18")
    group.at("2024-04-15 07:00").look_for_days()
    group.wait(hours=1).look()
    digest = next(text for text in group.came if text.startswith("🗓️ Vecka 16"))
    assert "Har passerat sin sista dag" in digest
    assert "Boka lokal · Uppgift 1 · Klart senast ons 10 april (försenat) · Ansvarig: Anna" in digest
    assert "Tors 18 april, senast: Beställ tårta. Ansvarig: Anna" in digest
