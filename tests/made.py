"""Fixtures that several rooms begin with: the project of the repository, and ways to make its records."""

from collections.abc import Callable

import pytest

from bot.project import Project
from bot.project_file import load_project
from bot.records import Activity, Expense


@pytest.fixture(scope="session")
def project() -> Project:
    return load_project()


@pytest.fixture(scope="session")
def activity(project: Project) -> Callable[..., Activity]:
    """An activity of a type, counted to the type's goals unless others are given."""

    def make(kind: str, day: str, **fields: object) -> Activity:
        known = project.activity_type(kind)
        assert known
        given = {"goals": known.goals, "title": known.shown} | fields
        return Activity.model_validate({"type": kind, "date": day, **given})

    return make


@pytest.fixture(scope="session")
def expense() -> Callable[..., Expense]:
    """An expense in kronor, its cost the amount unless another is given."""

    def make(category: str | None, day: str, kronor: float, **fields: object) -> Expense:
        ore = round(100 * kronor)
        given = {"amount_ore": ore, "cost_ore": ore, "description": "något"} | fields
        return Expense.model_validate({"category": category, "date": day, **given})

    return make
