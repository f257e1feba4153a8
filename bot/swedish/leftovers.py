"""What is left of a text once its values are taken: the title or description, clean, in the writer's words."""

import re

from bot.swedish.lexer import TAKEN, Lexed

_GAP = "\x02"
_AT_THE_END = (
    "i på den under från fr till per om vid kl klockan med för av à varav därav ca och o samt mellan hos senast totalt "
    "ungefär drygt cirka runt knappt t á sista en ett över efter före datum fakturadatum dag minus plus inkl exkl ex "
    "var ansvarig träffade drog samlade närvarande antal deltagare tel mejl mail hittills"
)
_BEFORE_A_GAP = (
    "x är planeras planerat planerad bokat bokad inbokat inbokad inplanerat inplanerad hålls sker pratade talade nådde blev blir "
    "kostade kostar förfaller förfallodag förfallodatum vi de dom där då"
)
#: Words that say nothing at the end, nor once what followed them is gone.
_DANGLING = frozenset(_AT_THE_END.split())
#: Words that say nothing only when what followed them is gone: 'vad det blir' keeps its last word.
_LEADING_ON = _DANGLING | frozenset(_BEFORE_A_GAP.split())
# A lone sign goes with what it joined; between two words that are left ('bygg & anläggning') it stays.
_EMPTY = re.compile(
    rf"[(\[][\s,.;:/+&{_GAP}-]*[)\]]"
    rf"|(?:{_GAP}|^) *[-/+&=]+(?=[\s{_GAP}]|$)|(?<=\s)[-/+&=]+ *(?={_GAP}|$)"
)
#: What counted heads leave behind: '8 närvarande av 10'.
_OUT_OF = re.compile(rf"(?<={_GAP}) ?av (?:de )?\d{{1,4}}(?=\s*(?:[,.;){_GAP}]|$))")
_BULLET = re.compile(r"^(?:[*•]|\d{1,2}[.)]) (?=[^\W\d])")
_SPACES = re.compile(rf"[\s{_GAP}]+")
_PUNCTUATION = re.compile(r"\s+([,.;:!?)])(?![^\W_])")
_REPEATED = re.compile(r"([,.;:])(?:\s*[,.;:])+")


def leftover(lexed: Lexed, spans: list[tuple[int, int]], begin: int = 0) -> str | None:
    """The text from character `begin` without the taken tokens and `spans`, tidied; None when nothing is left."""
    text = lexed.text
    gone = list(spans)
    shape = lexed.shape
    position = 0
    while (first := shape.find(TAKEN, position)) >= 0:
        last = first
        while last < len(shape) and shape[last] == TAKEN:
            last += 1
        gone.append((lexed.starts[first], lexed.ends[last - 1]))
        position = last
    pieces: list[str] = []
    at = begin
    for start, end in sorted(gone):
        if end <= at:
            continue
        if start > at:
            pieces.append(text[at:start])
        pieces.append(_GAP)
        at = end
    pieces.append(text[at:])
    return tidy("".join(pieces))


def _undangled(piece: str, dangling: frozenset[str]) -> str:
    """A piece of text without the words at its end that led to what is gone."""
    while True:
        bare = piece.rstrip(" ,")
        if bare.endswith((".", ":")):
            bare = bare[:-1]
        words = bare.rsplit(None, 2)
        if not words:
            return piece
        last = words[-1].lstrip("([\"'.,;:/+&=")
        if [word.lower() for word in words[-2:]] == ["äger", "rum"]:
            piece = bare[: bare.rindex(words[-2])]
        elif last.lower() in dangling and not (last == "ex" and len(words) > 1 and words[-2].isdigit()):  # 200 ex
            piece = bare[: len(bare) - len(last)]
        else:
            return piece


_NOTHING = frozenset({"", " ", ", ", ","})  # most of what stands between values


def tidy(text: str) -> str | None:
    """Without dangling words, empty brackets and doubled punctuation; first letter a capital."""
    if "av " in text:
        text = _OUT_OF.sub("", text)
    for _ in range(4):
        *led, last = _EMPTY.sub(_GAP, text).split(_GAP)
        led = [piece if piece in _NOTHING else _undangled(piece, _LEADING_ON) for piece in led]
        shorter = _GAP.join([*led, last if last in _NOTHING else _undangled(last, _DANGLING)])
        if shorter == text:
            break
        text = shorter
    text = _SPACES.sub(" ", text)
    text = _REPEATED.sub(r"\1", _PUNCTUATION.sub(r"\1", text))
    text = _BULLET.sub("", text).strip(" ,.;:-/+&=|•")
    if not any(c.isalnum() for c in text):
        return None
    return text[0].upper() + text[1:]
