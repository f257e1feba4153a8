"""The person's own page: how the project stands, what waits for them, the forms, what they logged last."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.plans import Planned, Step, subject_of, title_of
from bot.project import Project
from bot.records import Activity, Note, Record
from bot.reply import Button, Reply
from bot.views import swedish_text as sv
from bot.views.cards import card, headline
from bot.views.dates import when_and_where
from bot.views.log import form_buttons
from bot.views.notes import about
from bot.views.reminder import followup_buttons
from bot.views.task import buttons, named

SHOWN = 80  # characters of what somebody wrote


def home(
    state: Reply, waiting: Sequence[Reply], latest: Sequence[Record], project: Project, *, logs: bool, decides: bool
) -> Reply:
    """The whole page, each part under its heading; what there is to log: everything, decisions, or nothing."""
    mine = [card(record, project, title=headline(record), why=True) for record in latest]
    return Reply(
        parts=(
            *([Reply(title="🔔 Väntar på dig"), *waiting] if waiting else []),
            state,
            *([forms()] if logs else [decisions()] if decides else []),
            Reply(title="Dina senaste" if mine else "", text=() if mine else ("Det du loggar visas här.",)),
            *mine,
        )
    )


def decisions() -> Reply:
    return Reply(
        title="Logga beslut",
        text=("Skriv till mig under Meddelanden: ”beslut: budgeten godkändes 4/3”, ”att besluta: …”.",),
    )


def forms() -> Reply:
    return Reply(
        title="Logga nytt",
        text=("Skriv till mig under Meddelanden, som till en kollega, eller fyll i ett formulär.",),
        buttons=form_buttons(),
    )


def unanswered(question_id: str, asking: dict[str, Any], about: str) -> Reply:
    """A question that waits for its answer; `about`: what a form was about."""
    text = " ".join(str(asking.get("text") or "").split())
    quoted = f"”{sv.shortened(text, SHOWN)}”" if text else about
    return Reply(
        text=(f"Jag frågade något om {quoted}. Det är inte sparat än.",),
        buttons=(
            Button(label="Visa frågan", action="again", value=question_id),
            Button(label="Strunta i det", action="drop", value=question_id),
        ),
    )


def without_outcome(activity: Activity, today: date) -> Reply:
    """A plan whose day has passed."""
    return Reply(
        title=f"Hur gick det? {activity.title}",
        text=(sv.capitalized(when_and_where(activity, today)),),
        buttons=followup_buttons(activity),
    )


def more(left: int, *buttons: Button) -> list[Reply]:
    """'… och 3 till': there are others that wait for the same answer; `buttons` lead to them."""
    return [Reply(text=(f"… och {left} till.",), buttons=buttons)] if left > 0 else []


def to_do(planned: Planned, left: Sequence[Step], today: date) -> Reply:
    """What should be done by now."""
    late = " (försenat)" if planned.date < today else ""
    steps = ",".join(step.name for step in left)
    subject = subject_of(planned)
    return Reply(
        title=f"{title_of(planned)} {sv.day(planned.date, year=False)}{late}",
        text=tuple(f"• {sv.capitalized(step.text)}" for step in left),
        buttons=(
            Button(label="Klart", action="done", value=f"{subject} {steps} home"),
            Button(label="Skjut upp", action="later", value=f"{subject} {steps}"),
            Button(label="Visa planen", action="plan", value=subject),
        ),
    )


def task(note: Note, today: date) -> Reply:
    """Something that the person is responsible for."""
    return Reply(title=named(note), text=(about(note, today),), buttons=buttons(note, "home"))


def all_tasks() -> Button:
    return Button(label="Visa alla", action="status", value="mina att följa upp")


def ahead(plans: Sequence[Activity], today: date) -> Reply:
    """What the person is responsible for."""
    return Reply(text=("Du är ansvarig för", *(f"• {_when(plan.date, today)}: {plan.title}" for plan in plans)))


def _when(day: date, today: date) -> str:
    late = " (försenat)" if day < today else ""
    said = sv.day(day, year=day.year != today.year)
    return f"{sv.capitalized(said)}{late}"
