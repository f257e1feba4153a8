"""What is looked for: the text after 'sök' becomes words, and what narrows them down."""

import re
import unicodedata
from dataclasses import dataclass

from bot.project import Project
from bot.records import NOTE_TYPES, Kind
from bot.swedish.inflection import stem
from bot.swedish.vocabulary import vocabulary

WORDS = ("sök", "sok", "hitta", "leta")
_KINDS: dict[str, tuple[Kind, str]] = {
    "aktivitet": ("activity", ""), "utgift": ("expense", ""), "kostnad": ("expense", ""), "kontakt": ("contact", ""),
    "inbetalning": ("payment", ""), "beslut": ("note", NOTE_TYPES["decision"]),
    "avvikelse": ("note", NOTE_TYPES["deviation"]), "uppgift": ("note", NOTE_TYPES["todo"]),
    "anteckning": ("note", ""), "indikator": ("indicator", ""), "mätning": ("measurement", ""),
    "mått": ("measurement", ""),
}  # fmt: skip
_KIND_ENDINGS = ("en", "er", "erna", "ar", "arna", "et", "n", "r", "na", "")
_MINE = frozenset({"mina", "mitt", "min", "jag"})
_FILLERS = frozenset(
    [
        "i",
        "på",
        "om",
        "av",
        "med",
        "och",
        "efter",
        "för",
        "till",
        "från",
        "alla",
        "allt",
        "det",
        "den",
        "som",
        "kr",
        "kronor",
    ]
)
_BY = re.compile(r"(?:(?<!\w)av |(?<![\w.+-])@)(?P<name>[^\W\d_][\w.-]*)", re.I)


@dataclass(frozen=True)
class Search:
    """Each of `terms` is a word by all that it may begin with in a record; `by`: who logged it, as written."""

    terms: tuple[tuple[str, ...], ...] = ()
    kinds: tuple[Kind, ...] = ()
    year: int | None = None
    by: str = ""
    mine: bool = False

    @property
    def empty(self) -> bool:
        return not (self.terms or self.kinds or self.year or self.by or self.mine)


def search_text(text: str) -> str | None:
    """What stands after 'sök', or None when the text asks for something else."""
    first, _, rest = text.strip().partition(" ")
    return rest.strip() if first.casefold().rstrip(":") in WORDS else None


def read_search(text: str, project: Project) -> Search:
    """'solel kumla', 'utgifter 2024 buss', 'seminarium av maja': every sign that is no letter or figure is a space."""
    plain = unicodedata.normalize("NFC", text).casefold()
    by = _BY.search(plain)
    if by:
        plain = plain[: by.start()] + " " + plain[by.end() :]
    terms: list[tuple[str, ...]] = []
    kinds: list[Kind] = []
    year: int | None = None
    mine = False
    for word in re.findall(r"\w+", plain.replace("_", " ")):
        kind = kind_word(word)
        if kind:
            kinds.append(kind[0])
            terms += [(kind[1],)] if kind[1] else []
        elif len(word) == 4 and word.startswith("20") and word.isdecimal():
            year = int(word)
        elif word in _MINE:
            mine = True
        elif word not in _FILLERS:
            terms.append(_beginnings(word, project))
    return Search(tuple(terms), tuple(dict.fromkeys(kinds)), year, by["name"] if by else "", mine)


def kind_word(word: str) -> tuple[Kind, str] | None:
    """The kind of record that a word means, and the word it is known by among its kind: 'besluten' is ('note', 'Beslut')."""
    for ending in _KIND_ENDINGS:
        if word.endswith(ending) and (found := _KINDS.get(word.removesuffix(ending) if ending else word)):
            return found
    return None


def _beginnings(word: str, project: Project) -> tuple[str, ...]:
    """The word without its ending, and what it stands for: 'seminariet' is also a Branschseminarium."""
    hits = vocabulary(project).lookup(word)
    names = [hit.name.split()[0] for hit in hits if hit.subject == "type" and hit.how in ("exact", "inflected")]
    return tuple(dict.fromkeys([stem(word), *(name.casefold() for name in names)]))
