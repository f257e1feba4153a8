"""Text becomes tokens once; each token is one letter of a 'shape' that the rules match on."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from typing import Any

from rapidfuzz.distance import OSA

from bot.swedish.lexicon import COMPOUNDED, LEXICON, MONTHS, SLIPPED, SLIPPED_NOUNS
from bot.swedish.number_words import cardinal, combine, round_number

#: What has been read already; no pattern matches it, so no span is read twice.
TAKEN = "\x01"

_ALIKE = {ord(c): "-" for c in "‐‑‒–—−﹣－"}
_ALIKE.update({ord(c): "'" for c in "’‘´`ʼ＇"})
_ALIKE.update({ord(c): '"' for c in "”“„»«"})
_ALIKE.update({ord(c): "~" for c in "≈∼〜"})
_ALIKE.update({ord(c): " " for c in "\t\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u202f\u205f\u3000"})
_ALIKE.update({0x2000 + i: " " for i in range(11)})
_ALIKE.update({ord("×"): "x", ord("⁄"): "/", ord("\u2028"): "\n", ord("\u2029"): "\n", 1: " "})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ufe0e\ufe0f]")
_PLAIN = re.compile(r"[\x02-\x08\n\x0e-\x1b !-~äåöÄÅÖéÉüÜ]*")

_TOKEN = re.compile(
    r"\d+|[^\S\n]+|[^\W\d_CcFfTt][^\W\d_]*"  # most of any text, and no abbreviation starts so
    r"|(?<!\w)[Tt]\.? ?o\.? ?m(?!\w)\.?|(?<!\w)[Ff](?:r\.? ?o\.? ?m(?!\w)\.?|rom(?= \d))"
    r"|(?<!\w)[Cc]:?a(?!\w)\.?|(?<![^\W\d])[Tt]\.? [Kk]r(?!\w)|[^\W\d_]+|\x01+|.",
    re.S,
)
#: What the tokenizer keeps together, without its dots and spaces.
_ABBREVIATED: dict[str, tuple[str, Any]] = {
    "tom": ("t", "tom"), "from": ("r", None), "ca": ("c", None), "tkr": ("¤", ("SEK", 1000)),
}  # fmt: skip

#: A message of 3 000 characters has fewer; what comes after is left as text, so that any text is read quickly.
MOST_TOKENS = 1200

_DIGITS = "123456789"
_MERGE = re.compile(
    r"(?P<group>[123](?:[ .]3)+(?![1-9])(?:,[1-9](?![1-9]))?)"  # 1 250 000,50
    r"|(?P<tick>[123](?:'3)+(?![1-9])|[123](?:,3){2,}(?![1-9]))"  # 1'250; 1,250,000
    r"|(?P<comma>[1-9],[1-9](?:\.[12])?(?![1-9])(?!,[1-9]))"  # 12,5; 2,400; 1,250.50
    r"|(?P<half>[nN1-9] & n F)(?![\w])"  # två och en halv
    r"|(?P<words>n(?: n){1,7})"
)
_SCALED = re.compile(
    r"(?P<number>[N1-9](?P<decimals>\.[12](?![1-9]))?) (?P<scale>n)(?P<dot>\.(?= ¤))?"  # 12 tusen; 1.2 miljoner
    r"|(?:(?P<times>n) )?(?P<part>F) (?P<of>n)"  # en halv miljon, tre kvarts miljon
    r"|(?:n )?(?P<few>g) (?P<hundreds>n)"  # ett par tusen, några hundra
    r"|(?:n )?(?P<share>[nF]) (?P<tens>j)"  # två dussin, ett halvt dussin
)


def clean(text: str) -> str:
    """Composed letters, no invisible characters, one kind of space, dash and quote: same length from here on."""
    if _PLAIN.fullmatch(text):
        return text
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).translate(_ALIKE)


class Lexed:
    """The tokens of one text: `shape[i]` is the letter of token i, `words[i]` its lower-case text."""

    __slots__ = ("doubtful", "ends", "shape", "starts", "text", "vague", "values", "words")

    def __init__(self, text: str) -> None:
        tokens = _TOKEN.findall(text)[:MOST_TOKENS]
        words = [token.lower() for token in tokens]
        known = [LEXICON.get(word) or _meaning(word) for word in words]
        self.text = text
        self.ends: list[int] = [*accumulate(map(len, tokens))]
        self.starts: list[int] = [0, *self.ends[:-1]] if tokens else []
        self.words: list[str] = words
        self.values: list[Any] = [value for _, value in known]
        #: Starts of numbers that can be read in two ways: '2,400'.
        self.doubtful: set[int] = set()
        #: Starts of numbers that say 'some': 'ett par tusen', with what else it may be: 'några hundra'.
        self.vague: dict[int, Decimal | None] = {}
        letters = [letter for letter, _ in known]
        if tokens and self.ends[-1] < len(text):
            self._rest(self.ends[-1], letters)
        self.shape = "".join(letters)
        for pattern, value_of in ((_MERGE, self._merged), (_SCALED, self._scaled)):
            if pattern is _MERGE or " n" in self.shape or " j" in self.shape:
                self._merge(pattern, value_of)

    def _rest(self, start: int, letters: list[str]) -> None:
        """What is past the limit as one word."""
        letters.append("w")
        self.starts.append(start)
        self.ends.append(len(self.text))
        self.words.append("")
        self.values.append(None)

    def take(self, first: int, last: int) -> None:
        """Marks the tokens first..last-1 as read."""
        self.shape = self.shape[:first] + TAKEN * (last - first) + self.shape[last:]

    def number(self, index: int) -> int:
        """The whole number of a digit, word or ordinal token."""
        return int(self.values[index])

    def source(self, first: int, last: int) -> str:
        """The writer's words of the tokens first..last-1."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def _merge(self, pattern: re.Pattern[str], value_of: Callable[[re.Match[str]], Decimal | None]) -> None:
        """Makes one token 'N' of each number that is written in several parts."""
        spans: list[tuple[int, int, Decimal]] = []
        position = 0
        while found := pattern.search(self.shape, position):
            value = value_of(found)
            if value is None:
                position = found.start() + 1 if found.lastgroup != "words" else found.end()
            else:
                spans.append((found.start(), found.end(), value))
                position = found.end()
        if not spans:
            return
        pieces: list[str] = []
        last = len(self.shape)
        for first, end, value in reversed(spans):
            pieces.append(self.shape[end:last])
            pieces.append("N")
            last = first
            self.words[first:end] = [self.source(first, end).lower()]
            self.values[first:end] = [value]
            self.ends[first:end] = [self.ends[end - 1]]
            del self.starts[first + 1 : end]
        pieces.append(self.shape[:last])
        self.shape = "".join(reversed(pieces))

    def _merged(self, found: re.Match[str]) -> Decimal | None:
        first, last = found.span()
        kind = found.lastgroup
        if kind == "words":
            total = combine([self.values[i] for i in range(first, last, 2)])
            return None if total is None else Decimal(total)
        if kind == "half":
            return Decimal(self.values[first]) + Decimal(self.values[last - 1])
        if self._inside_a_date(first, " " in found.group()):
            return None
        parts = self.words[first:last]
        if kind == "comma" and ((len(parts[2]) == 3 and parts[0] != "0") or len(parts) > 3):
            self.doubtful.add(self.starts[first])
            return Decimal("".join(parts).replace(",", ""))
        digits = "".join(part for part in parts if part.isdigit() or (part == "," and kind != "tick"))
        return Decimal(digits.replace(",", "."))

    def _inside_a_date(self, first: int, spaced: bool) -> bool:
        """Whether the first part belongs to what stands before it: 3/3 250 kr, kl 13 250 kr, den 3 250 kr."""
        before = self.shape[max(0, first - 5) : first]
        if before[-1:] in "/.:," and before[-2:-1] in _DIGITS and len(before) > 1:
            return True
        if not spaced:
            return False
        return (before[-1:] == "-" and before[-3:-2] == "-") or before.rstrip(" .")[-1:] in ("d", "V", "k")

    def _dozens(self, found: re.Match[str]) -> Decimal | None:
        """Two dozen, half a dozen: about so many; 'ett dussin' and 'ett tjugotal' stay as they are."""
        times = Decimal(self.values[found.start("share")])
        if times == 1 or (found["share"] == "n" and found.start("share") > found.start()):
            return None
        self.vague[self.starts[found.start()]] = None
        return times * int(self.values[found.start("tens")])

    def _scaled(self, found: re.Match[str]) -> Decimal | None:
        if found["share"]:
            return self._dozens(found)
        name = "scale" if found["number"] else "of" if found["part"] else "hundreds"
        scale = self.values[found.start(name)]
        if scale < 100 or (found["dot"] and self.words[found.start(name)] != "milj"):
            return None
        if found["few"]:
            some = self.values[found.start("few")] > 2  # 'några': more than the two of 'ett par'
            self.vague[self.starts[found.start()]] = Decimal(3 * scale) if some else None
            return Decimal(2 * scale)
        if found["part"]:
            times = self.values[found.start("times")] if found["times"] else 1
            return Decimal(scale) * Decimal(self.values[found.start("part")]) * int(times)
        number = Decimal(self.values[found.start()])
        if found["decimals"]:
            number = Decimal(f"{self.words[found.start()]}.{self.words[found.end('decimals') - 1]}")
            return number * int(scale) if scale >= 1000 else None
        return number * int(scale)


@lru_cache(maxsize=2048)
def _meaning(word: str) -> tuple[str, Any]:
    """Letter and value of a token that is not in the lexicon."""
    first = word[0]
    if first in "tfc" and (known := _ABBREVIATED.get(re.sub(r"[. :]", "", word))):
        return known
    if first.isdecimal():
        return str(min(len(word), 9)), int(word[:18])
    if first.isalpha():
        return _word(word)
    if first == "\n" or first == TAKEN:
        return first, None
    if first.isspace():
        return " ", None
    return (first if " " < first < "\x7f" else "·"), None


#: Words of their own that are near a month, a weekday or a noun; 'kroner' are Danish or Norwegian.
_OTHER_WORDS = {"augusta", "augustin", "fredad", "fridag", "fridagen", "lärdag", "lärdagen", "kroner"}


def _word(word: str) -> tuple[str, Any]:
    number = cardinal(word)
    if number is not None:
        return "n", number
    about = round_number(word)
    if about is not None:
        return "j", about
    length = len(word)
    if 5 <= length <= 10 and word not in _OTHER_WORDS:
        near = [
            (distance, name[-1] != word[-1], name)
            for name in SLIPPED.get(word[0], ())
            if (distance := OSA.distance(word, name, score_cutoff=2)) <= (2 if len(name) >= 8 and name in MONTHS else 1)
        ]
        if near:
            return LEXICON[min(near)[2]]
        for name in SLIPPED_NOUNS.get(word[0], ()):
            # 'kvinnors', 'personen' and 'kvinno-' are forms of the word and no slips
            if OSA.distance(word, name, score_cutoff=1) <= 1 and not word.startswith(name[:-1]):
                return LEXICON[name]
    for name in COMPOUNDED:
        if word.endswith(name):
            return LEXICON[name]
    return "w", None
