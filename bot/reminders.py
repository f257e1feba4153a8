"""What the project's dates are reminded of, and when.

Nothing here looks at a clock or a table: what is planned goes in, reminders with a moment in UTC come out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from bot.informing import Due
from bot.milestones import Milestone
from bot.missing import Missing
from bot.plans import Audience, Mark, Reminded, Step, last_day, stands, subject_of, working_days
from bot.plans import steps as plan_steps
from bot.project import Project
from bot.records import Activity
from bot.tasks import Task

About = Literal["event", "deadline", "ask", "followup", "digest"]

LATE_AFTER = timedelta(hours=1)  # less than that, nobody wonders why it came when it came
GATHERED_AFTER = timedelta(days=7)  # what is later than that comes in one message
FOLLOWED_FOR = timedelta(days=60)  # what has been or is late is asked about within so long; the digest goes on


@dataclass(frozen=True)
class Reminder:
    """One reminder of one day.

    `key` names it for good: the same step of the same day has the same key however often it is planned, and
    another day gives another. `subject` is what it belongs to ('activity:12', 'milestone:…', 'ask:…', 'digest:…'),
    `step` which of its steps. `date` is the day it is about (an ask: the first day of when it should be), `days`
    how many days before it comes, `text` what to do now (an ask: what lacks a day), `shows` what is posted with it.
    """

    key: str
    subject: str
    step: str
    about: About
    date: date
    days: int
    audience: Audience
    text: str
    shows: str
    due_at: datetime  # UTC
    at_latest: datetime  # UTC: when it comes if that has passed before it was planned


def reminders(planned: Reminded, project: Project, marks: Iterable[Mark] = ()) -> tuple[Reminder, ...]:
    """The reminders of what is planned, first due first: of its steps, and when it is over of how it went.

    A milestone that somebody is responsible for is asked for then, unless its last step is done; so is whom somebody
    still has to inform.
    """
    if isinstance(planned, Activity) and not stands(planned):
        return ()
    found = [_of_step(planned, step, project) for step in plan_steps(planned, project, marks) if not step.done]
    if isinstance(planned, Activity):
        found.append(_followup(planned, project, "followup", ""))
    elif isinstance(planned, Due) and planned.what == "inform" and planned.steps:
        found.append(_followup(planned, project, "late", planned.steps[0].text))
    elif (
        isinstance(planned, Milestone)
        and planned.role
        and (last := plan_steps(planned, project, marks)[-1:])
        and not last[0].done
    ):
        found.append(_followup(planned, project, last[0].name, last[0].text))
    return tuple(sorted(found, key=lambda each: (each.due_at, each.key)))


def _of_step(planned: Reminded, step: Step, project: Project) -> Reminder:
    subject = subject_of(planned)
    moved = f"@{step.days}" if step.mark.days is not None else ""  # told of on one day, it comes on the other too
    put_off = f">{step.put_off}" if step.put_off else ""
    plain = step.put_off or step.day - timedelta(days=step.days)
    return Reminder(
        key=f"{subject}:{step.name}:{step.day}{moved}{put_off}", subject=subject, step=step.name, about=step.before,
        date=step.day, days=step.days, audience=step.audience, text=step.text, shows=step.shows,
        due_at=at_reminder_time(step.on, project), at_latest=at_reminder_time(plain, project),
    )  # fmt: skip


def _followup(planned: Reminded, project: Project, step: str, text: str) -> Reminder:
    """The first working morning after: how did it go, or is it done?"""
    last = last_day(planned) if isinstance(planned, Activity) else planned.date
    morning = working_days(planned, project, "responsible").on_or_after(last + timedelta(days=1))
    due, subject = at_reminder_time(morning, project), subject_of(planned)
    return Reminder(
        key=f"{subject}:followup:{last}", subject=subject, step=step, about="followup", date=last,
        days=(last - morning).days, audience="responsible", text=text, shows="", due_at=due, at_latest=due,
    )  # fmt: skip


def ask(missing: Missing, project: Project) -> Reminder:
    """The question for a day that nobody has given."""
    due = at_reminder_time(project.working_days(None).on_or_after(missing.asked), project)
    return Reminder(
        key=missing.key, subject=missing.key, step="", about="ask", date=missing.first,
        days=(missing.first - missing.asked).days, audience="channel", text=missing.what, shows="",
        due_at=due, at_latest=due,
    )  # fmt: skip


def digests(project: Project, today: date) -> tuple[Reminder, ...]:
    """The two next Mondays' overviews, today's among them."""
    monday = today + timedelta(days=-today.weekday() % 7)
    return tuple(_digest(monday + timedelta(weeks=n), project) for n in (0, 1))


def _digest(monday: date, project: Project) -> Reminder:
    key = f"digest:{monday:%G-W%V}"
    due = at_reminder_time(monday, project)
    return Reminder(key, key, "", "digest", monday, 0, "channel", "", "", due, due)


def over_at(reminder: Reminder, planned: Reminded | Missing | None, project: Project) -> datetime:
    """When there is nothing left to remind of: the event's start, or the end of the day that it is about.

    An ask is over when the time is in which the day should lie, a digest with its week. What is to be done is not
    over by being late.
    """
    zone = project.reminders.zone
    if reminder.about == "event" and isinstance(planned, Activity) and planned.time is not None:
        return datetime.combine(reminder.date, planned.time, zone).astimezone(UTC)
    end = reminder.date + timedelta(days=1)
    if reminder.about == "followup" or isinstance(planned, Task):
        end += FOLLOWED_FOR
    elif reminder.about == "digest":
        end += timedelta(days=6)
    elif isinstance(planned, Missing):
        end = planned.last + timedelta(days=1)
    return datetime.combine(end, time(), zone).astimezone(UTC)


def is_late(reminder: Reminder, now: datetime) -> bool:
    """Whether it comes so long after its time that it has to say so."""
    return now - reminder.due_at > LATE_AFTER


def newest_first(found: Iterable[Reminder]) -> Sequence[Reminder]:
    """What is nearest to its day comes first: that is what to do now."""
    return sorted(found, key=lambda each: (each.days, each.key))


def starts_before(planned: Reminded, day: date, project: Project) -> bool:
    """Whether it has begun by the hour of the reminders on that day."""
    at = planned.time if isinstance(planned, Activity) else None
    return day > planned.date or (day == planned.date and at is not None and at <= project.reminders.time)


def at_reminder_time(day: date, project: Project) -> datetime:
    """The hour of the reminders on that day, in UTC.

    Combined in the local zone, then turned: 8.00 stays 8.00 on both sides of a change to summer time. An hour that
    the change leaves out comes an hour later by the clock, of one that it doubles the first is taken.
    """
    return datetime.combine(day, project.reminders.time, project.reminders.zone).astimezone(UTC)
