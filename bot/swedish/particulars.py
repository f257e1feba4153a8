"""What the words of a contact look like: roles, kinds of organisation, surnames, labels. Signs, never lists of names."""

import re

#: Labels that may stand before a value, with or without a colon, and the field that they name ("": read elsewhere).
LABELS = {
    "namn": "name", "efternamn": "name", "kontaktperson": "name",
    "roll": "role", "titel": "role", "befattning": "role", "tjänst": "role", "yrke": "role",
    "organisation": "organisation", "org": "organisation", "företag": "organisation", "arbetsplats": "organisation",
    "bolag": "organisation", "arbetsgivare": "organisation",
    "målgrupp": "", "kategori": "", "kommun": "", "ort": "", "stad": "", "plats": "", "adress": "", "källa": "",
}  # fmt: skip
#: What stands before (or after) an address that has been taken already.
ADDRESS_WORDS = frozenset({
    "tel", "telefon", "tfn", "tlf", "telnr", "telefonnummer", "mobil", "mobilnr", "mobilnummer", "mob", "nr",
    "direkt", "växel", "mejl", "mail", "mejladress", "mailadress", "e-post", "epost", "email", "e-mail",
    "epostadress", "e-postadress", "nås", "på", "via", "personnummer", "pnr", "adress",
})  # fmt: skip
_ROLE = re.compile(
    r"\w*(?:chef|ledare|ansvarig|samordnare|ordinator|direktör|ordförande|ägare|lärare|rektor|strateg|konsult|"
    r"handläggare|sekreterare|utvecklare|assistent|controller|ekonom|vägledare|specialist|rådgivare|ombudsman|talesman|"
    r"ombud|rekryterare|administratör|kommunikatör|expert|tekniker|ingenjör|mentor|coach|ledamot|kommunalråd|regionråd|"
    r"politiker|manager|inspektör|lektor|adjunkt|prefekt|professor|revisor|arkitekt|entreprenör|representant|forskare|utredare|planerare|företagare|sköterska)"
    r"|vd|vvd|ceo|cfo|cto|coo|hr|syv|ordf|dekan|docent|doktorand|"
    r"student|elev|praktikant|lärling|grundare|advisor|partner|officer|director|kontaktperson|"
    r"(?:hr|it|yh)-\w+"
)
#: Swedish makes a trade of a verb or a subject so; a surname may end like that, so only lower-case words count.
_TRADE = re.compile(r"\w{3,}(?:are|ör|ist|log|nom|iker)|\w*förman")
_NO_TRADE = re.compile(
    r"\w*[kq][vu]ist|tidigare|senare|vidare|närmare|snarare|\w*givare|\w*anordnare|deltagare|för|gör"
)
ENGLISH_TITLES = frozenset({"manager", "partner", "officer", "director", "advisor", "lead", "specialist", "executive"})
#: A department says what somebody works with.
FUNCTIONS = frozenset({
    "inköp", "ekonomi", "marknad", "försäljning", "produktion", "personal", "kommunikation", "kansli", "kansliet",
    "it",
})  # fmt: skip
MEMBERSHIP = re.compile(r"\w*(?:ordförande|ledamot|medlem|kassör|sekreterare|ägare|partner|ordf|grundare)")
_MODIFIER = re.compile(r"\w+(?:isk|ande|ell|al|iv|ior|ad)|vice|tf|bitr|stf|ny|konst")

#: Stands for the space in 'Ek. för.', which is one word here.
JOINED = "\x03"
_LEGAL = frozenset({"ab", "hb", "kb", "aktiebolag", "handelsbolag", "ekför", "inc", "ltd"})
_OF_PLACE = frozenset({"kommun", "kommuns", "kommunen", "län", "stad"})
_KIND = (
    "kontor|kontoret|förbund|förbundet|bolag|bolaget|skolan|skola|gymnasiet|gymnasium|centrum|center|college|byrå|byrån|"
    "gruppen|företagen|förmedlingen|kammaren|kammare|universitet|universitetet|högskola|högskolan|stiftelsen|förening|"
    "föreningen|myndigheten|verket|verken|sjukhus|sjukhuset|kassan|fabriken|fabrik|nämnden|förvaltningen|klubben|"
    "akademi|akademin|akademien|institutet|utbildningar|industri|industrier|sverige|group|hub|teknik|konsult|partner|"
    "vuxenskolan|rådet|hus|hotell|hotellet|koncernen|styrelsen|museet|museum"
)
_BARE_KIND = re.compile(rf"{_KIND}|yh|bygg|el|mekaniska|maskin|plåt|svets|transport|plast|entreprenad|bemanning")
_COMPOUND = re.compile(rf"\w\w+-?(?:{_KIND})")
_STARTS = frozenset(
    {"region", "regionen", "komvux", "företagarna", "stiftelsen", "studieförbundet", "institutet", "if"}
)
_SURNAME = re.compile(
    r"\w*(?:sson|sen|ström|strand|berg|lund|gren|[kq][vu]ist|dahl|stedt|stad|man|blad|lind|blom|borg|bäck|beck|fors|sjö|"
    r"hed|mark|wall|vall|holm|björk|sten|löf|skog|åker|brandt|én|ander|ek|öst|hall|ås|roos|frid|alm|vik|rehn|falk)"
)
#: The first word of an organisation's name, not of a person's: Svenska, Norra, Bergslagens, Närkes.
_NEVER_GIVEN = re.compile(
    r"svensk[at]|nordisk[at]|norra|södra|västra|östra|nya|stora|lilla|\w{4,}(?:ens|rnas|lands)|\w+rkes"
)
PARTICLES = frozenset({
    "von", "af", "de", "van", "der", "la", "di", "al", "el", "bin", "ben",
    "del", "da", "dos", "zu", "ter", "ibn", "abu",
})  # fmt: skip


def plain(word: str) -> str:
    """The word as it is compared: lower case, without the signs around it."""
    return word.strip(".,:'\"!?*").lower()


def is_role(word: str, capital: bool) -> bool:
    """Whether a word (as `plain` gives it) is a role: 'hr-chef', 'vd/ägare', and in lower case any trade."""
    last = re.split(rf"[/{JOINED}]", word)[-1]
    if _ROLE.fullmatch(last):
        return True
    return not capital and bool(_TRADE.fullmatch(last)) and not _NO_TRADE.fullmatch(last)


def may_lead_role(word: str) -> bool:
    """Whether a word often stands before a role: teknisk, biträdande, vice."""
    return bool(_MODIFIER.fullmatch(word))


def looks_like_surname(word: str) -> bool:
    return bool(_SURNAME.fullmatch(word.lower().rpartition("-")[2]))


def never_given(word: str) -> bool:
    """Whether a word begins organisations' names and not people's."""
    return bool(_NEVER_GIVEN.fullmatch(word.lower()))


def sign_of_organisation(word: str) -> str | None:
    """How a word (as `plain` gives it) tells an organisation's name.

    'ends': AB, which ends it; 'place': kommun, which follows one word; 'follows': YH, skola, which follow some
    words; 'alone': Näringslivskontoret, Region, which may stand alone or begin it. None: it tells nothing.
    """
    if word.replace(".", "").replace(JOINED, "") in _LEGAL:
        return "ends"
    if word in _OF_PLACE:
        return "place"
    word = word.rpartition(JOINED)[2]
    if word in _STARTS or (_COMPOUND.fullmatch(word) and not word.startswith("nätverk")):
        return "alone"
    return "follows" if _BARE_KIND.fullmatch(word) else None
