"""Months, quarters and years, and what is counted within them: i maj, Q2, sista fredagen i maj."""

import re
from collections.abc import Callable
from datetime import date

from bot.swedish import almanac
from bot.swedish.almanac import Span, shift_days
from bot.swedish.dates import ORDINAL, YEAR, DateRule, day_number, on
from bot.swedish.figures import numbered
from bot.swedish.grammar import rule
from bot.swedish.lexer import Lexed
from bot.swedish.units import moved, part_of
from bot.swedish.weeks import in_year
from bot.swedish.when import Grain, Now, When, nowhere, span, yearless


def _month(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """i maj, maj 2024, jan-mars, i slutet av maj. 'Jan Persson' and 'Maj-Britt' are people."""
    index = match.start("m")
    if (lexed.words[index] == "jul" or (lexed.shape[index] == "J" and not match["y4"])) or _name_like(
        lexed, index, match.end()
    ):
        return None
    month = lexed.number(index)
    when = in_year(lexed, match, now, lambda year: almanac.month_span(year, month), "month")
    if when is None or not match["part"]:
        return when
    part = lexed.values[match.start("part")]
    if when.at is None:
        return part_of(when, part)

    def at(year: int) -> Span:
        found = part_of(span(almanac.month_span(year, month), "month"), part)
        return found.first, found.last

    chosen = yearless(at, now, "month")
    return When(chosen.first, chosen.last, "month", at=at) if chosen else None


#: What stands before a person: 'lunch med Jan', 'ring August'.
_MET = frozenset({"med", "hos", "ring", "ringa", "ringde", "mejla", "maila", "fråga", "träffa", "träffade", "kontakta"})
#: Months that are also names, or begin one: Jan, Maj-Britt, August.
_NAMES = frozenset({"jan", "maj", "april", "mars", "juni", "juli", "august", "augusti", "mar"})


def _name_like(lexed: Lexed, index: int, end: int) -> bool:
    """Whether a month's word is a person's: capitalised beside another capital or a hyphen, or met or called."""
    start = lexed.starts[index]
    if not lexed.text[start].isupper() or lexed.words[index] not in _NAMES:
        return False
    if lexed.words[max(0, index - 2)] in _MET:
        return True
    after = lexed.shape[index + 1 : index + 3]
    return len(after) == 2 and after[0] in " -" and after[1] == "w" and lexed.text[lexed.starts[index + 2]].isupper()


def _year_month(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    month, year = lexed.number(match.start("m")), lexed.number(match.start("y"))
    if numbered(lexed, match.start()):
        return None
    if not 1 <= month <= 12 or not 1990 <= year <= 2099:
        return None
    return span(almanac.month_span(year, month), "month")


def _quarter(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """Q2, H1, 2025Q1, 2025-Q1, 2025 H2; a model or a room ('Audi Q5', 'rum H3') is none."""
    number, half = lexed.number(match.start("n")), bool(match["h"])
    if (half and lexed.words[match.start("h")] != "h") or not 1 <= number <= (2 if half else 4):
        return None
    at, grain = _parts_of_year(half, number, number)
    year = lexed.number(match.start("y")) if match.groupdict().get("y") else None
    if year is None:
        return in_year(lexed, match, now, at, grain)
    return span(at(year), grain) if 1990 <= year <= 2099 else None


def _parts_of_year(half: bool, first: int, last: int) -> tuple[Callable[[int], Span], Grain]:
    """The quarters, or halves, first..last of a year."""
    of = almanac.half_span if half else almanac.quarter_span
    return (lambda year: (of(year, first)[0], of(year, last)[1])), "season" if half else "quarter"


def _year(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """år 2025, hela 2025, i slutet av 2025."""
    year = lexed.number(match.end() - 1)
    if (match["u"] and lexed.values[match.start("u")] != "year") or not 1990 <= year <= 2099:
        return None
    when = span(almanac.year_span(year), "year")
    return part_of(when, lexed.values[match.start("part")]) if match["part"] else when


def _nth(nth: int, weekday: int, first: date, last: date) -> date:
    """The nth such weekday of the month, from its end when nth is below 0."""
    if nth < 0:
        return shift_days(last, -((last.weekday() - weekday) % 7) + 7 * (nth + 1))
    return shift_days(first, (weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _nth_weekday(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """första tisdagen i oktober, den 1:a måndagen i april, sista fredagen i maj, sista dagen i nästa månad."""
    nth = day_number(lexed, match.start("n"))
    said = match["this"]
    this = said and moved("month", -1 if "l" in said else 1 if "x" in said else 0, "h", now)
    if nth == 0 or (this and lexed.values[match.end("this") - 1] != "month"):
        return None
    if nth == -1 and lexed.words[max(0, match.start() - 2) : match.start() - 1] in (["näst"], ["nast"]):
        nth = -2
    month = this.first.month if this else lexed.number(match.start("m"))
    letter, value = lexed.shape[match.start("w")], lexed.values[match.start("w")]

    def at(year: int) -> Span | None:
        first, last = almanac.month_span(year, month)
        if letter == "U":
            if value == "weekend":
                saturday = _nth(nth, 5, first, last)
                return saturday, shift_days(saturday, 1)
            return on(nth, month)(year) if value == "day" else None
        if letter == "V":
            if nth > 0:
                return almanac.week_of(first, nth - 1 + (first.weekday() > 3))
            return almanac.week_of(last, -(last.weekday() < 3))
        found = _nth(nth, value, first, last)
        return (found, found) if found.month == month else None

    if this:
        found = at(this.first.year)
        return span(found, "month" if letter == "V" else "days") if found else nowhere(now)
    return in_year(lexed, match, now, at, "month" if letter == "V" else "day")


def _half_of(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """första halvan av mars: 1-15; andra halvan av 2025: July on."""
    half = lexed.number(match.start("n"))
    if not lexed.words[match.start() + 2].startswith("halva") or half not in (1, 2):
        return None
    if match["year"]:
        year = lexed.number(match.start("year"))
        return span(almanac.half_span(year, half), "season") if 1990 <= year <= 2099 else None
    month = lexed.number(match.start("m"))

    def at(year: int) -> Span:
        first, last = almanac.month_span(year, month)
        middle = first.replace(day=15)
        return (first, middle) if half == 1 else (shift_days(middle, 1), last)

    return in_year(lexed, match, now, at, "month")


def _last_of_month(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    if lexed.values[match.start()] != -1:
        return None
    return in_year(lexed, match, now, on(-1, lexed.number(match.start("m"))), "day")


def _quarter_named(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """andra kvartalet 2025, 1:a kvartalet, sista kvartalet, kvartal 2, första halvåret."""
    unit, number = lexed.values[match.start("u")], day_number(lexed, match.start("n"))
    most = {"quarter": 4, "half": 2}.get(unit, 0)
    number = most if number == -1 else number
    last = lexed.number(match.start("last")) if match.groupdict().get("last") else number
    if not 1 <= number <= last <= most:
        return None
    return in_year(lexed, match, now, *_parts_of_year(unit == "half", number, last))


PERIOD_RULES: list[DateRule] = [
    rule("LiMyJ", r"(?:[iy] )?(?:(?P<part>L) (?:[zip] )?)?(?:y )?(?P<m>[MJ])\.?(?: U(?=$|[ ,.)]))?" + YEAR, _month),
    rule("4", r"(?P<y>4)[-/](?P<m>2)(?![-/1-9])", _year_month),
    rule("12", r"(?P<m>[12])/(?P<y>4)", _year_month),
    rule("QX", r"(?:Q ?|(?P<h>X))(?P<n>1)(?!\w|&)" + YEAR, _quarter),
    rule("4", r"(?P<y>4)(?: |-)?(?:Q|(?P<h>X))(?P<n>1)(?!\w|&)", _quarter),
    rule("O12", r"(?P<n>" + ORDINAL + ") (?P<u>U)" + YEAR, _quarter_named),
    rule("U", r"(?P<u>U) (?P<n>1)(?:-(?P<last>1))?(?![1-9])" + YEAR, _quarter_named),
    rule("yUiL", r"(?:(?:i )?(?P<part>L) [zp] (?:U )?|(?:y )?(?P<u>U) |y )4(?! ?[CKA¤]|[-/1-9])", _year),
    rule("dO12", r"(?:d )?(?P<n>" + ORDINAL + r") (?P<w>[WTUV]) (?:(?:i )?(?P<m>M)" + YEAR + r"|(?P<this>(?:i )?(?:[lx] |d ä )?U)(?!\w))",
         _nth_weekday),
    rule("O", r"(?P<n>O) w z (?:(?P<m>M)" + YEAR + "|(?P<year>4))(?!\\w)", _half_of),
    rule("O", r"O (?P<m>M)" + YEAR, _last_of_month),
]  # fmt: skip
