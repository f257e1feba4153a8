"""Indicators and measurements read as the corpus says; what only sounds like one stands there too."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.project import Project
from bot.swedish import read
from bot.swedish.quantities import quantities
from tests.swedish.conftest import phrases
from tests.swedish.test_corpus import said

TODAY = date(2024, 3, 14)


@pytest.mark.parametrize("phrase", phrases("indicators"), ids=lambda p: p["text"])
def test_a_phrase_about_what_is_measured(phrase, project: Project):
    reading = read(phrase["text"], project, TODAY)
    assert said(reading.as_json()) == phrase["expect"]
    assert [doubt.reason for doubt in reading.doubts] == phrase.get("doubts", [])
    assert list(reading.changed) == phrase.get("changed", [])
    assert (reading.target.number if reading.target else None) == phrase.get("number")


def test_a_line_for_each_value_below_one_heading(project: Project):
    reading = read("mått:\nfyllnadsgrad 70 % 2023\nformella partner 5", project, TODAY)
    found = [(each.kind, each.indicator, each.value) for each in (reading, *reading.records)]
    assert found == [("measurement", "Fyllnadsgrad", 70), ("measurement", "Formella partner", 5)]


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=2).filter(lambda value: value >= 0 or value < -1),
    st.sampled_from(["%", "st", "kr", None]),
)
def test_every_value_comes_back_as_it_was_written(value: Decimal, unit: str | None):
    written = f"{value:,f}".replace(",", " ").replace(".", ",") + (f" {unit}" if unit else "")
    (found,) = quantities(f"värdet {written}")
    assert (found.value, found.unit) == (value, unit)
