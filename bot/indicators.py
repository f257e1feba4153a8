"""Which of the kept indicators a text means."""

import re
from collections.abc import Sequence
from decimal import Decimal

from rapidfuzz import fuzz

from bot.records import Indicator
from bot.swedish.inflection import same

_ALIKE = 85  # per cent: a name with a slip in it is still that name


def named(written: str, known: Sequence[Indicator]) -> tuple[list[Indicator], bool]:
    """The indicators that the words may mean, and whether they are its name: exactly, or in another form of the word."""
    said = _words(written)
    exact = [one for one in known if said and _is_called(said, _words(one.name))]
    if exact:
        return exact, True
    within = [one for one in known if is_part(written, one.name)]
    if within:
        return within, True
    near = [(fuzz.ratio(written.casefold(), one.name.casefold()), one) for one in known]
    return [one for likeness, one in near if likeness >= _ALIKE], False


def is_part(written: str, name: str) -> bool:
    """Whether every word that is written is one of the name's, in any form of it."""
    said = _words(written)
    return bool(said) and all(any(same(word, each) for each in _words(name)) for word in said)


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", name.casefold())


def _is_called(said: Sequence[str], name: Sequence[str]) -> bool:
    return len(said) == len(name) and all(a == b or same(a, b) or same(b, a) for a, b in zip(said, name, strict=True))


def unit_problem(unit: str | None, of: Indicator) -> bool:
    """Whether a value was written in another unit than the indicator's; a number of things is one without unit, too."""
    return unit is not None and unit != of.unit and not (unit == "st" and of.unit is None)


def doubtful_share(value: Decimal, unit: str | None, of: Indicator) -> list[Decimal]:
    """What a value in per cent may be, where it is hardly what was meant: '0,81' of 81 %, more than all; else empty.

    Where the target or the baseline is like it, it is what was meant.
    """
    known = [known for known in (of.baseline, of.target) if known is not None]
    if of.unit != "%":
        return []
    if 0 < value < 1 and unit is None and not any(0 < one < 1 for one in known):
        return [100 * value, value]
    return [value] if value > 100 and not any(one > 100 for one in known) else []
