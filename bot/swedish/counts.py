"""Heads and other counted things: participants, women, men, registered, visitors, recipients."""

import re

from bot.swedish.genders import GENDERS
from bot.swedish.grammar import Grammar, Rule, hedged, rule
from bot.swedish.heads import KIND, MOST_HEADS, Count, Counted, put_heads, whole
from bot.swedish.lexer import Lexed
from bot.swedish.loose_counts import HEAD, LOOSE, NOUN_AFTER, NUMBER, ON_SITE, at_a_stand, on_site
from bot.swedish.out_of import OUT_OF

#: Nouns for heads of any sort; the others ('elever', 'lärare') name a part and are added up.
_GENERIC = re.compile(
    r"(?:delt|pers|prs|st(?:k|ycken)?$|männ|närv|åhör|huvud|folk|gäst|medverk|inbj|semin|nätv)|.+deltagare$"
)

#: After '12 st': what says that they are people who did something, not things.
_DID = re.compile(
    r".+(?:de|te|tog|dök|kom|var)|kom|var|som|digitalt?|online|totalt|fysiskt|varav|samt|med|hos|per|distans"
)


def _plain(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """23 deltagare, ca 40 pers, 15-20 personer, mellan 15 och 20, ett tjugotal, deltagare: 23."""
    noun = match.start("noun")
    kind, word = KIND[lexed.shape[noun]], lexed.words[noun]
    if _is_something_else(lexed, match, word):
        return None
    value = None if "F" in match["n"] else whole(lexed, match.start("n"))
    if value is None:
        return Count("fraction") if kind in _COUNTED_WHOLE and lexed.values[match.start("n")] is not None else None
    if match["minus"]:
        return Count("negative", value) if _is_minus(lexed, match.start("minus")) else None
    if word == "inbjudna" and not match["then"]:
        return None  # invited have not come
    if match["then"] and lexed.shape[match.start("then")] == "I":
        kind = "registered"
    if kind == "total" and word.startswith(_ANYBODY) and at_a_stand(lexed, match.end()):
        kind = "visitors"
    if lexed.words[max(0, match.start() - 4) : match.start() : 2] in (["plats", "för"], ["platser", "för"]):
        return Count("capacity", value)  # room for so many: nobody was counted
    if value > MOST_HEADS and kind != "recipients":
        return Count("too_many")
    start = lexed.starts[match.start("n")]
    high = whole(lexed, match.start("high")) if match["high"] else None
    more = lexed.vague.get(start)
    if more is not None:
        high = int(more)
    if high is not None and high <= value:
        high = None
    approx = bool(match["about"] or match["plus"]) or lexed.shape[match.start("n")] in "jg"
    approx = approx or start in lexed.vague or hedged(lexed, match.start()) or _about_after(lexed, match.end())
    return Count(kind, value, approx, bool(_GENERIC.match(word)), high, part=on_site(lexed, match.end()))


_ANYBODY = ("pers", "prs", "st", "folk", "männ")


def _about_after(lexed: Lexed, end: int) -> bool:
    """12 deltagare ungefär."""
    return lexed.shape[end : end + 2] == " c" and lexed.shape[end + 2 : end + 3] in ("", ",", ".", ")")


def _described(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """12 nya deltagare, 4 unga kvinnor, 7 st kvinnor, 8 digitala deltagare."""
    between = lexed.words[match.start("between")]
    if match["between"] == "C":
        return _plain(lexed, match, None) if between in _PIECES and match["noun"] != "C" else None
    if len(between) < 3 or between[-1] != "a" or between in ("bara", "via", "samma"):
        return None
    if lexed.shape[match.start("n")] == "4" and 1990 <= lexed.number(match.start("n")) <= 2099:
        return None
    count = _plain(lexed, match, None)
    return count._replace(part=True) if count and between in ON_SITE else count


_PIECES = ("st", "stk", "stycken")


def _in_pieces(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """kvinnor 7 st, män 5 st."""
    return _plain(lexed, match, None) if lexed.words[match.start("pieces")] in _PIECES else None


_COUNTED_WHOLE = ("total", "women", "men", "others")


def _is_something_else(lexed: Lexed, match: re.Match[str], word: str) -> bool:
    """Whether '12 st' are things, '5 m' metres, 'kvinnor 2024' a year, or '10 plus 12' no span."""
    if word in _PIECES and not _people(lexed, match.end()):
        return True
    if word in ("k", "m") and not _beside_heads(lexed, match):
        return True
    if match.start("noun") < match.start("n") and lexed.shape[match.start("n")] == "4":
        return 1990 <= lexed.number(match.start("n")) <= 2099 and lexed.shape[match.start("n") - 2] not in ":="
    return bool(match["join"]) and not _spans(lexed, match)


def _spans(lexed: Lexed, match: re.Match[str]) -> bool:
    """Whether two numbers are the ends of one count: '10 à 12', 'mellan 10 och 12'; not 'nr 3 till 480 mottagare'."""
    join = match["join"].strip()
    if join == "&":
        return lexed.shape[match.start()] == "b"
    if join == "t":
        low, high = lexed.values[match.start("n")], lexed.values[match.start("high")]
        return low is None or high is None or 10 * low >= high
    return join == "-" or lexed.words[match.end("join") - 1] in ("à", "á", "eller")


def _is_minus(lexed: Lexed, index: int) -> bool:
    """Whether '-3 deltagare' is less than nothing; 'möte - 3 deltagare' and '10-3' hold a dash."""
    if lexed.words[index] == "minus":
        return True
    before = lexed.shape[index - 1 : index] if index else ""
    return lexed.shape[index + 1] != " " and before in ("", " ", "(")


def _people(lexed: Lexed, end: int) -> bool:
    """Whether '12 st' is people: not when a thing or a price follows ('12 st pärmar', '12 st à 50 kr')."""
    if lexed.shape[end : end + 1] != " ":
        return True
    if lexed.words[end + 1] in ("à", "á", "per"):
        return False
    return lexed.shape[end + 1] != "w" or bool(_DID.fullmatch(lexed.words[end + 1]))


def _beside_heads(lexed: Lexed, match: re.Match[str]) -> bool:
    """'9 k' and '5 m' are heads only beside other heads: (9 k), varav 9 k, 9k/14m."""
    if _PARTNER.match(lexed.shape, match.end()):
        return True
    return bool(_HEADS_BEFORE.search(lexed.shape, max(0, match.start() - 6), match.start()))


_HEADS_BEFORE = re.compile(r"(?:\(|e|\x01[ /,&+-]*|C,) ?$")
_PARTNER = re.compile(r"[ /,&+-]*[1-9n] ?[KA]")


def _sum(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """9+14 deltagare: the split of two is asked, as in '23 deltagare (9/14)'."""
    parts = [lexed.number(i) for i in range(match.start(), match.end("parts")) if lexed.shape[i] in "1234"]
    if len(parts) == 2:
        return Count("unnamed_pair", parts[0], of=parts[1])
    return Count("total", sum(parts))


def _none(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """inga deltagare, inga kvinnor; not 'inga deltagare från Nora' or 'inga deltagare anmälda'."""
    if match["after"] is not None and lexed.words[match.end() + 1] not in _OF_NONE:
        return None
    return Count(KIND[match["noun"]], generic=False)


_OF_NONE = frozenset({"alls", "kom", "dök", "närvarade", "var", "än", "ännu", "hittills", "och", "men"})


def _registered(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """34 har anmält sig, 34 är anmälda."""
    value = whole(lexed, match.start("n"))
    if value is None or lexed.words[match.start("verb")] not in ("har", "är", "var", "blev", "hade"):
        return None
    return Count("registered", value)


def _were(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """av vilka 12 var kvinnor."""
    value = whole(lexed, match.start("n"))
    were = lexed.words[match.start("verb")] in ("var", "är")
    return Count(KIND[match["noun"]], value) if were and value is not None else None


_NO_MORE = r"(?P<minus>(?!))?(?P<join>(?!))?(?P<high>(?!))?(?P<then>(?!))?"

NAMED: list[Rule[None, Count]] = [
    rule("bcN123456789nj-", r"(?P<about>(?:b )?c ?|)(?:b )?(?P<minus>- ?)?(?:n (?=[jg]))?(?P<n>N|[1-9]|n F|n|j|g)(?P<plus>\+)?"
        r"(?:(?P<join> ?(?:-|t|&)| [πw]) ?(?P<high>" + NUMBER + r"))? ?(?:w-)?(?P<noun>" + HEAD + r")(?!\w)"
        r"(?:\.(?= |,|$))?(?: (?P<then>[IC](?!\w)))?", _plain),
    rule("CKARIYΨ", r"(?P<noun>" + HEAD + r")(?:\(?w?\))?(?P<minus>(?!))?(?P<then>(?!))?"
        r"(?: ?[:=] ?| |/(?=[1-9]))(?P<about>c ?)?(?P<n>" + NUMBER
        + r"|7)(?P<plus>\+)?(?:(?P<join> ?-) ?(?P<high>" + NUMBER + "))?" + NOUN_AFTER, _plain),
    rule("cN1234n", r"(?P<about>c ?|)(?P<n>N|[1-4]|n)(?P<plus>\+)? ?(?P<between>[wC]) (?P<noun>[CKARYΨ])(?!\w)" + _NO_MORE,
        _described),
    rule("KARIY", r"(?P<noun>[KARIY])(?:: ?| )(?P<about>c ?|)(?P<n>" + NUMBER + r")(?P<plus>(?!))? ?(?P<pieces>C)(?!\w)"
        + _NO_MORE, _in_pieces),
    rule("N123n", r"(?P<n>" + NUMBER + r") (?P<verb>w) (?P<noun>[KA])(?!\w)", _were),
    rule("1234", r"(?P<parts>[1-4](?: ?\+ ?[1-4]){1,4}) ?C(?!\w)", _sum),
    rule("∅", r"∅ (?P<noun>[CKAIY])(?![\w:/])(?P<after>(?= \w))?(?! [1-9])", _none),
    rule("N123n", r"(?P<n>" + NUMBER + r") (?P<verb>w) I(?!\w)", _registered),
]  # fmt: skip

COUNTS = Grammar[None, Count]([*NAMED, *OUT_OF, *GENDERS, *LOOSE])

_MAYBE = re.compile("[CKARIYΨΔjc+Σ∅]|[1-9n] (?:p )?w|-w|w w [1-9n]|[1-9n] z [1-9n]")


_APART = frozenset({"registered", "visitors", "recipients"})


def read_counts(lexed: Lexed) -> Counted:
    """Everything that is counted, taken, and put together."""
    counted = Counted()
    if not _MAYBE.search(lexed.shape):
        return counted
    counts = [found.value for found in COUNTS.read(lexed, None)]
    for count in counts:
        if count.kind in _APART and getattr(counted, count.kind) is None:
            setattr(counted, count.kind, count.value)
    for count in counts:
        if count.of is not None and count.of_kind == "registered":
            counted.registered = count.of
    put_heads(counted, counts)
    return counted
