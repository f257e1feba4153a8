"""A Chart as Slack draws it, and a table in pages: one that is long, or a second one, which Slack has no other for.

Docs: 'Data visualization block', 'Data table block'. slack_sdk has no models of them, so their limits stand here.
Where Slack's rollout has not come they are refused as `invalid_blocks`: see `ways`.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from bot.reply import Chart, Table
from bot.signs import clean
from handlers.cutting import cut, size
from handlers.slack.limits import TABLE_TEXT

Json = dict[str, Any]

KINDS = {"data_visualization", "data_table"}
CHARTS = 2  # to a message

_TITLE, _NAME, _LABELS, _SERIES, _SLICES = 50, 20, 20, 6, 6
_ROWS, _COLUMNS, _PAGE = 100, 20, 10
_SHORT = 12  # rows that are seen at once; more are turned over page by page
_FIGURE = re.compile(r"([-−+]?)(\d[\d\s]*(?:,\d+)?)(?:\s?(?:kr|%|st))?")


def chart_block(chart: Chart) -> Json | None:
    """The chart; None where Slack cannot draw it: too many parts, or nothing to draw."""
    labels = _names(chart.labels)
    if chart.kind == "pie":
        pairs = zip(labels, chart.series[0].values, strict=True)
        slices: list[Json] = [{"label": label, "value": _number(value)} for label, value in pairs if value]
        fits = 0 < len(slices) <= _SLICES and all(each["value"] > 0 for each in slices)
        drawn: Json = {"type": "pie", "segments": slices}
    else:
        fits = 0 < len(labels) <= _LABELS and 0 < len(chart.series) <= _SERIES
        names = _names(each.name for each in chart.series)
        drawn = {
            "type": chart.kind,
            "series": [
                {"name": name, "data": [_point(label, value) for label, value in zip(labels, each.values, strict=True)]}
                for name, each in zip(names, chart.series, strict=True)
            ],
            "axis_config": {"categories": labels} | ({"y_label": chart.unit} if chart.unit else {}),
        }
    title = cut(clean(chart.title).strip(), _TITLE) or "–"
    return {"type": "data_visualization", "title": title, "chart": drawn} if fits else None


def is_long(table: Table) -> bool:
    """Whether one would rather turn its pages than scroll past it."""
    return len(table.rows) - table.total > _SHORT


def data_table(table: Table, name: str) -> Json | None:
    """The table in pages and to be sorted, without its sum, under `name`; None where Slack cannot show it so."""
    rows = table.rows[:-1] if table.total else table.rows
    cells = [column.label for column in table.columns] + [cell for row in rows for cell in row]
    caption = cut(clean(name).strip(), 2000)
    fits = 0 < len(rows) <= _ROWS and 0 < len(table.columns) <= _COLUMNS
    if not fits or not caption or sum(size(cell) + 1 for cell in cells) > TABLE_TEXT:
        return None
    figures = [
        [_read(row[index]) for row in rows] if column.numeric else [] for index, column in enumerate(table.columns)
    ]
    sortable = [bool(read) and None not in read for read in figures]
    return {
        "type": "data_table",
        "caption": caption,
        "page_size": _PAGE,
        "rows": [
            [_cell(column.label) for column in table.columns],
            *(
                [_cell(text, figures[at][line] if sortable[at] else None) for at, text in enumerate(row)]
                for line, row in enumerate(rows)
            ),
        ],
    }


def _cell(text: str, value: int | float | None = None) -> Json:
    shown = clean(text).strip() or "–"
    return (
        {"type": "raw_text", "text": shown} if value is None else {"type": "raw_number", "value": value, "text": shown}
    )


def _read(text: str) -> int | float | None:
    """The figure that a cell shows, by which Slack sorts it: '1 250,50 kr' is 1250.5."""
    found = _FIGURE.fullmatch(text.strip())
    if not found:
        return None
    written = re.sub(r"\s", "", found[2]).replace(",", ".")
    return _number(Decimal(("-" if found[1] in ("-", "−") else "") + written))


def _point(label: str, value: Decimal | int | float) -> Json:
    return {"label": label, "value": _number(value)}


def _number(value: Decimal | int | float) -> int | float:
    """As JSON has it."""
    return int(value) if value == int(value) else float(value)


def _names(texts: Iterable[str]) -> list[str]:
    """Short names that differ from each other, as Slack demands."""
    found: list[str] = []
    for text in texts:
        whole = clean(text).strip() or "–"
        short, number = cut(whole, _NAME), 1
        while short in found:
            number += 1
            short = f"{cut(whole, _NAME - 1 - len(str(number)))} {number}"
        found.append(short)
    return found
