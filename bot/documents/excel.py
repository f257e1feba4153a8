"""A workbook as .xlsx. Formulas carry their values, so that a preview shows them; text is never a formula or a link."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

from bot.book import Bars, Book, Cell, Formula, Grid, Sheet

FORMATS = {"text": "@", "name": "0", "number": "#,##0", "money": "#,##0.00", "percent": "0 %", "day": "yyyy-mm-dd"}
# as in the pictures: told apart in black and white; the second is a pattern
FILLS: tuple[dict[str, Any], ...] = (
    {"fill": {"color": "#1F3A4D"}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#1F3A4D", "bg_color": "#FFFFFF"}},
    {"fill": {"color": "#A9B4BC"}},
)
WORDS = ("text", "name", "day")  # kinds that stand to the left
A4, A3 = 9, 8
WIDE = 200  # characters of a sheet's columns; what is wider could not be read on A4
HEADER = 28  # points: two lines
MOST_REPEATED = 200  # characters of a sheet's footer that Excel takes


def excel(book: Book) -> bytes:
    """The workbook as the bytes of an .xlsx."""
    import xlsxwriter

    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(content, {"in_memory": True, "default_date_format": FORMATS["day"]})
    workbook.set_properties({"title": book.title, "author": book.author})
    workbook.set_calc_mode("auto")
    styles = _Styles(workbook)
    for sheet in book.sheets:
        _sheet(workbook, styles, sheet, book)
    workbook.close()
    return content.getvalue()


class _Styles:
    """The formats that a workbook needs, each made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, bool, bool, bool], Any] = {}
        self.title = self._new({"font_size": 14, "bold": True, "font_color": "#1F3A4D"})
        self.line = self._new({"font_color": "#595959"})

    def of(self, kind: str, *, header: bool = False, total: bool = False, first: bool = False) -> Any:
        """Of a cell; words stand a little in from the number before them, and are broken where they are long."""
        key = kind, header, total, first
        if key not in self._made:
            look: dict[str, Any] = {"valign": "bottom" if header else "vcenter"}
            if kind in WORDS:
                look |= {"align": "left", "indent": 0 if first else 1, "text_wrap": kind == "text"}
            else:
                look |= {"align": "right"}
            look |= {} if header else {"num_format": FORMATS[kind]}
            look |= {"bold": True, "bg_color": "#EEF1F3", "bottom": 1, "text_wrap": True} if header else {}
            look |= {"bold": True, "top": 1} if total else {}
            self._made[key] = self._new(look)
        return self._made[key]

    def _new(self, look: dict[str, Any]) -> Any:
        return self._workbook.add_format({"font_name": "Arial", "font_size": 10, **look})


def _sheet(workbook: Any, styles: _Styles, sheet: Sheet, book: Book) -> None:
    page = workbook.add_worksheet(sheet.name)
    page.write_string(0, 0, sheet.title, styles.title)
    for number, line in enumerate(sheet.lines, 1):
        page.write_string(number, 0, line, styles.line)
    for grid in sheet.grids:
        _grid(page, styles, grid)
    for bars in sheet.charts:
        _chart(workbook, page, sheet, bars)
    page.hide_gridlines(2)
    page.set_landscape()
    wide = max(sum(column.width for column in grid.columns) for grid in sheet.grids)
    page.set_paper(A3 if wide > WIDE else A4)
    page.fit_to_pages(1, 0)
    footer = book.footer.replace("&", "&&")[:MOST_REPEATED]
    page.set_footer(f"&L&8{footer}&R&8&P (&N)")


def _grid(page: Any, styles: _Styles, grid: Grid) -> None:
    top = grid.top - 1
    if any(len(column.label) > column.width for column in grid.columns):
        page.set_row(top, HEADER)
    for index, column in enumerate(grid.columns):
        page.set_column(index, index, column.width)
        page.write_string(top, index, column.label, styles.of(column.kind, header=True, first=index == 0))
    for number, row in enumerate(grid.rows, grid.top):
        total = grid.total and number == grid.end - 1
        for index, (cell, column) in enumerate(zip(row, grid.columns, strict=True)):
            kind = "text" if isinstance(cell, str) else column.kind
            _write(page, number, index, cell, styles.of(kind, total=total, first=index == 0))
    if grid.listed:
        page.freeze_panes(grid.top, 0)
        page.repeat_rows(top)
        page.autofilter(top, 0, max(grid.last - 1, top + 1), len(grid.columns) - 1)


def _write(page: Any, row: int, column: int, cell: Cell, style: Any) -> None:
    match cell:
        case None:
            page.write_blank(row, column, None, style)
        case str():
            page.write_string(row, column, cell, style)
        case date():
            page.write_datetime(row, column, cell, style)
        case int() | Decimal():
            page.write_number(row, column, cell, style)
        case Formula(text, value):
            page.write_formula(row, column, f"={text}", style, value)


def _chart(workbook: Any, page: Any, sheet: Sheet, bars: Bars) -> None:
    drawn = workbook.add_chart({"type": "column"})
    grid = bars.grid

    def column(label: str) -> list[Any]:
        index = [each.label for each in grid.columns].index(label)
        return [sheet.name, grid.first - 1, index, grid.last - 1, index]

    for number, label in enumerate(bars.series):
        index = [each.label for each in grid.columns].index(label)
        drawn.add_series({
            "name": [sheet.name, grid.top - 1, index], "categories": column(bars.labels), "values": column(label),
            "border": {"color": "#1F3A4D"}, "gap": 80, **FILLS[number % len(FILLS)],
        })  # fmt: skip
    drawn.set_title({"name": bars.title, "name_font": {"size": 11, "bold": True}})
    drawn.set_y_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    drawn.set_legend({"position": "bottom"})
    drawn.set_size({"width": 510, "height": 330})
    page.insert_chart(
        bars.at, drawn, {"description": f"Stapeldiagram. {bars.title}. Siffrorna står i tabellen på samma blad."}
    )
