"""What a figure is when it is no day and no time: a share, a size, the number of something."""

import re

from bot.swedish.lexer import Lexed

_NUMBERED = frozenset({
    "§", "kap", "kapitel", "version", "avsnitt", "punkt", "nr", "nummer", "bilaga", "rum", "sal", "lag", "del",
    "steg", "sida", "sidan", "etapp", "grupp", "omgång", "dnr", "diarienr", "diarienummer",
    "ärende",
})  # fmt: skip
_MEASURE = re.compile(r" ?(?:[UXVΩ%¤]|z |C|K|A)")
_OF_SIZE = re.compile(r" (?:z |U)| ?[XΩ%]")
_OF_HEADS = re.compile(r" [CKAI](?!:? ?[1-9nN])")
_WORD_AFTER = re.compile(r"[ -]w")
_SHARED = frozenset({
    "liter", "l", "dl", "cl", "kg", "hg", "tum", "tid", "heltid", "deltid", "tjänst", "tjänster", "majoritet", "del",
    "delar", "dels", "delen", "sidor",
})  # fmt: skip
#: What may stand after a day; after a share stands what it is a share of.
_ENDS = re.compile(r" ?(?:$|[,;!?)\n\x01]|\.(?!\w)| [ipkrbt] )")


def measured(lexed: Lexed, end: int) -> bool:
    """Whether the figure before `end` is the size of something: 2.5 h, 1.5 dag."""
    return bool(_MEASURE.match(lexed.shape, end))


def numbered(lexed: Lexed, start: int) -> bool:
    """Whether the figure is the number of something: kap 3.2, version 2.5, rum 3/4."""
    return start > 1 and lexed.words[start - 2] in _NUMBERED


def shared(lexed: Lexed, first: int, last: int) -> bool:
    """Whether a/b is a part of something: 1/2 dag, 2/3 av, 3/4 liter, 7/12 närvarande; or 'nr 3/4'."""
    if numbered(lexed, first) or _OF_SIZE.match(lexed.shape, last):
        return True
    if lexed.values[first] <= lexed.values[last - 1] and _OF_HEADS.match(lexed.shape, last):
        return True
    return bool(_WORD_AFTER.match(lexed.shape, last)) and lexed.words[last + 1] in _SHARED


def always_open(lexed: Lexed, first: int, last: int) -> bool:
    """24/7 as round the clock, not a day in July: after a word, no span's end, no time beside it."""
    if lexed.values[first] != 24 or lexed.values[last - 1] != 7 or first == 0:
        return False
    around = lexed.shape[max(0, first - 2) : first] + lexed.shape[last : last + 2]
    return not (set("-t&") & set(around) or lexed.words[last + 1 : last + 2] in (["kl"], ["klockan"]))


def stands_as_a_day(lexed: Lexed, first: int, last: int) -> bool:
    """Whether a/b stands beside other words, in a place where a day would: 'möte i Kumla 3/13'.

    Not '9/14 klara', and not the two years of 'säsongen 24/25'.
    """
    if lexed.values[last - 1] == lexed.values[first] + 1:
        return False
    return last - first < len(lexed.shape) and bool(_ENDS.match(lexed.shape, last))
