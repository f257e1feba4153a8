"""What reminders are about, as it stands now: found by its subject, and who is told of it."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from sqlite_utils import Database as Connection

from bot.informing import Due, due
from bot.milestones import Milestone, milestones
from bot.missing import Missing, before_decision, missing
from bot.plans import Mark, Planned, Step, responsible, steps
from bot.project import Project
from bot.records import Activity, Contact, Note
from bot.reminders import Reminder, ask, digests, over_at, reminders
from bot.tasks import task
from bot.views.missing import undecided
from storage import deliveries, informing, notes, plans, records
from storage import reminders as kept

log = logging.getLogger(__name__)

ASKED_WITHIN = 31  # days in which the first working morning after anything comes
BEHIND = timedelta(weeks=5)  # what is older has been settled some other way
LOOKED_BACK = 366  # days: what was held so long ago says nothing of what is missing


@dataclass(frozen=True)
class Matter:
    """`about` is None for a digest, and for what is not there any more."""

    subject: str
    about: Planned | Due | Missing | None = None
    marks: tuple[Mark, ...] = ()

    @property
    def planned(self) -> Planned | None:
        """The activity or milestone that it is, where it is one."""
        return None if isinstance(self.about, Missing | Due) else self.about

    def responsible(self, project: Project) -> str | None:
        """The name of who is responsible, as it is written; None for nobody."""
        return responsible(self.planned, project) if self.planned else None

    def wanted(self, project: Project) -> tuple[Reminder, ...]:
        """The reminders that it should have."""
        if self.about is None or isinstance(self.about, Missing):
            return ()
        return reminders(self.about, project, self.marks)


def matter(db: Connection, subject: str, project: Project, today: date) -> Matter:
    """What the subject stands for."""
    sort, _, rest = subject.partition(":")
    about: Planned | Due | Missing | None = None
    if sort == "activity" and rest.isdecimal() and len(rest) < 18:
        found = records.get(db, "activity", int(rest))
        about = found if isinstance(found, Activity) else None
    elif sort == "note" and rest.isdecimal() and len(rest) < 18:
        note = records.get(db, "note", int(rest))
        about = task(note, project) if isinstance(note, Note) else None
    elif sort == "contact" and rest.isdecimal() and len(rest) < 18:
        contact = records.get(db, "contact", int(rest))
        about = due(contact, project) if isinstance(contact, Contact) else None
    elif sort == "milestone":
        about = next((each for each in all_milestones(db, project) if each.key == subject), None)
    elif sort == "ask":
        about = next((each for each in all_missing(db, project, today) if each.key == subject), None)
    return Matter(subject, about, plans.marks(db, subject))


def all_milestones(db: Connection, project: Project) -> tuple[Milestone, ...]:
    """The project's rhythm, with the days that people have given."""
    return milestones(project, plans.set_days(db))


def all_missing(db: Connection, project: Project, today: date) -> tuple[Missing, ...]:
    """What should have a day and has none."""
    since = date.fromordinal(today.toordinal() - LOOKED_BACK)
    types = {event.activity_type for event in project.recurring} | {often.activity_type for often in project.regular}
    dated = plans.dated(db, types, since)
    return missing(project, today, dated, plans.set_days(db))


def replan(db: Connection, subject: str, project: Project, today: date, *, at: str) -> None:
    """Has the reminders, and what was posted, follow what the subject stands for, with what was made of its steps."""
    _replan(db, subject, project, today, at=at)
    deliveries.redraw(db, subject, at=at)


def _replan(db: Connection, subject: str, project: Project, today: date, *, at: str) -> bool:
    """Whether its reminders are others than before."""
    return kept.replan(db, subject, matter(db, subject, project, today).wanted(project), at=at)


def replan_rhythm(db: Connection, project: Project, today: date, *, at: str) -> None:
    """The same for what follows from the project file: milestones, what has no day, Mondays."""
    wanted = [
        reminder for milestone in all_milestones(db, project)
        for reminder in reminders(milestone, project, plans.marks(db, milestone.key))
    ]  # fmt: skip
    wanted += [ask(each, project) for each in all_missing(db, project, today)]
    kept.replan_all(db, [*wanted, *digests(project, today)], at=at)


def warning(db: Connection, activity: Activity, project: Project, *, only_sure: bool = False) -> str:
    """What is to be said of an event that lies before the decision it hangs on; empty when there is nothing.

    `only_sure`: not where nobody knows yet when the decision comes.
    """
    found = before_decision(activity, project, plans.set_days(db))
    return undecided(activity, found) if found and (found.state == "before" or not only_sure) else ""


def behind(db: Connection, project: Project, today: date) -> list[tuple[Milestone, Step]]:
    """The project's own dates of the last weeks that were reminded of, and nobody has said to be done: their last step."""
    found = []
    for each in all_milestones(db, project):
        if today - BEHIND <= each.date < today and (told := kept.told(db, each.key)):
            last = steps(each, project, plans.marks(db, each.key))[-1:]
            found += [(each, step) for step in last if step.name in told and not step.done]
    return found


def fate(found: Matter, reminder: Reminder, project: Project, now: datetime) -> Literal["passed", "dropped", ""]:
    """'passed' when it is over, 'dropped' when it is not planned any more, empty when it is to be sent."""
    if now >= over_at(reminder, found.about, project):
        return "passed"
    if reminder.about == "digest":
        return ""
    if reminder.about == "ask":
        return "" if found.about else "dropped"
    return "" if reminder.key in {each.key for each in found.wanted(project)} else "dropped"


def person(found: Matter, project: Project, person_of: Callable[[str | None], str | None]) -> str | None:
    """The id of whoever is responsible; None where nobody is, or no one in the group is called so."""
    planned = found.planned
    if isinstance(planned, Milestone):
        return next((member.slack for member in project.members if member.role == planned.role and member.slack), None)
    return person_of(found.responsible(project)) if planned and planned.responsible else None


def stands_in(found: Matter) -> bool:
    """Whether somebody was named, so that the project leader is told in place of a responsible person who is gone."""
    planned = found.planned
    named = planned.role if isinstance(planned, Milestone) else planned and planned.responsible
    return bool(named)


def to_replan(db: Connection, today: date, *, every: bool) -> list[str]:
    """The subjects of plans that have no reminders yet, written with another tool; or of every plan that stands.

    Every one where the project file may have changed.
    """
    since = date.fromordinal(today.toordinal() - ASKED_WITHIN)
    if every:
        return [*plans.standing(db, since), *notes.with_day(db, since), *informing.subjects(db)]
    return [*plans.unplanned(db, since), *notes.unplanned(db, today), *informing.unplanned(db)]


def replan_each(db: Connection, subjects: Sequence[str], project: Project, today: date, *, at: str) -> None:
    """`replan`, of several that may stand as they did; what cannot be read is logged and stops no other."""
    for subject in subjects:
        try:
            if _replan(db, subject, project, today, at=at):
                deliveries.redraw(db, subject, at=at)
        except ValueError:
            log.error("%s cannot be read: it has no reminders", subject)
