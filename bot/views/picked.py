"""A message that is to be logged: what the form says above its fields."""

from collections.abc import Sequence
from datetime import date

from bot.records import RECORDS
from bot.reply import Form, Input, Option, Reply
from bot.views import swedish_text as sv

SHOWN = 300  # characters of a message that a form quotes


def which_kind(author: str, text: str, question_id: str) -> Reply:
    """The words do not tell what it is."""
    options = tuple(Option(label=record.noun, value=kind) for kind, record in RECORDS.items())
    kind = Input(name="kind", label="Vad är det?", kind="choice", options=options, required=True)
    quoted = text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…"
    return Reply(
        form=Form(
            action="kind", title="Logga i YH", inputs=(kind,), submit="Fortsätt", context=question_id,
            intro=f"{_of(author)[:1].upper()}{_of(author)[1:]}: ”{quoted}”",
        )
    )  # fmt: skip


def intro(author: str, written: date, more: int, receipts: Sequence[str]) -> str:
    """'Från Anna Eks meddelande tors 14 mars.'"""
    said = [f"Från {_of(author)} {sv.day(written)}. Se efter att det stämmer."]
    if more:
        said.append(f"Det handlar om {more + 1} saker: den här är den första. Logga resten för sig.")
    if receipts:
        said.append(f"📎 {sv.listed(list(receipts))} följer med som kvitto.")
    return " ".join(said)


def _of(author: str) -> str:
    return f"{sv.genitive(author)} meddelande" if author else "ett meddelande"
