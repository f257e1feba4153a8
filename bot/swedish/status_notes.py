"""'/yh-status beslut', 'öppna avvikelser', 'mina uppgifter', 'vad ska vi besluta?': which notes are asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.reading import NoteType
from bot.swedish.scoped import InScope, canonical
from bot.swedish.spans import Period


@dataclass(frozen=True)
class NoteList:
    """The notes of these types that still wait, and of decisions those that have been taken.

    `mine`: only those that who asks is responsible for; `late`: only those whose last day has been. With a period:
    all of its days, open or not.
    """

    types: tuple[NoteType, ...]
    mine: bool = False
    late: bool = False
    period: Period | None = None

    @property
    def written(self) -> str:
        """The request as one would write it: 'mina uppgifter'."""
        heads = [_WRITTEN[type_] for type_ in self.types] if len(self.types) < len(_WRITTEN) else ["att följa upp"]
        when = [canonical(InScope(self.period))] if self.period else []
        return " ".join([*(["mina"] if self.mine else []), *(["försenade"] if self.late else []), *heads, *when])


_WRITTEN: dict[NoteType, str] = {"decision": "beslut", "deviation": "avvikelser", "todo": "uppgifter"}
EVERY = NoteList(tuple(_WRITTEN))
#: What names them, the longer before what it begins with.
_HEADS: dict[tuple[str, ...], tuple[NoteType, ...]] = {
    tuple(words.split()): types
    for types, several in (
        (("decision",), "att besluta|besluta om|besluta|beslut|besluten|beslutat|beslutade|beslutats|beslutades|beslutas|beslutspunkter"),
        (("deviation",), "avvikelser|avvikelse|avvikelserna"),
        (("todo",), "att göra-listan|att göra-lista|att-göra-lista|att-göra-listan|att göra|att-göra|göra-lista|uppgifter"
                    "|uppgifterna|todo|to do|todos|todo-lista|todo-listan|uppgiftslista|uppgiftslistan|bocka av|klart"),
        (tuple(_WRITTEN), "att följa upp|öppna punkter|öppna frågor|öppet|uppföljning"),
    )
    for words in several.split("|")
}  # fmt: skip
_MINE = frozenset({"mina", "min", "mitt", "mig", "jag", "mej"})
_LATE = frozenset({"försenade", "försenad", "försenat", "sena", "sent", "förfallna", "passerade"})
_BESIDE = frozenset({
    "öppna", "öppen", "ska", "skall", "behöver", "måste", "kvar", "återstår", "väntar", "lista", "alla", "fattade", "tagna", "tagit",
    "har", "hade", "finns", "är", "våra", "vår", "några", "som", "inte", "än", "ännu", "gjort", "vilka", "ligger", "senaste",
    "fattat", "fattats", "tidigare", "nästa", "möte", "mötet", "styrgruppen",
})  # fmt: skip


def read_notes(words: Sequence[str], fillers: frozenset[str]) -> tuple[NoteList | None, str]:
    """The list that the words (in lower case) ask for, and the first word that was not understood.

    None where they name no such list.
    """
    types: list[NoteType] = []
    mine = late = False
    unknown, at = "", 0
    while at < len(words):
        head = next((head for head in _HEADS if tuple(words[at : at + len(head)]) == head), None)
        if head:
            types += [type_ for type_ in _HEADS[head] if type_ not in types]
            at += len(head)
            continue
        word = words[at]
        mine, late = mine or word in _MINE, late or word in _LATE
        if not unknown and word not in _MINE | _LATE | _BESIDE and word not in fillers:
            unknown = word
        at += 1
    if not types and not (late and not unknown):
        return None, ""
    return NoteList(tuple(type_ for type_ in _WRITTEN if type_ in types or not types), mine, late), unknown


def heads() -> list[str]:
    """What one can ask for, for whoever has written something like it."""
    return [*_WRITTEN.values()]
