"""What a search answers: the records, newest first, a page at a time."""

from collections.abc import Sequence

from bot.project import Project
from bot.records import Record
from bot.reply import Button, Reply
from bot.views import swedish_text as sv
from bot.views.cards import card

PAGE = 5  # cards in one answer: more is a list to read, not an answer


def found(records: Sequence[Record], total: int, offset: int, text: str, project: Project) -> Reply:
    """The page from `offset` on, and a way to the next."""
    if not records:
        return Reply(
            title=f"Inget passar ”{text}”",
            text=("Pröva färre ord, eller början av ett ord. Det som är ångrat hittar jag inte.",),
            beside=True,
        )
    last = offset + len(records)
    shown = f", här är {offset + 1}–{last}" if total > len(records) else ""
    more = (Button(label="Visa fler", action="find", value=f"{last} {text}"),) if last < total else ()
    return Reply(
        title=f"🔎 {sv.plural(total, 'träff', 'träffar')} på ”{text}”{shown}",
        parts=tuple(card(record, project, among=[record], named=total == 1) for record in records),
        buttons=more,
        beside=offset > 0,
    )


def without_contacts() -> str:
    return "Kontakter söker jag inte bland: deras uppgifter är för arbetsgruppen och projektledaren."


def nobody(name: str) -> Reply:
    return Reply(
        text=(f"Jag hittar ingen i kanalen som heter ”{name}”. Skriv förnamnet eller hela namnet.",), beside=True
    )


def search_help() -> Reply:
    return Reply(
        title="Så söker du",
        text=(
            "Skriv ord ur det du letar efter, hur många du vill:",
            "• /yh-status sök solel kumla",
            "• /yh-status sök utgifter buss 2024",
            "• /yh-status sök beslut partneravtal",
            "• /yh-status sök seminarium av Maja – eller ”mina”",
        ),
        notes=("Början av ett ord räcker.",),
    )
