"""Expenses that lack something, by the words people ask for them with: 'utan aktivitet', 'vilka saknar verifikation'."""

import re

from bot.money_warnings import LACKS, Lack
from bot.swedish.lexer import clean

_WITHOUT = r"(?:utan|saknar|har (?:inget|ingen)|inte (?:har|hör till) (?:någon|något))"
_WORDS: dict[Lack, str] = {
    "period": r"utanför (?:projekt)?(?:tiden|perioden)|utanför projektets tid",
    "activity": rf"{_WITHOUT} (?:en )?aktivitet(?:er|en)?",
    "voucher": rf"{_WITHOUT} (?:verifikation(?:er|en|snummer)?|ver(?:\.|nr|nummer)?|verifikat)",
    "paid_late": r"betal(?:da|t|d|ades?|ats) (?:för sent|efter (?:projekt)?(?:tiden|perioden)(?:s slut)?)",
    "approximate": r"ungefärlig(?:a|t)?(?: belopp)?|cirkabelopp",
    "currency": r"(?:i )?(?:annan|utländsk) valuta",
    "not_cost": r"utanför (?:projektets |projekt)?kostnader(?:na)?|utanför budget(?:en)?",
    "by_hand": r"på schablon(?:en)?",
    "no_category": rf"okänt kostnadsslag|{_WITHOUT} kostnadsslag",
}
_IDLE = r"(?:(?:visa|lista|vilka|underlag|för|finns|det|är|som|har|alla|utgift(?:er|erna)?|kostnad(?:er|erna)?|mig|oss)\W+)*"
_PAGE = r"(?:\W+sida (?P<page>[1-9]\d{0,3}))?"
_ASKED = {
    what: re.compile(rf"(?i)\W*{_IDLE}(?:{words})(?:\W+(?:utgift(?:er|erna)?|kostnad(?:er|erna)?|nu))*{_PAGE}\W*")
    for what, words in _WORDS.items()
}


def read_lacking(text: str) -> tuple[Lack, int] | None:
    """What the expenses asked for lack, and which page of them; None when the text is about something else."""
    said = " ".join(clean(text).split())
    for what in LACKS:
        if found := _ASKED[what].fullmatch(said):
            return what, int(found["page"] or 1)
    return None
