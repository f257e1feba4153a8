"""Seasons, terms and school years: i våras, hösten 2025, vt 26, läsåret 24/25."""

import re

from bot.swedish import almanac
from bot.swedish.almanac import Span, two_digit_year
from bot.swedish.dates import YEAR, DateRule, year_of
from bot.swedish.grammar import rule
from bot.swedish.holidays import holiday_named
from bot.swedish.lexer import Lexed
from bot.swedish.units import OF, part_of
from bot.swedish.when import Now, When, span, yearless


def _season(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    name = lexed.values[match.start("e")]
    word = lexed.words[match.start("e")]
    lead = match["lead"] or ""
    if lead[:1] in ("l", "x"):
        return _season_beside(lexed, match, now, name)
    year = year_of(lexed, match, now)
    if year == -1 or (year is None and not lead.strip() and not word.endswith(("en", "terminen"))):
        return None
    if word in ("vt", "ht", "vår") and not (lead.startswith(("i", "h")) and word == "vår") and year is None:
        return None

    def at(y: int) -> Span:
        return almanac.season_span(y, name)

    if year is not None:
        when = span(at(year), "season")
        return part_of(when, lexed.values[match.start("part")]) if match["part"] else when
    forward = now.forward or lead.startswith(("i", "t", "h"))
    near = yearless(at, Now(now.today, forward), "season")
    return part_of(near, lexed.values[match.start("part")]) if near and match["part"] else near


def _season_beside(lexed: Lexed, match: re.Match[str], now: Now, name: str) -> When:
    """förra hösten: the last that is over; nästa vår: the next to begin."""
    spans = [almanac.season_span(now.today.year + i, name) for i in range(-2, 3)]
    if match["lead"][0] == "l":
        return span([s for s in spans if s[1] < now.today][-1], "season")
    return span(next(s for s in spans if s[0] > now.today), "season")


def _season_over_two_years(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """vintern 24/25, läsåret 2025/2026."""
    first, last = (two_digit_year(lexed.number(match.start(name))) for name in ("y", "z"))
    name = lexed.values[match.start("e")]
    if last != first + 1 or name not in ("winter", "school_year") or not 1990 <= first <= 2099:
        return None
    return span(almanac.season_span(last if name == "winter" else first, name), "season")


def _past_season(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """i våras, ihöstas, i fjol, i julas."""
    name = lexed.values[match.start("z")]
    if match.start("z") == match.start() and not lexed.words[match.start()].startswith("i"):
        return None
    if name == "last_year":
        return span(almanac.year_span(now.today.year - 1), "year")
    looking_back = Now(now.today, forward=False)
    if name in ("christmas", "easter"):
        return holiday_named(name, looking_back, None)
    spans = [almanac.season_span(now.today.year + i, name) for i in (-1, 0, 1)]
    over = [s for s in spans if s[1] < now.today] or spans[:1]
    return span(over[-1], "season")


_SEASON_YEAR = YEAR.replace("(?: ?- ?|", "(?: ?-? ?|", 1)


SEASON_RULES: list[DateRule] = [
    rule("E", r"(?P<e>E) (?P<y>[24])[/-](?P<z>[24])(?![1-9/])", _season_over_two_years),
    rule("iptyELlxh", OF + r"(?P<lead>[iptylxh] )?(?P<e>E)\.?" + _SEASON_YEAR, _season),
    rule("iZ", r"(?:i )?(?P<z>Z)", _past_season),
]  # fmt: skip
