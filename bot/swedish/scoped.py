"""What is asked about some days, a municipality, a goal or a cost category, alone or together."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from bot.swedish.spans import Period, SinceLast


@dataclass(frozen=True)
class InScope:
    """What happened in the period (None: the project's), under the goal, in the municipality, of the activity type.

    `money`: what it cost.
    """

    period: Period | None = None
    goal: int | None = None
    municipality: str | None = None
    category: str | None = None
    money: bool = False
    type: str | None = None


@dataclass(frozen=True)
class Underlying:
    """The records behind the figures of `of`."""

    of: InScope


@dataclass(frozen=True)
class Reached:
    """The municipalities where something was held in `of`, and where nothing was."""

    of: InScope


def scopes(
    periods: Sequence[Period],
    goals: Sequence[int],
    places: Sequence[str],
    categories: Sequence[str],
    types: Sequence[str],
    *,
    money: bool,
) -> list[InScope]:
    """Every combination of what is named: usually one of each."""
    named = map(_or_none, (periods, goals, places, categories, types))
    return [
        InScope(period, goal, place, category, money or category is not None, kind)
        for period, goal, place, category, kind in product(*named)
    ]


def _or_none(named: Sequence[Any]) -> Sequence[Any]:
    return named or (None,)


def canonical(scope: InScope) -> str:
    """The request as one would write it: 'delmål 3 Nora kvartal 1 2024'."""
    goal = f"delmål {scope.goal}" if scope.goal is not None else ""
    money = "pengar" if scope.money and not scope.category else ""
    when = _since(scope.period) if isinstance(scope.period, SinceLast) else scope.period.name if scope.period else ""
    return " ".join(part for part in (money, scope.category, goal, scope.type, scope.municipality, when) if part)


def _since(since: SinceLast) -> str:
    one = since.types[0] if len(since.types) == 1 else "möte"
    return f"sedan förra {one}{'t' if one.endswith('möte') else ''}"
