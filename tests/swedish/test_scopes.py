"""Which days, goal, municipality and cost category a question is about; what is no such question stands there too."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.project_file import load_project
from bot.span import Span
from bot.swedish.scoped import InScope, Underlying, canonical
from bot.swedish.spans import SinceLast, named
from bot.swedish.status import read_status
from tests.swedish.conftest import phrases

PROJECT = load_project()
TODAY = date(2024, 3, 14)


def shown(text):
    """The reading as the corpus writes it."""
    read = read_status(text, PROJECT, TODAY)
    scope = read.of if isinstance(read, Underlying) else read
    if not isinstance(scope, InScope):
        return {"text": text, "scope": None}
    period = scope.period
    parts = {
        "underlying": isinstance(read, Underlying) or None,
        "since": list(period.types) if isinstance(period, SinceLast) else None,
        "days": [str(period.first), str(period.last)] if isinstance(period, Span) else None,
        "name": period.name if isinstance(period, Span) else None,
        "goal": scope.goal, "municipality": scope.municipality, "category": scope.category,
        "type": scope.type, "money": (scope.money and not scope.category) or None,
    }  # fmt: skip
    return {"text": text} | {key: value for key, value in parts.items() if value is not None}


@pytest.mark.parametrize("phrase", phrases("scopes"), ids=lambda p: p["text"])
def test_a_phrase_about_a_scope(phrase):
    assert shown(phrase["text"]) == phrase


inside = st.dates(PROJECT.start, PROJECT.end)


@given(st.tuples(inside, inside).map(sorted))
def test_the_name_of_some_days_reads_as_those_days(days):
    first, last = days
    read = read_status(f"{named(first, last)} Nora", PROJECT, TODAY)
    assert isinstance(read, InScope)
    assert isinstance(read.period, Span)
    assert (read.period.first, read.period.last) == (first, last)


goals = st.none() | st.sampled_from([goal.number for goal in PROJECT.goals])
places = st.none() | st.sampled_from([place.name for place in PROJECT.municipalities])
categories = st.none() | st.sampled_from([category.name for category in PROJECT.cost_categories])


@given(st.tuples(inside, inside).map(sorted), goals, places, categories)
def test_a_suggested_question_reads_as_what_it_suggests(days, goal, place, category):
    first, last = days
    asked = InScope(Span(first, last, named(first, last)), goal, place, category, money=category is not None)
    read = read_status(canonical(asked), PROJECT, TODAY)
    if read != asked:  # a whole year by itself is the goal's own view
        assert (last - first) >= timedelta(364)
        assert (place, category) == (None, None)


@given(st.text())
def test_anything_can_be_asked(text):
    assert read_status(text, PROJECT, TODAY) is not None


@pytest.mark.parametrize("text", ["kvartal 1 " * 200, "sedan " * 500, "20" * 300, "1 mars till " * 100, "Nora " * 300])
def test_a_long_text_is_answered_all_the_same(text):
    assert read_status(text, PROJECT, TODAY) is not None
