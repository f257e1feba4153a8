"""Something with a last day: its reminder, what has come of it since, and until when it is put off."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from bot.plans import Mark
from bot.project import Project
from bot.records import NOTE_TYPES, Note
from bot.reminders import Reminder
from bot.reply import Button, Form, Input, Reply
from bot.tasks import Task
from bot.views import swedish_text as sv
from bot.views.cards import SETTLED, by, tick
from bot.views.dates import day, left
from bot.views.reminder import late as said_late
from bot.views.reminder import moment

SHOWN = 100  # characters of a note in a title


def reminder(
    task: Task, told: Sequence[Reminder], project: Project, now: datetime, *, responsible: str | None
) -> Reply:
    """One message for the reminders of its day in `told`; `responsible`: how the person is called, 'du' to that person."""
    note, today = task.note, project.reminders.day(now)
    who = f" · Ansvarig: {responsible}" if responsible else ""
    late = said_late(told, project, now)
    return Reply(
        title=f"📌 {named(note)}, {_away(task.date, today)}",
        text=(*_whole(note), f"{by(note)} {day(task.date, today)}{who}"),
        notes=(late,) if late else (),
        buttons=buttons(note),
    )


def became(
    task: Task, told: Sequence[Reminder], project: Project, sent: datetime, *,
    responsible: str | None, marks: Sequence[Mark], name_of: Callable[[str], str], by: str,
) -> Reply:  # fmt: skip
    """The same message when something has come of it; `by`: what the person is called who changed the note last."""
    note, first = task.note, told[0]
    plain = Reply(title=f"📌 {named(note)}", text=tuple(_whole(note)))
    if note.deleted_at:
        return plain.model_copy(update={"notes": (f"↩️ {by} tog bort {NOTE_TYPES[note.type].casefold()} {note.id}.",)})
    if note.done_at:
        settled = f"✅ {SETTLED[note.type]}. {by}, {moment(note.done_at, project)}"
        return plain.model_copy(update={"notes": (settled,)})
    if task.date != first.date or note.due is None:
        said = f"Sista dagen är nu {sv.day(note.due)}." if note.due else "Det finns ingen sista dag längre."
        return plain.model_copy(update={"notes": (said,), "buttons": (tick(note, ""),)})
    asked = reminder(task, told, project, sent, responsible=responsible)
    put_off = next((mark for mark in marks if _is_put_off(mark, told)), None)
    if put_off is None or put_off.put_off_to is None:
        return asked
    said = f"⏰ {name_of(put_off.put_off_by or '')} sköt upp till {sv.day(put_off.put_off_to, year=False)}."
    return asked.model_copy(update={"notes": (said,), "buttons": (tick(note, ""),)})


def _is_put_off(mark: Mark, told: Sequence[Reminder]) -> bool:
    """Whether one of these reminders, not one that came of it, is put off."""
    return any(
        mark.name == each.step and mark.put_off_for == each.date and f">{mark.put_off_to}" not in each.key
        for each in told
    )


def named(note: Note) -> str:
    """'Boka lokal', 'Att besluta: partneravtalet med Kumla', 'Avvikelse: få kvinnor': as a title has it."""
    text = sv.shortened(" ".join(note.text.split()), SHOWN)
    lead = {"decision": "Att besluta: ", "deviation": "Avvikelse: "}.get(note.type, "")
    return f"{lead}{in_sentence(text)}" if lead else text


def in_sentence(text: str) -> str:
    """The text as it stands after a colon: its first letter small, unless the word is a name or an abbreviation."""
    first = text.partition(" ")[0]
    return f"{text[:1].lower()}{text[1:]}" if first[1:].islower() else text


def buttons(note: Note, where: str = "") -> tuple[Button, ...]:
    """Done, put off, changed; `where` says what the answer to the first takes the place of."""
    return (
        tick(note, where).model_copy(update={"style": "" if where else "primary"}),
        Button(label="Skjut upp", action="later_note", value=note.ref),
        Button(label="Ändra", action="edit", value=note.ref),
    )


def _away(last: date, today: date) -> str:
    """'senast om 3 dagar', 'senast i dag', '2 dagar försenat'."""
    days = (last - today).days
    return f"senast {left(days)}" if days >= 0 else f"{sv.plural(-days, 'dag', 'dagar')} försenat"


def _whole(note: Note) -> list[str]:
    return [note.text] if len(" ".join(note.text.split())) > SHOWN else []


def put_off(note: Note, days: Sequence[tuple[str, date]], today: date) -> Reply:
    """Until when? `days`: what is offered at once."""
    offered = tuple(
        Button(
            label=sv.capitalized(", ".join(filter(None, (label, day(to, today))))),
            action="put_off_note", value=f"{note.ref} {to}",
        )
        for label, to in days
    )  # fmt: skip
    return Reply(
        title="Till när?",
        text=(named(note), f"{by(note)} {day(note.due, today)}" if note.due else ""),
        buttons=(*offered, Button(label="Välj dag", action="put_off_note_form", value=note.ref)),
        beside=True,
    )


def put_off_form(note: Note, suggested: date) -> Reply:
    """Any day: one after its last day becomes that."""
    chosen = Input(name="day", label="Påminn igen den", kind="day", value=suggested.isoformat(), required=True)
    intro = (
        f"{named(note)}. {by(note)} {sv.day(note.due)}; väljer du en senare dag blir den sista dag." if note.due else ""
    )
    return Reply(form=Form(action="put_off_note", title="Skjut upp", inputs=(chosen,), context=note.ref, intro=intro))
