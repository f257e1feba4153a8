"""The Word document that a report is written into: A4, Swedish, calm styles under Word's own names.

Built-in styles (Title, Heading 1, List Bullet, Caption) so that Word's outline, a table of contents and a screen
reader find them. Four are added: 'Tabelltext' and 'Tabelltal' for the cells, 'Efter tabell' for the air below, and the table style.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as Word

FONT = "Arial"  # there is one of its measures on every machine, so that pages break alike
DARK, GREY, RULE = "1F3A4D", "595959", "BFBFBF"  # hex colours; the grey is dark enough to be read
TEXT, NUMBER, AFTER, TABLE = "Tabelltext", "Tabelltal", "Efter tabell", "Rapport"

# Borders and bold rows stand in the style: who wants another look changes it in one place. `lastRow` is the sum.
_TABLE_STYLE = f"""
<w:style xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    w:type="table" w:customStyle="1" w:styleId="{TABLE}">
  <w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>
  <w:tblPr><w:tblBorders>
    <w:top w:val="single" w:sz="8" w:space="0" w:color="{DARK}"/>
    <w:bottom w:val="single" w:sz="8" w:space="0" w:color="{DARK}"/>
    <w:insideH w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>
  </w:tblBorders><w:tblCellMar>
    <w:top w:w="40" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>
    <w:bottom w:w="40" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>
  </w:tblCellMar></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>
    <w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{DARK}"/></w:tcBorders>
    <w:shd w:val="clear" w:color="auto" w:fill="EEF1F3"/>
  </w:tcPr></w:tblStylePr>
  <w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr><w:tcPr>
    <w:tcBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="{DARK}"/></w:tcBorders>
  </w:tcPr></w:tblStylePr>
</w:style>"""


def blank() -> "Word":
    """An empty document with the styles, A4 with margins of 2.5 cm, and 2.3 and 2 cm at head and foot."""
    from docx import Document
    from docx.oxml import parse_xml
    from docx.shared import Cm

    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    page.top_margin, page.bottom_margin = Cm(2.3), Cm(2.0)
    page.header_distance = page.footer_distance = Cm(1.1)
    _defaults(document)
    _named(document)
    document.styles.element.append(parse_xml(_TABLE_STYLE))
    return document


def _defaults(document: "Word") -> None:
    """Font, size and language of everything that says nothing else."""
    from docx.oxml.ns import qn

    properties = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    language = properties.find(qn("w:lang"))
    for script in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{script}"), "sv-SE")
    _font(properties)


def _font(properties: Any) -> None:
    """The font by its name: the template's headings name those of a theme, which others lack."""
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts() if hasattr(properties, "get_or_add_rFonts") else None
    if fonts is None:
        fonts = properties.find(qn("w:rFonts"))
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)


def _named(document: "Word") -> None:
    """Name, size and air of each style that a report uses: points before and after, bold, colour."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    for name, size, before, after, bold, colour in (
        ("Normal", 10.5, 0, 6, False, "000000"),
        ("Title", 22, 0, 4, True, DARK),
        ("Subtitle", 10.5, 0, 0, False, GREY),
        ("Heading 1", 14, 14, 5, True, DARK),
        ("Heading 2", 11.5, 9, 3, True, DARK),
        ("List Bullet", 10.5, 0, 3, False, "000000"),
        ("Caption", 9, 6, 4, False, GREY),
        ("Intense Quote", 10.5, 4, 8, False, GREY),
        ("Header", 8.5, 0, 0, False, GREY),
        ("Footer", 8.5, 0, 0, False, GREY),
    ):
        _style(document.styles[name], size, before, after, bold, colour)
    for name, size in ((TEXT, 9), (NUMBER, 9), (AFTER, 4)):
        added = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        added.base_style = document.styles["Normal"]
        added.font.size = _points(size)
        added.paragraph_format.space_after = _points(0)
    document.styles[NUMBER].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.styles["Caption"].paragraph_format.keep_with_next = True
    for name in ("Title", "Subtitle", "Intense Quote"):
        _undressed(document.styles[name])
    document.styles["Intense Quote"].paragraph_format.left_indent = _points(12)


def _style(style: Any, size: float, before: float, after: float, bold: bool, colour: str) -> None:
    from docx.shared import RGBColor

    style.font.size, style.font.bold, style.font.italic = (
        _points(size),
        bold or None,
        style.name == "Intense Quote" or None,
    )
    style.font.color.rgb = RGBColor.from_string(colour)
    style.paragraph_format.space_before, style.paragraph_format.space_after = _points(before), _points(after)
    style.paragraph_format.line_spacing = 1.1
    _font(style.element.get_or_add_rPr())


def _undressed(style: Any) -> None:
    """Without the template's blue rule around it and its spaced letters."""
    from docx.oxml.ns import qn

    for properties, name in ((style.element.pPr, "w:pBdr"), (style.element.rPr, "w:spacing")):
        for found in properties.findall(qn(name)):
            properties.remove(found)


def _points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)
