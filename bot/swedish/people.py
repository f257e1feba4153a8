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

from bot.swedish.bounds import ABOUT, AT_WORK, FORMERLY, INDEFINITE, JOINS, TELLING, Bounds
from bot.swedish.lexer import TAKEN, clean
from bot.swedish.particulars import (
    ADDRESS_WORDS,
    FUNCTIONS,
    JOINED,
    LABELS,
    MEMBERSHIP,
    is_role,
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
        self.bounds = Bounds(places, groups, self.capitals_tell)
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
        words = self.bounds.trimmed(part.split())
        if not words:
            return
        field = LABELS.get(plain(words[0])) if len(words) > 1 and plain(words[0]) not in self.groups else None
        if field is not None and (self.bounds.capital(words[1]) or field == "role"):
            self.label(field, " ".join(words[1:]))
        elif not self.bounds.is_elsewhere(words):
            self.told(words)
        self.begun = True

    def label(self, field: str, value: str) -> None:
        words = [word for word in value.split() if plain(word) not in ADDRESS_WORDS]
        if field and words:
            self.labelled.setdefault(field, " ".join(words).strip(" ."))

    def told(self, words: list[str]) -> None:
        """One part: what stands before and after the preposition that leads to an organisation."""
        at = self.bounds.leads(words)
        if at is None:
            self.run(words)
            return
        lows = [plain(word) for word in words]
        joined = next((i for i in range(at, len(words)) if lows[i] in JOINS), None)
        if joined is not None and AT_WORK.intersection(lows[joined:]):  # 'Anna Ek på Volvo och Bo Lind på Epiroc'
            self.others, words = " ".join(words), words[:joined]
        self.run(words[:at], posted=True)
        self.workplace(words[at + 1 :], after_i=plain(words[at]) == "i")

    def workplace(self, words: list[str], after_i: bool) -> None:
        """What follows 'på': the organisation, without the town that it lies in, and what comes after."""
        lows = [plain(word) for word in words]
        town = next(
            (i for i in range(1, len(words) - 1) if lows[i] == "i" and self.bounds.capital(words[i + 1])), len(words)
        )
        if not any(sign_of_organisation(low) for low in lows[town + 1 :]):
            words, lows = words[:town], lows[:town]
        if self.bounds.is_elsewhere(words) or lows[0] in INDEFINITE:
            return
        telling = any(sign_of_organisation(low) for low in lows)
        if not self.bounds.capital(words[0]):
            if telling or not self.capitals_tell:
                end = next((i for i, low in enumerate(lows) if i and is_role(low, False)), len(words))
                self.organisations.append(" ".join(self.bounds.without_place(words[:end])))
                self.run(words[end:])
            return
        end = self.bounds.capitals(words, 0)
        if not after_i and self.named_for_a_place(words[:end], words[end:]):
            self.organisations.append(" ".join(words))
            return
        member = bool(self.roles) and bool(MEMBERSHIP.fullmatch(plain(self.roles[-1])))
        if not after_i or telling or member:  # 'vd i Västerås' is a town, 'ordförande i Almega' is not
            self.organisations.append(" ".join(words[:end]))
        self.run(words[end:])

    def run(self, words: list[str], posted: bool = False) -> None:
        """Words without a preposition that leads on: roles, and runs of capitals. `posted`: 'på …' follows them."""
        idle: list[str] = []  # lower-case words that may begin a role
        at = 0
        while at < len(words):
            low, capital = plain(words[at]), self.bounds.capital(words[at])
            if low in self.groups:
                self.idle(idle, posted=False)
                idle, at = [], at + 1
                continue
            lead = capital and at == 0 and self.bounds.is_lead(words, self.begun)
            titled = self.bounds.title_end(words, at) if capital and self.who else at
            if titled > at:
                self.roles.append(" ".join([*idle, *words[at:titled]]))
                idle, at = [], titled
            elif is_role(low, capital and self.capitals_tell and at > 0):
                end = self.bounds.role_end(words, at + 1)
                if not FORMERLY.intersection(map(plain, idle)):
                    self.roles.append(" ".join([*idle, *words[at:end]]))
                idle, at = [], end
            elif lead or not capital:
                idle.append(words[at])
                at += 1
            else:
                self.idle(idle, posted=False)
                end = self.bounds.capitals(words, at)
                if self.named_for_a_place(words[at:end], words[end:]):
                    self.organisations.append(" ".join(words[at:]))
                    return
                self.who.append(Who(tuple(words[at:end]), not self.who))
                idle, at = [], end
        self.idle(idle, posted)

    def named_for_a_place(self, capitals: list[str], rest: list[str]) -> bool:
        """'Kumla bryggeri', 'Hallsbergs rör': after a name, a place and then plain words that are nothing else."""
        lows = [plain(word) for word in rest]
        return (
            bool(self.who and rest)
            and all(low in self.places or low.removesuffix("s") in self.places for low in map(plain, capitals))
            and all(low.isalpha() and not is_role(low, False) for low in lows)
            and not {*self.groups, *ABOUT, *INDEFINITE, *JOINS, *AT_WORK}.intersection(lows)
            and not any(TELLING.fullmatch(low) for low in lows)
        )

    def idle(self, words: list[str], posted: bool) -> None:
        """Lower-case words that are no role by their look."""
        lows = [plain(word) for word in words]
        if not words or (not posted and any(low in self.groups or low in ABOUT for low in lows)):
            return
        if any(sign_of_organisation(low) for low in lows):
            self.organisations.append(" ".join(words))
        elif (posted and len(words) < 4 and not any(TELLING.fullmatch(low) for low in lows)) or lows[-1] in FUNCTIONS:
            self.roles.append(" ".join(words))
        elif not self.begun and len(words) < 4 and all(low.replace("-", "").isalpha() and low != "med" for low in lows):
            self.who.append(Who(tuple(words), True))

    def person(self, email: str) -> Person:
        """The name that is most likely one, and what the rest tells."""
        said = self.labelled
        role = said.get("role") or next(iter(self.roles), None)
        posted = said.get("organisation") or next(iter(self.organisations), None)
        chosen = choose(self.who, self.places, email, named="name" in said, posted=posted or "")
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
