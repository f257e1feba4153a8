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
_REGISTER = r"(?:kontakt(?:registret|listan|erna)|registret|systemet|databasen)"
# what can be meant of nothing but a person
_OUT = (
    re.compile(rf"(?i){_ASKING}(?:radera|glöm|ta bort|plocka bort|stryk|rensa bort)\s+(?P<who>.+?)\s+(?:ur|från|i)\s+{_REGISTER}[.!?]*\s*"),
    re.compile(
        r"(?i)\s*(?P<who>.+?)\s+(?:vill|önskar|begär|ber|har bett|har begärt)(?: oss)?(?: om)?(?: att)?(?: få)?\s+"
        r"(?:(?:bli|vara|komma)\s+(?:helt\s+)?(?:raderad|borttagen|bortplockad|glömd|bortglömd|struken|bort)"
        r"|(?:(?:vi|ni|du|man) )?(?:ska |skall )?(?:raderar?|tar? bort|glömmer|glömma|stryker|stryka)\s+(?:henne|honom|hen|sig|(?:alla )?(?:hennes|hans|hens|sina|alla) (?:person)?uppgifter)"
        rf"|(?:ha )?(?:sina|hennes|hans|alla) (?:person)?uppgifter (?:raderade|borttagna|strukna))(?:\s+(?:ur|från|i) {_REGISTER})?[.!?]*\s*"
    ),
    re.compile(r"(?i)\s*(?:radera|glöm)\s+(?P<who>kontakt(?:en)?\s+(?:nr\.?\s*|#)?\d{1,9})(?:\s+för gott)?[.!?]*\s*"),
)  # fmt: skip
# 'ta bort Eva Holm' is about a person only where somebody is called so
_AWAY = re.compile(rf"(?i){_ASKING}(?:ta bort|plocka bort|stryk)\s+(?:kontakten\s+)?(?P<who>.+?)[.!?]*\s*")
_ONE = re.compile(r"(?i)kontakt(?:en)?\s+(?:nr\.?\s*|#)?(\d{1,9})")
_NOBODY = re.compile(
    r"(?i)(?:en|någon|en viss|vår|en av våra)\s+(?:kontakt(?:er)?|person(?:er)?|deltagare)|någon|alla|kontakter(?:na)?|personer"
)
_GUIDE = re.compile(
    rf"(?i){_ASKING}(?:(?:hjälp (?:med )?|vad gäller (?:för|om) |om )?(?:gdpr|personuppgift(?:er(?:na)?|slagen)?|dataskydd(?:et|slagen|sförordningen)?|integritet)"
    r"|(?:radera|glöm|ta bort|stryk|rensa bort)\s+(?:alla\s+)?(?:kontakter(?:na)?|personer|(?:en )?person(?:en)?|någon|(?:en )?kontakt(?:en)?|personuppgifter(?:na)?)"
    r"|hur (?:raderar|tar|glömmer|stryker) (?:jag|vi|man) (?:bort )?(?:en )?(?:kontakt|person|personuppgifter|någons uppgifter)(?: ur registret)?)[.!?]*\s*"
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
    """`who` as written, 'kontakt 3' for a number, empty where nobody is named.

    `sure`: it can mean nothing else; `named`: it looks like a person; `known`: it is about one only where somebody is
    called so: 'ta bort Eva Holm'. "guide" asks how, and of whom is not said.
    """

    what: Literal["extract", "erase", "guide"]
    who: str
    sure: bool = True
    named: bool = True
    known: bool = False

    @property
    def number(self) -> int | None:
        """The contact's, where that is how it was asked for."""
        found = _ONE.fullmatch(self.who)
        return int(found[1]) if found else None


def read_personal(text: str) -> PersonalData | None:
    """What the text asks about a person; None where it asks for something else: 'radera utgift 7' takes a record back."""
    if extract := _EXTRACT.fullmatch(text) or _HELD.fullmatch(text):
        return PersonalData("extract", _plain(extract["who"]))
    if _GUIDE.fullmatch(text):
        return PersonalData("guide", "")
    if out := next((found for each in _OUT if (found := each.fullmatch(text))), None):
        return _out(_plain(out["who"]))
    theirs = _ERASE_THEIRS.fullmatch(text)
    if theirs and not _CAPITALS.fullmatch(_plain(theirs["who"])):  # 'ta bort mina uppgifter' are things to do
        theirs = None
    if not (erase := theirs or _ERASE.fullmatch(text)):
        return _away(text)
    who = _plain(erase["who"])
    sure = bool(theirs or erase["all"] or erase["person"] or erase["good"])
    if _EMAIL.fullmatch(who) or _PHONE.fullmatch(who):
        return PersonalData("erase", who, sure)
    if sure and who.isalpha():
        return PersonalData("erase", who, sure)
    if _one_name(who):
        return PersonalData("erase", who, sure=False, named=False, known=True)
    if not _NAME.fullmatch(who) or kind_word(who.split()[0].casefold()):
        return None
    return PersonalData("erase", who, sure, named=_CAPITALS.fullmatch(who) is not None)


def _out(who: str) -> PersonalData | None:
    """Somebody who is to go, or wants to: by name, address or number; 'en kontakt' is nobody yet."""
    if _NOBODY.fullmatch(who):
        return PersonalData("guide", "")
    if _ONE.fullmatch(who) or _EMAIL.fullmatch(who) or _PHONE.fullmatch(who):
        return PersonalData("erase", who)
    who = re.sub(r"(?i)^kontakten\s+", "", who)
    named = _CAPITALS.fullmatch(who) is not None
    if named or (_one_name(who) and who[0].isupper()):
        return PersonalData("erase", who)
    likely = _NAME.fullmatch(who) and not kind_word(who.split()[0].casefold())
    return PersonalData("erase", who, sure=False, named=False, known=True) if likely else None


def _away(text: str) -> PersonalData | None:
    found = _AWAY.fullmatch(text)
    who = _plain(found["who"]) if found else ""
    if _EMAIL.fullmatch(who) or _one_name(who) or (_NAME.fullmatch(who) and not kind_word(who.split()[0].casefold())):
        return PersonalData("erase", who, sure=False, named=_CAPITALS.fullmatch(who) is not None, known=True)
    return None


def _one_name(who: str) -> bool:
    return who.isalpha() and kind_word(who.casefold()) is None


def _plain(who: str) -> str:
    return " ".join(who.strip(" .?!:”\"'").split())[:LONGEST]
