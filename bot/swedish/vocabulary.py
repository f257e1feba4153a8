"""The project's own words, prepared once: types, categories, municipalities, groups; slips and inflections too."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from rapidfuzz.distance import OSA

from bot.project import Project
from bot.swedish.inflection import bases, ends_of, is_head, same, stem
from bot.swedish.slips import dotless, slips

Subject = Literal["type", "category", "external", "flat", "place", "target", "perspective"]
How = Literal["exact", "inflected", "compound", "slip"]

_WORD = re.compile(r"[^\W\d_]+")


#: Words without their dots are known from so many letters: 'massa' is not mässa, nor 'tag' tåg.
_PLAIN_FROM = 7
#: From so many letters any one letter may be wrong, and from so many any two.
_ONE_WRONG, _TWO_WRONG = 9, 11


class Hit(NamedTuple):
    """A word list entry that a word of the text stands for."""

    subject: Subject
    name: str
    how: How


class Mention(NamedTuple):
    """A hit and the words (by number) it was read from."""

    hit: Hit
    first: int
    last: int
    weight: int


@dataclass(frozen=True)
class Phrase:
    words: tuple[str, ...]
    hit: Hit
    joined: bool  # hyphenated: nothing may stand between


@dataclass
class Vocabulary:
    """Looks up words in the project's lists; `lookup` is cached, since people write the same words."""

    project: Project
    single: dict[str, list[Hit]] = field(default_factory=dict)
    stems: dict[str, list[Hit]] = field(default_factory=dict)
    phrases: dict[str, list[Phrase]] = field(default_factory=dict)
    plain: dict[str, list[Hit]] = field(default_factory=dict)  # without dots
    slipped: dict[str, list[Hit]] = field(default_factory=dict)
    by_letter: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # the long words, and without dots

    def __post_init__(self) -> None:
        project = self.project
        for kind in project.activity_types:
            self._add("type", kind.name, (kind.name, *kind.words))
        for category in project.cost_categories:
            if category.logged:
                self._add("category", category.name, (category.name, *category.words))
        self._add("external", project.external.category, project.external.words)
        self._add("flat", project.flat_rate.category, project.flat_rate.words)
        for municipality in project.municipalities:
            self._add("place", municipality.name, (municipality.name, *municipality.places))
        for group in project.target_groups:
            self._add("target", group.name, (group.name, *group.words))
        for perspective in project.perspectives:
            self._add("perspective", perspective.name, (perspective.name, *perspective.words))
        for word, hits in self.single.items():
            self._forgive(word, [hit._replace(how="slip") for hit in hits])
        self.place_names = frozenset(
            name.lower()
            for municipality in project.municipalities
            for name in (municipality.name, *municipality.places)
        )
        self.lookup = lru_cache(maxsize=1024)(self._lookup)
        self.begun_by = lru_cache(maxsize=1024)(self._begun_by)

    def _add(self, subject: Subject, name: str, words: Iterable[str]) -> None:
        for written in dict.fromkeys(words):
            parts = tuple(_WORD.findall(written.lower()))
            hit = Hit(subject, name, "exact")
            if len(parts) == 1:
                self.single.setdefault(parts[0], []).append(hit)
                if len(parts[0]) >= 4:
                    self.stems.setdefault(stem(parts[0]), []).append(hit._replace(how="inflected"))
            elif parts:
                for head in dict.fromkeys((parts[0], dotless(parts[0]))):
                    self.phrases.setdefault(head, []).append(Phrase(parts, hit, " " not in written.strip()))

    def _forgive(self, word: str, hits: list[Hit]) -> None:
        """Prepares the slips in a word, so that no text has to be compared with every word."""
        place = self.single[word][0].subject == "place"
        if len(word) >= _ONE_WRONG or self._is_municipality(word) or (place and len(word) >= 7):
            self.by_letter.setdefault(dotless(word[0]), []).append((word, dotless(word)))
        if place:
            return
        for slip in slips(word) if len(word) >= 5 else ():
            self.slipped.setdefault(slip, []).extend(hits)
        if not word.isascii() and len(word) >= _PLAIN_FROM - 1:
            self.plain.setdefault(dotless(word), []).extend(hits)

    def _is_municipality(self, word: str) -> bool:
        """Slips are forgiven in a municipality's own name; a town's may be an ordinary word (Storå, stora)."""
        return any(hit.subject == "place" and hit.name.lower() == word for hit in self.single[word])

    def _lookup(self, word: str) -> tuple[Hit, ...]:
        """What one lower-case word stands for."""
        exact = self.single.get(word)
        if exact:
            return tuple(exact)
        if word.endswith("s") and len(word) > 4:
            genitive = [hit for hit in self.single.get(word[:-1], ()) if hit.subject == "place"]
            if genitive:
                return tuple(hit._replace(how="inflected") for hit in genitive)
        if len(word) < 4:
            return ()
        inflected = [hit for base in bases(word) for hit in (*self.single.get(base, ()), *self.stems.get(base, ()))]
        inflected = [hit._replace(how="inflected") for hit in inflected if hit.subject != "place"]
        if inflected:
            return tuple(dict.fromkeys(inflected))
        return self._compound(word) or self._without_dots(word) or self._slip(word)

    def _without_dots(self, word: str) -> tuple[Hit, ...]:
        """natverkstraff, foretagsbesoket, gymnasiemassan."""
        if len(word) < _PLAIN_FROM or not word.isascii():
            return ()
        ends = (len(word), *ends_of(word))
        for start in (0, *range(3, len(word) - _PLAIN_FROM + 2)):
            hits = [hit for end in ends for hit in self.plain.get(word[start:end], ())]
            if hits:
                return tuple(dict.fromkeys(hits))
        return ()

    def _compound(self, word: str) -> tuple[Hit, ...]:
        """The head of a compound is its last part (gymnasiemässan); for costs and places the first says enough."""
        ends = ends_of(word)
        for start in range(2, len(word) - 4):
            hits = list(self.single.get(word[start:], ()))
            for end in ends:
                if end - start >= 4:
                    base = word[start:end]
                    hits += (*self.single.get(base, ()), *self.stems.get(base, ()))
            found = [hit for hit in hits if hit.subject in ("type", "category", "flat", "external")]
            if found:
                return tuple(dict.fromkeys(hit._replace(how="compound") for hit in found))
        for end in range(len(word) - 3, 2, -1):
            allowed = ("category", "external", "place") if end >= 5 else ("category",)
            found = [hit for hit in self.single.get(word[:end], ()) if hit.subject in allowed]
            if found:
                return tuple(hit._replace(how="compound") for hit in found)
        return ()

    def _slip(self, word: str) -> tuple[Hit, ...]:
        """A slip of the pen: Karlskga, branchseminarium, hottell."""
        known = self.slipped.get(word)
        if known:
            return tuple(dict.fromkeys(known))
        best: list[str] = []
        plain = dotless(word)
        most = allowed = 1 if len(word) < _ONE_WRONG else 2
        for candidate, candidate_plain in self.by_letter.get(plain[0], ()):
            if abs(len(candidate) - len(word)) > allowed:
                continue
            if most > 1 and len(candidate) < _TWO_WRONG and self.single[candidate][0].subject != "place":
                reach = min(allowed, 1)
            else:
                reach = allowed
            distance = OSA.distance(plain, candidate_plain, score_cutoff=reach)
            if distance > reach or (distance and min(len(word), len(candidate)) < 5):
                continue
            best = [candidate] if distance < allowed else [*best, candidate]
            allowed = distance
        return tuple(dict.fromkeys(hit._replace(how="slip") for name in best for hit in self.single[name]))

    def _begun_by(self, word: str) -> tuple[Phrase, ...]:
        """The phrases that a word begins, itself or as the head of a compound: 'frukostmöte anordnare'."""
        found: list[Phrase] = []
        ends = (len(word), *ends_of(word))
        for head, phrases in self.phrases.items():
            if head in word and any(is_head(word, head, end) for end in ends):
                found += phrases
        return tuple(found)

    def mentions(self, words: list[str], numbers: list[int]) -> list[Mention]:
        """Every hit among the words of a text, in its order; `numbers` are the words' token numbers."""
        found: list[Mention] = []
        for place, word in enumerate(words):
            for phrase in self.begun_by(word):
                last = _follows(phrase, words, place)
                if last is not None:
                    found.append(Mention(phrase.hit, numbers[place], numbers[last] + 1, 10 * len(phrase.words)))
            for hit in self.lookup(word):
                found.append(Mention(hit, numbers[place], numbers[place] + 1, _WEIGHT[hit.how]))
        return found


_WEIGHT: dict[How, int] = {"exact": 9, "inflected": 8, "compound": 7, "slip": 5}


def _follows(phrase: Phrase, words: list[str], place: int) -> int | None:
    """The last word of the phrase when its words follow each other from `place`, a few words apart at most."""
    gap = 0 if phrase.joined else 4
    at = place + 1
    for part in phrase.words[1:]:
        reach = range(at, min(len(words), at + gap + 1))
        match = next((i for i in reach if same(words[i], part)), None)
        if match is None:
            return None
        at = match + 1
    return at - 1


_PREPARED: dict[int, Vocabulary] = {}


def vocabulary(project: Project) -> Vocabulary:
    """The project's words; prepared the first time that this project object is seen."""
    known = _PREPARED.get(id(project))
    if known is None or known.project is not project:
        if len(_PREPARED) > 8:
            _PREPARED.clear()
        known = _PREPARED[id(project)] = Vocabulary(project)
    return known
