"""The days and the records that an answer is about."""

from datetime import date

import pytest

from bot.project_file import load_project
from bot.span import Scope, Span, of_year, whole

QUARTER = Span(date(2024, 1, 1), date(2024, 3, 31), "kvartal 1 2024")


def test_a_span_has_its_first_and_its_last_day():
    assert QUARTER.covers(date(2024, 1, 1))
    assert QUARTER.covers(date(2024, 3, 31))
    assert not QUARTER.covers(date(2024, 4, 1))


def test_a_year_of_the_project_ends_with_the_project():
    project = load_project().model_copy(update={"start": date(2023, 2, 1), "end": date(2025, 6, 30)})
    assert whole(project) == Span(date(2023, 2, 1), date(2025, 6, 30), "hela projekttiden")
    assert of_year(project, 2023) == Span(date(2023, 2, 1), date(2023, 12, 31), "2023")
    assert of_year(project, 2025) == Span(date(2025, 1, 1), date(2025, 6, 30), "2025")


@pytest.mark.parametrize(
    "scope", [Scope(QUARTER), Scope(QUARTER, 3, "Örebro"), Scope(QUARTER, category='"Resor", [1]', type="annat")]
)
def test_a_button_brings_back_the_scope_that_it_was_given(scope):
    assert Scope.unpacked(scope.packed()) == scope


@pytest.mark.parametrize("value", ["", "[]", "7", '["2024-01-01"]', '["a", "b", "c", null, null, null]'])
def test_what_is_no_scope_is_refused(value):
    with pytest.raises(ValueError):  # noqa: PT011 - what json says differs
        Scope.unpacked(value)
