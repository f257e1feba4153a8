"""A Table in a card: as a table where a telephone has room for it, and else as a list."""

from collections.abc import Iterator, Sequence

from microsoft_teams.cards.core import CardElement, ColumnDefinition, TableCell, TableRow
from microsoft_teams.cards.core import Table as Drawn

from bot.reply import Column, Table
from handlers.teams.elements import Text, label, note, paragraph, text
from handlers.teams.limits import LETTER, PHONE, fitting, weight

_AROUND = 18  # pixels around a cell
_WORDS = 80  # and of it: a column of words is no narrower; it is wrapped
_CELL, _ROW = 300, 1_000


def table(shown: Table, room: int) -> Iterator[CardElement]:
    """As many of its rows from the top as `room` bytes hold, its sum, and how many rows are left out."""
    above = list(paragraph(label(shown.caption, _CELL))) if shown.caption.strip() else []
    room -= weight(above)
    yield from above
    body, last = (shown.rows[:-1], shown.rows[-1:]) if shown.total else (shown.rows, ())
    header, *sums = [_row(row, bold=True) for row in ([column.label for column in shown.columns], *last)]
    frame = Drawn(columns=_columns(shown), rows=[header, *sums])
    kept: Sequence[CardElement]
    if shown.columns and sum(width or _WORDS for width in _widths(shown)) <= PHONE and weight([frame]) < room:
        kept = fitting((_row(row) for row in body), room - weight([frame]))
        yield frame.model_copy(update={"rows": [header, *kept, *sums]})
    else:
        said = fitting((_line(shown.columns, row) for row in last), room)
        kept = fitting((_line(shown.columns, row) for row in body), room - weight(said))
        yield from (*kept, *said)
    if len(kept) < len(body):
        yield note(f"… och {len(body) - len(kept)} rader till.")


def _widths(shown: Table) -> Iterator[int]:
    """What each column of figures takes in pixels; 0 for words, which take what is left."""
    for index, column in enumerate(shown.columns):
        words = [*column.label.split(), *(row[index] for row in shown.rows)]
        yield _AROUND + LETTER * max(map(len, words), default=0) if column.numeric else 0


def _columns(shown: Table) -> list[ColumnDefinition]:
    return [
        ColumnDefinition(width=f"{width}px", horizontal_cell_content_alignment="Right")
        if width
        else ColumnDefinition(width="1")
        for width in _widths(shown)
    ]


def _row(cells: Sequence[str], *, bold: bool = False) -> TableRow:
    return TableRow(cells=[TableCell(items=[text((label(cell, _CELL), bold))]) for cell in cells])


def _line(columns: Sequence[Column], row: Sequence[str]) -> Text:
    """A row as a line that begins with its first cell."""
    cells = [label(cell, _CELL) if cell.strip() else "" for cell in row] or [""]
    named = [f"{column.label} {cell}".strip() for column, cell in zip(columns[1:], cells[1:], strict=False) if cell]
    if not (cells[0] and named):
        return text((label(cells[0] or " · ".join(named), _ROW), bool(cells[0])), spacing="Small")
    return text((f"{cells[0]}:", True), (" " + label(" · ".join(named), _ROW), False), spacing="Small")
