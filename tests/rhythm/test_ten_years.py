"""Ten years of a made-up project: every milestone is reminded of, once for each time, on days that work."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.milestones import Milestone, milestones
from bot.missing import missing
from bot.project import WEEKDAYS, Member, Project
from bot.project_file import load_project
from bot.workdays import WorkingDays

START, END = date(2023, 1, 1), date(2033, 12, 31)
MONTHS = 132


def ten_years(days: frozenset[str], quiet: frozenset[int]) -> Project:
    project = load_project()
    anna = Member(name="Anna Ek", role="projektledare", working_days=tuple(sorted(days)))
    times = project.reminders.model_copy(update={"quiet_weeks": tuple(sorted(quiet))})
    return project.model_copy(update={"start": START, "end": END, "members": (anna,), "reminders": times})


def reminded(milestone: Milestone, project: Project) -> list[tuple[str, date]]:
    works = project.working_days("Anna")
    return [
        (
            f"{milestone.key} {step.days}",
            works.on_or_before(milestone.date - timedelta(step.days), about=milestone.date),
        )
        for step in milestone.steps
    ]


days_of_a_week = st.sets(st.sampled_from(WEEKDAYS[:5]), min_size=1).map(frozenset)
quiet_weeks = st.sets(st.integers(1, 53), max_size=8).map(frozenset)
decisions = st.lists(st.integers(5, 31), min_size=11, max_size=11)


@settings(max_examples=25, deadline=None)
@given(days_of_a_week, quiet_weeks, decisions)
def test_each_time_is_reminded_of_once_a_step_and_on_a_working_day(days, quiet, january):
    project = ten_years(days, quiet)
    set_days = {f"milestone:myh-beslut:{2023 + n}": date(2023 + n, 1, day) for n, day in enumerate(january)}
    found = milestones(project, set_days)
    times = Counter(each.kind for each in found)
    assert times == {
        "lägesrapport": MONTHS // 3, "slutrapport": 1, "utvärdering": 1, "kontaktgenomgång": 11, "myh-beslut": 11,
    }  # fmt: skip
    steps = [step for each in found for step in reminded(each, project)]
    assert len({name for name, _ in steps}) == len(steps) == sum(len(each.steps) for each in found)
    works = project.working_days("Anna")
    for each in found:
        assert works.works(each.date) or each.kind == "myh-beslut", "only others' days stand as they are"
        at_work = WorkingDays(works.weekdays) if works.is_quiet(each.date) else works
        for (_, day), step in zip(reminded(each, project), each.steps, strict=True):
            assert day <= each.date - timedelta(step.days)
            assert at_work.works(day)


@settings(max_examples=25, deadline=None)
@given(st.dates(START, END))
def test_each_quarter_and_each_january_is_asked_for_once(today):
    project = ten_years(frozenset(WEEKDAYS[:5]), frozenset({28, 29, 30, 31}))
    found = missing(project, today, [], {})
    assert len({each.key for each in found}) == len(found)
    assert all(each.asked > today and each.last >= today for each in found)
    years = {each.first.year for each in found if each.what == "yh-släpp"}
    assert years == set(range(today.year + (today.month > 1), 2034))
