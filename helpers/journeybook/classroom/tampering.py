"""What in a hand-in differs from what a learner can come to by working: told to the trainer, and without effect.

A notebook is compared with the released one. Own cells and outputs are a learner's good right and not looked at; what
counts is what the workbook never does by itself: graded cells changed, removed or doubled, points written anew.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from .. import answersfile

CLAIMS = "claims"
"""Field of an accepted cell's metadata (below ``journeybook``) with what :func:`claims` kept."""

MAX_CLAIM = 64

_SETTINGS = ("grade_id", "points", "grade", "solution", "locked", "task")

_ACTIVE = re.compile(
    r"<\s*/?\s*(?:script|iframe|object|embed|svg|style|meta|base)\b|<[^<>]*\son\w+\s*=|javascript:", re.I
)
"""What makes a text act where it is shown as a page."""

_STEERING = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\u202a-\u202e\u2066-\u2069]")
"""Characters that steer a terminal or turn the direction of writing."""

_PATHS = re.compile(r"\.\.[/\\]|\bfile://", re.I)
"""Ways to other people's files."""


@dataclass(frozen=True)
class Difference:
    """One thing that the trainer should know."""

    kind: str
    """``"changed"``, ``"removed"``, ``"repeated"``, ``"settings"`` or ``"foreign"``."""
    cell: str
    """nbgrader's id of the cell; for ``"foreign"`` one that the release does not have."""


def claims(cell: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a handed-in cell says of itself, as far as it is of a kind that says something."""
    said: dict[str, Any] = {}
    if isinstance(cell.get("id"), str):
        said["id"] = answersfile.whole_text(cell["id"][:MAX_CLAIM])
    metadata = cell.get("metadata")
    settings = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    if isinstance(settings, dict):
        said["settings"] = {name: _claim(settings[name]) for name in _SETTINGS if name in settings}
    return said


def differences(released: NotebookNode, handed_in: NotebookNode) -> list[Difference]:
    """Return how an accepted notebook differs from the released one in what is graded.

    Parameters
    ----------
    released, handed_in : NotebookNode
        As in ``release/``, and as :func:`.accept.accept` made it, with its cells' claims.
    """
    from nbgrader.utils import is_locked  # a worker that only reads what was noted needs no nbgrader

    there = {cell.metadata.nbgrader["grade_id"]: cell for cell in released.cells if "nbgrader" in cell.metadata}
    came = [(said.get("settings"), cell) for cell, said in zip(handed_in.cells, _said(handed_in.cells), strict=True)]
    names = Counter(str(settings.get("grade_id")) for settings, _ in came if settings is not None)
    found = [Difference("removed", name) for name, cell in there.items() if name not in names]
    found += [Difference("repeated", name) for name, count in names.items() if count > 1 and name in there]
    found += [Difference("foreign", name) for name in names if name not in there]
    for settings, cell in came:
        name = str(settings.get("grade_id")) if settings is not None else ""
        if settings is None or name not in there:
            continue
        original = there[name]
        expected = {key: value for key, value in claims(original)["settings"].items() if key != "grade_id"}
        if {key: value for key, value in settings.items() if key != "grade_id"} != expected:
            found.append(Difference("settings", name))
        if is_locked(original) and cell.source.strip() != original.source.strip():
            found.append(Difference("changed", name))
    return list(dict.fromkeys(found))


def solutions(released: NotebookNode, handed_in: NotebookNode) -> dict[str, str]:
    """Return what a learner wrote into each code cell that is theirs to write in, by nbgrader's id of the cell.

    A cell is known by its own id, else by nbgrader's, which a front end of another kind may have kept; where several
    claim to be one cell, the first counts.
    """
    from nbgrader.utils import is_solution  # a worker that only reads what was noted needs no nbgrader

    wanted = {
        cell.metadata.nbgrader["grade_id"]: cell.id
        for cell in released.cells
        if cell.cell_type == "code" and is_solution(cell)
    }
    code = [
        (said, cell.source)
        for cell, said in zip(handed_in.cells, _said(handed_in.cells), strict=True)
        if cell.cell_type == "code"
    ]
    found: dict[str, str] = {}
    for name, identity in wanted.items():
        by_id = [source for said, source in code if said.get("id") == identity]
        by_name = [source for said, source in code if said.get("settings", {}).get("grade_id") == name]
        if by_id or by_name:
            found[name] = (by_id or by_name)[0]
    return found


def active(texts: Sequence[str]) -> list[str]:
    """Return what some of `texts` hold that no honest text does: ``"markup"``, ``"steering"``, ``"paths"``."""
    kinds = {"markup": _ACTIVE, "steering": _STEERING, "paths": _PATHS}
    return [kind for kind, pattern in kinds.items() if any(pattern.search(text) for text in texts)]


def _said(cells: Sequence[NotebookNode]) -> Iterator[dict[str, Any]]:
    for cell in cells:
        yield cell.metadata.get("journeybook", {}).get(CLAIMS, {})


def _claim(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return float(value) if abs(value) < 1e12 and math.isfinite(value) else "?"
    return answersfile.whole_text(value[:MAX_CLAIM]) if isinstance(value, str) else "?"
