"""Swedish number words: 'tolv', 'hundratjugo', 'tvåtusen', 'tjugofemte'. Words in, numbers out."""

import re

from bot.swedish.slips import dotless

_ONES = {
    "noll": 0, "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7,
    "åtta": 8, "nio": 9, "tio": 10, "elva": 11, "tolv": 12, "tretton": 13,
    "fjorton": 14, "femton": 15, "sexton": 16, "sjutton": 17, "arton": 18, "nitton": 19,
}  # fmt: skip
_TENS = {
    "tjugo": 20, "trettio": 30, "tretti": 30, "fyrtio": 40, "fyrti": 40, "förtio": 40,
    "femtio": 50, "femti": 50, "sextio": 60, "sexti": 60, "sjuttio": 70, "sjutti": 70, "åttio": 80,
    "åtti": 80, "nittio": 90, "nitti": 90,
}  # fmt: skip
_ORDINALS = {
    "första": 1, "förste": 1, "andra": 2, "andre": 2, "tredje": 3, "fjärde": 4, "femte": 5, "sjätte": 6,
    "sjunde": 7, "åttonde": 8, "nionde": 9, "tionde": 10, "elfte": 11, "tolfte": 12, "trettonde": 13,
    "fjortonde": 14, "femtonde": 15, "sextonde": 16, "sjuttonde": 17, "artonde": 18,
    "nittonde": 19, "tjugonde": 20, "trettionde": 30,
}  # fmt: skip

#: Every number below a hundred that is one word.
SMALL: dict[str, int] = dict(_ONES)
SMALL.update(_TENS)
SMALL.update({t + o: tv + ov for t, tv in _TENS.items() for o, ov in _ONES.items() if 0 < ov < 10})

for _word, _value in tuple(SMALL.items()):  # as from a keyboard without å, ä and ö: 'tva', 'atta', 'fortio'
    SMALL.setdefault(dotless(_word), _value)

#: Ordinals up to 31, which is as far as the days of a month go.
ORDINALS: dict[str, int] = dict(_ORDINALS)
ORDINALS.update(
    {t + o: tv + ov for t, tv in (("tjugo", 20), ("trettio", 30))
     for o, ov in _ORDINALS.items() if ov < 10 and tv + ov < 32}
)  # fmt: skip

#: Words that multiply what stands before them.
SCALES = {"hundra": 100, "tusen": 1000, "miljon": 10**6, "miljoner": 10**6, "milj": 10**6, "miljard": 10**9,
          "miljarder": 10**9, "tusental": 1000}  # fmt: skip

#: 'ett tjugotal', 'ett femtontal', 'dussintals': about so many.
_ROUND = re.compile(r"(?P<n>[a-zåäö]+?)tal(?:et|s)?")
_DOZENS = {"dussin": 12, "dussintal": 12}


_LONGEST = 60  # letters: no number that is said is longer


def cardinal(word: str) -> int | None:
    """The value of one written-together number word in lower case, or None: 'tvåhundrafemtio' -> 250."""
    small = SMALL.get(word)
    if small is not None:
        return small
    before, scale, after = word.partition("tusen")
    if not scale:
        before, scale, after = word.partition("hundra")
    if not scale or len(word) > _LONGEST:
        return None
    times = cardinal(before) if before else 1
    rest = cardinal(after) if after else 0
    return None if times is None or rest is None else times * SCALES[scale] + rest


def round_number(word: str) -> int | None:
    """'tjugotal' -> 20, 'dussintal' -> 12, 'hundratals' -> 100; None for other words ('samtal', 'antal')."""
    dozen = _DOZENS.get(word)
    if dozen is not None:
        return dozen
    if "tal" not in word:
        return None
    found = _ROUND.fullmatch(word)
    value = cardinal(found["n"]) if found else None
    return value if value is not None and value >= 10 else None


def combine(values: list[int]) -> int | None:
    """Number words one after another as one number: [2000, 5, 100] -> 2500; None when they do not fit."""
    total = 0
    current: int | None = None  # what stands below the next scale
    for value in values:
        thousands = value >= 1000 and value % 1000 == 0
        if thousands and value in SCALES.values():
            total += (1 if current is None else current) * value
            current = None
        elif thousands and current is None and not (total % 10**6 or (total and value >= 10**6)):
            total += value  # en miljon tvåhundratusen
        elif value == 100 and (current is None or current < 100):
            current = (1 if current is None else current) * 100
        elif current is None and not thousands:
            current = value
        elif current is not None and _fits(current, value):
            current += value
        else:
            return None
    return total + (current or 0)


def _fits(current: int, value: int) -> bool:
    """Whether `value` can be said after `current`: hundra + tjugo, tjugo + fem; not fem + tjugo."""
    if 0 < value < 100 and current >= 100 and current % 100 == 0:
        return True
    return 0 < value < 10 and current % 100 >= 20 and current % 10 == 0
