"""A workbook before anyone draws it: sheets with tables whose cells are values or formulas with the value they come to.

Each table says on which row it begins, so that formulas can point at it. Money is kronor as Decimal, to the öre.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Kind = Literal["text", "name", "number", "money", "percent", "day"]  # name: a year, a record's number


@dataclass(frozen=True)
class Formula:
    """`text` as Excel writes it in English, without the equals sign; `value` is what it comes to."""

    text: str
    value: Decimal | int


Cell = str | int | Decimal | date | Formula | None


@dataclass(frozen=True)
class Column:
    """`width` in characters."""

    label: str
    kind: Kind = "text"
    width: int = 12


@dataclass(frozen=True)
class Grid:
    """A table whose header stands on row `top` (the first is 1). `total`: the last row is a sum; `listed`: it can be
    filtered, its header stays in view and is printed on every page."""

    top: int
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: bool = False
    listed: bool = False

    @property
    def first(self) -> int:
        return self.top + 1

    @property
    def last(self) -> int:
        """The last row of figures, the sum not among them."""
        return self.top + len(self.rows) - self.total

    @property
    def end(self) -> int:
        return self.top + len(self.rows)

    def letter(self, label: str) -> str:
        """The column so called, as a letter."""
        return letter([column.label for column in self.columns].index(label))


@dataclass(frozen=True)
class Bars:
    """A native chart of columns of a grid: `labels` and each of `series` are its columns' labels."""

    title: str
    grid: Grid
    labels: str
    series: tuple[str, ...]
    at: str  # the cell of its upper left corner


@dataclass(frozen=True)
class Sheet:
    """`lines` stand below the title, one a row."""

    name: str
    title: str
    lines: tuple[str, ...]
    grids: tuple[Grid, ...]
    charts: tuple[Bars, ...] = ()

    def column(self, label: str, grid: int = 0) -> str:
        """The figures of a column of one of its grids, to point at from any sheet: "'Kostnader'!$J$6:$J$19"."""
        found = self.grids[grid]
        name = found.letter(label)
        return f"'{self.name}'!${name}${found.first}:${name}${found.last}"


@dataclass(frozen=True)
class Book:
    title: str
    author: str
    sheets: tuple[Sheet, ...]
    footer: str = ""


@dataclass
class Rows:
    """Counts the rows of a sheet while it is laid out: title, lines, an empty row, then its grids."""

    lines: Sequence[str]
    _next: int = field(init=False)

    def __post_init__(self) -> None:
        self._next = len(self.lines) + 3

    def top(self, rows: int) -> int:
        """The row for the header of a grid of so many rows; the next comes two rows below it."""
        top = self._next
        self._next = top + rows + 2
        return top


def letter(index: int) -> str:
    """0 is A, 26 is AA."""
    found = ""
    while index >= 0:
        found = chr(ord("A") + index % 26) + found
        index = index // 26 - 1
    return found


def amount(cell: Cell) -> Decimal:
    """The number in a cell, or that its formula comes to; 0 where it holds none."""
    number = cell.value if isinstance(cell, Formula) else cell
    return Decimal(number) if isinstance(number, int | Decimal) else Decimal(0)


def kronor(ore: int) -> Decimal:
    """Öre as kronor, exactly."""
    return Decimal(ore).scaleb(-2)
