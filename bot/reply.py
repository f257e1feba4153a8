"""The neutral message: what the assistant answers, before any surface draws it.

A `Reply` knows nothing of Slack or Teams. Its texts are plain (no markup): each surface escapes and draws
them in its own way. `plain()` is the same answer as text: notification, screen reader, command line.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, model_validator

_NBSP = "\u00a0"
# an address, or a number as people write theirs: somebody can be reached by it
_REACHES = re.compile(
    r"(?P<address>[\w.+-]+@[\w-]+(?:\.\w[\w-]*)+)"
    r"|(?<![\w.,-])(?<!\d[ \u00a0])(?:\+\d|0)(?:[ \u00a0()–-]{0,2}\d){7,14}(?!\w)"
)
_CARRIED = {"action", "context", "name"}  # what comes back as it was sent


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


class Series(_Part):
    """One row of bars, one line, one area: a value for each of its chart's labels, in the labels' order."""

    name: str
    values: tuple[Decimal | int | float, ...]


class Chart(_Part):
    """Figures to be seen. Values are in `unit` ('kr', '%', 'st', or none): kronor, not öre.

    A pie has one series. `told`: the same figures stand in a table or in words beside it, so that they are not
    said once more in text. A surface that cannot draw it says them all the same. Short names and few of them read
    best: Slack shows 20 characters of a name, 20 labels, 6 series (6 slices, none of them zero).
    """

    kind: Literal["bar", "line", "area", "pie"]
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    told: bool = False

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if any(len(each.values) != len(self.labels) for each in self.series):
            raise ValueError("every series has a value for each label")
        if self.kind == "pie" and len(self.series) != 1:
            raise ValueError("a pie has one series")
        return self

    def lines(self) -> Iterator[str]:
        """Its figures in words, a line for each label."""
        several = len(self.series) > 1
        for index, label in enumerate(self.labels):
            said = [
                f"{each.name} {figure(each.values[index], self.unit)}"
                if several
                else figure(each.values[index], self.unit)
                for each in self.series
            ]
            yield f"{label}: {', '.join(said)}"


def figure(value: Decimal | int | float, unit: str = "") -> str:
    """'12 345', '−9,4 %', '1 250,50 kr': at most two decimals, kronor with both or none; with no-break spaces."""
    rounded = round(Decimal(str(value)), 2)
    whole = rounded == rounded.to_integral_value()
    written = f"{rounded:,.0f}" if whole else f"{rounded:,.2f}"
    if not whole and unit != "kr":
        written = written.rstrip("0")
    written = written.replace(",", _NBSP).replace(".", ",").replace("-", "−")
    return f"{written}{_NBSP}{unit}" if unit else written


class Option(_Part):
    label: str
    value: str


class Input(_Part):
    """One field of a form. `value` is text as the surface's widget wants it: ISO for a day and a time.

    'file': up to ten files of the person's own, which come back with the form beside its values.
    """

    name: str
    label: str
    kind: Literal["text", "long_text", "day", "clock", "number", "email", "phone", "choice", "choices", "file"]
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
    """A file that goes with the answer, always to the person alone; its name's ending says what it is.

    `make` is called once, after the person is answered and in another thread: it may take seconds, and opens what
    it reads by itself. What it raises is told of and logged by its type and place.
    """

    name: str
    make: Callable[[], bytes]


class Reply(_Part):
    """One answer: first what happened, then the record, then what was assumed, then what one can do.

    `parts` are further cards of the same answer; `form` is opened instead of a message; `problems`
    (field -> sentence) keep an open form open. `beside` leaves the card whose button was pressed as it is
    and answers next to it; without it, the answer takes the card's place. `personal`: it tells of a person,
    so that only who asked may see it (`is_private` says it of the whole answer). `files` come after it.
    `later`: what takes its time, made like a file after the person is answered, and said to the person alone.
    """

    title: str = ""
    text: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    chart: Chart | None = None
    table: Table | None = None
    notes: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
    parts: tuple["Reply", ...] = ()
    form: Form | None = None
    files: tuple[Attachment, ...] = ()
    later: Callable[[], "Reply"] | None = None
    problems: dict[str, str] = {}
    beside: bool = False
    personal: bool = False

    @property
    def is_private(self) -> bool:
        """Whether any part of it holds personal data."""
        return self.personal or any(part.is_private for part in self.parts)

    def discreet(self) -> "Reply":
        """As it may stand in a channel: an address or a number by which somebody can be reached is not said there."""
        return _without_ways(self) if _REACHES.search(self.plain()) else self

    def plain(self) -> str:
        """The whole answer as text, a line for each part of it."""
        return "\n".join(line for line in self._lines() if line)

    def _lines(self) -> Iterator[str]:
        yield self.title
        yield from self.text
        for fact in self.facts:
            yield f"{fact.label}: {fact.value}"
        if self.chart and not self.chart.told:
            yield self.chart.title
            yield from self.chart.lines()
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


P = TypeVar("P", bound=_Part)


def _without_ways(part: P) -> P:
    """The part with each text in it gone through; what a button, a field or a choice carries stays as it is."""
    carried = _CARRIED | (set() if isinstance(part, Fact) else {"value"})
    told = {name: _discreet(getattr(part, name)) for name in type(part).model_fields if name not in carried}
    return part.model_copy(update=told)


def _discreet(value: Any) -> Any:
    if isinstance(value, str):
        return _REACHES.sub(lambda found: "[adress]" if found["address"] else "[nummer]", value)
    if isinstance(value, tuple):
        return tuple(map(_discreet, value))
    return _without_ways(value) if isinstance(value, _Part) else value
