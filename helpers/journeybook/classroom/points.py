"""What a grading cell is worth, from its outputs.

nbgrader reads points from a cell's output, and its reading is generous: a cell without output, or one that ends in
anything but a plain number, gets full marks; a number above the maximum throws the hand-in away; a warning on stderr
costs all points. :func:`judge` turns every output into a number that means what it says.

Nothing here imports nbgrader, which takes a worker longer than grading a hand-in.
"""

from __future__ import annotations

import math

from nbformat import NotebookNode
from nbformat.v4 import new_output

from ..i18n import t


def is_grade(cell: NotebookNode) -> bool:
    """Return whether a cell has points, as nbgrader's function of that name does."""
    return bool(cell.metadata.get("nbgrader", {}).get("grade", False))


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
