"""Who carries the costs, and what has come in from whom, in whole öre and never a float.

The grant is computed cumulatively: its share of all booked costs up to the cap, since the yearly figures of the
decision's financing table are not exactly half. What came in is counted whenever it came: instalments are paid in
arrears, the last one after the period.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rapidfuzz import fuzz, process

from bot.project import Project
from bot.project_money import Funder
from bot.rounding import apportioned, half_up

A_SLIP = 90.0  # of 100: 'Örebro komun' is 96; 'Nora kommun' beside 'Örebro kommun' is below 80


@dataclass(frozen=True)
class Part:
    """What a funder carries, in öre. `capped`: the share would be more without its cap."""

    funder: Funder
    ore: int
    capped: bool = False

    @property
    def beyond_ore(self) -> int:
        """What it carries beyond its sum in the decision; only the one who carries the rest can."""
        return max(self.ore - self.funder.budget.ore(), 0)


@dataclass(frozen=True)
class Financing:
    """Who carries the costs: `sum of parts = costs_ore + over_ore - short_ore`, and no part is negative.

    `over_ore` is over-financing: shares and fixed parts together are more than the costs. `short_ore` is what no
    funder carries, in a project where nobody carries the rest.
    """

    costs_ore: int
    parts: tuple[Part, ...]
    over_ore: int = 0
    short_ore: int = 0

    @property
    def beyond_ore(self) -> int:
        """What falls on whoever carries the rest, beyond the decision."""
        return sum(part.beyond_ore for part in self.parts)


@dataclass(frozen=True)
class PaymentSum:
    """What came in from a payer, by the name that was written."""

    payer: str
    records: int
    ore: int


@dataclass(frozen=True)
class Income:
    """What came in: by funder, in the project file's order, and from others, the largest sum first."""

    by_funder: tuple[int, ...]
    others: tuple[PaymentSum, ...] = ()

    @property
    def empty(self) -> bool:
        return not any(self.by_funder) and not self.others


@dataclass(frozen=True)
class Claimed:
    """The claims that stand: how many, the last day they reach to, costs with flat rate, and the grant asked for."""

    count: int = 0
    last: date | None = None
    costs_ore: int = 0
    grant_ore: int = 0


def financing(project: Project, costs_ore: int) -> Financing:
    """Each funder's part of the costs of the whole period so far (booked costs, for what is due).

    A share is min(percent of all costs, cap), a fixed part as the decision writes it, and the rest is what is left,
    never below zero: what shares and fixed parts exceed the costs by is over-financing.
    """
    base = max(costs_ore, 0)
    set_parts = {funder.name: _set_part(funder, base) for funder in project.funders if funder.part != "rest"}
    left = base - sum(part.ore for part in set_parts.values())
    resting = [funder for funder in project.funders if funder.part == "rest"]
    rests = apportioned(max(left, 0), [funder.budget.total for funder in resting])
    by_name = set_parts | {funder.name: Part(funder, ore) for funder, ore in zip(resting, rests, strict=True)}
    short = 0 if resting else max(left, 0)
    return Financing(base, tuple(by_name[funder.name] for funder in project.funders), max(-left, 0), short)


def _set_part(funder: Funder, costs_ore: int) -> Part:
    if funder.part == "fixed":
        return Part(funder, funder.budget.ore())
    share = half_up(Decimal(costs_ore) * (funder.percent or 0) / 100)
    cap = 100 * (funder.cap or 0)
    return Part(funder, min(share, cap), capped=share > cap)


def income(project: Project, payments: Iterable[PaymentSum]) -> Income:
    """What came in, each payer's name led to its funder; a name that is no funder's stands as it was written."""
    by_funder = {funder.name: 0 for funder in project.funders}
    others: dict[str, PaymentSum] = {}
    for payment in payments:
        funder = funder_of(project, payment.payer)
        if funder:
            by_funder[funder.name] += payment.ore
        else:
            key = _plain(payment.payer)
            same = others.get(key, PaymentSum(payment.payer.strip(), 0, 0))
            others[key] = PaymentSum(same.payer, same.records + payment.records, same.ore + payment.ore)
    order = sorted(others.values(), key=lambda other: (-other.ore, other.payer))
    return Income(tuple(by_funder.values()), tuple(order))


def funder_of(project: Project, payer: str) -> Funder | None:
    """The funder that a payer's name means: its name or one of its words, with a department after it or a slip in it."""
    written = _plain(payer)
    called = {_plain(name): funder for funder in project.funders for name in (funder.name, *funder.words)}
    begins = [name for name in called if written == name or written.startswith(f"{name} ")]
    if begins:
        return called[max(begins, key=len)]
    slip = process.extractOne(written, list(called), scorer=fuzz.ratio, score_cutoff=A_SLIP)
    return called[slip[0]] if slip else None


def _plain(name: str) -> str:
    """'Örebro kommun, Näringslivskontoret' as 'örebro kommun näringslivskontoret'."""
    return " ".join(re.findall(r"\w+", name.casefold()))
