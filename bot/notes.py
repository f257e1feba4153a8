"""Which of the notes that wait is meant, by the words it is known by."""

import re
from collections.abc import Sequence

from bot.changes import same_word
from bot.records import Note

_WORD = re.compile(r"[^\W_]{2,}")
_IDLE = frozenset(
    {"att", "den", "det", "de", "en", "ett", "för", "på", "i", "till", "med", "om", "av", "och", "hos", "är"}
)


def called(notes: Sequence[Note], words: str) -> tuple[list[Note], bool]:
    """Those of `notes` that the words name, and whether they do so beyond doubt.

    The note's very words come first, then those that hold every word, then (in doubt) those that hold half of them.
    """
    said = _words(words)
    if not said:
        return [], False
    exact = [note for note in notes if _words(note.text) == said]
    if exact:
        return exact, True
    hits = {note.ref: sum(_holds(note, word) for word in said) for note in notes}
    whole = [note for note in notes if hits[note.ref] == len(said)]
    if whole:
        return whole, True
    return [note for note in notes if hits[note.ref] and 2 * hits[note.ref] >= len(said)], False


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.casefold()) if word not in _IDLE]


def _holds(note: Note, word: str) -> bool:
    return any(same_word(word, other) or other in _done_of(word) for other in _words(note.text))


def _done_of(word: str) -> tuple[str, ...]:
    """What 'ringt', 'bokat', 'skrivit' may have been to do: ring, boka, skriv."""
    if not word.endswith("t"):
        return ()
    stems = (word[:-1], *((word[:-2],) if word.endswith(("it", "tt")) else ()))
    return tuple(form for stem in stems for form in (stem, f"{stem}a"))
