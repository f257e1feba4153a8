"""A plan: what is to be done before a day, step by step, as the project file and people's hands have made it.

The steps are those of the activity type's ladder (a milestone has its own), with what people have made of them:
moved, dropped, done, put off, or added. They are counted in days before the event or its deadline, so that they
move with it. Nothing here looks at a clock or a table.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.informing import Due
from bot.milestones import Milestone
from bot.project import Project
from bot.records import Activity
from bot.tasks import Task
from bot.workdays import WorkingDays

Before = Literal["event", "deadline"]
Audience = Literal["channel", "responsible"]
Event = Activity | Milestone  # what has a plan of steps, each with a text of its own
Planned = Event | Task
Reminded = Planned | Due

OWN = "own:"  # how the name of a step begins that people have added


@dataclass(frozen=True)
class Mark:
    """What people have made of one step; None and empty: as the ladder says.

    `name` is the ladder's 'event:84' (84 days before the event) or 'own:7'. `done_for` and `put_off_for` are the day
    it came before when it was done or put off: with another day that is another matter. `done_at` is a moment in UTC, ISO text;
    `done_by` and `put_off_by` are the surface's ids of persons.
    """

    name: str
    before: Before | None = None
    days: int | None = None
    audience: Audience | None = None
    text: str | None = None
    dropped: bool = False
    done_at: str | None = None
    done_for: date | None = None
    done_by: str | None = None
    put_off_to: date | None = None
    put_off_for: date | None = None
    put_off_by: str | None = None
    put_off_at: str | None = None


@dataclass(frozen=True)
class Step:
    """One thing to do: before which day, how many days, who is told on which day, and what has come of it.

    `put_off`: the day it is put off to, which `on` is then.
    """

    name: str
    before: Before
    day: date
    days: int
    audience: Audience
    text: str
    shows: str
    on: date
    put_off: date | None
    mark: Mark

    @property
    def done(self) -> bool:
        """Whether it is done for that day; done for another it still counts, unless it was to come later than that."""
        mark = self.mark
        if mark.done_at is None:
            return False
        return mark.done_for in (None, self.day) or self.on.isoformat() <= mark.done_at[:10]


def subject_of(planned: Reminded) -> str:
    """What a step's row and a button call it: 'activity:12', 'milestone:lägesrapport:2024-03-31'."""
    return planned.ref if isinstance(planned, Activity) else planned.key


def title_of(planned: Reminded) -> str:
    """What people call it."""
    return planned.title if isinstance(planned, Activity) else planned.name


def stands(activity: Activity | None) -> bool:
    """Whether there is anything to remind of: planned, not held, cancelled or undone."""
    return activity is not None and activity.status == "planned" and activity.deleted_at is None


def last_day(activity: Activity) -> date:
    return activity.end_date or activity.date


def steps(planned: Reminded, project: Project, marks: Iterable[Mark] = ()) -> tuple[Step, ...]:
    """All that is to be done or has been, the first day first; what was dropped is not there."""
    by_name = {mark.name: mark for mark in marks}
    ladder = project.ladder(planned.type).steps if isinstance(planned, Activity) else planned.steps
    known = {f"{step.before}:{step.days}" for step in ladder}
    found = [
        _step(planned, project, by_name.get(name := f"{step.before}:{step.days}", Mark(name)),
              step.before, step.days, step.to, step.text, step.shows)
        for step in ladder
    ]  # fmt: skip
    found += [
        _step(planned, project, mark, mark.before or "event", mark.days or 0, mark.audience or "channel", mark.text, "")
        for name, mark in by_name.items()
        if name.startswith(OWN) and name not in known and mark.text
    ]  # fmt: skip
    return tuple(sorted(filter(None, found), key=lambda step: (step.on, -step.days, step.name)))


def _step(
    planned: Reminded, project: Project, mark: Mark, before: Before, days: int, audience: Audience, text: str | None,
    shows: str,
) -> Step | None:  # fmt: skip
    before, days = mark.before or before, days if mark.days is None else mark.days
    day = day_of(planned, before)
    if mark.dropped or day is None:
        return None
    audience = mark.audience or audience
    working = working_days(planned, project, audience)
    on, to = working.on_or_before(day - timedelta(days=days), about=day), mark.put_off_to
    if to and (mark.put_off_for != day or to <= on):  # the event has been moved since, or working days are others
        to = None
    return Step(mark.name, before, day, days, audience, mark.text or text or "", shows, to or on, to, mark)


def day_of(planned: Reminded, before: Before) -> date | None:
    """The day that such a step comes before."""
    if before == "deadline":
        return planned.deadline if isinstance(planned, Activity) else None
    return planned.date


def working_days(planned: Reminded, project: Project, audience: Audience) -> WorkingDays:
    """On which days whoever is told may be told: the responsible person's own, or everybody's."""
    return project.working_days(responsible(planned, project) if audience == "responsible" else None)


def responsible(planned: Reminded, project: Project) -> str | None:
    """The name of who is responsible, as it is written; of a milestone whoever has its role."""
    if isinstance(planned, Activity | Task | Due):
        return planned.responsible
    return next((member.name for member in project.members if member.role == planned.role), None)


def is_called(full_name: str, written: str) -> bool:
    """Whether a person of that name is who somebody wrote: 'Anna', '@anna', 'Anna Ek'."""
    wanted, name = written.strip().lstrip("@").casefold(), full_name.casefold()
    return bool(wanted) and wanted in (name, name.partition(" ")[0])


def undone(found: Sequence[Step], today: date) -> Iterator[Step]:
    """What should have been done already, and nobody has said that it is."""
    return (step for step in found if not step.done and step.on <= today <= step.day)
