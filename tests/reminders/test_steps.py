"""What is reminded of, and when."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.project_file import load_project
from bot.records import Activity
from bot.reminders import asks, steps

PROJECT = load_project()
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def activity(kind: str, day: str, **more: object) -> Activity:
    values = {"id": 12, "type": kind, "title": kind, "date": date.fromisoformat(day), "status": "planned", **more}
    return Activity.model_validate(values)


def local(moment: datetime) -> str:
    return f"{moment.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"


def test_yh_slapp_has_the_ladder_of_its_type():
    days = [local(step.due_at) for step in steps(activity("yh-släpp", "2025-01-23"), PROJECT)]
    assert days == [
        "2024-10-31 08:00", "2024-11-28 08:00", "2024-12-26 08:00", "2025-01-09 08:00", "2025-01-16 08:00",
        "2025-01-22 08:00",
    ]  # fmt: skip


def test_a_type_without_a_ladder_has_seven_days_and_one_and_its_deadline_three_and_one():
    planned = activity("företagsdialog", "2024-05-14", deadline="2024-05-02")
    found = [(step.about, step.days, step.audience, local(step.due_at)) for step in steps(planned, PROJECT)]
    assert found == [
        ("deadline", 3, "responsible", "2024-04-29 08:00"),
        ("deadline", 1, "channel", "2024-05-01 08:00"),
        ("event", 7, "responsible", "2024-05-07 08:00"),
        ("event", 1, "channel", "2024-05-13 08:00"),
    ]


@pytest.mark.parametrize(("day", "utc"), [("2024-04-01", 6), ("2024-03-31", 7), ("2024-10-28", 7), ("2024-10-27", 6)])
def test_eight_o_clock_is_eight_o_clock_on_both_sides_of_summer_time(day, utc):
    last = steps(activity("annat", day), PROJECT)[-1]
    assert last.due_at.astimezone(UTC).hour == utc
    assert last.due_at.astimezone(STOCKHOLM).hour == 8


def test_the_leap_day_is_a_day():
    assert local(steps(activity("annat", "2024-03-01"), PROJECT)[-1].due_at) == "2024-02-29 08:00"


def test_a_moved_event_has_new_keys_and_the_same_day_the_same():
    first, again, moved = (
        {step.key for step in steps(activity("yh-släpp", day), PROJECT)}
        for day in ("2025-01-23", "2025-01-23", "2025-01-30")
    )
    assert first == again
    assert not first & moved
    assert "activity:12:event:7:2025-01-23" in first


@pytest.mark.parametrize("state", [{"status": "done"}, {"status": "cancelled"}, {"deleted_at": "2025-01-01T00:00:00Z"}])
def test_nothing_is_reminded_of_what_is_held_cancelled_or_undone(state):
    assert steps(activity("yh-släpp", "2025-01-23", **state), PROJECT) == ()


def test_a_yh_slapp_without_a_date_is_asked_for_the_first_of_october():
    ask, *others = asks(PROJECT, date(2024, 3, 1), [])
    assert (ask.key, local(ask.due_at)) == ("ask:yh-släpp:2025-01", "2024-10-01 08:00")
    assert others == []  # January 2026 lies after the period


def test_a_missing_date_found_late_is_asked_for_tomorrow_morning():
    assert local(asks(PROJECT, date(2024, 11, 10), [])[0].due_at) == "2024-11-11 08:00"


def test_nothing_is_asked_once_a_date_exists_be_it_planned_or_held():
    for status in ("planned", "done"):
        assert asks(PROJECT, date(2025, 1, 15), [activity("yh-släpp", "2025-01-14", status=status)]) == ()
    assert asks(PROJECT, date(2024, 11, 1), [activity("yh-släpp", "2025-01-14", status="cancelled")])
    assert asks(PROJECT, date(2024, 11, 1), [activity("yh-släpp", "2024-01-18", status="done")])


def test_nothing_is_asked_before_or_after_the_period():
    assert asks(PROJECT, date(2025, 2, 1), []) == ()
    assert [ask.key for ask in asks(PROJECT, date(2022, 12, 1), [])] == [
        f"ask:yh-släpp:{year}-01" for year in (2023, 2024, 2025)
    ]


def test_a_steering_meeting_is_called_to_two_weeks_before_and_read_up_on_the_day_before():
    found = [(step.days, step.audience, step.text) for step in steps(activity("styrgruppsmöte", "2024-05-14"), PROJECT)]
    assert found == [
        (14, "responsible", "skicka kallelse och underlag"),
        (1, "channel", "läs läget inför mötet"),
    ]
    assert [step.shows for step in PROJECT.ladder("styrgruppsmöte").steps] == ["", "status", "", ""]
