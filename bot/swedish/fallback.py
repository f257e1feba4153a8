"""A date field in which our own rules found nothing: an English date, or one in another order of parts.

dateparser reads it, Swedish and English, day before month. It never sees a whole message (it would read '3 mars
23 deltagare' as 2023), and what it says is always shown as assumed.
"""

from datetime import date, datetime, time

from bot.reading import Direction

_LONGEST = 40  # characters: more is no date field, and dateparser slows down with the length
_YEARS = 15  # so far from today it is a misreading: 'den 15:e' as 2115


def read_elsewhere(text: str, today: date, direction: Direction) -> date | None:
    """The single day that dateparser finds in a date field; None for none, or one far from today."""
    if len(text) > _LONGEST or not any(sign.isdigit() for sign in text):
        return None
    import dateparser  # here: it takes 100 ms to import, and few fields need it

    settings = {
        "DATE_ORDER": "DMY",
        "PREFER_DATES_FROM": direction,
        "RELATIVE_BASE": datetime.combine(today, time()),
        "REQUIRE_PARTS": ["day", "month"],
    }
    try:
        found = dateparser.parse(text, languages=["sv", "en"], settings=settings)
    except (ValueError, OverflowError):
        return None
    if found is None or abs(found.year - today.year) > _YEARS:
        return None
    return found.date()
