"""Monday's overview in the channel: one message, most urgent first."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.digest import Day, Digest
from bot.milestones import Milestone
from bot.plans import Planned, Step, subject_of, title_of
from bot.project import Project
from bot.records import Activity, Note
from bot.reply import Button, Reply
from bot.tasks import Task
from bot.views import swedish_text as sv
from bot.views.cards import tick
from bot.views.dates import day, when_and_where
from bot.views.missing import examples, lacks
from bot.views.notes import about
from bot.views.reminder import followup_buttons
from bot.views.task import named

WITH_BUTTONS = 3  # of each sort, that can be answered right there: a message has room for no more
MOST_LINES = 6  # of each sort besides
NOUNS = {
    "activity": ("aktivitet", "aktiviteter"), "expense": ("utgift", "utgifter"), "contact": ("kontakt", "kontakter"),
    "payment": ("inbetalning", "inbetalningar"), "note": ("anteckning", "anteckningar"),
    "measurement": ("mätning", "mätningar"), "indicator": ("indikator", "indikatorer"),
}  # fmt: skip


def digest(found: Digest, project: Project, late: str = "") -> Reply:
    """What the coming two weeks hold, what waits for an answer, what is late, what was logged.

    `late`: what is to be said of an overview that comes late itself.
    """
    monday = found.monday
    next_monday = monday + timedelta(days=7)
    parts = [
        *_late(found.late, monday),
        *_late_notes(found.late_notes, monday),
        *_uninformed(found.uninformed),
        _lines("Den här veckan", [_day(each, monday) for each in found.coming if each.date < next_monday]),
        _lines("Nästa vecka", [_day(each, monday) for each in found.coming if each.date >= next_monday]),
        *_unanswered(found.unanswered, monday),
        *_to_confirm(found, project, monday),
        _lines("Loggat förra veckan", _logged(found)),
    ]
    return Reply(
        title=f"🗓️ Vecka {monday.isocalendar().week}, från {sv.day(monday, year=False)}",
        parts=tuple(part for part in parts if part),
        notes=(*filter(None, (late,)), "”/yh-paminn” visar allt som är på gång."),
    )


def _lines(title: str, lines: Sequence[str]) -> Reply | None:
    return Reply(title=title, text=_some(lines)) if lines else None


def _some(lines: Sequence[str]) -> tuple[str, ...]:
    more = [f"… och {len(lines) - MOST_LINES} till"] if len(lines) > MOST_LINES else []
    return (*(f"• {line}" for line in lines[:MOST_LINES]), *more)


def _day(each: Day, today: date) -> str:
    planned = each.planned
    if isinstance(planned, Milestone):
        last = ", senast den dagen" if planned.role else ""  # what others set is on its day
        return f"{sv.capitalized(day(each.date, today))}: {planned.name}{last}"
    if isinstance(planned, Task):
        who = f". Ansvarig: {planned.responsible}" if planned.responsible else ""
        return f"{sv.capitalized(day(each.date, today))}, senast: {named(planned.note)}{who}"
    if each.about == "deadline":
        return f"{sv.capitalized(day(each.date, today))}: sista anmälningsdag för {planned.title}"
    who = f". Ansvarig: {planned.responsible}" if planned.responsible else ""
    return f"{sv.capitalized(when_and_where(planned, today))}: {planned.title}{who}"


def _unanswered(plans: Sequence[Activity], today: date) -> Iterable[Reply]:
    if plans:
        yield Reply(title="Hur gick det?", text=("De här har varit, men ingen har svarat än.",))
    for plan in plans[:WITH_BUTTONS]:
        yield Reply(text=(f"{plan.title}, {when_and_where(plan, today)}",), buttons=_answers(plan))
    if left := plans[WITH_BUTTONS:]:
        yield Reply(text=_some([f"{plan.title}, {day(plan.date, today)}" for plan in left]))


def _answers(plan: Activity) -> tuple[Button, ...]:
    """Held or not; none of several questions stands out."""
    return tuple(button.model_copy(update={"style": ""}) for button in followup_buttons(plan)[:2])


def _late(late: Sequence[tuple[Planned, tuple[Step, ...]]], monday: date) -> Iterable[Reply]:
    past = any(planned.date < monday for planned, _ in late)
    if late:
        yield Reply(title="Försenat" if past else "Inte avbockat")
    for planned, left in late[:WITH_BUTTONS]:
        subject, names = subject_of(planned), ",".join(step.name for step in left)
        yield Reply(
            text=(f"{_named(planned)}: {'; '.join(step.text for step in left)}",),
            buttons=(
                Button(label="Klart", action="done", value=f"{subject} {names} digest"),
                Button(label="Visa planen", action="plan", value=subject),
            ),
        )
    if more := late[WITH_BUTTONS:]:
        yield Reply(text=_some([f"{_named(planned)}" for planned, _ in more]))


def _late_notes(late: Sequence[Note], monday: date) -> Iterable[Reply]:
    """A few with their buttons; of many a line each: a message has room for no more."""
    head = "Har passerat sin sista dag"
    if len(late) > WITH_BUTTONS:
        lines = _some([f"{named(note)}, {day(note.due, monday)}" for note in late if note.due])
        yield Reply(title=head, text=(*lines, "”/yh-status försenade” visar dem med knappar att bocka av."))
        return
    if late:
        yield Reply(title=head)
    for note in late:
        yield Reply(text=(f"{named(note)} · {about(note, monday)}",), buttons=(tick(note, "digest"),))


def _uninformed(count: int) -> Iterable[Reply]:
    """How many, never who: the channel is no place for that."""
    if count:
        said = f"{sv.plural(count, 'kontakt', 'kontakter')} skulle ha fått veta att uppgifterna finns här."
        yield Reply(title="Ska informeras", text=(f"{said} Skriv ”ej informerade” till mig, så visar jag vilka.",))


def _to_confirm(found: Digest, project: Project, today: date) -> Iterable[Reply]:
    lines = [*found.warnings, *(f"{lacks(each, project)}." for each in found.missing)]
    if part := _lines("Att bekräfta", lines):
        how = (examples(found.missing, project),) if found.missing else ()
        yield part.model_copy(update={"text": (*part.text, *how)})
    elif found.unconfirmed:
        yield Reply(title="Att bekräfta")
    for plan in found.unconfirmed[:WITH_BUTTONS]:
        yield Reply(
            text=(f"{plan.title}: {when_and_where(plan, today)}",),
            buttons=(Button(label="Ange dag", action="another_day", value=plan.ref),),
        )
    if left := found.unconfirmed[WITH_BUTTONS:]:
        yield Reply(text=_some([f"{plan.title}: {when_and_where(plan, today)}" for plan in left]))


def _logged(found: Digest) -> list[str]:
    said = [
        sv.plural(number, *NOUNS[kind]) + (f", {sv.kronor(found.spent_ore)}" if kind == "expense" else "")
        for kind, number in (found.logged or {}).items()
    ]
    return [sv.listed(said)] if said else []


def _named(planned: Planned) -> str:
    return f"{title_of(planned)} {sv.day(planned.date, year=False)}"
