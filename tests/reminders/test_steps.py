"""What is reminded of, and when."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.project_file import load_project
from bot.records import Activity
from bot.reminders import Reminder, at_reminder_time, digests, reminders

PROJECT = load_project()
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def activity(kind: str, day: str, **more: object) -> Activity:
    values = {"id": 12, "type": kind, "title": kind, "date": date.fromisoformat(day), "status": "planned", **more}
    return Activity.model_validate(values)


def steps(activity: Activity) -> list[Reminder]:
    return [each for each in reminders(activity, PROJECT) if each.about != "followup"]


def local(moment: datetime) -> str:
    return f"{moment.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"


def test_yh_slapp_has_the_ladder_of_its_type():
    days = [local(step.due_at) for step in steps(activity("yh-släpp", "2025-01-23"))]
    assert days == [
        "2024-10-31 08:00", "2024-11-28 08:00", "2024-12-20 08:00", "2025-01-09 08:00", "2025-01-16 08:00",
        "2025-01-22 08:00",
    ]  # fmt: skip


def test_a_type_without_a_ladder_has_seven_days_and_one_and_its_deadline_three_and_one():
    planned = activity("företagsdialog", "2024-05-14", deadline="2024-05-02")
    found = [(step.about, step.days, step.audience, local(step.due_at)) for step in steps(planned)]
    assert found == [
        ("deadline", 3, "responsible", "2024-04-29 08:00"),
        ("deadline", 1, "channel", "2024-04-30 08:00"),
        ("event", 7, "responsible", "2024-05-07 08:00"),
        ("event", 1, "channel", "2024-05-13 08:00"),
    ], "the first of May is a holiday: the day before instead"


@pytest.mark.parametrize(("day", "utc"), [("2024-04-03", 6), ("2024-03-31", 7), ("2024-10-29", 7), ("2024-10-26", 6)])
def test_eight_o_clock_is_eight_o_clock_on_both_sides_of_summer_time(day, utc):
    last = steps(activity("annat", day))[-1]
    assert last.due_at.astimezone(UTC).hour == utc
    assert last.due_at.astimezone(STOCKHOLM).hour == 8


def test_the_leap_day_is_a_day():
    assert local(steps(activity("annat", "2024-03-01"))[-1].due_at) == "2024-02-29 08:00"


def test_a_moved_event_has_new_keys_and_the_same_day_the_same():
    first, again, moved = (
        {step.key for step in steps(activity("yh-släpp", day))} for day in ("2025-01-23", "2025-01-23", "2025-01-30")
    )
    assert first == again
    assert not first & moved
    assert "activity:12:event:7:2025-01-23" in first


@pytest.mark.parametrize("state", [{"status": "done"}, {"status": "cancelled"}, {"deleted_at": "2025-01-01T00:00:00Z"}])
def test_nothing_is_reminded_of_what_is_held_cancelled_or_undone(state):
    assert reminders(activity("yh-släpp", "2025-01-23", **state), PROJECT) == ()


@pytest.mark.parametrize(
    ("day", "end", "asked"),
    [
        ("2025-01-23", None, "2025-01-24 08:00"),
        ("2025-01-23", "2025-01-24", "2025-01-27 08:00"),  # Friday: whoever was there has a weekend first
        ("2024-06-20", None, "2024-06-24 08:00"),
        ("2024-07-17", None, "2024-07-18 08:00"),  # in a quiet week, as the event was
    ],
)
def test_how_it_went_is_asked_the_first_working_morning_after(day, end, asked):
    planned = activity("annat", day, end_date=end, responsible="Anna")
    (followup,) = [each for each in reminders(planned, PROJECT) if each.about == "followup"]
    assert (local(followup.due_at), followup.audience) == (asked, "responsible")


@pytest.mark.parametrize(
    ("day", "before"),
    [
        ("2024-05-13", "2024-05-08 08:00"),  # a Monday; Friday is squeezed in after Ascension Day
        ("2024-08-05", "2024-07-05 08:00"),  # after the quiet weeks: before them
        ("2024-07-18", "2024-07-17 08:00"),  # within them
    ],
)
def test_the_day_before_is_a_working_day(day, before):
    (last,) = [step for step in steps(activity("annat", day)) if step.days == 1]
    assert local(last.due_at) == before


def test_a_digest_comes_on_mondays_at_eight():
    assert [(each.key, local(each.due_at)) for each in digests(PROJECT, date(2024, 12, 27))] == [
        ("digest:2025-W01", "2024-12-30 08:00"), ("digest:2025-W02", "2025-01-06 08:00"),
    ]  # fmt: skip
    assert digests(PROJECT, date(2025, 1, 6))[0].key == "digest:2025-W02"


@pytest.mark.parametrize(("day", "hour"), [("2024-03-31", "03:30"), ("2024-10-27", "02:30"), ("2024-10-28", "02:30")])
def test_an_hour_that_summer_time_leaves_out_or_doubles_comes_once(day, hour):
    night = PROJECT.model_copy(update={"reminders": PROJECT.reminders.model_copy(update={"time": time(2, 30)})})
    moment = at_reminder_time(date.fromisoformat(day), night)
    assert f"{moment.astimezone(STOCKHOLM):%H:%M}" == hour
    assert moment.astimezone(STOCKHOLM).fold == 0
