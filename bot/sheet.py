"""The rows of an Excel or CSV file, as text. Pure: bytes in, rows out.

Whatever the file is, a cell is text as a Swede would write it: a day '2024-03-12', a time '13:00', a number
'1250,5', a formula its value. So one reader serves both, and what a cell means is asked of those who know the column.
"""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from bot.errors import Refused
from bot.receipts import kind_of
from bot.swedish import read_day

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 250 * 1024 * 1024  # an Excel file is packed: so much of it is looked at
MOST_ROWS = 50_000
MOST_COLUMNS = 200
HEADING_WITHIN = 30  # rows: exports begin with a title, a period, the company's name


class SheetRefused(Refused):
    """A file that is not read; `str()` is the sentence that says why."""


NEITHER = "Filen är varken Excel (.xlsx) eller CSV. Spara om den som någon av dem."


@dataclass(frozen=True)
class Row:
    """`number` is the row's number as Excel shows it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A sheet's rows that say anything; a CSV file is one sheet without a name."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Line:
    """A row under its headings: `cells` by the names that were asked for, those with nothing in them left out."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    """`headings`: name -> the heading as it is written; `unknown`: the headings that were not asked for."""

    sheet: str
    headings: dict[str, str]
    unknown: tuple[str, ...]
    lines: tuple[Line, ...]


def read_sheets(content: bytes) -> tuple[Sheet, ...]:
    """The file's sheets, told by its content and never by its name. Raises SheetRefused."""
    if len(content) > MOST_BYTES:
        raise SheetRefused(f"Filen är större än {MOST_BYTES // 1024 // 1024} MB. Dela upp den.")
    if kind_of(content):
        raise SheetRefused(NEITHER)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetRefused("Filen är i gammalt Excelformat eller har lösenord. Spara om den som .xlsx utan lösenord.")
    sheets = _excel(content) if content.startswith(b"PK\x03\x04") else (_csv(content),)
    if not any(sheet.rows for sheet in sheets):
        raise SheetRefused("Filen är tom: jag hittar inga rader i den.")
    return sheets


def under_headings(sheet: Sheet, names: Mapping[str, Sequence[str]]) -> Table | None:
    """The rows under the first row that has most of the headings; None where no row has any.

    `names`: what is asked for -> the headings it may have. Case, signs and '(kr)' make no difference; of two
    columns for the same the first one counts.
    """
    known = {plain(heading): name for name, headings in names.items() for heading in headings}
    found = [(_headings(row, known), row) for row in sheet.rows[:HEADING_WITHIN]]
    columns, heading = max(found, key=lambda one: len(one[0]), default=({}, None))
    if heading is None or not columns:
        return None
    unknown = (text for index, text in enumerate(heading.cells) if text and index not in columns.values())
    lines = (
        Line(row.number, {name: row.cells[at] for name, at in columns.items() if at < len(row.cells) and row.cells[at]})
        for row in sheet.rows
        if row.number > heading.number
    )
    headings = {name: heading.cells[at] for name, at in columns.items()}
    return Table(sheet.name, headings, tuple(unknown), tuple(line for line in lines if line.cells))


def _headings(row: Row, known: Mapping[str, str]) -> dict[str, int]:
    """Name -> column of what the row names."""
    found: dict[str, int] = {}
    for index, text in enumerate(row.cells):
        name = known.get(plain(text))
        if name:
            found.setdefault(name, index)
    return found


@lru_cache(maxsize=10_000)  # a list of thousands of rows names the same few things in each
def plain(heading: str) -> str:
    """A heading as it is compared: 'Belopp (SEK):' is 'belopp'."""
    return re.sub(r"[\W_]+", " ", re.sub(r"\((?:kr|sek|tkr|st)\)", "", heading.casefold())).strip()


def amount_ore(text: str) -> int | None:
    """'1 250,50 kr', '1.250,50', '-340', '340,00-', '(340,00)' in öre; None when it is no amount of whole öre."""
    cleaned = re.sub(r"(?i)\s|kr\.?$|^sek|sek$|:-$", "", text.strip()).replace("−", "-").replace("–", "-")
    match = re.fullmatch(r"(\()?([-+]?)(\d[\d.,']{0,20}?)(-?)(\)?)", cleaned)
    if not match or bool(match[1]) != bool(match[5]):
        return None
    whole, cents = _parted(match[3].replace("'", ""))
    if not whole.isdecimal() or not re.fullmatch(r"\d{0,2}|\d\d00+", cents):
        return None
    ore = int(whole) * 100 + int(cents[:2].ljust(2, "0"))
    return -ore if match[1] or match[4] or match[2] == "-" else ore


def _parted(number: str) -> tuple[str, str]:
    """Whole and decimals: the last sign parts them, unless it stands before three figures as between thousands do."""
    at = max(number.rfind(","), number.rfind("."))
    if at < 0:
        return number, ""
    sign, other = number[at], "." if number[at] == "," else ","
    if sign == "." and other not in number and len(number) - at == 4 and number[0] != "0":
        return number.replace(".", ""), ""  # 1.250
    if number.count(sign) > 1:
        return number.replace(sign, "") if other not in number else "?", ""
    return number[:at].replace(other, ""), number[at + 1 :]


def day(text: str, today: date) -> date | None:
    """A single day: '2024-03-12', '20240312', '12/3 2024', with a time behind it too; None for anything else."""
    return read_day(re.sub(r"[ T]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?$", "", text.strip()), today)


def _excel(content: bytes) -> tuple[Sheet, ...]:
    """The visible sheets. openpyxl is only imported for a file."""
    from openpyxl import load_workbook

    computed = _has_formulas(content)
    try:
        values = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        written = load_workbook(io.BytesIO(content), read_only=True) if computed else values
        sheets = []
        for sheet in values.worksheets:
            if sheet.sheet_state == "visible":
                rows = zip(_rows(sheet), _rows(written[sheet.title]), strict=False)
                cells = (_valued(sheet.title, number, *row) for number, row in enumerate(rows, 1))
                sheets.append(Sheet(sheet.title, _kept(cells)))
        return tuple(sheets)
    except Refused:
        raise
    except Exception as problem:  # openpyxl lets through whatever a damaged file makes of it
        raise SheetRefused("Filen går inte att läsa som Excel. Öppna den i Excel och spara om den.") from problem


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
        raise SheetRefused(NEITHER)
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


def _csv(content: bytes) -> Sheet:
    text = _decoded(content)
    if named := re.match(r"(?i)sep=(.)\r?\n", text):  # Excel's own way to name it
        delimiter, first = named[1], 2
        text = text[named.end() :]
    else:
        delimiter, first = _delimiter(text), 1
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return Sheet("", _kept((_unguarded(row) for row in rows), first))
    except csv.Error as problem:
        raise SheetRefused("Filen går inte att läsa som CSV. Öppna den i Excel och spara den som .xlsx.") from problem


def _decoded(content: bytes) -> str:
    """UTF-8 as most write it, UTF-16 as Excel's 'Unicode text', otherwise Windows' own."""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        if b"\0" in content:
            raise SheetRefused(NEITHER)
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """The sign that parts most rows into equally many cells."""
    sample = text[:20_000].splitlines()[:60]

    def alike(sign: str) -> int:
        widths = Counter(len(row) for row in csv.reader(sample, delimiter=sign) if len(row) > 1)
        return max(widths.values(), default=0)

    return max((";", "\t", ","), key=alike)


def _unguarded(row: Sequence[str]) -> list[str]:
    """Without the ' that keeps Excel from computing what begins with = + - @."""
    return [cell[1:] if re.match(r"'[=+\-@'\t\r]", cell) else cell for cell in map(str.strip, row)]


def _kept(rows: Iterator[list[str]], first: int = 1) -> tuple[Row, ...]:
    """Those that say anything, each with its number; `first` is that of the first."""
    kept = []
    for number, cells in enumerate(rows, first):
        if any(cells):
            kept.append(Row(number, tuple(cells)))
        if len(kept) > MOST_ROWS:
            raise SheetRefused(f"Filen har fler än {MOST_ROWS:,} rader. Dela upp den.".replace(",", " "))
    return tuple(kept)
