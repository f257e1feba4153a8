"""Slips of the pen that are forgiven: a letter dropped, doubled or swapped with its neighbour, and dots left out.

Only these, since a letter changed or put in makes another word of it: kontakt, kontant, kontrakt.
"""

from collections.abc import Iterator

#: Shorter words are too near to others to lose a letter.
SHORTEST = 6

_DOTLESS = str.maketrans("åäöé", "aaoe")


def slips(word: str) -> Iterator[str]:
    """What a word becomes by one slip that leaves its first letter; `word` itself is not among them."""
    last = len(word) - 1
    for i in range(1, last):
        if word[i] != word[i + 1]:
            yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    if len(word) < SHORTEST:
        return
    for i in range(1, last + 1):
        if i < last or word[i] == word[i - 1]:  # without its last letter it may be a word: konsult, konsul
            yield word[:i] + word[i + 1 :]
        yield word[:i] + word[i] + word[i:]


def dotless(word: str) -> str:
    return word.translate(_DOTLESS)
