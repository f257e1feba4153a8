"""Everything that is kept as lists: pages of plain rows, and from them an Excel file, CSV and JSON. Pure."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from bot.cells import Cell, written
from bot.columns import AUTHOR, CLAIMS, LOGGED, NUMBER, RECEIPTS, TRAIL
from bot.history import Line
from bot.lists import SHEETS
from bot.project import Project
from bot.records import RECORDS, Expense, Field, Kind, Measurement, Record, fields

WIDEST = 60  # characters of a column, as Excel shows it
_GUARDED = re.compile(r"[=+\-@'\t\r]")  # what Excel computes from a CSV file; an apostrophe keeps it as text


@dataclass(frozen=True)
class Page:
    """`rows` have as many cells as there are headings."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def pages(kept: Mapping[Kind, Sequence[Record]], project: Project) -> tuple[Page, ...]:
    """A page for each kind of record, one without rows too: its headings show how to fill it in."""
    activities = {each.id for each in kept.get("activity", ())}
    return tuple(_page(kind, [_bound(each, activities) for each in kept.get(kind, ())], project) for kind in RECORDS)


def _bound(record: Record, activities: Set[int | None]) -> Record:
    """An expense names its activity only where that one is written out too: an undone one is in no list."""
    if not isinstance(record, Expense) or record.activity_id in activities:
        return record
    return record.model_copy(update={"activity_id": None})


def _page(kind: Kind, found: Sequence[Record], project: Project) -> Page:
    own = fields(RECORDS[kind])
    rows = (
        (
            each.id,
            *(_cell(field, each, project) for field in own),
            each.created_by,
            each.created_at,
        )
        for each in found
    )
    return Page(called(kind), (NUMBER, *(field.label for field in own), AUTHOR, LOGGED), tuple(rows))


_CLAIM = {
    "id": NUMBER, "date": "Till och med", "costs_ore": "Kostnader", "flat_rate_ore": "Schablon", "grant_ore": "Bidrag",
    "created_by": "Gjord av", "created_at": "Gjord",
}  # fmt: skip


def claims_page(rows: Sequence[Mapping[str, Any]]) -> Page:
    """The claims, of which an expense names its own by number."""
    shown = (tuple(Decimal(row[name]) / 100 if name.endswith("_ore") else row[name] for name in _CLAIM) for row in rows)
    return Page(CLAIMS, tuple(_CLAIM.values()), tuple(shown))


def receipts_page(kept: Sequence[tuple[int, str]]) -> Page:
    """The receipts: each expense's number and the file's name."""
    return Page(RECEIPTS, ("Utgift", "Fil"), tuple(kept))


def trail_page(headings: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> Page:
    """The trail of everything that is kept, as people read it."""
    return Page(TRAIL, headings, tuple(rows))


def _cell(field: Field, record: Record, project: Project) -> Cell:
    if isinstance(record, Measurement) and field.name == "indicator_id":
        return record.indicator  # by its name, as a list of the project's own choices would have it
    return written(field, getattr(record, field.name), project)


def called(kind: Kind) -> str:
    return SHEETS.get(kind, RECORDS[kind].noun)


def as_excel(shown: Sequence[Page]) -> bytes:
    """A workbook with a sheet for each page. Text is text, whatever it begins with."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "strings_to_numbers": False}) as book:
        heading = book.add_format({"bold": True, "bottom": 1})
        looks = {
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            Decimal: book.add_format({"num_format": "#,##0.00"}),
        }
        for page in shown:
            sheet = book.add_worksheet(page.name)
            sheet.freeze_panes(1, 0)
            for column, name in enumerate(page.headings):
                sheet.write_string(0, column, name, heading)
                sheet.set_column(column, column, _width([name, *(row[column] for row in page.rows)]))
            for at, row in enumerate(page.rows, 1):
                for column, cell in enumerate(row):
                    _write(sheet, at, column, cell, looks)
            if page.rows:
                sheet.autofilter(0, 0, len(page.rows), len(page.headings) - 1)
    return content.getvalue()


def _width(column: Sequence[Cell]) -> int:
    return min(WIDEST, max(len(str(cell)) for cell in column if cell is not None) + 2)


def _write(sheet: Any, row: int, column: int, cell: Cell, looks: Mapping[type, Any]) -> None:
    match cell:
        case None:
            return
        case date():
            sheet.write_datetime(row, column, cell, looks[date])
        case Decimal():
            sheet.write_number(row, column, float(cell), looks[Decimal])
        case int():
            sheet.write_number(row, column, cell)
        case _:
            sheet.write_string(row, column, cell)


def as_csv(page: Page) -> bytes:
    """As Excel in Sweden reads it at a double click: semicolons, decimal comma, UTF-8 that says so."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(page.headings)
    writer.writerows([_text(cell) for cell in row] for row in page.rows)
    return text.getvalue().encode("utf-8-sig")


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Decimal():
            return f"{cell:f}".replace(".", ",")
        case str():
            return f"'{cell}" if _GUARDED.match(cell) else cell
    return str(cell)


def as_json(kept: Mapping[Kind, Sequence[Record]], claims: Sequence[Mapping[str, Any]], trail: Iterable[Line]) -> bytes:
    """The records as they are kept, by kind, and their trail: the tables' own names, whole öre, moments in UTC."""
    said: dict[str, object] = {kind: [each.model_dump(mode="json") for each in found] for kind, found in kept.items()}
    said["claim"] = [dict(row) for row in claims]
    records = json.dumps(said, ensure_ascii=False, indent=1).removesuffix("\n}")
    # line by line: as one object the trail of many years would take twice the memory of all that it is about
    lines = ",\n".join(json.dumps(_told(line), ensure_ascii=False) for line in trail)
    return f'{records},\n "audit": [\n{lines}\n]\n}}'.encode()


def _told(line: Line) -> dict[str, object]:
    """A line of the trail: a field that was erased has no values, nor has a contact's."""
    untold = line.record == "contact"
    changes = {each.field: None if untold or each.erased else [each.before, each.after] for each in line.changes}
    told = {name: getattr(line, name) for name in ("id", "who", "what", "through", "record", "record_id")}
    return {"at": f"{line.at:%Y-%m-%dT%H:%M:%SZ}", **told, "changes": changes}
