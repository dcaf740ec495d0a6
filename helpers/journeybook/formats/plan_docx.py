"""An action plan as a Word document, to go on with in Word, WPS or LibreOffice."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ..spreadsheet import printable
from .planpaper import SHARES, Paper, Table, Value, in_words

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.table import _Cell

LATIN, CHINESE = "Calibri", "Microsoft YaHei"
"""Fonts; where one is missing, Word takes another with the same letters."""

_WIDTH, _HEIGHT, _MARGIN = 297, 210, 18
"""The page, wide, in millimetres."""


def document(paper: Paper) -> bytes:
    """Return the plan as a ``.docx``."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    made = docx.Document()
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_WIDTH), Mm(_HEIGHT)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    for name, size in (("Normal", 10.5), ("Title", 22), ("Heading 1", 14)):
        _set_font(made.styles[name], size, paper.lang)
    made.styles["Normal"].paragraph_format.space_after = Pt(4)
    properties = made.core_properties
    properties.title, properties.author, properties.comments = paper.title, "", ""
    properties.language = _language(paper.lang)
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)

    made.add_paragraph(paper.title, style="Title")
    for name, value in paper.facts:
        line = made.add_paragraph()
        line.add_run(f"{name}  ").bold = True
        line.add_run(_text(value))
    for table in paper.tables:
        made.add_paragraph(table.heading, style="Heading 1")
        _add(made, table)
        if table.note:
            made.add_paragraph(_text(table.note)).paragraph_format.space_before = Pt(4)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _add(made: Document, table: Table) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    if not table.rows:
        made.add_paragraph(table.empty)
        return
    grid = made.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    grid.autofit = False
    widths = [Mm((_WIDTH - 2 * _MARGIN) * share / 100) for share in SHARES[table.kind]]
    for cell, words in zip(grid.rows[0].cells, table.columns, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
        _shade(cell)
    # The heading is repeated on every page that the table goes on.
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        for cell, value in zip(grid.add_row().cells, row, strict=True):
            cell.text = _text(value)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _text(value: Value) -> str:
    return printable(in_words(value), keep="\n\t")


def _set_font(style: ParagraphStyle | Any, size: float, lang: str) -> None:
    """Set the fonts of a style for Latin and for Chinese letters: Word keeps them apart."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size = LATIN, Pt(size)
    style.font.color.rgb = RGBColor(0x1B, 0x1F, 0x27)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    # A theme's font would win over the named one.
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), LATIN)
    fonts.set(qn("w:eastAsia"), CHINESE)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), "en-GB")
    spoken.set(qn("w:eastAsia"), "zh-CN")
    if lang == "zh":
        spoken.set(qn("w:val"), "zh-CN")
    properties.append(spoken)


def _shade(cell: _Cell) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "E4E8FA")):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _language(lang: str) -> str:
    return "zh-CN" if lang == "zh" else "en-GB"
