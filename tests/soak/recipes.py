"""What is wrong with a payload: drawn by hypothesis as a short recipe, and done to a good one.

A recipe is a few numbers and words, so that a hundred thousand are drawn in minutes; what they are done to is what
Slack would have sent.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

Json = Any

_GROWING = ("swell", "crowd", "bury")
HOWS = ("drop", "rename", "replace", "replace", "wrap", "listed", "bury", "swell", "nudge", "empty", "crowd")
# how the request comes: what is not 'signed' or 'socket' is nobody's, and is to be refused
CARRIED = ("signed",) * 22 + ("socket",) * 6 + (
    "wrong signature", "no signature", "another's secret", "expired", "from the future", "no time", "a time that is none",
    "altered", "replayed anew", "large", "large in pieces",
)  # fmt: skip
RAW = ("",) * 14 + ("cut", "bytes", "percent", "type", "no type", "twice", "crowd", "deep", "list", "word", "array")
WAYS = (
    *("press",) * 9, *("submit",) * 7, *("command",) * 6, *("message",) * 3, "mention", "mention", "shortcut", "shortcut",
    "home", "unknown", "url_verification", "ssl_check", "feed", "elsewhere",
)  # fmt: skip
MEMBERS = ("UMAJA", "UANNA", "UKARIN")
STRANGERS = ("UUTE", "UROBOT", "UBORTA", "UPARTNER", "UOKAND", "foreign team")
ODD = (
    "", " ", "0", "-1", "1" * 400, "9" * 30, "1e309", "NaN", "null", "x" * 5000, "\x00", "\ud800", "\u202e", "yh.", "yh..",
    "yh.undo", "expense:", "expense:0", "expense:-1", "expense:99999999999999999999", "activity:1 event-9999", ":::",
    "2024-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "{}", "[]", '{"kind":[]}', "D0", "C0", "U0", "file:///etc/passwd",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One thing done to a payload: `where` is counted among all its places."""

    where: int
    how: str
    value: Json


@dataclass(frozen=True)
class Recipe:
    """All that is drawn of one payload; `pick` chooses among the good ones there are of the way."""

    way: str
    who: str
    pick: int
    changes: tuple[Change, ...]
    carried: str
    raw: str


class Packed(dict[str, Json]):
    """An object that stands in the payload as JSON in a text."""


_LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(st.characters(codec=None), max_size=20),
    st.sampled_from(ODD), st.sampled_from([2**63, -(2**63) - 1, 10**400, -1, 0, 1e308]),
)  # fmt: skip
VALUES = st.one_of(
    _LEAVES, _LEAVES, st.lists(_LEAVES, max_size=3), st.dictionaries(st.text(max_size=6), _LEAVES, max_size=3)
)
CHANGES = st.builds(Change, st.integers(0, 9999), st.sampled_from(HOWS), VALUES)
RECIPES = st.builds(
    Recipe,
    way=st.sampled_from(WAYS),
    who=st.sampled_from((*MEMBERS * 4, *STRANGERS)),
    pick=st.integers(0, 10**6),
    changes=st.lists(CHANGES, max_size=3).map(tuple),
    carried=st.sampled_from(CARRIED),
    raw=st.sampled_from(RAW),
)


def changed(payload: Json, changes: tuple[Change, ...]) -> Json:
    """The payload with everything done to it, as Slack would carry it."""
    tree = {"": unpacked(payload)}
    grown = False
    for change in changes:
        if not (grown and change.how in _GROWING):  # once: what grows in what has grown has no end
            _change(tree, change)
        grown = grown or change.how in _GROWING
    return packed(tree.get(""))


def unpacked(value: Json) -> Json:
    """With what stands in texts as JSON to be changed too."""
    if isinstance(value, str) and value.startswith("{"):
        try:
            return Packed(unpacked(json.loads(value)))
        except (ValueError, TypeError):
            return value
    if isinstance(value, dict):
        return {key: unpacked(each) for key, each in value.items()}
    return [unpacked(each) for each in value] if isinstance(value, list) else value


def packed(value: Json) -> Json:
    if isinstance(value, Packed):
        return json.dumps({key: packed(each) for key, each in value.items()})
    if isinstance(value, dict):
        return {key: packed(each) for key, each in value.items()}
    return [packed(each) for each in value] if isinstance(value, list) else value


def _change(tree: dict[str, Json], change: Change) -> None:
    places = list(_places(tree))
    if not places:  # all is gone already
        return
    holder, key = places[change.where % len(places)]
    was = holder[key]
    match change.how:
        case "drop":
            del holder[key]
        case "rename" if isinstance(holder, dict) and holder is not tree:
            holder[str(change.value)[:50]] = holder.pop(key)
        case "wrap":
            holder[key] = {"value": was}
        case "listed":
            holder[key] = [was]
        case "bury":
            for _ in range(200):
                was = [was]
            holder[key] = was
        case "swell":
            holder[key] = (
                was * 3000
                if isinstance(was, str) and len(was) < 50
                else [was] * (30 if isinstance(was, dict | list) else 3000)
            )
        case "crowd" if isinstance(was, dict):
            was.update({f"key{number}": change.value for number in range(500)})
        case "nudge" if isinstance(was, str):
            at = change.where % (len(was) + 1)
            holder[key] = was[:at] + str(change.value)[:200] + was[at + 1 :]
        case "empty":
            holder[key] = type(was)() if was is not None else ""
        case _:
            holder[key] = change.value


def _places(value: Json) -> Iterator[tuple[Any, Any]]:
    """Every place that something stands in, with what it stands in."""
    for key in list(value) if isinstance(value, dict) else range(len(value)):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])
