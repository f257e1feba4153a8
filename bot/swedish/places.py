"""Where: the municipalities that are mentioned, a venue or a town outside the county, and what is no place."""

import re
from typing import NamedTuple

from bot.swedish.lexer import TAKEN, Lexed
from bot.swedish.vocabulary import Mention

_CAPITAL = r"[A-ZÅÄÖÉ][\w'&]*(?:-[\w']+)*"
_AT = re.compile(
    rf"(?<![\w])(?P<how>i|på|vid|hos|via|över|till)[ ](?P<name>Region {_CAPITAL} län|{_CAPITAL}"
    rf"(?:[ ](?:{_CAPITAL}|[Ff]olkets (?:hus|park)|(?:stads|värds|råd|kommun|kultur|konsert|sjuk|bygde|församlings)?hus|"
    r"slott|(?:stads)?hotell?|konferens(?:center)?|bibliotek|universitet|lasarett|teater|bio|arena|herrgård|"
    r"gymnasium|(?:folkhög|hög|yrkes)?skola|center|centrum|campus|lärcentrum|kyrka|museum|konsthall|station)\b)*)"
)
_VENUE = re.compile(
    r"(?<!\w)(?:i|på|vid)[ ](?P<name>[\w-]*(?:slottet|rådhuset|"
    r"stadshuset|kommunhuset|biblioteket|kulturhuset|hotellet|herrgården|"
    r"universitetet|skolan|gymnasiet|lärcentrum|lärcentret|kontoret|campus|"
    r"aulan|mässhallen|teatern|kommunhus|folkets hus|folkets park))(?!\w)",
    re.I,
)
_VENUE_WORDS = ("slottet", "huset", "biblioteket", "hotellet", "herrgården", "universitetet", "skolan", "gymnasiet",
                "lärcentr", "kontoret", "campus", "aulan", "mässhallen", "teatern", "kommunhus", "folkets")  # fmt: skip
_REMOTE_WORDS = ("digitalt", "online", "teams", "zoom", "google", "distans", "länk")
_REMOTE = re.compile(
    r"(?<!\w)(?:(?:på|via|över|i) )?(?P<name>digitalt|online|teams|zoom|google meet|på distans|via länk)(?!\w)", re.I
)
_MUNICIPALITY = re.compile(
    rf"(?P<name>{_CAPITAL}(?:[ ]{_CAPITAL})?) kommun(?:en|s|ens)?(?!\w)|(?<!\w)[Kk]ommun:? (?P<name2>{_CAPITAL})(?!\w)"
)
_LABELLED = re.compile(
    rf"(?i:(?<!\w)(?:plats|lokal|var): ?)(?P<name>{_CAPITAL}(?:[ ][\wåäö'&-]+){{0,4}}?)(?=\s*(?:[,;.|\n]|$))"
)
_COUNTY = re.compile(r" (?:läns?|region)(?!\w)", re.I)


class Where(NamedTuple):
    """`spans`: characters that a title can do without. `unknown`: a municipality that the project does not know."""

    municipalities: tuple[str, ...]
    place: str | None
    unknown: str | None
    spans: tuple[tuple[int, int], ...]
    slipped: bool


NOWHERE = Where((), None, None, (), False)


def read_places(lexed: Lexed, mentions: list[Mention], names: frozenset[str]) -> Where:
    """`names`: the project's municipalities and towns in lower case."""
    text = lexed.text
    found: list[Mention] = []
    for mention in mentions:
        if mention.hit.subject == "place" and _is_place(lexed, mention):
            found.append(mention)
    surest: dict[int, int] = {}  # token -> the weight of the surest place it belongs to: 'Stora Mellösa', not 'Storå'
    for mention in found:
        for token in range(mention.first, mention.last):
            surest[token] = max(mention.weight, surest.get(token, 0))
    found = [m for m in found if m.weight >= min(surest[m.first], surest[m.last - 1])]
    spans: list[tuple[int, int]] = []
    gone: list[Mention] = []
    for group in _lists(lexed, found):
        span = _removable(lexed, group)
        if span:
            spans.append(span)
            gone += group
    towns = tuple(dict.fromkeys(mention.hit.name for mention in found))
    named = {(lexed.starts[m.first], lexed.ends[m.last - 1]) for m in found if m.hit.how != "compound"}
    place, place_span = _venue(text, names, named)
    if place_span:
        spans.append(place_span)
    else:
        place = _town(lexed, gone)
    slipped = any(mention.hit.how == "slip" for mention in found)
    return Where(towns, place, _unknown(text, names, found, lexed), tuple(spans), slipped)


def _town(lexed: Lexed, gone: list[Mention]) -> str | None:
    """The town that was written for its municipality and leaves the title: Fjugesta, which counts to Lekeberg."""
    for mention in gone:
        written = lexed.source(mention.first, mention.last)
        if mention.hit.how == "exact" and written.lower() != mention.hit.name.lower():
            return written[0].upper() + written[1:]
    return None


def _is_place(lexed: Lexed, mention: Mention) -> bool:
    """Whether the word is the place: not 'Örebro län', nor a short or slipped name without a capital."""
    start, end = lexed.starts[mention.first], lexed.ends[mention.last - 1]
    if TAKEN in lexed.shape[mention.first : mention.last] or _COUNTY.match(lexed.text, end):
        return False
    capital = lexed.text[start].isupper()
    if mention.hit.how == "slip":
        return capital or lexed.shape[max(0, mention.first - 2) : mention.first] == "i "
    return capital or end - start > 3


_JOINED = re.compile(r"(?: kommun)?(?:, ?|,? (?:och|o|samt|&|resp\.?|respektive) | ?/ ?)")
_AND_MORE = re.compile(r" (?:och|o|samt|&) [A-ZÅÄÖ]")
_IN = re.compile(r"(?<!\w)(?:i|på|vid)(?: både)? $", re.I)
_KOMMUN = re.compile(r" kommun(?:er)?(?!\w)")


def _lists(lexed: Lexed, found: list[Mention]) -> list[list[Mention]]:
    """The places, those that make one list together: 'i Nora, Kumla och Laxå'."""
    lists: list[list[Mention]] = []
    for mention in sorted(found, key=lambda m: m.first):
        start = lexed.starts[mention.first]
        before = lists[-1][-1] if lists else None
        alike = before is not None and before.hit.how != "compound" != mention.hit.how
        if before and alike and _JOINED.fullmatch(lexed.text, lexed.ends[before.last - 1], start):
            lists[-1].append(mention)
        else:
            lists.append([mention])
    return lists


def _removable(lexed: Lexed, group: list[Mention]) -> tuple[int, int] | None:
    """'i Kumla' and a lone 'Kumla' can go from a title; 'till Kumla' and 'Örebro–Kumla' say something there."""
    if group[0].hit.how == "compound":
        return None
    text = lexed.text
    start, end = lexed.starts[group[0].first], lexed.ends[group[-1].last - 1]
    if _AND_MORE.match(text, end):  # a town outside the county: the list stays whole
        return None
    before = _IN.search(text, max(0, start - 8), start)
    if before:
        tail = _KOMMUN.match(text, end)
        return max(before.start() - 1, 0), tail.end() if tail else end
    shape = lexed.shape
    left = shape[: group[0].first].rstrip(" ")[-1:]
    right = shape[group[-1].last :].lstrip(" ")[:1]
    open_left, open_right = left in ("", ",", ".", TAKEN, "(", "|"), right in ("", ",", TAKEN, ".", ")", "(", "|")
    alone = open_left and open_right and bool(left or right)
    dashed = text[:start].endswith(" - ") and (end == len(text) or text.startswith(" - ", end))
    dated = left in ("", ",") and right.isdigit()  # 'seminarium om el, Nora 3/9'
    return (start, end) if alone or dashed or dated else None


def _venue(text: str, names: frozenset[str], named: set[tuple[int, int]]) -> tuple[str | None, tuple[int, int] | None]:
    labelled = _LABELLED.search(text) if ": " in text else None
    if labelled:  # a municipality has a field of its own
        return (None if labelled["name"].lower() in names else labelled["name"]), labelled.span()
    for match in _AT.finditer(text):
        name = match["name"].strip()
        if (
            match["how"] in ("till", "hos", "över")
            or name.lower() in names
            or name.lower().rstrip("s") in names
            or match.span("name") in named
        ):
            continue
        if _NOT_PLACE.search(name.lower()) or _NOT_HELD.search(text, max(0, match.start() - 20), match.start()):
            continue
        return name, match.span()
    lowered = text.lower()
    venue = _VENUE.search(text) if any(part in lowered for part in _VENUE_WORDS) else None
    if venue:
        return venue["name"], venue.span()
    remote = _REMOTE.search(text) if any(part in lowered for part in _REMOTE_WORDS) else None
    return (remote["name"], remote.span()) if remote else (None, None)


_NOT_PLACE = re.compile(
    r"mässan?$|linkedin|facebook|instagram|twitter|youtube|tiktok|"
    r"intranät|webb|^yh|seminari|konferens(?:en)?$|^mejl|^tv|radio| ab$|^ab$|"
    r"(?:dagen|dagarna|natten|veckan|forum|forumet|galan|festivalen)$"
)
#: Whom somebody works for and where something is printed are no places: 'vd på Epiroc', 'artikel i Nerikes Allehanda'.
_NOT_HELD = re.compile(
    r"(?:chef(?:en|er)?|vd:?n?|rektorn?|ledaren?|direktören?|ombudsman|handläggaren?|ansvarige?|personal|"
    r"artikeln?|annons(?:en)?|inslag(?:et)?|intervjun?|reportage(?:t)?|notisen?|insändaren?|publicera[dt]|krönikan?) $",
    re.I,
)


def _unknown(text: str, names: frozenset[str], found: list[Mention], lexed: Lexed) -> str | None:
    """'Atlantis kommun': said to be a municipality, but none of the project's."""
    if "ommun" not in text:
        return None
    for match in _MUNICIPALITY.finditer(text):
        name = match["name"] or match["name2"]
        start = match.start("name") if match["name"] else match.start("name2")
        words = name.lower().split()
        if any(word in names or word.rstrip("s") in names for word in words) or words[-1] in _ORDINARY:
            continue
        if any(start <= lexed.starts[m.first] < match.end() for m in found):  # with a slip in it
            continue
        return name
    return None


_ORDINARY = frozenset({
    "alla", "en", "varje", "vår", "kommun", "dialog", "möte", "träff", "länets", "besök", "denna", "ny", "aktivitet",
})  # fmt: skip
