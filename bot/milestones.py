"""The project's rhythm: its milestones with their days, what lacks a day, and what hangs on a decision.

Everything comes from the project file and from days that people have set over it; no clock, no table.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple

from dateutil.relativedelta import relativedelta

from bot.project import Project, Step
from bot.project_dates import MilestoneKind, Recurring, Regular
from bot.records import Activity

DAY = timedelta(days=1)
#: How many earlier days are told of, where someone else sets the day.
EARLIER = 2


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


@dataclass(frozen=True)
class Missing:
    """Something that should have a day and has none.

    `what` is the activity type's or milestone's name, `kind` says which; `first` and `last` span the days in which
    it should lie, and the channel is asked on `asked`. `write` is what names it in front of a day, `decided_by`
    who decides on it if anyone does, `earlier` the last known days of such decisions.
    """

    key: str
    kind: Literal["activity", "milestone"]
    what: str
    write: str
    first: date
    last: date
    asked: date
    decided_by: str = ""
    earlier: tuple[date, ...] = ()


@dataclass(frozen=True)
class Undecided:
    """An event that lies too early for the decision it hangs on: `day`, or None where that is not known yet."""

    state: Literal["before", "unknown"]
    decided_by: str
    day: date | None = None
    earlier: tuple[date, ...] = ()


# --- Milestones -------------------------------------------------------------------------------------------


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
        day = _day_in(kind, year, set_days)
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
        spans = [(str(last), first, last) for first, last in _periods(project, kind.every_months)]
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
    kind = project.milestone(key.split(":")[1])
    if kind is None or not lies_within(kind, day, project):
        return False
    return not kind.dates or key == year_key(kind, day.year)


def _periods(project: Project, months: int) -> Iterator[tuple[date, date]]:
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


def _day_in(kind: MilestoneKind, year: int, set_days: Mapping[str, date]) -> date | None:
    return set_days.get(year_key(kind, year)) or kind.in_year(year)


# --- What lacks a day -------------------------------------------------------------------------------------


def missing(
    project: Project, today: date, dated: Iterable[Activity], set_days: Mapping[str, date]
) -> tuple[Missing, ...]:
    """What should have a day and has none, from today to the project's end, nearest first.

    `dated` are activities, planned and held ones both; those that are cancelled or undone give no day. What is
    found missing after the day on which it should have been asked for is asked for tomorrow.
    """
    held = [each for each in dated if each.status != "cancelled" and each.deleted_at is None]
    days = {kind: {each.date for each in held if each.type == kind} for kind in {each.type for each in held}}
    found: list[Missing] = []
    for event in project.recurring:
        found += _without_event(event, project, days.get(event.activity_type, set()), set_days)
    for often in project.regular:
        found += _without_regular(often, project, today, days.get(often.activity_type, set()))
    for kind in project.milestones:
        if kind.dates and kind.ask_month:
            found += _without_date(kind, kind.dates, kind.ask_month, project, set_days)
    late = [_asked_from(each, today) for each in found if today <= each.last]
    return tuple(sorted(late, key=lambda each: (each.first, each.key)))


def _asked_from(each: Missing, today: date) -> Missing:
    # better tomorrow morning than in the middle of an evening
    return each if each.asked > today else replace(each, asked=today + DAY)


def _without_event(
    event: Recurring, project: Project, days: set[date], set_days: Mapping[str, date]
) -> Iterator[Missing]:
    decision = project.milestone(event.decision)
    for year in project.years:
        first, last = date(year, event.month, 1), _month_end(year, event.month)
        if first <= project.end and project.start <= last and not _any_between(days, first, last):
            yield Missing(
                f"ask:{event.activity_type}:{first:%Y-%m}", "activity", event.activity_type,
                _shown(project, event.activity_type), first, last, _ask_day(first, event.ask_month),
                decided_by=event.decided_by, earlier=_earlier(decision, first, set_days),
            )  # fmt: skip


def _without_regular(often: Regular, project: Project, today: date, days: set[date]) -> Iterator[Missing]:
    """The periods without any; one that has begun is not asked for any more when the next one is."""
    periods = [(first, min(last, project.end)) for first, last in _periods(project, often.every_months)]
    works = project.working_days(None)
    asks = [works.on_or_before(first - timedelta(days=often.ask_days)) for first, _ in periods]
    for (first, last), asked, next_asked in zip(periods, asks, [*asks[1:], date.max], strict=True):
        if today < next_asked and not _any_between(days, first, last):
            yield Missing(
                f"ask:{often.activity_type}:{first:%Y-%m}", "activity", often.activity_type,
                _shown(project, often.activity_type), first, last, asked,
            )  # fmt: skip


def _without_date(
    kind: MilestoneKind, known: tuple[date, ...], ask_month: int, project: Project, set_days: Mapping[str, date]
) -> Iterator[Missing]:
    """The years without a day; it should lie in those months of the year in which the known ones lie."""
    months = [day.month for day in known]
    works = project.working_days(None)
    for year in project.years:
        first, last = date(year, min(months), 1), _month_end(year, max(months))
        if first <= project.end and project.start <= last and _day_in(kind, year, set_days) is None:
            yield Missing(
                f"ask:{kind.key}:{year}", "milestone", kind.name, kind.words[0], first, last,
                works.on_or_before(_ask_day(first, ask_month)), earlier=_earlier(kind, first, set_days),
            )  # fmt: skip


def _ask_day(first: date, ask_month: int) -> date:
    """The first of the month in which it is asked for: that year's, or the year before where it comes later."""
    return date(first.year if ask_month <= first.month else first.year - 1, ask_month, 1)


def _month_end(year: int, month: int) -> date:
    return date(year, month, 1) + relativedelta(months=1) - DAY


def _any_between(days: set[date], first: date, last: date) -> bool:
    return any(first <= day <= last for day in days)


def _shown(project: Project, activity_type: str) -> str:
    kind = project.activity_type(activity_type)
    return kind.shown if kind else activity_type


def _earlier(decision: MilestoneKind | None, before: date, set_days: Mapping[str, date]) -> tuple[date, ...]:
    """The last days of it that are known, set ones too."""
    if decision is None:
        return ()
    years = {day.year for day in decision.dates or ()} | set(range(before.year - EARLIER, before.year))
    days = [_day_in(decision, year, set_days) for year in sorted(years)]
    return tuple(sorted(day for day in days if day and day < before)[-EARLIER:])


# --- What hangs on a decision -----------------------------------------------------------------------------


def before_decision(activity: Activity, project: Project, set_days: Mapping[str, date]) -> Undecided | None:
    """Whether a planned activity lies before or on the decision of its year that it hangs on, or nobody knows.

    None where it hangs on none, comes after it, or is no longer planned.
    """
    event = next((each for each in project.recurring if each.activity_type == activity.type), None)
    decision = project.milestone(event.decision) if event else None
    if event is None or decision is None or activity.status != "planned" or activity.deleted_at is not None:
        return None
    day = _day_in(decision, activity.date.year, set_days)
    if day is None:
        earlier = _earlier(decision, date(activity.date.year, 1, 1), set_days)
        return Undecided("unknown", event.decided_by, earlier=earlier)
    return Undecided("before", event.decided_by, day) if activity.date <= day else None
