"""Whole öre and whole kronor that add up to their sum."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal


def half_up(value: Decimal) -> int:
    """The nearest whole number, a half away from zero."""
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def apportioned(total: int, weights: Sequence[int]) -> list[int]:
    """`total` (not negative) divided by weight into whole parts that add up to it (largest remainder, then order)."""
    if not weights:
        return []
    whole = sum(weights)
    if not whole:
        return [total] + [0] * (len(weights) - 1)
    parts = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda index: (-(total * weights[index] % whole), index))
    for index in order[: total - sum(parts)]:
        parts[index] += 1
    return parts


def tied_kronor(parts_ore: Iterable[int]) -> list[int]:
    """Öre as whole kronor that add up to their rounded sum, each at most a krona from its exact amount.

    Every part is rounded down; the kronor that are then missing go to the parts that lost most (equal: the first).
    """
    parts = list(parts_ore)
    total = sum(parts)
    wanted = (abs(total) + 50) // 100 * (-1 if total < 0 else 1)
    kronor = [ore // 100 for ore in parts]
    order = sorted(range(len(parts)), key=lambda index: (-(parts[index] % 100), index))
    for index in order[: wanted - sum(kronor)]:
        kronor[index] += 1
    return kronor
