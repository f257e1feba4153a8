"""Holidays and turns of the month or year."""

import re
from dataclasses import replace
from datetime import date

from bot.swedish import almanac
from bot.swedish.almanac import Span, shift_days, shift_months, two_digit_year
from bot.swedish.dates import ORDINAL, YEAR, DateRule, day_number, year_of
from bot.swedish.grammar import rule
from bot.swedish.lexer import Lexed
from bot.swedish.when import Now, When, day, span, yearless


def _between_the_years(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """mellan jul och nyår: 27-30 December."""
    if lexed.words[match.start("j")] != "jul" or lexed.values[match.end() - 1] != "new_year":
        return None
    return holiday_named("between_years", now, None)


def _holiday(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    text = lexed.source(match.start(), match.end()).lower()
    name = lexed.values[match.start("h")] or next(
        (name for begins, name in _COMPOUNDS if text.startswith(begins)), None
    )
    year = year_of(lexed, match, now)
    return None if name is None or year == -1 else holiday_named(name, now, year)


#: Of several words, by how they begin.
_COMPOUNDS = (
    ("kristi him", "ascension"), ("alla helgons", "all_saints"), ("alla hjärtans", "valentine"),
    ("alla hjartans", "valentine"), ("mors dag", "mothers_day"), ("fars dag", "fathers_day"),
    ("annandag jul", "boxing_day"), ("annandag påsk", "easter_monday"), ("annandag pingst", "pentecost_monday"),
    ("annandagen påsk", "easter_monday"), ("annandagen pingst", "pentecost_monday"), ("annandagen", "boxing_day"),
)  # fmt: skip


def _advent(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """första advent, 2:a advent."""
    number, year = day_number(lexed, match.start("n")), year_of(lexed, match, now)
    if lexed.words[match.start("h")] != "advent" or not 1 <= number <= 4 or year == -1:
        return None
    return holiday_named(f"advent_{number}", now, year)


def holiday_named(name: str, now: Now, year: int | None) -> When | None:
    known = span(almanac.holiday(year, name)) if year is not None else None
    when = known or yearless(lambda y: almanac.holiday(y, name), now, "days")
    if when and not known:  # a holiday's year is not asked
        when = replace(when, doubt=None, others=())
    return when.doubted("vague") if when and name in almanac.VAGUE_HOLIDAYS else when


def _christmas(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """i jul, till jul; 'i mar' is no holiday."""
    return holiday_named("christmas", now, None) if lexed.words[match.end() - 1] == "jul" else None


def _day_beside(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """dagen före midsommarafton, dagen efter påskdagen, fredagen före påsk, veckan efter påsk."""
    index, holiday = match.start(), match.start("h")
    name = "christmas" if lexed.words[holiday] == "jul" else lexed.values[holiday]
    other = lexed.shape[index] in "UV" and lexed.words[index] not in ("dagen", "veckan")
    when = None if other or not isinstance(name, str) else holiday_named(name, now, None)
    if when is None:
        return None
    step = lexed.values[match.start("e")]
    if lexed.shape[index] == "V":
        return span(almanac.week_of(when.first, step), "week")
    beside = shift_days(when.first, -1) if step < 0 else shift_days(when.last, 1)
    if lexed.shape[index] in "TW":
        return day(almanac.nearest_weekday(beside, lexed.values[index], forward=step > 0, today_counts=True))
    return day(beside)


def _end_and_beginning(year: int, month: int) -> Span:
    last = almanac.month_span(year, month)[1]
    return last, shift_days(last, 1)


def _turn(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """månadsskiftet mars/april, nästa månadsskifte, årsskiftet 2024/25: the last day and the first."""
    turning = lexed.values[match.start("b")]
    if match["lead"] and turning != "year":
        now = Now(now.today, forward=match["lead"] == "x ")
    if turning in ("quarter", "half"):
        year = year_of(lexed, match, now)
        if turning == "half" and year and year > 0:
            return span(_end_and_beginning(year, 6)).doubted("vague")
        months = (3, 6, 9, 12) if turning == "quarter" else (6, 12)
        turns = [_end_and_beginning(now.today.year + y, month) for y in (-1, 0, 1) for month in months]
        when: When | None = span(
            next(s for s in turns if s[1] >= now.today) if now.forward else [s for s in turns if s[0] <= now.today][-1]
        )
    elif turning == "year":
        years = match["ya"]
        known = two_digit_year(lexed.number(match.start("ya"))) if years else None

        def turn_of_year(year: int) -> Span:
            return date(year, 12, 31), date(year + 1, 1, 1)

        when = span(turn_of_year(known)) if known and 1990 <= known < 2100 else yearless(turn_of_year, now, "days")
    else:
        named = "ma" if match["ma"] else "ya"
        month = lexed.number(match.start(named)) if match[named] else None
        if month is not None and not 1 <= month <= 12:
            return None

        def turn_of_month(year: int) -> Span:
            return _end_and_beginning(year, month or 1)

        if month is None:
            first = now.today.replace(day=1)
            coming = shift_months(first, 1) if now.forward else first
            when = When(shift_days(coming, -1), coming, "days")
        else:
            year = year_of(lexed, match, now)
            when = span(turn_of_month(year)) if year and year > 0 else yearless(turn_of_month, now, "days")
    return When(when.first, when.last, "days", doubt="vague") if when else None


HOLIDAY_RULES: list[DateRule] = [
    rule("b", r"b (?P<j>J) & H", _between_the_years),
    rule("H", r"(?P<h>H)(?: (?:H U|H|J|U|w U))" + YEAR, _holiday),
    rule("H", r"(?P<h>H)" + YEAR, _holiday),
    rule("itö", r"[itö] J", _christmas),
    rule("UTVW", r"[UTVW] (?P<e>ε) (?P<h>[HJ])", _day_beside),
    rule("O12", r"(?P<n>" + ORDINAL + r") (?P<h>H)" + YEAR, _advent),
    rule("Blx", r"(?P<lead>[lx] )?(?P<b>B)(?: (?:(?P<ma>[MJ]) ?[-/&] ?[MJ]|(?P<ya>[124])[-/][124]))?" + YEAR, _turn),
]  # fmt: skip
