"""A person's particulars: name, role and organisation, as the writer puts them between commas."""

import re
from typing import NamedTuple

from bot.swedish.lexer import TAKEN, clean
from bot.swedish.private import e164, hide_identity

_SEGMENTS = re.compile(rf"[,;()\n{TAKEN}·•]+|(?<=\s)[-/|](?=\s)")
_AT = re.compile(r"(?:^|\s)(?:på|vid|hos|från|för|i)\s+(?=\S)")
_ORGANISATION = re.compile(
    r"(?:\b(?:AB|HB|KB|Ek\.? ?för\.?|aktiebolag|ABF|LO|TCO|SKR|HKM|MYH|"
    r"IUC|YH|KB)\b|(?i:kontoret|kommun|förbund|förbundet|bolag|bolaget|"
    r"skolan|skola|gymnasiet|gymnasium|centrum|center|college|byrån|"
    r"gruppen|företagen|förmedlingen|kammaren|universitet|universitetet|"
    r"högskola|högskolan|region|regionen|stiftelsen|föreningen|"
    r"kansliet|myndigheten|sverige|industri|bygg|el|hub|verket))(?!\w)"
)
_ROLE = re.compile(
    r"(?i)(?:\w*(?:chef|ledare|ansvarig|samordnare|koordinator|direktör|"
    r"ordförande|ägare|lärare|rektor|strateg|konsult|handläggare|"
    r"sekreterare|utvecklare|assistent|controller|ekonom|vägledare|"
    r"specialist|rådgivare|ombudsman|grundare|partner|rekryterare|"
    r"administratör|kommunikatör|företagare|expert|tekniker|ingenjör|"
    r"operatör|mentor|studerande|student|elev|råd|politiker|manager|"
    r"man|advisor|inspektör|arkitekt|entreprenör|representant|forskare|"
    r"projektledare|utredare|planerare)|vd|ceo|hr|syv|cfo|vice vd|vvd|"
    r"hr-\w+|it-\w+|yh-\w+|ordf|lektor|adjunkt|kontaktperson|kansliet)"
)
_POST_FIRST = re.compile(r"(?P<role>[a-zåäöé][\w-]*(?: [a-zåäöé][\w-]*)?) (?=[A-ZÅÄÖÉ])")
_PARTICLES = {"von", "af", "de", "van", "der", "la", "di"}
_LABEL = re.compile(
    r"(?i)\s*(?:namn|roll|titel|befattning|organisation|företag|org|mejl|mail|"
    r"e-?post|e-?mail|tel|telefon|tfn|mobil|nr|mob|målgrupp|kommun)(?!\w)\.?\s*:?\s*"
)


class Person(NamedTuple):
    """What a text says of one person."""

    name: str | None = None
    role: str | None = None
    organisation: str | None = None


def read_person(text: str, known_places: frozenset[str]) -> Person:
    """Name first; then role and organisation in any order: 'Karin Öst, hr-chef på Bergslagens Bygg AB'.

    `known_places` (lower case) are left out of an organisation's tail: '… AB i Lindesberg'.
    """
    name = role = organisation = None
    for number, segment in enumerate(part for part in _SEGMENTS.split(text) if part.strip()):
        label = _LABEL.match(segment)
        if (label and segment[: label.end()].rstrip().endswith(":")) or (label and label.end() == len(segment)):
            segment = segment[label.end() :]
        segment = segment.strip(" .:-'\"")
        if not segment:
            continue
        if name is None and number < 3:
            post = _POST_FIRST.match(segment)
            if post and _ROLE.fullmatch(post["role"].split()[-1]):
                role, segment = post["role"], segment[post.end() :]
            name, segment = _name(segment)
            if not segment:
                continue
        found_role, found_organisation = _post(segment, known_places)
        role = role or found_role
        organisation = organisation or found_organisation
    return Person(name, role, organisation)


def _name(segment: str) -> tuple[str | None, str]:
    """The name that a segment begins with, and the rest."""
    words = segment.split()
    capital = [word[0].isupper() for word in words]
    taken = 0
    if any(capital):
        while (
            taken < min(len(words), 4)
            and (capital[taken] or words[taken].lower() in _PARTICLES)
            and not (
                (
                    taken
                    and (
                        _ORGANISATION.search(words[taken])
                        or _is_kind_of_organisation(words[taken + 1 : taken + 2])
                        or (words[taken].isupper() and len(words[taken]) > 1)
                    )
                )
                or _ROLE.fullmatch(words[taken])
            )
        ):
            taken += 1
    else:
        while (
            taken < min(len(words), 3)
            and not _ROLE.fullmatch(words[taken])
            and not _AT.match(" " + words[taken] + " x")
        ):
            taken += 1
    while taken and words[taken - 1].lower() in _PARTICLES:
        taken -= 1
    if not taken or (not capital[0] and any(capital)):
        return None, segment
    name = " ".join(word if word[0].isupper() or word in _PARTICLES else word.capitalize() for word in words[:taken])
    return name, " ".join(words[taken:])


def _is_kind_of_organisation(following: list[str]) -> bool:
    """Whether the next word makes this one part of an organisation: Lindesbergs kommun."""
    return bool(following) and following[0].lower() in (
        "kommun",
        "län",
        "ab",
        "yh",
        "folkhögskola",
        "gymnasium",
        "universitet",
    )


def _post(segment: str, known_places: frozenset[str]) -> tuple[str | None, str | None]:
    """Role and organisation of one segment."""
    at = _AT.search(segment)
    if at and segment[at.end() :].split()[0].strip(".").lower() not in known_places:
        before, after = segment[: at.start()].strip(), _without_place(segment[at.end() :].strip(), known_places)
        if segment[at.start() : at.end()].strip() in ("för", "i") and not (before and _ORGANISATION.search(after)):
            return (segment, None) if before and _ROLE.fullmatch(before.split()[0]) else (None, None)
        return before or None, after or None
    segment = _without_place(segment, known_places)
    words = segment.split()
    if not words:
        return None, None
    split = next((i for i, word in enumerate(words) if word[0].isupper() and not _ROLE.fullmatch(word)), None)
    if split is None and words[-1].lower() in ("ab", "hb", "kommun"):
        return None, segment
    if split is None:
        return (segment, None) if any(_ROLE.fullmatch(word) for word in words) else (None, None)
    if split == 0:
        if (
            _ROLE.fullmatch(words[-1])
            and len(words) > 1
            and words[-1][0].islower()
            and not _ORGANISATION.search(words[-1])
        ):
            return words[-1], " ".join(words[:-1])
        return None, segment
    before = " ".join(words[:split])
    if _ROLE.fullmatch(words[split - 1]):
        return before, " ".join(words[split:])
    return None, segment


def _without_place(text: str, known_places: frozenset[str]) -> str:
    """Without ' i Lindesberg' at its end."""
    head, found, tail = text.rpartition(" i ")
    return head.strip(" ,") if found and tail.strip(" .").lower() in known_places else text.strip(" ,")


def holds_identity_number(text: str) -> bool:
    """Whether a text holds a personal identity or coordination number."""
    return hide_identity(clean(text))[1]


def read_phone(text: str) -> str | None:
    """A phone field in E.164; None when it is no valid number (Swedish unless it begins with + or 00)."""
    return e164(clean(text).strip())
