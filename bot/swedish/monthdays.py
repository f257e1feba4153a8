"""Days with a month's name, or none: 3 mars, 3-5 mars, den 3:e, fredag den 13:e."""

import re
from collections.abc import Callable
from datetime import date

from bot.swedish.almanac import Span, real, shift_months
from bot.swedish.dates import DAY, NO_YEAR, TO, WEEKDAY, YEAR, DateRule, agreed, day_number, on, placed, year_of
from bot.swedish.grammar import rule
from bot.swedish.lexer import Lexed
from bot.swedish.when import Now, Placed, When, day, nowhere, span, yearless


def _named(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """3 mars, den 3e mars 2024, tredje mars, 14-apr-26."""
    number = day_number(lexed, match.start("d"))
    if number > 39:
        return None
    return placed(lexed, match, now, number, lexed.number(match.start("m")))


def _several_days(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """3-5 mars, mellan 3 och 5 mars, 3–5/3: the month stands once."""
    month = lexed.number(match.start("m"))
    first, last = day_number(lexed, match.start("a")), day_number(lexed, match.start("b"))
    year = year_of(lexed, match, now)
    if year == -1 or not 1 <= month <= 12 or first < 1 or last < 1:
        return None
    start_at, end_at = on(first, month), on(last, month)

    def at(y: int) -> Span | None:
        begins, ends = start_at(y), end_at(y)
        return (begins[0], ends[1]) if begins and ends and begins[0] <= ends[1] else None

    if year is None:
        when = yearless(at, now, "days")
    else:
        found = at(year)
        when = span(found) if found else None
    if when is None:
        if first > 31 or last > 31 or not (_exists(start_at) and _exists(end_at)):
            return nowhere(now)
        turned = _turned(start_at, end_at, year, now)
        return When(turned[1], turned[1], doubt="end_before_start", others=(turned,)) if turned else None
    when = _on_weekdays(lexed, match, when, at, now)
    named = 2 + (match.groupdict().get("list") or "").count(",")
    if "&" in match.group() and lexed.shape[match.start()] not in "br" and last - first >= named:
        return When(when.first, when.first, doubt="several_days", others=((when.last, when.last),))
    return when


def _turned(start_at: Placed, end_at: Placed, year: int | None, now: Now) -> Span | None:
    """'14-12 maj' the other way round: 12-14 May."""

    def at(y: int) -> Span | None:
        begins, ends = end_at(y), start_at(y)
        return (begins[0], ends[1]) if begins and ends else None

    if year is not None:
        return at(year)
    when = yearless(at, now, "days")
    return (when.first, when.last) if when else None


def _on_weekdays(lexed: Lexed, match: re.Match[str], when: When, at: Callable[[int], Span | None], now: Now) -> When:
    """The span, its first day on the weekday beside it: mån 3–ons 5 juni, tis-tors 3-5 mars."""
    groups = match.groupdict()
    weekday = next((match.start(name) for name in ("w", "v") if groups.get(name)), None)
    if weekday is None or when.doubt not in (None, "year"):
        return when
    starts = When(when.first, when.first, at=when.at and (lambda year: _first_day(at(year))))
    checked = agreed(starts, lexed.values[weekday], now)
    placed_again = at(checked.first.year)
    if checked.doubt is None and placed_again:
        return span(placed_again)
    near = tuple(s for s in (at(first.year) for first, _ in checked.others) if s and s != (when.first, when.last))
    return when.doubted("weekday_disagrees", *near)


def _first_day(found: Span | None) -> Span | None:
    return (found[0], found[0]) if found else None


def _exists(at: Callable[[int], Span | None]) -> bool:
    return at(2024) is not None


def _only_day(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """den 3, den 3:e, fredag den 13:e: the nearest month that has such a day."""
    number = day_number(lexed, match.start("d"))
    if not 1 <= number <= 31:
        slipped = 32 <= number <= 39 and lexed.shape[match.start("d") + 1 : match.start("d") + 2] == ":"
        return nowhere(now) if slipped else None
    months = _months(lexed, match, now)
    days = [found for first in months if (found := real(first.year, first.month, number))]
    if len(months) > 1:
        days = [found for found in days if (found >= now.today if now.forward else found <= now.today)]
    if not days:
        return nowhere(now)
    if not match["w"]:
        return day(days[0])
    weekday = lexed.values[match.start("w")]
    fitting = [found for found in days[:2] if found.weekday() == weekday]
    if fitting or len(months) == 1:
        return agreed(day((fitting or days)[0]), weekday, now)
    return _nearest_fitting(number, weekday, days[0], now)


def _several_only_days(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """den 3-5, den 3:e till den 5:e, mellan den 3 och 5: the nearest month where both are behind, or ahead."""
    first, last = day_number(lexed, match.start("a")), day_number(lexed, match.start("b"))
    if not 1 <= first < last <= 31:
        return None
    months = _months(lexed, match, now)
    for month in months:
        begins, ends = real(month.year, month.month, first), real(month.year, month.month, last)
        fits = len(months) == 1 or (begins and (begins >= now.today if now.forward else begins <= now.today))
        if begins and ends and fits:
            if "&" in match.group() and match.group()[0] not in "br" and last - first > 1:
                return day(begins).doubted("several_days", (ends, ends))
            return span((begins, ends))
    return nowhere(now)  # the 31st of a month that has none


def _months(lexed: Lexed, match: re.Match[str], now: Now) -> list[date]:
    """The month that is said ('denna månad', 'förra månaden'), else those to look in, the nearest first."""
    said = (match["month"] or "").split()
    if said and lexed.values[match.end("month") - 1] == "month":
        onward = [{"l": -1, "x": 1}.get(said[-2][-1], 0) if len(said) > 1 else 0]
    else:
        onward = [*range(14)] if now.forward else [*range(0, -14, -1)]
    return [shift_months(now.today.replace(day=1), months) for months in onward]


def _nearest_fitting(number: int, weekday: int, chosen: date, now: Now) -> When:
    """'fredag den 13:e' that no month near in this direction has: the other direction, else doubted."""
    for months_on in (0, 1, -1):
        first = shift_months(now.today.replace(day=1), months_on)
        found = real(first.year, first.month, number)
        days_on = (found - now.today).days if found else 99
        if found and found.weekday() == weekday and (0 if now.forward else -31) <= days_on <= 31:
            return day(found)
    return agreed(day(chosen), weekday, now)


_MONTH = r"(?:\.? ?|-)(?P<m>[MJ])\.?(?: U(?=$|[ ,.]))?"
_WEEKDAYS = r"(?:(?P<v>[WT])\.? ?(?:-|t|&) ?[WT]\.?,? )?"
_FIRST = r"(?:[br] )?" + _WEEKDAYS + r"(?:(?P<w>[WT])\.?,? )?(?:d )?(?P<a>"
_LAST = r"(?:[WT]\.?,? )?(?:d )?(?P<b>"
_THIS_MONTH = r"(?P<month>(?: i)?(?: [lhx]| dä?| d ä)? U)?"
_NO_COUNT = r"(?! ?[1-9%¤CKAIYXΩΨ/.:]\w?| ?[UV](?![\w]))"


NAMED_RULES: list[DateRule] = [
    rule("WSTd12O", WEEKDAY + r"(?P<d>" + DAY + ")" + _MONTH + YEAR, _named),
    rule("WSTd12O", WEEKDAY + r"(?P<d>" + DAY + ")" + _MONTH + NO_YEAR, _named),
    rule("brd12OWT", _FIRST + DAY + r")(?P<list>(?:, " + DAY + r")*)" + TO + _LAST + DAY + ")" + _MONTH + YEAR,
         _several_days),
    rule("brd12WT", _FIRST + r"[12])(?P<list>(?:, [12])*)\.?" + TO + _LAST + r"[12])[/.](?P<m>[12])" + YEAR, _several_days),
    rule("dWST", r"(?:(?P<w>[WST])\.?,? )?d\.? (?P<d>[12](?::?w)?|O)(?! ?[1-9%¤CKAXΩ]| ?[UV](?![\w]))" + _THIS_MONTH,
         _only_day),
    rule("WST", r"(?P<w>[WST])\.?,? (?P<d>[12]:w)" + _THIS_MONTH, _only_day),
    rule("brdWT", r"(?:[br] )?(?:[WT]\.?,? )?d (?P<a>[12](?::?w)?|O)" + TO + r"(?:[WT]\.?,? )?(?:d )?"
         r"(?P<b>[12](?::?w)?|O)" + _NO_COUNT + _THIS_MONTH, _several_only_days),
]  # fmt: skip
