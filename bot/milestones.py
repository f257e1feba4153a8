"""The project's rhythm: its milestones with their days.

Everything comes from the project file and from days that people have set over it; no clock, no table.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from bot.project import Project, Step
from bot.project_dates import MilestoneKind

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Milestone:
    """A date of the project's rhythm.

    `key` names the occurrence for good ('milestone:lägesrapport:2024-03-31'), wherever its day is moved; `kind` is
    the key in the project file. `date` is as people have set it, else the last working day for it. `role` is
    responsible, empty for nobody in particular.
    """

    key: str
    kind: str
    name: str
    date: date
    role: str
    steps: tuple[Step, ...]


def milestones(project: Project, set_days: Mapping[str, date]) -> tuple[Milestone, ...]:
    """All the milestones of the project's period, first first; `set_days` are days set by people, by key.

    Only what is counted from the project's end lies after it.
    """
    found = [
        Milestone(key, kind.key, kind.name, day, kind.role, kind.steps)
        for kind in project.milestones
        for key, day in (_dated if kind.dates else _counted)(kind, project, set_days)
    ]
    return tuple(sorted(found, key=lambda each: (each.date, each.key)))


def _dated(kind: MilestoneKind, project: Project, set_days: Mapping[str, date]) -> Iterator[tuple[str, date]]:
    """On days that someone else sets: they stand as they are, be they working days or not."""
    for year in project.years:
        day = day_in(kind, year, set_days)
        if day is not None and project.covers(day):
            yield year_key(kind, year), day


def _counted(kind: MilestoneKind, project: Project, set_days: Mapping[str, date]) -> Iterator[tuple[str, date]]:
    """On days counted from the project's own, moved earlier to a working day of whoever is responsible."""
    holder = project.holder(kind.role)
    works = project.working_days(holder.name if holder else None)
    for each in occurrences(kind, project):
        day = works.on_or_before(each.last)
        if day < project.start:  # the first days of January, in a project that starts then
            day = works.on_or_after(each.last)
        yield each.key, set_days.get(each.key, day)


class Occurrence(NamedTuple):
    """One time of a milestone whose days are counted: what it is for (`first` to `last`); `last` is its day."""

    key: str
    first: date
    last: date


def occurrences(kind: MilestoneKind, project: Project) -> tuple[Occurrence, ...]:
    """All times of a milestone within the period, on days as counted; none where someone else sets the days."""
    if kind.every_months is not None:
        spans = [(str(last), first, last) for first, last in periods(project, kind.every_months)]
    elif kind.yearly is not None:
        days = [day for year in project.years if (day := kind.in_year(year))]
        spans = [(str(day.year), date(day.year, 1, 1), day) for day in days]
    elif kind.on is not None:
        spans = [(str(kind.on), kind.on, kind.on)]
    elif kind.months_after_end is not None:
        last = project.end + relativedelta(months=kind.months_after_end)
        return (Occurrence(f"milestone:{kind.key}:{last}", project.start, last),)
    else:
        spans = []
    return tuple(
        Occurrence(f"milestone:{kind.key}:{about}", first, last) for about, first, last in spans if project.covers(last)
    )


def lies_within(kind: MilestoneKind, day: date, project: Project) -> bool:
    """Whether such a milestone can lie on that day: within the project, or after its end where it is counted from it."""
    if kind.dates:
        return project.covers(day)
    last = max(each.last for other in project.milestones for each in occurrences(other, project))
    return project.start <= day and (kind.months_after_end is not None or day <= max(last, project.end))


def can_be_on(key: str, day: date, project: Project) -> bool:
    """Whether the milestone of that key can be given that day: one of a year stays within it."""
    kind = project.milestone(key.partition(":")[2].partition(":")[0])
    if kind is None or not lies_within(kind, day, project):
        return False
    return not kind.dates or key == year_key(kind, day.year)


def periods(project: Project, months: int) -> Iterator[tuple[date, date]]:
    """First and last day of each period of so many months that begins within the project."""
    first, number = project.start, 0
    while first <= project.end:
        number += 1
        coming = project.start + relativedelta(months=number * months)  # from the start: 31 January stays the 31st
        yield first, coming - DAY
        first = coming


def year_key(kind: MilestoneKind, year: int) -> str:
    """The key of that year's occurrence of a milestone whose day someone else sets."""
    return f"milestone:{kind.key}:{year}"


def day_in(kind: MilestoneKind, year: int, set_days: Mapping[str, date]) -> date | None:
    """That year's day, as people have given it or as the project file has it; None where nobody knows."""
    return set_days.get(year_key(kind, year)) or kind.in_year(year)
