"""How an indicator stands: where it was, where it is, where it is to be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.records import Indicator, Measurement


@dataclass(frozen=True)
class Progress:
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

    @property
    def way(self) -> Decimal | None:
        """How much of the way from baseline to target is gone, 1 for all of it; None where one of the three lacks."""
        baseline, target = self.indicator.baseline, self.indicator.target
        if baseline is None or target is None or baseline == target or self.latest is None:
            return None
        return (self.latest.value - baseline) / (target - baseline)


def progresses(
    indicators: Iterable[Indicator], measurements: Sequence[Measurement], until: date | None = None
) -> tuple[Progress, ...]:
    """Each indicator's progress; of several measurements of the same days the one logged last counts.

    `until`: what was measured of later days is left out.
    """
    by_days: dict[int, dict[tuple[date | None, date], Measurement]] = {}
    for one in measurements:  # in the order of their days, and of being logged
        if until is None or one.date <= until:
            by_days.setdefault(one.indicator_id, {})[one.start, one.date] = one
    return tuple(Progress(one, tuple(by_days.get(one.id or 0, {}).values())) for one in indicators)


def same_days(one: Measurement, others: Sequence[Measurement]) -> Measurement | None:
    """The last other measurement of the same indicator and the same day or period."""
    days = (one.indicator_id, one.start, one.date)
    alike = (each for each in reversed(others) if (each.indicator_id, each.start, each.date) == days)
    return next((each for each in alike if each.id != one.id), None)
