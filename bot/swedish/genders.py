"""Women and men: pairs of figures, shares of the heads, and splits that do not say which is which."""

import re
from decimal import Decimal

from bot.swedish.grammar import Rule, rule
from bot.swedish.heads import KIND, Count, whole
from bot.swedish.lexer import TAKEN, Lexed


def _pair(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """9/12 kvinnor/män, kvinnor/män 9/12, 7 respektive 5 kvinnor och män."""
    first, second = lexed.number(match.start("n")), lexed.number(match.start("n2"))
    if "w" in (match["join"] or "") and lexed.words[match.start("join") + 1] not in ("respektive", "resp"):
        return None
    if lexed.shape[match.start("noun")] == "A":
        first, second = second, first
    return Count("pair", first, of=second)


def _of_them(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """9 av dem kvinnor, 9 av deltagarna var kvinnor."""
    value = whole(lexed, match.start("n"))
    return None if value is None else Count(KIND[lexed.shape[match.start("noun")]], value)


def _share(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """40 % kvinnor, hälften kvinnor, två tredjedelar män, kvinnor 40 %."""
    kind = KIND[lexed.shape[match.start("noun")]]
    if match["pct"]:
        value = Decimal(lexed.values[match.start("pct")])
        return Count(kind, share=value) if 0 <= value <= 100 else None
    part = lexed.values[match.start("part")]
    times = lexed.values[match.start("times")] if match["times"] else 1
    exact = {50: Decimal(1) / 2, 33: Decimal(1) / 3, 25: Decimal(1) / 4}[part] * times
    return Count(kind, share=exact * 100, exact_share=True) if exact <= 1 else None


def _written_fraction(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """12 deltagare varav 1/3 män; '2/3 kvinnor i teknik' is a day."""
    times, part = lexed.number(match.start("n")), lexed.number(match.start("part"))
    beside = lexed.shape[: match.start()].rstrip(" ,(")[-1:] in ("e", TAKEN)
    if not beside or not 0 < times < part or lexed.shape[match.start() - 2 : match.start()] == TAKEN + " ":
        return None
    return Count(KIND[lexed.shape[match.start("noun")]], share=Decimal(100 * times) / part, exact_share=True)


def _all(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """bara kvinnor, alla män."""
    if lexed.words[match.start()] not in ("alla", "bara", "enbart", "endast", "samtliga"):
        return None
    return Count(KIND[lexed.shape[match.start("noun")]], share=Decimal(100), exact_share=True)


def _even(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """lika många kvinnor som män."""
    same = [lexed.words[match.start() + i] for i in (0, 2, 6)] == ["lika", "många", "som"]
    return Count("women", share=Decimal(50), exact_share=True) if same else None


def _even_split(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """jämn könsfördelning."""
    even = lexed.words[match.start()] in ("jämn", "lika")
    return Count("women", share=Decimal(50), exact_share=True) if even else None


def _halves(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """20 deltagare, 50/50; 'könsfördelning 60/40'. Beside anything else it is no split of heads."""
    first, second = lexed.number(match.start("n")), lexed.number(match.start("n2"))
    if first + second != 100:
        return None
    if not lexed.shape[: match.start()].rstrip(" ,(:").endswith((TAKEN, "ξ")):
        return None
    return Count("unnamed_share", first) if first != 50 else Count("women", share=Decimal(50), exact_share=True)


def _all_of_them(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """alla 12 var kvinnor."""
    value = whole(lexed, match.start("n"))
    if value is None or lexed.words[match.start()] not in ("alla", "samtliga"):
        return None
    return Count(KIND[lexed.shape[match.start("noun")]], value, of=value)


def _unnamed_pair(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """23 deltagare (9/14): a split, but which are the women is not said."""
    total, first, second = (lexed.number(match.start(name)) for name in ("total", "n", "n2"))
    if first + second != total:
        return None
    return Count("unnamed_pair", first, of=second)


_JOIN = r"(?P<join>(?!))?"

GENDERS: list[Rule[None, Count]] = [
    rule("12345n", r"(?P<n>[1-5n])(?P<join> ?/ ?| w\.? |-)(?P<n2>[1-5n]) ?\(?"
                              r"(?P<noun>[KA])(?: ?/ ?| & )[KA](?!\w)\)?", _pair),
    rule("KA", r"(?P<noun>[KA])(?: ?[:=] ?| )?" + _JOIN + r"(?P<n>[1-5n])(?:, ?| ?/ ?|"
                          r" & | )[KA](?: ?[:=] ?| )?(?P<n2>[1-5n])(?! ?[CKA](?!\w))", _pair),
    rule("12345n", r"(?P<total>[1-5n]) ?C,? \((?P<n>[12]) ?[/+] ?(?P<n2>[12])\)", _unnamed_pair),
    rule("w", r"w w (?P<noun>K) w A", _even),
    rule("w", r"w ξ", _even_split),
    rule("2", r"(?P<n>2) ?/ ?(?P<n2>2)(?!\w)", _halves),
    rule("Hw", r"[Hw] (?P<n>[1-5n]) (?:C )?(?:w )?(?P<noun>[KA])", _all_of_them),
    rule("KA", r"(?P<noun>[KA])(?: ?/ ?| & )[KA]:? (?P<n>[1-5n])(?P<join> ?[/-] ?| & | w\.? )"
                          r"(?P<n2>[1-5n])(?! ?[CKA%](?!\w))", _pair),
    rule("N12345n", r"(?P<n>N|[1-6]|n) z [wC] (?:w )?(?P<noun>[KA])", _of_them),
    rule("N123", r"(?P<pct>[N123]) ?% (?P<part>(?!))?(?:w )?(?P<noun>[KA])", _share),
    rule("KA", r"(?P<noun>[KA]):? (?P<part>(?!))?(?P<pct>[N123]) ?%", _share),
    rule("nΔ1", r"(?P<pct>(?!))?(?:(?P<times>[n1]) )?"
                           r"(?P<part>Δ) (?:z (?:w|C) )?(?:w )?(?P<noun>[KA])", _share),
    rule("1", r"(?P<n>1)/(?P<part>1) (?:w )?(?P<noun>[KA])(?!\w)", _written_fraction),
    rule("Hw", r"[Hw] (?P<noun>[KA])", _all),
]  # fmt: skip
