"""Days on which something can be asked of people: no day off, no squeeze day, no quiet week.

Public holidays come from the `holidays` library; midsummer's, Christmas and New Year's eve are days off as well,
as almost everywhere in Sweden. The other eves (Maundy Thursday, Walpurgis night) are short days, and days.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

MONDAY_TO_FRIDAY = frozenset(range(5))
DAY = timedelta(days=1)
#: Longer than any row of days off: whoever works no day of any week gets the day that was asked for.
FARTHEST = 366


@dataclass(frozen=True)
class WorkingDays:
    """When a person can be reached. `weekdays`: 0 (Monday) to 6; `quiet_weeks`: ISO weeks that are left alone."""

    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    quiet_weeks: frozenset[int] = frozenset()

    def works(self, day: date) -> bool:
        """Whether `day` is a day to ask something on."""
        return self._at_work(day) and not self.is_quiet(day)

    def is_quiet(self, day: date) -> bool:
        """Whether `day` lies in a quiet week."""
        return day.isocalendar().week in self.quiet_weeks

    def on_or_before(self, day: date, *, about: date | None = None) -> date:
        """The last working day up to `day`. Quiet weeks do not count when what it is `about` lies in one."""
        quiet_counts = about is None or not self.is_quiet(about)
        return self._first(day, -DAY, quiet_counts=quiet_counts)

    def on_or_after(self, day: date) -> date:
        """The first working day from `day` on, in a quiet week too: it is about something that has just been."""
        return self._first(day, DAY, quiet_counts=False)

    def _first(self, day: date, step: timedelta, *, quiet_counts: bool) -> date:
        for days in range(FARTHEST):
            found = day + days * step
            if self._at_work(found) and not (quiet_counts and self.is_quiet(found)):
                return found
        return day

    def _at_work(self, day: date) -> bool:
        return day.weekday() in self.weekdays and not _is_holiday(day) and not is_squeezed(day)


def is_day_off(day: date) -> bool:
    """Whether most people are off: a Saturday, a Sunday, a public holiday or one of the three eves."""
    return day.weekday() >= 5 or _is_holiday(day)


def is_squeezed(day: date) -> bool:
    """Whether `day` is a single day between two days off (klämdag)."""
    return not is_day_off(day) and is_day_off(day - DAY) and is_day_off(day + DAY)


def _is_holiday(day: date) -> bool:
    return day in _holidays(day.year)


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    from holidays import country_holidays  # a tenth of a second, which a command that asks no day need not wait for

    return frozenset(country_holidays("SE", years=year, categories=("public", "de_facto")))
