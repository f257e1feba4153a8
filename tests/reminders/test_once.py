"""A reminder comes once: not twice, and not never."""

from datetime import date, time
from pathlib import Path

import pytest

from handlers.requests import Outcome
from storage import database


def test_it_comes_at_eight_and_once(group):
    group.at("2025-01-15 12:00").plan(time=time(13))
    assert group.at("2025-01-16 07:59").look() == []
    assert group.at("2025-01-16 08:00").look() == ["📌 YH-släpp om 7 dagar"]
    for _ in range(5):
        assert group.wait(seconds=10).look() == []


def test_all_steps_come_in_their_time_and_each_once(group):
    group.at("2024-09-01 12:00").plan(place="Conventum", municipalities=("Örebro",), time=time(13))
    came = []
    while group.now().date() < date(2025, 2, 1):
        came += [(f"{group.moment:%Y-%m-%d}", line) for line in group.wait(hours=4).look()]
    assert came == [
        ("2024-10-31", "📌 YH-släpp om 84 dagar"), ("2024-11-28", "📌 YH-släpp om 56 dagar"),
        ("2024-12-20", "📌 YH-släpp om 34 dagar"), ("2025-01-09", "📌 YH-släpp om 14 dagar"),
        ("2025-01-16", "📌 YH-släpp om 7 dagar"), ("2025-01-22", "📌 YH-släpp i morgon"),
        ("2025-01-24", "📋 Hur gick det? YH-släpp"),
    ]  # fmt: skip


def test_a_restart_neither_repeats_nor_loses(group):
    group.at("2025-01-10 12:00").plan()
    group.at("2025-01-16 08:00").look()
    group.database.close()
    again = type(group)(group.database.path)
    again.channel.messages = group.channel.messages
    assert again.at("2025-01-16 08:01").look() == []
    assert again.at("2025-01-22 08:00").look() == ["📌 YH-släpp i morgon"]
    again.database.close()


def test_missed_while_it_was_off_comes_once_and_says_so(group):
    group.at("2025-01-10 12:00").plan()
    assert group.at("2025-01-17 10:30").look() == ["📌 YH-släpp om 6 dagar"]
    assert "Skulle ha kommit tors 16 januari kl 8.00." in group.came[0]
    assert group.wait(minutes=1).look() == []


def test_within_an_hour_is_not_late(group):
    group.at("2025-01-10 12:00").plan()
    group.at("2025-01-16 09:00").look()
    assert "Skulle ha kommit" not in group.came[0]


def test_several_missed_steps_are_one_message_with_the_newest_first(group):
    group.at("2024-12-27 12:00").plan()
    assert group.at("2025-01-20 12:00").look() == ["📌 YH-släpp om 3 dagar"]
    assert group.came[0].splitlines()[2:] == [
        "Nu: skicka praktisk information till de anmälda.",
        "Om det inte redan är gjort: stäm av anmälningslistan.",
        "Skulle ha kommit tors 9 januari och tors 16 januari kl 8.00.",
    ]


@pytest.mark.parametrize(("start", "over"), [(time(13), "2025-01-23 13:00"), (None, "2025-01-24 00:00")])
def test_what_is_over_is_not_reminded_of(group, start, over):
    group.at("2025-01-10 12:00").plan(time=start)
    assert group.at(over).look() == []
    assert group.reminders("passed") == ["2025-01-16 08:00", "2025-01-22 08:00"]


def test_the_day_of_a_deadline_still_counts(group):
    group.at("2024-05-01 12:00").plan("Seminarium", "branschseminarium", "2024-06-20", deadline=date(2024, 5, 20))
    assert "📌 Seminarium: sista anmälningsdag i dag" in group.at("2024-05-20 23:59").look()
    group.at("2024-05-21 00:00").look()
    assert len(group.reminders("passed")) == 0


def test_a_passed_deadline_is_not_reminded_of_but_its_event_is(group):
    group.at("2024-05-01 12:00").plan("Seminarium", "branschseminarium", "2024-06-20", deadline=date(2024, 5, 20))
    assert group.at("2024-05-21 00:00").look() == ["📌 Seminarium om 30 dagar"]
    assert len(group.reminders("passed")) == 2


def test_a_step_already_past_when_planned_is_not_late(group):
    group.at("2025-01-16 08:01").plan()
    assert group.look() == []
    assert group.reminders("open") == ["2025-01-22 08:00"]


def test_planning_the_same_again_changes_nothing(group):
    planned = group.at("2025-01-10 12:00").plan()
    before = group.rows("SELECT * FROM reminders")
    group.wait(hours=1).change(planned, note="ring Conventum")
    assert group.rows("SELECT * FROM reminders") == before


def test_a_change_between_due_and_sent_does_not_lose_it(group):
    planned = group.at("2025-01-10 12:00").plan()
    group.at("2025-01-16 08:05").change(planned, place="Conventum")
    assert group.look() == ["📌 YH-släpp om 7 dagar"]


def test_another_type_takes_the_new_types_words(group):
    planned = group.at("2025-01-15 12:00").plan()
    group.change(planned, type="annat")
    group.at("2025-01-16 08:00").look()
    assert "Nu: stäm av det sista." in group.came[0]


def test_a_moved_event_is_reminded_of_on_its_new_days(group):
    planned = group.at("2025-01-10 12:00").plan()
    group.at("2025-01-16 08:00").look()
    group.at("2025-01-17 12:00").change(planned, date=date(2025, 1, 30))
    assert group.reminders("open") == ["2025-01-23 08:00", "2025-01-29 08:00"]
    assert group.at("2025-01-22 08:00").look() == []
    assert group.at("2025-01-23 08:00").look() == ["📌 YH-släpp om 7 dagar"]


def test_moved_away_and_back_comes_once(group):
    planned = group.at("2025-01-10 12:00").plan()
    moved = group.change(planned, date=date(2025, 1, 30))
    back = group.change(moved, date=date(2025, 1, 23))
    assert group.at("2025-01-16 08:00").look() == ["📌 YH-släpp om 7 dagar"]
    moved = group.wait(minutes=1).change(back, date=date(2025, 1, 30))
    group.change(moved, date=date(2025, 1, 23))
    assert group.wait(minutes=1).look() == []


def test_an_undone_plan_sends_nothing_and_a_restored_one_does(group):
    planned = group.at("2025-01-10 12:00").plan()
    gone = group.undo(planned)
    assert group.reminders("open") == []
    assert group.at("2025-01-16 08:00").look() == []
    group.restore(gone)
    assert group.at("2025-01-22 08:00").look() == ["📌 YH-släpp i morgon"]


@pytest.mark.parametrize("status", ["done", "cancelled"])
def test_held_or_cancelled_has_none_left(group, status):
    planned = group.at("2025-01-10 12:00").plan()
    group.change(planned, status=status)
    assert group.reminders("open") == []


def test_what_was_changed_with_another_tool_is_not_reminded_of(group):
    planned = group.at("2025-01-10 12:00").plan()
    with group.database.transaction() as db:
        db.execute("UPDATE activities SET date = '2025-02-20' WHERE id = ?", [planned.id])
    assert group.at("2025-01-16 08:00").look() == []
    assert group.reminders("dropped") == ["2025-01-16 08:00"]


def test_put_back_to_open_with_another_tool_does_not_come_twice(group):
    group.at("2025-01-15 12:00").plan()
    group.at("2025-01-16 08:00").look()
    with group.database.transaction() as db:
        db.execute("UPDATE reminders SET state = 'open', delivery_id = NULL WHERE state = 'delivered'")
    assert group.look() == []
    assert group.reminders("delivered") == ["2025-01-16 08:00"]


def test_the_private_steps_go_to_whoever_is_responsible_and_else_to_the_channel(group):
    group.at("2024-05-01 12:00").plan("Anna leder", "företagsdialog", "2024-05-14", responsible="Anna")
    group.plan("Bo leder", "företagsdialog", "2024-05-14", responsible="Bo")
    group.plan("Ingen leder", "företagsdialog", "2024-05-14")
    group.at("2024-05-07 08:00").look()
    group.at("2024-05-13 08:00").look()
    assert [each.to for each in group.channel.messages] == ["U1", "C1", "C1", "C1", "C1", "C1"]
    assert "Ansvarig: du" in group.came[0]
    assert "Ansvarig: Bo" in group.came[1]
    assert "Ansvarig" not in group.came[2]
    assert "Ansvarig: Anna" in group.came[3]


def test_missed_steps_of_two_recipients_are_two_messages(group):
    group.at("2024-05-01 12:00").plan("Möte", "företagsdialog", "2024-05-14", responsible="Anna")
    group.at("2024-05-13 12:00").look()
    assert [each.to for each in group.channel.messages] == ["U1", "C1"]


def test_one_bad_reminder_does_not_stop_the_others(group, caplog):
    bad = group.at("2025-01-15 12:00").plan("Hemligt namn")
    group.plan("Det andra")
    with group.database.transaction() as db:
        db.execute("UPDATE activities SET time = 'Hemligt klockslag' WHERE id = ?", [bad.id])
    assert group.at("2025-01-16 08:00").look() == ["📌 Det andra om 7 dagar"]
    assert "ValidationError" in caplog.text
    assert "Hemligt" not in caplog.text
    with group.database.transaction() as db:
        db.execute("UPDATE activities SET time = '13:00' WHERE id = ?", [bad.id])
    assert group.look() == ["📌 Hemligt namn om 7 dagar"]


def test_a_row_spoilt_with_another_tool_does_not_stop_the_others(group, caplog):
    spoilt = group.at("2025-01-15 12:00").plan("Det ena")
    group.plan("Det andra")
    with group.database.transaction() as db:
        db.execute("UPDATE reminders SET date = 'i vår' WHERE subject = ?", [spoilt.ref])
    assert group.at("2025-01-16 08:00").look() == ["📌 Det andra om 7 dagar"]
    assert "cannot be read" in caplog.text


def test_a_responsible_person_who_cannot_be_read_is_no_reason_to_be_silent(group):
    def nobody_knows(_name: str | None) -> str | None:
        raise ConnectionError

    object.__setattr__(group.duty, "person_of", nobody_knows)
    group.at("2024-05-01 12:00").plan("Möte", "företagsdialog", "2024-05-14", responsible="Anna")
    group.at("2024-05-07 08:00").look()
    assert group.channel.messages[0].to == "C1"


def test_two_processes_with_one_file_send_one(group):
    group.at("2025-01-15 12:00").plan()
    group.at("2025-01-16 08:00")
    other = type(group)(group.database.path)
    other.at("2025-01-16 08:00")
    first_post = group.channel.post

    def meanwhile(to, reply, delivery_id) -> Outcome:
        assert other.look() == []
        return first_post(to, reply, delivery_id)

    group.channel.post = meanwhile
    assert group.look() == ["📌 YH-släpp om 7 dagar"]
    assert other.look() == []
    other.database.close()


def test_two_processes_that_both_doubt_post_one(group, killed):
    group.at("2025-01-15 12:00").plan()
    group.at("2025-01-16 08:00").channel.next(killed(), arrives=False)
    with pytest.raises(killed):
        group.look()
    other = type(group)(group.database.path)
    other.moment = group.wait(seconds=11).moment
    other.channel.next(Outcome("in_doubt"), arrives=True)  # taken over by the other one, and not settled

    def meanwhile(*_question) -> set[str]:
        assert other.look() == ["📌 YH-släpp om 7 dagar"]
        return set()

    group.channel.find = meanwhile
    assert group.look() == []
    other.database.close()


def test_changed_while_it_was_being_drawn_it_comes_as_changed(group):
    planned = group.at("2025-01-15 12:00").plan(responsible="Anna")
    names = iter([lambda: group.change(planned, title="YH-dagen")])

    def meanwhile(_name: str | None) -> None:
        next(names, lambda: None)()

    object.__setattr__(group.duty, "person_of", meanwhile)
    assert group.at("2025-01-16 08:00").look() == []
    assert group.look() == ["📌 YH-dagen om 7 dagar"]


def test_a_clock_turned_back_sends_nothing_again(group):
    planned = group.at("2025-01-15 12:00").plan()
    group.at("2025-01-16 08:00").look()
    group.at("2025-01-16 07:00").change(planned, place="Conventum")
    assert group.at("2025-01-16 08:00").look() == []
    assert group.reminders("open") == ["2025-01-22 08:00"]


def test_ten_thousand_plans_with_nothing_due_take_no_time(group):
    with group.database.transaction() as db:
        db.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
            " INSERT INTO activities (id, date, status, type, title, created_by, created_at, updated_at)"
            " SELECT i, date('2025-01-23', i || ' days'), 'planned', 'annat', 'Möte', 'U1', '', '' FROM n"
        )
        db.execute(
            "INSERT INTO reminders (key, subject, step, about, date, days, audience, text, due_at, created_at)"
            " SELECT 'activity:' || id || ':event:1', 'activity:' || id, 'event:1', 'event', date, 1, 'channel', 'x', '2025-01-22T07:00:00Z', ''"
            " FROM activities"
        )
    group.at("2025-01-16 08:00").look()
    asked: list[str] = []
    with group.database.reading() as db:
        db.conn.set_trace_callback(asked.append)
    assert group.look() == []
    with group.database.reading() as db:
        db.conn.set_trace_callback(None)
        queries = [query for query in asked if query.startswith("SELECT")]
        plans = [" ".join(row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {query}")) for query in queries]
    told = "deliveries on their way, what was over too early, what is due, receipts, Teams' files, what to redraw, what to sweep"
    assert len(plans) == 7, told
    assert [plan for plan in plans if "INDEX" not in plan] == []


def test_a_file_that_cannot_be_written_sends_nothing_and_loses_nothing(group, monkeypatch):
    group.at("2025-01-15 12:00").plan()
    group.at("2025-01-16 08:00")
    writer = database.Database(Path(group.database.path))
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)
    with writer.transaction():
        assert group.look() == []
    writer.close()
    assert group.look() == ["📌 YH-släpp om 7 dagar"]
