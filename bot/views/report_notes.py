"""What a report says of decisions, deviations, tasks and what comes: a line each."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from bot.material import Material
from bot.records import Note
from bot.report import Block, Bullets, Part
from bot.views import swedish_text as sv

BRIEF = 3  # lines of a list in a brief report
LONGEST, TO_DECIDE = 84, 180  # letters of each; what is to be decided is read more closely


def decisions(material: Material, brief: bool) -> Iterator[Block]:
    """The decisions of the span that stand."""
    found = [_dated(note) for note in _of(material, "decision") if note.done_at and material.span.covers(note.date)]
    yield from _list("Beslut", found, brief, "Inga beslut är antecknade.")


def to_decide(material: Material, brief: bool) -> Iterator[Block]:
    """What waits for a decision, whenever it was written."""
    found = [note.text for note in _of(material, "decision") if not note.done_at]
    yield from _lines(found, brief, "Inget väntar på beslut.", TO_DECIDE)


def deviations(material: Material, brief: bool) -> Iterator[Block]:
    """The deviations of the span, with when they were mended; and older ones that are still open."""
    found = [
        f"{_dated(note)} {f'Åtgärdad {_day(note.done_at)}.' if note.done_at else 'Öppen.'}"
        for note in _of(material, "deviation")
        if material.span.covers(note.date) or not note.done_at
    ]
    yield from _list("Avvikelser", found, brief, "Inga avvikelser är antecknade.")


def tasks(material: Material, brief: bool) -> Iterator[Block]:
    """What is still to be done, what is due first in front."""
    open_ones = sorted(
        (note for note in _of(material, "todo") if not note.done_at),
        key=lambda note: (note.due or date.max, note.id or 0),
    )
    found = [_task(note, material.today, brief) for note in open_ones]
    yield from _list("Uppgifter", found, brief, "Inga uppgifter är öppna.")


def _task(note: Note, today: date, brief: bool) -> str:
    """The task, who is responsible and by when: what is cut is never that."""
    late = "försenad, skulle ha varit klar" if note.due and note.due < today else "klar senast"
    when = f"{late} {sv.day(note.due, weekday=False)}" if note.due else ""
    who = f"ansvarig {note.responsible}" if note.responsible else ""
    rest = sv.capitalized(", ".join(part for part in (who, when) if part))
    text = sv.shortened(_sentence(note.text), max(LONGEST - len(rest) - 2, 20)) if brief else _sentence(note.text)
    return f"{text} {rest}." if rest else text


def ahead(material: Material, brief: bool) -> Iterator[Block]:
    """What is planned after the span, the next first, and what comes each year and has no day yet."""
    found = [
        ", ".join(
            part for part in (sv.span(each.date, each.end_date), each.title, sv.listed(each.municipalities)) if part
        )
        for each in material.ahead
    ]
    missing = [
        f"{kind.shown if (kind := material.project.activity_type(event.activity_type)) else event.activity_type} "
        f"i {sv.MONTHS[event.month - 1]} {year}: inget datum än"
        for event, year in material.undated
    ]
    yield from _lines([*found, *missing], brief, "Inget är planerat.")


def _of(material: Material, kind: str) -> list[Note]:
    return [note for note in material.notes if note.type == kind]


def _dated(note: Note) -> str:
    return f"{sv.day(note.date, weekday=False)}: {_sentence(note.text)}"


def _day(moment: str) -> str:
    return sv.day(datetime.fromisoformat(moment).date(), weekday=False)


def _sentence(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if one_line.endswith((".", "?", "!")) else f"{one_line}."


def _list(heading: str, lines: Iterable[str], brief: bool, none: str) -> Iterator[Block]:
    yield Part(heading, tuple(_lines(list(lines), brief, none)))


def _lines(lines: list[str], brief: bool, none: str, longest: int = LONGEST) -> Iterator[Block]:
    if not lines:
        yield none
        return
    shown = lines[:BRIEF] if brief and len(lines) > BRIEF + 1 else lines
    left = len(lines) - len(shown)
    cut = [sv.shortened(line, longest) for line in shown] if brief else shown
    yield Bullets((*cut, *([f"och {left} till"] if left else [])))
