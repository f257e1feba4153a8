"""The calendar file, read back by icalendar, and held against RFC 5545."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from bot.calendar_file import Entry, calendar_file

STOCKHOLM = ZoneInfo("Europe/Stockholm")
CHANGED = datetime(2024, 3, 1, 12, 0, tzinfo=UTC)
DAY = date(2024, 5, 14)


def entry(**how: object) -> Entry:
    return Entry(**({"uid": "activity-1@abc.yh", "title": "Seminarium", "date": DAY, "changed": CHANGED} | how))  # type: ignore[arg-type]


def written(*entries: Entry, name: str = "YH") -> bytes:
    return calendar_file(entries, name, STOCKHOLM)


def read(each: Entry) -> Event:
    (event,) = Calendar.from_ical(written(each)).events
    return event


def test_it_has_what_rfc_5545_requires() -> None:
    """3.6: PRODID and VERSION; 3.6.1: UID, DTSTAMP, DTSTART; 3.6.5: TZID, and DTSTART and both offsets of each part."""
    calendar = Calendar.from_ical(written(entry(time=time(9)), entry(uid="b@abc.yh")))
    assert {"PRODID", "VERSION"} <= calendar.keys()
    for event in calendar.events:
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "LAST-MODIFIED", "STATUS"} <= event.keys()
    (zone,) = calendar.timezones
    assert zone["TZID"] == "Europe/Stockholm"
    assert [part.name for part in zone.subcomponents] == ["DAYLIGHT", "STANDARD"]
    assert all({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE"} <= part.keys() for part in zone.subcomponents)
    assert calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    assert calendar.calendar_name == "YH"


def test_lines_end_as_they_must_and_none_is_longer_than_75_octets() -> None:
    content = written(entry(title="å" * 150, description="en rad\noch en till"))
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75


@pytest.mark.parametrize(
    "title",
    [
        "Möte\r\nATTENDEE:mailto:x@example.se",
        "Möte\nEND:VEVENT",
        "a; b, c \\ d: e",
        "\\n är ingen ny rad",
        '"citat" \x00\x07 \x85 \u2028 slut',
        "🎉 " + "å" * 200,
    ],
)
def test_what_somebody_wrote_stays_text_on_one_line(title: str) -> None:
    event = read(entry(title=title, place=title, description=title))
    assert set(event) == {
        "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "SUMMARY", "DTSTART", "DTEND", "LOCATION", "DESCRIPTION",
        "STATUS", "TRANSP",
    }  # fmt: skip
    assert str(event["SUMMARY"]).split() == re.sub(r"[\x00\x07]", "", title).split()
    assert re.search(r"[\x00-\x1f]", str(event["SUMMARY"])) is None


def test_the_calendars_name_is_text_too() -> None:
    lines = written(entry(), name="Öst; väst,\r\nX-FEL:1").decode().split("\r\n")
    assert [line for line in lines if "FEL" in line] == [
        r"NAME:Öst\; väst\, X-FEL:1", r"X-WR-CALNAME:Öst\; väst\, X-FEL:1",
    ]  # fmt: skip


def test_a_day_ends_where_the_next_begins() -> None:
    event = read(entry())
    assert (event.start, event.end) == (DAY, DAY + timedelta(days=1))
    event = read(entry(end_date=date(2024, 5, 16)))
    assert (event.start, event.end) == (DAY, date(2024, 5, 17))
    assert event["TRANSP"] == "TRANSPARENT", "whole days keep nobody busy"


def test_a_time_is_the_clock_in_stockholm_in_winter_and_summer() -> None:
    for day, utc in ((date(2024, 1, 14), 12), (date(2024, 7, 14), 11)):
        event = read(entry(date=day, time=time(13), end_time=time(15)))
        assert event["DTSTART"].params["TZID"] == "Europe/Stockholm"
        assert (event.start.astimezone(UTC).hour, event.end - event.start) == (utc, timedelta(hours=2))
        assert event["TRANSP"] == "OPAQUE"


def test_without_an_end_it_takes_an_hour_also_in_the_nights_when_the_clock_is_changed() -> None:
    for day in (DAY, date(2024, 3, 31), date(2024, 10, 27)):
        event = read(entry(date=day, time=time(1, 30)))
        assert event.end.astimezone(UTC) - event.start.astimezone(UTC) == timedelta(hours=1)


def test_an_end_after_midnight_is_on_the_day_after() -> None:
    event = read(entry(time=time(20), end_time=time(1)))
    assert event.end == datetime(2024, 5, 15, 1, 0, tzinfo=STOCKHOLM)


def test_several_days_have_their_hours_only_where_both_are_known() -> None:
    event = read(entry(time=time(9), end_date=date(2024, 5, 15), end_time=time(16)))
    assert event.end == datetime(2024, 5, 15, 16, 0, tzinfo=STOCKHOLM)
    event = read(entry(time=time(9), end_date=date(2024, 5, 15)))
    assert (event.start, event.end) == (DAY, date(2024, 5, 16))


def test_a_span_that_nobody_has_confirmed_is_tentative_and_takes_whole_days() -> None:
    event = read(entry(time=time(9), end_date=date(2024, 5, 31), tentative=True))
    assert (event["STATUS"], event.start, event.end) == ("TENTATIVE", DAY, date(2024, 6, 1))
    assert read(entry(tentative=True, cancelled=True))["STATUS"] == "CANCELLED"


def test_the_same_entries_make_the_same_bytes() -> None:
    one = written(entry(time=time(9)))
    calendar_file.cache_clear()
    assert written(entry(time=time(9))) == one


def test_its_summer_time_is_that_of_the_zone_itself() -> None:
    """Each hour of a year with the rules in the file, against Python's own zone, at both changes and on leap day."""
    (zone,) = Calendar.from_ical(written(entry())).timezones
    ours = zone.to_tz(lookup_tzid=False)
    for year in (1996, 2024, 2031):
        for hour in range(366 * 24):
            at = datetime(year, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
            assert at.astimezone(ours).utcoffset() == at.astimezone(STOCKHOLM).utcoffset(), at
