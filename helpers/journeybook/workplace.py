"""The folder in which a learner works on one exercise or lesson, and what they make there."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from . import answersfile, planfile
from .handin import FUTURE_FILE, MAP_FILE


class Workplace:
    """An exercise's or a lesson's folder on the learner's desk.

    Parameters
    ----------
    folder : Path
        The folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    @classmethod
    def here(cls) -> Self:
        """Return what the notebook that asks belongs to; its folder is the working directory."""
        return cls(Path.cwd())

    @property
    def map_path(self) -> Path:
        """Where the learner's map is."""
        return self.folder / MAP_FILE

    @property
    def future_path(self) -> Path:
        """Where the learner's future map is, if they have begun one."""
        return self.folder / FUTURE_FILE

    @property
    def answers_path(self) -> Path:
        """Where the learner's answers are."""
        return self.folder / answersfile.FILE_NAME

    @property
    def plan_path(self) -> Path:
        """Where the learner's action plan is, in an exercise that asks for one."""
        return self.folder / planfile.FILE_NAME
