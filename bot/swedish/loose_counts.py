"""Heads that no noun names: 'vi var tolv', 'ca 20', '8 via Teams', '28 kom', 'ingen kom'."""

import re

from bot.swedish.grammar import Rule, rule
from bot.swedish.heads import Count, whole
from bot.swedish.lexer import Lexed

NUMBER = r"(?:N|[1-6]|n)"
HEAD = "[CKARIYΨ]"
#: A number that counts something else: a share, a price, a time, a thing with a noun of its own.
NOUN_AFTER = r"(?! ?(?:[%¤ø]|:(?! ))| ?[CKARIYΨUVXΩMJ](?!\w)|[/.][1-9]|-[1-9]| z )"

#: What people do who are there; of visitors.
CAME = frozenset({"kom", "närvarade", "medverkade", "lyssnade", "deltagit", "dök", "deltog"})
_PASSED = frozenset({"passerade", "stannade", "förbi"})
ON_SITE = frozenset({
    "digitalt", "online", "distans", "länk", "länken", "teams", "zoom", "plats", "fysiskt", "uppkopplade", "irl",
    "rummet", "lokalen", "salen", "fysiska", "digitala",
})  # fmt: skip
_OF_OTHER_GENDER = frozenset({"annan", "annat", "övriga", "övrig", "okänt", "okända", "ej", "inget"})


def _bare(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """20+, ca 20, totalt 23, 23 totalt, 23 (9 kv)."""
    value = whole(lexed, match.start("n"))
    return None if value is None else Count("total", value, approx=bool(match["about"] or match["plus"]))


def _tens(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """ett tjugotal, ett 20-tal; 'på 90-talet' is a decade."""
    value = whole(lexed, match.start("n"))
    word = lexed.words[match.end() - 1]
    decade = word.endswith("talet") and lexed.shape[max(0, match.start() - 2) : match.start()] in _IN_A_DECADE
    if value is None or decade or not word.endswith(("tal", "talet", "tals", "dussin")):
        return None
    return Count("total", value, approx=True)


_IN_A_DECADE = frozenset({"p ", "y ", "s ", "r ", "i ", "z "})


def _did(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """28 kom, 200 passerade, 12 på plats, 8 via Teams, 12 som kom, 1 annat."""
    value = whole(lexed, match.start("n"))
    if value is None or lexed.shape[: match.start("n")].endswith(("k ", "-")):  # a time: 'kl 9 på Teams'
        return None
    words = [lexed.words[i] for i in range(match.start("how"), match.end("how")) if lexed.shape[i] == "w"]
    if len(words) == 2 and words[1] in _PASSED:  # 'gick förbi', 'kom förbi'
        return Count("visitors", value)
    if len(words) == 2 and " p " not in match["how"]:
        if words[0] in ("som", "personer"):
            return _verb(words[1], value)
        if words[0] not in ("via", "över", "genom"):
            return _verb(words[0], value)
    if words[-1] in ON_SITE:
        return Count("total", value, generic=False, part=True)
    if len(words) == 2:
        return None
    return Count("other_maybe", value) if words[-1] in _OF_OTHER_GENDER else _verb(words[-1], value)


def on_site(lexed: Lexed, end: int) -> bool:
    """Whether what was counted were only those who came, or those online: '12 deltagare på plats och 8 digitalt'."""
    after = lexed.shape[end : end + 4]
    if after == " p w":
        return lexed.words[end + 3] in ON_SITE
    return after[:2] == " w" and lexed.words[end + 1] in ON_SITE


def at_a_stand(lexed: Lexed, end: int) -> bool:
    """Whether those counted passed by: '60 personer i montern', '60 pers stannade', '60 kom förbi'."""
    if lexed.shape[end : end + 4] in (" i w", " w w"):
        word = lexed.words[end + 1 if lexed.shape[end + 1] == "w" else end + 3]
        return word in _PASSED or lexed.words[end + 3] in _PASSED or lexed.words[end + 3].startswith("monter")
    return lexed.shape[end : end + 2] == " w" and lexed.words[end + 1] in _PASSED


def _verb(word: str, value: int) -> Count | None:
    if word in CAME:
        return Count("total", value)
    return Count("visitors", value) if word in _PASSED else None


def _we_were(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """vi var tolv, vi var bara fyra på mötet, det kom 12, då var vi nio."""
    value = whole(lexed, match.start("n"))
    first, second = match.start(), match.start() + 2
    if lexed.words[first] in _WERE:
        first, second = second, first
    if value is None or lexed.words[first] not in ("vi", "de", "dom", "det") or lexed.words[second] not in _WERE:
        return None
    if match["only"] and lexed.shape[match.start("only")] == "w" and lexed.words[match.start("only")] not in _ONLY:
        return None
    if match["then"] is not None and lexed.words[match.end("n") + 1] not in ("där", "här", "som", "med"):
        return None
    return Count("total", value, approx=bool(match["about"]))


_WERE = frozenset({"var", "blev", "är", "kom"})
_ONLY = frozenset({"bara", "endast", "enbart", "just", "precis", "då"})


def _nobody(lexed: Lexed, match: re.Match[str], _: None) -> Count | None:
    """ingen kom, det kom inga; not 'ingen kom ihåg'."""
    verb = lexed.words[match.start("verb") if match["verb"] else match.start("came")]
    return Count("total", 0) if verb in CAME else None


_ABOUT = r"(?P<about>(?!))?"
_PLUS = r"(?P<plus>(?!))?"

LOOSE: list[Rule[None, Count]] = [
    rule("12345n", r"(?P<n>[1-5n]) Σ(?!\w|:)" + _ABOUT + _PLUS, _bare),
    rule("c123N", r"(?P<about>c )?(?P<n>[123N])(?P<plus>\+)(?=$|[ ,;.)\n])(?! ?[1-9¤])", _bare),
    rule("c", r"(?P<about>c ?)" + _PLUS + r"(?P<n>[123Nn])(?=$|[,;)\n]|\.(?:$| )| [ip&] )", _bare),
    rule("123n", _ABOUT + _PLUS + r"(?P<n>[123n])(?= ?\((?:[1-9n] ?[KA]|[KA] ?[1-9]))", _bare),
    rule("123n", _ABOUT + _PLUS + r"(?P<n>[123n])(?=,? \(?e (?:[1-9nN](?: ?%)? ?(?:C )?|(?:[n1] )?Δ )"
                            r"(?:w )?[KA](?!\w))", _bare),
    rule("Σ", r"Σ:? (?P<about>c )?" + _PLUS + r"(?P<n>[123nN])" + NOUN_AFTER + r"(?! w)", _bare),
    rule("w", r"w w (?:(?P<only>[wyΣ]) )?(?P<about>c )?(?P<n>[123nN])" + NOUN_AFTER
                         + r"(?:(?= [&ip])|(?P<then>(?= w))|(?! \w))", _we_were),
    rule("123n", r"(?:n )?(?P<n>[123n])(?P<how> [pi] w| w w| w)(?!\w|-)", _did),
    rule("123n", r"(?P<n>[123n])(?P<how> w p w)(?!\w|-)", _did),
    rule("123n", r"(?:n )?(?P<n>[123n])-w(?!\w|-)", _tens),
    rule("nj", r"(?:n )?(?P<n>j)(?! ?[UVXΩ¤]| w)", _tens),
    rule("∅w", r"(?:∅ (?P<verb>w)|(?P<came>w) ∅)(?: w)?(?=$|[,.;!)\n]| [pit] w(?:$|[ ,.;]))", _nobody),
]  # fmt: skip
