"""Swedish calendar arithmetic: years left out, weeks, holidays, seasons. Dates in, dates out; no text."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

Span = tuple[date, date]

#: How near a coming day makes the year of a looking-back date doubtful.
NEAR = 14


def real(year: int, month: int, day: int) -> date | None:
    """The day, or None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def two_digit_year(year: int) -> int:
    return year + 2000 if year < 100 else year


def month_span(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def shift_months(day: date, months: int) -> date:
    """The same day some months on; the month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    year = min(max(year, 1), 9998)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shift_days(day: date, days: int) -> date:
    """`days` on, kept inside the calendar."""
    ordinal = min(max(day.toordinal() + days, 1), date.max.toordinal())
    return date.fromordinal(ordinal)


def week_span(year: int, week: int) -> Span | None:
    """Monday to Sunday of an ISO week, or None when the year has no such week."""
    try:
        first = date.fromisocalendar(year, week, 1)
        return first, first + timedelta(6)
    except (ValueError, OverflowError):
        return None


def week_of(day: date, weeks: int = 0) -> Span:
    first = shift_days(day, 7 * weeks - day.weekday())
    return first, shift_days(first, 6)


def quarter_span(year: int, quarter: int) -> Span:
    return date(year, 3 * quarter - 2, 1), month_span(year, 3 * quarter)[1]


def half_span(year: int, half: int) -> Span:
    return (date(year, 1, 1), date(year, 6, 30)) if half == 1 else (date(year, 7, 1), date(year, 12, 31))


def year_span(year: int) -> Span:
    return date(year, 1, 1), date(year, 12, 31)


def season_span(year: int, season: str) -> Span:
    """Meteorological seasons; winter is that which begins in December of the year before."""
    if season == "winter":
        return date(year - 1, 12, 1), month_span(year, 2)[1]
    if season == "school_year":
        return date(year, 8, 1), date(year + 1, 6, 30)
    first, last = {
        "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "spring_term": (1, 6), "autumn_term": (8, 12),
    }[season]  # fmt: skip
    return date(year, first, 1), month_span(year, last)[1]


@lru_cache(maxsize=256)
def holiday(year: int, name: str) -> Span:
    """The day or days of a Swedish holiday: fixed ones by the almanac, movable ones by Easter or weekday."""
    fixed = _FIXED.get(name)
    if fixed is not None:
        first = date(year, fixed[0], fixed[1])
        return first, first + timedelta(fixed[2])
    if name in _BY_WEEKDAY:
        month, weekday, nth = _BY_WEEKDAY[name]
        found = nearest_weekday(date(year, *month), weekday, forward=True, today_counts=True) + timedelta(7 * nth)
        return found, found
    movable = _BY_EASTER.get(name)
    if movable is not None:
        sunday = easter(year)
        return sunday + timedelta(movable[0]), sunday + timedelta(movable[1])
    if name.startswith("midsummer"):
        eve = next(date(year, 6, day) for day in range(19, 26) if date(year, 6, day).weekday() == 4)
        return {"midsummer": (eve, eve + timedelta(1)), "midsummer_eve": (eve, eve)}.get(
            name, (eve + timedelta(1), eve + timedelta(1))
        )
    saturday = next(
        date(year, 10, 31) + timedelta(i) for i in range(7) if (date(year, 10, 31) + timedelta(i)).weekday() == 5
    )
    return saturday, saturday


_FIXED = {
    "new_years_day": (1, 1, 0), "epiphany_eve": (1, 5, 0), "epiphany": (1, 6, 0),
    "walpurgis": (4, 30, 0), "first_of_may": (5, 1, 0), "national_day": (6, 6, 0), "lucia": (12, 13, 0),
    "christmas_eve": (12, 24, 0), "christmas_day": (12, 25, 0), "boxing_day": (12, 26, 0),
    "christmas": (12, 24, 2), "womens_day": (3, 8, 0), "valentine": (2, 14, 0), "new_years_eve": (12, 31, 0), "new_year": (12, 31, 1), "between_years": (12, 27, 3),
}  # fmt: skip
#: The first such weekday from a day on, and so many weeks later.
_BY_WEEKDAY = {
    "advent_1": ((11, 27), 6, 0), "advent_2": ((11, 27), 6, 1), "advent_3": ((11, 27), 6, 2),
    "advent_4": ((11, 27), 6, 3), "mothers_day": ((5, 25), 6, 0), "fathers_day": ((11, 8), 6, 0),
}  # fmt: skip
_BY_EASTER = {
    "palm_sunday": (-7, -7), "shrove": (-47, -47), "maundy": (-3, -3), "good_friday": (-2, -2), "easter_eve": (-1, -1),
    "easter_day": (0, 0), "easter_monday": (1, 1), "easter": (-3, 1), "ascension": (39, 39),
    "pentecost_eve": (48, 48), "pentecost": (49, 49), "pentecost_span": (48, 49), "pentecost_monday": (50, 50),
}  # fmt: skip

#: Holidays that are several days, so that a single day of them is a guess.
VAGUE_HOLIDAYS = {"easter", "christmas", "new_year", "pentecost_span", "midsummer", "between_years"}


def nearest_weekday(today: date, weekday: int, forward: bool, today_counts: bool) -> date:
    """The closest such weekday in one direction."""
    step = (weekday - today.weekday()) % 7 if forward else -((today.weekday() - weekday) % 7)
    if step == 0 and not today_counts:
        step = 7 if forward else -7
    return shift_days(today, step)
