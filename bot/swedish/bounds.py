"""Where the words of a contact part: roles, runs of capitals, and the prepositions that lead to an organisation."""

import re

from bot.swedish.particulars import (
    ADDRESS_WORDS,
    ENGLISH_TITLES,
    PARTICLES,
    is_role,
    may_lead_role,
    plain,
    sign_of_organisation,
)

FILLING = frozenset({
    "med", "samt", "och", "o", "är", "som", "heter", "jobbar", "arbetar", "arbetade", "anställd", "verksam", "sitter",
    "jag", "vår", "våra", "vårt", "ny", "nya", "nytt", "min", "en", "ett", "den", "det", "kontakt", "kontakten",
    "här", "fick", "träffade", "till", "hej", "namnet", "nu", "även", "också", "idag", "dr", "spara",
    "logga", "registrera", "notera", "skapa", "lägg", "in", "ring",
})  # fmt: skip
AT_WORK = frozenset({"på", "pa", "hos", "vid", "från", "fr", "@", "driver", "äger", "representerar", "företräder"})
ABOUT = frozenset({"för", "i", "inom", "åt", "till", "av", "bakom"})
JOINS = frozenset({"&", "och", "o", "+"})
FORMERLY = frozenset({"tidigare", "förra", "fd", "f.d", "ex"})
TELLING = re.compile(
    r"\w+de|\w+ades|som|vi|jag|hon|han|hen|vill|vara|med|har|kan|ska|sedan|intresserad|gärna|mycket|bra|inte"
)
INDEFINITE = frozenset({"en", "ett", "sin", "sitt", "deras", "vår", "vårt"})


class Bounds:
    """What the words of one text are; `places` and `groups` in lower case.

    `capitals_tell`: the writer uses capitals, so that a name has one.
    """

    def __init__(self, places: frozenset[str], groups: frozenset[str], capitals_tell: bool) -> None:
        self.places, self.groups, self.capitals_tell = places, groups, capitals_tell

    def capital(self, word: str) -> bool:
        """Whether a word may be of a name; where nobody wrote capitals any word may that leads nowhere."""
        if self.capitals_tell:
            return word.lstrip("'\"").removeprefix("d'")[:1].isupper()  # d'Arc
        low = plain(word)
        idle = low in ABOUT or low in AT_WORK or low in self.groups or TELLING.fullmatch(low)
        return not idle and low[:1].isalpha()

    def trimmed(self, words: list[str]) -> list[str]:
        """The words without what fills out a sentence and what led to an address."""
        first, last = 0, len(words)
        while first < last and (plain(words[first]) in FILLING or not any(c.isalpha() for c in words[first])):
            first += 1
        while last > first and self._is_idle_end(words[last - 1]):
            last -= 1
        return words[first:last]

    def _is_idle_end(self, word: str) -> bool:
        low = plain(word)
        return low in ADDRESS_WORDS or low in AT_WORK or low in JOINS or not any(c.isalnum() for c in low)

    def is_elsewhere(self, words: list[str]) -> bool:
        """Whether the words are only a target group or a place: 'arbetsgivare i Laxå', 'Nora', 'i Hällefors'."""
        lows = [low for low in map(plain, words) if low not in ABOUT and low not in AT_WORK]
        return all(low in self.groups or low in self.places for low in lows) or " ".join(lows) in self.places

    def leads(self, words: list[str]) -> int | None:
        """Where the preposition stands that an organisation (or a place) follows."""
        lows = [plain(word) for word in words]
        last = len(words) - 1
        at = next((i for i in range(last) if lows[i] in AT_WORK), None)
        if at is not None:
            return at
        about = [i for i in range(last) if lows[i] in ABOUT]
        named = (i for i in about if self.capital(words[i + 1]) and not self._is_field(words, i + 1))
        posted = any(is_role(low, False) for low in lows[: about[0]]) if about else False
        return next(named, about[0] if posted and sign_of_organisation(lows[-1]) else None)

    def _is_field(self, words: list[str], at: int) -> bool:
        """Whether a capital word is what somebody works with: 'chef för HR', not 'ombudsman för IF Metall'."""
        alone = at + 1 == len(words) or not self.capital(words[at + 1])
        return self.capitals_tell and len(words[at]) < 4 and words[at].isupper() and alone

    def is_lead(self, words: list[str], begun: bool) -> bool:
        """Whether the first word has its capital from where it stands: 'Teknisk chef', 'Vill vara med', 'Träffades'."""
        low = plain(words[0])
        following = plain(words[1]) if len(words) > 1 else ""
        return bool(begun and TELLING.fullmatch(low)) or (may_lead_role(low) and is_role(following, False))

    def title_end(self, words: list[str], at: int) -> int:
        """Where an English title ends that begins at `at`: 'Key Account Manager'; `at` when none does."""
        end = next((i for i in range(at, min(len(words), at + 4)) if plain(words[i]) in ENGLISH_TITLES), at - 1)
        return end + 1 if end > at and all(self.capital(word) for word in words[at:end]) else at

    def role_end(self, words: list[str], at: int) -> int:
        """Where a role ends that has been begun: 'vd och ägare', 'ansvarig för yrkesutbildning'."""
        while at < len(words):
            low = plain(words[at])
            following = plain(words[at + 1]) if at + 1 < len(words) else ""
            if low in ABOUT and following and following not in self.places:
                return len(words)
            if low in JOINS and is_role(following, False):
                at += 2
            elif is_role(low, self.capital(words[at])) and low not in self.groups:
                at += 1
            elif self._says_of_what(low, words[at]):  # 'handläggare rehabilitering'
                return at + 1
            else:
                return at
        return at

    def _says_of_what(self, low: str, word: str) -> bool:
        idle = low in self.groups or low in ABOUT or low in AT_WORK or TELLING.fullmatch(low)
        return (
            self.capitals_tell
            and len(low) > 4
            and word.islower()
            and low.isalpha()
            and not (idle or low in FILLING or sign_of_organisation(low))
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
            joins = joins and (low in PARTICLES or low in JOINS)
            kind = sign is not None and at > begun
            if (
                not joins
                and not kind
                and (not self.capital(words[at]) or (at > begun and is_role(low, self.capitals_tell)))
            ):
                return at
            at += 1
        return at

    def without_place(self, words: list[str]) -> list[str]:
        while len(words) > 1 and (plain(words[-1]) in self.places or plain(words[-1]) in ABOUT):
            words = words[:-1]
        return words
