"""Questions about money that do not say 'pengar': 'vad kostade det?', 'hur mycket har vi kvar?', 'har kommunen betalt?'.

A question is one only when every word of it is understood: 'har kommunen betalt hyran?' is about a rent.
"""

import re
from collections.abc import Sequence

from bot.project import Project


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# what says 'pengar' by itself, and what says it after 'hur mycket'
_COSTS = re.compile(
    r"kost(?:a|ar|ade|at|ats)|spender(?:ar|at|ats|ade)|förbruk(?:ar|at|ats|ade)|upparbet(?:at|ats|ade)"
    r"|bokför(?:t|ts|d|da)|budgeter(?:at|ats|ade)|kronor"
)
_MUCH = frozenset({"mycket", "mkt"})
_OF_MUCH = frozenset({"kvar", "över", "återstår", "använt", "använts", "lagt", "betalat", "betalt", "åt"})
# of money and of nothing else these say nothing new: 'håller vi budgeten?', 'räcker pengarna?', 'hur mycket finns kvar?'
_BESIDE = _OF_MUCH | _words(
    "håller hålla håll klarar klara räcker räcka spräcker spränger överskrider överskridit överskrids följer drar"
    " dra upp ut in totalt sammanlagt bara alla redan än finns finnas varje ta slut tar av med gjort gått går"
    " lägger lägga kommer stor stort stora använder logga lägga hunnit tillräckligt rätt ihop"
)
_PAID = re.compile(
    r"(?:in|ut)?betal(?:a|ar|ade|at|t|ats|as|ning|ningen|ningar|ningarna)|bidra|bidrar|bidragit|bidrog|bidrag|bidraget"
    r"|(?:med)?finansier(?:ar|at|ade)|pengar|pengarna|får|fått|fick|kommit|ger|gett|gav|skickat|satsar|satsat"
)
_CAME = frozenset({"fått", "får", "fick", "kommit", "kommer"})
_MONEY = frozenset(
    {"pengar", "pengarna", "bidrag", "bidraget", "betalning", "betalningar", "inbetalningar", "inbetalning"}
)
_CLAIMED = re.compile(r"rekvirer(?:a|as|at|ar|ats|ade)|rekvisition(?:en)?")
_IDLE = _words(
    "in ut fått får fick någon några något nåt redan än ännu sin sitt sina del delen deras andel andelen resten"
    " ska skall kan kunna hela summan summa kronor kr allt inte hon de dem från till oss nästa gång gången nu"
    " totalt sammanlagt kvar står"
)
_FUNDER = ("finansiärerna", "finansiären", "finansiärer", "kommunen")


def with_money(words: Sequence[str], money: str) -> list[str]:
    """The words with `money` for each that speaks of what something costs or of how much there is left."""
    much = not _MUCH.isdisjoint(words)
    return [money if _COSTS.fullmatch(word) or (much and word in _OF_MUCH) else word for word in words]


def idle_beside_money(words: Sequence[str]) -> list[str]:
    """The words that are left of a question where the money is named already."""
    return [word for word in words if word not in _BESIDE]


def asks_of_funders(words: Sequence[str], project: Project, fillers: frozenset[str]) -> bool:
    """Whether it is asked what a funder pays, what has come in or what can be claimed; with a figure it is told."""
    if any(word.isdecimal() and len(word) != 4 for word in words):
        return False
    left, funder = _without_funder(words, project)
    paid = any(_PAID.fullmatch(word) for word in left)
    came = not _CAME.isdisjoint(left) and "in" in left and not _MONEY.isdisjoint(left)
    claimed = any(_CLAIMED.fullmatch(word) for word in left)
    asked = (funder and paid) or came or claimed
    return asked and all(
        word in fillers | _IDLE | _CAME | _MONEY
        or word.isdecimal()
        or _PAID.fullmatch(word)
        or _CLAIMED.fullmatch(word)
        for word in left
    )


def _without_funder(words: Sequence[str], project: Project) -> tuple[list[str], bool]:
    """The words without the funder's name, and whether one is named."""
    names = sorted(
        {name.casefold() for funder in project.funders for name in (funder.name, *funder.words)} | {*_FUNDER},
        key=len,
        reverse=True,
    )
    said = " ".join(words)
    found = re.search(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})s?(?!\w)", said)
    return (f"{said[: found.start()]} {said[found.end() :]}".split(), True) if found else (list(words), False)
