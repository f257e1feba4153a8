"""Figures that are neither heads nor money: hours, distances, how many opened a newsletter; and the goals."""

import re
from decimal import Decimal

from bot.swedish.lexer import Lexed

_HOURS = re.compile(r"(?:c )?(?:(?P<n>N|[1-3]|n)(?P<half> & nF?)? ?|(?:n )?(?P<f>F) )(?P<x>X)(?![\w])")
DISTANCE = re.compile(r"(?:c )?(?P<n>N|[1-5]|n) ?(?P<u>Ω)(?!\w)")
_OPENED = re.compile(r"(?P<word>w):?(?: (?:w|p|z|z w))? (?:c )?(?P<n>[N123]) ?%|(?P<n2>[N123]) ?% (?P<word2>w)")
_GOAL_WORDS = frozenset({"delmål", "delmålet", "delmålen", "mål", "målet", "målen", "dm"})
_NUMBERS = re.compile(r"[12nNO](?:(?:, ?| ?(?:&|[+/]) ?| ?[-t] ?)[12n](?![/.:1-9]| ?[%CKAIYΨX¤MJUV]))*(?![%:]|/[1-9])")


def read_hours(lexed: Lexed) -> Decimal | None:
    """2 h, 1,5 timmar, en halv timme, 90 min; the first, taken. Ten minutes are no hours."""
    if "X" not in lexed.shape:
        return None
    for match in _HOURS.finditer(lexed.shape):
        value = Decimal("0.5") if match["f"] else Decimal(lexed.values[match.start("n")])
        if lexed.values[match.start("x")] == "minute":
            if value < 15:
                continue
            value = (value / 60).quantize(Decimal("0.01"))
        lexed.take(*match.span())
        return value
    return None


def read_distance(lexed: Lexed) -> Decimal | None:
    """Kilometres: 94 km, 9,4 mil; the first, taken."""
    match = DISTANCE.search(lexed.shape)
    if not match:
        return None
    lexed.take(*match.span())
    return Decimal(lexed.values[match.start("n")]) * int(lexed.values[match.start("u")])


def read_open_rate(lexed: Lexed) -> Decimal | None:
    """öppningsgrad 42 %, 42 % öppnade."""
    if "%" not in lexed.shape:
        return None
    for match in _OPENED.finditer(lexed.shape):
        word, number = ("word", "n") if match["word"] else ("word2", "n2")
        if lexed.words[match.start(word)].startswith(("öppn", "läst", "läsgrad")):
            lexed.take(*match.span())
            return Decimal(lexed.values[match.start(number)])
    return None


def read_goals(lexed: Lexed) -> tuple[list[int], tuple[int, int]] | None:
    """The numbers after 'delmål' ('delmål 1, 3 och 4', 'mål 2-4'), taken, and their tokens."""
    for index, word in enumerate(lexed.words):
        if word not in _GOAL_WORDS:
            continue
        start = index + 1
        while lexed.shape[start : start + 1] in (" ", ":", "."):
            start += 1
        match = _NUMBERS.match(lexed.shape, start)
        if not match or start == index + 1:
            continue
        goals: list[int] = []
        for at in range(match.start(), match.end()):
            letter = lexed.shape[at]
            if letter == "N":
                goals += [int(part) for part in lexed.words[at].split(",") if part.isdigit()]
            elif letter in "12nO":
                before = lexed.shape[match.start() : at].rstrip(" ")[-1:]
                number = lexed.number(at)
                goals += range(goals[-1] + 1, number) if goals and before in ("-", "t") else ()
                goals.append(number)
        first = index - 2 if lexed.shape[max(0, index - 2) : index] in ("i ", "t ") else index
        lexed.take(first, match.end())
        return list(dict.fromkeys(goals)), (index, match.end())
    return None
