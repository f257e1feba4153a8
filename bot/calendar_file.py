"""Dated things as an iCalendar file (RFC 5545), which Outlook, Google and Apple read alike.

No METHOD stands in it: it is no invitation, and publishing one (RFC 5546) would need an organiser, a person.
"""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import date as day
from datetime import time as clock
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vDuration, vRecur, vText

PRODUCT = "-//YH-assistenten//Kalender//SV"
REFRESH = timedelta(hours=1)  # how often a program that subscribes is asked to look
ASSUMED = timedelta(hours=1)  # without an end: none at all would be a line that nobody sees, or half a day in some


@dataclass(frozen=True)
class Entry:
    """One thing in a calendar, neutral to what it is.

    `uid` is the same however the thing changes, and `sequence` grows with each change, at `changed` (with time
    zone). `end_date` is its last day, None for the first. Without `time` it takes whole days; so it does when it is
    `tentative`, a span in which the day is to be found. `cancelled`: a calendar that has it drops it.
    """

    uid: str
    title: str
    date: day
    changed: datetime
    sequence: int = 0
    time: clock | None = None
    end_date: day | None = None
    end_time: clock | None = None
    place: str = ""
    description: str = ""
    cancelled: bool = False
    tentative: bool = False

    @property
    def all_day(self) -> bool:
        """Whether it takes whole days: so does what lasts for several and nobody knows when the last one ends."""
        several = self.end_date is not None and self.end_date > self.date
        return self.time is None or self.tentative or (several and self.end_time is None)


@lru_cache(maxsize=4)  # a feed is asked for far more often than anything in it changes
def calendar_file(entries: tuple[Entry, ...], name: str, zone: ZoneInfo) -> bytes:
    """The file: the same bytes for the same entries. `name` is what people see the calendar called."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for called in ("name", "x-wr-calname"):  # RFC 7986, and what everybody had before it
        calendar.add(called, vText(_line(name)))
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    calendar.add_component(_timezone(zone))
    for entry in entries:
        calendar.add_component(_event(entry, zone))
    return bytes(calendar.to_ical())


def _event(entry: Entry, zone: ZoneInfo) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed.astimezone(UTC))
    event.add("last-modified", entry.changed.astimezone(UTC))
    event.add("sequence", entry.sequence)
    event.add("summary", _line(entry.title))
    start, end = _span(entry, zone)
    event.add("dtstart", start)
    event.add("dtend", end)
    if entry.place:
        event.add("location", _line(entry.place))
    if entry.description:
        event.add("description", "\n".join(map(_line, entry.description.splitlines())))
    event.add("status", "CANCELLED" if entry.cancelled else "TENTATIVE" if entry.tentative else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.cancelled or entry.all_day else "OPAQUE")  # whole days keep nobody busy
    return event


def _span(entry: Entry, zone: ZoneInfo) -> tuple[day, day]:
    """First and end; the end of whole days is the day after the last (RFC 5545, 3.6.1)."""
    last = max(entry.end_date or entry.date, entry.date)
    if entry.time is None or entry.all_day:
        return entry.date, last + timedelta(days=1)
    start = datetime.combine(entry.date, entry.time, zone)
    end = datetime.combine(last, entry.end_time or entry.time, zone)
    if entry.end_time is None or (entry.end_time == entry.time and last == entry.date):
        # by way of UTC: an hour is an hour in the night when the clock is changed, too
        return start, (start.astimezone(UTC) + ASSUMED).astimezone(zone)
    return start, end if end > start else end + timedelta(days=1)


def _timezone(zone: ZoneInfo) -> Timezone:
    """The zone with the European Union's summer time (directive 2000/84/EC; the same days since 1996).

    icalendar's own would list the days of some years, an hour late in spring, and Outlook reads rules only.
    """
    winter, summer = (datetime(2024, month, 1, tzinfo=zone) for month in (1, 7))
    timezone = Timezone()
    timezone.add("tzid", zone.key)
    for part, first, before, after in (
        (TimezoneDaylight(), datetime(1996, 3, 31, 1), winter, summer),
        (TimezoneStandard(), datetime(1996, 10, 27, 1), summer, winter),
    ):
        offset = before.utcoffset() or timedelta()
        part.add("dtstart", first + offset)  # at one o'clock UTC, told by the clock as it was until then
        part.add("tzoffsetfrom", offset)
        part.add("tzoffsetto", after.utcoffset() or timedelta())
        part.add("tzname", after.tzname() or zone.key)
        part.add("rrule", vRecur(freq="YEARLY", bymonth=first.month, byday="-1SU"))
        timezone.add_component(part)
    return timezone


def _line(text: str) -> str:
    """One line without what cannot stand in a text (RFC 5545, 3.3.11: no control characters)."""
    return "".join(each for each in " ".join(text.split()) if unicodedata.category(each) not in ("Cc", "Cs"))
