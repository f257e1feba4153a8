"""A Table in a card: as a table where a telephone has room for it, and else as a list."""

from collections.abc import Iterator, Sequence

from microsoft_teams.cards.core import CardElement, ColumnDefinition, TableCell, TableRow
from microsoft_teams.cards.core import Table as Drawn

from bot.reply import Column, Table
from handlers.teams.elements import Text, label, note, paragraph, text
from handlers.teams.limits import PHONE, fitting, weight

_AROUND, _FIGURE = 18, 9  # pixels around a cell, and of a figure, bold
_WORD, _LONG = 8, 40  # letters: a column of words is no narrower, and no wider to another
_CELL, _ROW = 300, 1_000
_NO_BREAK = "\u00a0"


def table(shown: Table, room: int) -> Iterator[CardElement]:
    """As many of its rows from the top as `room` bytes hold, its sum, and how many rows are left out."""
    above = list(paragraph(label(shown.caption, _CELL))) if shown.caption.strip() else []
    room -= weight(above)
    yield from above
    body, last = (shown.rows[:-1], shown.rows[-1:]) if shown.total else (shown.rows, ())
    header, *sums = [_row(row, bold=True) for row in ([column.label for column in shown.columns], *last)]
    frame = Drawn(columns=_columns(shown), rows=[header, *sums])
    kept: Sequence[CardElement]
    if _is_narrow(shown) and weight([frame]) < room:
        kept = fitting((_row(row) for row in body), room - weight([frame]))
        yield frame.model_copy(update={"rows": [header, *kept, *sums]})
    else:
        said = fitting((_line(shown.columns, row) for row in last), room)
        kept = fitting((_line(shown.columns, row) for row in body), room - weight(said))
        yield from (*kept, *said)
    if len(kept) < len(body):
        yield note(f"… och {len(body) - len(kept)} rader till.")


def _is_narrow(shown: Table) -> bool:
    """Whether a telephone has room for it: figures are not wrapped, words are."""
    longest = zip(shown.columns, _longest(shown), strict=True)
    widths = (_pixels(letters if column.numeric else min(letters, _WORD)) for column, letters in longest)
    return bool(shown.columns) and sum(widths) <= PHONE


def _longest(shown: Table) -> list[int]:
    """The letters in each column's longest cell; a heading may be wrapped."""
    cells = [[*column.label.split(), *(row[at] for row in shown.rows)] for at, column in enumerate(shown.columns)]
    return [max(map(len, each), default=0) for each in cells]


def _pixels(letters: int) -> int:
    return _AROUND + _FIGURE * letters


def _columns(shown: Table) -> list[ColumnDefinition]:
    """Figures take what they need, and words share the rest by their length."""
    return [
        ColumnDefinition(width=f"{_pixels(letters)}px", horizontal_cell_content_alignment="Right")
        if column.numeric
        else ColumnDefinition(width=str(min(max(letters, _WORD), _LONG)))
        for column, letters in zip(shown.columns, _longest(shown), strict=True)
    ]


def _row(cells: Sequence[str], *, bold: bool = False) -> TableRow:
    return TableRow(cells=[TableCell(items=[text((label(cell, _CELL), bold))]) for cell in cells])


def _line(columns: Sequence[Column], row: Sequence[str]) -> Text:
    """A row as a line that begins with its first cell."""
    cells = [label(cell, _CELL) if cell.strip() else "" for cell in row] or [""]
    named = [_named(column, cell) for column, cell in zip(columns[1:], cells[1:], strict=False) if cell]
    if not (cells[0] and named):
        return text((label(cells[0] or " · ".join(named), _ROW), bool(cells[0])), spacing="Small")
    return text((f"{cells[0]}:", True), (" " + label(" · ".join(named), _ROW), False), spacing="Small")


def _named(column: Column, cell: str) -> str:
    """A cell with its column's name; a figure stays on the line of its name."""
    return f"{column.label}{_NO_BREAK if column.numeric else ' '}{cell}".strip()
