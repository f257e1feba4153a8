"""What is said of receipts: that one follows along, cannot be had, or is on another expense already."""

from collections.abc import Sequence

from bot.project import Project
from bot.records import Record
from bot.reply import Attachment, Button, Reply
from bot.views import swedish_text as sv
from bot.views.cards import card, on_button

_REASONS = {
    "no_receipt": "det är varken en bild eller en PDF",
    "too_large": "filen är större än 20 MB",
    "file_deleted": "filen är borttagen",
    "external": "den ligger utanför Slack",
    "outside_teams": "den ligger någonstans där jag inte kommer åt den",
    "link_expired": "länken till den har slutat gälla",
    "link_only": "jag fick bara en länk till den (från en dator brukar det gå)",
    "file_not_found": "filen är borttagen eller delad någonstans där jag inte kommer åt den",
}


def taken(names: Sequence[str], expenses: Sequence[int] = ()) -> str:
    """The line under a confirmed expense; of several `expenses` each has all the files, which is said."""
    files = sv.listed(list(names))
    if len(expenses) < 2:
        return f"📎 {files} följer med som kvitto."
    numbers = sv.listed([str(number) for number in expenses])
    return f"📎 {files} följer med som kvitto på var och en av utgift {numbers}."


def not_taken() -> str:
    """The line under what is no expense."""
    return "Filen sparas inte: bara utgifter har kvitton."


def not_here() -> str:
    """The line under an answer in Teams' channel, where files do not come with what is said."""
    return "Filen når mig inte här. Skicka den i vår egen chatt och skriv vilken utgift den hör till."


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
    why = _REASONS.get(reason, "den lämnas inte ut till mig")
    again = f"Skicka filen till mig och skriv ”kvitto till utgift {expense.id}”."
    return card(expense, project, title=f"Jag kunde inte spara {name}: {why}", notes=(f"Utgiften står kvar. {again}",))


def twice(name: str, expense: Record, others: Sequence[Record], project: Project) -> Reply:
    """The very same file on two expenses."""
    return Reply(
        title=f"Samma kvitto står på {sv.listed([each.numbered for each in (*others, expense)])}",
        text=(f"{name} är precis samma fil. Är det samma köp, så ångra den ena.",),
        parts=tuple(card(each, project, among=[each]) for each in (*others, expense)),
    )


PAGE = 5  # cards in one answer


def files(expense: Record, attached: Sequence[Attachment]) -> Reply:
    """The files themselves, which follow to the person alone."""
    if not attached:
        return Reply(text=(f"{expense.numbered} har inget kvitto.",), beside=True)
    what = "Kvittot" if len(attached) == 1 else "Kvittona"
    return Reply(
        text=(f"📎 {what} till {expense.numbered.casefold()} kommer till dig.",), files=tuple(attached), beside=True
    )


def without(found: Sequence[Record], total: int, cost_ore: int, offset: int, project: Project) -> Reply:
    """`/yh-status utan kvitto`: the expenses, a page at a time."""
    if not found:
        return Reply(title="Ingen utgift saknar kvitto", beside=offset > 0)
    last = offset + len(found)
    shown = f", här är {offset + 1}–{last}" if total > len(found) else ""
    more = (Button(label="Visa fler", action="without_receipt", value=str(last)),) if last < total else ()
    return Reply(
        title=f"Utan kvitto: {sv.plural(total, 'utgift', 'utgifter')}, {sv.kronor(cost_ore)}{shown}",
        parts=tuple(card(each, project, among=[each]) for each in found),
        buttons=more,
        notes=(f"Skicka filen till mig och skriv till exempel ”kvitto till utgift {found[0].id}”.",),
        beside=offset > 0,
    )
