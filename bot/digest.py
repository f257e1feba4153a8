"""What Monday's overview tells of, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.missing import Missing
from bot.plans import Planned, Step
from bot.records import Activity, Kind, Note


@dataclass(frozen=True)
class Day:
    """One day of what is planned: the event itself, or its deadline."""

    date: date
    about: Literal["event", "deadline"]
    planned: Planned


@dataclass(frozen=True)
class Digest:
    """`coming`: this week's and the next one's days, in their order. `unanswered`: plans whose day has passed without
    a word. `late`: what should be done by now, by what it belongs to; `late_notes`: open notes whose last day has
    been; `uninformed`: how many contacts should have been told by now. `unconfirmed`: days that nobody has settled.
    `missing`: what has no day at all. `logged`: how many records of each kind last week, `spent_ore` what they cost.
    """

    monday: date
    coming: tuple[Day, ...] = ()
    unanswered: tuple[Activity, ...] = ()
    late: tuple[tuple[Planned, tuple[Step, ...]], ...] = ()
    unconfirmed: tuple[Activity, ...] = ()
    warnings: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    logged: Mapping[Kind, int] | None = None
    spent_ore: int = 0
    late_notes: tuple[Note, ...] = ()
    uninformed: int = 0

    def __bool__(self) -> bool:
        """Whether there is anything new to say: what only lacks a day was asked for already, and is told beside."""
        return any(
            (self.coming, self.unanswered, self.late, self.late_notes, self.uninformed, self.unconfirmed, self.logged)
        )
