"""A report as a Word document (.docx), with real headings, header rows that repeat, and words for each picture.

Rows are written as XML at once: python-docx looks a table's every cell up anew, which takes minutes for thousands.
"""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from bot.documents import picture, styles
from bot.reply import Chart, Table
from bot.report import Block, Bullets, Part, Report, Section, ToWrite

if TYPE_CHECKING:
    from docx.document import Document as Word

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WIDTH_CM = 16.0  # between the margins
LONGEST = 34  # characters of a cell that its column is given width for; what is longer is broken
LETTER, PADDING = 105, 160  # of a table's text, in twentieths of a point
TOGETHER = 14  # rows of a table that is not divided between pages


def word(report: Report) -> bytes:
    """The report as the bytes of a .docx."""
    document = styles.blank()
    _properties(document, report)
    _page_frame(document, report)
    document.add_paragraph(_xml_safe(report.title), style="Title")
    for line in report.about:
        document.add_paragraph(_xml_safe(line), style="Subtitle")
    for section in report.sections:
        _section(document, section)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _properties(document: "Word", report: Report) -> None:
    about = document.core_properties
    about.title, about.subject, about.author = report.title, report.project, report.author
    about.language, about.comments, about.keywords = "sv-SE", "", ""
    about.last_modified_by = report.author


def _page_frame(document: "Word", report: Report) -> None:
    """The project and the report at the head, the funders and the page's number at the foot."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm

    page = document.sections[0]
    for paragraph, left, right in (
        (page.header.paragraphs[0], report.project, report.title),
        (page.footer.paragraphs[0], report.funded_by, "Sida "),
    ):
        tabs = paragraph.paragraph_format.tab_stops
        tabs.add_tab_stop(Cm(WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run(_xml_safe(f"{left}\t{right}"))
        # the style's own tab stops, made for another width, would catch the tab first
        paragraph.style.paragraph_format.tab_stops.clear_all()
    _field(page.footer.paragraphs[0], "PAGE")
    page.footer.paragraphs[0].add_run(" av ")
    _field(page.footer.paragraphs[0], "NUMPAGES")


def _field(paragraph: Any, name: str) -> None:
    """A number that Word itself fills in."""
    from docx.oxml import parse_xml

    paragraph._p.append(parse_xml(f'<w:fldSimple {W} w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))


def _section(document: "Word", section: Section) -> None:
    heading = document.add_paragraph(_xml_safe(section.heading), style="Heading 1")
    heading.paragraph_format.page_break_before = section.apart or None
    for block in section.blocks:
        _block(document, block)


def _block(document: "Word", block: Block) -> None:
    match block:
        case str():
            document.add_paragraph(_xml_safe(block))
        case Bullets(lines):
            for line in lines:
                document.add_paragraph(_xml_safe(line), style="List Bullet")
        case ToWrite(question):
            document.add_paragraph(_xml_safe(f"Skriv här: {question}"), style="Intense Quote")
        case Part(heading, blocks):
            document.add_paragraph(_xml_safe(heading), style="Heading 2")
            for inner in blocks:
                _block(document, inner)
        case Table():
            _table(document, block)
        case Chart():
            _chart(document, block)


def _chart(document: "Word", chart: Chart) -> None:
    from docx.shared import Cm

    document.add_paragraph(_xml_safe(chart.title), style="Caption")
    paragraph = document.add_paragraph()
    shape = paragraph.add_run().add_picture(io.BytesIO(picture.png(chart)), width=Cm(WIDTH_CM))
    for side in "TBLR":  # without a distance given, some programs keep one, and the picture leaves the margin
        shape._inline.set(f"dist{side}", "0")
    about = shape._inline.docPr
    about.set("descr", _xml_safe(picture.alternative(chart)))
    about.set("title", _xml_safe(chart.title))


def _table(document: "Word", table: Table) -> None:
    """The table under its caption, as wide as the text, its header row repeated on every page."""
    from docx.oxml import parse_xml

    if table.caption:
        document.add_paragraph(_xml_safe(table.caption), style="Caption")
    widths = _widths(table)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    header = _row([column.label for column in table.columns], table, widths, "<w:tblHeader/>", together=True)
    few, last = len(table.rows) <= TOGETHER, len(table.rows) - 1
    rows = "".join(
        _row(cells, table, widths, together=number < last and (few or number == last - 1))
        for number, cells in enumerate(table.rows)
    )
    described = escape(_xml_safe(table.caption or ", ".join(column.label for column in table.columns)), {'"': "&quot;"})
    element = parse_xml(
        f'<w:tbl {W}><w:tblPr><w:tblStyle w:val="{styles.TABLE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{0x0660 if table.total else 0x0620:04X}" w:firstRow="1" w:lastRow="{int(table.total)}"'
        f' w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblDescription w:val="{described}"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{header}{rows}</w:tbl>"
    )
    document.element.body.insert_element_before(element, "w:sectPr")
    document.add_paragraph(style=styles.AFTER)  # two tables without a paragraph between them would be one


def _row(cells: Sequence[str], table: Table, widths: Sequence[int], properties: str = "", *, together: bool) -> str:
    """A row that no page break divides; `together`: nor parts from the next."""
    keep = "<w:keepNext/>" if together else ""
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
        f'<w:pStyle w:val="{styles.NUMBER if column.numeric else styles.TEXT}"/>{keep}</w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(_xml_safe(cell))}</w:t></w:r></w:p></w:tc>'
        for cell, column, width in zip(cells, table.columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{written}</w:tr>"


def _widths(table: Table) -> list[int]:
    """Each column's width in twentieths of a point, by what its cells need; together the width of the text.

    Numbers get what they need, so that they are never broken; words share what is left.
    """
    needs = [_need(table, index) for index in range(len(table.columns))]
    whole = round(WIDTH_CM / 2.54 * 1440)
    words = [index for index, column in enumerate(table.columns) if not column.numeric] or [0]
    left = whole - sum(need for index, need in enumerate(needs) if index not in words)
    shares = sum(needs[index] for index in words)
    for index in words:
        needs[index] = max(left * needs[index] // shares, 0)
    needs[words[0]] += whole - sum(needs)
    return needs


def _need(table: Table, index: int) -> int:
    column = table.columns[index]
    longest = max((len(row[index]) for row in table.rows), default=0)
    header = max(len(_longest_word(column.label)), -(-len(column.label) // 2))  # two lines at most, where words let it
    return PADDING + LETTER * max(min(longest, LONGEST), header + 1, 4)


def _longest_word(label: str) -> str:
    return max(label.split() or [""], key=len)


def _xml_safe(text: str) -> str:
    """Without the control characters that XML has no place for: a document with one cannot be opened."""
    return "".join(letter if letter >= " " or letter == "\t" else " " for letter in text)
