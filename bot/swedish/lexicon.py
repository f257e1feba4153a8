"""The closed vocabulary: each word that dates, amounts or counts hang on becomes one letter and a value.

The rules of `dates`, `clock`, `money` and `counts` are patterns over these letters, so that a rule reads
like the phrase it is for. Digits stand for a run of so many digits, punctuation for itself, 'w' for any
other word, 'n' for a number word and 'N' for a number of several parts (1 250,50).
"""

from decimal import Decimal
from typing import Any

from bot.swedish.number_words import ORDINALS, SCALES, SMALL
from bot.swedish.slips import dotless

Meaning = tuple[str, Any]
LEXICON: dict[str, Meaning] = {}


def _put(letter: str, meanings: dict[str, Any]) -> None:
    for words, value in meanings.items():
        for word in words.split():
            LEXICON[word] = (letter, value)


_put("n", SMALL)
_put("n", SCALES)
_put("n", {"ettusen": 1000, "etttusen": 1000})
_put("O", ORDINALS)

# --- the calendar
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
          "oktober", "november", "december")  # fmt: skip
for _number, _name in enumerate(WEEKDAYS):
    _put("W", {_name: _number, _name[:-3]: _number})
    _put("T", {_name + "en": _number, _name + "ens": _number, _name[:-2] + "n": _number})  # tisdan
    _put("S", {_name + "s": _number, _name[:-2] + "s": _number})  # i tisdas
    _put("P", {_name + "ar": (_number,), _name + "arna": (_number,)})
_put("P", {"vardag vardagar vardagen arbetsdag arbetsdagar": (0, 1, 2, 3, 4)})
_put("W", {"mån må": 0, "ti tisd": 1, "onsd": 2, "tor to torsd": 3, "fred": 4, "lö lörd": 5, "sö sönd": 6})
for _number, _name in enumerate(MONTHS, 1):
    _put("M", {_name: _number, _name + "s": _number, _name[:3]: _number})
_put("M", {"sept": 9, "janu": 1, "febr": 2, "nove": 11, "dece": 12})
_put("J", {"jul": 7, "mar": 3})  # months only next to a day: 'jul' is also Christmas
_put("D", {
    "förrgår iförrgår förgår iförgår": -2, "igår": -1,
    "idag ikväll imorse inatt ieftermiddag iförmiddags ieftermiddags ikvälls": 0,
    "imorgon imorrn imorn imorron": 1, "övermorgon iövermorgon": 2,
})  # fmt: skip
_put("G", {"går": -1, "morgon morrn morn morron": 1})
_put("¶", {  # a sign, since what is looked up by its words is only letters: no 'middag' in 'förmiddag'
    "fm förmiddag förmiddagen förmiddags morse morgonen bitti bittida natt natten": "am",
    "em eftermiddag eftermiddagen eftermiddags kväll kvällen": "pm", "lunchtid heldag halvdag förmiddagar": None,
})  # fmt: skip
_put("U", {"dag dagen dagar dagarna dygn dar dagars dgr": "day", "månad månaden månader mån månads": "month",
           "år året åren års helår helåret": "year", "kvartal kvartalet": "quarter", "halvår halvåret": "half",
           "helg helgen helgerna": "weekend", "termin terminen": "term"})  # fmt: skip
_put("W", {"mån": 0})  # and no month: 'mån 3/3'
_put("V", {"v": "v", "ve": "v", "vecka": "week", "veckan veckans veckas": "week", "veckor veckorna": "weeks"})
_put("H", {
    "påsk påsken påskhelgen påskveckan": "easter", "påskdagen påskdag": "easter_day", "påskafton": "easter_eve",
    "skärtorsdag skärtorsdagen": "maundy", "långfredag långfredagen": "good_friday",
    "pingst pingsten pingsthelgen": "pentecost_span", "pingstdagen pingstdag": "pentecost",
    "pingstafton": "pentecost_eve", "midsommar midsommarhelgen": "midsummer",
    "midsommarafton": "midsummer_eve", "midsommardagen": "midsummer_day", "julafton julaftonen": "christmas_eve",
    "juldagen juldag": "christmas_day", "julen julhelgen": "christmas",
    "nyårsafton nyårsaftonen": "new_years_eve", "nyårsdagen nyårsdag": "new_years_day", "nyår": "new_year",
    "trettondagen trettondag trettondedag trettondedagen": "epiphany", "trettondagsafton": "epiphany_eve",
    "mellandagarna": "between_years",
    "valborg valborgsmässoafton": "walpurgis", "nationaldagen": "national_day", "lucia luciadagen": "lucia",
    "kristihimmelsfärdsdag kristihimmelsfärd": "ascension", "palmsöndagen palmsöndag": "palm_sunday",
    "kvinnodagen": "womens_day", "advent mors fars alla annandag annandagen kristi": None,
    "allhelgona allhelgonahelgen": "all_saints",
    "allahelgonsdag": "all_saints", "fettisdagen": "shrove",
    "himmelsfärdsdag himmelsfärd himmelsfärds himmelfärd himmelfärds himmelfärdsdag himmelsfärdsdagen": None,
})  # fmt: skip
_put("E", {"vår våren": "spring", "sommar sommaren sommarn": "summer", "höst hösten": "autumn",
           "vinter vintern": "winter"})  # fmt: skip
_put("E", {"vårterminen vt": "spring_term", "höstterminen ht": "autumn_term", "läsåret läsår": "school_year"})
_put("Z", {"våras": "spring", "somras": "summer", "höstas": "autumn", "vintras": "winter", "fjol ifjol": "last_year",
           "ivåras": "spring", "isomras": "summer", "ihöstas": "autumn", "ivintras": "winter",
           "julas": "christmas", "påskas": "easter"})  # fmt: skip
_put("Q", {"q": "quarter"})
_put("X", {"h": "hour", "tim timme timma timmen timmar timmarna tims timmes timmars": "hour",
           "min minut minuter minuters": "minute"})  # fmt: skip
_put("L", {"början inledningen": "start", "mitten mitt": "middle", "slutet": "end", "första": "start"})
_put("O", {"första": 1, "sista siste": -1})
_put("B", {"månadsskiftet månadsskifte": "month", "årsskiftet årsskifte": "year", "kvartalsskiftet kvartalsskifte": "quarter",
           "halvårsskiftet halvårsskifte": "half"})  # fmt: skip
_put("i", {"i": None})
_put("p", {"på": None})
_put("o", {"om": None})
_put("f", {"för": None})
_put("s", {"sedan sen sedn sdan": None})
_put("d", {"den d": None})
_put("t", {"till t tills": None})
_put("&", {"och o samt": None})
_put("b", {"mellan": None})
_put("r", {"från fr": None})
_put("k", {"kl klockan klockslag": None})
_put("x", {"nästa nästkommande": "next", "kommande": "coming"})
_put("l", {"förra föregående": "last", "senaste": "latest"})
_put("a", {"förrförra": "before_last", "nästnästa": "after_next"})
_put("h", {"denna detta innevarande": None})
_put("ä", {"här": None})
_put("u", {"nu": None})
_put("y", {"under hela": None})
_put("z", {"av": None})
_put("q", {"kvart": None})
_put("ö", {"över": None})
_put("F", {"halv halva halvt": Decimal("0.5"), "kvarts": Decimal("0.25"), "trekvarts": Decimal("0.75")})
_put("g", {"par": 2, "några": 3})
_put("v", {"varje": 1, "varannan vartannat varannat": 2})
_put("ρ", {"jämna": "even", "udda ojämna": "odd"})
_put("κ", {"månadsvis månatligen": "month", "veckovis": "week", "kvartalsvis": "quarter", "årligen": "year"})
_put("γ", {"gång": None})
_put("ü", {"häromdagen häromkvällen": "other_day", "häromveckan": "other_week"})

# --- money
_put("¤", {
    "kr kronor krona kronorna sek skr spänn riksdaler": ("SEK", 1), "tkr kkr tsek ksek": ("SEK", 1000),
    "mkr mnkr msek mkronor": ("SEK", 10**6), "mdkr": ("SEK", 10**9), "eur euro €": ("EUR", 1),
    "teur keur": ("EUR", 1000), "meur": ("EUR", 10**6),
    "usd dollar $": ("USD", 1), "gbp pund £": ("GBP", 1),
    "nok nkr": ("NOK", 1), "dkk dkr": ("DKK", 1), "chf schweizerfranc": ("CHF", 1), "pln zloty": ("PLN", 1),
    "jpy yen": ("JPY", 1), "isk": ("ISK", 1), "cad": ("CAD", 1), "aud": ("AUD", 1),
    "hundring hundringar hundralapp hundralappar": ("SEK", 100), "tusing tusingar tusenlapp tusenlappar": ("SEK", 1000),
    "femhundring femhundringar femhundralapp femhundralappar": ("SEK", 500),
})  # fmt: skip
#: Whose kronor, dollar or pund: 'danska kronor'.
OF_COUNTRY = {
    ("svenska", "SEK"): "SEK", ("danska", "SEK"): "DKK", ("norska", "SEK"): "NOK",
    ("amerikanska", "USD"): "USD", ("us", "USD"): "USD", ("brittiska", "GBP"): "GBP",
}  # fmt: skip
_put("ø", {"öre ören": None})
_put("c", {
    "ca cirka circa ungefär omkring runt kring drygt dryga knappt knappa nästan typ "
    "uppskattningsvis närmare uppemot minst åtminstone uppåt": None,
})  # fmt: skip
_put("-", {"minus": None})
_put("+", {"plus": None})
_put("%", {"procent": None})
_put("μ", {"moms momsen mervärdesskatt vat": None})
_put("ν", {"inkl inklusive ink incl inkluderat inberäknat med": "incl",
           "exkl exklusive ex excl exkluderat utan": "excl"})  # fmt: skip
_put("ε", {"före innan": -1, "efter": 1})
_put("φ", {
    "momsfri momsfritt momsfria nollmoms momsbefriad momsbefriat": None,
})  # fmt: skip

# --- heads
_put("C", {
    "deltagarantal deltagare deltagarna deltagarn delt deltag "
    "personer person pers prs människor st stycken stk närvarande "
    "åhörare medverkande ledamöter ledamot huvuden folk gäster deltog deltagande mötesdeltagare "
    "seminariedeltagare elever studenter studerande lärare rektorer chefer kollegor företagare "
    "representanter medlemmar tjänstemän tjänstepersoner politiker inbjudna kursdeltagare ungdomar "
    "vuxna anställda medarbetare nätverksdeltagare yrkeslärare studievägledare "
    "barn föräldrar pensionärer handläggare handledare mentorer praktikanter pedagoger närvarade medverkade": "total",
})  # fmt: skip
_put("K", {
    "kvinnor kvinna kvinnorna kv kvin kvinn k kvinnliga kvinnlig tjejer tjej tjejerna damer dam damerna flickor "
    "flicka": "women",
})  # fmt: skip
_put("A", {
    "män man männen m manliga manlig killar kille killarna herrar herre herrarna pojkar pojke grabbar": "men",
})  # fmt: skip
_put("R", {"ickebinära ickebinär binära binär": "others"})
_put("I", {"anmälda anmäld anmälningar föranmälda registrerade registreringar anmält anmälde anm": "registered"})
_put("Y", {"besökare besökarna förbipasserande besök montergäster mässbesökare": "visitors"})
_put("Ψ", {"mottagare prenumeranter mejladresser adressater mailadresser e-postadresser läsare": "recipients"})
_put("e", {"varav därav varibland": None})
_put("Δ", {"hälften": 50, "tredjedel tredjedelar": 33, "fjärdedel fjärdedelar": 25})
_put("ξ", {"könsfördelning": None})
_put("∅", {"ingen inga inget": None})
_put("Σ", {"totalt sammanlagt summa tillsammans sammantaget": None})
_put("c", {"~ > < ±": None})
_put("*", {"x": None})
_put("π", {"per à á styck": None})
_put("Ω", {"km kilometer": 1, "mil": 10})

# --- spaces and punctuation that are no unit stand for themselves
for _mark in " !\"#&'()*+,-./:;<=>?@[\\]^_`{|}":
    LEXICON.setdefault(_mark, (_mark, None))

#: Written without its dots and rings, as from a keyboard that has none: 'pa mandag', 'forra veckan', 'i gar'.
_UNDOTTED = frozenset("nOWTSPGD¶UVHEZLBJpflxaörüCIYΨΔecρκγ")
#: Where that gives another word: man, son, har, var.
_ANOTHER_WORD = frozenset({"man", "son", "var", "har", "ma", "lo", "so", "lord", "sond"})
for _word, _known in tuple(LEXICON.items()):
    _plain = dotless(_word)
    if _known[0] in _UNDOTTED and _plain not in _ANOTHER_WORD:
        LEXICON.setdefault(_plain, _known)

#: The longer month and weekday names by first letter, to catch slips ('febuari', 'torsdga', 'i fredgas').
SLIPPED: dict[str, tuple[str, ...]] = {}
for _name in ("imorgon", "övermorgon", *(m for m in MONTHS if len(m) >= 5),
              *(d + ending for d in WEEKDAYS for ending in ("", "s", "en"))):  # fmt: skip
    SLIPPED[_name[0]] = (*SLIPPED.get(_name[0], ()), _name)

#: The words for heads and money that are written most, and slips of the finger in them ('delatgare', 'kvinor').
SLIPPED_NOUNS: dict[str, tuple[str, ...]] = {}
for _name in ("kronor", "kvinnor", "deltagare", "personer", "besökare", "mottagare"):
    SLIPPED_NOUNS[_name[0]] = (*SLIPPED_NOUNS.get(_name[0], ()), _name)

#: A word that ends in one of these counts as it does: 'gymnasieelever', 'mässbesökare'.
COMPOUNDED = ("deltagare", "elever", "studenter", "studerande", "lärare", "rektorer", "chefer", "politiker",
              "ledamöter", "handläggare", "besökare", "prenumeranter")  # fmt: skip
