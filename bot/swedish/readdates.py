"""Reads every day of a text: the rules of `dates` and `periods`, and what stands between two days."""

from bot.swedish.dates import DAY_RULES
from bot.swedish.grammar import Found, Grammar
from bot.swedish.holidays import HOLIDAY_RULES
from bot.swedish.lexer import Lexed
from bot.swedish.periods import PERIOD_RULES
from bot.swedish.relative import RELATIVE_RULES
from bot.swedish.weeks import WEEK_RULES
from bot.swedish.when import Now, When, joined

DATES = Grammar[Now, When]([*DAY_RULES, *RELATIVE_RULES, *WEEK_RULES, *PERIOD_RULES, *HOLIDAY_RULES])

_RANGE = {"-", " - ", "- ", " -", " t ", " t d ", "t"}


def read_days(lexed: Lexed, now: Now) -> list[Found[When]]:
    """The days of a text in its order, each taken; 'A - B', 'från A till B' and 'mellan A och B' are one."""
    original = lexed.shape
    found: list[Found[When]] = []
    for item in DATES.read(lexed, now):
        if found:
            before = found[-1]
            between = original[before.last : item.first]
            opened = original[max(0, before.first - 2) : before.first]
            if between in _RANGE or (between == " & " and opened in ("b ", "r ")):
                both = joined(before.value, item.value)
                if both is not None:
                    first = before.first - (2 if opened in ("b ", "r ") else 0)
                    lexed.take(first, item.last)
                    found[-1] = Found(first, item.last, both)
                    continue
            if between == " & " and before.value.grain == item.value.grain == "day" and item.value.exists:
                found[-1] = Found(before.first, item.last, _two_days(before.value, item.value))
                lexed.take(before.first, item.last)
                continue
        found.append(item)
    return found


def _two_days(first: When, second: When) -> When:
    """'3/3 och 4/3' is a span; of '3/3 och 17/3' the first is taken and doubted."""
    both = joined(first, second)
    if both is not None and both.doubt is None and (both.last - both.first).days == 1:
        return both
    return first if first.doubt else first.doubted("several_days", (second.first, second.last))
