"""Times of the day: kl 13-15, 13.30, halv tre, kvart över nio."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.swedish.grammar import Grammar, Rule
from bot.swedish.lexer import Lexed

#: Before this hour a spoken or bare figure means the afternoon: 'kl 3' is 15.00, 'kl 7' is 07.00.
FIRST_WORKING_HOUR = 7


class Clock(NamedTuple):
    """A time or a span of time. `said`: by 'kl' or in words, so that it means a time of today on its own."""

    start: time
    end: time | None = None
    said: bool = True


ClockRule = Rule[None, Clock]


def _time(hour: int, minute: int) -> time | None:
    if hour == 24 and minute == 0:
        hour = 0
    return time(hour, minute) if 0 <= hour <= 23 and 0 <= minute <= 59 else None


def _parse(lexed: Lexed, index: int, end: int) -> tuple[time | None, bool]:
    """The time that the tokens index..end-1 write, and whether it may be moved to the afternoon."""
    hour = lexed.values[index]
    minute = lexed.values[end - 1] if end - index > 2 else 0
    bare = len(lexed.words[index]) == 1 or lexed.shape[index] == "n"
    return _time(int(hour), int(minute)), bare and int(hour) < FIRST_WORKING_HOUR and int(hour) > 0


def _moved(value: time, part: str) -> time:
    """Into working hours, unless the part of the day says otherwise."""
    if part in ("morgon", "morgonen", "natten", "fm", "förmiddagen"):
        return value
    if part in ("em", "eftermiddagen", "kväll", "kvällen") or value.hour < FIRST_WORKING_HOUR:
        return value.replace(hour=value.hour + 12) if value.hour < 12 else value
    return value


def _hours(lexed: Lexed, match: re.Match[str], _: None) -> Clock | None:
    """kl 13, kl 13.30, kl 13-15, 13.30–15."""
    start, movable = _parse(lexed, match.start("a"), match.end("a"))
    if start is None:
        return None
    part = lexed.words[match.start("part")] if match["part"] else ""
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
    if movable or part in ("em", "eftermiddagen", "kväll", "kvällen"):
        start = _moved(start, part)
    if end is not None and end <= start:
        return None
    return Clock(start, end, said=lexed.shape[match.start()] == "k")


def _spoken(lexed: Lexed, match: re.Match[str], _: None) -> Clock | None:
    """halv tre, kvart över nio, tio i två, fem över halv åtta."""
    hour = int(lexed.values[match.start("h")])
    if not 1 <= hour <= 24:
        return None
    minutes = -30 if match["half"] else 0
    if match["way"]:
        step = 15 if lexed.shape[match.start("n")] == "q" else int(lexed.values[match.start("n")])
        if step > 29 or step == 1:
            return None
        minutes += step if match["way"] == "ö" else -step
    moment = datetime.combine(date(2000, 1, 1), time(hour % 24)) + timedelta(minutes=minutes)
    part = lexed.words[match.start("part")] if match["part"] else ""
    return Clock(_moved(moment.time(), part))


def _said(lexed: Lexed, match: re.Match[str], _: None) -> Clock | None:
    """A spoken time needs 'kl', 'halv' or 'över'/'i': a number word alone is a number."""
    if not (match["half"] or match["way"]):
        return None
    return _spoken(lexed, match, None)


_AT = r"(?:[12][.:]2|[12]|n)"
_PART = r"(?: (?:p |i )?(?P<part>[GP]))?"


def _rule(starts: str, pattern: str, reader: Callable[[Lexed, re.Match[str], None], Clock | None]) -> ClockRule:
    return Rule(starts, re.compile(pattern), reader)


#: What is surely a time, read before the dates.
CLOCK = Grammar[None, Clock]([
    _rule("k", r"k\.? ?(?:c )?"
               r"(?:r )?(?P<a>" + _AT + r")(?: ?(?:-|t|&) ?"
                                        r"(?:k\.? ?)?(?P<b>" + _AT + r"))?(?![/%]| ?[%¤Ω])" + _PART, _hours),
    _rule("kFqn12", r"(?:k\.? ?)?(?:(?P<n>[qn12]) (?P<way>[öi]) )?"
                    r"(?P<half>F )?(?P<h>n)(?! ?(?:[¤øUVXΩC]|F))" + _PART, _said),
    _rule("12", r"(?P<a>[12]:2) ?(?:-|t) ?(?:k\.? ?)?(?P<b>" + _AT + r")(?![/%:]| ?[%¤Ω])" + _PART, _hours),
    _rule("12", r"(?P<a>[12]\.2) ?(?:-|t) ?(?:k\.? ?)?(?P<b>[12]\.2)(?![/%:]| ?[%¤Ω])" + _PART, _hours),
    _rule("12", r"(?P<a>[12]:2)(?P<b>(?!))?(?![/%:]| ?[%¤])" + _PART, _hours),
])  # fmt: skip

#: What may be a time once the dates are taken: 13.30, and 9-11 beside a date.
LOOSE_CLOCK = Grammar[None, Clock]([
    _rule("12", r"(?P<a>[12]\.2)(?: ?(?:-|t) ?(?P<b>" + _AT + r"))?(?![/%:]| ?[%¤ΩCXUV])" + _PART, _hours),
    _rule("12", r"(?P<a>[12]) ?(?:-|t) ?(?P<b>[12]\.2)(?![/%:]| ?[%¤ΩCXUV])" + _PART, _hours),
])  # fmt: skip
BESIDE_A_DATE = re.compile(
    r"\x01(?:,? | \()(?P<a>[12])-(?P<b>[12])(?!\d|[/%.:]\d|[%])(?! ?[%¤ΩCKAXUVIYΨ])(?P<part>(?!))?"
)
_OF_TRAVEL = re.compile(r"(?:tåg|buss|flyg|färj|avgång|ankomst)")


def read_clock(lexed: Lexed) -> list[tuple[int, int, Clock]]:
    """The certain times, taken. What leaves at 8:15 is a departure, not a time of anything."""
    return [(f.first, f.last, f.value) for f in CLOCK.read(lexed, None) if not departs(lexed, f.first)]


def departs(lexed: Lexed, index: int) -> bool:
    """Whether the words before name something that departs by timetable: tåget 8:15."""
    before = lexed.words[max(0, index - 2) : index]
    return any(_OF_TRAVEL.match(word) for word in before) and lexed.shape[index] != "k"


def read_loose_clock(lexed: Lexed) -> list[tuple[int, int, Clock]]:
    """Times without 'kl', once the dates are taken."""
    found = [(f.first, f.last, f.value) for f in LOOSE_CLOCK.read(lexed, None) if not departs(lexed, f.first)]
    if not found and (match := BESIDE_A_DATE.search(lexed.shape)):
        clock = _hours(lexed, match, None)
        if clock is not None and clock.end is not None:
            lexed.take(match.start("a"), match.end("b"))
            found.append((match.start("a"), match.end("b"), clock))
    return found
