"""A plan shown: its steps with what has come of them, and what can be done with each."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from bot.plans import Event, Step, responsible, subject_of, title_of
from bot.project import Project
from bot.records import Activity
from bot.reply import Button, Form, Input, Option, Reply
from bot.views import swedish_text as sv
from bot.views.dates import day, on_or_by, when_and_where

MOST_STEPS = 14  # to do, with their buttons: what a message has room for
AUDIENCES = {"channel": "I kanalen", "responsible": "Den som är ansvarig"}


def plan(
    planned: Event, steps: Sequence[Step], project: Project, today: date, *,
    name_of: Callable[[str], str], title: str = "", warning: str = "",
) -> Reply:  # fmt: skip
    """All steps, the first day first; `title`: what was just done."""
    if isinstance(planned, Activity):
        head, where = f"Planen för {planned.title}", sv.capitalized(when_and_where(planned, today))
        deadline = f"Sista anmälningsdag {day(planned.deadline, today)}" if planned.deadline else ""
        who = f"Ansvarig: {planned.responsible}" if planned.responsible else "Ingen är utsedd som ansvarig"
        lines = [where, " · ".join(filter(None, (deadline, who)))]
        edit = [Button(label="Ändra", action="edit", value=f"{planned.ref} {planned.ref}")]
    else:
        head, lines = f"Planen för {planned.name}", [on_or_by(planned, planned.date, today)]
        edit = [Button(label="Ändra dag", action="milestone_day", value=planned.key)]
    return Reply(
        title=title or f"🗓️ {head}",
        text=(*([head] if title else []), *lines),
        notes=(warning,) if warning else (),
        parts=tuple(_steps(planned, steps, project, today, name_of)),
        buttons=(Button(label="Lägg till steg", action="add_step", value=subject_of(planned)), *edit),
    )


def _steps(
    planned: Event, steps: Sequence[Step], project: Project, today: date, name_of: Callable[[str], str]
) -> Iterator[Reply]:
    """Each of them; where there are more than have room, what is done in one."""
    crowded = len(steps) > MOST_STEPS
    if crowded and (done := [sv.capitalized(step.text) for step in steps if step.done]):
        yield Reply(title="✅ Klart", text=tuple(f"• {text}" for text in done))
    for step in steps:
        if not (crowded and step.done):
            yield _step(planned, step, project, today, name_of)


def _step(planned: Event, step: Step, project: Project, today: date, name_of: Callable[[str], str]) -> Reply:
    subject = subject_of(planned)
    who = responsible(planned, project) if step.audience == "responsible" else None
    to = f"till {who}" if who else "i kanalen"  # nobody is responsible: all are told
    before = " · före sista anmälningsdagen" if step.before == "deadline" else ""
    said = f"{sv.capitalized(day(step.on, today))}, {to}{before}"
    if step.done:
        by = f", {name_of(step.mark.done_by)}" if step.mark.done_by else ""
        undo = Button(label="Inte klart", action="not_done", value=f"{subject} {step.name}")
        return Reply(title=f"✅ {sv.capitalized(step.text)}", text=(f"Klart{by}",), buttons=(undo,))
    if step.put_off and step.mark.put_off_by:
        said += f" · uppskjutet av {name_of(step.mark.put_off_by)}"
    elif step.on < today:
        said += " · ej avbockat"
    return Reply(
        title=sv.capitalized(step.text),
        text=(said,),
        buttons=(
            Button(label="Klart", action="done", value=f"{subject} {step.name} plan"),
            Button(label="Ändra steget", action="edit_step", value=f"{subject} {step.name}"),
        ),
    )


def full() -> str:
    """No more steps can be added."""
    return f"Planen har redan {MOST_STEPS} steg kvar. Stryk ett, eller bocka av det som är klart."


def step_form(planned: Event, step: Step | None, context: str) -> Reply:
    """A step's form; None for a new one. An empty day drops the step."""
    inputs = (
        Input(name="text", label="Att göra", kind="text", value=step.text if step else "", required=True, max_length=150),
        Input(
            name="day", label="Påminn den", kind="day", value=step.on.isoformat() if step else "", required=step is None,
            hint="Flyttas tillfället så flyttas dagen med." + (" Lämna tomt för att stryka steget." if step else ""),
        ),
        Input(
            name="to", label="Vem", kind="choice", required=True, chosen=((step.audience if step else "channel"),),
            options=tuple(Option(label=label, value=value) for value, label in AUDIENCES.items()),
        ),
    )  # fmt: skip
    title = "Ändra steget" if step else "Nytt steg"
    last = f"{title_of(planned)} {sv.day(planned.date)}"
    return Reply(form=Form(action="step", title=title, inputs=inputs, context=context, intro=last))


def put_off(subject: str, steps: str, days: Sequence[tuple[str, date]], what: str, today: date) -> Reply:
    """Until when? `days`: what is offered at once."""
    value = f"{subject} {steps}"
    offered = tuple(
        Button(
            label=sv.capitalized(", ".join(filter(None, (label, day(to, today))))),
            action="put_off",
            value=f"{value} {to}",
        )
        for label, to in days
    )
    return Reply(
        title="Till när?",
        text=(sv.capitalized(what),),
        buttons=(*offered, Button(label="Välj dag", action="put_off_form", value=value)),
        beside=True,
    )


def put_off_form(context: str, suggested: date, last: date) -> Reply:
    """Any day up to the day itself."""
    chosen = Input(name="day", label="Påminn igen den", kind="day", value=suggested.isoformat(), required=True)
    return Reply(
        form=Form(
            action="put_off", title="Skjut upp", inputs=(chosen,), context=context, intro=f"Senast {sv.day(last)}.",
        )
    )  # fmt: skip


def confirmed(sentence: str, *, beside: bool = False) -> Reply:
    """What a press led to, in a sentence."""
    return Reply(text=(sentence,), beside=beside)
