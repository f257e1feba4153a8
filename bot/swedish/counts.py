"""Heads and other counted things: participants, women, men, registered, visitors, recipients."""

import re

from bot.swedish.genders import GENDERS
from bot.swedish.grammar import Grammar, Rule, hedged
from bot.swedish.heads import KIND, MOST_HEADS, Count, Counted, put_heads, whole
from bot.swedish.lexer import Lexed
from bot.swedish.loose_counts import CAME, HEAD, LOOSE, NOUN_AFTER, NUMBER

#: Nouns for heads of any sort; the others ('elever', 'lärare') name a part and are added up.
_GENERIC = re.compile(
    r"(?:delt|pers|prs|st|männ|närv|åhör|huvud|folk|gäst|medverk|kom|inbj|semin|nätv)|.+deltagare(?!.)"
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
    if match["then"] and lexed.shape[match.start("then")] == "I":
        kind = "registered"
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
    approx = approx or start in lexed.vague or hedged(lexed, match.start())
    return Count(kind, value, approx, bool(_GENERIC.match(word)), high)


_COUNTED_WHOLE = ("total", "women", "men", "others")


def _is_something_else(lexed: Lexed, match: re.Match[str], word: str) -> bool:
    """Whether '12 st' are things, '5 m' metres, 'kvinnor 2024' a year, or '10 plus 12' no span."""
    if word in ("st", "stk", "stycken") and not _people(lexed, match.end()):
        return True
    if word in ("k", "m") and not _beside_heads(lexed, match):
        return True
    if match.start("noun") < match.start("n") and lexed.shape[match.start("n")] == "4":
        return 1990 <= lexed.number(match.start("n")) <= 2099 and lexed.shape[match.start("n") - 2] != ":"
    join = match["join"]
    return bool(join and join[-1] in "πw") and lexed.words[match.end("join") - 1] not in ("à", "á", "eller")


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


def _out_of(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """5 av 6 ledamöter, 28 av de 34 anmälda, 9 av 23 var kvinnor, 9 kvinnor av 23."""
    value, of = whole(lexed, match.start("n")), whole(lexed, match.start("of"))
    if value is None or of is None or value > of:
        return None
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
    seats = word in ("ledamöter", "medlemmar", "inbjudna")
    if value > of or (value <= 31 and of <= 12 and not seats):
        return None
    if seats:
        return Count("total", value)
    if lexed.shape[match.start("noun")] == "w" and word not in CAME:
        return None
    return Count("total", value, of=of, of_kind="registered", doubt="came_of_registered")


def _of_registered(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """av 34 anmälda kom 28."""
    value, of = whole(lexed, match.start("n")), whole(lexed, match.start("of"))
    verb = match.start("did")
    if value is None or of is None or value > of:
        return None
    if lexed.words[verb] not in CAME and lexed.words[verb] not in ("deltog", "närvarande"):
        return None
    return Count("total", value, of=of, of_kind="registered")


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


NAMED: list[Rule[None, Count]] = [
    Rule("bcN123456789nj-", re.compile(
        r"(?P<about>(?:b )?c ?|)(?:b )?(?P<minus>- ?)?(?:n (?=[jg]))?(?P<n>N|[1-9]|n F|n|j|g)(?P<plus>\+)?"
        r"(?:(?P<join> ?(?:-|t|&)| [πw]) ?(?P<high>" + NUMBER + r"))? ?(?:w-)?(?P<noun>" + HEAD + r")(?!\w)"
        r"(?:\.(?= |,|$))?(?: (?P<then>[IC](?!\w)))?"), _plain),
    Rule("CKARIYΨ", re.compile(
        r"(?P<noun>" + HEAD + r")(?:\(?w?\))?(?P<minus>(?!))?(?P<then>(?!))?"
        r"(?:: ?| |/(?=[1-9]))(?P<about>c ?)?(?P<n>" + NUMBER
        + r"|7)(?P<plus>\+)?(?:(?P<join> ?-) ?(?P<high>" + NUMBER + "))?" + NOUN_AFTER), _plain),
    Rule("N12345n", re.compile(
        r"(?P<n>" + NUMBER + r") (?:w )?z (?:[wd] )?(?P<of>" + NUMBER + r") (?:C )?(?:w )?(?P<noun>[CIKA])(?: C)?"),
        _out_of),
    Rule("N12345n", re.compile(r"(?P<n>" + NUMBER + r") (?P<noun>[KA]) z (?P<of>" + NUMBER + r")(?: C)?"), _out_of),
    Rule("1234", re.compile(
        r"(?P<n>[1-4]) ?/ ?(?P<of>[1-4]) (?:w )?(?P<noun>[CIw])(?!\w|:| ?[1-9n])"), _fraction),
    Rule("z", re.compile(
        r"z (?:[wd] )?(?P<of>" + NUMBER + r") (?:C )?I (?P<did>[Cw]) (?:c )?(?P<n>" + NUMBER + r")(?! ?[KA%¤])"),
        _of_registered),
    Rule("1234", re.compile(r"(?P<parts>[1-4](?: ?\+ ?[1-4]){1,4}) ?C(?!\w)"), _sum),
    Rule("∅", re.compile(r"∅ (?P<noun>[CKAIY])(?![\w:/])(?P<after>(?= \w))?(?! [1-9])"), _none),
    Rule("N123n", re.compile(r"(?P<n>" + NUMBER + r") (?P<verb>w) I(?!\w)"), _registered),
]  # fmt: skip

COUNTS = Grammar[None, Count]([*NAMED, *GENDERS, *LOOSE])

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
