"""The presentation itself: its master in our looks, and shapes with text whose fonts and line spacing are given.

Every run names a Latin and an East Asian font, so that Chinese looks right where the first has none.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ...i18n import language
from . import measuring
from .theme import COLOURS, EAST_ASIAN, HEIGHT, LATIN, LEFT, ROOM, TITLE_HEIGHT, TITLE_TOP, WIDTH
from .words import Words, clean

LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en-GB"}

_CONTENT, _COVER = "Title Only", "Title Slide"


@dataclass(frozen=True)
class Said:
    """A paragraph in a shape."""

    words: Words
    size: float
    colour: str = "text"
    bold: bool = False
    mark: str = ""
    bullet: bool = False
    indent: float = 0.0
    hanging: float = 0.0
    after: float = 0.0
    accent: str = ""
    """Colour of its bold runs, where another than the text's."""


@dataclass
class Deck:
    """A presentation that grows slide by slide."""

    presentation: Any
    layouts: dict[str, Any] = field(default_factory=dict)

    def content(self) -> Any:
        """Return a new slide on white."""
        return self.presentation.slides.add_slide(self.layouts[_CONTENT])

    def cover(self) -> Any:
        """Return a new slide on dark."""
        return self.presentation.slides.add_slide(self.layouts[_COVER])


def new_deck() -> Deck:
    """Return an empty presentation of 16 : 9 with our master."""
    from pptx import Presentation
    from pptx.opc.constants import RELATIONSHIP_TYPE

    deck = Deck(Presentation())
    presentation = deck.presentation
    presentation.slide_width, presentation.slide_height = _pt(WIDTH), _pt(HEIGHT)
    for layout in list(presentation.slide_layouts):
        if layout.name in (_CONTENT, _COVER):
            deck.layouts[layout.name] = layout
        else:
            presentation.slide_layouts.remove(layout)
    master = presentation.slide_master
    for holder in [master, *deck.layouts.values()]:
        for shape in list(holder.placeholders):
            if shape.placeholder_format.idx in (10, 11, 12) or (
                holder is not master and shape.placeholder_format.idx != 0
            ):
                shape._element.getparent().remove(shape._element)
            elif shape.placeholder_format.idx == 0:
                _place(shape, LEFT, TITLE_TOP, ROOM, TITLE_HEIGHT)
            else:
                _place(shape, LEFT, 146, ROOM, 344)
    for name, colour in ((_CONTENT, "surface"), (_COVER, "night")):
        fill = deck.layouts[name].background.fill
        fill.solid()
        fill.fore_color.rgb = _rgb(colour)
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _own_theme(theme.blob)
    return deck


def _own_theme(blob: bytes) -> bytes:
    from lxml import etree

    root = etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
    space = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    root.set("name", "Journeybook")
    for kind in ("major", "minor"):
        family = root.find(f".//a:{kind}Font", space)
        for child in list(family):
            family.remove(child)
        for tag, name in (("latin", LATIN), ("ea", EAST_ASIAN), ("cs", LATIN)):
            etree.SubElement(family, f"{{{space['a']}}}{tag}", typeface=name)
        etree.SubElement(family, f"{{{space['a']}}}font", script="Hans", typeface=EAST_ASIAN)
    accents = ("accent", "good", "bad", "gold", "fair", "accent-text")
    for number, name in enumerate(accents, 1):
        colour = root.find(f".//a:accent{number}", space)
        for child in list(colour):
            colour.remove(child)
        etree.SubElement(colour, f"{{{space['a']}}}srgbClr", val=COLOURS[name])
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _pt(points: float) -> Any:
    from pptx.util import Pt

    return Pt(round(points, 2))


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(COLOURS.get(colour, colour))


def _place(shape: Any, x: float, y: float, width: float, height: float) -> None:
    shape.left, shape.top, shape.width, shape.height = map(_pt, (x, y, width, height))


def text_box(
    slide: Any,
    x: float,
    y: float,
    width: float,
    height: float,
    said: Sequence[Said],
    *,
    middle: bool = False,
    centre: bool = False,
) -> Any:
    """Add a box of text without a margin."""
    shape = slide.shapes.add_textbox(*map(_pt, (x, y, width, height)))
    write(shape.text_frame, said, middle=middle, centre=centre)
    return shape


def panel(
    slide: Any,
    x: float,
    y: float,
    width: float,
    height: float,
    fill: str,
    *,
    edge: str = "",
    form: str = "ROUNDED_RECTANGLE",
    radius: float = 10.0,
) -> Any:
    """Add a plain shape in one colour."""
    from pptx.enum.shapes import MSO_SHAPE

    shape = slide.shapes.add_shape(getattr(MSO_SHAPE, form), *map(_pt, (x, y, width, height)))
    if form == "ROUNDED_RECTANGLE":
        shape.adjustments[0] = min(0.5, radius / max(1.0, min(width, height)))
    if fill:
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(fill)
    else:
        shape.fill.background()
    if edge:
        shape.line.color.rgb = _rgb(edge)
        shape.line.width = _pt(1.25)
    else:
        shape.line.fill.background()
    # The theme's style gives shapes a shadow.
    style = shape._element.find("{http://schemas.openxmlformats.org/presentationml/2006/main}style")
    if style is not None:
        shape._element.remove(style)
    return shape


def write(
    frame: Any,
    said: Sequence[Said],
    *,
    middle: bool = False,
    centre: bool = False,
    margins: tuple[float, float, float, float] = (0, 0, 0, 0),
) -> None:
    """Write paragraphs into a shape; `margins` are left, top, right and bottom."""
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN

    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
    frame.margin_left, frame.margin_top, frame.margin_right, frame.margin_bottom = map(_pt, margins)
    for number, paragraph_said in enumerate(said):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.CENTER if centre else PP_ALIGN.LEFT
        paragraph.line_spacing = _pt(paragraph_said.size * measuring.LINE)
        paragraph.space_before = _pt(0)
        paragraph.space_after = _pt(paragraph_said.after)
        _indent(paragraph, paragraph_said)
        for run in paragraph_said.words:
            # A line break inside a paragraph is one of its own kind, not a letter.
            for place, piece in enumerate(clean(run.text).split("\n")):
                if place:
                    paragraph.add_line_break()
                if piece:
                    bold = run.bold or paragraph_said.bold
                    colour = paragraph_said.accent if run.bold and paragraph_said.accent else paragraph_said.colour
                    _run(paragraph, piece, paragraph_said.size, colour, bold)


def _indent(paragraph: Any, said: Said) -> None:
    from lxml import etree

    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", str(int(_pt(said.indent))))
    properties.set("indent", str(-int(_pt(said.hanging))))
    space = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    if not said.bullet:
        etree.SubElement(properties, f"{space}buNone")
        return
    colour = etree.SubElement(properties, f"{space}buClr")
    etree.SubElement(colour, f"{space}srgbClr", val=COLOURS["accent"])
    if said.mark:
        etree.SubElement(properties, f"{space}buFont", typeface=LATIN)
        start = said.mark.rstrip(".")
        number = etree.SubElement(properties, f"{space}buAutoNum", type="arabicPeriod")
        if start.isdigit() and 1 <= int(start) <= 32767:
            number.set("startAt", start)
    else:
        etree.SubElement(properties, f"{space}buFont", typeface="Arial")
        etree.SubElement(properties, f"{space}buChar", char="•")


def _run(paragraph: Any, text: str, size: float, colour: str, bold: bool) -> None:
    run = paragraph.add_run()
    run.text = text
    style(run.font, size, colour, bold)


def style(font: Any, size: float, colour: str = "text", bold: bool = False) -> None:
    """Give a font its size, colour and both its families."""
    font.size, font.bold = _pt(size), bold
    font.color.rgb = _rgb(colour)
    font.name = LATIN
    properties = font._element if hasattr(font, "_element") else font._rPr
    properties.set("lang", LANGUAGE_TAGS[language()])
    space = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    latin = properties.find(f"{space}latin")
    for tag in ("cs", "ea"):
        for old in properties.findall(f"{space}{tag}"):
            properties.remove(old)
        element = properties.makeelement(f"{space}{tag}", {"typeface": EAST_ASIAN if tag == "ea" else LATIN})
        latin.addnext(element)


def title(
    slide: Any, words: Words, x: float, y: float, width: float, height: float, size: float, colour: str = "text"
) -> None:
    """Write a slide's title into its placeholder, where outlines and screen readers find it."""
    shape = slide.shapes.title
    _place(shape, x, y, width, height)
    write(shape.text_frame, [Said(words, size, colour, bold=True)], middle=True)


def table(
    slide: Any,
    x: float,
    y: float,
    widths: Sequence[float],
    heights: Sequence[float],
    rows: Sequence[Sequence[Words]],
    size: float,
    margins: tuple[float, float],
) -> Any:
    """Add a table whose first row is its head."""
    holder = slide.shapes.add_table(len(rows), len(widths), *map(_pt, (x, y, sum(widths), sum(heights))))
    made = holder.table
    made.horz_banding = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = _pt(width)
    for row, height in zip(made.rows, heights, strict=True):
        row.height = _pt(height)
    for (down, row), (across, _) in itertools.product(enumerate(rows), enumerate(widths)):
        cell = made.cell(down, across)
        cell.fill.solid()
        cell.fill.fore_color.rgb = _rgb("accent-tile" if down == 0 else "sunken" if down % 2 == 0 else "surface")
        side, top = margins
        colour = "accent-text" if down == 0 else "text"
        lines = [Said(row[across], size, colour, bold=down == 0)]
        write(cell.text_frame, lines)
        cell.margin_left = cell.margin_right = _pt(side)
        cell.margin_top = cell.margin_bottom = _pt(top)
    return holder


def slide_number(slide: Any, x: float, y: float, width: float, height: float, size: float, colour: str) -> None:
    """Add a field that shows the slide's number, whatever is put before it later."""
    from lxml import etree
    from pptx.enum.text import PP_ALIGN

    shape = text_box(slide, x, y, width, height, [Said((), size, colour)])
    paragraph = shape.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT
    space = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    _run(paragraph, "0", size, colour, False)
    run = paragraph.runs[0]._r
    made = etree.SubElement(paragraph._p, f"{space}fld", id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", type="slidenum")
    made.extend(list(run))
    paragraph._p.remove(run)


def note(slide: Any, text: str) -> None:
    """Write into the slide's notes."""
    frame = slide.notes_slide.notes_text_frame
    lines = clean(text).split("\n")
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        if line:
            _run(paragraph, line, 12, "text", False)


def call(shape: Any, text: str) -> None:
    """Name a shape as the list of a slide's objects shows it."""
    shape.name = clean(text)[:120]


def describe(shape: Any, text: str) -> None:
    """Say what a shape shows, for those who cannot see it."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", clean(text)[:2000])
