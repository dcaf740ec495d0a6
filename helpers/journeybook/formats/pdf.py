"""A map on paper: A4 or A3, on as many landscape pages as its letters need to be read, or all of it on one of A1."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..errors import FormatError
from ..i18n import t, use_language
from ..model import JourneyMap
from .drawing.canvas import Canvas
from .drawing.legend import legend
from .drawing.sheets import Sheet, poster_of, sheets_of
from .letters import face
from .losses import Loss, LossKind
from .picture import losses_of, title_of

MM = 72 / 25.4
"""Points in a millimetre."""

MARGIN = 10 * MM
_FOOT = 24
"""Height of the line at a page's foot, in CSS pixels."""


@dataclass(frozen=True)
class Paper:
    """A size of paper, landscape.

    Attributes
    ----------
    width, height : float
        Millimetres.
    scales : tuple of float
        How many points a CSS pixel may become, the largest first; smaller ones are taken where the lanes of a stage
        would be parted else. None for a poster: all of the map stands on one page.
    """

    width: float
    height: float
    scales: tuple[float, ...] = ()


PAPERS = {"A4": Paper(297, 210, (0.62, 0.56, 0.5)), "A3": Paper(420, 297, (0.78, 0.68, 0.6)), "A1": Paper(841, 594)}

_MOST_PARTED = 2
"""Where more sheets than these go on from others, no smaller letters are tried."""

_LARGEST = 2.6
"""A small map does not become larger than this on a poster."""

_READABLE = 5
"""Letters smaller than so many points are mentioned."""


def write(journey_map: JourneyMap, path: Path, lang: str, *, paper: str = "A4") -> tuple[Loss, ...]:
    """Write a map as a PDF.

    Parameters
    ----------
    journey_map : JourneyMap
        The map.
    path : Path
        The file.
    lang : {"zh", "en"}
        Language of the words around the map's own.
    paper : {"A4", "A3", "A1"}
        A4 or A3 for as many pages as are needed, A1 for a poster.

    Returns
    -------
    tuple of Loss
        What of the map is not on it.

    Raises
    ------
    FormatError
        If there is no such paper.
    WorkbookError
        If this computer has no font for it.
    """
    if paper not in PAPERS:
        raise FormatError("formats.no_paper", paper=paper, known=", ".join(PAPERS))
    with use_language(lang), face(journey_map, lang) as typeface:
        canvas = Canvas(typeface, title_of(journey_map, lang), lang)
        size = PAPERS[paper]
        small = _pages(canvas, journey_map, size, lang) if size.scales else _poster(canvas, journey_map, size, lang)
        path.write_bytes(canvas.finish())
    notes = [Loss(LossKind.NOTE, "small_letters", f"{small:.1f}")] if small < _READABLE else []
    notes += [Loss(LossKind.NOTE, "no_font", canvas.left_out)] if canvas.left_out else []
    return (*losses_of(journey_map), *notes)


def _pages(canvas: Canvas, journey_map: JourneyMap, paper: Paper, lang: str) -> float:
    """Draw a map on as many pages as it needs; return how many points its smallest letters have."""
    width, height = paper.width * MM, paper.height * MM

    def laid(scale: float, extra: int) -> list[Sheet]:
        room = ((width - 2 * MARGIN) / scale, (height - 2 * MARGIN) / scale - _FOOT)
        return sheets_of(journey_map, *room, lang, extra=extra)

    def parted(sheets: list[Sheet]) -> int:
        return sum(sheet.goes_on for sheet in sheets)

    scale = paper.scales[0]
    sheets = laid(scale, 0)
    # Smaller letters are taken where all stands on one sheet by them, or lanes on theirs that were too high; else
    # these may have room on one sheet more.
    if len(sheets) > 1 and parted(sheets) <= _MOST_PARTED:
        tries = [(small, extra, laid(small, extra)) for extra in (0, 1) for small in paper.scales]
        one = next((found for found in tries if len(found[2]) == 1), None)
        whole = next((found for found in tries if not parted(found[2])), None)
        scale, _, sheets = one or whole or tries[0]
    signs = legend(lang)
    for number, sheet in enumerate(sheets, 1):
        canvas.add_page(width, height)
        for view in sheet.views:
            y = MARGIN + (view.at - view.top) * scale
            canvas.draw(view.marks, scale, MARGIN, y, (view.top, view.bottom))
        foot = height - MARGIN - 9 * scale
        canvas.draw(signs.marks, scale, MARGIN, foot - 9 * scale)
        words = t("picture.page", lang, title=title_of(journey_map, lang), number=number, count=len(sheets))
        left = MARGIN + (signs.width + 30) * scale
        canvas.write(words, left, foot + 4 * scale, width - MARGIN - left, 12 * scale, right=True)
    return 11 * scale


def _poster(canvas: Canvas, journey_map: JourneyMap, paper: Paper, lang: str) -> float:
    """Draw a map on one page, as large as it can stand there; return how many points its smallest letters have."""
    width, height = paper.width * MM, paper.height * MM
    inner = (width - 2 * MARGIN, height - 2 * MARGIN)
    scene = poster_of(journey_map, *inner, lang)
    scale = min(inner[0] / scene.width, inner[1] / (scene.height + _FOOT), _LARGEST)
    canvas.add_page(width, height)
    left, top = (width - scene.width * scale) / 2, (height - (scene.height + _FOOT) * scale) / 2
    canvas.draw(scene.marks, scale, left, top)
    signs = legend(lang)
    canvas.draw(signs.marks, scale, left + 20 * scale, top + scene.height * scale)
    return 11 * scale
