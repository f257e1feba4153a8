"""What comes back: how often it does, and on which days. Dates in, dates out; no text, no clock."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from dateutil import rrule
from pydantic import BaseModel, ConfigDict

Unit = Literal["week", "month"]
Days = tuple[date, date]

#: More at one time is a slip of the pen: nobody plans that many meetings in one line.
MOST = 100
LAST = -1  # the last of the month, as a day's or a weekday's number


class Repeat(BaseModel):
    """How often: every `interval` weeks or months, and on which of the days.

    `weekdays` are 0 (Monday) to 6; with `nth` the first, third or last (-1) of these in the month. `month_days` are
    days of the month, -1 the last. `months` are those in which it falls; empty: all. `weeks` takes only the ISO weeks
    with an even or odd number. `first` and `last` are the bounds that the text gives, `but` the days it leaves out,
    `count` how many times.
    """

    model_config = ConfigDict(frozen=True)
    every: Unit
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    weeks: Literal["even", "odd"] | None = None
    first: date | None = None
    last: date | None = None
    but: tuple[Days, ...] = ()
    count: int | None = None

    @property
    def names_its_days(self) -> bool:
        """Whether it says on which days: 'varje vecka' alone does not, unless it has a first day to count from."""
        named = self.weekdays if self.every == "week" else (self.weekdays and self.nth) or self.month_days
        return bool(named or (self.first and not self.weekdays))


@dataclass(frozen=True)
class Occurrences:
    """The days it falls on, those passed over because nobody works, and what ended it.

    `ended`: 'text' at the bound or number that the text gives, 'project' at the project's end, 'most' at MOST.
    """

    days: tuple[date, ...]
    skipped: tuple[date, ...]
    ended: Literal["text", "project", "most"]


def occurrences(repeat: Repeat, today: date, end: date, works: Callable[[date], bool]) -> Occurrences:
    """The days from `today` (or the later first day) through `end` (or the earlier last day), MOST at the most.

    `works` tells the days on which something can be held; the others are passed over. `count` counts those held.
    """
    last = min(end, repeat.last or end)
    days: list[date] = []
    skipped: list[date] = []
    most = min(MOST, repeat.count or MOST)
    for day in _falls(repeat, repeat.first or today, last):
        if day < today:  # it began before
            continue
        if len(days) == most:
            return Occurrences(tuple(days), tuple(skipped), "text" if repeat.count == most else "most")
        if not any(begins <= day <= ends for begins, ends in repeat.but):
            (days if works(day) else skipped).append(day)
    by_text = (repeat.last is not None and repeat.last <= end) or len(days) == repeat.count
    return Occurrences(tuple(days), tuple(skipped), "text" if by_text else "project")


def _falls(repeat: Repeat, first: date, last: date) -> Iterator[date]:
    """The days it falls on within the bounds, days off too; every second week is counted from the first of them."""
    days: Iterator[date] = _days(_completed(repeat, first), first, last, 1)
    if repeat.interval > 1 and (begins := next(days, None)):
        days = _days(_completed(repeat, first), begins, last, repeat.interval)
    elif repeat.interval > 1:
        days = iter(())
    if repeat.weeks:
        odd = repeat.weeks == "odd"
        return (day for day in days if day.isocalendar().week % 2 == odd)
    return days


def _completed(repeat: Repeat, first: date) -> Repeat:
    """'varje vecka från 2 april': where it does not say on which days, those of its first."""
    if repeat.every == "week" and not repeat.weekdays:
        return repeat.model_copy(update={"weekdays": (first.weekday(),)})
    if repeat.every == "month" and not (repeat.weekdays or repeat.month_days):
        apart = 12 // (len(repeat.months) or 12)  # 'varje kvartal från 28 mars': March, June, …
        months = tuple(sorted((first.month - 1 + apart * i) % 12 + 1 for i in range(len(repeat.months))))
        return repeat.model_copy(update={"month_days": (first.day,), "months": months})
    return repeat


def _days(repeat: Repeat, first: date, last: date, interval: int) -> Iterator[date]:
    if repeat.month_days:
        return _by_month_day(repeat, first, last, interval)
    monthly = repeat.every == "month"
    found = rrule.rrule(
        rrule.MONTHLY if monthly else rrule.WEEKLY,
        dtstart=_moment(first.replace(day=1) if monthly else first), until=_moment(last), interval=interval,
        byweekday=repeat.weekdays, bysetpos=repeat.nth or None, bymonth=repeat.months or None,
    )  # fmt: skip
    return (moment.date() for moment in found if moment.date() >= first)


def _by_month_day(repeat: Repeat, first: date, last: date, interval: int) -> Iterator[date]:
    """A day that a month lacks is its last: 'den 31:a varje månad'."""
    begins = _moment(first.replace(day=1))
    months = rrule.rrule(
        rrule.MONTHLY, dtstart=begins, until=_moment(last), interval=interval, bymonth=repeat.months or None
    )
    for moment in months:
        length = monthrange(moment.year, moment.month)[1]
        numbers = {length if number == LAST else min(number, length) for number in repeat.month_days}
        yield from (day for number in sorted(numbers) if first <= (day := moment.date().replace(day=number)) <= last)


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)
