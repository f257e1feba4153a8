"""'roll Karin Berg styrgrupp', 'gör Lars till firmatecknare', 'ta bort rollen för Karin': who is what, as it is said."""

import re
from dataclasses import dataclass

from bot.swedish.lexer import clean


@dataclass(frozen=True)
class RoleSaid:
    """Whom it is said of, as written (a name, an address, '@anna'), and the roles; none: theirs are taken back.

    `out_of`: only these are taken back.
    """

    person: str
    roles: tuple[str, ...] = ()
    out_of: tuple[str, ...] = ()


MOST = 20  # names that a text is looked through for
_WORDS = {
    "projektledare": r"projektledar(?:en?s?|roll(?:en)?)",
    "arbetsgrupp": r"arbetsgrupp(?:en|ens)?|arbetsgruppsmedlem(?:mar)?",
    "styrgrupp": r"styrgrupp(?:en|ens)?|styrgruppsmedlem(?:mar)?|styrgruppsledamot|styrgruppsledamöter",
    "firmatecknare": r"firmatecknar(?:en?s?|roll(?:en)?)",
}
_ROLE = "|".join(_WORDS.values())
_AND = r"(?: ?, ?| och (?:till |i |som |ur |från )?)"
_ROLES = rf"(?P<roles>(?:{_ROLE})(?:{_AND}(?:{_ROLE}))*)"
_NAME = r"@?[\wÀ-ÿ'’.-]+(?: [\wÀ-ÿ'’-]+){0,3}?"
_PERSON = rf"(?P<person>[^\s@]+@[^\s@]+\.\w+|{_NAME})"
_BE = (
    r"är|blir|ska (?:(?:nu|inte|ej) )?(?:längre )?(?:vara|bli|sitta|ingå|in)|sitter|ingår|hör till|tillhör|går (?:in|med) i|kommer (?:in|med) i"
    r"|tar över|tillträder|har (?:blivit|gått med i|tagit över|tillträtt|kommit med i)"
)
_LEAVE = (
    r"slutar|slutade|har slutat|lämnar|lämnade|har lämnat|avgår|avgick|har avgått|går ur|gick ur|har gått ur"
    r"|(?:kliver|klev|har klivit|hoppar|hoppade|har hoppat) av|ska (?:sluta|lämna|avgå|gå ur|bort|ut|tas bort|kliva av)"
    r"|är (?:ur|ute|borta|ute ur)"
)
_NOT = r"inte|ej|icke"
# 'med i', 'vår nya', 'längre ordförande i': what may stand between being and the role
_BETWEEN = (
    rf"{_NOT}|nu|numera|längre|mer|kvar|med|i|in|som|från|ur|en|ny|nya|vår|vårt|våra|projektets|ordinarie|ordförande"
    r"|ledamot|medlem|medlemmar|suppleant|sekreterare|del|av|också|även"
)
_AFTER = rf"(?: (?:{_NOT}|nu|numera|längre|mer|också|även|igen|från och med nu|från nu|tack))*"
_TAKE = r"(?:(?:vi|jag|du|kan du|vill du|kan vi|jag vill|snälla|var snäll och|du kan) )?(?:tar?|plockar?|lyfter|lyft|stryk(?:er)?|avsätter|avsätt|tog)"
_STATED = re.compile(
    rf"(?i){_PERSON} (?:(?P<leave>{_LEAVE})|(?P<be>{_BE}))(?P<between>(?: (?:{_BETWEEN}))*) {_ROLES}(?P<after>{_AFTER})"
)
_STAYS = re.compile(r"(?i)\b(?:längre|mer|kvar|från|ur)\b")
_GIVEN = tuple(
    re.compile(f"(?i){each}")
    for each in (
        rf"(?:ge )?roll(?:en)?:? {_PERSON}(?: ?[:=]| är| som| till)? {_ROLES}",
        rf"ge {_PERSON} rollen (?:som )?{_ROLES}",
        rf"(?:gör|utse|sätt|välj|ta in|lägg in|lägg till|flytta|byt) {_PERSON} (?:till|som|i|in i|över till) (?:ny |vår nya )?{_ROLES}{_AFTER}",
        rf"låt {_PERSON} (?:vara|bli|sitta)(?: med)?(?: i)? {_ROLES}{_AFTER}",
        rf"(?:vår )?(?:ny|nya) (?P<roles>projektledare|firmatecknare)(?: är| blir|:) {_PERSON}",
    )
)
_OUT_OF = tuple(
    re.compile(f"(?i){each}")
    for each in (
        rf"{_TAKE} bort (?P<whose>{_NAME}) roll(?:en)? som {_ROLES}",
        rf"{_TAKE}(?: (?:bort|ut|ur))? {_PERSON}(?: (?:bort|ut))? (?:som|från|ur|i) (?:rollen (?:som )?|sin roll som )?{_ROLES}{_AFTER}",
        rf"{_TAKE} (?:bort|ifrån) (?:rollen (?:som )?)?{_ROLES} (?:för|från|på|av|hos) {_PERSON}",
    )
)
_TAKEN = tuple(
    re.compile(f"(?i){each}")
    for each in (
        rf"{_TAKE} bort roll(?:en|erna)? (?:för|från|på) {_PERSON}",
        rf"roll(?:en)?:? {_PERSON} (?:ingen|bort|ta bort)",
        rf"{_TAKE} bort (?P<whose>{_NAME}) roll(?:er)?",  # 'Karins roll'
        rf"{_PERSON} (?:har|ska ha) ingen roll(?: längre)?",
    )
)
_ASKED = re.compile(
    r"(?i)(?:visa |lista )?(?:alla |våra |vilka )?(?:roller(?:na)?|behörigheter(?:na)?|rättigheter(?:na)?)(?: har vi| finns(?: det)?)?"
    r"|vem (?:får|får göra) vad|vem är vad|vem har vilken roll|vilka roller (?:har vi|finns(?: det)?)|vilken roll har jag"
    r"|vad får jag(?: göra)?"
    rf"|(?:vem|vilka) (?:är|sitter)(?: med)?(?: i)?(?: vår| projektets)? (?:{_ROLE})"
)
_NOBODY = frozenset(("jag", "vi", "han", "hon", "de", "det", "den", "vem", "vad", "vilka", "alla", "ingen", "någon"))

# Near a role: who is named right beside it where the words are about being or not being it, however they say so.
_SOME = r"[\wÀ-ÿ'’@.-]+(?:,? [\wÀ-ÿ'’@.-]+){0,7}?"
_LOOSE = (
    rf"(?: (?:{_BETWEEN}|aldrig|fortfarande|kanske|bara|ju|väl|nog|alltså|snart|också|till|tillfällig\w*|adjungerad|vice"
    r"|biträdande|tillförordnad|varit|vara|bli|blivit|sitta|den|de|rollen|chef|ansvarig|ledare|för))*"
)
_NEAR = tuple(
    re.compile(f"(?im){each}")
    for each in (
        rf"^(?P<names>{_SOME}) (?:{_LEAVE}|{_BE}|var|blev|satt|bör|vill|kan|får|ska|borde|kommer att|har)\b{_LOOSE} (?:{_ROLE})(?!\w)",
        rf"^(?:{_TAKE}|gör|utse|sätt|välj|låt|flytta|byt|släng|sparka|uteslut)(?: (?:bort|ut|ur|in))? (?P<names>{_SOME})"
        rf"(?: (?:bort|ut|till))?{_LOOSE} (?:{_ROLE})(?!\w)",
        rf"^(?:nu )?är (?P<names>{_SOME}){_LOOSE} (?:{_ROLE})(?!\w)",
    )
)
# the same anywhere in words that neither begin with what they are ('beslut:') nor hold a figure, as what was done does
_WITHIN = tuple(
    re.compile(rf"(?i)(?<!\S)(?={each}{_LOOSE} (?:{_ROLE})(?!\w))")
    for each in (
        rf"(?P<names>[\w'’@-]+(?: [\w'’-]+)?) (?:{_LEAVE}|{_BE}|var|blev|satt|bör|vill|kan|får|ska|borde)\b",
        r"(?:ta|tar|plocka|stryk|göra?|utse|låta?) (?:(?:bort|ut|in) )?(?P<names>[\w'’@-]+(?: [\w'’-]+)?)(?: (?:bort|ut|till))?",
    )
)
_TELLS = re.compile(r"\d|^\s*\w+(?: \w+)?:\s")
_ABOUT_BEING = re.compile(
    rf"(?i)(?<!\w)(?:{_ROLE}|{_LEAVE}|{_BE}|{_BETWEEN}|var|blev|och|roll|rollen|ta|bort|ut|gör|till|aldrig|fortfarande|det"
    r"|för|åt|ska|vara|vi|vill|att|tack)(?!\w)"
)


def read_role(text: str) -> RoleSaid | None:
    """Whom the text gives which roles, or takes them from; None when it is about something else."""
    said = _plain(text)
    if (found := _STATED.fullmatch(said)) and _is_named(found["person"]):
        nots = len(re.findall(rf"(?i)(?<!\w)(?:{_NOT})(?!\w)", said[found.end("person") :]))
        if not nots and found["be"] and _STAYS.search(found["between"] + found["after"]):
            return None  # 'är kvar i styrgruppen': nothing new, and no taking back
        if found["leave"]:
            return None if nots else RoleSaid(found["person"], out_of=_roles(found["roles"]))
        roles = _roles(found["roles"])
        return RoleSaid(found["person"], out_of=roles) if nots else RoleSaid(found["person"], roles)
    for pattern in _GIVEN:
        if (found := pattern.fullmatch(said)) and _is_named(found["person"]):
            return RoleSaid(found["person"], _roles(found["roles"]))
    for pattern in (*_OUT_OF, *_TAKEN):
        if (found := pattern.fullmatch(said)) and _is_named(person := _person(found)):
            return RoleSaid(person, out_of=_roles(found["roles"]) if pattern in _OUT_OF else ())
    return None


def near_role(text: str) -> tuple[tuple[str, ...], ...]:
    """Who may be said to be or not to be something, in words that `read_role` cannot tell: 'Karin var projektledare'.

    Groups of words: it is so where all of a group are members' names, which the caller knows. Empty for what only tells
    of a role: 'möte med styrgruppen'.
    """
    text = "\n".join(" ".join(line.split()) for line in clean(text).splitlines())
    if not re.search(rf"(?i)(?<!\w)(?:{_ROLE})(?!\w)", text):
        return ()
    patterns = _NEAR if _TELLS.search(text) else (*_NEAR, *_WITHIN)
    beside = [(name,) for pattern in patterns for found in pattern.finditer(text) for name in _names(found["names"])]
    left = _names(re.sub(r"[!?.:;=]+(?= |$)", " ", _ABOUT_BEING.sub(",", text)))
    whole = 0 < len(left) <= MOST and not any(re.search(r"\d", name) for name in left)
    return (*dict.fromkeys(beside[:MOST]), *([left] if whole else []))


def _names(words: str) -> tuple[str, ...]:
    names = (" ".join(each.split()).strip(" .") for each in re.split(r",| och |\n", words))
    return tuple(name for name in names if name)


def asks_for_roles(text: str) -> bool:
    """Whether the text asks who is what and may what."""
    return _ASKED.fullmatch(_plain(text).strip("?")) is not None


def _plain(text: str) -> str:
    return " ".join(clean(text).split()).strip(" .!")


def _person(found: re.Match[str]) -> str:
    whose = found.groupdict().get("whose")
    return re.sub(r"s$", "", whose) if whose else found["person"]


def _is_named(person: str) -> bool:
    first, *_ = person.casefold().split()
    return first not in _NOBODY


def _roles(written: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_role(word) for word in re.split(_AND, written)))


def _role(word: str) -> str:
    return next(role for role, pattern in _WORDS.items() if re.fullmatch(f"(?i){pattern}", word))
