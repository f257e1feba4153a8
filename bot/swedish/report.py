"""Which report is asked for, and of which days: 'rapport lägesrapport kvartal 1', 'gör en ekonomirapport för 2024'."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from rapidfuzz import fuzz, process

from bot.project import Project
from bot.span import Span, of_year, whole
from bot.swedish.spans import Period, SinceLast, named, read_periods

ReportKind = Literal["lägesrapport", "ekonomi", "styrgrupp", "slutrapport", "utvärdering"]
KINDS: tuple[ReportKind, ...] = get_args(ReportKind)


@dataclass(frozen=True)
class ReportRequest:
    """`kind` None: which one is not said; `period` None: the one that is due. `word` was not understood."""

    kind: ReportKind | None = None
    period: Period | None = None
    word: str = ""


_WORDS: dict[ReportKind, tuple[str, ...]] = {
    "lägesrapport": ("lägesrapport", "lagesrapport", "läge", "läget", "delrapport", "kvartalsrapport"),
    "ekonomi": (
        "ekonomi", "ekonomin", "ekonomirapport", "ekonomisk", "ekonomiska", "pengar", "pengarna", "budget", "kostnader",
        "kostnaderna", "redovisning", "rekvisition", "rekvisitionen", "excel",
    ),
    "styrgrupp": (
        "styrgrupp", "styrgruppen", "styrgruppens", "styrgruppsmöte", "styrgruppsmötet", "styrgruppsunderlag", "styrgruppsrapport",
    ),
    "slutrapport": ("slutrapport", "slut", "slutlig"),
    "utvärdering": ("utvärdering", "utvärderingen", "utvärderare", "utvärderaren", "utvärderarna", "utvärderingsunderlag"),
}  # fmt: skip
_ENDINGS = ("", "en", "et", "er", "erna", "n")
_KIND_OF = {f"{word}{ending}": kind for kind, words in _WORDS.items() for word in words for ending in _ENDINGS}
# these name a report by themselves; 'ekonomi' alone is the status of the money
_BY_ITSELF = ("lägesrapport", "lagesrapport", "delrapport", "kvartalsrapport", "ekonomirapport", "slutrapport",
              "styrgruppsunderlag", "styrgruppsrapport", "utvärderingsunderlag")  # fmt: skip
_REPORTS = frozenset(f"rapport{ending}" for ending in _ENDINGS) | {"underlag", "underlaget", "rapportunderlag"} | {
    "papper", "papperen", "papperna", "pappren", "handlingar", "handlingarna", "material", "materialet",
}  # fmt: skip
_ASKED = frozenset(
    f"{name}{ending}" for name in (*_BY_ITSELF, "rapport") for ending in _ENDINGS
)  # one of these makes it a request for a report
_IDLE = (
    "- – / & + en ett den det de till åt för om av i på och med från gör göra skapa ta fram ge mig oss skriv "
    "hämta visa ladda ned ner exportera skicka behöver vill jag vi ha kan du få snälla tack nu word fil filen "
    "perioden period som är projekt projektets projektet"
)
_FILLERS = frozenset(_IDLE.split())
_WISH = re.compile(
    r"\s*(?:rapport(?:er)?|rapporten\W*$|vilka rapporter|(?:kan|kunde|skulle) (?:du|man|jag|vi)|ge (?:mig|oss)|gör|skapa|ta fram|skicka|hämta|exportera|visa|(?:jag|vi) (?:vill|behöver|önskar))(?!\w)"
)
_WHOLE = frozenset({"hela", "totalt", "allt", "projekttiden", "total", "samtliga"})
_WORD = re.compile(r"\d+|[^\W\d_]+(?:-[^\W\d_]+)*")
_CLOSE_ENOUGH = 75.0  # of 100: 'ekonmi' is 92, 'slutraport' 95; words of other things stay below 65


def read_report(text: str, project: Project, today: date) -> ReportRequest | None:
    """The report that `text` asks for; None when it is about something else."""
    plain = unicodedata.normalize("NFC", text).casefold().strip(" ?!.")
    if not _names_one(_WORD.findall(plain)):
        return None
    periods, rest = read_periods(plain, project, today)
    words = _WORD.findall(rest)
    kinds = [_KIND_OF[word] for word in words if word in _KIND_OF]
    spans = [*periods, *(of_year(project, int(word)) for word in words if _is_year(word))]
    if _WHOLE.intersection(words):
        spans.append(whole(project))
    strange = [word for word in words if not _known(word)]
    if strange:
        return _mended(strange[0], spans, kinds) if _WORD.findall(plain)[0] in ("rapport", "rapporter") else None
    # 'ekonomisk slutrapport' is of the two the one that is named last
    return ReportRequest(kinds[-1] if kinds else None, _joined(spans))


def wishes_for_report(text: str) -> bool:
    """Whether somebody asks for one in plain words: 'ge mig en lägesrapport', 'jag vill ha underlag till styrgruppen'."""
    plain = unicodedata.normalize("NFC", text).casefold()
    return _WISH.match(plain) is not None and _names_one(_WORD.findall(plain))


def _names_one(words: list[str]) -> bool:
    """Whether a report is named: by its own word, or as the papers of a group."""
    if _ASKED.intersection(words):
        return True
    return bool(_REPORTS.intersection(words)) and any(
        _KIND_OF.get(word) in ("styrgrupp", "utvärdering") for word in words
    )


def _is_year(word: str) -> bool:
    return word.isdecimal() and len(word) == 4 and int(word) > 0


def _known(word: str) -> bool:
    return word in _KIND_OF or word in _REPORTS or word in _FILLERS or word in _WHOLE or _is_year(word)


def _mended(word: str, spans: list[Period], kinds: list[ReportKind]) -> ReportRequest:
    """'rapport ekonmi 2024' is one for the economy; a word that is like none is told of."""
    names = [name for words in _WORDS.values() for name in words]
    best = process.extractOne(word, names, scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH)
    if best is None or kinds:
        return ReportRequest(word=word[:40])
    return ReportRequest(_KIND_OF[best[0]], _joined(spans))


def _joined(spans: list[Period]) -> Period | None:
    """Several periods as one: '2023 och 2024'."""
    if len(spans) < 2:
        return spans[0] if spans else None
    days = [span for span in spans if isinstance(span, Span)]
    since = next((span for span in spans if isinstance(span, SinceLast)), None)
    if since or not days:
        return since
    first, last = min(span.first for span in days), max(span.last for span in days)
    return Span(first, last, named(first, last))
