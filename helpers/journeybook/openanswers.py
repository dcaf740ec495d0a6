"""The answers file while it is open in a panel: what was given, and saving a moment after each change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from . import answersfile
from .errors import AnswersFileError
from .saver import Saver


class OpenAnswers:
    """An answers file that is open in one panel.

    Two panels of one file do not overwrite each other: each writes only what was changed in it, over what is on the
    disk by then.

    Parameters
    ----------
    path : Path
        The answers file; it may not exist yet.
    tell : callable
        Called with ``"saving"``, ``"saved"`` or the error that kept an answer from being saved; the answer then waits
        and is saved with the next.

    Attributes
    ----------
    given : dict
        Question id → answer, as text, with all that was changed here.

    Raises
    ------
    AnswersFileError
        If the file is there and cannot be read.
    """

    def __init__(self, path: Path, tell: Callable[[str | AnswersFileError], None]) -> None:
        self._path = path
        self._tell = tell
        self._changed: dict[str, str] = {}
        self._saver = Saver(self._save)
        self.given = answersfile.read(path)

    def set(self, question: str, answer: str) -> None:
        """Take an answer."""
        self._changed[question] = self.given[question] = answer
        if not self._saver.is_waiting:
            self._tell("saving")
        self._saver.edited()

    def flush(self) -> None:
        """Save now if an answer is waiting."""
        self._saver.flush()

    def _save(self) -> None:
        try:
            answersfile.write(self._path, answersfile.read(self._path) | self._changed)
        except AnswersFileError as error:
            self._tell(error)
        else:
            self._changed.clear()
            self._tell("saved")
