"""Dresses what a person types the way Slack does before an app sees it.

docs.slack.dev/messaging/formatting-message-text: the three control characters are escaped,
and people, channels, links and addresses stand within angle brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .model import Person

_SPECIAL = {"here", "channel", "everyone"}
_LINK = re.compile(
    r"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<url>https?://[^\s<>|]+?(?=[.,;:!?)\]”\"']*(?:\s|$)))"
    r"|(?P<site>(?<![\w@./-])www\.[\w-]+(?:\.[\w-]+)+(?:/[^\s<>|]*?(?=[.,;:!?)\]”\"']*(?:\s|$)))?)"
)


def escape(text: str) -> str:
    """Escapes the three characters that mean something to Slack."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Dresser:
    """Knows who and what can be mentioned."""

    def __init__(self, people: Iterable[Person], channel_id: str, channel_name: str) -> None:
        self._ids: dict[str, Person] = {}
        for person in people:
            for name in (person.name, person.real_name):
                if name:
                    self._ids.setdefault(name.casefold(), person)
        self._channel = (channel_id, channel_name)
        # Longest first, so that '@Anna Berg' is not read as '@Anna' and a surname.
        names = "|".join(re.escape(escape(name)) for name in sorted(self._ids, key=len, reverse=True))
        special = "|".join(_SPECIAL)
        self._mention = re.compile(rf"(?<![\w@<])@({special}|{names})(?!\w)", re.IGNORECASE)
        self._hash = re.compile(rf"(?<![\w#<])#{re.escape(channel_name)}(?![\w-])", re.IGNORECASE)

    def command(self, text: str) -> str:
        """The text of a slash command: mentions carry the name as well."""
        return self._dress(text, labelled=True)

    def message(self, text: str) -> str:
        """The text of a message."""
        return self._dress(text, labelled=False)

    def _dress(self, text: str, *, labelled: bool) -> str:
        # What is already an id in brackets was picked from a list: it stays as it is.
        parts = re.split(r"(<[@#!][^<>]*>)", text)
        return "".join(part if index % 2 else self._words(part, labelled) for index, part in enumerate(parts))

    def _words(self, text: str, labelled: bool) -> str:
        pieces, end = [], 0
        for match in _LINK.finditer(text):
            pieces.append(self._names(escape(text[end : match.start()]), labelled))
            pieces.append(_link(match))
            end = match.end()
        pieces.append(self._names(escape(text[end:]), labelled))
        return "".join(pieces)

    def _names(self, text: str, labelled: bool) -> str:
        def person(match: re.Match[str]) -> str:
            name = match.group(1).casefold()
            if name in _SPECIAL:
                return f"<!{name}>"
            found = self._ids[name]
            return f"<@{found.id}|{found.name}>" if labelled else f"<@{found.id}>"

        channel_id, channel_name = self._channel
        text = self._mention.sub(person, text)
        return self._hash.sub(f"<#{channel_id}|{channel_name}>", text)


def _link(match: re.Match[str]) -> str:
    found = escape(match.group())
    if match.lastgroup == "mail":
        return f"<mailto:{found}|{found}>"
    return f"<{found}>" if match.lastgroup == "url" else f"<http://{found}|{found}>"
