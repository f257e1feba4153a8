"""A day for a milestone is told from an activity that mentions one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.project import Project
from bot.project_file import load_project
from bot.swedish.milestone_day import MilestoneDay, MilestoneDoubt, read_milestone_day
from tests.swedish.conftest import phrases

TODAY = date(2024, 3, 14)
PHRASES = phrases("milestone_days")
PROJECT = load_project()


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda p: p["text"])
def test_a_phrase_gives_a_milestone_its_day_or_is_about_something_else(phrase, project: Project):
    found = read_milestone_day(phrase["text"], project, TODAY)
    said = {"text": phrase["text"]}
    if isinstance(found, MilestoneDay):
        said |= {"key": found.key, "date": str(found.date)}
    elif isinstance(found, MilestoneDoubt):
        said |= {"doubt": found.reason}
    assert said == phrase


def test_a_project_without_milestones_has_none(project: Project):
    none = project.model_copy(update={"milestones": ()})
    assert read_milestone_day("MYH:s beslut 14 januari", none, TODAY) is None


words = st.sampled_from([*" ".join(p["text"] for p in PHRASES).split(), "32", "0/0", "29 feb", "\n", "vecka", "53"])


@given(st.lists(words, max_size=18).map(" ".join) | st.text(max_size=60), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_no_text_raises_and_the_same_text_gives_the_same(text, today):
    assert read_milestone_day(text, PROJECT, today) == read_milestone_day(text, PROJECT, today)


def test_a_milestone_named_in_a_long_message_is_not_read():
    assert read_milestone_day("lägesrapporten ska in 12 april " * 4, PROJECT, TODAY) is None
