"""The playground's clock is set forward morning by morning, so that what was due on the way comes on its day."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from app import Pretended
from bot.project import ReminderTimes

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def walked(start: date, *ends: date) -> list[datetime]:
    """When it was each time that somebody looked, to the minute."""
    clock, looked = Pretended(ReminderTimes(time=time(8), timezone="Europe/Stockholm"), start), []
    for end in ends:
        clock.walk(end, lambda: looked.append(clock().replace(second=0, microsecond=0)))
    return looked


def test_every_morning_on_the_way_is_looked_at_the_first_days_too() -> None:
    mornings = [datetime(2024, 3, day, 8, tzinfo=STOCKHOLM) for day in (14, 15, 16, 17)]
    assert walked(date(2024, 3, 14), date(2024, 3, 17)) == mornings
    assert walked(date(2024, 3, 14), date(2024, 3, 15), date(2024, 3, 17)) == mornings


def test_the_hour_is_the_same_on_both_sides_of_summer_time() -> None:
    assert [each.hour for each in walked(date(2024, 3, 30), date(2024, 4, 1))] == [8, 8, 8]
