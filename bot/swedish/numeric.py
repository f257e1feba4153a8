"""Days in figures alone: 3/3, 3.3, 2026-03-03, 260303, and spans of these."""

import re

from bot.swedish.almanac import real, two_digit_year
from bot.swedish.dates import NO_YEAR, TO, WEEKDAY, YEAR, DateRule, placed
from bot.swedish.figures import always_open, measured, numbered, shared, stands_as_a_day
from bot.swedish.grammar import rule
from bot.swedish.lexer import Lexed
from bot.swedish.when import Now, When, day, nowhere, span


def _day_month(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    first, second = lexed.number(match.start("a")), lexed.number(match.start("b"))
    if not 1 <= second <= 12 or first < 1:
        return None
    if first > 31:
        return nowhere(now) if match["y4"] or first < 40 else None
    return placed(lexed, match, now, first, second)


def _dotted(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """3.3 and 13.3 are days, 13.30 is a time; 15.10 is a day unless 'kl' stands before it."""
    minutes = lexed.words[match.start("b")]
    with_year = match["y4"] or match["y2"]
    alone = not with_year and not match["w"] and lexed.shape[match.start()] != "d"
    if alone and len(minutes) == 2 and not 1 <= int(minutes) <= 12:
        return None
    if numbered(lexed, match.start()) or (not with_year and measured(lexed, match.end("b"))):
        return None
    return _day_month(lexed, match, now)


def _slashed(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """3/3, tis 3/3, 3/3-24. 2/3 of something is a share, 24/7 is always, and 3/13 is no day."""
    first, last = match.start("a"), match.end("b")
    dated = bool(match["y4"] or match["y2"] or match["w"] or lexed.shape[match.start()] == "d")
    if not dated and (shared(lexed, first, last) or always_open(lexed, first, last)):
        return None
    if 1 <= lexed.number(first) <= 31 and 13 <= lexed.number(last - 1) <= 31:
        return nowhere(now) if dated or stands_as_a_day(lexed, first, last) else None
    return _day_month(lexed, match, now)


def _iso(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    year, month, number = (lexed.number(match.start(i)) for i in "ymd")
    year = two_digit_year(year)
    if not 1900 <= year <= 2199:
        return None
    short = len(lexed.words[match.start("y")]) == 2
    if short and not (1 <= month <= 12 and abs(year - now.today.year) <= 15):  # 08-12-24 may be a number of any sort
        return None
    found = real(year, month, number)
    return day(found) if found else nowhere(now)


def _iso_span(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """2026-03-03/2026-03-05, 2026-03-03--05, 2026-03-03 - 04-05: the end takes what it leaves out from the start."""
    year, month, number = (lexed.number(match.start(i)) for i in "ymd")
    first = real(year, month, number)
    year = lexed.number(match.start("y2")) if match["y2"] else year
    month = lexed.number(match.start("m2")) if match["m2"] else month
    last = real(year, month, lexed.number(match.start("d2")))
    if not (first and last and 1900 <= first.year <= 2199) or (last <= first and not match["y2"]):
        return None
    return span((first, last)) if last >= first else When(first, last, doubt="end_before_start")


def _compact(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    """20260303, 260303, 260303-260305."""
    first = _from_figure(lexed.words[match.start("a")], now)
    last = _from_figure(lexed.words[match.start("b")], now) if match["b"] else None
    if first is None or (match["b"] and (last is None or last.first < first.first)):
        return None
    return span((first.first, last.first)) if last else first


def _from_figure(figure: str, now: Now) -> When | None:
    if len(figure) == 8 and figure[:2] not in ("19", "20"):
        return None
    year = two_digit_year(int(figure[:-4]))
    found = real(year, int(figure[-4:-2]), int(figure[-2:]))
    near = len(figure) == 8 or now.today.year - 8 <= year <= now.today.year + 4
    return day(found) if found and near else None


def _day_month_year_dashed(lexed: Lexed, match: re.Match[str], now: Now) -> When | None:
    if numbered(lexed, match.start()):
        return None
    found = real(lexed.number(match.start("y")), lexed.number(match.start("m")), lexed.number(match.start("d")))
    return day(found) if found else None


NUMERIC_RULES: list[DateRule] = [
    rule("WSTd12", WEEKDAY + r"(?P<a>[12])/(?P<b>[12])" + YEAR, _slashed),
    rule("WSTd12", WEEKDAY + r"(?P<a>[12])/(?P<b>[12])" + NO_YEAR, _slashed),
    rule("WSTd12", WEEKDAY + r"(?P<a>[12])\.(?P<b>[12])" + YEAR, _dotted),
    rule("WSTd4", r"(?:[WST]\.?,? )?(?:d )?(?P<y>4)(?P<x>[-/.])(?P<m>[12])(?P=x)(?P<d>[12])(?![1-9])", _iso),
    rule("4", r"(?P<y>4)-(?P<m>2)-(?P<d>2)(?:" + TO + r"|/)(?:(?:(?P<y2>4)-)?(?P<m2>2)-)?(?P<d2>2)(?![1-9:.])",
         _iso_span),
    rule("2", r"(?P<y>2)-(?P<m>2)-(?P<d>2)(?![1-9])", _iso),
    rule("12", r"(?P<d>[12])-(?P<m>[12])-(?P<y>4)", _day_month_year_dashed),
    rule("86", r"(?P<a>[86])(?:-(?P<b>[86]))?(?![1-9-])", _compact),
]  # fmt: skip
