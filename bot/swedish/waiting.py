"""What waits to be booked, paid or attested, and what was returned: which list somebody asks for."""

import re
from typing import get_args

from bot.swedish.bookkeeping import Waiting
from bot.swedish.lexer import clean

_NOT = r"(?:ej|inte|icke)(?: har)?(?: är)?(?: blivit)?"
_LISTS: dict[Waiting, str] = {
    "att bokföra": rf"att bokföra|(?:ska|måste|behöver) bokföras|obokför\w*|{_NOT} bokför\w*|saknar (?:bokföring|verifikat\w*)",
    "att betala": rf"att betala|(?:ska|måste|behöver) betalas|obetal\w*|{_NOT} betal\w*",
    "att attestera": rf"att (?:attestera|godkänna)|(?:ska|måste|behöver) (?:attesteras|godkännas)|oattester\w*|{_NOT} (?:attester\w*|godkän\w*)|väntar på attest",
    "returnerade": r"returnerad\w*|returnerats|returer(?:na)?",
}
_IDLE = r"(?:(?:visa|lista|vad|vilka|finns det|det|har|vi|jag|är|som|nu|kvar|alla|några|något|utgift(?:er|erna)?|kostnad(?:er|erna)?|mig|oss|den|de)\W+)*"
_ASKED = {
    name: re.compile(rf"(?i)\W*{_IDLE}(?:{words})(?:\W+(?:utgift(?:er|erna)?|kostnad(?:er|erna)?|nu|kvar|än|vi|oss|har))*\W*")
    for name, words in _LISTS.items()
}  # fmt: skip


def read_waiting(text: str) -> Waiting | None:
    """The list that the text asks for; None when it is about something else."""
    said = " ".join(clean(text).split())
    return next((name for name in get_args(Waiting) if _ASKED[name].fullmatch(said)), None)
