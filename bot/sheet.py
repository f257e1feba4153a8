"""The rows of an Excel or CSV file, as text. Pure: bytes in, rows out.

Whatever the file is, a cell is text as a Swede would write it: a day '2024-03-12', a time '13:00', a number
'1250,5', a formula its value. So one reader serves both, and what a cell means is asked of those who know the column.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot import sheet_csv, sheet_excel
from bot.errors import NoSheet, SheetRefused
from bot.receipts import kind_of
from bot.signs import clean
from bot.swedish import read_day

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 50_000
HEADING_WITHIN = 30  # rows: exports begin with a title, a period, the company's name


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
        raise NoSheet
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetRefused("Filen är i gammalt Excelformat eller har lösenord. Spara om den som .xlsx utan lösenord.")
    sheets = _read(content)
    if not any(sheet.rows for sheet in sheets):
        raise SheetRefused("Filen är tom: jag hittar inga rader i den.")
    return sheets


def _read(content: bytes) -> tuple[Sheet, ...]:
    try:
        if content.startswith(b"PK\x03\x04"):
            return tuple(Sheet(name, _kept(rows)) for name, rows in sheet_excel.sheets(content))
        first, rows = sheet_csv.rows(content)
        return (Sheet("", _kept(rows, first)),)
    except SheetRefused:
        raise
    except csv.Error as problem:
        raise SheetRefused("Filen går inte att läsa som CSV. Öppna den i Excel och spara den som .xlsx.") from problem
    except Exception as problem:  # openpyxl lets through whatever a damaged file makes of it
        raise SheetRefused("Filen går inte att läsa som Excel. Öppna den i Excel och spara om den.") from problem


def _kept(rows: Iterator[list[str]], first: int = 1) -> tuple[Row, ...]:
    """Those that say anything, each with its number; `first` is that of the first."""
    kept = []
    for number, cells in enumerate(rows, first):
        if any(cells):
            kept.append(Row(number, tuple(map(clean, cells))))
        if len(kept) > MOST_ROWS:
            raise SheetRefused(f"Filen har fler än {MOST_ROWS:,} rader. Dela upp den.".replace(",", " "))
    return tuple(kept)


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
