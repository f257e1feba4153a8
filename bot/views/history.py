"""A record's trail as people read it: when, who, through what, and each field before and after."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.history import Line
from bot.project import Project
from bot.records import Record
from bot.reply import Button, Reply
from bot.views import swedish_text as sv
from bot.views.cards import on_button
from bot.views.history_values import Named, before_and_after

PAGE = 8  # lines of a trail in one answer, each with all that it changed
LONGEST = 160  # characters of one value: the export has the whole

_THROUGH = {
    "command": "med kommando", "message": "i meddelande", "button": "med knapp", "form": "i formulär",
    "shortcut": "med genväg", "page": "på egna sidan", "import": "genom import", "command line": "på kommandoraden",
    "clock": "av sig själv", "restore": "när en säkerhetskopia lästes in",
}  # fmt: skip
_DONE = {"logged": "loggad", "changed": "ändrad", "undone": "ångrad", "restored": "återställd"}
# what a change of that field means by itself: when it is given a value, and when it is emptied
_STAGES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "expense": {
        "booked_on": ("bokförd", "bokföringen borttagen"), "paid_on": ("betald", "betalningen borttagen"),
        "attested_at": ("attesterad", "attesten borttagen"),
        "claim_id": ("med i rekvisition {}", "inte längre med i rekvisition {}"),
    },
    "note": {"done_at": ("klar", "öppnad igen")},
    "step": {"done_at": ("klart", "inte klart"), "put_off_to": ("uppskjutet", "inte längre uppskjutet"),
             "dropped": ("struket", "tillbaka")},
}  # fmt: skip
_WITH_STAGE = {"voucher", "status", "attested_by", "returned_reason"}  # change along with those
_BECAME = {
    ("activity", "status", "done"): "genomförd", ("activity", "status", "cancelled"): "inställd",
    ("activity", "status", "planned"): "planerad", ("expense", "status", "returned"): "returnerad",
    ("receipt", "state", "kept"): "sparat", ("receipt", "state", "refused"): "gick inte att hämta",
    ("receipt", "state", "wanted"): "tillagt",
}  # fmt: skip
_NEUTER = {"decision": {"loggad": "loggat", "ändrad": "ändrat", "ångrad": "ångrat", "återställd": "återställt"}}


@dataclass(frozen=True)
class Trail:
    """What is shown: how the record is called ('Utgift 7'), one page of its lines, how many there are in all."""

    called: str
    ref: str
    lines: Sequence[Line]
    total: int
    offset: int = 0
    note_type: str = ""  # of a note: 'decision', 'todo' …


def trail(shown: Trail, project: Project, named: Named, who: Callable[[Line], str]) -> Reply:
    """The page, the oldest line first, and a way to the next."""
    last = shown.offset + len(shown.lines)
    part = f", rad {shown.offset + 1}–{last} av {shown.total}" if shown.total > len(shown.lines) else ""
    more = (Button(label="Visa fler", action="history", value=f"{shown.ref} {last}"),) if last < shown.total else ()
    return Reply(
        title=f"Historik för {_in_text(shown.called)}{part}",
        parts=tuple(_line(line, shown, project, named, who(line)) for line in shown.lines),
        buttons=more,
        beside=True,
        personal=True,
    )


def _line(line: Line, shown: Trail, project: Project, named: Named, who: str) -> Reply:
    at = line.at.astimezone(project.reminders.zone)
    heading = f"{sv.day(at.date())} {sv.clock(at.time())} · {by(line, who)} · {done(line, named, shown.note_type)}"
    values = before_and_after(line, project, named)
    if line.what == "logged":
        said = [f"{label}: {sv.shortened(now, LONGEST)}" for label, _, now in values]
        return Reply(title=heading, text=(" · ".join(said),) if said else ())
    return Reply(
        title=heading,
        text=tuple(
            f"{label}: {now}" if was == now else f"{label}: {sv.shortened(was, LONGEST)} → {sv.shortened(now, LONGEST)}"
            for label, was, now in values
        ),
    )


def by(line: Line, who: str) -> str:
    """'Anna Ek med knapp', 'genom import', 'av sig själv': who it was, and through what."""
    return f"{who} {how(line)}".strip() if line.through != "clock" else how(line)


def how(line: Line) -> str:
    """'med knapp'; empty for lines of before that was kept."""
    return _THROUGH.get(line.through, "")


def done(line: Line, named: Named, note_type: str = "") -> str:
    """What was done, in a word or two: 'loggad', 'attesterad', 'bokförd, betald', 'med i rekvisition 2'."""
    if line.what == "erased":
        return f"personuppgifter borttagna{f' enligt beslut {line.name}' if line.name else ''}"
    said = _said(line)
    if line.record.startswith("milestone:"):
        return "annan dag" if line.became("date") else "projektfilens dag igen"
    if line.record == "member":
        return f"{line.name}: ny roll" if line.became("role") else f"{line.name}: rollen borttagen"
    said = [_NEUTER.get(note_type, {}).get(word, word) for word in said]
    if note_type and line.touches("done_at"):
        settled = {"decision": "beslutat", "deviation": "åtgärdad"}.get(note_type, "klar")
        said = [settled if word == "klar" else word for word in said]
    if line.record == "step":
        return f"steget ”{named.step(line)}” {', '.join(_STEP.get(word, word) for word in said)}"
    about = f"kvittot {line.name} " if line.record == "receipt" else ""
    return f"{about}{', '.join(said)}"


_STEP = {"loggad": "tillagt", "ändrad": "ändrat"}


def _said(line: Line) -> list[str]:
    became = [
        word for (kind, field, value), word in _BECAME.items() if kind == line.record and line.became(field) == value
    ]
    if line.record == "receipt" or (line.what == "logged" and became == ["planerad"]):
        return became
    if line.what != "changed":
        return [_DONE.get(line.what, line.what)]
    stages = _STAGES.get(line.record, {})
    said = []
    for change in line.changes:
        if change.field in stages and not change.erased:
            given, emptied = stages[change.field]
            if change.before is None or change.after is None:
                said.append((emptied if change.after is None else given).format(change.before or change.after))
    told = {each.field for each in line.changes} - set(stages) - (_WITH_STAGE if said or became else set())
    told -= {field for kind, field, _ in _BECAME if kind == line.record and became}
    if line.record == "note" and line.touches("done_at"):
        told.discard("date")
    if "returnerad" in became:  # the attest goes with it
        said = [word for word in said if word != "attesten borttagen"]
    said = [*became, *said]
    return [*(["ändrad"] if told or not said else []), *said]


def which(found: Sequence[Record], project: Project, *, title: str, hint: str = "") -> Reply:
    """Several records may be meant; none: only the hint."""
    buttons = (Button(label=on_button(each, project), action="history", value=each.ref) for each in found)
    notes = (hint,) if hint else ()
    return Reply(title=title, buttons=tuple(buttons), notes=notes, beside=True, personal=True)


def none_such(number: int, year: bool) -> Reply:
    """No record has that number."""
    of_the_year = f" Vad som har hänt under {number} visar ”/yh-status {number}”." if year else ""
    return Reply(text=(f"Ingen post har nummer {number}.{of_the_year}",), beside=True)


def nothing_fits(words: str) -> Reply:
    return Reply(
        text=(f"Jag hittar inget som passar ”{words}”. Skriv numret, till exempel ”historik utgift 7”.",), beside=True
    )


def nothing_yet(called: str) -> Reply:
    return Reply(text=(f"Ingen har ändrat {_in_text(called)} här.",), beside=True)


def with_button(shown: Reply, record: Record) -> Reply:
    """The card of one record with a way to its trail."""
    return shown.model_copy(
        update={"buttons": (*shown.buttons, Button(label="Historik", action="history", value=record.ref))}
    )


def _in_text(called: str) -> str:
    return called if called[1:2].isupper() else f"{called[:1].lower()}{called[1:]}"  # 'MYH:s beslut'
