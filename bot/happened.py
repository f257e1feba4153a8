"""What happened within a scope: sums and the latest records in, ready to be said."""

from dataclasses import dataclass, field
from datetime import date

from bot.budget import Expenses
from bot.goals import Heads, Occasions, Upcoming
from bot.project import Goal
from bot.span import Scope


@dataclass(frozen=True)
class Held:
    """One occasion that was held."""

    id: int
    date: date
    title: str
    heads: Heads


@dataclass(frozen=True)
class Noted:
    """Decisions or deviations of the days: how many, and the latest of them."""

    type: str
    count: int
    latest: tuple[str, ...]


@dataclass(frozen=True)
class Happened:
    """`goals`: what was held under each, where one occasion may count to several; `total` counts it once.

    `spent` are the expenses of the days, or with a goal or a municipality those bound to its occasions.
    `received`: öre by payer. `planned` lie ahead within the days, `overdue` have passed and nobody has said how
    they went.
    """

    scope: Scope
    total: Occasions
    planned: int = 0
    overdue: int = 0
    goals: tuple[tuple[Goal, Occasions], ...] = ()
    latest: tuple[Held, ...] = ()
    spent: Expenses = field(default_factory=lambda: Expenses(()))
    received: tuple[tuple[str, int], ...] = ()
    noted: tuple[Noted, ...] = ()
    ahead: tuple[Upcoming, ...] = ()
    coming: tuple[Held, ...] = ()  # the first of those that are planned

    @property
    def empty(self) -> bool:
        """Whether nothing at all is logged of it."""
        counted = self.total.held or self.planned or self.overdue
        return not (counted or self.spent.sums or self.received or self.noted)
