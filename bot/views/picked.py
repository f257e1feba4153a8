"""A message that is to be logged: what the form says above its fields, and what is logged of it already."""

from collections.abc import Sequence
from datetime import date

from bot.project import Project
from bot.records import RECORDS, Contact, Record
from bot.reply import Button, Form, Input, Option, Reply
from bot.views import swedish_text as sv
from bot.views.cards import card
from bot.views.receipts import taken

SHOWN = 300  # characters of a message that a form quotes


def which_kind(author: str, text: str, question_id: str) -> Reply:
    """The words do not tell what it is."""
    options = tuple(Option(label=record.noun, value=kind) for kind, record in RECORDS.items())
    kind = Input(name="kind", label="Vad är det?", kind="choice", options=options, required=True)
    return Reply(
        form=Form(
            action="kind", title="Logga i YH", inputs=(kind,), submit="Fortsätt", context=question_id,
            intro=f"{sv.capitalized(_whose(author))}: {_quoted(text)}",
        )
    )  # fmt: skip


def intro(
    author: str, written: date, text: str, place: tuple[int, int], doubts: Sequence[str], receipts: Sequence[str]
) -> str:
    """'Från Anna Eks meddelande tors 14 mars: ”…” Se efter att det stämmer.'

    `place`: which of how many things in the message, counted from 0; `doubts`: what would have been asked or assumed.
    """
    quoted = f": {_quoted(text)}" if text else "."
    number, of = place
    said = [
        f"Från {_whose(author)} {sv.day(written)}{quoted}",
        f"Det är {number + 1} av {of} saker i meddelandet." if of > 1 else "",
        *doubts,
        taken(receipts) if receipts else "",
        "Se efter att det stämmer.",
    ]
    return "\n".join(line for line in said if line)


def already(found: Sequence[Record], project: Project, *, again: str = "", form: str = "") -> Reply:
    """Somebody has logged the message before. The question's id: `again` opens the form, `form` saves the one sent."""
    save = (
        Button(label="Logga en gång till", action="picked", value=again)
        if again
        else Button(label="Spara ändå", action="answer", value=f"{form}:0::message:0")
    )
    return Reply(
        title="Det meddelandet är redan loggat",
        parts=tuple(card(record, project, among=[record]) for record in found),
        buttons=(save, Button(label="Det räcker", action="drop", value=again or form)),
        personal=any(isinstance(record, Contact) for record in found),
    )


def following(question_id: str) -> Reply:
    """There was more in the message than what was just saved."""
    return Reply(
        text=("Det stod mer i meddelandet.",),
        buttons=(
            Button(label="Fyll i nästa", action="picked", value=question_id),
            Button(label="Det räcker", action="drop", value=question_id),
        ),
    )


def refused(question: Reply, author: str) -> Reply:
    """What is not kept, in somebody else's message (`author`; empty: the person's own)."""
    if not author:
        return question
    text = tuple(
        line.replace("Ta bort ditt meddelande", f"Be {author} ta bort sitt meddelande") for line in question.text
    )
    return question.model_copy(
        update={"text": tuple(line.replace(" här också och skriv om det", " och skriva om det") for line in text)}
    )


def _quoted(text: str) -> str:
    return f"”{sv.shortened(text, SHOWN)}”"


def _whose(author: str) -> str:
    return f"{sv.genitive(author)} meddelande" if author else "ett meddelande"
