"""The year of a day that is written without one, as far as what is told of it says more than the day alone."""

from datetime import date

from bot.reading import Status
from bot.swedish.almanac import Span, shift_months
from bot.swedish.when import DAYS, When

#: Doubts that leave the year open.
_OPEN = (None, "year", "vague", "either_day")

#: A cost of a month that begins this soon is hardly eleven months old.
SOON = 31
#: So long back without a word that says that it was held, and it may as well lie ahead.
LONG_BACK = 150
#: What comes within so many days is rather meant than what was a year ago.
SOME_MONTHS = 120
#: What was called off lies this near; further away either year may be meant.
CALLED_OFF_NEAR = 120


def perhaps_another_year(
    when: When, today: date, said: Status | None, counted: bool, awaited: bool, timed: bool
) -> When:
    """A day without a year in the year that fits what is said about it; asked where either fits.

    'Styrgruppsmöte 4 december kl 13', written in September, is hardly ten months old; what is called off is
    the nearest. `counted`: heads were counted; `awaited`: only sign-ups were; `timed`: a time of day was given.
    What lies ahead within some months is offered first.
    """
    if when.at is None or when.grain not in (*DAYS, "month", "season") or when.doubt not in _OPEN:
        return when
    if said == "cancelled" or (awaited and said is None):
        return _nearest(when, today)
    back = (today - when.first).days
    if when.doubt == "year" or back < LONG_BACK or counted or said == "done":
        return when
    ahead = when.at(when.first.year + 1)
    if ahead is None or (ahead[0] - today).days >= back:
        return when
    if when.doubt == "vague" or when.grain == "season":  # 'efter påsk': a day that is not settled lies ahead
        return When(ahead[0], ahead[1], when.grain, when.doubt, at=when.at)
    behind = (when.first, when.last)
    if when.doubt == "either_day":
        return _either_day(when, ahead)
    if timed or (ahead[0] - today).days <= SOME_MONTHS:
        return When(ahead[0], ahead[1], when.grain, "year", (behind,))
    return when.doubted("year", ahead)


def _either_day(when: When, ahead: Span) -> When:
    """'3 eller 4 juni' in the year ahead, and then as it was read."""
    years = ahead[0].year - when.first.year
    moved = [(shift_months(first, 12 * years), shift_months(last, 12 * years)) for first, last in when.others]
    return When(ahead[0], ahead[1], when.grain, "either_day", (*moved, (when.first, when.last), *when.others))


def _nearest(when: When, today: date) -> When:
    years = (today.year + i for i in (-1, 0, 1))
    spans = [span for span in (when.at(year) for year in years if when.at) if span] or [(when.first, when.last)]
    spans.sort(key=lambda span: abs((span[0] - today).days))
    chosen = When(spans[0][0], spans[0][1], when.grain, at=when.at)
    near = abs((spans[0][0] - today).days) <= CALLED_OFF_NEAR
    return chosen if near or len(spans) < 2 else chosen.doubted("year", spans[1])


def perhaps_soon(when: When, today: date) -> When:
    """The month of a cost: asked when it is about to begin, as 'lön oktober' late in September."""
    if when.grain != "month" or when.at is None or when.doubt:
        return when
    ahead = when.at(when.first.year + 1)
    soon = ahead is not None and 0 < (ahead[0] - today).days <= SOON
    return when.doubted("year", ahead) if ahead and soon else when
