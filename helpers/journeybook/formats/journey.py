"""The workbook's own map files, ``*.journey.json``: nothing is lost."""

from __future__ import annotations

from pathlib import Path

from .. import mapfile
from ..atomic import write_text
from ..model import JourneyMap
from .losses import Loss


def read(path: Path) -> tuple[JourneyMap, tuple[Loss, ...]]:
    """Return the map in `path`.

    Raises
    ------
    MapFileError
        As :func:`.mapfile.read` does.
    """
    return mapfile.read(path), ()


def write(journey_map: JourneyMap, path: Path, lang: str) -> tuple[Loss, ...]:
    """Write the map as the board does."""
    write_text(path, mapfile.dump(journey_map))
    return ()
