"""Whom a cost was paid to, where the text has a sign of it: a form of company, 'från', a receipt's word. Else nobody."""

import re

from bot.swedish.lexer import TAKEN
from bot.swedish.message import Message
from bot.swedish.vocabulary import Vocabulary

_NAME = (
    r"(?P<name>[A-ZÅÄÖ][\w&'-]*(?:\s+(?:[A-ZÅÄÖ&][\w&'-]*|kommun|län|förlag|tryckeri|(?<=Folkets )(?:hus|park)"
    r"|och(?=\s[A-ZÅÄÖ])))*)"
)
_COMPANY = re.compile(
    r"(?<![\w])(?:[A-ZÅÄÖ][\w&.'-]*\s(?:&\s|och\s)?){1,4}(?:AB|HB|KB|Ab|Aktiebolag|Ek\.? [Ff]ör\.?)(?![\w])"
)
_FORMS = ("AB", "Ab", "HB", "KB", "Aktiebolag", "Ek")
SELLER = re.compile(rf"(?<!\w)(?:från|hos|av|via)\s+{_NAME}")
_SHOP = re.compile(rf"(?<!\w)på\s+{_NAME}")
_BUYING = re.compile(r"(?<!\w)(?:köpt|handla[dt]|beställ(?:de|t|ning)|åt )", re.I)
_PAYEE = re.compile(rf"(?<!\w)(?:betala(?:de|t|s|d)|utbetal\w*|arvode)\b[^\n.;]{{0,40}}?\still\s+{_NAME}")
_RECEIPT = re.compile(
    rf"(?<!\w)(?:(?:[Ff]|[\w]*f)aktura(?:n|or)?|[Kk]vitto(?:t|n)?|[Nn]otan?|[Rr]äkning(?:en)?|\w*arvode)"
    rf"(?:\s+(?:nr\.?\s*)?\d+)?:?\s+{_NAME}"
)
_CAPITALISED = re.compile(r"[A-ZÅÄÖ][\w&'-]*")
_NAMED = re.compile(rf"(?<![\w&'-]){_NAME}")
_AFTER_VALUE = re.compile(r"(?:\x01|[,:])\s*(?P<name>[A-ZÅÄÖ][\w&'-]+(?:\s+[A-ZÅÄÖ&][\w&'-]*)*)(?=\s*(?:[,.;)\x01]|$))")
#: What stands after these is where somebody went, not who was paid.
_TRAVEL = re.compile(r"(?:tåg|buss|flyg|taxi|res[ao]|biljett|(?<!\w)bil|färja|körde|bilade|milersättning)\w*\W*$", re.I)
#: Words of a business's own name.
_BUSINESS = re.compile(
    r"(?:hotell?|hotellet|tryck|tryckeri|bageri|konditori|caf[eé]|restaurang|krog|catering|förlag|"
    r"media|reklam|konsult|bokhandel|kontorsvaror|taxi|hus|foto|film|service|gruppen)$",
    re.I,
)
_HOUSE = re.compile(r"hotell|logi|lokal|konferens|catering|övernattning|\brum")


def company(message: Message) -> str | None:
    """A name with a form of company after it: 'Apel AB'."""
    found = _COMPANY.search(_masked(message)) if any(form in message.text for form in _FORMS) else None
    return found.group() if found else None


def _masked(message: Message) -> str:
    """The text with what has been read blanked."""
    lexed = message.lexed
    parts = []
    for letter, start, end in zip(lexed.shape, lexed.starts, lexed.ends, strict=True):
        parts.append(TAKEN * (end - start) if letter == TAKEN else lexed.text[start:end])
    return "".join(parts)


def supplier(message: Message, words: Vocabulary) -> str | None:
    """The supplier, in the writer's words; None where a name may as well be a place, a person or a sentence's start."""
    named = company(message)
    if named:
        return named
    text = _masked(message)
    if all(word.lower() in words.place_names for word in _CAPITALISED.findall(text)):
        return None
    for found in _signs(text):
        name = found["name"]
        travelled = _TRAVEL.search(text[max(0, found.start() - 20) : found.start()])
        if _is_name(name, words) and (not travelled or name.isupper()):  # no town is called SJ
            return str(name)
    return _business(text, words) or _after_value(text, words)


def _signs(text: str) -> list[re.Match[str]]:
    """Names that a word before them says were paid."""
    patterns = [_RECEIPT, _PAYEE, SELLER]
    if _BUYING.search(text):
        patterns.append(_SHOP)
    found = [match for pattern in patterns for match in pattern.finditer(text)]
    return [match for match in found if not text.startswith(" till ", match.end())]


def _is_name(name: str, words: Vocabulary) -> bool:
    """Whether capitalised words are a name of their own: no place, nor a word for what is bought."""
    first, *more = name.split()
    if more:
        return name.lower() not in words.place_names
    known = words.lookup(first.lower())
    return len(name) > 1 and (not known or (name.isupper() and all(hit.subject == "category" for hit in known)))


def _business(text: str, words: Vocabulary) -> str | None:
    """'Scandic Örebro hotell', 'fika Naturens Hus': a business's name beside what was bought there."""
    for found in _NAMED.finditer(text):
        name = found["name"]
        parts = name.lower().split()
        known = any(hit.subject != "place" for hit in words.lookup(parts[0]))
        if len(parts) < 2 or known or _TRAVEL.search(text[: found.start()][-20:]):
            continue
        before = text[: found.start()].rstrip().rpartition(" ")[2].lower()
        after = text[found.end() :].lstrip().partition(" ")[0].lower().strip(",.;:")
        bought = [word for word in (before, after) if word and any(h.subject == "category" for h in words.lookup(word))]
        business = any(_BUSINESS.search(part) for part in parts)
        placed = any(part in words.place_names for part in parts[1:])
        if (
            bought
            and not _TRAVEL.search(bought[0])
            and (business or (placed and any(_HOUSE.search(word) for word in bought)))
        ):
            return str(name)
    return None


def _after_value(text: str, words: Vocabulary) -> str | None:
    if _TRAVELLED.search(text):
        return None
    names = (after["name"] for after in _AFTER_VALUE.finditer(text))
    return next((name for name in names if _is_name(name, words) and not name.isupper()), None)


_TRAVELLED = re.compile(r"(?<!\w)(?:tåg|buss|flyg|taxi|resa|biljett|parkering|körde)", re.I)
