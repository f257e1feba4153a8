"""Which of the capitals in a contact are the person's name, and which the organisation's."""

import re
from typing import NamedTuple

from bot.swedish.particulars import PARTICLES, looks_like_surname, never_given, plain, sign_of_organisation

_FOLD = str.maketrans("åäöéüø", "aaoeuo")
_AND = frozenset({"och", "o", "&", "+"})


class Who(NamedTuple):
    """A run of words that is a name, an organisation or both. `first`: no other run stands before it."""

    words: tuple[str, ...]
    first: bool


class Chosen(NamedTuple):
    """`guessed`: no word says that the organisation is one. `others`: the words that name several people."""

    name: str | None = None
    organisation: str | None = None
    guessed: bool = False
    others: str = ""


class Mail:
    """What an e-mail address tells: the person before the sign, the organisation after it."""

    def __init__(self, address: str) -> None:
        local, _, domain = address.lower().partition("@")
        self.person = frozenset(re.split(r"[._+-]|\d+", local)) - {""}
        self.domain = domain.rpartition(".")[0]

    def spells(self, word: str) -> bool:
        parts = _folded(word).split("-")
        return all(part in self.person or (len(part) > 3 and any(part in own for own in self.person)) for part in parts)

    def is_of(self, word: str) -> bool:
        """Whether the address is at that organisation; a firm may bear its owner's surname."""
        return len(word) > 2 and _folded(word) in self.domain and not looks_like_surname(plain(word))


def _folded(word: str) -> str:
    return plain(word).translate(_FOLD)


def choose(runs: list[Who], places: frozenset[str], email: str, named: bool, posted: str = "") -> Chosen:
    """The name and what the runs tell besides; `named`: a label has named the person, so no run does.

    `posted`: the organisation, where another part has told it ('…, vd på Epiroc').
    """
    mail = Mail(email)
    best, length, strength = None, 0, 0
    for number, run in enumerate(runs):
        end = 0 if named else _name_length(run.words, places, mail, posted)
        how_sure = _strength(run, end, mail)
        if how_sure > strength:
            best, length, strength = number, end, how_sure
    rest = [run.words for number, run in enumerate(runs) if number != best]
    if best is None:
        return Chosen(organisation=_organisation(rest, places))
    words = runs[best].words
    name, own = words[:length], _without_places(words[length:], places)
    given = next(
        (run for run in rest if len(name) == len(run) == 1 and mail.spells(name[0]) and mail.spells(run[0])), None
    )
    if given:  # 'Hed, Tomas <tomas.hed@…>'
        rest.remove(given)
        name = (*given, *name)
    others = ""
    if own and own[0] in _AND:  # 'Anna Ek och Bo Lind'
        others, own = " ".join(words), ()
    elif second := next(filter(_is_full_name, rest), None):  # 'Anna Ek, Bo Lind'
        others = f"{' '.join(name)}, {' '.join(second)}"
        rest.remove(second)
    signed = any(sign_of_organisation(plain(word)) for word in own)
    guessed = bool(own) and not signed and not _organisation(rest, places)
    organisation = " ".join(own) if signed or guessed else _organisation(rest, places)
    return Chosen(" ".join(map(_capital, name)), organisation, guessed, others)


def _is_full_name(words: tuple[str, ...]) -> bool:
    """Whether words are a person's name beyond doubt: a second person in the same contact."""
    if len(words) != 2 or any(sign_of_organisation(plain(word)) for word in words):
        return False
    return looks_like_surname(plain(words[1])) and not never_given(words[0]) and not words[0].endswith("s")


def _strength(run: Who, length: int, mail: Mail) -> int:
    """How sure it is that a run begins with a name of so many words; 0: it does not."""
    if any(mail.spells(word) for word in run.words[:length]):
        return 4
    if length > 1:
        return 3 if looks_like_surname(plain(run.words[length - 1])) else 2
    return 1 if length and run.first else 0


def _name_length(words: tuple[str, ...], places: frozenset[str], mail: Mail, posted: str) -> int:
    """How many words a run begins with that are a name; 0 when it is an organisation's alone."""
    lows = [plain(word) for word in words]
    spelled = 0
    while spelled < len(words) and (mail.spells(words[spelled]) or lows[spelled] in PARTICLES):
        spelled += 1
    while spelled and lows[spelled - 1] in PARTICLES:  # a name does not end with 'von'
        spelled -= 1
    if spelled > 1:
        return spelled
    return max(spelled, _by_look(words, lows, places, mail, posted))


def _by_look(words: tuple[str, ...], lows: list[str], places: frozenset[str], mail: Mail, posted: str) -> int:
    joined = next((i for i, low in enumerate(lows) if low in _AND and i), len(words))
    if joined < len(words) and not _two_people(lows, joined):
        return 0
    signs = {i: sign for i, low in enumerate(lows) if (sign := sign_of_organisation(low))}
    if not signs:
        while joined > 2 and lows[joined - 1] in places:
            joined -= 1
        return _without_sign(words[:joined], places, mail, posted)
    at = next((i for i, sign in signs.items() if sign == "ends"), min(signs))
    return _before_sign(words, lows, at, places)


def _two_people(lows: list[str], joined: int) -> bool:
    """Whether what 'och' joins are people ('Anna Ek och Bo Lind'), not a firm's name ('Malm & Persson')."""
    return joined > 1 and (looks_like_surname(lows[joined - 1]) or len(lows) > joined + 2)


def _before_sign(words: tuple[str, ...], lows: list[str], at: int, places: frozenset[str]) -> int:
    """Words of a name before an organisation whose sign is word `at`: 'Bo Ek Bygg AB', 'Lena Kumla kommun'."""
    sign = sign_of_organisation(lows[at])
    most = at if sign == "alone" else at - 1
    if most < 1 or never_given(lows[0]) or lows[0] in places or lows[0].removesuffix("s") in places:
        return 0
    if sign == "place":
        return most
    if most == 1:
        return 1 if sign == "alone" and not lows[0].endswith("s") else 0
    return _by_surname(words[:most], 2)


def _without_sign(words: tuple[str, ...], places: frozenset[str], mail: Mail, posted: str) -> int:
    """Words of a name where nothing says that an organisation follows: 'Eva Svensson Volvo', 'Eva von Sydow'."""
    shouted = all(word.isupper() for word in words)
    of_mail = [mail.is_of(word) for word in words]
    if _from_there(words, of_mail, places):
        of_mail = [False, False]
    for i, word in enumerate(words):
        if i and (of_mail[i] or (word.isupper() and len(word) > 1 and not shouted)):  # Volvo CE
            return i if i > 1 else 0
    if any(of_mail):
        return 0
    told = posted.casefold()
    if told and len(words) < _LONGEST and not any(plain(word) in told for word in words):
        return len(words)  # 'Ana Lopez Garcia Ruiz, vd på Epiroc': the organisation is told elsewhere
    own = sum(word.lower() not in PARTICLES for word in words)
    return _by_surname(words, own if own < 4 else 2)


_LONGEST = 7  # words, with particles: 'Anna Maria von Essen af Ugglas'


def _from_there(words: tuple[str, ...], of_mail: list[bool], places: frozenset[str]) -> bool:
    """Whether two words are a person at a place's own address: 'Vera Nora' and 'Nora Berg' at nora.se."""
    if len(words) != 2 or sum(of_mail) != 1:
        return False
    at = of_mail.index(True)
    return plain(words[at]) in places and (at == 1 or looks_like_surname(plain(words[1])))


def _by_surname(words: tuple[str, ...], otherwise: int) -> int:
    """A name ends with the last word that looks like a surname, has two words at least, and never ends with 'von'."""
    particles = [i for i, word in enumerate(words) if i and word.lower() in PARTICLES]
    if len(words) - len(particles) <= 2:
        return len(words)
    noble = particles[-1] + 2 if particles else 0
    last = next((i for i in range(min(len(words), 4) - 1, 0, -1) if looks_like_surname(plain(words[i]))), None)
    return max(noble, otherwise + len(particles) if last is None else last + 1)


def _organisation(runs: list[tuple[str, ...]], places: frozenset[str]) -> str | None:
    """The run that says that it is an organisation, else the first."""
    signed = [run for run in runs if any(sign_of_organisation(plain(word)) for word in run)]
    chosen = next(iter(signed or runs), None)
    return " ".join(_without_places(chosen, places)) if chosen else None


def _without_places(words: tuple[str, ...], places: frozenset[str]) -> tuple[str, ...]:
    """Without a town after the legal form: 'Bygg AB Nora'; 'Komvux Karlskoga' keeps its own."""
    while (
        words and plain(words[-1]) in places and (len(words) == 1 or sign_of_organisation(plain(words[-2])) == "ends")
    ):
        words = words[:-1]
    return words


def _capital(word: str) -> str:
    return word if not word.islower() or word in PARTICLES else word.capitalize()
