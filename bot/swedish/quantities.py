"""What an indicator is measured in: '87 %', '12 st', '600 000 kr', 'sju'; and the days and years beside it.

What is read is blanked out, so that nothing is read twice and what is left is what it is called.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bot.swedish.almanac import year_span
from bot.swedish.grammar import Found
from bot.swedish.lexer import TAKEN, Lexed
from bot.swedish.number_words import cardinal
from bot.swedish.readdates import read_days
from bot.swedish.when import Now, When, span

_SIGN = r"(?<![\w.,:/–—-])[-−]|(?<![\w.,:/])"
_FIGURE = r"(?P<figure>\d{1,3}(?:[ .]\d{3})+(?!\d)|\d+)(?P<decimals>[.,]\d{1,4})?(?![\w:/]|[.,]\d)"
_WORD = r"(?P<word>(?!en\b|ett\b)[a-zåäö]{2,60})"
_UNIT = (
    r"(?: ?(?P<unit>%|(?i:procent(?:enheter)?|st(?:ycken|\.)?|miljoner kr(?:onor)?|tusen kr(?:onor)?|kr(?:onor|\.)?|sek|"
    r"tkr|kkr|mkr|mnkr|msek)|:-)(?!\w))?"
)
#: A figure or a number word, with its unit if it has one.
VALUE = re.compile(rf"(?:(?P<sign>{_SIGN})(?:{_FIGURE}|(?<!\w){_WORD}(?!\w))){_UNIT}")
_TIMES = {"tkr": 1000, "kkr": 1000, "tusen": 1000, "mkr": 10**6, "mnkr": 10**6, "msek": 10**6, "miljoner": 10**6}
_YEAR = re.compile(
    r"(?i)(?<![\w.,/-])(?:(?:hela |under |för |i )?(?:år(?:et)? |helår(?:et)? )?)(?P<year>(?:19|20)\d\d)"
    r"(?!\w| ?(?:%|procent|st(?!\w)|kr(?!\w)|tkr|:-)|[/-]\d|[.,]\d)"
)
_OUT_OF = re.compile(r"(?i) av (?:totalt |de |länets |alla )?$")


class Quantity(NamedTuple):
    """A value with its unit ('%', 'st', 'kr' or None), and the characters that say so."""

    value: Decimal
    unit: str | None
    first: int
    last: int


class Dated(NamedTuple):
    """Days, and the characters that say so."""

    when: When
    first: int
    last: int


def quantities(text: str) -> list[Quantity]:
    """Every value of a text in its order; what it is out of ('7 av 12 kommuner') is none."""
    found: list[Quantity] = []
    for match in VALUE.finditer(text):
        if found and _OUT_OF.search(text[found[-1].last : match.start()]):
            continue
        if quantity := quantity_of(match):
            found.append(quantity)
    return found


def quantity_of(match: re.Match[str]) -> Quantity | None:
    """What a match of VALUE says; None for a word that is no number, and for a year."""
    unit = (match["unit"] or "").lower().rstrip(".")
    if match["word"]:
        number = cardinal(match["word"])
        if number is None:
            return None
        value = Decimal(number)
    else:
        figure = re.sub(r"[ .]", "", match["figure"])
        if not unit and not match["decimals"] and re.fullmatch(r"(?:19|20)\d\d", match["figure"]):
            return None
        value = Decimal(f"{figure}{(match['decimals'] or '').replace(',', '.')}")
    value *= _TIMES.get(unit.split(" ")[0], 1)
    if match["sign"]:
        value = -value
    return Quantity(value, _named(unit), match.start(), match.end())


def _named(unit: str) -> str | None:
    if not unit:
        return None
    if unit == "%" or unit.startswith("procent"):
        return "%"
    return "st" if unit.startswith("st") else "kr"


def days(text: str, now: Now) -> list[Dated]:
    """Every day and period of a text, a bare year too: '31/12', 'kvartal 1', '2024'."""
    lexed = Lexed(text)
    found = [_place(lexed, item) for item in read_days(lexed, now)]
    blanked = blank(text, ((each.first, each.last) for each in found))
    found += [Dated(_year(match), match.start(), match.end()) for match in _YEAR.finditer(blanked)]
    return sorted(found, key=lambda each: each.first)


def _place(lexed: Lexed, item: Found[When]) -> Dated:
    return Dated(item.value, lexed.starts[item.first], lexed.ends[item.last - 1])


def _year(match: re.Match[str]) -> When:
    first, last = year_span(int(match["year"]))
    return span((first, last), "year")


def last_day(when: When) -> date | None:
    """The last day of what is said, None where there is no such day."""
    return when.last if when.exists else None


def blank(text: str, spans: Iterator[tuple[int, int]]) -> str:
    """The text, as long as before, without what stands in the spans."""
    for first, last in spans:
        text = text[:first] + TAKEN * (last - first) + text[last:]
    return text
