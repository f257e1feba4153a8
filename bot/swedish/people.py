"""A person's particulars: name, role and organisation, in whatever order and with whatever signs between them.

The text is cut into parts: at commas, semicolons, colons, brackets, dashes, line breaks, 'är' and 'heter', and where
an address has been taken. Each part is one of these:

- labelled ('roll rekryterare', 'namn: Anna Ek'): it is what its label says;
- a target group or a lone place ('arbetsgivare i Laxå', 'Nora'): read elsewhere, left out here;
- 'X på/hos/vid/för/i Y': Y is the organisation unless it is a place, and X is read as what follows;
- anything else is a run of words: roles by their look, and words with capitals, which are an organisation when one of
  them says so (AB, kommun, …kontoret), or a name or an organisation.

When all parts are read the name is chosen among the runs that can be one: the one that the e-mail address spells,
else the one that ends like a surname, else the first. What is left is the organisation.
"""

import re
from typing import NamedTuple

from bot.swedish.lexer import TAKEN, clean
from bot.swedish.particulars import (
    ADDRESS_WORDS,
    ENGLISH_TITLES,
    FUNCTIONS,
    JOINED,
    LABELS,
    MEMBERSHIP,
    PARTICLES,
    is_role,
    may_lead_role,
    plain,
    sign_of_organisation,
)
from bot.swedish.private import e164, hide_identity
from bot.swedish.who import Who, choose

_OWN = "|".join(label for label, field in LABELS.items() if field and label != "arbetsgivare")
_LABEL = re.compile(  # a municipality has its label at a part's beginning: 'på Kumla kommun: Anna Ek'
    rf"(?i)(?<![\w-])({_OWN}) ?[:=] ?|(?:^|[,;(|\n{TAKEN}]) {{0,3}}({'|'.join(LABELS)}) ?[:=] ?"
)
_MARK = "\x02"  # between a label that a colon makes certain and its value
_ONE_WORD = re.compile(r"(?i)(?<!\w)(ek\.?) (?=för\b)|(?<=\w-) (och|&) (?=\w)")  # Ek. för.; studie- och yrkesvägledare
_CUT = re.compile(
    rf"[,;:()\[\]<>\"\n|·•{TAKEN}]+|(?<=\s)[-/~=](?=\s)|(?<=\w\w)[.!?] (?=[A-ZÅÄÖÉ])|[!?]"
    r"|(?<!\S)(?i:är|heter|blir|som är|som heter|som (?:ny )?kontakt)(?!\w)"
)
_FILLING = frozenset(
    [
        "med",
        "samt",
        "och",
        "o",
        "är",
        "som",
        "heter",
        "jobbar",
        "arbetar",
        "arbetade",
        "anställd",
        "verksam",
        "sitter",
        "jag",
        "vår",
        "våra",
        "vårt",
        "ny",
        "nya",
        "nytt",
        "min",
        "en",
        "ett",
        "den",
        "det",
        "kontakt",
        "kontakten",
        "här",
        "fick",
        "träffade",
        "till",
        "hej",
        "namnet",
        "nu",
        "numera",
        "även",
        "också",
        "idag",
        "dr",
        "spara",
        "logga",
        "registrera",
        "notera",
        "skapa",
        "lägg",
        "in",
        "ring",
    ]
)
_AT_WORK = frozenset({"på", "pa", "hos", "vid", "från", "fr", "@", "driver", "äger", "representerar", "företräder"})
_ABOUT = frozenset({"för", "i", "inom", "åt", "till", "av", "bakom"})
_JOINS = frozenset({"&", "och", "o", "+"})
_FORMERLY = frozenset({"tidigare", "förra", "fd", "f.d", "ex"})
_TELLING = re.compile(r"\w+ades?|vi|jag|hon|han|hen|vill|vara|med|har|kan|ska|sedan|intresserad|gärna|mycket|bra|inte")
_INDEFINITE = frozenset({"en", "ett", "sin", "sitt", "deras", "vår", "vårt"})


class Person(NamedTuple):
    """What a text says of one person. `guessed`: the organisation is told by its place alone ('Eva Svensson Volvo')."""

    name: str | None = None
    role: str | None = None
    organisation: str | None = None
    guessed: bool = False
    others: str = ""  # the words that name more than one person


def read_person(text: str, places: frozenset[str], groups: frozenset[str] = frozenset(), email: str = "") -> Person:
    """Name, role and organisation; `places` and `groups` in lower case; `email` tells which words are the name."""
    reader = _Reader(text, places, groups)
    text = _ONE_WORD.sub(_joined, text)
    for part in _CUT.split(_LABEL.sub(_marked, text)):
        reader.part(part)
    return reader.person(email)


def _marked(match: re.Match[str]) -> str:
    return f",{match[1] or match[2]}{_MARK}"


def _joined(match: re.Match[str]) -> str:
    return match.group().replace(" ", JOINED)


class _Reader:
    """Reads the parts of one contact and keeps what each of them tells, in their order."""

    def __init__(self, text: str, places: frozenset[str], groups: frozenset[str]) -> None:
        self.places, self.groups = places, groups
        self.capitals_tell = any(c.isupper() for c in text) and not text.isupper()
        self.labelled: dict[str, str] = {}
        self.roles: list[str] = []
        self.organisations: list[str] = []
        self.who: list[Who] = []
        self.others = ""
        self.begun = False  # whether a part has told something: a name in lower case is believed only before

    def part(self, part: str) -> None:
        label, marked, value = part.strip().partition(_MARK)
        if marked:
            self.label(LABELS.get(label.lower(), ""), value)
            return
        words = self.trimmed(part.split())
        if not words:
            return
        field = LABELS.get(plain(words[0])) if len(words) > 1 and plain(words[0]) not in self.groups else None
        if field is not None and (self.capital(words[1]) or field == "role"):
            self.label(field, " ".join(words[1:]))
        elif not self.is_elsewhere(words):
            self.told(words)
        self.begun = True

    def label(self, field: str, value: str) -> None:
        words = [word for word in value.split() if plain(word) not in ADDRESS_WORDS]
        if field and words:
            self.labelled.setdefault(field, " ".join(words).strip(" ."))

    def trimmed(self, words: list[str]) -> list[str]:
        """The words without what fills out a sentence and what led to an address."""
        first, last = 0, len(words)
        while first < last and (plain(words[first]) in _FILLING or not any(c.isalpha() for c in words[first])):
            first += 1
        while last > first and self.is_idle_end(words[last - 1]):
            last -= 1
        return words[first:last]

    def is_idle_end(self, word: str) -> bool:
        low = plain(word)
        return low in ADDRESS_WORDS or low in _AT_WORK or low in _JOINS or not any(c.isalnum() for c in low)

    def is_elsewhere(self, words: list[str]) -> bool:
        """Whether the words are only a target group or a place: 'arbetsgivare i Laxå', 'Nora', 'i Hällefors'."""
        lows = [low for low in map(plain, words) if low not in _ABOUT and low not in _AT_WORK]
        return all(low in self.groups or low in self.places for low in lows) or " ".join(lows) in self.places

    def told(self, words: list[str]) -> None:
        """One part: what stands before and after the preposition that leads to an organisation."""
        at = self.leads(words)
        if at is None:
            self.run(words)
            return
        lows = [plain(word) for word in words]
        joined = next((i for i in range(at, len(words)) if lows[i] in _JOINS), None)
        if joined is not None and _AT_WORK.intersection(lows[joined:]):  # 'Anna Ek på Volvo och Bo Lind på Epiroc'
            self.others, words = " ".join(words), words[:joined]
        self.run(words[:at], posted=True)
        self.workplace(words[at + 1 :], after_i=plain(words[at]) == "i")

    def leads(self, words: list[str]) -> int | None:
        """Where the preposition stands that an organisation (or a place) follows."""
        lows = [plain(word) for word in words]
        last = len(words) - 1
        at = next((i for i in range(last) if lows[i] in _AT_WORK), None)
        if at is not None:
            return at
        about = [i for i in range(last) if lows[i] in _ABOUT]
        named = (i for i in about if self.capital(words[i + 1]) and not self.is_field(words, i + 1))
        posted = any(is_role(low, False) for low in lows[: about[0]]) if about else False
        return next(named, about[0] if posted and sign_of_organisation(lows[-1]) else None)

    def is_field(self, words: list[str], at: int) -> bool:
        """Whether a capital word is what somebody works with: 'chef för HR', not 'ombudsman för IF Metall'."""
        alone = at + 1 == len(words) or not self.capital(words[at + 1])
        return self.capitals_tell and len(words[at]) < 4 and words[at].isupper() and alone

    def workplace(self, words: list[str], after_i: bool) -> None:
        """What follows 'på': the organisation, without the town that it lies in, and what comes after."""
        lows = [plain(word) for word in words]
        town = next((i for i in range(1, len(words) - 1) if lows[i] == "i" and self.capital(words[i + 1])), len(words))
        if not any(sign_of_organisation(low) for low in lows[town + 1 :]):
            words, lows = words[:town], lows[:town]
        if self.is_elsewhere(words) or lows[0] in _INDEFINITE:
            return
        telling = any(sign_of_organisation(low) for low in lows)
        if not self.capital(words[0]):
            if telling or not self.capitals_tell:
                end = next((i for i, low in enumerate(lows) if i and is_role(low, False)), len(words))
                self.organisations.append(" ".join(self.without_place(words[:end])))
                self.run(words[end:])
            return
        end = self.capitals(words, 0)
        member = bool(self.roles) and bool(MEMBERSHIP.fullmatch(plain(self.roles[-1])))
        if not after_i or telling or member:  # 'vd i Västerås' is a town, 'ordförande i Almega' is not
            self.organisations.append(" ".join(self.without_group(words[:end])))
        self.run(words[end:])

    def run(self, words: list[str], posted: bool = False) -> None:
        """Words without a preposition that leads on: roles, and runs of capitals. `posted`: 'på …' follows them."""
        idle: list[str] = []  # lower-case words that may begin a role
        at = 0
        while at < len(words):
            low, capital = plain(words[at]), self.capital(words[at])
            if low in self.groups:
                self.idle(idle, posted=False)
                idle, at = [], at + 1
                continue
            lead = capital and at == 0 and self.is_lead(words)
            titled = self.title_end(words, at) if capital and self.who else at
            if titled > at:
                self.roles.append(" ".join([*idle, *words[at:titled]]))
                idle, at = [], titled
            elif is_role(low, capital and self.capitals_tell and at > 0):
                end = self.role_end(words, at + 1)
                if not _FORMERLY.intersection(map(plain, idle)):
                    self.roles.append(" ".join([*idle, *words[at:end]]))
                idle, at = [], end
            elif lead or not capital:
                idle.append(words[at])
                at += 1
            else:
                self.idle(idle, posted=False)
                end = self.capitals(words, at)
                self.who.append(Who(tuple(words[at:end]), not self.who))
                idle, at = [], end
        self.idle(idle, posted)

    def is_lead(self, words: list[str]) -> bool:
        """Whether the first word has its capital from where it stands: 'Teknisk chef', 'Vill vara med', 'Träffades'."""
        low = plain(words[0])
        following = plain(words[1]) if len(words) > 1 else ""
        return bool(self.begun and _TELLING.fullmatch(low)) or (may_lead_role(low) and is_role(following, False))

    def title_end(self, words: list[str], at: int) -> int:
        """Where an English title ends that begins at `at`: 'Key Account Manager'; `at` when none does."""
        end = next((i for i in range(at, min(len(words), at + 4)) if plain(words[i]) in ENGLISH_TITLES), at - 1)
        return end + 1 if end > at and all(self.capital(word) for word in words[at:end]) else at

    def idle(self, words: list[str], posted: bool) -> None:
        """Lower-case words that are no role by their look."""
        lows = [plain(word) for word in words]
        if not words or (any(low in self.groups or low in _ABOUT for low in lows) and not posted):
            return
        if any(sign_of_organisation(low) for low in lows):
            self.organisations.append(" ".join(words))
        elif (posted and len(words) < 4 and not any(_TELLING.fullmatch(low) for low in lows)) or lows[-1] in FUNCTIONS:
            self.roles.append(" ".join(words))
        elif not self.begun and len(words) < 4 and all(low.replace("-", "").isalpha() for low in lows):
            self.who.append(Who(tuple(words), True))

    def role_end(self, words: list[str], at: int) -> int:
        """Where a role ends that has been begun: 'vd och ägare', 'ansvarig för yrkesutbildning'."""
        while at < len(words):
            low = plain(words[at])
            following = plain(words[at + 1]) if at + 1 < len(words) else ""
            if low in _ABOUT and following and following not in self.places:
                return len(words)
            if low in _JOINS and is_role(following, False):
                at += 2
            elif (titled := self.title_end(words, at)) > at:  # HR Business Partner
                at = titled
            elif is_role(low, self.capital(words[at])) and low not in self.groups:
                at += 1
            elif self.says_of_what(low, words[at]):  # 'handläggare rehabilitering'
                return at + 1
            else:
                return at
        return at

    def says_of_what(self, low: str, word: str) -> bool:
        idle = low in self.groups or low in _ABOUT or low in _AT_WORK or _TELLING.fullmatch(low)
        return (
            self.capitals_tell
            and len(low) > 4
            and word.islower()
            and low.isalpha()
            and not (idle or low in _FILLING or sign_of_organisation(low))
        )

    def capitals(self, words: list[str], at: int) -> int:
        """Where a run of capitals ends: a name, an organisation, or both: 'Bo Ek Bygg AB', 'Eva von Sydow'."""
        begun = at
        while at < len(words):
            low = plain(words[at])
            sign = sign_of_organisation(low)
            if at > begun and sign == "ends":
                return at + 1
            joins = at > begun and any(map(self.capital, words[at + 1 : at + 2 + (low in PARTICLES)]))
            joins = joins and (low in PARTICLES or low in _JOINS)
            kind = sign is not None and at > begun
            if (
                not joins
                and not kind
                and (not self.capital(words[at]) or (at > begun and is_role(low, self.capitals_tell)))
            ):
                return at
            if low in self.groups and not words[at][0].isupper():
                return at
            at += 1
        return at

    def capital(self, word: str) -> bool:
        """Whether a word may be of a name; where nobody wrote capitals any word may that leads nowhere."""
        if self.capitals_tell:
            return word.lstrip("'\"")[:1].isupper()
        low = plain(word)
        idle = low in _ABOUT or low in _AT_WORK or low in self.groups or _TELLING.fullmatch(low)
        return not idle and low[:1].isalpha()

    def without_place(self, words: list[str]) -> list[str]:
        while len(words) > 1 and (plain(words[-1]) in self.places or plain(words[-1]) in _ABOUT):
            words = words[:-1]
        return words

    def without_group(self, words: list[str]) -> list[str]:
        while len(words) > 1 and plain(words[-1]) in self.groups:
            words = words[:-1]
        return words

    def person(self, email: str) -> Person:
        """The name that is most likely one, and what the rest tells."""
        said = self.labelled
        chosen = choose(self.who, self.places, email, named="name" in said)
        role = said.get("role") or next(iter(self.roles), None)
        posted = said.get("organisation") or next(iter(self.organisations), None)
        organisation = posted or chosen.organisation
        guessed = chosen.guessed and not posted
        return Person(
            said.get("name") or chosen.name, _tidy(role), _tidy(organisation), guessed, self.others or chosen.others
        )


def presents_somebody(text: str, places: frozenset[str]) -> bool:
    """Whether a text is a person with a post and nothing else: 'Anna Ek, rektor på Komvux Karlskoga'."""
    if not _PRESENTED.match(text) or len(text) > 200:
        return False
    person = read_person(text, places)
    return bool(
        person.name and person.role and person.organisation and " " in person.name and text.startswith(person.name)
    )


_PRESENTED = re.compile(r"[A-ZÅÄÖÉ][\w'-]+ (?:[a-z]+ )?[A-ZÅÄÖÉ]")


def _tidy(text: str | None) -> str | None:
    return text.replace(JOINED, " ").strip(" ,.&-'") or None if text else None


def holds_identity_number(text: str) -> bool:
    """Whether a text holds a personal identity or coordination number."""
    return hide_identity(clean(text))[1]


def read_phone(text: str) -> str | None:
    """A phone field in E.164; None when it is no valid number (Swedish unless it begins with + or 00)."""
    return e164(clean(text).strip())
