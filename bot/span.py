"""What an answer is about: the days of it, and what else narrows it down to some of the records."""

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from bot.project import Project

WHOLE = "hela projekttiden"


@dataclass(frozen=True)
class Span:
    """Days from `first` to `last`, both included; `name` as people read it: 'kvartal 1 2024', '2024'."""

    first: date
    last: date
    name: str

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


def whole(project: Project) -> Span:
    """The project's period."""
    return Span(project.start, project.end, WHOLE)


def of_year(project: Project, year: int) -> Span:
    """The part of a calendar year that lies in the project's period; no day at all of a year that does not."""
    return within(project, Span(date(year, 1, 1), date(year, 12, 31), str(year)))


def within(project: Project, span: Span) -> Span:
    """The same span without the days outside the project's period."""
    return replace(span, first=max(span.first, project.start), last=min(span.last, project.end))


@dataclass(frozen=True)
class Scope:
    """Which records: those of the days, and where it says so of one goal, municipality, cost category, activity type."""

    span: Span
    goal: int | None = None
    municipality: str | None = None
    category: str | None = None
    type: str | None = None

    @property
    def of_occasions(self) -> bool:
        """Whether it is about some occasions only; money, payments and decisions are bound to none or to one of them."""
        return (self.goal, self.municipality, self.type) != (None, None, None)

    def packed(self) -> str:
        """The scope as a button's value."""
        days = [self.span.first.isoformat(), self.span.last.isoformat(), self.span.name]
        return json.dumps([*days, self.goal, self.municipality, self.category, self.type], ensure_ascii=False)

    @classmethod
    def unpacked(cls, value: str) -> Self:
        """The scope that a button's value says. Raises ValueError for anything else."""
        match json.loads(value):
            case [str(first), str(last), str(name), goal, municipality, category, kind]:
                span = Span(date.fromisoformat(first), date.fromisoformat(last), name)
                return cls(span, goal, municipality, category, kind)
        raise ValueError("no scope")
