"""What is said of receipts: that one follows along, cannot be had, or is on another expense already."""

from collections.abc import Sequence

from bot.project import Project
from bot.records import Record
from bot.reply import Button, Reply
from bot.views import swedish_text as sv
from bot.views.cards import card, on_button

_REASONS = {
    "no_receipt": "det är varken en bild eller en PDF",
    "too_large": "filen är större än 20 MB",
    "file_deleted": "filen är borttagen",
    "external": "den ligger utanför Slack",
    "file_not_found": "filen är borttagen eller delad någonstans där jag inte kommer åt den",
}


def taken(names: Sequence[str]) -> str:
    """The line under a confirmed expense."""
    return f"📎 {sv.listed(list(names))} följer med som kvitto."


def not_taken() -> str:
    """The line under what is no expense."""
    return "Filen sparas inte: bara utgifter har kvitton."


def alone(question_id: str, logged: Sequence[Record], project: Project) -> Reply:
    """A file without words; `logged` are the expenses that it may belong to."""
    return Reply(
        title="Vilken utgift hör kvittot till?",
        text=("Är den inte loggad än, så fyll i den här. Nästa gång kan du skriva vad det gäller med filen.",),
        buttons=(
            *(
                Button(label=on_button(expense, project), action="receipt", value=f"{question_id}:{expense.id}")
                for expense in logged
            ),
            Button(label="En ny utgift", action="answer_form", value=question_id),
            Button(label="Logga inte", action="drop", value=question_id),
        ),
        notes=("Inget är sparat än.",),
    )


def refused(name: str, reason: str, expense: Record, project: Project) -> Reply:
    """The expense stands without its receipt."""
    why = _REASONS.get(reason, "Slack lämnar inte ut den")
    again = f"Skicka filen till mig och skriv ”kvitto till utgift {expense.id}”."
    return card(expense, project, title=f"Jag kunde inte spara {name}: {why}", notes=(f"Utgiften står kvar. {again}",))


def twice(name: str, expense: Record, others: Sequence[Record], project: Project) -> Reply:
    """The very same file on two expenses."""
    return Reply(
        title=f"Samma kvitto står på {sv.listed([each.numbered for each in (*others, expense)])}",
        text=(f"{name} är precis samma fil. Är det samma köp, så ångra den ena.",),
        parts=tuple(card(each, project, among=[each]) for each in (*others, expense)),
    )
