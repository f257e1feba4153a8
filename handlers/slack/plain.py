"""Slack's dressed text as the person wrote it.

Docs: 'Formatting message text', 'Retrieving messages'. Slack escapes `&`, `<` and `>`, and stands people,
channels, links and addresses in angle brackets; so a raw '<' is always Slack's own.
"""

import re
from collections.abc import Callable

from bot.signs import clean
from handlers.dressing import undressed
from handlers.slack.text import unescape

_DRESSED = re.compile(r"<([^<>]*)>")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:")
_ADDRESS = re.compile(r"(?:mailto|tel):")


def plain(text: str, name: Callable[[str], str] | None = None) -> str:
    """`text` undressed; what does not look like Slack's dressing stays. Never raises, in linear time.

    `name` says what a person is called from the id, for mentions that come without a label.
    """
    return unescape(_DRESSED.sub(lambda match: _undress(match, name), clean(text)))


def message(text: str, name: Callable[[str], str] | None = None) -> str:
    """As `plain`, for what was written as a message: without Slack's marks of style, quotation, lists and emoji.

    Docs: 'Formatting message text'.
    """
    return plain(undressed(text), name)


def _undress(match: re.Match[str], name: Callable[[str], str] | None) -> str:
    target, _, label = match[1].partition("|")
    if target.startswith("@") and len(target) > 1:
        return "@" + (label.removeprefix("@") or _called(target[1:], name))
    if target.startswith("#") and len(target) > 1:
        return "#" + (label.removeprefix("#") or target[1:])
    if target.startswith("!") and len(target) > 1:
        return _special(target[1:], label)
    if _SCHEME.match(target):
        return label or _ADDRESS.sub("", target)
    return match[0]


def _called(user: str, name: Callable[[str], str] | None) -> str:
    try:
        return (name(user) if name else "") or user
    except Exception:  # a name is an ornament here: the request must come through without it
        return user


def _special(command: str, label: str) -> str:
    """`<!channel>`, `<!subteam^S1|@grupp>`, `<!date^1392734382^{date}|fallback>`."""
    kind, _, rest = command.partition("^")
    if kind == "date":
        return label
    return "@" + (label.removeprefix("@") or rest or kind)
