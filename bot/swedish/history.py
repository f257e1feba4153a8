"""Whose trail is asked for: 'historik 123', 'vem ändrade utgift 7?', 'historik för seminariet i Kumla'."""

import re
from dataclasses import dataclass

from bot.swedish.numbered import KIND_OF, named


@dataclass(frozen=True)
class History:
    """What is spoken of: a number with its kind ('claim' for a claim) or without, words, or nothing: what it stands under.

    `sure`: it can be nothing else than the trail that is asked for.
    """

    kind: str = ""
    number: int | None = None
    words: str = ""
    sure: bool = True


CLAIM = "rekvisition"  # it has a number and a trail, and is no record that people log
_TRAIL = r"(?:ändrings)?historik(?:en)?|ändringslogg(?:en)?"
_DID = (
    r"ändra(?:de|t)(?: på| i)?|rätta(?:de|t)|logga(?:de|t)|registrera(?:de|t)|skrev in|skrivit in|la(?:de)? (?:in|upp)|lagt (?:in|upp)"
    r"|ångra(?:de|t)|tog (?:bort|tillbaka)|tagit (?:bort|tillbaka)|radera(?:de|t)|strök|strukit|flytta(?:de|t)"
    r"|attestera(?:de|t)|godkän(?:de|t)|returnera(?:de|t)|bokför(?:de|t)|ställde in|ställt in|bockade av|bockat av"
)
_HAPPENED = r"vad (?:är det som )?(?:har |är )?(?:hänt|hände|ändrats|ändrades|ändrat)(?: med| på| i| för)"
_WHEN = r"när (?:blev )?(?:ändrades|ändrad|ändrat|rättades|loggades|ångrades|raderades|flyttades|returnerades)"
_RECORD = rf"(?:{named((*KIND_OF, CLAIM))}|#?(?P<bare>\d{{1,9}})|(?P<it>den här|det här|den|det|denna|detta))"
_OF = r"(?:för|på|av|till|över)"
_ASKED = re.compile(
    rf"(?i)(?:(?:(?:kan du )?(?:visa|se|hämta) )?(?:{_TRAIL}|ändringar(?:na)?)(?: {_OF})?|(?:vem|vilka) (?:är det som |var det som )?(?:har |hade )?(?:{_DID})"
    rf"|{_HAPPENED}|{_WHEN}) {_RECORD}(?: (?:sist|senast|till))?"
)
_AFTER = re.compile(rf"(?i){_RECORD}(?:s|:s)?,? (?:{_TRAIL})")
_ALONE = re.compile(
    rf"(?i)(?:(?:kan du )?(?:visa|se|hämta) )?(?:{_TRAIL})(?:(?: {_OF})? (?:den )?(?:{'|'.join(KIND_OF)})(?:en|et|n)?)?"
)
_DESCRIBED = re.compile(
    rf"(?i)(?:(?:visa|se|hämta) )?(?:{_TRAIL}) {_OF} (?P<words>(?:[^\d,:;\n]|:(?=\w)){{2,80}}(?: 20\d\d)?)"
)
_WHO = re.compile(rf"(?i)(?:vem|vilka) (?:har )?(?:{_DID}) (?P<words>[^\d,:;\n]{{3,80}}(?: 20\d\d)?)")


def read_history(text: str) -> History | None:
    """What the text asks the trail of; None for words that are about something else."""
    asks = text.rstrip().endswith("?")
    said = " ".join(text.split()).strip(" ?!.")
    if found := _ASKED.fullmatch(said) or _AFTER.fullmatch(said):
        if found["it"]:
            return History()
        noun = (found["noun"] or "").casefold()
        number = int(found["number"] or found["bare"])
        return History("claim" if noun == CLAIM else KIND_OF.get(noun, ""), number)
    if _ALONE.fullmatch(said):
        return History()
    if found := _DESCRIBED.fullmatch(said):
        return History(words=found["words"])
    if asks and (found := _WHO.fullmatch(said)):
        return History(words=found["words"], sure=False)
    return None
