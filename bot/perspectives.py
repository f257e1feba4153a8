"""How many occasions took up a perspective that runs through everything (jämställdhet, integration …)."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.project import Project


@dataclass(frozen=True)
class PerspectiveSum:
    """Occasions held with a perspective under one goal in one year; `goal` None: all of them, each counted once."""

    goal: int | None
    year: int
    perspective: str
    occasions: int


def counted(
    project: Project, sums: Sequence[PerspectiveSum], goal: int | None, year: int | None
) -> tuple[tuple[str, int], ...]:
    """Each of the project's perspectives with its occasions, in the project's order; without a `year`, of all years."""
    return tuple(
        (
            each.name,
            sum(
                part.occasions
                for part in sums
                if part.perspective == each.name and part.goal == goal and year in (None, part.year)
            ),
        )
        for each in project.perspectives
    )
