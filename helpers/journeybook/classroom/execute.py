"""Run the restored notebook and make sure that each grading cell ends in points.

nbgrader reads points from a cell's output, and its reading is generous: a cell without output, or one that ends in
anything but a plain number, gets full marks; a number above the maximum throws the hand-in away; a warning on stderr
costs all points. :func:`judge` turns every output into a number that means what it says.
"""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import Any

from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade
from traitlets import Unicode

from ..exercise import KEY_FOLDER_VARIABLE
from ..i18n import LANGUAGE_VARIABLE, t, use_language
from .folder import KEY_FOLDER


class GradeFromData(Execute):
    """nbgrader's execute step, with the answer key in the kernel's reach and judged outputs."""

    lang = Unicode("en", help="Language of the class, zh or en.").tag(config=True)
    key_folder = Unicode("", help="Folder of the exercise's key; by default the one in its source.")

    def start_new_kernel(self, **kwargs: Any) -> None:
        """Start the grading kernel; only its own environment, and no other's, names the answer key."""
        key = self.key_folder or self._key_in_source()
        kwargs["env"] = {**os.environ, KEY_FOLDER_VARIABLE: key, LANGUAGE_VARIABLE: self.lang}
        super().start_new_kernel(**kwargs)

    def _key_in_source(self) -> str:
        directory = CourseDirectory(parent=self)
        exercise = self.resources["nbgrader"]["assignment"]
        return str(Path(directory.format_path(directory.source_directory, ".", exercise), KEY_FOLDER).resolve())

    def preprocess(self, nb: NotebookNode, resources: Any, km: Any = None) -> tuple[NotebookNode, Any]:
        """Run all cells, then judge the grading ones."""
        try:
            nb, resources = super().preprocess(nb, resources, km)
        except DeadKernelError:
            # The data of this one hand-in was too much for its kernel: what has not run by now gets no points.
            self.log.exception("The kernel died")
        with use_language(self.lang):
            for cell in nb.cells:
                if cell.cell_type == "code" and is_grade(cell):
                    judge(cell)
        return nb, resources


def judge(cell: NotebookNode) -> bool:
    """Make a grading cell's outputs say plainly how many points it gives; return whether they did.

    A cell that did not come to a number from 0 to its points gives 0, says so in a sentence and is marked
    ``not_judged`` in its metadata, for the trainer to hear of; a number above the points counts as the points.

    Parameters
    ----------
    cell : NotebookNode
        A code cell that nbgrader grades, after it ran; changed in place.
    """
    points = float(cell.metadata.nbgrader["points"])
    results = [output for output in cell.outputs if output.output_type == "execute_result"]
    failed = any(output.output_type == "error" for output in cell.outputs)
    value = None if failed or not results else _number(results[-1])
    kept = [output for output in cell.outputs if output.output_type == "display_data"]
    kept += [output for output in cell.outputs if output.output_type == "stream" and output.name == "stdout"]
    if value is None:
        cell.metadata.setdefault("journeybook", {})["not_judged"] = True
        sentence = t("classroom.not_judged")
        kept = [new_output("display_data", {"text/plain": sentence, "text/html": f"<p>{sentence}</p>"})]
    shown = repr(min(value or 0.0, points))
    cell.outputs = [*kept, new_output("execute_result", {"text/plain": shown}, execution_count=cell.execution_count)]
    return value is not None


def _number(output: NotebookNode) -> float | None:
    """Return the number that a result shows, if it is one that can be points."""
    try:
        value = float(output.data.get("text/plain", ""))
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None
