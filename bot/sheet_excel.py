"""The rows of an Excel file, as text."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from bot.errors import NoSheet, SheetRefused

MOST_UNPACKED = 250 * 1024 * 1024  # an Excel file is packed: so much of it is looked at
MOST_COLUMNS = 200


def sheets(content: bytes) -> Iterator[tuple[str, Iterator[list[str]]]]:
    """The visible sheets' names and rows, the blank ones too; each is to be read before the next.

    Raises SheetRefused, and whatever openpyxl makes of a damaged file.
    """
    from openpyxl import load_workbook

    computed = _has_formulas(content)
    values = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    written = load_workbook(io.BytesIO(content), read_only=True) if computed else values
    for sheet in values.worksheets:
        if sheet.sheet_state == "visible":
            rows = zip(_rows(sheet), _rows(written[sheet.title]), strict=False)
            yield sheet.title, (_valued(sheet.title, number, *row) for number, row in enumerate(rows, 1))


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()  # what the file says of its size is often wrong
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
    return rows


def _has_formulas(content: bytes) -> bool:
    """Looks before openpyxl does: whether it is an Excel file of a size to open. Raises SheetRefused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            files = {file.filename: file.file_size for file in packed.infolist()}
            small = sum(files.values()) <= MOST_UNPACKED
            formulas = small and any(b"<f" in packed.read(name) for name in files if name.startswith("xl/worksheets/"))
    except Exception as problem:
        raise SheetRefused("Filen är skadad och går inte att öppna. Skicka den igen.") from problem
    if "xl/workbook.xml" not in files:
        raise NoSheet
    if not small:
        raise SheetRefused("Filen blir för stor när den packas upp. Dela upp den.")
    return formulas


def _valued(sheet: str, number: int, values: Sequence[Any], written: Sequence[Any]) -> list[str]:
    """The row's cells as text. A formula that was never computed has no value: an empty cell would be a lie."""
    for index, (value, formula) in enumerate(zip(values, written, strict=False)):
        if value is None and isinstance(formula, str) and formula.startswith("="):
            column = f"{chr(65 + index)}{number}" if index < 26 else f"rad {number}"
            raise SheetRefused(
                f"Cell {column} på bladet {sheet} är en formel utan uträknat värde. Öppna filen i Excel och spara om den."
            )
    return [_text(value) for value in values]


def _text(value: Any) -> str:
    """An Excel cell's value as one would write it."""
    match value:
        case None:
            return ""
        case bool():
            return "Ja" if value else "Nej"
        case float() | int() | Decimal():
            return f"{Decimal(format(value, '.15g')):f}".replace(".", ",")  # Excel keeps fifteen figures
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M")
        case timedelta():
            return f"{value // timedelta(hours=1):02}:{value % timedelta(hours=1) // timedelta(minutes=1):02}"
    return str(value).strip()
