"""Times of the day: kl 13-15, 13.30, halv tre, kvart över nio."""

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.swedish.figures import numbered
from bot.swedish.grammar import Grammar, rule
from bot.swedish.lexer import Lexed

#: Before this hour a spoken or bare figure means the afternoon: 'kl 3' is 15.00, 'kl 7' is 07.00.
FIRST_WORKING_HOUR = 7


class Clock(NamedTuple):
    """A time or a span of time. `said`: by 'kl' or in words, so that it means a time of today on its own."""

    start: time
    end: time | None = None
    said: bool = True
    backwards: bool = False  # 'kl 15-13': written as a span, and its end lies before its start


def _time(hour: int, minute: int) -> time | None:
    if hour == 24 and minute == 0:
        hour = 0
    return time(hour, minute) if 0 <= hour <= 23 and 0 <= minute <= 59 else None


def _parse(lexed: Lexed, index: int, end: int) -> tuple[time | None, bool]:
    """The time that the tokens index..end-1 write, and whether it may be moved to the afternoon."""
    hour, minute = int(lexed.values[index]), int(lexed.values[end - 1]) if end - index > 2 else 0
    if lexed.shape[index] == "4":
        hour, minute = divmod(hour, 100)
    bare = len(lexed.words[index]) == 1 or lexed.shape[index] == "n"
    return _time(hour, minute), bare and 0 < hour < FIRST_WORKING_HOUR


def _moved(value: time, part: str | None) -> time:
    """Into working hours, unless the part of the day says otherwise."""
    if part == "am" or value.hour >= 12:
        return value
    return value.replace(hour=value.hour + 12) if part == "pm" or value.hour < FIRST_WORKING_HOUR else value


def _part(lexed: Lexed, match: re.Match[str]) -> str | None:
    """The part of the day beside a time: kl 7 på kvällen, i går kväll kl 7."""
    start = match.start()
    if match["part"]:
        index = match.start("part")
    elif lexed.shape[max(0, start - 2) : start] == "¶ ":
        index = start - 2
    else:
        return None
    value: str | None = lexed.values[index]
    return value


def _hours(lexed: Lexed, match: re.Match[str], _: None) -> Clock | None:
    """kl 13, kl 13.30, kl 1330, kl 13-15, 13.30–15."""
    start, movable = _parse(lexed, match.start("a"), match.end("a"))
    if start is None or numbered(lexed, match.start("a")):
        return None
    part = _part(lexed, match)
    end: time | None = None
    if match["b"]:
        end, end_movable = _parse(lexed, match.start("b"), match.end("b"))
        if end is None:
            return None
        if (
            end_movable
            and (movable or start.hour >= FIRST_WORKING_HOUR)
            and end <= start.replace(hour=max(start.hour, 1))
        ) or (end_movable and movable):
            end = end.replace(hour=end.hour + 12)
    if movable or part == "pm":
        start = _moved(start, part)
        end = _moved(end, part) if end and part == "pm" else end
    if end is not None and end <= start:
        sure = lexed.shape[match.start()] == "k" or (
            match.end("a") - match.start("a") > 1 < match.end("b") - match.start("b")
        )
        return Clock(start, end, backwards=True) if sure else None
    return Clock(start, end, said=lexed.shape[match.start()] == "k")


def _said(lexed: Lexed, match: re.Match[str], _: None) -> Clock | None:
    """halv tre, kvart över nio, tio i två, fem över halv åtta; a number word alone is a number.

    An hour in figures needs 'kl', 'halv' or 'kvart': 'halv 9', 'kvart över 9', not '5 i 3'.
    """
    if not (match["half"] or match["way"]):
        return None
    quarter = match["way"] and lexed.shape[match.start("n")] == "q"
    if lexed.shape[match.start("h")] != "n" and not (match["half"] or quarter or lexed.shape[match.start()] == "k"):
        return None
    hour, minutes = int(lexed.values[match.start("h")]), -30 if match["half"] else 0
    step = (15 if quarter else int(lexed.values[match.start("n")])) if match["way"] else 0
    if not 1 <= hour <= 24 or step > 29 or step == 1:  # '50 i fem kommuner'
        return None
    minutes += step if match["way"] == "ö" else -step
    moment = datetime.combine(date(2000, 1, 1), time(hour % 24)) + timedelta(minutes=minutes)
    return Clock(_moved(moment.time(), _part(lexed, match)))


_AT = r"(?:[12][.:]2|[12]|n)"
_AT_FOUR = r"(?:4(?![1-9.:,])|[12][.:]2|[12]|n)"  # 1530, which only 'kl' makes a time
_PART = r"(?: (?:p |i )?(?P<part>¶))?"


#: What is surely a time, read before the dates.
CLOCK = Grammar[None, Clock]([
    rule("k", r"k\.? ?(?:c )?"
               r"(?:r )?(?P<a>" + _AT_FOUR + r")(?: ?(?:-|t|&) ?"
                                             r"(?:k\.? ?)?(?P<b>" + _AT_FOUR + r"))?(?![/%]| ?[%¤Ω])" + _PART, _hours),
    rule("kFqn12", r"(?:k\.? ?)?(?:(?P<n>[qn12])(?: X(?= ö))? (?P<way>[öi]) )?"
                    r"(?P<half>F )?(?P<h>n|[12](?![/.:,%]\w|[%:]))(?! ?(?:[¤øUVXΩCKA]|F))" + _PART, _said),
    rule("12", r"(?P<a>[12]:2) ?(?:-|t) ?(?:k\.? ?)?(?P<b>" + _AT + r")(?![/%:]| ?[%¤Ω])" + _PART, _hours),
    rule("12", r"(?P<a>[12]\.2) ?(?:-|t) ?(?:k\.? ?)?(?P<b>[12]\.2)(?![/%:]| ?[%¤Ω])" + _PART, _hours),
    rule("12", r"(?P<a>[12]:2)(?P<b>(?!))?(?![/%:]| ?[%¤])" + _PART, _hours),
])  # fmt: skip

#: What may be a time once the dates are taken: 13.30, and 9-11 beside a date.
LOOSE_CLOCK = Grammar[None, Clock]([
    rule("12", r"(?P<a>[12]\.2)(?: ?(?:-|t) ?(?P<b>" + _AT + r"))?(?![/%:]| ?[%¤ΩCXUV])" + _PART, _hours),
    rule("12", r"(?P<a>[12]) ?(?:-|t) ?(?P<b>[12]\.2)(?![/%:]| ?[%¤ΩCXUV])" + _PART, _hours),
])  # fmt: skip
BESIDE_A_DATE = re.compile(
    r"\x01(?:,? | \()(?:[rb] )?(?P<a>[12])(?:-| - |(?<=[rb] .) [t&] )(?P<b>[12])(?!\d|[/%.:]\d|[%])(?! ?[%¤ΩCKAXUVIYΨ])(?P<part>(?!))?"
)
#: Without one of these there is no certain time; most texts have none.
_SOME_TIME = re.compile(r"[k:.Fqö]|[12n] i [Fn12]")
_OF_TRAVEL = re.compile(r"(?:tåg|buss|flyg|färj|avgång|ankomst)")


def read_clock(lexed: Lexed) -> list[tuple[int, int, Clock]]:
    """The certain times, taken. What leaves at 8:15 is a departure, not a time of anything."""
    if not _SOME_TIME.search(lexed.shape):
        return []
    return [(f.first, f.last, f.value) for f in CLOCK.read(lexed, None) if not departs(lexed, f.first)]


def departs(lexed: Lexed, index: int) -> bool:
    """Whether the words before name something that departs by timetable: tåget 8:15."""
    before = lexed.words[max(0, index - 2) : index]
    return any(_OF_TRAVEL.match(word) for word in before) and lexed.shape[index] != "k"


def read_loose_clock(lexed: Lexed) -> list[tuple[int, int, Clock]]:
    """Times without 'kl', once the dates are taken: 13.30; not 'kap 3.20'."""
    dotted = LOOSE_CLOCK.read(lexed, None) if "." in lexed.shape else ()
    found = [(f.first, f.last, f.value) for f in dotted if not departs(lexed, f.first)]
    if not found and (match := BESIDE_A_DATE.search(lexed.shape)):
        clock = _hours(lexed, match, None)
        if clock is not None:
            lexed.take(match.start("a"), match.end("b"))
            found.append((match.start("a"), match.end("b"), clock))
    return found


_NO_TIME = re.compile(
    r"(?:k\.? ?(?P<h>[12])(?:[.:](?P<m>2))?|(?<![\w:./-])(?P<bare>[12]):(?P<of>2))(?![1-9/:%]| ?[%¤ΩCXUV])"
    r"|(?<=\x01 )(?P<dotted>2)\.(?P<off>2)(?![1-9/.:%]| ?[%¤ΩCXUV])"  # '30 maj 25.00'
)


def no_time(lexed: Lexed) -> str | None:
    """'kl 25', 'kl 13.75', '25:00': what is written as a time and is none."""
    for match in _NO_TIME.finditer(lexed.shape):
        hour, *minute = (match.start(name) for name in match.groupdict() if match[name])
        if lexed.number(hour) > 24 or (minute and lexed.number(minute[0]) > 59):
            written = lexed.source(*match.span())
            if match["bare"]:  # else it would be money
                lexed.take(*match.span())
            return written
    return None
