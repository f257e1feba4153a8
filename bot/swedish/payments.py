"""Money that comes in: how it is told from a cost, and who paid it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.project_money import Funder
from bot.swedish.particulars import sign_of_organisation

_CAPITAL = r"[A-ZÅÄÖÉ][\w&'-]*"
_NAME = rf"{_CAPITAL}(?:[ ](?:{_CAPITAL}|&|och(?= [A-ZÅÄÖÉ])|kommun|län|stad)(?!\w)){{0,6}}"

#: Said of money that comes in only.
_IN = re.compile(
    r"(?<!\w)(?:inbet(?:al\w*)?|inbet\.|bet\w* in|insatt|insättning\w*|satte in|satt in|inkom(?:mit|men|na|met)?|"
    r"(?:kom|kommit|kommer) in|fått in|fick in|kom(?:mit)? [\d .,]{1,15}(?:kr|tkr|kronor) in|in på (?:\w+ ){0,2}konto\w*|"
    r"mottagit|mottog|mottaget|mottagen|har tagit emot|tog emot|delutbetal\w*|pengar in|"
    r"(?<!vi )sponsra(?:r|de|t)|medfinansiering\w*|samfinansiering\w*|intäkt\w*)(?!\w)"
)
#: Said of money that comes in when a payer is named besides.
_GOT = re.compile(
    r"(?<!\w)(?:fått|fick|erhållit|erhöll|får|ersättning|delbetalning\w*|(?:\w+-)?bidrag(?:et)?|anslag|stöd|sponsring)(?!\w)"
)
_FROM = re.compile(r"(?<!\w)(?:från|fr|av)\.? (?!moms|skatt)\w")
_PAID_OUT = re.compile(
    r"(?<!\w)(?:utbetal\w*|betala(?:t|de|r) ut|bet ut|överför(?:t|de|ing\w*)|rekvisition\w* betald)(?!\w)"
)
_FEE = re.compile(r"(?<!\w)(?:partner|medlems|anordnar|samverkans)avgift\w*")
#: Whoever begins the sentence pays: 'Kumla kommun betalade 25 000 kr', 'Nora Svets AB har betalat'.
_PAYS = re.compile(
    r"(?:^|[.;,\n] ?)[^.;,\n]{0,60}?(?:kommun|län|regionen|kommunen|kammaren| ab| yh|förbundet|föreningen|"
    r"högskolan|universitet|universitetet|college|förmedlingen|stiftelsen|myndigheten|anordnaren) "
    r"(?:har |hade )?(?:nu )?(?:beta(?:la(?:t|de|r)|lt)|swisha(?:t|de)|skickat|skickade|överfört|förde över)(?! (?:vi|jag|hkm|för)\b)(?!\w)"
)
_WE_PAY = re.compile(
    r"(?<!\w)(?:faktura\w*|räkning\w*|kvitto\w*|anbud\w*|offert\w*|prisförslag\w*|utlägg\w*|traktamente\w*|\w*lön(?:en|er|erna|ekostnad\w*)?|\w*arvode\w*|moms(?:en)? (?:till|från)|rabatt\w*|tillbaka|"
    r"åter(?:betal\w*|bäring|fått|köp)|kredit\w*|retur\w*|(?:vi|jag|hkm) (?:har )?(?:betala\w*|köp\w*)|betala\w* (?:vi|jag))(?!\w)"
)
_INVOICE_PAID = re.compile(
    r"(?:faktura\w*|rekvisition\w*)[^.;\n]{0,40}(?:inbetal\w*|betald av (?!mig|oss|vi|hkm|jag))"
    r"|(?:kommun|län|regionen| ab| yh) (?:har )?betala(?:t|de) (?:sin |vår |hela )?(?:faktura|rekvisition)"
)
_TO_OTHERS = re.compile(r"(?<!\w)till (?!oss|projekt|konto|vårt|hkm|handelskammar|samverkan|yh)\w")
_BOUGHT_FOR = re.compile(r"(?<!\w)(?:för|till) (?:fika|lunch|mat|lokal|hotell|tåg|resa|resor|porto|tryck|material)\w*")


_SAID = re.compile(
    r"(?<!\w)(?:(?:vi )?(?:har|hade|är|blev) (?:nu )?)?(?:pengar in|inbetal(?:t|d|da|ats|ade)|bet\w* (?:in|ut)|inkom\w*|(?:kom|kommit|kommer) in|"
    r"utbetal(?:t|d|da|ats|as)|betalas ut|swisha(?:t|de)|insatt|satte? in|mottag(?:it|et|en)|mottog|tagit emot|tog emot|fått(?: in)?|fick(?: in)?|erhållit|"
    r"erhöll|betala[td]?e?|betalt|överför(?:t|de)|förde över|skicka(?:t|de))(?: (?:sin|vår))?(?: till (?:oss|projektet|hkm))?"
    r"(?: (?:in )?på (?:\w+ )?konto\w*)?(?!\w)|(?<!\w)(?:till (?:oss|projektet|kontot)|(?:in )?på (?:\w+ )?konto\w*)(?!\w)"
)
_PAYER = re.compile(rf"(?<!\w)(?:från|fr\.?|Från|Fr\.?|av|hos) (?:partnern |anordnaren )?(?P<name>{_NAME})")
_MUNICIPALITY = re.compile(r"(?<!\w)(?:(?:från|fr\.?|av) )?(?P<name>[^\W\d_]{3,} kommun)s?(?!\w)", re.I)
_FIRST = re.compile(rf"^\s*(?P<name>{_NAME})(?= (?:har|hade|betala|inbetal|satte|överför|förde))")
_OWNS_FEE = re.compile(
    rf"(?<!\w)(?P<name>{_CAPITAL}(?: {_CAPITAL}){{0,3}}?)s (?=(?:partner|medlems|anordnar|samverkans)avgift)"
)
_AFTER = re.compile(
    rf"(?:avgift|finansiering|betal[td]|betalning|insatt):? (?:[\d .,:-]{{1,15}}(?:t?kr )?)?(?P<name>{_NAME})(?!\w)"
)
_NOT_PAYERS = frozenset({"vi", "jag", "denna", "vår", "varje", "alla", "ny", "en", "den", "från", "av"})


def is_paid_in(lowered: str) -> bool:
    """Whether a text with an amount (in lower case) tells of money that came in, not of what we bought."""
    if _INVOICE_PAID.search(lowered):
        return True
    if _WE_PAY.search(lowered) or _BOUGHT_FOR.search(lowered):
        return False
    if _IN.search(lowered):
        return not (_TO_OTHERS.search(lowered) and not _FROM.search(lowered))
    if _GOT.search(lowered):
        return bool(_FROM.search(lowered))
    if _PAYS.search(lowered):
        return True
    return bool(_PAID_OUT.search(lowered) or _FEE.search(lowered)) and not _TO_OTHERS.search(lowered)


def pays_others(lowered: str) -> bool:
    """Whether a text speaks of money to somebody else: 'betalning till Nora Tryckeri'."""
    return bool(_TO_OTHERS.search(lowered)) and not _FROM.search(lowered)


class Payer(NamedTuple):
    """Who paid, and the characters that say so; `funder`: one of the project's own."""

    name: str | None = None
    span: tuple[int, int] = (0, 0)
    funder: bool = False


def read_payer(text: str, funders: Sequence[Funder], company: str | None, places: frozenset[str]) -> Payer:
    """A funder by its name or a short form of it ('regionen'), else whom the money is said to be from."""
    funder = _funder(text, funders)
    if funder:
        return funder
    for pattern in (_PAYER, _MUNICIPALITY, _FIRST, _OWNS_FEE, _AFTER):
        for match in pattern.finditer(text):
            name = match["name"]
            first = name.split()[0].lower()
            if (
                (name.lower() in places and pattern is not _PAYER)
                or first in _NOT_PAYERS
                or (pattern is _FIRST and " " not in name)
            ):
                continue
            if pattern is _AFTER and not (name.isupper() or any(map(sign_of_organisation, name.lower().split()))):
                continue
            span = match.span("name") if pattern is _AFTER else match.span()
            return Payer(name[0].upper() + name[1:], span)
    if company:
        at = text.find(company)
        return Payer(company, (at, at + len(company)) if at >= 0 else (0, 0))
    return Payer()


_COUNTY = re.escape(" län")  # people leave it out
_RECEIVES = re.compile(r"(?i)(?:till|åt|hos|för) (?:partnern? )?$")


def _funder(text: str, funders: Sequence[Funder]) -> Payer | None:
    """The funder that is named: by all its name, a first word long enough to be its own, or what else it is called.

    Whoever the money went to did not pay it, and one that it is said to be from comes before one that is only named.
    """
    found: list[tuple[bool, int, Payer]] = []
    for funder in funders:
        first = funder.name.split()[0]
        short = [first] if len(first) > 8 else [f"{first}en"] if first == "Region" else []
        names = sorted({funder.name, *funder.words, *short}, key=len, reverse=True)
        said = "|".join(re.escape(name).replace(_COUNTY, f"(?:{_COUNTY})?") for name in names)
        for match in re.finditer(rf"(?i)(?<!\w)(?P<led>(?:från|fr\.?|av) )?(?:{said})s?(?!\w)", text):
            if not _RECEIVES.search(text[: match.start()]):
                found.append((match["led"] is None, match.start(), Payer(funder.name, match.span(), True)))
    return min(found, key=lambda one: one[:2])[2] if found else None


_UNNAMED = re.compile(
    r"(?i)(?:(?<!\w)(?:från|fr\.?|av) (?P<said>(?P<base>\w{3,}?)(?:en|et|n))"
    r"|^\W*(?P<first>(?P<first_base>\w{3,}?)(?:en|et|n)) (?:har |hade )?(?:beta|swisha|överför|satt|skicka)\w*)(?!\w)"
)


def unnamed_payer(text: str, funders: Sequence[Funder]) -> tuple[tuple[int, int], list[str]]:
    """'från kommunen': where the word stands, and the funders that it may be; they have it in their names."""
    for match in _UNNAMED.finditer(text):
        base = (match["base"] or match["first_base"]).casefold()
        if names := [funder.name for funder in funders if base in funder.name.casefold().split()]:
            return match.span("said" if match["said"] else "first"), names
    return (0, 0), []


def said_of_paying(lowered: str) -> list[tuple[int, int]]:
    """The characters that only say that money came in: a description does without them."""
    return [match.span() for match in _SAID.finditer(lowered)]
