"""What is asked about somebody's personal data: 'registerutdrag Eva Holm', 'radera eva.holm@example.se'."""

import re
from dataclasses import dataclass
from typing import Literal

from bot.swedish.search import kind_word

LONGEST = 100  # characters of a name or an address
_EXTRACT = re.compile(
    r"(?i)\s*(?:(?:jag|vi) (?:vill|behöver) ha |(?:kan|får) (?:jag|vi) (?:få )?|ge (?:mig|oss) |gör |skriv |visa )?"
    r"(?:ett |ut ett )?(?:register-?utdrag(?:et)?|utdrag ur registret)(?:\s*(?:för|om|på|av|över|till|:)(?=\s|$))?\s*(?P<who>.*)"
)
_HELD = re.compile(
    r"(?i)\s*(?:vad|vilka (?:person)?uppgifter) (?:har|finns) (?:vi|det|du|projektet)?\s*(?:sparat|lagrat|registrerat|sparade|lagrade)?"
    r"\s*(?:för (?:person)?uppgifter )?om (?P<who>\S+@\S+|[A-ZÅÄÖÉ][\w'-]+(?: [A-ZÅÄÖÉ][\w'-]+)+)\s*\?*\s*"
)
_ASKING = r"\s*(?:(?:kan|vill|skulle) (?:du|ni)(?: kunna| vilja)? |snälla |jag vill |vi vill )*"
_ERASE = re.compile(
    rf"(?i){_ASKING}(?:(?:radera|glöm|ta bort)\s+(?:(?P<all>allt|alla (?:person)?uppgifter(?:na)?|(?:person)?uppgifter(?:na)?)"
    r"\s+(?:om|för|på|rörande)\s+|(?P<person>person(?:en)?\s+))|(?:radera|glöm)\s+(?:kontakt(?:en)?\s+)?)"
    r"(?P<who>.+?)(?P<good>\s+för gott)?[.!?]*\s*"
)
_ERASE_THEIRS = re.compile(
    rf"(?i){_ASKING}(?:radera|glöm|ta bort)\s+(?:alla\s+)?(?P<who>.+?)s?\s+(?P<all>(?:alla\s+)?(?:person)?uppgifter)[.!?]*\s*"
)
_NAME = re.compile(r"[^\W\d_][\w'’.-]*,?(?: [^\W\d_][\w'’.-]*,?){1,4}")
_CAPITALS = re.compile(
    r"[^\W\d_a-zåäöé][\w'’.-]*,?(?: (?:(?:af|av|de|von|van|da|la|le|el|al|der|del|di) )*[^\W\d_a-zåäöé][\w'’.-]*,?){1,4}"
)
_PHONE = re.compile(r"\+?\(?\d[\d\s()\-–/.]{5,}\d")
_EMAIL = re.compile(r"\S+@\S+\.\S+")


@dataclass(frozen=True)
class PersonalData:
    """`who` as written, empty where nobody is named. `sure`: it can mean nothing else; `named`: it looks like a person."""

    what: Literal["extract", "erase"]
    who: str
    sure: bool = True
    named: bool = True


def read_personal(text: str) -> PersonalData | None:
    """What the text asks about a person; None where it asks for something else: 'radera utgift 7' takes a record back."""
    if extract := _EXTRACT.fullmatch(text) or _HELD.fullmatch(text):
        return PersonalData("extract", _plain(extract["who"]))
    theirs = _ERASE_THEIRS.fullmatch(text)
    if theirs and not _CAPITALS.fullmatch(_plain(theirs["who"])):  # 'ta bort mina uppgifter' are things to do
        theirs = None
    if not (erase := theirs or _ERASE.fullmatch(text)):
        return None
    who = _plain(erase["who"])
    sure = bool(theirs or erase["all"] or erase["person"] or erase["good"])
    if _EMAIL.fullmatch(who) or _PHONE.fullmatch(who):
        return PersonalData("erase", who, sure)
    if sure and who.isalpha():
        return PersonalData("erase", who, sure)
    if not _NAME.fullmatch(who) or kind_word(who.split()[0].casefold()):
        return None
    return PersonalData("erase", who, sure, named=_CAPITALS.fullmatch(who) is not None)


def _plain(who: str) -> str:
    return " ".join(who.strip(" .?!:”\"'").split())[:LONGEST]
