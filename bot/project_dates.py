"""The dates of a decision as models: reminders, ladders, what comes back, milestones, reporting."""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cached_property
from typing import Annotated, Any, Literal, Self, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, model_validator

from bot.project_money import Part


class ReminderTimes(Part):
    """When people are reminded; `quiet_weeks` are ISO weeks, such as those of the holidays, that are left alone."""

    time: time
    timezone: str
    quiet_weeks: tuple[Annotated[int, Field(ge=1, le=53)], ...] = ()

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def day(self, moment: datetime) -> date:
        """The day it is there at that moment, which has a time zone."""
        return moment.astimezone(self.zone).date()

    @model_validator(mode="after")
    def _zone_exists(self) -> Self:
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError) as problem:
            raise ValueError(f"tidszonen {self.timezone!r} finns inte") from problem
        return self


class NoteTimes(Part):
    """So many days before its last day a decision, a deviation or something to do is reminded of."""

    days: tuple[Annotated[int, Field(ge=0, le=400)], ...] = (3, 0)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len(set(self.days)) < len(self.days):
            raise ValueError("days: samma antal dagar står två gånger")
        return self


class Step(Part):
    """One thing to do before a day; `shows` what is posted with it: the state of the project, before a meeting."""

    before: Literal["event", "deadline"]
    days: int = Field(ge=0, le=400)
    to: Literal["channel", "responsible"]
    text: str
    shows: Literal["", "status"] = ""


class Ladder(Part):
    activity_type: str
    steps: tuple[Step, ...]


class Recurring(Part):
    """An event of every year whose day nobody knows before `decided_by` has decided: the milestone `decision`."""

    activity_type: str
    month: int = Field(ge=1, le=12)
    ask_month: int = Field(ge=1, le=12)
    place: str = ""
    decided_by: str
    decision: str


class Regular(Part):
    """An activity of which there is to be one in every so many months, counted from the project's start.

    Where none is planned or held the channel is asked, `ask_days` before those months begin.
    """

    activity_type: str
    every_months: int = Field(ge=1)
    ask_days: int = Field(ge=0, le=400)


Way = Literal["every_months", "months_after_end", "on", "yearly", "dates"]
WAYS: tuple[Way, ...] = get_args(Way)


class MilestoneKind(Part):
    """A date of the project's rhythm that is no activity; `words` name it in Swedish, `role` is responsible.

    It has its days in one way: `every_months` from the project's start, `months_after_end`, `on` a day, `yearly`
    on a day ('11-15'), or on `dates` that someone else sets: a year without one is asked for from `ask_month` on.
    """

    key: str = Field(pattern=r"^[^\s:]+$")
    name: str = Field(min_length=1)
    words: tuple[str, ...] = Field(min_length=1)
    role: str = ""
    steps: tuple[Step, ...] = Field(min_length=1)
    every_months: int | None = Field(None, ge=1)
    months_after_end: int | None = Field(None, ge=1)
    on: date | None = None
    yearly: str | None = Field(None, pattern=r"^\d\d-\d\d$")
    dates: tuple[date, ...] | None = Field(None, min_length=1)
    ask_month: int | None = Field(None, ge=1, le=12)

    @property
    def ways(self) -> list[Way]:
        return [way for way in WAYS if getattr(self, way) is not None]

    @model_validator(mode="after")
    def _has_one_way(self) -> Self:
        if len(self.ways) != 1:
            ways = " och ".join(self.ways) or "inget"
            raise ValueError(f"ska få sina dagar på ett sätt ({', '.join(WAYS)}), inte på {len(self.ways)}: {ways}")
        if (self.dates is None) != (self.ask_month is None):
            raise ValueError("ask_month hör till dates, och bara dit")
        if self.yearly is not None and self.in_year(2023) is None:  # a year without a leap day
            raise ValueError(f"yearly: {self.yearly} finns inte varje år")
        years = [day.year for day in self.dates or ()]
        if len(set(years)) < len(years):
            raise ValueError("dates: ett år kan bara ha en dag")
        if any(step.before == "deadline" for step in self.steps):
            raise ValueError("steps: här finns ingen sista anmälningsdag, skriv before = event")
        return self

    def in_year(self, year: int) -> date | None:
        """The day that `yearly` or `dates` gives in that year."""
        if self.yearly is None:
            return next((day for day in self.dates or () if day.year == year), None)
        try:
            return date.fromisoformat(f"{year:04}-{self.yearly}")
        except ValueError:
            return None


class Reporting(Part):
    claim_interval_months: int = Field(ge=1)
    final_report_months: int = Field(ge=1)
    evaluation_from: date
    voucher_years: int = Field(ge=1)


def named_ones(kind: dict[str, Any], reporting: Any) -> Iterator[tuple[str, Any]]:
    """A milestone's keys and values, each name of a `reporting` setting turned into what the setting says."""
    for key, value in kind.items():
        if key in ("every_months", "months_after_end", "on") and isinstance(value, str):
            if not isinstance(reporting, dict) or value not in reporting:
                raise ValueError(f"milestones.{kind.get('key', '')}.{key}: reporting.{value} finns inte")
            value = reporting[value]
        yield key, value
