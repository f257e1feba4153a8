"""Which dates somebody asks for: 'när är YH-släppet?', 'vad händer nästa vecka?', 'lägesrapport', 'YH-släpp 2025'."""

import re
from datetime import date
from typing import NamedTuple

from bot.project import Project
from bot.swedish.almanac import Span, year_span
from bot.swedish.inflection import stem
from bot.swedish.kinds import is_meeting
from bot.swedish.lexer import TAKEN, Lexed
from bot.swedish.milestone_day import named_milestones, without_genitive
from bot.swedish.readdates import read_days
from bot.swedish.vocabulary import vocabulary
from bot.swedish.when import Now


class Asked(NamedTuple):
    """The types and milestones (by name and key) that are named, the days asked about, what else is said of it.

    `mine`: what the writer is responsible for; `spanned`: how the days were written.
    """

    types: tuple[str, ...] = ()
    milestones: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    spanned: str = ""
    words: tuple[str, ...] = ()
    mine: bool = False


_SHOW = re.compile(r"(?i)^\W*(?:visa |öppna |se )?(?:mig |oss )?(?:hela )?planen(?: för| till| av)?\b")
_MINE = re.compile(r"(?i)\b(?:jag\b.*\bansvar|ansvar\w*\b.*\bjag\b|mina (?:datum|planer|aktiviteter|möten))")
_SAYS_NOTHING = frozenset(
    [
        "när",
        "är",
        "var",
        "vad",
        "vilka",
        "vilken",
        "vilket",
        "kommer",
        "komma",
        "händer",
        "hålls",
        "äger",
        "rum",
        "blir",
        "ska",
        "skall",
        "börjar",
        "infaller",
        "ligger",
        "nästa",
        "nästkommande",
        "kommande",
        "planerad",
        "planerade",
        "planerat",
        "planen",
        "planer",
        "plan",
        "visa",
        "för",
        "på",
        "gång",
        "datum",
        "datumet",
        "dag",
        "dagen",
        "har",
        "vi",
        "jag",
        "ni",
        "det",
        "den",
        "de",
        "i",
        "om",
        "till",
        "med",
        "och",
        "inbokat",
        "inbokad",
        "bokat",
        "finns",
        "något",
        "några",
        "någon",
        "möte",
        "möten",
        "mötet",
        "mötena",
        "aktivitet",
        "aktiviteter",
        "aktiviteten",
        "ansvar",
        "ansvarig",
        "ansvarar",
        "mina",
        "mitt",
        "min",
        "vår",
        "vårt",
        "våra",
        "alla",
        "under",
        "nu",
        "då",
        "in",
        "snart",
        "härnäst",
        "tid",
        "kl",
        "klockan",
        "senast",
        "ett",
        "en",
        "av",
        "s",
        "bestämt",
        "bestämd",
        "satt",
        "klart",
        "lämnas",
        "skickas",
    ]
)
_YEAR = re.compile(r"20\d\d")


def read_asked(text: str, project: Project, today: date) -> Asked:
    """What of the project's dates the text asks for; all empty when it names none."""
    plain = _SHOW.sub("", without_genitive(text)).strip()
    mine = bool(_MINE.search(plain))
    named = sorted(named_milestones(plain, project), key=lambda each: -each.weight)
    milestones = [each for each in named if each.weight == named[0].weight]
    rest = milestones[0].rest if milestones else plain
    lexed = Lexed(rest)
    days = [found for found in read_days(lexed, Now(today, forward=True)) if found.value.exists]
    spans = [(found.value.first, found.value.last) for found in days]
    spanned = [lexed.source(found.first, found.last) for found in days]
    left = [i for i, letter in enumerate(lexed.shape) if letter != TAKEN and re.fullmatch(r"\w[\w-]*", lexed.words[i])]
    years = [lexed.words[i] for i in left if _YEAR.fullmatch(lexed.words[i])]
    tokens = [i for i in left if lexed.words[i][0].isalpha()]
    found_types = [
        mention
        for mention in vocabulary(project).mentions([lexed.words[i] for i in tokens], tokens)
        if mention.hit.subject == "type" and not milestones
    ]
    first = min(found_types, key=lambda each: (each.first, -each.weight), default=None)
    of_type = set(range(first.first, first.last)) if first else set[int]()
    words = [
        lexed.words[i] for i in tokens
        if i not in of_type and lexed.words[i] not in _SAYS_NOTHING and (len(lexed.words[i]) > 1)
    ]  # fmt: skip
    return Asked(
        types=(first.hit.name,) if first else (),
        milestones=tuple(dict.fromkeys(each.kind.key for each in milestones)),
        spans=(*spans, *(year_span(int(year)) for year in years)),
        spanned=", ".join((*spanned, *years)),
        words=tuple(dict.fromkeys(words)),
        mine=mine,
    )


_CHANGES = frozenset(
    [
        "ställ",
        "ställa",
        "in",
        "flytta",
        "skjut",
        "skjuta",
        "upp",
        "fram",
        "avboka",
        "senarelägg",
        "tidigarelägg",
        "boka",
        "lägg",
        "om",
        "byt",
        "ändra",
        "tillbaka",
        "tidigare",
        "senare",
        "vecka",
        "veckor",
        "dagar",
        "månad",
        "månader",
        "framåt",
        "bakåt",
        "två",
        "tre",
        "fyra",
        "fem",
    ]
)


def only_changes(text: str, asked: Asked) -> bool:
    """'ställ in lägesrapporten', 'flytta slutrapporten en vecka': of a milestone, and of nothing that is held."""
    held = any(is_meeting(word) for word in re.findall(r"[^\W\d_]+", text.casefold()))
    return bool(asked.milestones) and not held and _CHANGES.issuperset(asked.words)


def is_about(word: str, said: str) -> bool:
    """Whether a word is one of those in lower-case `said`, in any form: 'vården', 'vård'."""
    beginning = stem(word)
    return any(each.startswith(beginning) for each in re.findall(r"\w+", said))
