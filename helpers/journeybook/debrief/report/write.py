"""Writing a report without a server: ``journeybook debrief CLASS EXERCISE --report FILE``."""

from __future__ import annotations

from pathlib import Path

from ...atomic import write_bytes
from ...classroom.folder import ClassFolder
from ...errors import DebriefError
from ..extension import open_debrief
from .make import TYPES, make


def write(class_: ClassFolder, exercise: str, file: Path, *, store: str = "", live: bool = False) -> None:
    """Gather the newest maps and write a report; a file of that name is replaced.

    Parameters
    ----------
    class_ : ClassFolder
        The class.
    exercise : str
        Id of the exercise.
    file : Path
        Where to; its ending says which kind.
    store : str
        Address of the store; empty: the file in the class folder.
    live : bool
        Whether maps count before they are handed in.

    Raises
    ------
    DebriefError
        If the file's ending is none of ours, or it cannot be written.
    """
    kind = file.suffix.lower().removeprefix(".")
    if kind not in TYPES:
        raise DebriefError("debriefreport.unknown_kind", file=file.name)
    debrief = open_debrief(class_, exercise, store, live=live)
    try:
        debrief.update()
        _, content = make(debrief, kind)
    finally:
        debrief.store.close()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(file, content)
    except OSError as error:
        raise DebriefError("debriefreport.not_written", file=file, reason=error.strerror or error) from error
