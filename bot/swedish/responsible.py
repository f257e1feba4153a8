"""Who is responsible: 'ansvarig @Anna', 'ansvarig: Anna Ek', 'Anna ansvarar', 'ansvarig jag'."""

import re
from bisect import bisect_left
from typing import NamedTuple

from bot.swedish.kinds import ERRAND, first_word, is_meeting
from bot.swedish.lexer import Lexed
from bot.swedish.particulars import PARTICLES

#: How a reading names whoever wrote it; only the surface knows what the person is called.
WRITER = "jag"
#: A call to everybody is nobody's duty.
_EVERYBODY = frozenset({"channel", "here", "everyone", "kanalen", "alla"})


class Responsible(NamedTuple):
    """Who, as written, or WRITER; who else is named; and where that stands, in characters."""

    name: str = ""
    others: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


NOBODY = Responsible()

_CAPITAL = r"[A-ZÅÄÖÉÜ][\w'-]+"
_NAME = rf"{_CAPITAL}(?:(?: (?:{'|'.join(PARTICLES)}))? (?:{_CAPITAL}|[A-ZÅÄÖ]\b\.?)){{0,2}}(?: (?:kommun|län)\b)?"
_WORD = r"(?:[Hh]uvud)?[Aa]nsv(?:ar(?:ig[ea]?)?|\.)?(?: person)?"
_DUTY = r"(?:[Aa]nsvarar|(?:är|blir|står som) (?:huvud)?ansvarig|har (?:huvud)?ansvaret|tar ansvaret|håller i (?=(?:det|den|mötet)\b))"
#: Of the meeting, not of the coffee: 'Anna ansvarar för fikat' is part of what is told.
_OF_IT = r"(?: ?(?:för )?(?:det|den|detta|mötet|tillfället)(?!\w)|(?! (?:för|att) ))"
_ALSO = rf"(?:(?: och | & |/|, (?=@))@?(?:{_NAME}|(?<=@)\w[\w.'-]*\w))*"
_LED = re.compile(
    rf"^\W*(?:(?P<i_too>[Jj]ag)|(?P<who_too>{_NAME})) {_DUTY} för (?=\w)"
    rf"|(?<!\w)(?:[Mm]ed )?(?:{_WORD}:? ?(?:är |blir |= ?)?(?P<me>jag|mig|undertecknad)(?: själv)?(?!\w)"
    rf"|(?P<i>[Jj]ag|[Uu]ndertecknad) {_DUTY}{_OF_IT}|(?:[Mm]ed )(?P<with>mig|{_NAME}) som (?:huvud)?ansvarig"
    rf"|{_WORD}:? ?(?:är |blir |= ?)?(?P<name>{_NAME}){_ALSO}"
    rf"|{_WORD}:? ?(?:är |blir |= ?)?@(?P<called>[^\W\d_][\w.'-]*\w(?: {_CAPITAL}){{0,2}}){_ALSO}"
    rf"|(?P<who>{_NAME})(?: (?:och|&) (?P<also>{_NAME}))? {_DUTY}{_OF_IT}"
    rf"|(?<![^\s(,.;:–-])(?:{_WORD}(?:: ?| är | (?<=[,(.;–-] [Aa]nsvarig )))(?P<low>[^\W\d_]{{3,}})(?=\s*(?:[,.;)]|$)))"
)
_AT = re.compile(rf"(?<![\w.])@(?P<called>[^\W\d_][\w.'-]*\w(?: {_CAPITAL}){{0,2}})(?:(?:,? och |, | & |/)(?=@))?")
_SPLIT = re.compile(r" och | & |/|, ")
#: What stands after 'ansvarig' and is no name, where names may be written without capitals.
_NO_NAME = frozenset(
    ["för", "utgivare", "person", "saknas", "okänd", "oklar", "oklart", "utses", "utsedd", "finns", "ska", "senare"]
)


def read_responsible(lexed: Lexed, places: frozenset[str]) -> Responsible:
    """Who is said to be responsible, nothing taken yet. A place or another word of ours is nobody's surname."""
    text = lexed.text
    errand = ERRAND.match(text)  # 'Anna ska boka lokal'
    if errand and first_word(text).kind == "note":
        return Responsible((errand["errand"] or WRITER).lstrip("@"), (), (errand.span(),))
    if "@" not in text and "nsv" not in text and "håller i" not in text:
        return NOBODY
    named: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in (*_LED.finditer(text), *_AT.finditer(text)):
        if any(start < match.end() and match.start() < end for start, end in spans):
            continue
        if match.re is _LED and (match["me"] or match["i"] or match["i_too"] or match["with"] == "mig"):
            named.append(WRITER)
            spans.append(match.span())
            continue
        group = next(name for name, said in match.groupdict().items() if said)
        begin, end = match.span(group)
        end = _name_end(lexed, begin, end, places)
        if match[group].lower() in _EVERYBODY or end <= begin or (group == "low" and match[group] in _NO_NAME):
            continue
        rest = match.end() if end == match.end(group) else end
        further = [match["also"]] if group == "who" and match["also"] else _further(text[end:rest], group)
        named += [text[begin:end], *further]
        spans.append((match.start(), rest))
    if not named:
        return NOBODY
    return Responsible(named[0], tuple(dict.fromkeys(named[1:])), tuple(spans))


def _further(text: str, group: str) -> list[str]:
    """'… och Bo Ek': who else is named after the first."""
    if group in ("who", "who_too", "with", "low"):
        return []
    return [name.lstrip("@") for name in _SPLIT.split(text)[1:] if name.strip("@ ")]


def _name_end(lexed: Lexed, begin: int, end: int, places: frozenset[str]) -> int:
    """Where the name ends that begins there: before a place, a day or something held; the first word is of it."""
    last = begin
    if lexed.text[begin:end].endswith((" kommun", " län")):  # an organisation bears the name of a place
        return end
    for number, word in enumerate(re.finditer(r"\S+", lexed.text[begin:end])):
        index = bisect_left(lexed.starts, begin + word.start())
        low = word.group().lower()
        if number and (low in places or is_meeting(low) or lexed.shape[index : index + 1] not in ("w", "n", "K", "A")):
            break
        last = begin + word.end()
    return last


def names_writer(text: str) -> bool:
    """Whether the writer may be the one who is responsible, so that a name for the person is needed."""
    if ERRAND.match(text):
        return True
    duty = "nsv" in text or "håller i" in text
    return duty and bool(re.search(r"(?i)\b(?:jag|mig|undertecknad)\b", text))


def mentioned(text: str) -> list[str]:
    """Who is called upon by '@', as the platform writes them: 'anna', 'Anna Ek'."""
    return [match["called"] for match in _AT.finditer(text)]
