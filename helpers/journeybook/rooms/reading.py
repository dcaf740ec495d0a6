"""Read a group's map straight from its room's log, while the server goes on writing it."""

from __future__ import annotations

from pathlib import Path

from ..document import MapDocument
from ..model import JourneyMap
from .log import read_updates


def read_map(path: Path) -> JourneyMap:
    """Return the map in a log, as it stood when somebody last drew.

    Raises
    ------
    OSError, NotALogError
        If it cannot be read.
    ModelError
        If what members drew breaks a rule of the model.
    """
    document = MapDocument()
    for update in read_updates(path):
        document.apply(update, len(update))
    return document.to_map()
