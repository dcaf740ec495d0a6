"""The plan file while it is open in a panel: the plan as it stands, and saving a moment after each edit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from . import planfile
from .errors import PlanFileError
from .plan import Edit
from .saver import Saver


class OpenPlan:
    """A plan file that is open in one panel.

    Two panels of one file do not overwrite each other: each repeats its own edits on what is on the disk by then.

    Parameters
    ----------
    path : Path
        The plan file; it may not exist yet.
    tell : callable
        Called with ``"saving"``, ``"saved"`` or the error that kept the plan from being saved; the edits then wait and
        are saved with the next.

    Attributes
    ----------
    plan : Plan
        The plan with all that was edited here; after saving also with what others did.

    Raises
    ------
    PlanFileError
        If the file is there and cannot be read.
    """

    def __init__(self, path: Path, tell: Callable[[str | PlanFileError], None]) -> None:
        self._path = path
        self._tell = tell
        self._edits: list[Edit] = []
        self._saver = Saver(self._save)
        self.plan = planfile.read(path)

    def edit(self, edit: Edit) -> None:
        """Take an edit.

        Raises
        ------
        ModelError
            If it breaks a rule; nothing is changed then.
        """
        self.plan = edit(self.plan)
        self._edits.append(edit)
        if not self._saver.is_waiting:
            self._tell("saving")
        self._saver.edited()

    def flush(self) -> None:
        """Save now if an edit is waiting."""
        self._saver.flush()

    def _save(self) -> None:
        try:
            plan = planfile.read(self._path)
            for edit in self._edits:
                plan = edit(plan)
            planfile.write(self._path, plan)
        except PlanFileError as error:
            self._tell(error)
        else:
            self._edits.clear()
            self.plan = plan
            self._tell("saved")
