"""The neutral message: what the assistant answers, before any surface draws it.

A `Reply` knows nothing of Slack or Teams. Its texts are plain (no markup): each surface escapes and draws
them in its own way. `plain()` is the same answer as text: notification, screen reader, command line.
"""

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Button(_Part):
    """`action` names what it does, `value` whom it concerns; both come back when it is pressed."""

    label: str
    action: str
    value: str = ""
    style: Literal["", "primary", "danger"] = ""
    confirm: str = ""  # asked before it is done; empty: not asked


class Fact(_Part):
    label: str
    value: str


class Column(_Part):
    label: str
    numeric: bool = False


class Table(_Part):
    """Every row has as many cells as there are columns; `total` marks the last row as a sum."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: bool = False
    caption: str = ""


class Option(_Part):
    label: str
    value: str


class Input(_Part):
    """One field of a form. `value` is text as the surface's widget wants it: ISO for a day and a time."""

    name: str
    label: str
    kind: Literal["text", "long_text", "day", "clock", "number", "email", "phone", "choice", "choices"]
    value: str = ""
    chosen: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    required: bool = False
    hint: str = ""
    max_length: int = 0  # 0: no limit of its own


class Form(_Part):
    """`action` and `context` come back with what was filled in."""

    action: str
    title: str
    inputs: tuple[Input, ...]
    submit: str = "Spara"
    context: str = ""
    intro: str = ""


class Attachment(_Part):
    """A file that goes with the answer, always to the person alone; its name's ending says what it is."""

    name: str
    content: bytes


class Reply(_Part):
    """One answer: first what happened, then the record, then what was assumed, then what one can do.

    `parts` are further cards of the same answer; `form` is opened instead of a message; `problems`
    (field -> sentence) keep an open form open. `beside` leaves the card whose button was pressed as it is
    and answers next to it; without it, the answer takes the card's place. `personal`: it tells of a person,
    so that only who asked may see it (`is_private` says it of the whole answer). `file` comes after it.
    """

    title: str = ""
    text: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    table: Table | None = None
    notes: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
    parts: tuple["Reply", ...] = ()
    form: Form | None = None
    file: Attachment | None = None
    problems: dict[str, str] = {}
    beside: bool = False
    personal: bool = False

    @property
    def is_private(self) -> bool:
        """Whether any part of it holds personal data."""
        return self.personal or any(part.is_private for part in self.parts)

    def plain(self) -> str:
        """The whole answer as text, a line for each part of it."""
        return "\n".join(line for line in self._lines() if line)

    def _lines(self) -> Iterator[str]:
        yield self.title
        yield from self.text
        for fact in self.facts:
            yield f"{fact.label}: {fact.value}"
        if self.table:
            yield self.table.caption
            header = [column.label for column in self.table.columns]
            for row in self.table.rows:
                yield ", ".join(f"{label} {cell}".strip() for label, cell in zip(header, row, strict=True) if cell)
        yield from self.notes
        for part in self.parts:
            yield part.plain()
        if self.form:
            yield self.form.title
        yield from self.problems.values()
