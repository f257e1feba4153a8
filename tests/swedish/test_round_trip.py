"""Every day of 2020-2030, written as Swedes write dates, comes back as that day."""

from datetime import date, timedelta

import pytest
from babel.dates import format_date, parse_pattern

from bot.project import Project
from bot.swedish import read, read_day

FIRST = date(2020, 1, 1)
DAYS = [FIRST + timedelta(n) for n in range((date(2031, 1, 1) - FIRST).days)]
TODAY = date(2026, 3, 5)
TWO_DIGITS = parse_pattern("yy-MM-dd")


@pytest.mark.parametrize("style", ["short", "medium", "long", "full"])
def test_every_day_in_babels_styles(style, project: Project):
    for day in DAYS:
        written = format_date(day, style, locale="sv_SE")
        assert read_day(written, TODAY) == day, written
        reading = read(f"branschseminarium energi {written} i Hallsberg, 28 deltagare", project, TODAY)
        assert (reading.date, reading.end_date, reading.doubts) == (day, None, ()), written


def test_every_day_with_a_two_digit_year():
    for day in DAYS:
        written = TWO_DIGITS.apply(day, "sv_SE")
        assert read_day(written, TODAY) == day, written


def test_days_without_a_year_look_the_way_they_are_told():
    for day in DAYS[:366]:
        written = f"{day.day}/{day.month}"
        behind, ahead = read_day(written, TODAY, "past"), read_day(written, TODAY, "future")
        assert behind
        assert ahead
        assert behind <= TODAY <= ahead, written
        assert (behind.month, behind.day) == (ahead.month, ahead.day) == (day.month, day.day)
