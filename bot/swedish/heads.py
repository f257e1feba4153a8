"""Counted parts put together: totals, women and men, shares, and what contradicts."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from bot.reading import Heads
from bot.swedish.lexer import Lexed

#: The kind that each letter of a noun counts.
KIND = {"C": "total", "K": "women", "A": "men", "R": "others", "I": "registered", "Y": "visitors", "Ψ": "recipients"}

#: More heads than this are a slip of the finger (as many as a record holds).
MOST_HEADS = 100_000


def whole(lexed: Lexed, index: int) -> int | None:
    """The number of a token, None for a fraction."""
    value = lexed.values[index]
    return int(value) if value is not None and value == int(value) else None


class Count(NamedTuple):
    """So many of a kind. `of`: out of how many; `share`: a percentage of the total instead of a number."""

    kind: str
    value: int = 0
    approx: bool = False
    generic: bool = True
    high: int | None = None
    of: int | None = None
    share: Decimal | None = None
    exact_share: bool = False
    of_kind: str = "total"
    part: bool = False
    doubt: str | None = None  # `value` or `of` heads: which is asked


@dataclass
class Counted:
    """What a text counts. `doubts` are (code, the heads to offer instead); `first` is the first token."""

    heads: Heads | None = None
    registered: int | None = None
    visitors: int | None = None
    recipients: int | None = None
    doubts: list[tuple[str, tuple[Heads, ...]]] = field(default_factory=list)
    firm: bool = False  # a noun for people was written, not just 'st'


def put_heads(counted: Counted, counts: list[Count]) -> None:
    for count in counts:
        if count.kind in _IMPOSSIBLE:
            counted.doubts.append((_IMPOSSIBLE[count.kind], ()))
            return
    total, several = _total(counts)
    women, men = _women_and_men(counts)
    others = _first(counts, "others")
    if others is None and (women is not None or men is not None):
        others = _first(counts, "other_maybe")
    women, men = _by_share(counted, counts, total, women, men)
    total = _unnamed_pair(counted, counts, total)
    if total is None and women is None and men is None and others is None:
        return
    counted.heads = _put_together(counted, total, women, men, others, any(c.approx for c in counts if c.kind in _HEADS))
    if several:
        counted.doubts.append(("counts_disagree", tuple(Heads(total=n, women=women, men=men) for n in several)))
    spread = next((c for c in counts if c.high is not None and c.kind in _HEADS), None)
    if spread and spread.high:
        ends = (_with_total(counted.heads, spread.value), _with_total(counted.heads, spread.high))
        counted.doubts.append(("count_span", tuple(end.model_copy(update={"approx": True}) for end in ends)))
    for count in counts:
        if count.doubt and count.of is not None:
            counted.doubts.append((count.doubt, tuple(_with_total(counted.heads, n) for n in (count.value, count.of))))


def _with_total(heads: Heads, total: int) -> Heads:
    """The same heads with another total: what women and men are known stays where it fits."""
    women = heads.women if heads.women is not None and heads.women <= total else None
    men = total - women - (heads.others or 0) if women is not None else None
    return Heads(total=total, women=women, men=men, others=heads.others)


#: Counts that no gathering can have, with the code of the doubt.
_IMPOSSIBLE = {"negative": "negative_count", "fraction": "no_whole_number", "too_many": "too_many_heads"}
_HEADS = ("total", "women", "men")


def _women_and_men(counts: list[Count]) -> tuple[int | None, int | None]:
    pair = next((c for c in counts if c.kind == "pair"), None)
    return (pair.value, pair.of) if pair else (_gender(counts, "women"), _gender(counts, "men"))


def _by_share(
    counted: Counted, counts: list[Count], total: int | None, women: int | None, men: int | None
) -> tuple[int | None, int | None]:
    """Women and men where a share of the total is written; a share that is no whole number is doubted."""
    for count in counts:
        if total is None or count.share is None:
            continue
        part = _part_of(total, count.share, count.exact_share)
        if part is None:
            low = int(total * count.share / 100)
            offers = (_split(total, count.kind, low + 1), _split(total, count.kind, low), Heads(total=total))
            counted.doubts.append(("share_not_whole", offers))
        elif count.kind == "women":
            women = part
        else:
            men = part
    return women, men


def _unnamed_pair(counted: Counted, counts: list[Count], total: int | None) -> int | None:
    """The total of '23 deltagare (9/14)' or '20 deltagare, 60/40'; which of the two are women is asked."""
    pair = next((c for c in counts if c.kind in ("unnamed_pair", "unnamed_share")), None)
    if pair and pair.kind == "unnamed_share":
        part = None if total is None else _part_of(total, Decimal(pair.value), exact=False)
        pair = None if part is None or total is None else Count("unnamed_pair", part, of=total - part)
    if pair is None or pair.of is None:
        return total
    total = pair.value + pair.of
    halves = ((pair.value, pair.of), (pair.of, pair.value))
    offers = (*(Heads(total=total, women=w, men=m) for w, m in halves), Heads(total=total))
    counted.doubts.append(("which_are_women", offers))
    return total


def _put_together(
    counted: Counted, total: int | None, women: int | None, men: int | None, others: int | None, approx: bool
) -> Heads:
    """Men from total and women, or total from both; what contradicts is kept as written and doubted."""
    if women is not None and men is not None:
        together = women + men + (others or 0)
        if total is None:
            total = together
        elif total != together:
            counted.doubts.append(("counts_disagree", _offers(total, women, men, others)))
    elif total is not None and (women is not None or men is not None):
        rest = total - (women or 0) - (men or 0) - (others or 0)
        if rest < 0:
            counted.doubts.append(("counts_disagree", (Heads(total=total),)))
        elif women is not None:
            men = rest
        else:
            women = rest
    return Heads(total=total, women=women, men=men, others=others, approx=approx)


def _offers(total: int, women: int, men: int, others: int | None) -> tuple[Heads, ...]:
    together = women + men + (others or 0)
    offers = [Heads(total=together, women=women, men=men, others=others), Heads(total=total)]
    if others is None and total > together:
        offers.append(Heads(total=total, women=women, men=men, others=total - together))
    return tuple(offers)


def _split(total: int, kind: str, part: int) -> Heads:
    women = part if kind == "women" else total - part
    return Heads(total=total, women=women, men=total - women)


def _total(counts: list[Count]) -> tuple[int | None, list[int]]:
    """The heads in all: the general noun's, else the parts' sum; and the values that contradict each other."""
    totals = [c for c in counts if c.kind == "total"]
    generic = [c.value for c in totals if c.generic and not c.part]
    for count in counts:
        if count.of is not None and count.of_kind == "total" and count.kind in ("women", "men"):
            generic.append(count.of)
    if generic:
        different = list(dict.fromkeys(generic))
        return generic[0], different if len(different) > 1 else []
    return (sum(c.value for c in totals), []) if totals else (None, [])


def _gender(counts: list[Count], kind: str) -> int | None:
    values = [c.value for c in counts if c.kind == kind and c.share is None]
    return sum(values) if values else None


def _first(counts: list[Count], kind: str) -> int | None:
    return next((c.value for c in counts if c.kind == kind), None)


def _part_of(total: int, share: Decimal, exact: bool) -> int | None:
    """The whole number of heads that the share is, or None: half of 23. '39 %' of 23 is 9, which rounds to it."""
    value = total * share / 100
    nearest = int(value.to_integral_value())
    if abs(value - nearest) < Decimal("0.0001"):
        return nearest
    if exact or not total:
        return None
    return nearest if round(100 * nearest / total) == int(share) else None
