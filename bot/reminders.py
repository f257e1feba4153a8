"""What the project's dates are reminded of, and when.

A planned activity has the reminders of its type's ladder in the project file, a recurring event without a day
is asked for. Nothing here looks at a clock or a table: days go in, reminders with a moment in UTC come out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from bot.project import Project, Recurring
from bot.records import Activity

About = Literal["event", "deadline", "ask"]
Audience = Literal["channel", "responsible"]

LATE_AFTER = timedelta(hours=1)  # less than that, nobody wonders why it came when it came


@dataclass(frozen=True)
class Reminder:
    """One reminder of one day.

    `key` names it for good: the same step of the same day has the same key however often it is planned, and
    another day gives another. `date` is the day it is about (an ask: the first of the month), `days` how many
    days before it comes, `text` what to do now (an ask: the activity type that lacks a day).
    """

    key: str
    about: About
    date: date
    days: int
    audience: Audience
    text: str
    due_at: datetime  # UTC


def stands(activity: Activity | None) -> bool:
    """Whether there is anything to remind of: planned, not held, cancelled or undone."""
    return activity is not None and activity.status == "planned" and activity.deleted_at is None


def steps(activity: Activity, project: Project) -> tuple[Reminder, ...]:
    """The reminders of a kept activity by its type's ladder, first due first; none unless it stands."""
    if not stands(activity):
        return ()
    return tuple(sorted(_ladder(activity, project), key=lambda reminder: (reminder.due_at, reminder.key)))


def _ladder(activity: Activity, project: Project) -> Iterator[Reminder]:
    for step in project.ladder(activity.type).steps:
        day = _day(activity, step.before)
        if day is None:
            continue
        yield Reminder(
            key=f"{activity.ref}:{step.before}:{step.days}:{day}",
            about=step.before,
            date=day,
            days=step.days,
            audience=step.to,
            text=step.text,
            due_at=_at_reminder_time(day - timedelta(days=step.days), project),
        )


def asks(project: Project, today: date, dated: Iterable[Activity]) -> tuple[Reminder, ...]:
    """The recurring events that lack a day, nearest first: one ask for each month inside the period.

    `dated` are activities, planned and held ones both; those that are cancelled or undone give no day. An ask
    is due the first of the project file's `ask_month`. Found missing later than that, it is due tomorrow:
    better late than in the middle of an evening.
    """
    known = {
        (each.type, each.date.year, each.date.month)
        for each in dated
        if each.status != "cancelled" and each.deleted_at is None
    }
    found = [
        _ask(event, first, project, today)
        for event in project.recurring
        for first in (date(year, event.month, 1) for year in project.years)
        if today < _next_month(first) and first <= project.end and project.start < _next_month(first)
        if (event.activity_type, first.year, first.month) not in known
    ]
    return tuple(sorted(found, key=lambda ask: (ask.date, ask.key)))


def _ask(event: Recurring, first: date, project: Project, today: date) -> Reminder:
    asked = date(first.year if event.ask_month <= event.month else first.year - 1, event.ask_month, 1)
    due = asked if asked > today else today + timedelta(days=1)
    return Reminder(
        key=f"ask:{event.activity_type}:{first:%Y-%m}",
        about="ask",
        date=first,
        days=(first - asked).days,
        audience="channel",
        text=event.activity_type,
        due_at=_at_reminder_time(due, project),
    )


def is_current(reminder: Reminder, activity: Activity | None) -> bool:
    """Whether the activity still stands on the day that the reminder is about."""
    return activity is not None and stands(activity) and _day(activity, reminder.about) == reminder.date


def over_at(reminder: Reminder, activity: Activity | None, project: Project) -> datetime:
    """When there is nothing left to remind of: the event's start, or the end of the day (an ask: of the month)."""
    zone = project.reminders.zone
    if reminder.about == "event" and activity is not None and activity.time is not None:
        return datetime.combine(reminder.date, activity.time, zone).astimezone(UTC)
    end = _next_month(reminder.date) if reminder.about == "ask" else reminder.date + timedelta(days=1)
    return datetime.combine(end, time(), zone).astimezone(UTC)


def is_late(reminder: Reminder, now: datetime) -> bool:
    """Whether it comes so long after its time that it has to say so."""
    return now - reminder.due_at > LATE_AFTER


def newest_first(reminders: Iterable[Reminder]) -> Sequence[Reminder]:
    """What is nearest to its day comes first: that is what to do now."""
    return sorted(reminders, key=lambda reminder: (reminder.days, reminder.key))


def _day(activity: Activity, about: About) -> date | None:
    return activity.deadline if about == "deadline" else activity.date


def _at_reminder_time(day: date, project: Project) -> datetime:
    # combined in the local zone, then turned to UTC: 8.00 stays 8.00 on both sides of a change to summer time
    return datetime.combine(day, project.reminders.time, project.reminders.zone).astimezone(UTC)


def _next_month(first: date) -> date:
    return (first.replace(day=1) + timedelta(days=32)).replace(day=1)
