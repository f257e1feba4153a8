"""What no log may hold: the names, addresses, numbers and ids of the tests' people, their words, and the tests' keys.

`tests/conftest.py` has every record of every logger searched, as the library or we said it and as it goes out.
"""

import json
import logging
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from handlers import logs
from tests.conversations.conftest import PEOPLE
from tests.teams import people as teams

TESTS = Path(__file__).parent
KEYS = ("xoxb-test", "xapp-test", "secret", "teams-secret")
_FULL_NAME = re.compile(r"[A-ZÅÄÖ]\w+(?: [A-ZÅÄÖ]\w+)+")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WORDS = 3  # of a message, in a row: fewer stand in any sentence


def seeded() -> set[str]:
    """What the tests' people are called, and how they are reached: of the working group, and of the corpus."""
    found = set(KEYS)
    for person in PEOPLE:
        found |= {person.id, person.real_name, person.email} - {""}
    for member in teams.PEOPLE:
        found |= {member.name, member.email, member.aad, member.id}
    for path in (TESTS / "corpus").rglob("*.jsonl"):
        for line in filter(None, path.read_text(encoding="utf-8").splitlines()):
            for key, value in _strings(json.loads(line)):
                found |= set(_ADDRESS.findall(value))
                if key == "phone" or (key in ("name", "who") and _FULL_NAME.fullmatch(value)):
                    found |= {value, value.replace("+46", "0")}
    return found


def _strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _strings(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each, key)
    elif isinstance(value, str):
        yield key, value


class Search:
    """Searches lines for what is seeded, and for what people have written and who they were since `start_over`."""

    def __init__(self, words: Iterable[str]) -> None:
        self._seeded = _any_of(words)
        self.start_over()

    def start_over(self) -> None:
        """Forgets what was written."""
        self._written: set[tuple[str, ...]] = set()
        self._whole: set[str] = set()

    def written(self, text: str) -> None:
        """Somebody's words: no three of them in a row may come."""
        self._written.update(_rows(text))

    def whole(self, *names: str) -> None:
        """An id, an address or a file's name, that may not come as a whole."""
        self._whole.update(name for name in names if len(name) > 3)

    def found(self, line: str) -> str:
        """What is in the line and should not be; empty when it is clean."""
        if hit := self._seeded.search(line):
            return hit[0]
        if logs.blotted(line) != " ".join(line.split()):
            return "what the net blots out"
        if words := self._written.intersection(_rows(line)):
            return " ".join(min(words))
        if self._whole and (hit := _any_of(self._whole).search(line)):
            return hit[0]
        return ""


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in sorted(words)), re.IGNORECASE)


def _rows(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    yield from zip(*(words[number:] for number in range(_WORDS)), strict=False)


class Collector(logging.Handler):
    """Every record, as it was said and as both forms of our log would have it."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self._forms = (logs.Line(), logs.Line(as_json=True))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += [record.getMessage(), *(form.format(record) for form in self._forms)]

    def taken(self) -> list[str]:
        """What has come since the last time."""
        lines, self.lines = self.lines, []
        return lines
