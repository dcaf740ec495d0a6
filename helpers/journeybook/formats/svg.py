"""A map as an SVG picture: sharp at any size, dark on a reader's dark screen."""

from __future__ import annotations

from pathlib import Path

from ..model import JourneyMap
from . import letters
from .losses import Loss
from .picture import losses_of, map_svg


def write(journey_map: JourneyMap, path: Path, lang: str) -> tuple[Loss, ...]:
    """Write the picture and return what of the map it does not show."""
    path.write_text(map_svg(journey_map, lang) + "\n", encoding="utf-8", newline="\n")
    return (*losses_of(journey_map), *letters.missing(journey_map, lang, letters.NAMED))
