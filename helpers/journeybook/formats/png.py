"""A map as a PNG picture, drawn with a font of this computer that has Chinese characters."""

from __future__ import annotations

import math
from io import BytesIO
from pathlib import Path

from ..i18n import use_language
from ..model import JourneyMap
from .drawing.canvas import Canvas
from .drawing.marks import Look, Rect
from .drawing.table import Scene, sheet_scene
from .letters import face
from .losses import Loss, LossKind
from .picture import WIDTH, losses_of, title_of

SHARP = 2.0
"""Pixels for each CSS pixel, for sharp print; fewer where programs open no such picture."""

MOST_PIXELS = 30_000_000
MOST_SIDE = 32_000

_LONGEST_SIDE = 14_400
"""A page of a PDF is no longer than so many points."""


def write(journey_map: JourneyMap, path: Path, lang: str) -> tuple[Loss, ...]:
    """Write the picture and return what of the map it does not show.

    Raises
    ------
    WorkbookError
        If this computer has no font for it.
    """
    scene = sheet_scene(journey_map, WIDTH, lang)
    sharp = sharpness(scene)
    content, left_out = _page(journey_map, scene, lang)
    path.write_bytes(_pixels(content, scene, sharp))
    notes = [Loss(LossKind.NOTE, "less_sharp", f"{sharp:.2g}")] if sharp < 1 else []
    notes += [Loss(LossKind.NOTE, "no_font", left_out)] if left_out else []
    return (*losses_of(journey_map), *notes)


def sharpness(scene: Scene) -> float:
    """Return how many pixels a picture gets for each CSS pixel."""
    pixels = scene.width * scene.height
    return min(SHARP, MOST_SIDE / scene.width, MOST_SIDE / scene.height, math.sqrt(MOST_PIXELS / pixels))


def _page(journey_map: JourneyMap, scene: Scene, lang: str) -> tuple[bytes, str]:
    """Return the scene as a PDF of one page, and the characters that no font has."""
    scale = min(1.0, _LONGEST_SIDE / scene.width, _LONGEST_SIDE / scene.height)
    with use_language(lang), face(journey_map, lang) as typeface:
        canvas = Canvas(typeface, title_of(journey_map, lang), lang)
        canvas.add_page(scene.width * scale, scene.height * scale)
        canvas.draw([Rect(0, 0, scene.width, scene.height, 0, Look(fill="surface")), *scene.marks], scale, 0, 0)
        return canvas.finish(), canvas.left_out


def _pixels(content: bytes, scene: Scene, sharp: float) -> bytes:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        page = document[0]
        picture = page.render(scale=sharp * scene.width / page.get_width()).to_pil()
        out = BytesIO()
        picture.save(out, "PNG", compress_level=6)
        return out.getvalue()
    finally:
        document.close()
