"""So many of so many: who came of those registered, of a group's members, of all the heads."""

import re

from bot.swedish.grammar import Rule, rule
from bot.swedish.heads import KIND, Count, whole
from bot.swedish.lexer import Lexed
from bot.swedish.loose_counts import CAME, NUMBER


def _out_of(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """5 av 6 ledamöter, 28 av de 34 anmälda, 9 av 23 var kvinnor, 9 kvinnor av 23."""
    both = _both(lexed, match)
    if both is None:
        return None
    value, of = both
    kind = KIND[lexed.shape[match.start("noun")]]
    if kind == "registered":
        return Count("total", value, of=of, of_kind="registered")
    if kind == "total":
        return Count("total", value)
    return Count(kind, value, of=of)


def _fraction(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """28/34 deltagare: so many came of so many registered, which is asked; 5/6 ledamöter. 3/4 may be a day."""
    value, of = lexed.number(match.start("n")), lexed.number(match.start("of"))
    word = lexed.words[match.start("noun")]
    seats = word in ("ledamöter", "medlemmar", "inbjudna", "närvarande")
    if value > of or (value <= 31 and of <= 12 and not seats):
        return None
    if seats:
        named = lexed.shape[match.end() : match.end() + 2] == " w"  # 'möte 7/8 närvarande Anna, Bo'
        return None if named and value <= 31 and of <= 12 else Count("total", value)
    if lexed.shape[match.start("noun")] == "w" and word not in CAME:
        return None
    return Count("total", value, of=of, of_kind="registered", doubt="came_of_registered")


def _of_registered(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """av 34 anmälda kom 28."""
    both, verb = _both(lexed, match), lexed.words[match.start("did")]
    if both is None or (verb not in CAME and verb != "närvarande"):  # 'av 34 anmälda avbokade 28'
        return None
    return Count("total", both[0], of=both[1], of_kind="registered")


def _of_group(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """5 av 6 i styrgruppen, 28 av 34 kom; '5 av 6 kommuner' are no heads."""
    both, word = _both(lexed, match), lexed.words[match.end() - 1]
    group = match["where"] and word.endswith(("gruppen", "styrelsen", "nätverket", "rådet", "nämnden", "teamet"))
    return Count("total", both[0]) if both and (group or (not match["where"] and word in CAME)) else None


def _both(lexed: Lexed, match: re.Match[str]) -> tuple[int, int] | None:
    """So many, out of so many; None where that is no part of it: '12 av 5'."""
    value, of = whole(lexed, match.start("n")), whole(lexed, match.start("of"))
    return None if value is None or of is None or value > of else (value, of)


OUT_OF: list[Rule[None, Count]] = [
    rule("N12345n", r"(?P<n>" + NUMBER + r") (?:w )?\(?z (?:[wd] )?(?P<of>" + NUMBER
        + r") (?:C )?(?:w )?(?P<noun>[CIKA])(?: C)?", _out_of),
    rule("z", r"z (?P<of>" + NUMBER + r") (?:C )?w (?P<n>" + NUMBER + r") (?P<noun>[KA])(?!\w)", _out_of),
    rule("N12345n", r"(?P<n>" + NUMBER + r") (?P<noun>[KA]) z (?P<of>" + NUMBER + r")(?: C)?", _out_of),
    rule("1234", r"(?P<n>[1-4]) ?/ ?(?P<of>[1-4]) (?:w )?(?P<noun>[CIw])(?!\w|:| ?[1-9n])", _fraction),
    rule("z", r"z (?:[wd] )?(?P<of>" + NUMBER + r") (?:C )?I (?P<did>[Cw]) (?:c )?(?P<n>" + NUMBER + r")(?! ?[KA%¤])",
        _of_registered),
    rule("123n", r"(?P<n>[12n]) z (?P<of>[12n])(?P<where> i)? w(?!\w|-)", _of_group),
]  # fmt: skip
