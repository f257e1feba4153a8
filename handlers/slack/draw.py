"""A Reply as a Slack message.

What a person wrote must come out as text, whatever it contains. Block Kit's `rich_text` and `plain_text`
are not parsed for markup at all (docs: 'Rich text block', 'Text object'), so they carry everything; nothing
is escaped but the top-level `text`, which Slack parses.

A part is drawn title, text and facts as one rich_text block, the facts as 'label: value' lines, since a
section's two columns break words on a phone.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any

from bot.reply import Button, Chart, Fact, Reply, Table
from bot.signs import clean
from handlers.cutting import cut
from handlers.slack.chart import CHARTS, chart_block, data_table, is_long
from handlers.slack.limits import (
    BUTTONS_IN_BLOCK,
    MESSAGE_BLOCKS,
    MESSAGE_TEXT,
    NOTIFICATION,
    RICH_TEXT,
    TABLE_COLUMNS,
    TABLE_ROWS,
    TABLE_TEXT,
    VIEW_BLOCKS,
    fit,
    weight,
)
from handlers.slack.text import escape

Json = dict[str, Any]

PREFIX = "yh"
_NOTHING = "–"
_ENOUGH = 20_000  # characters of one text that are looked at: past every limit, whatever is cleaned away
_RESERVED_TEXT = 1000  # room that further parts leave for what follows them: buttons and 'och 12 till'


def message(reply: Reply, *, charts: bool = True) -> Json:
    """`text`, `blocks` and `mrkdwn` of a message (docs: 'Message payload'), within Slack's limits.

    Parts that do not fit are left out from the end, whole, and counted in a note. Action ids are
    `yh.<action>.<n>` with n unique in the message. `charts`: whether there may be charts and tables with pages;
    without, they are words and plain tables.
    """
    return fit({"text": notification(reply), "mrkdwn": False, "blocks": _Drawing(charts=charts).blocks(reply)})


def home(reply: Reply) -> Json:
    """The person's own page (docs: 'Using the App Home', 'View object'): up to a hundred blocks, tables as lists, charts in words."""
    drawing = _Drawing(VIEW_BLOCKS, tables=False, charts=False)
    return fit({"type": "home", "blocks": drawing.blocks(reply) or [_note(_NOTHING)]})


def text_only(reply: Reply) -> Json:
    """The same answer without blocks, for when Slack does not take them."""
    return fit({"text": notification(reply), "mrkdwn": False})


def notification(reply: Reply) -> str:
    """What is read out and shown in a notification: escaped, since Slack parses it."""
    return cut(escape(clean(reply.plain()[:_ENOUGH])), NOTIFICATION, escaped=True) or _NOTHING


def pressed(action_id: str) -> str:
    """A button's action from its action_id."""
    return action_id.removeprefix(PREFIX + ".").rpartition(".")[0]


class _Drawing:
    """One message in the making: what may stand once in it, and what must be unique."""

    def __init__(self, room: int = MESSAGE_BLOCKS, *, tables: bool = True, charts: bool = True) -> None:
        """`room`: how many blocks there may be."""
        self._room = room
        self._number = count(1)
        self._has_table = not tables
        self._pages = charts
        self._charts = CHARTS if charts else 0  # how many more there may be

    def blocks(self, reply: Reply) -> list[Json]:
        found = list(self._card(reply))
        after = list(self._buttons(reply.buttons))
        return [*found, *self._parts(reply.parts, found, after), *after]

    def _card(self, reply: Reply) -> Iterator[Json]:
        lines = [[_text(reply.title, bold=True)], *([_text(line)] for line in reply.text), *map(_fact, reply.facts)]
        yield from _rich(lines)
        if reply.chart:
            yield from self._chart(reply.chart)
        if reply.table:
            yield from self._table(reply.table, reply.title)
        if reply.form:
            yield from _rich([[_text(reply.form.title, bold=True)]])
        yield from _rich([[_text(sentence)] for sentence in reply.problems.values()])
        notes = "\n".join(note for note in map(clean, reply.notes) if note.strip())
        if notes:
            yield _note(notes)

    def _parts(self, parts: tuple[Reply, ...], before: list[Json], after: list[Json]) -> Iterator[Json]:
        """The parts that fit, each after a divider; how many did not."""
        flat = [piece for part in parts for piece in _flat(part)]
        blocks = len(before) + len(after) + 2  # the note and the divider before the buttons
        used = sum(map(_weight, before)) + _RESERVED_TEXT
        for index, part in enumerate(flat):
            before_it = self._has_table, self._charts
            drawn = [*self._card(part), *self._buttons(part.buttons)]
            if drawn and (before or index) and not (index and _is_heading(flat[index - 1])):
                drawn = [{"type": "divider"}, *drawn]
            blocks, used = blocks + len(drawn), used + sum(map(_weight, drawn))
            if blocks > self._room or used > MESSAGE_TEXT:
                self._has_table, self._charts = before_it
                yield _note(f"… och {len(flat) - index} till.")
                break
            yield from drawn
        if flat and after:
            yield {"type": "divider"}

    def _buttons(self, buttons: tuple[Button, ...]) -> Iterator[Json]:
        drawn = [self._button(button) for button in buttons]
        for start in range(0, len(drawn), BUTTONS_IN_BLOCK):
            yield {"type": "actions", "elements": drawn[start : start + BUTTONS_IN_BLOCK]}

    def _button(self, button: Button) -> Json:
        label = cut(clean(button.label).strip(), 75) or _NOTHING
        drawn: Json = {"type": "button", "text": plain_text(label)}
        drawn["action_id"] = f"{PREFIX}.{clean(button.action)}.{next(self._number)}"
        if button.value.strip():
            drawn["value"] = clean(button.value)
        if button.style:
            drawn["style"] = button.style
        if button.confirm.strip():
            drawn["confirm"] = _confirm(button, label)
        return drawn

    def _chart(self, chart: Chart) -> Iterator[Json]:
        """The chart, and its figures in words unless they are said beside it."""
        block = chart_block(chart) if self._charts else None
        said = [] if chart.told else list(chart.lines())
        if block:
            self._charts -= 1
            yield block
            if any(line.strip() for line in said):
                yield _note("\n".join(map(clean, said)))
        elif said:
            yield from _rich([[_text(chart.title, bold=True)], *([_text(line)] for line in said)])

    def _table(self, table: Table, title: str) -> Iterator[Json]:
        wanted = self._pages and (self._has_table or is_long(table))
        if wanted and (pages := data_table(table, table.caption or title)):
            yield pages
            if table.total:
                yield from _list(table.model_copy(update={"rows": table.rows[-1:]}))
            return
        yield from _rich([[_text(table.caption)]])
        rows = list(table.rows[:-1] if table.total else table.rows)
        last = table.rows[-1:] if table.total else ()
        if self._has_table or not table.columns or len(table.columns) > TABLE_COLUMNS:
            yield from _list(table)
            return
        self._has_table = True
        shown = _shown(rows, last, [column.label for column in table.columns])
        yield {
            "type": "table",
            "rows": [
                [_cell(column.label, bold=True) for column in table.columns],
                *([_cell(cell) for cell in row] for row in shown),
                *([_cell(cell, bold=True) for cell in row] for row in last),
            ],
            "column_settings": [
                {"align": "right"} if column.numeric else {"align": "left", "is_wrapped": True}
                for column in table.columns
            ],
        }
        if len(shown) < len(rows):
            yield _note(f"… och {len(rows) - len(shown)} rader till.")


def _is_heading(part: Reply) -> bool:
    """Whether it only names what follows it."""
    return part == Reply(title=part.title)


def _weight(block: Json) -> int:
    """What the block will weigh once it is cut."""
    return min(weight(block), RICH_TEXT) if block["type"] == "rich_text" else weight(block)


def _flat(part: Reply) -> Iterator[Reply]:
    """A part and the parts within it, one after the other."""
    yield part
    for inner in part.parts:
        yield from _flat(inner)


def _shown(rows: list[tuple[str, ...]], last: tuple[tuple[str, ...], ...], header: list[str]) -> list[tuple[str, ...]]:
    """The rows from the top that a table has room for, beside its header and sum."""
    room = TABLE_TEXT - sum(len(cell) + 1 for row in (header, *last) for cell in row)
    kept = []
    for row in rows[: TABLE_ROWS - 1 - len(last)]:
        room -= sum(2 * len(cell) + 1 for cell in row)  # twice: size() may count a character as two
        if room < 0:
            break
        kept.append(row)
    return kept


def _cell(text: str, *, bold: bool = False) -> Json:
    """A table's cell: `raw_text`, or `rich_text` where it is bold. Slack refuses an empty one."""
    shown = clean(text).strip() or _NOTHING
    if not bold:
        return {"type": "raw_text", "text": shown}
    return {"type": "rich_text", "elements": [_section([_text(shown, bold=True)])]}


def _list(table: Table) -> Iterator[Json]:
    """A table as a list, for what Slack cannot show as one: a row is a line that begins with its first cell."""
    labels = [column.label for column in table.columns]
    lines = []
    for row in table.rows[:RICH_TEXT]:  # a row is a character at least
        named = [f"{label} {cell}".strip() for label, cell in list(zip(labels, row, strict=False))[1:] if cell.strip()]
        head = row[0] if row else ""
        colon = ": " if head.strip() and named else ""
        lines.append([_text(head, bold=True), _text(colon + " · ".join(named))])
    yield from _rich(lines)


def _fact(fact: Fact) -> list[Json]:
    return [_text(fact.label.rstrip() + ":", bold=True), _text(" " + fact.value)] if fact.label else [_text(fact.value)]


def _rich(lines: list[list[Json]]) -> Iterator[Json]:
    """Lines of text elements as one rich_text block; empty ones are left out."""
    elements: list[Json] = []
    for line in lines:
        wanted = [element for element in line if element["text"]]
        if any(element["text"].strip() for element in wanted):
            elements += [{"type": "text", "text": "\n"}, *wanted] if elements else wanted
    if elements:
        yield {"type": "rich_text", "elements": [_section(elements)]}


def _section(elements: list[Json]) -> Json:
    return {"type": "rich_text_section", "elements": elements}


def _text(text: str, *, bold: bool = False) -> Json:
    element: Json = {"type": "text", "text": clean(text[:_ENOUGH])}
    return element | {"style": {"bold": True}} if bold else element


def _note(text: str) -> Json:
    return {"type": "context", "elements": [plain_text(text)]}


def _confirm(button: Button, label: str) -> Json:
    """Docs: 'Confirmation dialog object'."""
    asked: Json = {
        "title": plain_text(label),
        "text": plain_text(clean(button.confirm)),
        "confirm": plain_text(cut(label, 30)),
        "deny": plain_text("Avbryt"),
    }
    return asked | {"style": "danger"} if button.style == "danger" else asked


def plain_text(text: str) -> Json:
    """Docs: 'Text object'. `emoji` off: a ':skull:' that somebody wrote stays text."""
    return {"type": "plain_text", "text": text, "emoji": False}
