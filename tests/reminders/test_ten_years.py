"""Ten years of a made-up project, morning by morning, over every change to summer time and every leap day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.milestones import milestones
from bot.project_file import load_project
from bot.workdays import WorkingDays

STOCKHOLM = ZoneInfo("Europe/Stockholm")
FIRST, LAST = date(2024, 1, 1), date(2033, 12, 31)
DAYS = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]
MEETING = ("event:7", "event:1", "followup")
YH_SLAPP = ("event:84", "event:56", "event:28", "event:14", "event:7", "event:1", "followup")


@pytest.fixture
def decade(group):
    """A group that plans something each month, and each September YH-släpp."""
    project = load_project().model_copy(update={"start": FIRST, "end": LAST})
    group.project = project
    object.__setattr__(group.duty, "project", project)
    return group


def plan_the_month(group, first: date) -> list[str]:
    """A meeting six weeks ahead, in September YH-släpp too; the reminders that there should be."""
    group.moment = datetime.combine(first, time(12), STOCKHOLM)
    meeting = group.plan(f"Möte {first:%Y-%m}", "annat", str(first + timedelta(45)))
    expected = [f"{meeting.ref}:{step}:{meeting.date}" for step in MEETING]
    if first.month == 9:
        event = group.plan("YH-släpp", "yh-släpp", str(date(first.year + 1, 1, 24)))
        expected += [f"{event.ref}:{step}:{event.date}" for step in YH_SLAPP]
    return expected


def odd_hours(day: date) -> list[datetime]:
    """On the nights of the changes, each quarter of an hour; every other day none."""
    midnight = datetime.combine(day, time(), STOCKHOLM).astimezone(UTC)
    noon = datetime.combine(day, time(12), STOCKHOLM).astimezone(UTC)
    if noon - midnight == timedelta(hours=12):
        return []
    return [midnight + timedelta(minutes=n) for n in range(0, 360, 15)]


def live(group) -> list[str]:
    """Looks around eight each morning; the reminders that there should be of what was planned meanwhile."""
    expected: list[str] = []
    for day in DAYS:
        for moment in odd_hours(day):
            group.moment = moment.astimezone(STOCKHOLM)
            assert group.look() == []
        for at in (time(7, 59), time(8), time(8, 1)):
            group.moment = datetime.combine(day, at, STOCKHOLM)
            if at == time(7, 59) and (day.weekday() == 0 or day.day == 1):
                group.look_for_days()
            came = group.look()
            assert not came or at == time(8), (group.moment, came)
        if day.day == 1:
            expected += plan_the_month(group, day)
    return expected


def test_each_reminder_of_ten_years_comes_once_at_eight_on_a_working_day(decade):
    expected = live(decade)
    expected += [
        f"{each.key}:{step.before}:{step.days}:{each.date}"
        for each in milestones(decade.project, {})
        for step in each.steps
    ]
    rows = decade.rows("SELECT * FROM reminders WHERE due_at BETWEEN '2024-03' AND '2033-12-31'")
    assert {row["about"] for row in rows if row["state"] == "dropped"} == {"ask"}, "asked for, and then given"
    assert {row["about"] for row in rows if row["state"] == "passed"} <= {"digest"}, "with nothing to tell"
    told = [row for row in rows if row["state"] == "delivered"]
    assert {key for key in expected if "2024-06" < key[-10:] < "2033-12"} <= {row["key"] for row in told}
    mondays = [str(day) for day in DAYS if day.weekday() == 0 and day > date(2024, 3, 1)]
    assert [row["date"] for row in rows if row["about"] == "digest"] == mondays
    works = decade.project.working_days(None)
    for row in told:
        local = datetime.fromisoformat(row["due_at"]).astimezone(STOCKHOLM)
        at_work = WorkingDays() if works.is_quiet(date.fromisoformat(row["date"])) else works
        afterwards = row["about"] in ("followup", "ask") and WorkingDays().works(local.date())
        assert local.time() == time(8)
        assert row["about"] == "digest" or at_work.works(local.date()) or afterwards, row
    assert decade.rows("SELECT * FROM deliveries WHERE state <> 'sent' OR attempts <> 1") == []
    assert len(decade.channel.messages) == len({each.id for each in decade.channel.messages})
