"""Heads and other counted things: participants, women, men, registered, visitors, recipients."""

import re
from decimal import Decimal

from bot.swedish.grammar import Grammar, Rule
from bot.swedish.heads import Count, Counted, put_heads
from bot.swedish.lexer import Lexed

_KIND = {"C": "total", "K": "women", "A": "men", "R": "others", "I": "registered", "Y": "visitors", "Ψ": "recipients"}


#: Nouns for heads of any sort; the others ('elever', 'lärare') name a part and are added up.
_GENERIC = re.compile(r"delt|pers|prs|st|mötesdelt|männ|närv|åhör|huvud|folk|gäst|medverk|kom|inbj|kursdelt|semin|nätv")


#: After '12 st': what says that they are people who did something, not things.
_DID = re.compile(
    r".+(?:de|te|tog|dök|kom|var)|kom|var|som|digitalt?|online|totalt|fysiskt|varav|samt|med|hos|per|distans"
)


CountRule = Rule[None, Count]


def _whole(lexed: Lexed, index: int) -> int | None:
    value = lexed.values[index]
    return int(value) if value is not None and value == int(value) and value <= 10**7 else None


def _plain(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """23 deltagare, ca 40 pers, 15-20 personer, mellan 15 och 20, ett tjugotal, deltagare: 23."""
    value = _whole(lexed, match.start("n"))
    noun = match.start("noun")
    if value is None:
        return None
    if match["minus"]:
        if lexed.words[match.start("minus")] != "minus" and lexed.shape[match.start() - 1 : match.start()] not in (
            "",
            " ",
            "(",
        ):
            return None
        return Count("negative", value)
    kind = _KIND[lexed.shape[noun]]
    word = lexed.words[noun]
    if word in ("st", "stk", "stycken") and not _people(lexed, match.end()):
        return None
    if word in ("k", "m") and not _beside_heads(lexed, match):
        return None
    if match["then"] and lexed.shape[match.start("then")] == "I":
        kind = "registered"
    high = _whole(lexed, match.start("high")) if match["high"] else None
    if high is not None and high <= value:
        high = None
    approx = bool(match["about"] or match["plus"]) or lexed.shape[match.start("n")] in "jg"
    return Count(kind, value, approx, bool(_GENERIC.match(word)), high)


def _people(lexed: Lexed, end: int) -> bool:
    """Whether '12 st' is people: not when a thing follows ('12 st pärmar', '12 st företag')."""
    shape = lexed.shape
    if shape[end : end + 1] == " " and shape[end + 1 : end + 2] == "w":
        return bool(_DID.fullmatch(lexed.words[end + 1]))
    return True


def _beside_heads(lexed: Lexed, match: re.Match[str]) -> bool:
    """'9 k' and '5 m' are heads only beside other heads: (9 k), varav 9 k, 9k/14m."""
    if _PARTNER.match(lexed.shape, match.end()):
        return True
    return bool(_HEADS_BEFORE.search(lexed.shape, max(0, match.start() - 6), match.start()))


_HEADS_BEFORE = re.compile(r"(?:\(|e|\x01[ /,&+-]*|C,) ?$")


_PARTNER = re.compile(r"[ /,&+-]*[1-9n] ?[KA]")


def _pair(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """9/12 kvinnor/män, kvinnor/män 9/12."""
    first, second = _whole(lexed, match.start("n")), _whole(lexed, match.start("n2"))
    if first is None or second is None:
        return None
    if lexed.shape[match.start("noun")] == "A":
        first, second = second, first
    return Count("pair", first, of=second)


def _out_of(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """5 av 6 ledamöter, 28 av 34 anmälda, 9 av 23 var kvinnor, 9 kvinnor av 23."""
    value, of = _whole(lexed, match.start("n")), _whole(lexed, match.start("of"))
    if value is None or of is None or value > of:
        return None
    kind = _KIND[lexed.shape[match.start("noun")]]
    if kind == "registered":
        return Count("total", value, of=of, of_kind="registered")
    if kind == "total":
        return Count("total", value)
    return Count(kind, value, of=of)


def _of_them(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    value = _whole(lexed, match.start("n"))
    return None if value is None else Count(_KIND[lexed.shape[match.start("noun")]], value)


def _share(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """40 % kvinnor, hälften kvinnor, två tredjedelar män, kvinnor 40 %."""
    kind = _KIND[lexed.shape[match.start("noun")]]
    if match["pct"]:
        value = Decimal(lexed.values[match.start("pct")])
        return Count(kind, share=value) if 0 <= value <= 100 else None
    part = lexed.values[match.start("part")]
    times = lexed.values[match.start("times")] if match["times"] else 1
    exact = {50: Decimal(1) / 2, 33: Decimal(1) / 3, 25: Decimal(1) / 4}[part] * times
    return Count(kind, share=exact * 100, exact_share=True) if exact <= 1 else None


def _all(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    if lexed.words[match.start()] not in ("alla", "bara", "enbart", "endast", "samtliga", "uteslutande"):
        return None
    return Count(_KIND[lexed.shape[match.start("noun")]], share=Decimal(100), exact_share=True)


def _loose(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """20+, ca 20, totalt 23, vi var 12, 23 (9 kv), 12 på plats, 8 digitalt, 20-tal."""
    value = _whole(lexed, match.start("n"))
    if value is None:
        return None
    if lexed.shape[match.start("n")] == "j":
        return Count("total", value, approx=True)
    how = match["how"]
    word = lexed.words[match.start("how")] if how and "w" in how else ""
    if how == " w w":
        word = lexed.words[match.start("how") + 1]
        if word not in ("via", "över", "genom"):
            return _verb(lexed, match.start("how") + 1, value)
    if how and "w" in how and how.strip("n ").endswith("w") and not how.startswith("w w"):
        last = lexed.words[match.end("how") - 1]
        if last in ("digitalt", "online", "distans", "länk", "teams", "zoom", "plats", "fysiskt", "uppkopplade"):
            return Count("total", value, generic=False, part=True)
        if last in ("annan", "annat", "övriga", "övrig", "okänt", "okända", "ej", "inget"):
            return Count("other_maybe", value)
        if last in ("tal", "talet") and "-" in how:
            return Count("total", value, approx=True)
        return _verb(lexed, match.end("how") - 1, value)
    if how and how.startswith("w w"):
        second = lexed.words[match.start("how") + 2]
        if word not in ("vi", "de", "dom", "det") or second not in ("var", "blev", "är", "kom"):
            return None
        return Count("total", value, approx=bool(match["about"]))
    return Count("total", value, approx=bool(match["about"] or match["plus"]))


def _verb(lexed: Lexed, index: int, value: int) -> Count | None:
    """28 kom, 200 passerade: heads by what they did."""
    word = lexed.words[index]
    if word in ("kom", "närvarade", "medverkade", "lyssnade", "deltagit", "dök"):
        return Count("total", value)
    return Count("visitors", value) if word in ("passerade", "stannade", "förbi") else None


def _even(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """lika många kvinnor som män."""
    same = [lexed.words[match.start() + i] for i in (0, 2, 6)] == ["lika", "många", "som"]
    return Count("women", share=Decimal(50), exact_share=True) if same else None


def _all_of_them(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """alla 12 var kvinnor."""
    value = _whole(lexed, match.start("n"))
    if value is None or lexed.words[match.start()] not in ("alla", "samtliga"):
        return None
    return Count(_KIND[lexed.shape[match.start("noun")]], value, of=value)


def _unnamed_pair(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """23 deltagare (9/14): a split, but which are the women is not said."""
    total, first, second = (_whole(lexed, match.start(name)) for name in ("total", "n", "n2"))
    if total is None or first is None or second is None or first + second != total:
        return None
    return Count("unnamed_pair", first, of=second)


_NUMBER = r"(?:N|[1-6]|n)"


_HEAD = "[CKARIYΨ]"


_NOUN_AFTER = r"(?! ?[%¤ø:]| ?[CKARIYΨUVXΩMJ](?!\w)|[/.][1-9]|-[1-9]| z )"


COUNTS = Grammar[None, Count]([
    Rule("bcN123456nj-", re.compile(
        r"(?P<about>(?:b )?c ?|)(?:b )?(?P<minus>- ?)?(?:n (?=[jg]))?(?P<n>" + _NUMBER + r"|j|g)(?P<plus>\+)?"
        r"(?: ?(?:-|t|&) ?(?P<high>" + _NUMBER + r"))? ?(?:w-)?(?P<noun>" + _HEAD + r")(?!\w)(?:\.(?= |,|$))?"
        r"(?: (?P<then>[IC](?!\w)))?"), _plain),
    Rule("CKARIYΨ", re.compile(
        r"(?P<noun>" + _HEAD + r")(?:\(?w?\))?(?P<minus>(?!))?(?P<then>(?!))?"
                               r"(?:: ?| |/(?=[1-9]))(?P<about>c ?)?(?P<n>" + _NUMBER
        + r")(?P<plus>\+)?(?: ?- ?(?P<high>" + _NUMBER + "))?" + _NOUN_AFTER), _plain),
    Rule("12345", re.compile(r"(?P<n>[1-5]) ?/ ?(?P<n2>[1-5]) ?\(?(?P<noun>[KA]) ?/ ?[KA]\)?"), _pair),
    Rule("KA", re.compile(r"(?P<noun>[KA])(?:: ?| )(?P<n>[1-5n])(?:, ?| ?/ ?|"
                          r" & | )[KA](?:: ?| )(?P<n2>[1-5n])(?! ?[CKA](?!\w))"), _pair),
    Rule("12345n", re.compile(r"(?P<total>[1-5n]) ?C,? \((?P<n>[12])/(?P<n2>[12])\)"), _unnamed_pair),
    Rule("w", re.compile(r"w w (?P<noun>K) w A"), _even),
    Rule("Hw", re.compile(r"[Hw] (?P<n>[1-5n]) (?:C )?(?:w )?(?P<noun>[KA])"), _all_of_them),
    Rule("12345n", re.compile(r"(?P<n>[1-5n]) Σ(?!\w|:)(?P<about>(?!))?(?P<plus>(?!))?(?P<how>(?!))?"), _loose),
    Rule("KA", re.compile(r"(?P<noun>[KA]) ?/ ?[KA]:? (?P<n>[1-5]) ?[/-] ?(?P<n2>[1-5])"), _pair),
    Rule("N12345n", re.compile(r"(?P<n>" + _NUMBER + r") (?:w )?z (?P<of>" + _NUMBER + r") (?:C )?(?:w )?"
                                                                                       r"(?P<noun>[CIKA])"
                                                                                       r"(?: C)?"), _out_of),
    Rule("N12345n", re.compile(r"(?P<n>" + _NUMBER + r") (?P<noun>[KA]) z (?P<of>" + _NUMBER + r")(?: C)?"), _out_of),
    Rule("N12345n", re.compile(r"(?P<n>" + _NUMBER + r") z [wC] (?:w )?(?P<noun>[KA])"), _of_them),
    Rule("N123", re.compile(r"(?P<pct>[N123]) ?% (?P<part>(?!))?(?:w )?(?P<noun>[KA])"), _share),
    Rule("KA", re.compile(r"(?P<noun>[KA]):? (?P<part>(?!))?(?P<pct>[N123]) ?%"), _share),
    Rule("nΔ1", re.compile(r"(?P<pct>(?!))?(?:(?P<times>[n1]) )?"
                           r"(?P<part>Δ) (?:z (?:w|C) )?(?:w )?(?P<noun>[KA])"), _share),
    Rule("Hw", re.compile(r"[Hw] (?P<noun>[KA])"), _all),
    Rule("c123N", re.compile(r"(?P<about>c )?(?P<how>(?!))?(?P<n>[123N])"
                             r"(?P<plus>\+)(?=$|[ ,;.)\n])(?! ?[1-9¤])"), _loose),
    Rule("c", re.compile(r"(?P<about>c ?)(?P<how>(?!))?(?P<plus>(?!))?"
                         r"(?P<n>[123Nn])(?=$|[,;)\n]|\.(?:$| )| [ip&] )"), _loose),
    Rule("123n", re.compile(r"(?P<about>(?!))?(?P<plus>(?!))?(?P<how>(?!))?"
                            r"(?P<n>[123n])(?= ?\((?:[1-9n] ?[KA]|[KA] ?[1-9]))"), _loose),
    Rule("Σ", re.compile(r"Σ:? (?P<about>c )?(?P<how>(?!))?"
                         r"(?P<plus>(?!))?(?P<n>[123nN])" + _NOUN_AFTER + r"(?! w)"), _loose),
    Rule("w", re.compile(r"(?P<how>w w) (?P<about>c )?"
                         r"(?P<plus>(?!))?(?P<n>[123nN])" + _NOUN_AFTER + r"(?:(?= [&ip])|(?! \w))"), _loose),
    Rule("123n", re.compile(r"(?:n )?(?P<about>(?!))?(?P<plus>(?!))?"
                            r"(?P<n>[123n])(?P<how>-w| p w| w w| w)(?!\w|-)"), _loose),
    Rule("nj", re.compile(r"(?:n )?(?P<n>j)(?! ?[UVXΩ¤]| w)"), _loose),
])  # fmt: skip


_MAYBE = re.compile("[CKARIYΨΔjc+Σ]|[1-9n] w|[1-9n] (?:p )?w|-w|w w [1-9n]")


def read_counts(lexed: Lexed) -> Counted:
    """Everything that is counted, taken, and put together."""
    counted = Counted()
    if not _MAYBE.search(lexed.shape):
        return counted
    counts = [found.value for found in COUNTS.read(lexed, None)]
    for kind in ("registered", "visitors", "recipients"):
        values = [c for c in counts if c.kind == kind]
        if values:
            setattr(counted, kind, values[0].value)
    for count in counts:
        if count.of is not None and count.of_kind == "registered":
            counted.registered = count.of
    put_heads(counted, counts)
    return counted
