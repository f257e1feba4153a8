"""Amounts: a number with a unit of money. Whole decimals, never floats."""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.swedish.grammar import Found, Grammar, Rule
from bot.swedish.lexer import TAKEN, Lexed

#: More than this is a slip of the finger, not a cost of any project.
TOO_LARGE = Decimal(10**9)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount; `doubt` is a code and `others` what else it may be. `each`: the price of one of several."""

    amount: Decimal
    currency: str = "SEK"
    approx: bool = False
    doubt: str | None = None
    others: tuple[Decimal, ...] = ()
    each: bool = False


MoneyRule = Rule[None, Money]


def _figure(lexed: Lexed, first: int, last: int) -> Decimal | None:
    """The number of the tokens first..last-1: 1250, 1250:50, 1250.50, N, tusen, hundratal."""
    value = lexed.values[last - 1 if lexed.shape[last - 1] == "j" else first]
    if value is None:
        return None
    number = Decimal(value)
    if last - first == 3 and lexed.shape[last - 1] != "j":
        part = lexed.words[last - 1]
        number += Decimal(part) / (10 ** len(part))
    return number


def _amount(lexed: Lexed, match: re.Match[str], _: None) -> Money | None:
    """1 250,50 kr, 12 tkr, minus 500 kr, 1250 kr och 50 öre, 180 kr/person."""
    shape = lexed.shape
    low = _figure(lexed, match.start("a"), match.end("a"))
    if match["b"] and _numbers_a_record(lexed, match.start("a")):
        return None
    if low is None or (shape[match.start("a")] == "n" and not match["unit"] and not match["pre"]):
        return None
    currency, factor = _unit(lexed, match)
    wide = lexed.starts[match.start("a")] in lexed.doubtful
    others: tuple[Decimal, ...] = ()
    doubt: str | None = None
    if wide and "." not in lexed.words[match.start("a")]:
        if factor > 1 or factor < 1:
            low /= 1000
        else:
            doubt, others = "thousands_or_decimals", (low / 1000,)
    elif wide:
        doubt = "thousands_or_decimals"
    value = low * factor
    if match["ore"]:
        value += Decimal(lexed.values[match.start("ore")]) / 100
    sign = _sign(lexed, match)
    if sign is None:
        return None
    value = sign * value
    if match["b"]:
        high = _figure(lexed, match.start("b"), match.end("b"))
        if high is not None:
            value, other = _spread(lexed, match, value, high * factor, factor)
            doubt, others = "amount_span", (other,)
    each = bool(match["per"] or match["each"])
    if match["times"]:
        count = Decimal(lexed.values[match.start("times")])
        doubt, others, each = "per_unit", (count * value,), True
    elif each:
        doubt = "per_unit"
    approx = shape[match.start()] == "c" or shape[match.start("a")] == "j" or bool(match["about"] or match["after"])
    return _checked(Money(_trimmed(value), currency, approx, doubt, others, each))


def _numbers_a_record(lexed: Lexed, index: int) -> bool:
    """Whether a number says which record is meant: 'rätta utgift 12 till 1 350 kr' is no span."""
    return index > 1 and lexed.words[index - 2] in ("utgift", "aktivitet", "kontakt", "nr", "nummer", "betalning")


def _spread(
    lexed: Lexed, match: re.Match[str], low: Decimal, high: Decimal, factor: Decimal
) -> tuple[Decimal, Decimal]:
    """The ends of '700-800 kr'; in '700 kr - 1 tkr' each end has its own unit."""
    if match["unit_a"]:
        own = lexed.values[match.start("unit_a") + match["unit_a"].index("¤")][1] if "¤" in match["unit_a"] else 1
        low = low / factor * own
    return min(low, high), max(low, high)


def _unit(lexed: Lexed, match: re.Match[str]) -> tuple[str, Decimal]:
    for name in ("unit", "pre"):
        letters = match[name]
        if letters and "¤" in letters:
            currency, factor = lexed.values[match.start(name) + letters.index("¤")]
            return currency, Decimal(factor)
        if letters and "ø" in letters:
            return "SEK", Decimal("0.01")
    return "SEK", Decimal(1)


def _sign(lexed: Lexed, match: re.Match[str]) -> int | None:
    """-1 for a minus: a dash right before the figure and after a space; 'buss - 312 kr' has none."""
    if not match["minus"]:
        return 1
    index = match.start("minus")
    if lexed.words[index] == "minus":
        return -1
    if lexed.shape[index + 1 : index + 2] == " ":
        return None
    before = lexed.shape[index - 1 : index] if index else ""
    return -1 if before in ("", " ", "(", ":", "\n", TAKEN) else None


def _trimmed(value: Decimal) -> Decimal:
    """Without trailing zeros or exponent; the öre rounded."""
    value = value.quantize(Decimal("0.01")) if abs(value) < 10**20 else value
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _checked(money: Money) -> Money:
    if money.amount == 0:
        return Money(money.amount, money.currency, money.approx, "zero_amount")
    if abs(money.amount) > TOO_LARGE:
        return Money(money.amount, money.currency, money.approx, "amount_too_large")
    return money


def _power(lexed: Lexed, match: re.Match[str], _: None) -> Money | None:
    base, exponent = lexed.number(match.start()), lexed.number(match.start() + 2)
    return _checked(Money(Decimal(base) ** min(exponent, 18))) if base else None


def _colon(lexed: Lexed, match: re.Match[str], _: None) -> Money | None:
    """1250:50 without a unit; what could be a time is one."""
    if lexed.shape[match.start()] == "2" and lexed.number(match.start()) < 25 and lexed.number(match.end() - 1) < 60:
        return None
    number = _figure(lexed, match.start("a"), match.end("a"))
    return None if number is None else _checked(Money(_trimmed(number)))


_FIGURE = r"(?:[N1-9](?::2(?![1-9]))?|[N1-9]\.[12]|(?:n )?j|n)"
_UNIT = r"(?: ?,-(?: ?¤)?| ?:-(?: ?¤)?| ?¤\.?| ?ø)"
_PER = r"(?P<per>(?: ?/ ?| π )\w|(?: )(?:i [UX]|π(?! ?[\w1-9])))?"
_TAIL = r"(?: (?:& )?(?P<ore>[12n]) ø)?" + _PER + r"(?P<after> \(?c\)?(?=$|[,.;)\n]))?"

_AMOUNT = (
    r"(?P<each>π )?(?:c )?(?:(?P<times>[12n]) ?\* ?(?=[N1-9]))?(?P<minus>- ?)?(?P<pre>(?!))?(?P<a>" + _FIGURE + ")"
)

MONEY = Grammar[None, Money]([
    Rule("cN123456789nj-πΣ", re.compile(
        r"(?P<about>c ?)?" + _AMOUNT + r"(?:(?P<unit_a>" + _UNIT + r")?(?: ?-| t) ?(?P<b>" + _FIGURE + "))?"
        r"(?P<unit>" + _UNIT + ")" + _TAIL), _amount),
    Rule("b", re.compile(
        r"b (?P<about>c )?" + _AMOUNT + r"(?P<unit_a>" + _UNIT + r")? & "
        r"(?P<b>" + _FIGURE + r")(?P<unit>" + _UNIT + ")" + _TAIL), _amount),
    Rule("c¤-", re.compile(
        r"(?P<about>c )?(?P<each>(?!))?(?P<times>(?!))?(?P<minus>- ?)?(?P<pre>¤ ?)(?P<a>[N1-9]\.2|[N1-9](?::2)?)"
        r"(?P<unit_a>(?!))?(?: ?- ?(?P<b>[N1-9]))?(?P<unit>:-|,-)?" + _TAIL), _amount),
    Rule("N23456", re.compile(r"(?P<a>[N2-6]:2)(?![1-9:])"), _colon),
    Rule("12", re.compile(r"[12]\^[12](?: ?¤)?"), _power),
])  # fmt: skip


def read_money(lexed: Lexed) -> list[Found[Money]]:
    """Every amount of the text, taken."""
    if not _MAYBE.search(lexed.shape):
        return []
    return list(MONEY.read(lexed, None))


_MAYBE = re.compile(r"[¤ø]|:-|,-|[2-9N]:2|\^")


def bare_amount(lexed: Lexed, take: bool = True, lone: bool = False) -> Found[Money] | None:
    """The only number that nothing else has read, as in 'utgift 500' or 'taxi 340'; None if there are several.

    `lone`: no word may follow it, which it could be the number of.
    """
    found = list(_BARE.finditer(lexed.shape))
    if lone and any(lexed.shape[m.end() : m.end() + 2] == " w" for m in found):
        return None
    if len(found) != 1:
        return None
    number = _figure(lexed, found[0].start("a"), found[0].end("a"))
    if number is None:
        return None
    minus = -1 if found[0]["minus"] else 1
    if take:
        lexed.take(*found[0].span())
    return Found(*found[0].span(), _checked(Money(_trimmed(minus * number), approx=bool(found[0]["about"]))))


_BARE = re.compile(
    r"(?:(?<=[ \x01:])|^)(?P<about>c )?(?P<minus>(?:(?<= )|^)- ?)?"
    r"(?P<a>N|[1-9]\.2|[2-9])(?=$|[ ,;)\n]|\.(?:$| ))(?! ?[%UVXΩ/CKA])"
)
