"""Weeks, months, quarters, seasons, holidays: spans that a name stands for."""

import re

from bot.swedish import almanac
from bot.swedish.almanac import Span, shift_days
from bot.swedish.dates import YEAR, DateRule, on, rule, year_of
from bot.swedish.holidays import holiday_named
from bot.swedish.lexer import Lexed
from bot.swedish.weeks import OF, in_year, part_of
from bot.swedish.when import Now, When, span, yearless


def _month(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """i maj, maj 2024, jan-mars, i slutet av maj. 'Jan Persson' and 'Maj-Britt' are people."""
    index = match.start("m")
    if (lexed.shape[index] == "J" and not match["y4"]) or _name_like(lexed, index, match.end()):
        return None
    month = lexed.number(index)
    when = in_year(lexed, match, now, lambda year: almanac.month_span(year, month), "month")
    if when is None or not match["part"]:
        return when
    part = lexed.values[match.start("part")]
    if part not in ("start", "middle", "end"):
        return None
    if when.at is None:
        return part_of(when, part)

    def at(year: int) -> Span:
        found = part_of(span(almanac.month_span(year, month), "month"), part)
        return found.first, found.last

    chosen = yearless(at, now, "month")
    return When(chosen.first, chosen.last, "month", doubt="vague", at=at) if chosen else None


def _name_like(lexed: Lexed, index: int, end: int) -> bool:
    """Whether a month's word is a person's: capitalised and followed by a capitalised word or a hyphen."""
    start = lexed.starts[index]
    if not lexed.text[start].isupper() or lexed.words[index] not in (
        "jan",
        "maj",
        "april",
        "mars",
        "juni",
        "juli",
        "augusti",
        "mar",
    ):
        return False
    after = lexed.shape[index + 1 : index + 3]
    return len(after) == 2 and after[0] in " -" and after[1] == "w" and lexed.text[lexed.starts[index + 2]].isupper()


def _year_month(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    month, year = lexed.number(match.start("m")), lexed.number(match.start("y"))
    if not 1 <= month <= 12 or not 1990 <= year <= 2099:
        return None
    return span(almanac.month_span(year, month), "month")


def _quarter(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    number = lexed.number(match.start("n"))
    halves = bool(match["h"])
    if (halves and lexed.words[match.start("h")] != "h") or number < 1 or number > (2 if halves else 4):
        return None
    if halves:
        return in_year(lexed, match, now, lambda year: almanac.half_span(year, number), "season")
    return in_year(lexed, match, now, lambda year: almanac.quarter_span(year, number), "quarter")


def _season(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    name = lexed.values[match.start("e")]
    word = lexed.words[match.start("e")]
    lead = match["lead"] or ""
    year = year_of(lexed, match, now)
    if year == -1 or (year is None and not lead.strip() and not word.endswith(("en", "terminen"))):
        return None
    if word in ("vt", "ht", "vår") and not (lead.startswith("i") and word == "vår") and year is None:
        return None

    def at(y: int) -> Span:
        return almanac.season_span(y, name)

    if year is not None:
        return span(at(year), "season")
    forward = now.forward or lead.startswith(("i", "t"))
    when = yearless(at, Now(now.today, forward), "season")
    return part_of(when, lexed.values[match.start("part")]) if when and match["part"] else when


def _past_season(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    name = lexed.values[match.start("z")]
    if name == "last_year":
        return span(almanac.year_span(now.today.year - 1), "year")
    looking_back = Now(now.today, forward=False)
    if name in ("christmas", "easter"):
        return holiday_named(name, looking_back, None)
    spans = [almanac.season_span(now.today.year + i, name) for i in (-1, 0, 1)]
    over = [s for s in spans if s[1] < now.today] or spans[:1]
    return span(over[-1], "season")


def _year(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    year = lexed.number(match.end() - 1)
    lead = lexed.shape[match.start()]
    if (lead == "U" and lexed.words[match.start()] not in ("år", "året", "helår")) or not 1990 <= year <= 2099:
        return None
    return span(almanac.year_span(year), "year")


def _nth_weekday(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """första tisdagen i oktober, sista fredagen i maj, sista dagen i mars."""
    nth, month = lexed.values[match.start("n")], lexed.number(match.start("m"))
    letter, value = lexed.shape[match.start("w")], lexed.values[match.start("w")]
    if nth > 5:
        return None

    def at(year: int) -> Span | None:
        first, last = almanac.month_span(year, month)
        if letter == "U":
            return on(nth, month)(year) if value == "day" else None
        if letter == "V":
            monday = shift_days(first, -first.weekday() if nth > 0 else 0)
            if nth > 0:
                week = almanac.week_of(monday, nth - 1 + (first.weekday() > 3))
            else:
                week = almanac.week_of(last, -(last.weekday() < 3))
            return week
        if nth == -1:
            found = shift_days(last, -((last.weekday() - value) % 7))
        else:
            found = shift_days(first, (value - first.weekday()) % 7 + 7 * (nth - 1))
        return (found, found) if found.month == month else None

    return in_year(lexed, match, now, at, "month" if letter == "V" else "day")


def _last_of_month(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    if lexed.values[match.start()] != -1:
        return None
    return in_year(lexed, match, now, on(-1, lexed.number(match.start("m"))), "day")


def _quarter_named(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """andra kvartalet 2025, kvartal 2, första halvåret."""
    unit, number = lexed.values[match.start("u")], lexed.number(match.start("n"))
    if unit not in ("quarter", "half") or not 1 <= number <= (4 if unit == "quarter" else 2):
        return None
    if unit == "half":
        return in_year(lexed, match, now, lambda year: almanac.half_span(year, number), "season")
    return in_year(lexed, match, now, lambda year: almanac.quarter_span(year, number), "quarter")


_SEASON_YEAR = YEAR.replace("(?: ?- ?|", "(?: ?-? ?|", 1)


PERIOD_RULES: list[DateRule] = [
    rule("LiMy", r"(?:[iy] )?(?:(?P<part>L) (?:[zip] )?)?(?:y )?(?P<m>M)\.?(?: U(?=$|[ ,.)]))?" + YEAR, _month),
    rule("4", r"(?P<y>4)[-/](?P<m>2)(?![-/1-9])", _year_month),
    rule("12", r"(?P<m>[12])/(?P<y>4)", _year_month),
    rule("QX", r"(?:Q ?|(?P<h>X))(?P<n>1)(?!\w)" + YEAR, _quarter),
    rule("O", r"(?P<n>O) (?P<u>U)" + YEAR, _quarter_named),
    rule("U", r"(?P<u>U) (?P<n>1)" + YEAR, _quarter_named),
    rule("iptyEL", OF + r"(?P<lead>[ipty] )?(?P<e>E)\.?" + _SEASON_YEAR, _season),
    rule("i", r"i (?P<z>Z)", _past_season),
    rule("yU", r"(?:y U|y|U) 4(?![-/1-9])", _year),
    rule("O", r"(?P<n>O) (?P<w>[WTUV]) i (?P<m>M)" + YEAR, _nth_weekday),
    rule("O", r"O (?P<m>M)" + YEAR, _last_of_month),
]  # fmt: skip
