"""Which record a correction or removal speaks of: its number, 'senaste', or what it is known by."""

import re
from datetime import date

from bot.reading import NoteType, Target
from bot.records import Kind
from bot.swedish.message import Message
from bot.swedish.when import When

_NOUNS: dict[str, tuple[Kind, NoteType | None]] = {
    "aktivitet": ("activity", None), "tillfälle": ("activity", None), "utgift": ("expense", None),
    "utlägg": ("expense", None), "kostnad": ("expense", None), "kontakt": ("contact", None),
    "inbetalning": ("payment", None), "betalning": ("payment", None), "beslut": ("note", "decision"),
    "avvikelse": ("note", "deviation"), "uppgift": ("note", "todo"), "anteckning": ("note", "note"),
    "mätning": ("measurement", None), "mått": ("measurement", None), "indikator": ("indicator", None),
}  # fmt: skip
_NOUN = re.compile(
    rf"(?i)(?<!\w)(?P<noun>{'|'.join(_NOUNS)})(?:en|et|n)?(?:(?: (?:nr|nummer)\.?)? ?#?(?P<number>\d{{1,9}})"
    r"(?![\d/.,:-]*\d|\.? ?(?:kr|tkr|:-|,-|st(?!\w)|pers|delt|anm|jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)))?(?!\w)"
)
_NUMBER = re.compile(r"(?i)(?:^\s*|(?<!\w)(?:nr|nummer)\.? ?|#)(?P<number>\d{1,9})(?=\s*$|[:,])")
_LATEST = re.compile(r"(?i)(?<!\w)(?:allra )?(?:senaste|sista|sist|nyss)(?! anm| dag| datum)(?!\w)")
_OCCASION = re.compile(r"(?i)(?<!\w)(?:mötet|träffen|besöket|tillfället|eventet)(?!\w)")
_THAT = frozenset({"", "den", "det", "den där", "det där", "det sista", "den sista"})
_SEVERAL = re.compile(
    r"(?i)\d,? (?:och|&|samt) (?:nr\.? ?)?#?\d+(?! ?(?:kr|tkr|jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|:|/))"
)
_ALL_OF = re.compile(r"(?i)\W*(?:alla|samtliga|båda|bägge|varje) (?!deltagare)")  # 'ställ in alla arbetsgruppsmöten'
_NOUN_ALONE = re.compile(rf"(?i)(?<!\w)({'|'.join(_NOUNS)})(?:en|et|n)?(?!\w)")
_SAYS_NOTHING = frozenset({
    "inställt", "inställd", "ställs", "ställdes", "ställer", "avbokat", "avbokad", "flyttas", "flyttat", "flyttad",
    "flyttar", "blir", "tyvärr", "nej", "oj", "hoppsan", "sorry", "menade", "antal", "belopp", "den", "det",
    "min", "mitt", "mina", "vår", "vårt", "som", "var", "blev", "dubbel", "dubblett", "dubbletten", "från", "till",
    "med", "för", "och", "eller", "fel", "inlagd", "inlagt", "igen", "helt", "bara", "post", "posten", "raden", "rad",
    "en", "ett", "av", "på", "vid", "hos", "om", "nya", "sin", "sina", "jag", "vi", "nyss", "sist", "senaste",
    "sista", "allra", "sen", "idag", "mötet", "möte", "dagen", "datum", "kontakten", "utgiften", "aktiviteten", "nr",
    "nummer",
})  # fmt: skip


def without_number(text: str) -> tuple[str, Kind | None]:
    """The text without 'utgift 12' and the like, so that the number is read as nothing else; and the kind."""
    noun = _NOUN.search(text)
    if noun:
        gone = text[: noun.start()] + " " + text[noun.end() :] if noun["number"] else text
        return gone, _NOUNS[noun["noun"].lower()][0]
    number = _NUMBER.search(text)
    return (text[: number.start()] + " " + text[number.end() :] if number else text), None


def target_of(text: str, spoken: Message, today: date, without: re.Pattern[str] | None = None) -> Target:
    """What `text` says of the record; `spoken` is the same text peeled, without its number and what is new."""
    noun = _NOUN.search(text)
    kind, note_type = _NOUNS[noun["noun"].lower()] if noun else (None, None)
    number = noun["number"] if noun and noun["number"] else None
    if number is None and (found := _NUMBER.search(text)):
        number = found["number"]
    text = " ".join((without.sub(" ", text) if without else text).split()).strip(" .,:")
    words = _words(text, spoken)
    types = sorted(spoken.about("type"), key=lambda m: (m.first, -m.weight))
    if kind is None and _OCCASION.search(text):
        kind = "activity"
    return Target(
        text=text,
        kind=kind,
        note_type=note_type,
        number=int(number) if number else None,
        latest=bool(_LATEST.search(text)) or text.lower() in _THAT,
        several=_several(text, {mention.hit.name for mention in types}),
        activity_type=types[0].hit.name if types and kind in (None, "activity") else None,
        type_word=spoken.lexed.source(types[0].first, types[0].last).lower() if types else "",
        municipalities=spoken.where.municipalities,
        days=tuple(span for found in spoken.days for span in _spans(found.value, today)),
        amount=spoken.moneys[0].value.amount if spoken.moneys else None,
        words=words,
    )


def _several(text: str, types: set[str]) -> bool:
    """Whether more than one is spoken of: 'aktivitet 12 och 14', 'seminariet och företagsbesöket'."""
    nouns = {found.lower() for found in _NOUN_ALONE.findall(text)}
    if types and _ALL_OF.match(text):
        return True
    return bool(_SEVERAL.search(text)) or (" och " in text and (len(nouns) > 1 or len(types) > 1))


def _spans(when: When, today: date) -> list[tuple[date, date]]:
    """All the days that a day in a description may be: it has been or will be."""
    if not when.exists:
        return []
    spans = [(when.first, when.last), *when.others]
    if when.at:
        spans += [span for year in range(today.year - 3, today.year + 3) if (span := when.at(year))]
    return list(dict.fromkeys(spans))


def _words(text: str, spoken: Message) -> tuple[str, ...]:
    """What else names it: every word that says something and is neither its place nor wholly its type."""
    named = {
        spoken.lexed.words[mention.first]
        for mention in spoken.mentions
        if mention.hit.subject == "place"
        or (mention.hit.subject == "type" and mention.hit.how in ("exact", "inflected"))
    }
    left = {word for word, letter in zip(spoken.lexed.words, spoken.lexed.shape, strict=True) if letter.isalpha()}
    found = (word.lower() for word in re.findall(r"[^\W\d_]{3,}|[A-ZÅÄÖÉ][^\W\d_]", text))
    return tuple(
        dict.fromkeys(
            word for word in found
            if word in left and word not in named and word not in _SAYS_NOTHING and not _NOUN.fullmatch(word)
        )
    )  # fmt: skip
