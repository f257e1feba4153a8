"""Whose working days count."""

from datetime import date

import pytest

from bot.milestones import milestones
from bot.project_file import ProjectFileError
from bot.workdays import MONDAY_TO_FRIDAY
from tests.rhythm.conftest import member

ANNA = member("Anna Ek", "projektledare", '"mån", "tis", "ons"')


@pytest.mark.parametrize("name", ["Anna Ek", "anna ek", "Anna"])
def test_a_person_is_known_by_name_or_first_name(rewritten, name):
    assert rewritten(ANNA).working_days(name).weekdays == {0, 1, 2}


@pytest.mark.parametrize("name", ["Bo", "", None, "Ek"])
def test_for_anybody_else_it_is_monday_to_friday(rewritten, name):
    assert rewritten(ANNA).working_days(name).weekdays == MONDAY_TO_FRIDAY


def test_of_two_with_one_first_name_neither_is_guessed(rewritten):
    project = rewritten(member("Anna Berg", "arbetsgrupp", '"fre"'), ANNA)
    assert project.working_days("Anna").weekdays == MONDAY_TO_FRIDAY
    assert project.working_days("Anna Berg").weekdays == {4}


def test_the_project_files_quiet_weeks_are_everybodys(project):
    assert not project.working_days(None).works(date(2024, 7, 10))
    assert project.working_days(None).works(date(2024, 8, 5))


def test_a_report_is_due_on_a_day_when_the_project_leader_works(rewritten):
    days = {each.key: each.date for each in milestones(rewritten(ANNA), {})}
    assert days["milestone:lägesrapport:2024-03-31"] == date(2024, 3, 27)  # the Wednesday before Easter
    assert days["milestone:slutrapport:2026-01-31"] == date(2026, 1, 28)


@pytest.mark.parametrize(
    ("days", "reason"), [('"mån", "tisdag"', "ska vara något av 'mån', 'tis'"), ("", "working_days: är tomt")]
)
def test_working_days_are_checked(rewritten, days, reason):
    change = member("Anna Ek", "projektledare", days or " ")
    with pytest.raises(ProjectFileError, match=reason):
        rewritten(change)
