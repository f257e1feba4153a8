"""A last day that is said by the day it is for: 'anmälan en vecka innan', 'senast fredagen före', 'senast måndagen'."""

import re
from bisect import bisect_left
from datetime import date
from typing import NamedTuple

from bot.swedish.almanac import nearest_weekday, shift_days, week_of
from bot.swedish.grammar import Found
from bot.swedish.lexer import Lexed
from bot.swedish.number_words import SMALL
from bot.swedish.when import When


class BeforeIt(NamedTuple):
    """So many days before it; or a weekday: the last one before it, that of its own or of an earlier week.

    `told`: the weekday alone, which may be the coming one; then it is assumed, and said. `text`: as written.
    """

    days: int = 0
    weekday: int | None = None
    weeks: int | None = None
    told: str = ""

    def of(self, day: date) -> date:
        """The last day of what is on `day`."""
        if self.weekday is None:
            return shift_days(day, -self.days)
        if self.weeks is not None:
            return shift_days(week_of(day, -self.weeks)[0], self.weekday)
        return nearest_weekday(day, self.weekday, forward=False, today_counts=False)


_OF_WHAT = r"(?: (?:mötet|seminariet|tillfället|dess|det|träffen|besöket|evenemanget|eventet))?"
_BEFORE_IT = re.compile(
    r"(?<!\w)(?:med )?(?:sista )?(?:anmälan|anmälningsdag|osa|svar)(?:en)?(?: är| senast| stänger)* "
    rf"(?:(?P<n>\w+) (?P<unit>dag|dagar|vecka|veckor)|(?P<one>dagen)) (?:före|innan){_OF_WHAT}(?!\w)(?! \w)"
)
_BESIDE = re.compile(
    rf" (?:(?:i |den )?(?P<same>samma vecka|den veckan)|(?:i )?(?P<week>veckan (?:före|innan))|(?P<last>före|innan)){_OF_WHAT}"
    r"(?!\w)(?! (?:\d|den \d|i \w+|på \w+))"
)
_WEEKDAY = re.compile(r"(?:mån|tis|ons|tors|fre|lör|sön)(?:dag|da|d)?(?:en|n)?\.?")


def read_days_before(lexed: Lexed, lowered: str) -> BeforeIt | None:
    """'anmälan senast en vecka innan', 'dagen före'."""
    found = _BEFORE_IT.search(lowered)
    if not found:
        return None
    said = found["n"] or "en"
    number = SMALL.get(said) or (int(said) if said.isdecimal() else 0)
    if not 0 < number <= 60:
        return None
    lexed.take(bisect_left(lexed.starts, found.start()), bisect_left(lexed.starts, found.end()))
    return BeforeIt(days=number * (7 if (found["unit"] or "").startswith("veck") else 1))


def read_weekday_before(lexed: Lexed, lowered: str, deadline: Found[When]) -> BeforeIt | None:
    """A last day said by its weekday: 'fredagen före', 'måndagen samma vecka', 'måndagen'; not 'på fredag'."""
    weekday = deadline.value.weekday
    written = lexed.words[deadline.last - 1]
    if weekday is None or deadline.last - deadline.first > 1 or not _WEEKDAY.fullmatch(written):
        return None
    beside = _BESIDE.match(lowered, lexed.ends[deadline.last - 1])
    if not beside:
        return BeforeIt(weekday=weekday, told=lexed.source(deadline.first, deadline.last))
    lexed.take(deadline.last, bisect_left(lexed.starts, beside.end()))
    if beside["last"]:
        return BeforeIt(weekday=weekday)
    return BeforeIt(weekday=weekday, weeks=1 if beside["week"] else 0)
