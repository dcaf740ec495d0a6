"""Where an answer key may be written: nowhere that trainees look."""

from __future__ import annotations

from pathlib import Path

from .. import workbook
from ..classroom.folder import CLASS_FILE
from ..desk import PRIVATE
from ..errors import WorkbookError
from ..i18n import language
from . import files
from .keypage import booklet
from .keys import exercise_keys, module_keys

FOLDER = Path("journeybook-keys")
"""Where it is written unless another folder is named."""


def write_keys(exercise: str | None = None, *, folder: Path = FOLDER, force: bool = False) -> Path:
    """Write the answer key in the current language and return where it is; only its owner may read it.

    Parameters
    ----------
    exercise : str, optional
        Id of one exercise; without it all exercises and the lessons' questions.
    folder : Path
        Where to; it is made if it is not there.
    force : bool
        Overwrite a file that is not ours.

    Raises
    ------
    WorkbookError
        If trainees could find it there, or it may not or cannot be written.
    ExerciseError, LessonError, RubricError, MapFileError, CaseError
        If the exercise is unknown, or something of the exercises or lessons is missing or wrong.
    """
    keys = exercise_keys(exercise)
    file = folder / f"answer-key{f'-{exercise}' if exercise else 's'}-{language()}.html"
    refuse_trainees_places(folder)
    files.check([file], force=force)
    page = booklet(keys, () if exercise else module_keys())
    files.write({file: page.encode("utf-8", "replace")}, private=True)
    return file


def refuse_trainees_places(folder: Path) -> None:
    """See that a folder is none that trainees get or work in.

    Raises
    ------
    WorkbookError
        If it is inside the workbook's lessons, exercises or data, a desk, or a class's folders that trainees see.
    """
    place = folder.expanduser().resolve()
    home = workbook.home()
    content = [home / name for name in ("course", "exercises", "datasets", "work", "docs", "helpers", "tests")]
    steps = (place, *place.parents)
    desk = any((step / PRIVATE).is_dir() for step in steps)
    shown = any(step.name in ("exchange", "release") and (step.parent / CLASS_FILE).is_file() for step in steps)
    if desk or shown or any(place.is_relative_to(step.resolve()) for step in content):
        raise WorkbookError("kitprint.trainees_place", folder=place)
