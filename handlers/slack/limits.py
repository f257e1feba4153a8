"""One check of Slack's limits, run on everything that is sent.

Docs: 'Block Kit' (each block's own page), 'chat.postMessage', 'View object'. slack_sdk's models miss several
(a field's length, a table's size, ids used twice, a form without submit), so the figures stand here, once.
Slack's sum of a message's text is not documented; messages of some 11 300 characters have been refused as
`msg_blocks_too_long` (bolt-js issues 2509 and 2867), so ours stop well before.
"""

from collections.abc import Callable, Iterator
from typing import Any

from bot.signs import clean
from handlers.cutting import cut, size
from handlers.slack.elements import LayoutError, Repair, fit_element

__all__ = ["LayoutError", "fit", "weight"]

Json = dict[str, Any]

MESSAGE_BLOCKS = 50
MESSAGE_TEXT = 10_000
NOTIFICATION = 4_000
VIEW_BLOCKS = 100
BUTTONS_IN_BLOCK = 25
TABLE_ROWS = 100
TABLE_COLUMNS = 20
TABLE_TEXT = 6_000
RICH_TEXT = 3_000

_SECTION, _FIELD, _FIELDS, _HEADER, _LABEL = 3000, 2000, 10, 150, 2000
_CONTEXT, _CONTEXT_TEXT = 10, 2000
_TITLE, _CALLBACK, _METADATA = 24, 255, 3000
_SHORTENED = "Texten är avkortad."


def fit(payload: Json, *, strict: bool = False) -> Json:
    """A message's or a view's payload (`type` modal or home) as Slack takes it; `payload` is left alone.

    What is too long is cut at a word with '…'; a message from which text was cut ends with a note. A fault
    of ours (a duplicate id, a table in a form, an input without submit, min over max) is mended and logged,
    or with `strict` raises `LayoutError`. A private_metadata that is too long always raises it: it cannot
    be mended.
    """
    repair = Repair(strict=strict)
    if payload.get("type") in ("modal", "home"):
        return _view(repair, payload)
    fitted = dict(payload)
    if "text" in fitted:
        fitted["text"] = cut(clean(fitted["text"]), NOTIFICATION, escaped=True)
    if fitted.get("blocks"):
        fitted["blocks"] = _message(repair, fitted["blocks"])
    if not fitted.get("blocks"):
        fitted.pop("blocks", None)
    return fitted


def weight(block: Json) -> int:
    """How many characters of text a block holds, as they count towards a message's sum."""
    return sum(size(text) for text in _texts(block))


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _texts(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if isinstance(value, str):
                if key in ("text", "alt_text"):
                    yield value
            else:
                yield from _texts(value)


def _message(repair: Repair, blocks: list[Json]) -> list[Json]:
    kept: list[Json] = []
    used, has_table = 0, False
    for block in blocks:
        fitted = _block(repair, block, table=not has_table)
        if fitted is None:
            continue
        used += weight(fitted)
        if used > MESSAGE_TEXT and fitted["type"] != "actions":
            repair.cut = True
            used -= weight(fitted)
            continue
        has_table |= fitted["type"] == "table"
        kept.append(fitted)
    room = MESSAGE_BLOCKS - 1
    if len(kept) > MESSAGE_BLOCKS or (repair.cut and len(kept) > room):
        kept, repair.cut = kept[:room], True
    note = {"type": "context", "elements": [{"type": "plain_text", "text": _SHORTENED}]}
    return [*kept, note] if repair.cut else kept


def _view(repair: Repair, view: Json) -> Json:
    fitted = dict(view)
    if size(fitted.get("private_metadata") or "") > _METADATA:
        raise LayoutError(f"private_metadata över {_METADATA} tecken")
    if size(fitted.get("callback_id") or "") > _CALLBACK:
        raise LayoutError(f"callback_id över {_CALLBACK} tecken")
    blocks = [_block(repair, block, table=False) for block in fitted.get("blocks") or ()]
    fitted["blocks"] = [block for block in blocks if block]
    if len(fitted["blocks"]) > VIEW_BLOCKS:
        repair.fault(f"ett formulär med över {VIEW_BLOCKS} block")
        fitted["blocks"] = fitted["blocks"][:VIEW_BLOCKS]
    if fitted["type"] == "modal":
        if not fitted.get("submit") and any(block["type"] == "input" for block in fitted["blocks"]):
            repair.fault("ett formulär med fält och utan knapp att spara med")
            fitted["submit"] = {"type": "plain_text", "text": "Spara"}
        for key in ("title", "submit", "close"):
            if key in fitted or key == "title":
                fitted[key] = repair.label(fitted.get(key), _TITLE)
    return fitted


def _block(repair: Repair, block: Json, *, table: bool) -> Json | None:
    """The block within its limits; None when nothing is left. `table`: whether one may stand here."""
    fitted = dict(block)
    if "block_id" in fitted:
        repair.unique(fitted, "block_id")
    if fitted["type"] == "table":
        if table:
            return _table(repair, fitted)
        repair.fault("en tabell för mycket, eller i ett formulär")
        return _table_as_text(repair, fitted)
    fix = _BLOCKS.get(fitted["type"])
    return fix(repair, fitted) if fix else fitted


def _section(repair: Repair, block: Json) -> Json | None:
    text = repair.text(block.pop("text", None), _SECTION)
    fields = [repair.text(field, _FIELD) for field in block.pop("fields", ())]
    said = [field for field in fields if field]
    if block.get("accessory"):
        block["accessory"] = fit_element(repair, block["accessory"])
    if block.get("accessory", "") is None:
        del block["accessory"]
    repair.cut |= len(said) > _FIELDS
    shown = ({"text": text} if text else {}) | ({"fields": said[:_FIELDS]} if said else {})
    return block | shown if shown else None


def _header(repair: Repair, block: Json) -> Json | None:
    text = repair.text(block.get("text"), _HEADER)
    return block | {"text": text} if text else None


def _context(repair: Repair, block: Json) -> Json | None:
    found = [item if item.get("type") == "image" else repair.text(item, _CONTEXT_TEXT) for item in block["elements"]]
    kept = [item for item in found if item]
    repair.cut |= len(kept) > _CONTEXT
    return block | {"elements": kept[:_CONTEXT]} if kept else None


def _actions(repair: Repair, block: Json) -> Json | None:
    kept = [fitted for element in block["elements"] if (fitted := fit_element(repair, element))]
    if len(kept) > BUTTONS_IN_BLOCK:
        repair.fault(f"över {BUTTONS_IN_BLOCK} knappar i ett block")
    return block | {"elements": kept[:BUTTONS_IN_BLOCK]} if kept else None


def _input(repair: Repair, block: Json) -> Json | None:
    element = fit_element(repair, block["element"])
    fitted = block | {"element": element, "label": repair.label(block.get("label"), _LABEL)}
    hint = repair.text(fitted.pop("hint", None), _LABEL)
    return (fitted | ({"hint": hint} if hint else {})) if element else None


def _rich_text(repair: Repair, block: Json) -> Json | None:
    """Docs give no figure for rich_text; a section's is used for the whole block."""
    elements = _rich(repair, block.get("elements") or [], [RICH_TEXT])
    return block | {"elements": elements} if elements else None


def _rich(repair: Repair, elements: list[Json], room: list[int]) -> list[Json]:
    kept = []
    for element in elements:
        if "elements" in element:
            inner = _rich(repair, element["elements"], room)
            if inner:
                kept.append(element | {"elements": inner})
        elif "text" not in element:
            kept.append(element)
        elif element["text"] and room[0] > 0:
            said = clean(element["text"])
            short = cut(said, room[0])
            room[0] = 0 if short != said else room[0] - size(short)
            repair.cut |= short != said
            if short:
                kept.append(element | {"text": short})
        elif element["text"]:
            repair.cut = True
    return kept


def _table(repair: Repair, block: Json) -> Json | None:
    rows = [row[:TABLE_COLUMNS] for row in block["rows"][:TABLE_ROWS] if row]
    wide = max(map(len, rows), default=0)
    repair.cut |= len(rows) < len(block["rows"]) or any(len(row) > TABLE_COLUMNS for row in block["rows"])
    kept, used = [], 0
    for row in rows:
        cells = [_cell(cell) for cell in row] + [_cell({"type": "raw_text", "text": ""})] * (wide - len(row))
        used += sum(map(weight, cells))
        if used > TABLE_TEXT:
            repair.cut = True
            break
        kept.append(cells)
    settings = block.get("column_settings", [])[:TABLE_COLUMNS]
    return block | {"rows": kept} | ({"column_settings": settings} if settings else {}) if kept else None


def _cell(cell: Json) -> Json:
    if cell.get("type") == "raw_text":
        return cell | {"text": cut(clean(cell["text"]).strip(), TABLE_TEXT // TABLE_COLUMNS) or "–"}
    return cell if "".join(_texts(cell)).strip() else {"type": "raw_text", "text": "–"}


def _table_as_text(repair: Repair, block: Json) -> Json | None:
    lines = "\n".join(" · ".join("".join(_texts(cell)) for cell in row) for row in block["rows"])
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": lines}]}
    return _rich_text(repair, {"type": "rich_text", "elements": [section]})


_BLOCKS: dict[str, Callable[[Repair, Json], Json | None]] = {
    "actions": _actions,
    "context": _context,
    "header": _header,
    "input": _input,
    "rich_text": _rich_text,
    "section": _section,
}
