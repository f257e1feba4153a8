"""Amounts: a number with a unit of money. Whole decimals, never floats."""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.swedish.grammar import Found, Grammar, Rule, hedged, rule
from bot.swedish.lexer import TAKEN, Lexed
from bot.swedish.lexicon import OF_COUNTRY
from bot.swedish.prices import figure, how_many, is_a_name, joined, spread

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


def _amount(lexed: Lexed, match: re.Match[str], _: None) -> Money | None:
    """1 250,50 kr, 12 tkr, minus 500 kr, 1250 kr och 50 öre, 180 kr/person."""
    first = match.start("a")
    low = figure(lexed, first, match.end("a"))
    unit, sign = _unit(lexed, match), _sign(lexed, match)
    if unit is None or sign is None or _is_something_else(lexed, match):
        return None
    currency, factor = unit
    low, doubt, others = _thousands(lexed, first, low, factor)
    value = low * factor
    if match["ore"]:
        value += Decimal(lexed.values[match.start("ore")]) / 100
    value = sign * value
    high = figure(lexed, match.start("b"), match.end("b")) if match["b"] else None
    if high is not None:
        value, other = spread(lexed, match, value, high * factor, factor)
        doubt, others = "amount_span", (other,)
    more = lexed.vague.get(lexed.starts[first])
    if more is not None:
        doubt, others = "amount_span", (more * factor,)
    count = how_many(lexed, match)
    if count:
        doubt, others = "per_unit", (count * value,)
    elif match["per"] or match["each"]:
        doubt = "per_unit"
    each = doubt == "per_unit"
    return _checked(Money(_trimmed(value), currency, _approximate(lexed, match), doubt, others, each))


def _is_something_else(lexed: Lexed, match: re.Match[str]) -> bool:
    """Whether the figure has no unit of money, is part of a name or stands by other words."""
    if lexed.shape[match.start("a")] == "n" and not match["unit"] and not match["pre"]:
        return True
    return is_a_name(lexed, match) or not joined(lexed, match)


def _thousands(
    lexed: Lexed, first: int, value: Decimal, factor: Decimal
) -> tuple[Decimal, str | None, tuple[Decimal, ...]]:
    """The figure, and what it may be besides: '2,400 kr' is thousands and doubtful, '2,400 tkr' has decimals."""
    if lexed.starts[first] not in lexed.doubtful:
        return value, None, ()
    if "." in lexed.words[first]:
        return value, "thousands_or_decimals", ()
    if factor != 1:
        return value / 1000, None, ()
    return value, "thousands_or_decimals", (value / 1000,)


def _approximate(lexed: Lexed, match: re.Match[str]) -> bool:
    first = match.start("a")
    said = match["about"] or match["after"] or lexed.shape[match.start()] == "c" or lexed.shape[first] == "j"
    return bool(said) or lexed.starts[first] in lexed.vague or hedged(lexed, match.start())


def _unit(lexed: Lexed, match: re.Match[str]) -> tuple[str, Decimal] | None:
    """Currency and factor: kr, tkr, danska kronor, öre; None when the word before kronor is no country's."""
    for name in ("unit", "pre"):
        letters = match[name]
        if letters and "¤" in letters:
            index = match.start(name) + letters.index("¤")
            currency, factor = lexed.values[index]
            if "w" in letters:
                own = OF_COUNTRY.get((lexed.words[index - 2], currency))
                return (own, Decimal(factor)) if own else None
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


def _colon(lexed: Lexed, match: re.Match[str], _: None) -> Money | None:
    """1250:50 without a unit; what could be a time is one."""
    if lexed.shape[match.start()] == "2" and lexed.number(match.start()) < 25 and lexed.number(match.end() - 1) < 60:
        return None
    return _vat_part(lexed, match, None)


def _vat_part(lexed: Lexed, match: re.Match[str], _: None) -> Money:
    """500 kr varav moms 100: what is VAT needs no unit."""
    return _checked(Money(_trimmed(figure(lexed, match.start("a"), match.end("a")))))


_FIGURE = r"(?:[N1-9](?::2(?![1-9]))?|[N1-9]\.[12]|[N1-9] ?K(?= ¤)|(?:n )?j|n)"
_UNIT = r"(?: ?,-(?: ?¤)?| ?:-(?: ?¤)?|\.-(?! ?[1-9])| ?¤\.?| w ¤| ?ø)"
_ORE = r"(?: (?:& )?(?P<ore>[12n]) ø)?"
_PER = r"(?P<per>(?: ?/ ?| π )\w| π(?! ?[\w1-9]))?(?P<of>(?!))?"
_OF_TIME = r"(?P<per> (?P<of>(?:i [UX]|o [UXV])(?! ?[1-9])))"
_AFTER = r"(?P<after> \(?c\)?(?=$|[,.;)\n]))?"
_NOT_BY = r"(?P<by>(?!))?"
_NO_JOIN = r"(?P<join>(?!))?" + _NOT_BY

_AMOUNT = (
    r"(?P<each>[πw] |\* ?)?(?:c )?(?:(?P<times>[12n]) ?\* ?(?=[N1-9]))?(?P<minus>- ?)?(?P<pre>(?!))?(?P<a>"
    + _FIGURE
    + ")"
)
_NUMBER = r"(?P<about>c ?)?" + _AMOUNT
_THIS_UNIT = r"(?P<unit>" + _UNIT + ")" + _ORE
_NUMBER_FIRST = (
    _NUMBER + r"(?:(?P<unit_a>" + _UNIT + r")?(?P<join> ?-| t) ?(?P<b>" + _FIGURE + "))?" + _THIS_UNIT + _NOT_BY
)
_OR = r"(?P<unit_a>" + _UNIT + r")?(?P<join> [πw]) (?P<b>" + _FIGURE + ")"
_ONE = r"(?P<unit_a>(?!))?(?P<join>(?!))?(?P<b>(?!))?"

MONEY = Grammar[None, Money]([
    rule("cN123456789nj-πw*", _NUMBER_FIRST + _PER + _AFTER, _amount),
    rule("cN123456789nj-π", _NUMBER_FIRST + _OF_TIME + _AFTER, _amount),
    rule("cN123456789n-", _NUMBER + _OR + _THIS_UNIT + _NOT_BY + _PER + _AFTER, _amount),
    rule("cN123456789n-", _NUMBER + _ONE + _THIS_UNIT + r" ?\* ?(?P<by>[12n])(?!\w)" + _PER + _AFTER, _amount),
    rule("b", r"b (?P<about>c )?" + _AMOUNT + r"(?P<unit_a>" + _UNIT + r")? & "
        r"(?P<b>" + _FIGURE + r")(?P<unit>" + _UNIT + ")" + _NO_JOIN + _ORE + _PER + _AFTER, _amount),
    rule("c¤-", r"(?P<about>c )?(?P<each>(?!))?(?P<times>(?!))?(?P<minus>- ?)?(?P<pre>¤\.? ?)(?P<a>[N1-9]\.2|[N1-9](?::2)?)"
        r"(?P<unit_a>(?!))?(?: ?- ?(?P<b>[N1-9]))?(?P<unit>:-|,-)?" + _NO_JOIN + _ORE + _PER + _AFTER, _amount),
    rule("N345", r"(?:(?<=e μ )|(?<=\+ μ )|(?<=\(μ ))(?P<a>[3-5N](?:[:.]2)?)(?=$|[,;)\n]|\.(?:$| ))",
         _vat_part),
    rule("N23456", r"(?P<a>[N2-6]:2)(?![1-9:])", _colon),
])  # fmt: skip


def read_money(lexed: Lexed) -> list[Found[Money]]:
    """Every amount of the text, taken."""
    if not _MAYBE.search(lexed.shape):
        return []
    return list(MONEY.read(lexed, None))


_MAYBE = re.compile(r"[¤ø]|[:,.]-|[2-9N]:2")


def bare_amount(lexed: Lexed, take: bool = True, lone: bool = False) -> Found[Money] | None:
    """The only number that nothing else has read: 'utgift 500', 'taxi 340', 'taxi tvåhundra'; None if several.

    `lone`: no word may follow it, which it could be the number of.
    """
    found = [m for m in _BARE.finditer(lexed.shape) if m["a"] != "n" or _is_a_sum(lexed, m)]
    if lone and any(_counts_a_word(lexed, m.end()) for m in found):
        return None
    if len(found) != 1:
        return None
    number = figure(lexed, found[0].start("a"), found[0].end("a"))
    if take:
        lexed.take(*found[0].span())
    amount = _trimmed(-number if found[0]["minus"] else number)
    return Found(*found[0].span(), _checked(Money(amount, approx=bool(found[0]["about"]))))


def _counts_a_word(lexed: Lexed, end: int) -> bool:
    """Whether a number is of what the next word says: '200 broschyrer', '200 ex'; not '200 ex moms'."""
    following = lexed.shape[end : end + 2]
    return following == " w" or (
        following == " ν" and lexed.words[end + 1] == "ex" and "μ" not in lexed.shape[end : end + 5]
    )


def _is_a_sum(lexed: Lexed, match: re.Match[str]) -> bool:
    """Whether a number word alone is an amount: 'tvåhundra' is, the two of 'två biljetter' are not."""
    return bool(lexed.number(match.start("a")) >= 100 and lexed.shape[match.end() : match.end() + 2] != " w")


_BARE = re.compile(
    r"(?:(?<=[ \x01:])(?<!\* )|^)(?P<about>c )?(?P<minus>(?:(?<=[ \x01])|^)-)?"
    r"(?P<a>N|[1-9]\.2|[2-9]|n)(?=$|[ ,;)\n]|\.(?:$| ))(?! ?[%UVXΩ/CKA])"
)
