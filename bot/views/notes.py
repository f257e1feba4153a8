"""Decisions, deviations and things to do: listed, ticked off, and in a line at the foot of the status."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.project import Project
from bot.reading import NoteType
from bot.records import Note
from bot.reply import Button, Reply
from bot.views import swedish_text as sv
from bot.views.cards import SETTLED, by, settled_on, tick, untick
from bot.views.dates import day
from bot.views.task import in_sentence, named

PAGE = 8  # notes in one answer: with their buttons they fit within Slack's 50 blocks
NAMED = 2  # decisions that are named at the foot of the status
LONGEST = 60  # characters of each of them

HEADINGS: dict[NoteType, str] = {"decision": "Att besluta", "deviation": "Avvikelser", "todo": "Uppgifter"}
_NOTHING: dict[NoteType, str] = {
    "decision": "Inget väntar på beslut.", "deviation": "Inga avvikelser är öppna.", "todo": "Inga uppgifter väntar.",
}  # fmt: skip
_EXAMPLES: dict[NoteType, str] = {
    "decision": "att besluta: partneravtalet med Kumla", "deviation": "avvikelse: bara fyra kommuner har svarat",
    "todo": "att göra: boka lokal @Anna 15/4",
}  # fmt: skip
_HAPPENED = {"decision": "fattat", "deviation": "åtgärdad", "todo": "klar"}


@dataclass(frozen=True)
class Waiting:
    """What is open: how many of each type and how many of them are late; and the decisions that have waited longest."""

    counts: Mapping[str, tuple[int, int]]
    decisions: Sequence[Note] = ()


def foot(waiting: Waiting) -> str:
    """'Att besluta: partneravtalet med Kumla · Avvikelser: 1 · Uppgifter: 3, 1 försenad'; empty when nothing waits."""
    said = []
    for type_, heading in HEADINGS.items():
        number, late = waiting.counts.get(type_, (0, 0))
        if type_ == "decision" and waiting.decisions:
            names = [in_sentence(sv.shortened(note.text, LONGEST)) for note in waiting.decisions[:NAMED]]
            more = [f"{number - NAMED} till"] if number > NAMED else []
            said.append(f"{heading}: {sv.listed([*names, *more])}{_late(late, 'försenat')}")
        elif number:
            said.append(f"{heading}: {sv.number(number)}{_late(late, 'försenad')}")
    return " · ".join(said)


def _late(number: int, one: str) -> str:
    return f", {sv.plural(number, one, 'försenade')}" if number else ""


@dataclass(frozen=True)
class Listed:
    """What a list shows: the notes that wait (a page of them, from `offset` on), and the decisions taken last.

    `written` is the request as one would write it; `mine` and `late` say what it was narrowed to.
    """

    types: tuple[NoteType, ...]
    notes: Sequence[Note]
    total: int
    written: str
    offset: int = 0
    decided: Sequence[Note] = ()
    mine: bool = False
    late: bool = False


def listed(found: Listed, project: Project, today: date, *, title: str = "") -> Reply:
    """The notes that wait, each with its buttons; `title`: what was just done."""
    head = _heading(found)
    last = found.offset + len(found.notes)
    more = Button(label="Visa fler", action="notes", value=f"{last} {found.written}")
    several = len(found.types) > 1
    parts = [_one(note, found, today, several=several) for note in found.notes]
    if found.decided:
        lines = tuple(f"• {sv.capitalized(day(note.date, today))}: {note.text}" for note in found.decided)
        parts.append(Reply(title="Fattade beslut, de senaste först", text=lines))
    return Reply(
        title=title or head,
        text=(*([head] if title else []), *_nothing(found)),
        parts=tuple(parts),
        buttons=(more,) if last < found.total else (),
    )


MOST_LINES = 20  # of each type in one answer

_OF_DAYS: dict[NoteType, str] = {"decision": "Beslut", "deviation": "Avvikelser", "todo": "Uppgifter"}
_NONE: dict[NoteType, str] = {
    "decision": "Inga beslut är antecknade", "deviation": "Inga avvikelser är antecknade", "todo": "Inga uppgifter",
}  # fmt: skip


def within(found: Mapping[NoteType, Sequence[Note]], when: str, project: Project, today: date) -> Reply:
    """What is of some days, a line each; `when` is how people call them: 'kvartal 1 2024'."""
    parts = tuple(_of_days(type_, notes, project, today) for type_, notes in found.items())
    if len(parts) == 1:
        return parts[0].model_copy(update={"title": f"📋 {parts[0].title} · {when}"})
    return Reply(title=f"📋 {sv.capitalized(when)}", parts=parts)


def _of_days(type_: NoteType, notes: Sequence[Note], project: Project, today: date) -> Reply:
    if not notes:
        return Reply(title=_OF_DAYS[type_], text=(f"{_NONE[type_]}.",))
    lines = [_dated(note, project, today) for note in notes[:MOST_LINES]]
    more = [f"… och {len(notes) - MOST_LINES} till"] if len(notes) > MOST_LINES else []
    return Reply(title=f"{_OF_DAYS[type_]}: {sv.number(len(notes))}", text=(*lines, *more))


def _dated(note: Note, project: Project, today: date) -> str:
    """'• Mån 4 mars: Partneravtalet godkänt', with what has come of it where it is no decision."""
    on = note.due if note.type == "todo" and note.due else note.date
    who = f" ({note.responsible})" if note.responsible else ""
    state = (
        "öppen" if note.done_at is None else f"{SETTLED[note.type].casefold()} {day(settled_on(note, project), today)}"
    )
    came = "" if note.type == "decision" else f" · {note.numbered}, {state}"
    return f"• {sv.capitalized(day(on, today))}: {note.text}{who}{came}"


def _heading(found: Listed) -> str:
    whose = "Dina uppgifter" if found.mine and found.types == ("todo",) else ""
    several = "Att följa upp" if len(found.types) > 1 else HEADINGS[found.types[0]]
    sort = " (försenat)" if found.late else ""
    part = f", här är {found.offset + 1}–{found.offset + len(found.notes)}" if len(found.notes) < found.total else ""
    count = f": {sv.number(found.total)}{part}" if found.total else ""
    return f"📋 {whose or several}{sort}{count}"


def _nothing(found: Listed) -> tuple[str, ...]:
    if found.notes:
        return ()
    if found.late or found.mine:
        return ("Inget är försenat.",) if found.late else ("Inget väntar på dig.",)
    example = f"Skriv till exempel ”/yh-logg {_EXAMPLES[found.types[-1]]}”."
    return (" ".join(_NOTHING[type_] for type_ in found.types), example)


def _one(note: Note, found: Listed, today: date, *, several: bool) -> Reply:
    where = f"list {found.written}"
    return Reply(
        title=named(note) if several else sv.shortened(note.text, 150),
        text=tuple(filter(None, (about(note, today),))),
        buttons=(tick(note, where), Button(label="Ändra", action="edit", value=note.ref)),
    )


def about(note: Note, today: date) -> str:
    """'Uppgift 5 · Klart senast mån 15 april (försenat) · Ansvarig: Anna'."""
    late = " (försenat)" if note.due and note.due < today else ""
    since = f"sedan {day(note.date, today)}" if note.due is None and note.type != "todo" else ""
    last = f"{by(note)} {day(note.due, today)}{late}" if note.due else ""
    who = f"Ansvarig: {note.responsible}" if note.responsible else ""
    return " · ".join(part for part in (note.numbered, since, last, who) if part)


# --- Ticked off -------------------------------------------------------------------------------------------


def happened(notes: Sequence[Note]) -> str:
    """'✅ Uppgift 5 är klar: Boka lokal', or how many are."""
    if len(notes) > 1:
        all_of_them = sv.capitalized(sv.listed([note.numbered.casefold() for note in notes]))
        return f"↩️ {all_of_them} är öppna igen" if notes[0].is_open else f"✅ {all_of_them} är avbockade"
    (note,) = notes
    if note.is_open:
        return f"↩️ {note.numbered} är öppen igen" if note.type != "decision" else f"↩️ {note.numbered} är öppet igen"
    return f"✅ {note.numbered} är {_HAPPENED[note.type]}"


def ticked(notes: Sequence[Note], *, beside: bool = False) -> Reply:
    """What was just ticked off or opened again, and the way back."""
    back = tuple((tick if note.is_open else untick)(note, "again") for note in notes[:1] if len(notes) == 1)
    return Reply(title=happened(notes), text=tuple(f"{note.text}" for note in notes), buttons=back, beside=beside)


def already(note: Note, who: str, on: date) -> Reply:
    """It was done, or opened, before; `who` is empty for the person in question."""
    state = SETTLED[note.type].casefold() if note.done_at else "öppet" if note.type == "decision" else "öppen"
    if note.type == "decision" and note.done_at:
        state = "fattat"
    when = sv.day(on, year=False)
    by_whom = f", enligt {who} {when}" if who else f": det sa du {when}"
    return Reply(text=(f"{note.numbered} är redan {state}{by_whom}.", note.text), beside=True)


def which(notes: Sequence[Note], today: date) -> Reply:
    """Several may be meant, or one that the words only hint at."""
    parts = tuple(
        Reply(
            title=named(note), text=(about(note, today),), buttons=((untick if note.done_at else tick)(note, "again"),)
        )
        for note in notes[:PAGE]
    )
    title = "Vilken menar du?" if len(notes) > 1 else "Är det den här du menar?"
    return Reply(title=title, text=("Inget är avbockat än.",), parts=parts)


def none_such(words: str, types: Sequence[NoteType], number: int | None = None) -> Reply:
    """Nothing open is called so."""
    if number is not None and len(types) > 1:
        said_so = f"Nummer {number} finns inte bland det som väntar. Inget ändrades."
        return Reply(text=(said_so,), buttons=(_see(types),))
    if number is not None:
        return Reply(text=(f"Det finns ingen {_NOUNS[types[0]]} {number}. Inget ändrades.",), buttons=(_see(types),))
    said = (
        f"Inget öppet passar ”{sv.shortened(words, LONGEST)}”, så inget är avbockat.",
        "Skriv numret, till exempel ”bocka av uppgift 5”, eller välj i listan. Ville du logga något, så börja med vad det är.",
    )
    return Reply(text=said, buttons=(_see(types),))


_NOUNS: dict[NoteType, str] = {"decision": "beslutspunkt", "deviation": "avvikelse", "todo": "uppgift"}


def _see(types: Sequence[NoteType]) -> Button:
    written: dict[NoteType, str] = {"decision": "beslut", "deviation": "avvikelser", "todo": "uppgifter"}
    asked = written[types[0]] if len(types) == 1 else "att följa upp"
    return Button(label=sv.capitalized(asked), action="status", value=asked)
