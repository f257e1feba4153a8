"""Which side of the money somebody asks for: the whole period, year by year, the funders, what to look at."""

import re
from typing import Literal, get_args

from bot.swedish.lexer import clean

Side = Literal["hela projekttiden", "år för år", "finansiering", "att se över"]

_MONEY = r"(?:pengar(?:na)?|ekonomin?|budget(?:en)?|kostnader(?:na)?|kosta[rt]?|kostade)"
_ALL = r"(?:(?:för |under |över )?(?:hela )?(?:projekttiden|projektet|projektperioden)|totalt|sammanlagt|i sin helhet)"
_WHOLE = rf"(?:{_ALL}(?: {_ALL})*)"
_FUNDERS = (
    r"finansiering(?:en)?|finansiärer(?:na)?|medfinansiering(?:en)?|bidrag(?:et)?|prognos(?:en)?|rekvirerat|"
    r"(?:över|under)finansier(?:ad|ade|at|ing(?:en)?)|inbetal(?:t|ningar(?:na)?)|(?:kommit|betalats) in(?: från \w+(?: \w+)?)?"
)
_WORDS: dict[Side, str] = {
    "hela projekttiden": rf"{_MONEY} {_WHOLE}",
    "år för år": rf"(?:{_MONEY} )?(?:år för år|per år|årsvis|varje år|alla år)",
    "finansiering": rf"(?:{_MONEY} )?(?:{_FUNDERS})(?: {_WHOLE})?",
    "att se över": rf"(?:{_MONEY} )?(?:att (?:se över|granska|kolla|åtgärda)|varningar(?:na)?|prognos(?:en)? och varningar)",
}
_IDLE = (
    r"(?:(?:visa|hur|går|det|ser|ut|med|är|ligger|vi|till|vad|vilka|finns|om|av|vår|vårt|mig|har|mycket|blir|säger|"
    r"pengar|som|projektet|något|nåt)\W+)*"
)
_ASKED = {
    side: re.compile(rf"(?i)\W*{_IDLE}(?:{words})(?: ut| nu| då| har vi| i pengarna| i ekonomin)?\W*")
    for side, words in _WORDS.items()
}


def read_side(text: str) -> Side | None:
    """The side of the money that is asked for; None when the text is about something else, or all of it."""
    said = " ".join(clean(text).split())
    return next((side for side in get_args(Side) if _ASKED[side].fullmatch(said)), None)
