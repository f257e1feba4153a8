"""What sort of message it is, and whether what it tells of is done, planned or cancelled."""

import re
from typing import NamedTuple

from bot.reading import Kind, Status
from bot.swedish.payments import pays_others
from bot.swedish.slips import SHORTEST, dotless, slips

_EXPLICIT: dict[str, Kind] = {
    "aktivitet": "activity", "aktiviteten": "activity", "akt": "activity", "tillfälle": "activity",
    "händelse": "activity",
    "utgift": "expense", "utgifter": "expense", "utg": "expense", "kostnad": "expense", "kostnader": "expense", "utlägg": "expense",
    "kontakt": "contact", "kontakter": "contact", "kontaktperson": "contact", "kontaktpersoner": "contact",
    "kontaktuppgifter": "contact", "kontaktuppgift": "contact", "kontaktinfo": "contact", "visitkort": "contact",
    "inbetalt": "payment", "inbetalning": "payment", "inbetalningar": "payment", "betalning": "payment",
    "inbetald": "payment", "intäkt": "payment", "intäkter": "payment", "inbet": "payment",
    "beslut": "note", "beslutat": "note", "beslutades": "note", "beslutspunkt": "note", "beslutsfråga": "note",
    "beslutsärende": "note", "avvikelse": "note", "avvikelser": "note",
    "anteckning": "note", "notering": "note", "todo": "note", "uppgift": "note",
    "ändra": "correction", "rätta": "correction", "flytta": "correction", "byt": "correction",
    "korrigera": "correction", "avboka": "correction", "senarelägg": "correction", "tidigarelägg": "correction",
    "uppdatera": "correction", "justera": "correction", "ändring": "correction", "rättelse": "correction",
    "indikator": "indicator", "indikatorn": "indicator", "nyckeltal": "indicator",
    "mått": "measurement", "måttet": "measurement", "mätning": "measurement", "mätningen": "measurement",
    "mätvärde": "measurement", "mätresultat": "measurement", "utfall": "measurement", "uppmätt": "measurement",
    "radera": "removal", "ångra": "removal", "stryk": "removal", "makulera": "removal",
}  # fmt: skip
_NOTED = ("anteckning", "anteckningar")  # mötesanteckning, minnesanteckningar
_WITH_COLON = ("uppgift", "händelse", "beslutspunkt", "beslutsfråga", "beslutsärende")  # ordinary words without one
#: The long words with a slip in them; what another of the words is stays that word.
_SLIPPED: dict[str, Kind] = {
    slip: kind
    for word, kind in _EXPLICIT.items()
    if len(word) >= SHORTEST and kind not in ("correction", "removal") and word not in _WITH_COLON
    for slip in (*slips(word), *((dotless(word),) if len(word) > SHORTEST else ()))
    if slip not in _EXPLICIT
}
_TWO_WORDS: dict[str, Kind] = {
    "att göra": "note", "to do": "note", "att besluta": "note", "ska beslutas": "note", "öppet beslut": "note",
    "ta bort": "removal", "ställ in": "correction",
    "flytta fram": "correction", "flytta upp": "correction", "flytta tillbaka": "correction",
    "skjut upp": "correction", "skjut fram": "correction", "plocka bort": "removal", "lägg om": "correction",
    "boka om": "correction", "ta tillbaka": "removal", "byt ut": "correction",
}  # fmt: skip
_TWO_WORDS |= {dotless(words): kind for words, kind in _TWO_WORDS.items()}
#: What is said of a record that is known already: 'aktivitet 12 är inställd', 'fel belopp på senaste, ska vara …'.
_OF_KNOWN = re.compile(
    r"(?i)\s*(?:(?:aktivitet|utgift|kontakt|inbetalning|beslut|avvikelse|uppgift|anteckning|mätning|indikator) (?:nr\.? ?)?#?\d+"
    r" (?:är|blev|ska|skulle|borde|hade|fick)(?!\w)|fel .*(?:(?:ska|skulle|borde) (?:det )?(?:vara|stå|bli)|det (?:var|är))(?!\w)"
    r"|indikator (?:nr\.? ?)?#?\d+:|(?:oj|nej|hoppsan|sorry)[,!. ]+.*(?:det (?:var|är|ska)|ska vara|menade)(?!\w)"
    r"|(?:min |mitt |det |den )?senaste (?:\w+ )?(?:är|var|blev|ska|skulle|borde)(?!\w)"
    r"|(?:lägg till|lägg in) .* (?:på|till|för|i) (?:min |det |den )?(?:senaste|(?:aktivitet|utgift) (?:nr\.? ?)?#?\d+)\s*$)"
)
#: What somebody is to do before something else is held: 'Anna ska boka lokal', 'Karin Berg måste mejla deltagarna'.
ERRAND = re.compile(
    r"\W*(?:[Jj]ag|@?(?P<errand>[A-ZÅÄÖÉ][\w'-]+(?: [A-ZÅÄÖÉ][\w'-]+)?)) (?:ska|skall|måste|behöver|får|bör)(?: också| även)?"
    r" (?=(?:boka(?! in)|beställa|ringa|mejla|maila|skicka|skriva|fixa|ordna|kolla|kontakta|förbereda|köpa|uppdatera|trycka|"
    r"publicera|sammanställa|hämta|lämna|hyra|höra av sig|se till|svara|fråga|dela|sätta upp|lägga upp|lägga ut|ta fram|"
    r"skaffa|räkna|läsa|printa|skriva ut|bjuda in)(?!\w))"
)
#: 'vi måste besluta om budgeten', 'styrgruppen behöver ta ställning till …': to be decided, not held.
_MUST_DECIDE = re.compile(
    r"(?i)\W*(?:vi|gruppen|styrgruppen|arbetsgruppen) (?:måste|behöver) (?:besluta|(?:ta|fatta) (?:ett )?beslut|ta ställning)"
    r"(?: om| kring| till)?(?= \w) "
)
_NOBODY = frozenset({"vi", "ni", "de", "det", "den", "man", "alla", "styrgruppen", "arbetsgruppen", "någon", "mötet"})
_LEAD = re.compile(
    r"[\s/*•>-]*(?:(?:hej(?:san)?|hallå|god morgon)[!,. ]+)?(?:(?:snälla|kan|skulle|vill)(?: du)?(?: kunna| snälla)?\s+)?"
    r"(?:(?:logga|registrera|spara|notera|lägga? till|lägga? in|skriva? in|skapa|vår|våra|min|mina|ny|nytt|nya|en|ett)\s+){0,4}",
    re.I,
)
_WORDS = re.compile(r"(?P<one>[^\W\d_]+)(?:[ -](?P<two>[^\W\d_]+))?")


class First(NamedTuple):
    """The kind that the first word names, where the rest begins, and the word."""

    kind: Kind | None
    rest: int
    word: str = ""


def first_word(text: str) -> First:
    """The kind that a message begins with: 'utgift …', 'ny kontakt: …', 'att göra: …', 'ta bort …'."""
    if _OF_KNOWN.match(text):
        return First("correction", 0)
    if (errand := ERRAND.match(text)) and (errand["errand"] or "").lower() not in _NOBODY:
        return First("note", 0, "att göra")
    if must := _MUST_DECIDE.match(text):
        return First("note", must.end(), "att besluta")
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    words = _WORDS.match(text, start)
    if not words:
        return First(None, 0)
    one, two = words["one"].lower(), (words["two"] or "").lower()
    kind = _TWO_WORDS.get(f"{one} {two}")
    if kind:
        return First(kind, _after_colon(text, words.end("two")), f"{one} {two}")
    if one in ("notera", "anteckna") and _colon(text, words.end("one")):
        after = _after_colon(text, words.end("one"))
        inner = first_word(text[after:])
        return First(inner.kind, after + inner.rest, inner.word) if inner.kind else First("note", after, one)
    kind = _EXPLICIT.get(one) or _SLIPPED.get(one) or ("note" if one.endswith(_NOTED) else None)
    if (
        kind is None
        or (kind == "contact" and two == "med")
        or (one == "betalning" and pays_others(text.lower()))
        or (one in _WITH_COLON and not _colon(text, words.end("one")))
        or (kind in ("measurement", "indicator") and _measures_otherwise(kind, text, words))
    ):
        return First(None, 0)
    if (
        start
        and lead
        and lead.group().strip(" \t/*•>-").lower() in ("en", "ett")
        and kind not in ("activity", "expense")
    ):
        return First(None, 0)
    return First(kind, _after_colon(text, words.end("one")), one)


#: 'mått på lokalen 4 x 5 m', 'mått till montern 900 kr', 'indikator på att det går bra': no figure of a goal.
_OF_SOMETHING = re.compile(r"(?i)\s+(?:(?P<of>på|av|för)|i|hos|med|till|vid|inför|om|som|att|och)(?!\w)")
_SHARE = re.compile(r"(?i)\d ?(?:%|procent(?!\w))")
_WITH_UNIT = re.compile(r"(?i)\d ?(?:%|procent|kr(?!\w)|tkr|st(?!\w))")


def _measures_otherwise(kind: Kind, text: str, words: re.Match[str]) -> bool:
    """Whether a word like 'mått' is meant otherwise than of what a goal is measured by."""
    rest = text[words.end("one") :]
    found = None if _colon(rest, 0) else _OF_SOMETHING.match(rest)
    if found is None:
        return False
    if kind == "indicator":
        return "mål" not in rest.lower()
    return not (_WITH_UNIT if found["of"] else _SHARE).search(rest)


def _colon(text: str, at: int) -> bool:
    return text[at : at + 1] == ":"


def _after_colon(text: str, at: int) -> int:
    match = re.compile(r"\s*(?::|[–-](?!\d))?\s*").match(text, at)  # before a figure it is a minus
    return match.end() if match else at


# Compared without dots, since some write none: 'installt', 'anmalan senast'.
_CANCELLED = re.compile(
    dotless(
        r"\b(?:ställdes in|inställ[dt]|ställ(?:er|s|t|de|as?)? in\b|blev (?:inte|ej) av|avboka[dt]|utgick\b|blir (?:inte|ej) av|"
        r"(?:hålls|genomförs|sker) (?:inte|ej)\b|äger (?:inte|ej) rum|kommer (?:inte|ej) att (?:hållas|genomföras|ske|bli av)|"
        r"utgår\b(?! från)|cancel)"
    )
)
_PLANNED = re.compile(
    dotless(
        r"(?<!\w)(?:anmälan|anmäl (?:dig|er|senast)|anmälningsdag|anmälningar senast|sista (?:anmälning|dag(?:en)? (?:för|att))|"
        r"senast anmäl|osa\b|o\.s\.a|planer(?:ad|at|ar|as|ade|a)\b|planen\b|kommer att\b|"
        r"ska (?:vi|ha|hållas|vara|genomföras|ske)\b|vi ska\b|bokat?\b|bokade? in\b|vi bokade\b|inbokad|inbjudan\b|bjuder in\b|"
        r"^\W*nästa (?!vecka|månad|år|kvartal|termin|gång)\w+ (?:är|blir|hålls|äger)\b|äger rum\b|hålls\b|preliminär|save the date\b|spika[dt]\b|blir\b|(?:fram)?flytta(?:s|d|t)? (?:till|från)|framflytta[dt]|"
        r"svara? (?:gärna )?(?:senast|före|innan)\b|meddela\b|bekräfta senast|besked senast|"
        r"(?:påminn|påminnelse|kom ihåg|glöm inte|glöm ej|missa inte)\b|"
        r"senast (?:den |på |till )?(?:\d|måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag|vecka|v\.? ?\d))"
    )
)
_DONE = re.compile(
    dotless(
        r"(?<!\w)(?:genomförd|genomfört|hölls\b|höll\b|hade vi\b|vi hade\b|träffade|besökte|deltog\b|kom\b(?! ihåg)|var på\b|"
        r"närvarande\b|närvarade\b|på plats\b|utskicka[dt]\b|skickade|skickat\b|gick ut\b|klart?\b|avslutad|varav\b|publicera[dt])"
    )
)
_DEADLINE = re.compile(
    dotless(
        r"senast|förfaller|förfallodag|förfallodatum|sista (?:anmälnings)?dag|anmälningsdag|anmälan|deadline|o\.?s\.?a\b|svar(?:a)? (?:före|innan)|anmäl dig"
    )
)


def said_status(lowered: str) -> Status | None:
    """Whether the words say that it was held, will be or was called off; what was held outweighs what was planned."""
    lowered = dotless(lowered)
    if _CANCELLED.search(lowered):
        return "cancelled"
    if _DONE.search(lowered):
        return "done"
    return "planned" if _PLANNED.search(lowered) else None


#: 'anmälan öppnar 2 april' is no last day.
_OPENS = re.compile(r"^ (?:oppnar|oppnas|ar oppen fran|borjar|startar|slapps)\b")


def names_deadline(before: str) -> bool:
    """Whether the words just before a day make it the last day for something."""
    every = list(_DEADLINE.finditer(dotless(before)))
    if not every:
        return False
    between = before[every[-1].end() :]
    if _OPENS.search(between):
        return False
    near = len(between) <= 12 or (between.startswith((" till ", " för ", " på ")) and between.endswith(" är "))
    return near and not re.search(r"[,;.\n](?! ?$)", between)


# Compared without dots.
_MEETING = re.compile(
    r"(?:moten?a?|motet|traff(?:en|ar)?|besok(?:et|te)?|workshop"
    r"(?:en|par)?|samtal(?:et)?|avstamning(?:en)?|dialog(?:en)?|"
    r"forelasning(?:en)?|webbinarium|webbinariet|webinar|konferens"
    r"(?:en)?|presentation(?:en)?|intervju(?:er)?|radgivning(?:en)?|"
    r"studieres(?:a|an|or)|coachning|frukost(?:en)?|mingel|panelsamtal|rundtur|kick-?off|"
    r"inspirationsdag|temadag|utbildningsdag|natverk(?:et)?|"
    r"invigning(?:en)?|seminari\w*|massa\w*|lansering(?:en)?|kickoff|rundabordssamtal|"
    r"fokusgrupp|traffade|traffat|pratade|pratat|motte|besokt|besokte|presenterade|besoktes|kontakt(?:en|er)?|"
    r"informerade|motte|deltog|medverkade|holl|arrangerade|intervjuade)"
)
_ENDS_MEETING = re.compile(
    r"(?:mote|moten|motet|traff|traffen|besok|besoket|dag|dagen|samtal|forum|kvall|frukost|lunchen|workshop|konferensen?|"
    r"seminari(?:um|et)|massan?|forelasning(?:en)?|dagarna|natten)$"
)


def is_meeting(word: str) -> bool:
    """Whether a lower-case word names something held, of whatever type: möte, lunchträff, studiebesök."""
    word = dotless(word)
    return bool(_MEETING.fullmatch(word)) or (len(word) > 6 and bool(_ENDS_MEETING.search(word)))


_IS_CONTACT = re.compile(
    r"(?<!\w)(?:som|är|blir|bli)(?: (?:vår|våra|min|en))?(?: nya?)? (?:kontakt|kontaktperson)(?!\w)(?! med)"
)


def names_contact(lowered: str) -> bool:
    """Whether somebody is said to be a contact: 'lägg till Anna Ek som kontakt', 'Bo Lind är vår nya kontakt'."""
    return "kontakt" in lowered and bool(_IS_CONTACT.search(lowered))


_BOUGHT = re.compile(
    r"\b(?:köpte|köpt|betalade|betalat|faktura\w*|fakturerat|kvitto\w*|"
    r"utlägg\w*|traktamente\w*|körde|kört|bilade|milersättning|"
    r"beställde|hyrde|hyrt|kostade|kostnad\w*|kreditera\w*|kreditfaktura|återbetal\w*)\b"
)
_CREDIT = re.compile(
    r"\b(?:kredit\w*|återbetal\w*|åter(?:fått|köp)|returnera\w*|retur av|f(?:ick|ått) tillbaka|tillgodo\w*)\b"
    r"|^\W*(?:utgift:? )?retur\b"  # 'tåg tur och retur' costs
)


def is_bought(lowered: str) -> bool:
    return bool(_BOUGHT.search(lowered))


def is_credit(lowered: str) -> bool:
    return bool(_CREDIT.search(lowered))
