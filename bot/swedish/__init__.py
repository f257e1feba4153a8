"""Swedish text -> typed request. Pure: no clock, no files, no chat; deterministic, and no text raises."""

from datetime import date
from decimal import Decimal

from bot.reading import Direction, Kind, Reading
from bot.swedish.fallback import read_elsewhere
from bot.swedish.kinds import first_word
from bot.swedish.lexer import Lexed, clean
from bot.swedish.money import bare_amount, read_money
from bot.swedish.read import read
from bot.swedish.readdates import read_days
from bot.swedish.when import Now

__all__ = ["Reading", "named_kind", "named_word", "read", "read_amount", "read_date_field", "read_day"]


def named_kind(text: str) -> Kind | None:
    """The kind that the text's first word names: 'utgift …', 'flytta …'."""
    return first_word(clean(text)).kind


def named_word(text: str) -> str:
    """The word or words by which the text names its kind, in lower case; empty for none."""
    return first_word(clean(text)).word


def read_day(text: str, today: date, direction: Direction = "past") -> date | None:
    """The single day of a date field; None for no day, an impossible one or a span."""
    found = [item.value for item in read_days(Lexed(clean(text)), Now(today, direction == "future"))]
    return found[0].first if len(found) == 1 and found[0].exists and found[0].first == found[0].last else None


def read_date_field(text: str, today: date, direction: Direction = "past") -> tuple[date, bool] | None:
    """The single day of a date field, and whether it was only found by dateparser and so is assumed."""
    lexed = Lexed(clean(text))
    found = read_days(lexed, Now(today, direction == "future"))
    if found and not any(letter in "123456789N" for letter in lexed.shape):  # every figure was read
        day = read_day(text, today, direction)
        return (day, False) if day else None
    other = read_elsewhere(clean(text).strip(), today, direction)
    return (other, True) if other else None


def read_amount(text: str) -> Decimal | None:
    """The amount of an amount field in kronor, with or without a unit; None when there is not exactly one."""
    lexed = Lexed(clean(text))
    found = read_money(lexed)
    if len(found) == 1 and found[0].value.currency == "SEK":
        return found[0].value.amount
    if found:
        return None
    if text.strip().removeprefix("-").isdecimal():
        return Decimal(int(text.strip()[:30]))
    bare = bare_amount(lexed)
    return bare.value.amount if bare else None
