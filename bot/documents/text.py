"""A report as plain text, under the same headings, to be pasted into a funder's portal."""

from collections.abc import Iterator

from bot.reply import Chart, Table
from bot.report import Block, Bullets, Part, Report, ToWrite

WRITE = "[Skriv här: {}]"


def text(report: Report) -> str:
    """The report as text: headings on lines of their own, tables row by row, a chart's numbers in words."""
    pieces = ["\n".join((report.title, *report.about))]
    for section in report.sections:
        pieces.append(section.heading.upper())
        pieces += (piece for block in section.blocks for piece in _block(block))
    return "\n\n".join(piece for piece in (*pieces, report.funded_by) if piece) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case str():
            yield block
        case Bullets(lines):
            yield "\n".join(f"- {line}" for line in lines)
        case ToWrite(question):
            yield WRITE.format(question)
        case Part(heading, blocks):
            yield heading
            for inner in blocks:
                yield from _block(inner)
        case Table():
            yield "\n".join(_table(block))
        case Chart(told=False):
            yield "\n".join((f"{block.title}:", *(f"- {line}" for line in block.lines())))


def _table(table: Table) -> Iterator[str]:
    """A line a row: 'Egen personal: Budget 339 300, Loggat 141 375'."""
    if table.caption:
        yield table.caption
    for cells in table.rows:
        said = [(column, cell) for column, cell in zip(table.columns, cells, strict=True) if cell not in ("", "–")]
        name, *rest = [f"{column.label} {cell}" if column.numeric else cell for column, cell in said]
        yield f"- {name}: {', '.join(rest)}" if rest else f"- {name}"
