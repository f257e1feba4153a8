"""Which of the kept indicators is meant, and how one stands: where it was, where it is, where it is to be."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rapidfuzz import fuzz

from bot.records import Indicator, Measurement
from bot.swedish.inflection import same

_ALIKE = 85  # per cent: a name with a slip in it is still that name


@dataclass(frozen=True)
class Standing:
    """An indicator with its measurements, one for each day or period, in the order of their days."""

    indicator: Indicator
    measured: tuple[Measurement, ...]

    @property
    def latest(self) -> Measurement | None:
        return self.measured[-1] if self.measured else None

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None without a target or a measurement.

        Which way is forward the baseline tells; without one, more is better.
        """
        target, baseline = self.indicator.target, self.indicator.baseline
        if target is None or self.latest is None:
            return None
        down = baseline is not None and target < baseline
        return self.latest.value <= target if down else self.latest.value >= target


def standings(indicators: Iterable[Indicator], measurements: Sequence[Measurement]) -> tuple[Standing, ...]:
    """Each indicator's standing; of several measurements of the same days the one logged last counts."""
    by_days: dict[int, dict[tuple[date | None, date], Measurement]] = {}
    for one in measurements:
        by_days.setdefault(one.indicator_id, {})[one.start, one.date] = one
    return tuple(Standing(one, tuple(by_days.get(one.id or 0, {}).values())) for one in indicators)


def named(written: str, known: Sequence[Indicator]) -> tuple[list[Indicator], bool]:
    """The indicators that the words may mean, and whether they are its name: exactly, or in another form of the word."""
    said = _words(written)
    exact = [one for one in known if said and _is_called(said, _words(one.name))]
    if exact:
        return exact, True
    within = [one for one in known if said and all(any(same(word, each) for each in _words(one.name)) for word in said)]
    if within:
        return within, True
    near = [(fuzz.ratio(written.casefold(), one.name.casefold()), one) for one in known]
    return [one for likeness, one in near if likeness >= _ALIKE], False


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", name.casefold())


def _is_called(said: Sequence[str], name: Sequence[str]) -> bool:
    return len(said) == len(name) and all(a == b or same(a, b) or same(b, a) for a, b in zip(said, name, strict=True))


def unit_problem(unit: str | None, of: Indicator) -> bool:
    """Whether a value was written in another unit than the indicator's; a number of things is one without unit, too."""
    return unit is not None and unit != of.unit and not (unit == "st" and of.unit is None)


def same_days(one: Measurement, others: Sequence[Measurement]) -> Measurement | None:
    """The last other measurement of the same indicator and the same day or period."""
    days = (one.indicator_id, one.start, one.date)
    return next(
        (each for each in others if each.id != one.id and (each.indicator_id, each.start, each.date) == days), None
    )


def share_of_way(standing: Standing) -> Decimal | None:
    """How far it has come from baseline to target, 0 to 1 or beyond; None where one of the three lacks."""
    baseline, target = standing.indicator.baseline, standing.indicator.target
    if baseline is None or target is None or baseline == target or standing.latest is None:
        return None
    return (standing.latest.value - baseline) / (target - baseline)
