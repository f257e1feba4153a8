"""What is done by now: 'klart: boka lokal', 'bocka av uppgift 5', 'åtgärdad: för få kvinnor', 'uppgift 5 är klar'."""

import re
from dataclasses import dataclass

from bot.reading import NoteType
from bot.swedish.lexer import clean


@dataclass(frozen=True)
class Ticked:
    """What is to be ticked off, or opened again (not `done`): by number, or by the words it is known by.

    `type` is None where the words do not tell. `sure`: it is an order and nothing else; without it, words that fit
    nothing open may tell of something to log.
    """

    done: bool
    type: NoteType | None
    numbers: tuple[int, ...] = ()
    words: str = ""
    sure: bool = False


_TYPES: dict[str, NoteType] = {"uppg": "todo", "avvi": "deviation", "besl": "decision"}
_NOUN = r"(?P<noun>uppgift(?:en|erna|er)?|avvikelse(?:n|rna|r)?|beslut(?:et|en)?)"
_NUMBERS = r"(?:(?:nr|nummer)\.? ?)?#?(?P<numbers>\d{1,9}(?:(?: ?, ?| och | & | samt )#?\d{1,9})*)"
_KNOWN = rf"(?:(?:{_NOUN} )?{_NUMBERS}|(?:{_NOUN.replace('noun', 'called')}[: ] ?)?(?P<words>[^\d\s].*))"
_SETTLED = (
    r"(?:klar(?:t|a)?|färdig(?:t|a)?|gjor[dt]|gjorda|avklarade?|avklarat|avbocka(?:d|t|de)|åtgärda(?:d|t|de)|löst?|lösta|fixa(?:d|t|de)"
    r"|fatta(?:t|de)|beslutat|beslutad|beslutade|tage[tn]|utför[dt])"
)
_ONLY = rf"\W*{_KNOWN}\W*"
_RULES: tuple[tuple[re.Pattern[str], bool, bool], ...] = tuple(
    (re.compile(rf"(?i){rule}\W*"), done, sure)
    for rule, done, sure in (
        (rf"\W*öppna (?:{_NOUN} ){_NUMBERS}(?: igen)?", False, True),
        (rf"\W*(?:inte|ej) (?:klart?|färdigt?|åtgärda[dt]|beslutat)\s*:\s*{_ONLY}", False, True),
        (rf"\W*(?:{_NOUN} ){_NUMBERS} (?:är |blev )?(?:inte|ej) {_SETTLED}(?: än)?", False, True),
        (rf"\W*(?:{_NOUN} ){_NUMBERS} (?:är |blev |har blivit )?(?:nu |också )?{_SETTLED}(?: nu)?", True, True),
        (rf"\W*(?:jag är |vi är |är )?(?:klar(?:t)?|färdig(?:a)?)(?: med)? (?:{_NOUN} ){_NUMBERS}", True, True),
        (rf"\W*(?:åtgärda(?:t|d|de)?|lös(?:t|te)|fattat|gjort) (?:{_NOUN} ){_NUMBERS}", True, True),
        (rf"\W*(?:bocka(?:r|de|t)?|checka(?:r|de|t)?|pricka(?:r|de|t)?) av(?: ?:)? {_KNOWN}", True, True),
        (rf"\W*(?:klarmarkera|avsluta|stäng) (?:{_NOUN} ){_NUMBERS}", True, True),
        (rf"\W*markera {_KNOWN} som {_SETTLED}", True, True),
        (
            r"\W*(?:det (?:är|blev) )?(?:klar(?:t|a)?|färdig(?:t|a)?|gjor[dt]|avklara[dt]|avbocka[dt])\s*:\s*" + _ONLY,
            True,
            True,
        ),
        (rf"\W*(?P<deviation>åtgärda(?:d|t|de)|löst)\s*:\s*{_ONLY}", True, True),
        (rf"\W*(?P<decision>beslutat|beslutad|beslut fattat|fattat(?: beslut)?)\s*:\s*{_ONLY}", True, False),
        (rf"\W*{_KNOWN} (?:är|blev) (?:nu )?{_SETTLED}(?: nu)?", True, False),
        (rf"\W*(?P<words>[^\d\s,]+ [^\d,]*[^\d,\s]) {_SETTLED}(?: nu)?", True, False),  # 'ring Nora klart'
        # 'jag har ringt Nora nu'
        (
            r"\W*(?:nu har (?:jag|vi)|(?:jag|vi) har)(?: nu| redan| precis)? (?P<words>[^\d\s,][^\d,]*?)(?: nu| redan| idag| i dag)?",
            True,
            False,
        ),
        (rf"[✅☑✔]\ufe0f? *:? *{_KNOWN}", True, True),
    )
)
_LONGEST = 300  # characters a line: what is longer tells of something


def read_ticked(text: str) -> tuple[Ticked, ...]:
    """What the text ticks off or opens again, one a line; nothing where a line says anything else."""
    lines = [line.strip() for line in clean(text).splitlines() if line.strip()]
    found = tuple(_line(line) for line in lines if len(line) <= _LONGEST)
    return tuple(one for one in found if one) if lines and all(found) and len(found) == len(lines) else ()


def _line(line: str) -> Ticked | None:
    for rule, done, sure in _RULES:
        if match := rule.fullmatch(line):
            said = match.groupdict()
            noun = (said.get("noun") or said.get("called") or "").lower()
            type_ = next((name for name in ("deviation", "decision") if said.get(name)), None) or noun[:4]
            numbers = tuple(int(number) for number in re.findall(r"\d+", said.get("numbers") or ""))
            words = (said.get("words") or "").strip(" .!?\"'”“")
            if not numbers and not re.search(r"\w", words):
                return None
            return Ticked(done, _TYPES.get(type_[:4], _BY_NAME.get(type_)), numbers, words, sure or bool(numbers))
    return None


_BY_NAME: dict[str, NoteType] = {"deviation": "deviation", "decision": "decision"}
