"""Lists of records as files have them: what can be listed, and what a row of one became."""

from dataclasses import dataclass

from bot.records import Kind, Record

#: What can be read from a list, in the order in which it is kept: an expense may belong to an activity.
IMPORTED: tuple[Kind, ...] = ("activity", "expense", "contact", "payment")

SHEETS: dict[Kind, str] = {
    "activity": "Aktiviteter", "expense": "Utgifter", "contact": "Kontakter", "payment": "Inbetalningar",
    "note": "Anteckningar", "measurement": "Mätningar", "indicator": "Indikatorer",
}  # fmt: skip


#: What an expense is given in the chat alone, by whoever may: no list attests, returns or claims.
ATTEST = ("status", "attested_by", "attested_at", "returned_reason", "claim_id")


@dataclass(frozen=True)
class Read:
    """One row. `record` is None where there are `problems`; `notes`: what was assumed, or is worth a look.

    `number` is the record's number in the list, `activity` that of the activity which an expense names there, and
    `author` who logged it.
    """

    place: str
    kind: Kind
    record: Record | None
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    number: int | None = None
    activity: int | None = None
    author: str = ""


@dataclass(frozen=True)
class Lists:
    """All that the files say: `reads` activities first, `notes` on what is not read."""

    reads: tuple[Read, ...]
    notes: tuple[str, ...]
