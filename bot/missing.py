"""What should have a day and has none, and what hangs on a decision that somebody else makes.

Everything comes from the project file, from what is planned, and from days that people have set; no clock, no table.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta

from bot.milestones import DAY, day_in, periods
from bot.project import Project
from bot.project_dates import MilestoneKind, Recurring, Regular
from bot.records import Activity

#: How many earlier days are told of, where someone else sets the day.
EARLIER = 2


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
    spans = [(first, min(last, project.end)) for first, last in periods(project, often.every_months)]
    works = project.working_days(None)
    asks = [works.on_or_before(first - timedelta(days=often.ask_days)) for first, _ in spans]
    for (first, last), asked, next_asked in zip(spans, asks, [*asks[1:], date.max], strict=True):
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
        if first <= project.end and project.start <= last and day_in(kind, year, set_days) is None:
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
    days = [day_in(decision, year, set_days) for year in sorted(years)]
    return tuple(sorted(day for day in days if day and day < before)[-EARLIER:])


def before_decision(activity: Activity, project: Project, set_days: Mapping[str, date]) -> Undecided | None:
    """Whether a planned activity lies before or on the decision of its year that it hangs on, or nobody knows.

    None where it hangs on none, comes after it, or is no longer planned.
    """
    event = next((each for each in project.recurring if each.activity_type == activity.type), None)
    decision = project.milestone(event.decision) if event else None
    if event is None or decision is None or activity.status != "planned" or activity.deleted_at is not None:
        return None
    day = day_in(decision, activity.date.year, set_days)
    if day is None:
        earlier = _earlier(decision, date(activity.date.year, 1, 1), set_days)
        return Undecided("unknown", event.decided_by, earlier=earlier)
    return Undecided("before", event.decided_by, day) if activity.date <= day else None
