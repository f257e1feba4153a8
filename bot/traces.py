"""Where a person's name, address and number stand in a text, in whatever way they were written. Pure.

A person becomes a set of normalised forms ('name eva holm', 'back holm eva', 'email eva@…', 'phone 701234567'); a text
is gone through word by word, and each run of words asked for: is that one of them? Whoever asks may know the forms
themselves, or only keyed digests of them, so that an older copy of the file can be gone through without the name.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

GONE = "[borttaget]"
MOST_WORDS = 5  # of a name
_WORD = re.compile(r"[^\W_]+")
# from where a run begins: else a long one without @ is gone through once from each of its letters
_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_DIGITS = re.compile(r"\d+")
_BETWEEN_DIGITS = re.compile(r"[\s().\-–/]{1,4}")
_MOST_GROUPS = 9
_OPENING = re.compile(r""" ["'”’“‘«»(]""")
_CLOSING = re.compile(r"""["'”’“‘«»)] """)
_DIGITS_OF_A_PHONE = range(6, 16)

Fits = Callable[[str], bool]


@dataclass(frozen=True)
class Person:
    """Who is meant. `contacts` are numbers; `first`: a first name that is this person's where it stands alone as the one
    responsible; `alone`: single names that are this person's wherever they stand.
    """

    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    contacts: tuple[int, ...] = ()
    first: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()


def plain(text: str) -> str:
    """The text as it is compared: one way of writing each letter, none that is not seen, and no capitals."""
    return unicodedata.normalize("NFKC", _compared(unicodedata.normalize("NFC", text))[0].casefold())


def _compared(text: str) -> tuple[str, Sequence[int]]:
    """The text with each letter in its common shape and without signs that are not seen, and where each sign stood."""
    if text.isascii():
        return text, range(len(text))
    signs = [
        (shape, at)
        for at, sign in enumerate(text)
        if unicodedata.category(sign) != "Cf"
        for shape in unicodedata.normalize("NFKC", sign)
    ]
    return "".join(shape for shape, _ in signs), [at for _, at in signs]


def folded(text: str) -> str:
    """The same without dots and rings, as addresses have it and the index keeps it."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", plain(text)) if not unicodedata.combining(letter))


def words(name: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(plain(name)))


def significant(number: str) -> str:
    """A phone number's own digits, without what stands for Sweden: '+46 (0)70-123', '0046 70 123' and '070 123' are one."""
    digits = "".join(_DIGITS.findall(number)).removeprefix("00")
    return (digits[2:] if digits.startswith("46") and len(digits) > 8 else digits).lstrip("0")


def forms(person: Person) -> frozenset[str]:
    """What is looked for: each form of each name, the addresses and the numbers."""
    found = {f"email {write(email)}" for email in person.emails for write in (plain, folded)}
    found |= {f"phone {significant(phone)}" for phone in person.phones}
    for name in person.names:
        found |= {f"{how} {form}" for how, form in _name_forms(name)}
    for name in person.first:
        found |= {f"first {form}" for form in _spelt(words(name))}
    for name in person.alone:
        found |= {f"alone {form}" for form in _spelt(words(name))}
    # what a name begins with spares most words the longer questions
    return frozenset(
        found | {f"starts {form.split()[1]}" for form in found if form.startswith(("name", "back", "alone"))}
    )


def _name_forms(name: str) -> Iterator[tuple[str, str]]:
    own = words(name)
    if len(own) < 2:  # a single name is many people's: only where it is said to be this one's
        return
    *_, last = name.split()
    final = words(last) or own[-1:]
    short = (*words(name.split()[0]), *final)
    for whole in dict.fromkeys((own, short)):
        for form in _spelt(whole):
            yield "name", form
            yield "name", form.replace(" ", "")
    for form in _spelt((*final, *own[: -len(final)])):
        yield "back", form


def _spelt(own: Sequence[str]) -> Iterator[str]:
    yield " ".join(own)
    yield folded(" ".join(own))


@dataclass(frozen=True)
class _Word:
    plain: str
    start: int
    end: int


def clean(text: str, fits: Fits, *, file_name: bool = False, responsible: bool = False) -> str:
    """The text with what fits taken out; the same text where nothing does.

    `file_name`: its hyphens part words; `responsible`: it says who is, where a first name alone may be enough.
    """
    text_ = unicodedata.normalize("NFC", text)
    if responsible and fits(f"first {' '.join(words(text_))}"):
        return GONE
    compared, at = _compared(text_)
    spans = [(at[start], at[end - 1] + 1) for start, end in _spans(compared, fits, file_name=file_name)]
    if not spans:
        return text
    pieces, done = list[str](), 0
    for start, end in spans:
        if start >= done:
            pieces += [text_[done:start], GONE]
        done = max(done, end)
    return "".join([*pieces, text_[done:]])


def _spans(text: str, fits: Fits, *, file_name: bool) -> list[tuple[int, int]]:
    found = [match.span() for match in _EMAIL.finditer(text) if _is_theirs(match[0], fits)]
    found += _numbers(text, fits)
    found += _names(text, fits, file_name=file_name)
    return sorted(found, key=lambda span: (span[0], -span[1]))


def _is_theirs(email: str, fits: Fits) -> bool:
    own = words(email.partition("@")[0])
    here = " ".join(own)
    return any(fits(f"email {write(email)}") for write in (plain, folded)) or (
        len(own) > 1 and (fits(f"name {here}") or fits(f"back {here}"))
    )


def _numbers(text: str, fits: Fits) -> Iterator[tuple[int, int]]:
    groups = list(_DIGITS.finditer(text))
    at = 0
    while at < len(groups):
        taken, until, joined = 0, groups[at].start(), ""
        for length, group in enumerate(groups[at : at + _MOST_GROUPS], 1):
            if length > 1 and not _BETWEEN_DIGITS.fullmatch(text, until, group.start()):
                break
            joined, until = joined + group[0], group.end()
            if len(joined) in _DIGITS_OF_A_PHONE and fits(f"phone {significant(joined)}"):
                taken, end = length, until
        if taken:
            start = groups[at].start()
            yield (start - 1 if text[max(start - 1, 0) : start] == "+" else start), end
        at += taken or 1


def _names(text: str, fits: Fits, *, file_name: bool) -> Iterator[tuple[int, int]]:
    own = [_Word(plain(match[0]), *match.span()) for match in _WORD.finditer(text)]
    near = [b.start - a.end <= 3 for a, b in pairwise(own)]
    first = 0
    while first < len(own):
        found = _name_at(text, own, near, first, fits, file_name=file_name)
        if found:
            last, end = found
            yield own[first].start, end
            first = last
        first += 1


def _name_at(
    text: str, own: Sequence[_Word], near: Sequence[bool], first: int, fits: Fits, *, file_name: bool
) -> tuple[int, int] | None:
    """The last word of the longest name that begins at the word `first`, and where it ends."""
    begins = own[first].plain
    if not (fits(f"starts {begins}") or (begins.endswith("s") and fits(f"starts {begins[:-1]}"))):
        return None
    longest = first
    while longest + 1 < min(first + MOST_WORDS, len(own)) and near[longest]:
        longest += 1
    for last in range(longest, first - 1, -1):
        beside = _beside(text, own, first, last, file_name=file_name)
        run = own[first : last + 1]
        if (end := _end(run, fits, beside)) or (end := _end(_without_middle(text, run), fits, beside)):
            return last, end
    return None


def _without_middle(text: str, run: Sequence[_Word]) -> Sequence[_Word]:
    """The words of 'Eva M. Holm' and 'Eva "Evis" Holm' without the initial or the nick name; of others none."""
    if len(run) < 3:
        return ()
    for at in range(1, len(run) - 1):
        around = text[run[at - 1].end : run[at].start], text[run[at].end : run[at + 1].start]
        initial = len(run[at].plain) == 1 and around[0] == " " and around[1] in (" ", ". ", ".")
        quoted = _OPENING.fullmatch(around[0]) and _CLOSING.fullmatch(around[1])
        if initial or quoted:
            return [*run[:at], *run[at + 1 :]]
    return ()


def _end(run: Sequence[_Word], fits: Fits, beside: Set[str]) -> int:
    """Where the name ends that these words are, its genitive's s left out; 0 where they are none."""
    if "other" in beside or not run:
        return 0
    hows = ["name", *(["back"] if "both" not in beside else []), *(["alone"] if "after" not in beside else [])]
    said = " ".join(word.plain for word in run)
    for how in hows:
        if fits(f"{how} {said}"):
            return run[-1].end
        if said.endswith("s") and fits(f"{how} {said[:-1]}"):
            return run[-1].end - 1
    return 0


def _beside(text: str, own: Sequence[_Word], first: int, last: int, *, file_name: bool) -> set[str]:
    """What makes the words less than a name of their own.

    'other': 'Ann-Eva Holm' and 'Eva Holm-Berg' are others. 'before', 'after': a name may stand beside: 'Eva' of 'Eva
    Berg' is another. 'both': they may be parts of two: 'Karin Holm, Eva Berg' is no 'Holm, Eva', 'ring Holm, Eva' is.
    """
    found = set[str]()
    gaps = {"before": (first - 1, first, first - 1), "after": (last, last + 1, last + 1)}
    for side, (left, right, neighbour) in gaps.items():
        if left < 0 or right >= len(own) or not text[own[neighbour].start].isupper():
            continue
        between = text[own[left].end : own[right].start]
        if between == "-" and text[own[first].start].isupper() and not file_name:
            found.add("other")
        if between == " ":
            found.add(side)
    comma = "," in text[own[first].end : own[last].start]
    return found | ({"both"} if len(found & {"before", "after"}) > comma else set())


def around(before: str, after: str, width: int = 60) -> str:
    """The words around what is taken out first: '… med Eva Holm om lokaler …'."""
    at = next((place for place, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    start, end = max(0, at - width), min(len(before), at + width)
    return f"{'… ' if start else ''}{before[start:end].strip()}{' …' if end < len(before) else ''}"
