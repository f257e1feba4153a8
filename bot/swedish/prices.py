"""What stands around the figure of an amount: spans, prices of one of several, names that only look like it."""

import re
from decimal import Decimal

from bot.swedish.lexer import Lexed


def figure(lexed: Lexed, first: int, last: int) -> Decimal:
    """The number of the tokens first..last-1: 1250, 1250:50, 1250.50, 5k, N, tusen, hundratal."""
    number = Decimal(lexed.values[last - 1 if lexed.shape[last - 1] == "j" else first])
    if lexed.shape[last - 1] == "K":
        return number * 1000
    if last - first == 3 and lexed.shape[last - 1] != "j":
        part = lexed.words[last - 1]
        number += Decimal(part) / (10 ** len(part))
    return number


def is_a_name(lexed: Lexed, match: re.Match[str]) -> bool:
    """Whether the number word and its unit are a name: 'Hotell Tre Kronor'."""
    if lexed.shape[match.start("a")] != "n" or not match["unit"] or "¤" not in match["unit"]:
        return False
    unit = match.start("unit") + match["unit"].index("¤")
    return all(lexed.text[lexed.starts[i] : lexed.starts[i] + 2].istitle() for i in (match.start("a"), unit))


def joined(lexed: Lexed, match: re.Match[str]) -> bool:
    """Whether the words between the figures are such as make a span or a price: '500 eller 600 kr', 'à 500 kr'."""
    each = match["each"]
    if each and each[0] == "w" and (lexed.words[match.start("each")] not in _TIMES or not _before(lexed, match)):
        return False
    join = match["join"]
    if join and join[-1] in "πw" and lexed.words[match.end("join") - 1] not in ("à", "á", "eller"):
        return False
    return not match["of"] or lexed.words[match.end("of") - 1].endswith(("en", "et", "an"))  # not 'i dag', 'i år'


_TIMES = ("a", "gånger", "ggr")
_COUNTED = re.compile(r"(?P<n>[12n]) (?:(?P<noun>[wCUX]) )?$")


def how_many(lexed: Lexed, match: re.Match[str]) -> Decimal | None:
    """How many a price is for: 3 x 450 kr, 450 kr x 3, 2 nätter à 1 250 kr."""
    for name in ("times", "by"):
        if match[name]:
            return Decimal(lexed.values[match.start(name)])
    return _before(lexed, match)


def _before(lexed: Lexed, match: re.Match[str]) -> Decimal | None:
    """The number before 'à': '2 nätter à 1 250 kr'. Heads are counted apart: '12 deltagare à 180 kr'."""
    if not match["each"]:
        return None
    before = max(0, match.start() - 6)
    found = _COUNTED.search(lexed.shape[before : match.start()])
    if not found or lexed.words[match.start("each")] == "per":
        return None
    if found["noun"] == "C" and lexed.words[before + found.start("noun")] not in ("st", "stk", "stycken"):
        return None
    return Decimal(lexed.values[before + found.start("n")])


def spread(lexed: Lexed, match: re.Match[str], low: Decimal, high: Decimal, factor: Decimal) -> tuple[Decimal, Decimal]:
    """The ends of '700-800 kr'; in '700 kr - 1 tkr' each end has its own unit, '20-25 000 kr' leaves out a thousand."""
    if match["unit_a"]:
        own = lexed.values[match.start("unit_a") + match["unit_a"].index("¤")][1] if "¤" in match["unit_a"] else 1
        low = low / factor * own
    elif high < 10**15:
        scales = (10**6, 1000, 100) if "hundra" in lexed.words[match.start("b")] else (10**6, 1000)
        scale = next((scale for scale in scales if high / factor % scale == 0), 1)
        low = low * scale if abs(low) * scale < high else low
    return min(low, high), max(low, high)
