"""Rules over the shape of a text: at each place the longest match that makes sense wins."""

import re
from collections.abc import Callable, Iterator
from typing import Generic, NamedTuple, TypeVar

from bot.swedish.lexer import Lexed

Context = TypeVar("Context")
Value = TypeVar("Value")

#: No message holds more values of one kind; what comes after is left as text. Keeps 5 000 characters quick.
MOST = 40


class Rule(NamedTuple, Generic[Context, Value]):
    """A phrase shape: the letters it can start with, its pattern, and what makes a value of a match."""

    starts: str
    pattern: re.Pattern[str]
    reader: Callable[[Lexed, re.Match[str], Context], Value | None]


def rule(
    starts: str, pattern: str, reader: Callable[[Lexed, re.Match[str], Context], Value | None]
) -> Rule[Context, Value]:
    return Rule(starts, re.compile(pattern), reader)


class Found(NamedTuple, Generic[Value]):
    """A value and the tokens it was read from."""

    first: int
    last: int
    value: Value


class Grammar(Generic[Context, Value]):
    """Rules of one kind of meaning, grouped by first letter."""

    def __init__(self, rules: list[Rule[Context, Value]]) -> None:
        self.rules = rules
        by_start: dict[str, list[Rule[Context, Value]]] = {}
        for rule in rules:
            for letter in rule.starts:
                by_start.setdefault(letter, []).append(rule)
        # by letter: whether any rule matches, and each rule's match and reader; bound once, for they are asked often
        self._by_start = {
            letter: (_one_of(group).match, [(rule.pattern.match, rule.reader) for rule in group])
            for letter, group in by_start.items()
        }
        self._starts = re.compile("[" + re.escape("".join(by_start)) + "]").search

    def read(self, lexed: Lexed, context: Context) -> Iterator[Found[Value]]:
        """Finds and takes every value from left to right."""
        position = count = 0
        while count < MOST and (start := self._starts(lexed.shape, position)):
            position = start.start()
            found = self._longest(lexed, position, context)
            if found is None:
                position += 1
                continue
            count += 1
            lexed.take(found.first, found.last)
            position = found.last
            yield found

    def _longest(self, lexed: Lexed, position: int, context: Context) -> Found[Value] | None:
        shape = lexed.shape
        any_matches, rules = self._by_start[shape[position]]
        if not any_matches(shape, position) or _continues(shape, position):
            return None
        best: Found[Value] | None = None
        for matches, reader in rules:
            match = matches(shape, position)
            if match is None:
                continue
            end = match.end()
            if (best is not None and end <= best.last) or _broken(shape, end):
                continue
            value = reader(lexed, match, context)
            if value is not None:
                best = Found(position, end, value)
        return best


#: What makes the number after it about so many, by its last word, with what must stand before that.
_HEDGES: dict[str, frozenset[str] | None] = {
    "än": frozenset({"mer", "fler", "mindre", "färre"}), "till": frozenset({"upp"}), "över": None, "under": None,
    "högst": None, "max": None, "maximalt": None, "uppskattat": None, "beräknat": None,
    "kanske": None, "par": None,
}  # fmt: skip


def hedged(lexed: Lexed, first: int) -> bool:
    """Whether the words before a number say that it is not exact: 'mer än 30', 'upp till 500', 'ett par tre'."""
    if first < 2 or lexed.words[first - 1] != " " or lexed.words[first - 2] not in _HEDGES:
        return False
    before = _HEDGES[lexed.words[first - 2]]
    if before is not None:
        return first > 3 and lexed.words[first - 4] in before
    return lexed.text[lexed.starts[first - 2]].islower()  # 'Max' is also a name


def _continues(shape: str, position: int) -> bool:
    """Whether the number here is the tail of a longer figure: the 4 in 1/3/4."""
    return (
        position > 1
        and shape[position] in "123456789"
        and shape[position - 1] in "./:,-"
        and shape[position - 2] in "123456789"
    )


def _broken(shape: str, end: int) -> bool:
    """Whether the match would cut a figure in two: 3/3 of 3/3/3/3, 10:15 of 10:15:20."""
    return (
        end + 1 < len(shape)
        and shape[end - 1] in "123456789"
        and (shape[end] in "123456789" or (shape[end] in "./:," and shape[end + 1] in "123456789"))
    )


def _one_of(rules: list[Rule[Context, Value]]) -> re.Pattern[str]:
    """Matches where one of the rules may: one look instead of one for each."""
    return re.compile("|".join(f"(?:{_nameless(rule.pattern.pattern)})" for rule in rules))


def _nameless(pattern: str) -> str:
    """The pattern without group names, which may not repeat in one expression; a backreference matches anything."""
    return re.sub(r"\(\?P=\w+\)", ".", re.sub(r"\(\?P<\w+>", "(?:", pattern))
