"""Words said to the assistant itself, without a slash command: which command is meant, and the text after it."""

import re
from typing import Literal

Name = Literal["logg", "status", "paminn", "hello", "thanks"]

# 'logg', '/yh-logg', 'logga:', 'status', 'visa läget', 'påminn mig om'
_COMMAND = re.compile(
    r"\s*(?:snälla\s+|kan du\s+)?(?:"
    r"(?P<logg>/?(?:yh-)?(?:logg|logga))"
    r"|(?P<status>(?:visa\s+)?/?(?:yh-)?(?:status|statusen|läget|läge))"
    r"|(?P<paminn>/?(?:yh-)?(?:påminn|paminn|påminnelse|planera)(?:\s+(?:mig|oss|gruppen))?(?:\s+(?:om\s+)?att\b)?)"
    r")(?=[\s:,.!?]|$)[\s:,.!?]*",
    re.I,
)
_SEARCH = re.compile(r"\s*(?:sök|sok|hitta|leta)\b", re.I)
_COURTESIES = frozenset(
    [
        "hej",
        "hejsan",
        "hallå",
        "tjena",
        "tjenare",
        "god",
        "morgon",
        "morron",
        "dag",
        "kväll",
        "tack",
        "så",
        "mycket",
        "för",
        "hjälpen",
        "jättemycket",
        "ok",
        "okej",
        "toppen",
        "bra",
        "kanon",
        "snyggt",
        "fint",
        "perfekt",
        "super",
        "du",
        "där",
        "alla",
        "assistenten",
    ]
)


def read_said(text: str) -> tuple[Name, str]:
    """The command that the words begin with and what follows it; what names none is to be logged.

    'hello' and 'thanks' are for words that only greet or thank.
    """
    words = re.findall(r"[^\W\d_]+", text.casefold())
    if words and all(word in _COURTESIES for word in words) and not re.search(r"\d", text):
        return ("thanks" if "tack" in words else "hello"), ""
    match = _COMMAND.match(text)
    if match is None:
        return ("status" if _SEARCH.match(text) else "logg"), text.strip()
    named: Name = "logg" if match["logg"] else "status" if match["status"] else "paminn"
    return named, text[match.end() :].strip()
