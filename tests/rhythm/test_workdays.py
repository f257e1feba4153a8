"""On which days the assistant asks something of people."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.swedish import almanac
from bot.workdays import WorkingDays, is_squeezed

ALL = WorkingDays(quiet_weeks=frozenset({28, 29, 30, 31}))
OFF = [
    "new_years_day", "epiphany", "good_friday", "easter_eve", "easter_day", "easter_monday", "first_of_may",
    "ascension", "pentecost", "national_day", "midsummer_eve", "midsummer_day", "all_saints", "christmas_eve",
    "christmas_day", "boxing_day", "new_years_eve",
]  # fmt: skip


def days(text: str) -> list[date]:
    return [date.fromisoformat(each) for each in text.split()]


@pytest.mark.parametrize("year", range(2023, 2034))
def test_ten_years_of_holidays_are_those_that_people_write(year):
    off = {almanac.holiday(year, name)[0] for name in OFF}
    every = [date(year, 1, 1) + timedelta(number) for number in range(366)]
    weekdays = [day for day in every if day.year == year and day.weekday() < 5 and not is_squeezed(day)]
    assert {day for day in weekdays if not WorkingDays().works(day)} == {day for day in off if day.weekday() < 5}


def test_christmas_2024_has_hardly_a_day_to_ask_on():
    # Mondays 23 and 30 are squeezed between a Sunday and an eve, Friday 27 between Boxing Day and a Saturday
    works = [day for day in (date(2024, 12, 20) + timedelta(number) for number in range(20)) if ALL.works(day)]
    assert works == days("2024-12-20 2025-01-02 2025-01-03 2025-01-07 2025-01-08")
    assert ALL.on_or_before(date(2024, 12, 31)) == date(2024, 12, 20)


@pytest.mark.parametrize(
    ("day", "earlier"),
    [
        ("2024-05-10", "2024-05-08"),  # the Friday after Ascension Day
        ("2025-06-06", "2025-06-05"),  # the national day, a Friday
        ("2024-06-07", "2024-06-05"),  # the Friday after it
        ("2024-04-30", "2024-04-30"),  # Walpurgis night is a short day
        ("2024-05-01", "2024-04-30"),
        ("2029-04-30", "2029-04-27"),  # a Monday before the First of May
        ("2025-05-02", "2025-04-30"),
        ("2024-03-31", "2024-03-28"),  # Easter Sunday: Maundy Thursday is a day
        ("2024-06-21", "2024-06-20"),
        ("2023-06-05", "2023-06-02"),
        ("2024-02-29", "2024-02-29"),
        ("2028-02-29", "2028-02-29"),
        ("2026-12-31", "2026-12-30"),  # week 53
        ("2027-01-03", "2026-12-30"),  # Sunday of the same week 53
        ("2024-07-15", "2024-07-05"),
        ("2024-08-04", "2024-07-05"),
        ("2024-08-05", "2024-08-05"),
    ],
)
def test_a_day_off_is_moved_earlier(day, earlier):
    assert ALL.on_or_before(date.fromisoformat(day)) == date.fromisoformat(earlier)


def test_what_is_in_a_quiet_week_is_reminded_of_in_quiet_weeks():
    assert ALL.on_or_before(date(2024, 7, 21), about=date(2024, 7, 25)) == date(2024, 7, 19)
    assert ALL.on_or_before(date(2024, 7, 21), about=date(2024, 8, 6)) == date(2024, 7, 5)


def test_after_something_comes_the_next_working_morning_in_summer_too():
    assert ALL.on_or_after(date(2024, 7, 13)) == date(2024, 7, 15)
    assert ALL.on_or_after(date(2024, 12, 24)) == date(2025, 1, 2)


def test_whoever_works_two_days_is_asked_on_those():
    few = WorkingDays(frozenset({0, 2}))
    assert few.on_or_before(date(2024, 3, 15)) == date(2024, 3, 13)
    assert few.on_or_after(date(2024, 3, 14)) == date(2024, 3, 18)
    assert few.works(date(2024, 3, 13)), "a day between two of one's own days off is no squeeze day"


def test_week_53_and_week_1_can_be_quiet():
    quiet = WorkingDays(quiet_weeks=frozenset({52, 53, 1}))
    assert quiet.on_or_before(date(2027, 1, 8)) == date(2026, 12, 18)  # 2026 has a week 53
    assert quiet.on_or_before(date(2024, 1, 5)) == date(2023, 12, 22)  # 2023 has none: Friday of week 51


people = st.builds(
    WorkingDays,
    st.sets(st.integers(0, 6), min_size=1).map(frozenset),
    st.sets(st.integers(1, 53), max_size=10).map(frozenset),
)
any_day = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(people, any_day)
def test_it_is_never_later_than_asked_and_always_a_day_that_works(person, day):
    earlier, later = person.on_or_before(day), person.on_or_after(day)
    assert earlier <= day <= later
    assert person.works(earlier)
    assert not any(person.works(earlier + timedelta(number)) for number in range(1, (day - earlier).days + 1))
    assert WorkingDays(person.weekdays).works(later)


@given(people, any_day, any_day)
def test_about_something_in_a_quiet_week_the_day_is_only_nearer(person, day, about):
    found = person.on_or_before(day, about=about)
    assert person.on_or_before(day) <= found <= day
    assert WorkingDays(person.weekdays).works(found)
