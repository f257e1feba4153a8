"""'roll Karin Berg styrgrupp', 'gör Lars till firmatecknare', 'ta bort rollen för Karin': who is what, as it is said."""

import re
from dataclasses import dataclass

from bot.swedish.lexer import clean


@dataclass(frozen=True)
class RoleSaid:
    """Whom it is said of, as written (a name, an address, '@anna'), and the roles; none: theirs are taken back."""

    person: str
    roles: tuple[str, ...] = ()


_WORDS = {
    "projektledare": r"projektledare(?:n|ns)?",
    "arbetsgrupp": r"arbetsgrupp(?:en|ens)?|arbetsgruppsmedlem",
    "styrgrupp": r"styrgrupp(?:en|ens)?|styrgruppsmedlem|styrgruppsledamot",
    "firmatecknare": r"firmatecknare(?:n|ns)?",
}
_ROLE = "|".join(_WORDS.values())
_ROLES = rf"(?P<roles>(?:{_ROLE})(?:(?: ?, ?| och (?:till |i )?)(?:{_ROLE}))*)"
_NAME = r"@?[\wÀ-ÿ'’.-]+(?: [\wÀ-ÿ'’-]+){0,3}?"
_PERSON = rf"(?P<person>[^\s@]+@[^\s@]+\.\w+|{_NAME})"
_GIVEN = tuple(
    re.compile(f"(?i){each}")
    for each in (
        rf"(?:ge )?roll(?:en)?:? {_PERSON}(?: ?[:=]| är| som| till)? {_ROLES}",
        rf"ge {_PERSON} rollen (?:som )?{_ROLES}",
        rf"(?:gör|utse|sätt|välj) {_PERSON} (?:till|som) {_ROLES}",
        rf"{_PERSON} (?:är|sitter|ska vara|ska sitta)(?: nu| numera)?(?: med)? i {_ROLES}",
        rf"{_PERSON} (?:är|blir|ska vara)(?: nu| numera)? (?:vår |ny |vår nya )?(?P<roles>(?:projektledare|firmatecknare)n?)",
        rf"lägg till {_PERSON} (?:i|som) {_ROLES}",
    )
)
_WHOSE = re.compile(rf"(?i)ta bort (?P<person>{_NAME}) roll(?:er)?")  # 'Karins roll'
_NOMINATIVE = re.compile(r"s$")
_TAKEN = tuple(
    re.compile(f"(?i){each}")
    for each in (
        rf"ta bort roll(?:en|erna)? (?:för|från|på) {_PERSON}",
        rf"roll(?:en)?:? {_PERSON} (?:ingen|bort|ta bort)",
    )
)
_ASKED = re.compile(
    r"(?i)(?:visa |lista )?(?:alla |våra |vilka )?(?:roller(?:na)?|behörigheter(?:na)?|rättigheter(?:na)?)(?: har vi| finns(?: det)?)?"
    r"|vem (?:får|får göra) vad|vem är vad|vem har vilken roll|vilka roller (?:har vi|finns(?: det)?)|vilken roll har jag"
    r"|vad får jag(?: göra)?"
)
_NOBODY = frozenset(("jag", "vi", "han", "hon", "de", "det", "den", "vem", "vad", "vilka", "alla", "ingen", "någon"))


def read_role(text: str) -> RoleSaid | None:
    """Whom the text gives which roles, or takes them from; None when it is about something else."""
    said = " ".join(clean(text).split()).strip(" .!")
    for pattern in _GIVEN:
        if (found := pattern.fullmatch(said)) and _is_named(found["person"]):
            words = re.split(r" ?, ?| och (?:till |i )?", found["roles"])
            return RoleSaid(found["person"], tuple(dict.fromkeys(_role(word) for word in words)))
    for pattern in (*_TAKEN, _WHOSE):
        if (found := pattern.fullmatch(said)) and _is_named(found["person"]):
            return RoleSaid(_NOMINATIVE.sub("", found["person"]) if pattern is _WHOSE else found["person"])
    return None


def asks_for_roles(text: str) -> bool:
    """Whether the text asks who is what and may what."""
    return _ASKED.fullmatch(" ".join(clean(text).split()).strip(" .!?")) is not None


def _is_named(person: str) -> bool:
    first, *_ = person.casefold().split()
    return first not in _NOBODY


def _role(word: str) -> str:
    return next(role for role, pattern in _WORDS.items() if re.fullmatch(f"(?i){pattern}", word))
