"""One noun in its forms: the endings it may have, and whether two words are the same one."""

from collections.abc import Iterator
from functools import lru_cache

from bot.swedish.slips import dotless

#: Endings that leave a noun the same noun: mässa, mässan, mässor, mässorna, mässans.
_ENDINGS = ("ernas", "arnas", "ornas", "erna", "arna", "orna", "iets", "iet", "ium", "ier", "ets", "ens", "en", "et",
            "er", "ar", "or", "an", "as", "ns", "na", "n", "t", "s", "a", "e", "r")  # fmt: skip


@lru_cache(maxsize=2048)
def same(word: str, part: str) -> bool:
    if word == part or part in bases(word) or (len(part) > 5 and part[-1] in "ae" and part[:-1] in bases(word)):
        return True
    if len(part) < 5:  # the last part of a compound: roll-ups, roll-upen
        return len(part) > 1 and word.startswith(part) and word[len(part) :] in _SHORT_ENDINGS
    return dotless(part) in (word, *bases(word))


_SHORT_ENDINGS = ("s", "n", "en", "et")


def stem(word: str) -> str:
    """The noun without its longest ending; what is left has at least four letters."""
    return next(bases(word), word)


def bases(word: str) -> Iterator[str]:
    """What a noun may be without its ending, the longest ending first."""
    for end in ends_of(word):
        if end >= 4:
            yield word[:end]


def ends_of(word: str) -> list[int]:
    """Where each ending that the word has begins, the longest first."""
    if word[-1:] not in _LAST_LETTERS:
        return []
    return [len(word) - len(ending) for ending in _ENDINGS if word.endswith(ending)]


_LAST_LETTERS = frozenset(ending[-1] for ending in _ENDINGS)


def is_head(word: str, head: str, end: int) -> bool:
    """Whether the head is the word up to `end`, or the last part of it."""
    start = end - len(head)
    return (start == 0 or start >= 2) and (end == len(word) or len(head) >= 4) and word.startswith(head, start)
