"""A day or days as read from a text, and the choice of the year that it leaves out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, get_args

from bot.swedish.almanac import NEAR, Span

Grain = Literal["day", "days", "weekend", "week", "month", "quarter", "season", "year"]

DAYS: tuple[Grain, ...] = ("day", "days")
#: Coarser than days: saving such a span as the date of something is an assumption.
COARSE: frozenset[Grain] = frozenset(get_args(Grain)) - {*DAYS}


#: Over a turn of the year nothing lasts so many days: '14 maj - 12 maj' is a slip.
_HARDLY = 300

#: Places days without a year in a year; None when that year has no such days.
Placed = Callable[[int], Span | None]


class Now(NamedTuple):
    """The day a text is read on, and whether it looks forward (a plan) or back (a log)."""

    today: date
    forward: bool


@dataclass(frozen=True, slots=True)
class When:
    """A span of days. `doubt` is a code; `others` are the further spans it may mean; `at` places a yearless one."""

    first: date
    last: date
    grain: Grain = "day"
    doubt: str | None = None
    others: tuple[Span, ...] = ()
    at: Placed | None = None
    weekday: int | None = None  # of a bare weekday, so that 'mån-ons' stays in one week
    exists: bool = True  # False: the text names a day that no calendar has

    def doubted(self, code: str, *others: Span) -> "When":
        return When(self.first, self.last, self.grain, code, others, self.at, self.weekday, self.exists)


def nowhere(now: Now) -> When:
    """A day that does not exist: 32 mars."""
    return When(now.today, now.today, doubt="impossible_date", exists=False)


def day(value: date) -> When:
    return When(value, value)


def span(value: Span, grain: Grain = "days") -> When:
    return When(value[0], value[1], "day" if grain == "days" and value[0] == value[1] else grain)


def yearless(at: Placed, now: Now, grain: Grain) -> When | None:
    """The nearest year in the direction of `now`; None when no year near has such days.

    Looking back, days that would be less than two weeks ahead are doubtful: a log of 12 mars written on
    5 mars is hardly a year old.
    """
    today = now.today
    exact = grain in DAYS
    behind: Span | None = None
    ahead: Span | None = None
    # from the year beside this one: a winter and a turn of the year reach over into it
    for year in range(min(today.year + 1, 9997), max(today.year - 9, 0), -1):
        behind = at(year)
        if behind is not None and behind[0] <= today:
            break
        behind = None
    for year in range(max(today.year - 1, 1), min(today.year + 9, 9998)):
        ahead = at(year)
        if ahead is not None and ahead[0 if exact else 1] >= today:
            break
        ahead = None
    chosen = (ahead or behind) if now.forward else (behind or ahead)
    if chosen is None:
        return None
    if grain == "days" and chosen[0] == chosen[1]:
        grain = "day"
    if exact and not now.forward and ahead and behind:
        gap = (ahead[0] - today).days
        if 0 < gap <= NEAR and (today - behind[0]).days > 10 * NEAR:
            return When(chosen[0], chosen[1], grain, "year", (ahead,), at)
    return When(chosen[0], chosen[1], grain, at=at)


def nearest_week(at: Placed, now: Now) -> When | None:
    """A week without a year: the nearest; looking back, one that lies ahead is doubtful."""
    today = now.today
    if now.forward:
        return yearless(at, now, "week")
    spans = [s for s in (at(today.year + i) for i in (-2, -1, 0, 1)) if s is not None]
    if not spans:
        return None
    best = min(spans, key=lambda s: abs((s[0] - today).days))
    when = When(best[0], best[1], "week", at=at)
    if best[0] > today:
        earlier = [s for s in spans if s[1] < today]
        return when.doubted("year", *earlier[-1:])
    return when


def joined(first: When, second: When) -> When | None:
    """'28 februari' and '2 mars' as the span between them; None when they cannot be one."""
    if not (first.exists and second.exists):
        return first if not first.exists else second
    grain: Grain = first.grain if first.grain == second.grain else "days"
    grain = "days" if grain == "day" else grain
    doubt, others = first.doubt or second.doubt, first.others
    if second.weekday is not None and first.weekday is not None:
        last = date.fromordinal(first.last.toordinal() + (second.weekday - first.weekday) % 7)
        return When(first.first, last, grain, doubt, others, weekday=second.weekday)
    if first.at and second.at:
        at = _from_to(first.at, second.at)
        chosen = at(first.first.year)
        if chosen is None:
            return None
        long = grain == "days" and chosen[0].year < chosen[1].year and (chosen[1] - chosen[0]).days > _HARDLY
        if long and (ends := second.at(chosen[0].year)) and ends[1] < chosen[0]:
            return When(chosen[0], ends[1], grain, "end_before_start")
        others = tuple(s for s in (at(other[0].year) for other in others) if s)
        return When(*chosen, grain, doubt, others, at=at)
    start: date | None = first.first
    end: date | None = second.last
    if first.at:
        years = (first.at(second.last.year), first.at(second.last.year - 1))
        start = next((s[0] for s in years if s and s[0] <= second.last), None)
        doubt, others = second.doubt, ()
    elif second.at:
        years = (second.at(first.first.year), second.at(first.first.year + 1))
        end = next((s[1] for s in years if s and s[1] >= first.first), None)
        doubt = first.doubt
    if start is None or end is None:
        return None
    if end < start:
        return When(start, end, grain, "end_before_start")
    return When(start, end, grain, doubt, others)


def _from_to(start_at: Placed, end_at: Placed) -> Placed:
    """Places a span by the year that it begins in; it ends in that year or the next."""

    def at(year: int) -> Span | None:
        begins = start_at(year)
        ends = [end for end in (end_at(year), end_at(year + 1)) if begins and end and end[1] >= begins[0]]
        return (begins[0], ends[0][1]) if begins and ends else None

    return at
