"""That people in the register have been told so: 'kontakt 3 och 4 är informerade', 'Eva Holm är informerad 12 mars'."""

import re
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from bot.swedish.bookkeeping import numbers
from bot.swedish.lexer import Lexed, clean
from bot.swedish.readdates import read_days
from bot.swedish.when import Now

_NUMBER = r"(?:nr\.? ?|# ?)?\d{1,9}(?: ?(?:-|till) ?\d{1,9})?(?![\d/.:]*\d)"
_NUMBERED = rf"kontakt(?:en|erna|er)? (?P<numbers>{_NUMBER}(?:(?: ?, ?| ?- ?| och | samt | & ){_NUMBER})*)"
_ALL = r"(?P<all>alla(?: (?:kontakter(?:na)?|personer(?:na)?|i registret|de))*|samtliga(?: kontakter)?)"
_WORD = r"(?!(?:är|som|blev|har|blivit|nu|inte|ej|icke|i|den|på|om|idag|igår)\b)[^\W\d_][\w'’.-]*"
_NAME = rf"(?P<name>\S+@\S+\.\w+|{_WORD}(?: {_WORD}){{0,3}})"
_WHO = rf"(?:{_NUMBERED}|{_ALL}|{_NAME})"
_NOT = r"(?P<not>inte|ej|icke)"
_TOLD = re.compile(
    rf"(?i)(?:ändra |markera )?{_WHO}(?::| som| är| blev| har blivit| har| nu)* ?(?:{_NOT} )?(?:blivit )?informera(?:des|de|d|ts|t)\b"
    r"(?: (?:om registret|om behandlingen|nu))*(?P<rest>.*)"
)
_HAVE = re.compile(rf"(?i)(?:jag|vi) (?:har )?(?:nu )?informera(?:t|de) {_WHO}(?P<rest>.*)")
_LEFT = re.compile(r"(?i)\W*(?:den|på|i|per|,|:)?\W*")
_YEAR = re.compile(r"(?<!\d)(?:20)?\d\d-\d\d|(?<!\d)20\d\d(?!\d)")
LONG_AGO = 180  # days: a day without a year that is further back is rather one to come
_LIST = re.compile(
    r"(?i)\W*(?:(?:visa|lista|vilka|vem|hur många|kontakter|personer|som|är|har|alla) )*"
    r"(?:(?:ej|inte|icke)(?: är| har| blivit| än)* informera(?:de|ts|d|t)\b|oinformerade|ska informeras|(?:kvar )?att informera)"
    r"(?: (?:kontakter|personer|än|nu))*\W*"
)


@dataclass(frozen=True)
class Informed:
    """Whom it says so of: `numbers`, a `name`, or all; `days` where one is written; `off`: that they are not."""

    numbers: tuple[int, ...] = ()
    name: str = ""
    days: tuple[date, ...] = ()
    off: bool = False

    @property
    def all(self) -> bool:
        return not (self.numbers or self.name)


def asks_who_is_not(text: str) -> bool:
    """'ej informerade', 'vilka är inte informerade?'"""
    return _LIST.fullmatch(" ".join(text.split())) is not None


def read_informed(text: str, today: date) -> Informed | None:
    """What the text says, read whole; None where it is about something else."""
    said = " ".join(clean(text).split()).strip(" .!")
    if text.rstrip().endswith("?") or asks_who_is_not(text):
        return None
    found = _HAVE.fullmatch(said) or _TOLD.fullmatch(said)
    if found is None:
        return None
    whole = found.groupdict()
    name, rest = whole["name"] or "", whole["rest"]
    days = _days(rest, today)
    if days is None:
        return None
    return Informed(tuple(numbers(whole["numbers"] or "")), name, days, bool(whole.get("not")))


def _days(rest: str, today: date) -> tuple[date, ...] | None:
    """The one day that is written, none where nothing is; None where something else is."""
    if _LEFT.fullmatch(rest):
        return ()
    lexed = Lexed(rest.strip())
    found = read_days(lexed, Now(today, False))
    if len(found) != 1 or found[0].value.first != found[0].value.last:
        return None
    item = found[0]
    left = lexed.text[: lexed.starts[item.first]], lexed.text[lexed.ends[item.last - 1] :]
    if not all(_LEFT.fullmatch(each) for each in left):
        return None
    day = item.value.first
    if (today - day).days > LONG_AGO and not _YEAR.search(rest):  # '20 mars', said on the 14th
        day = day + relativedelta(year=today.year)
    return (day,)
