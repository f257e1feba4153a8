"""The limits of the blocks that hold figures: tables and charts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .blockkit_problems import Problems, check_count, check_number, check_string
from .model import Json

_CELLS = {"raw_text", "rich_text"}
_DATA_CELLS = _CELLS | {"raw_number"}


def check_table(problems: Problems, at: str, block: Json) -> None:
    """A table: 100 rows of 20 cells, none of them empty."""
    rows = block.get("rows")
    if check_count(rows, problems, f"{at}/rows", 1, 100):
        for index, row in enumerate(rows):
            _check_row(problems, f"{at}/rows/{index}", row, _CELLS)
    settings = block.get("column_settings")
    if settings is not None and check_count(settings, problems, f"{at}/column_settings", 0, 20):
        for index, setting in enumerate(settings):
            if isinstance(setting, dict) and setting.get("align") not in (None, "left", "center", "right"):
                problems.add(f"{at}/column_settings/{index}/align", f"invalid align: {setting['align']}")


def check_data_table(problems: Problems, at: str, block: Json) -> None:
    """A data table: a caption, a header row, and up to 100 rows as long as the header."""
    check_string(block.get("caption"), problems, f"{at}/caption", 2000)
    if block.get("page_size") is not None:
        check_number(block["page_size"], problems, f"{at}/page_size", 1, 100)
    rows = block.get("rows")
    if not check_count(rows, problems, f"{at}/rows", 2, 101):
        return
    for index, row in enumerate(rows):
        _check_row(problems, f"{at}/rows/{index}", row, _DATA_CELLS if index else {"raw_text"})
        if isinstance(row, list) and isinstance(rows[0], list) and len(row) != len(rows[0]):
            problems.add(f"{at}/rows/{index}", "every row must have as many cells as the first")


def data_table_text(block: Json) -> int:
    """How many characters stand in a data table's cells; 0 for any other block."""
    return len("".join(_texts(block.get("rows")))) if block.get("type") == "data_table" else 0


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _texts(item)
    elif isinstance(node, dict):
        yield from (value for key, value in node.items() if key == "text" and isinstance(value, str))
        yield from _texts(node.get("elements"))


def _check_row(problems: Problems, at: str, row: Any, allowed: set[str]) -> None:
    if not check_count(row, problems, at, 1, 20):
        return
    for index, cell in enumerate(row):
        place = f"{at}/{index}"
        kind = cell.get("type") if isinstance(cell, dict) else None
        if kind not in allowed:
            problems.add(f"{place}/type", f"unsupported type: {kind}")
        elif kind == "raw_text":
            check_string(cell.get("text"), problems, f"{place}/text", 10000)
        elif kind == "raw_number" and not _is_number(cell.get("value")):
            problems.add(f"{place}/value", "must be a number")
        elif kind == "rich_text" and not cell.get("elements"):
            problems.add(f"{place}/elements", "no fewer than 1 items allowed [0]")


def check_chart(problems: Problems, at: str, block: Json) -> None:
    """A chart: pie, or bars, lines or areas over shared categories."""
    check_string(block.get("title"), problems, f"{at}/title", 50)
    chart = block.get("chart")
    kind = chart.get("type") if isinstance(chart, dict) else None
    if not isinstance(chart, dict) or kind not in ("pie", "bar", "line", "area"):
        problems.add(f"{at}/chart/type", f"unsupported type: {kind}")
    elif kind == "pie":
        segments = chart.get("segments")
        _check_points(problems, f"{at}/chart/segments", segments, 6)
        for index, segment in enumerate(segments if isinstance(segments, list) else ()):
            if isinstance(segment, dict) and _is_number(segment.get("value")) and segment["value"] <= 0:
                problems.add(f"{at}/chart/segments/{index}/value", "must be greater than 0")
    else:
        _check_series(problems, f"{at}/chart", chart)


def _check_series(problems: Problems, at: str, chart: Json) -> None:
    axis = chart.get("axis_config")
    categories = axis.get("categories") if isinstance(axis, dict) else None
    if not check_count(categories, problems, f"{at}/axis_config/categories", 1, 20):
        return
    for index, category in enumerate(categories):
        check_string(category, problems, f"{at}/axis_config/categories/{index}", 20)
    if len(set(map(str, categories))) < len(categories):
        problems.add(f"{at}/axis_config/categories", "categories must be unique")
    for key in ("x_label", "y_label"):
        if isinstance(axis, dict) and axis.get(key) is not None:
            check_string(axis[key], problems, f"{at}/axis_config/{key}", 50)
    series = chart.get("series")
    if not check_count(series, problems, f"{at}/series", 1, 6):
        return
    names = [item.get("name") if isinstance(item, dict) else None for item in series]
    if len(set(map(str, names))) < len(names):
        problems.add(f"{at}/series", "series names must be unique")
    for index, item in enumerate(series):
        place = f"{at}/series/{index}"
        check_string(names[index], problems, f"{place}/name", 20)
        points = item.get("data") if isinstance(item, dict) else None
        _check_points(problems, f"{place}/data", points, 20)
        if isinstance(points, list) and [_label(point) for point in points] != categories:
            problems.add(f"{place}/data", "labels must be the categories, in their order")


def _check_points(problems: Problems, at: str, points: Any, most: int) -> None:
    if not check_count(points, problems, at, 1, most):
        return
    for index, point in enumerate(points):
        check_string(_label(point), problems, f"{at}/{index}/label", 20)
        if not isinstance(point, dict) or not _is_number(point.get("value")):
            problems.add(f"{at}/{index}/value", "must be a number")


def _label(point: Any) -> Any:
    return point.get("label") if isinstance(point, dict) else None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
