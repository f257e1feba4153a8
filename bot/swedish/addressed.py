"""Words said to the assistant itself, without a slash command: which command is meant, and the text after it."""

import re
from typing import Literal

Name = Literal["logg", "status", "paminn", "hello", "thanks", "question"]

# 'logg', '/yh-logg', 'logga:', 'status', 'visa läget', 'påminn mig om'
_COMMAND = re.compile(
    r"\s*(?:snälla\s+|kan du\s+)?(?:"
    r"(?P<logg>/?(?:yh-)?(?:logg|logga))"
    r"|(?P<status>(?:visa\s+)?/?(?:yh-)?(?:status|statusen|läget|läge))"
    r"|(?P<paminn>/?(?:yh-)?(?:påminn|paminn|påminnelse|planera)(?:\s+(?:mig|oss|gruppen))?(?:\s+(?:om\s+)?att\b)?)"
    r")(?=[\s:,.!?]|$)[\s:,.!?]*",
    re.I,
)
# 'var' is left out: 'var i Kumla i går' tells of something
_ASKS = re.compile(
    r"\s*(?:hur|vad|vilk(?:a|en|et)|vem|varför|finns|när\s+(?:är|var|ska|börjar|hålls|blir|kommer)"
    r"|(?:har|kan|ska|är|blir|får|behöver|måste)\s+(?:vi|du|jag|det|någon|man|alla))\b",
    re.I,
)
_COMING = re.compile(
    r"\b(?:på gång|händer|planerat|planerad[et]?|kommer|härnäst|när\s+(?:är|ska|börjar|hålls|blir)|nästa)\b", re.I
)
_SMALL = frozenset(
    [
        "hur",
        "vad",
        "vilka",
        "vilken",
        "vilket",
        "vem",
        "varför",
        "när",
        "var",
        "finns",
        "har",
        "haft",
        "hade",
        "kan",
        "ska",
        "är",
        "blir",
        "blev",
        "får",
        "behöver",
        "måste",
        "vi",
        "du",
        "jag",
        "det",
        "den",
        "de",
        "någon",
        "något",
        "några",
        "man",
        "alla",
        "i",
        "på",
        "om",
        "till",
        "för",
        "med",
        "hos",
        "från",
        "av",
        "en",
        "ett",
        "som",
        "att",
        "gjort",
        "hållit",
        "varit",
        "nu",
        "just",
        "visa",
        "mig",
        "oss",
        "vår",
        "vårt",
        "våra",
        "eller",
        "och",
        "inte",
        "redan",
        "alls",
        "bara",
        "många",
        "mycket",
    ]
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

    'hello' and 'thanks' are for words that only greet or thank. A 'question' is never logged.
    """
    named: Name
    words = re.findall(r"[^\W\d_]+", text.casefold())
    if words and all(word in _COURTESIES for word in words) and not re.search(r"\d", text):
        return ("thanks" if "tack" in words else "hello"), ""
    match = _COMMAND.match(text)
    if match is None:
        named = "status" if _SEARCH.match(text) else "question" if _is_question(text) else "logg"
        return named, text.strip()
    named = "logg" if match["logg"] else "status" if match["status"] else "paminn"
    return named, text[match.end() :].strip()


def _is_question(text: str) -> bool:
    return text.rstrip(" \n)😊🙂").endswith("?") or bool(_ASKS.match(text))


def asks_what_is_coming(question: str) -> bool:
    """'vad är på gång?', 'när är nästa styrgruppsmöte?'"""
    return _COMING.search(question) is not None


def asked_about(question: str) -> str:
    """What is left to look for: 'vad har vi gjort i Nora?' is about 'Nora'."""
    words = re.findall(r"[\w-]+", question)
    return " ".join(word for word in words if word.casefold() not in _SMALL)
