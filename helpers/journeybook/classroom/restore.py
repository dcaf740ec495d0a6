"""Put the released notebook in the place of the one that was handed in.

Grading reads data and runs nothing that a learner wrote: every cell, id and setting comes from the release; of the
hand-in, the answers are filled in where a person will grade them, and cells that the learner added or changed stand
at the end as inert text.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_raw_cell
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution
from traitlets import Unicode

from .. import answersfile
from ..errors import AnswersFileError, ClassError
from ..handin import FUTURE_FILE, MAP_FILE
from ..i18n import t, use_language
from .accept import read_notes
from .folder import is_coding

MAX_SHOWN_CELLS = 20
MAX_SHOWN_TEXT = 4_000
"""Most added cells, and characters in each, that are shown at the end of a graded notebook."""


class RestoreNotebook(NbGraderPreprocessor):
    """The only step of nbgrader's *sanitize* pass: :func:`restore` with the files of one hand-in."""

    lang = Unicode("en", help="Language of the class, zh or en.").tag(config=True)

    runs_programs = False
    """Whether what a learner wrote into a coding exercise is run afterwards."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Return the released notebook with this hand-in's answers."""
        names = resources["nbgrader"]
        directory = CourseDirectory(parent=self)
        release = Path(directory.format_path(directory.release_directory, ".", names["assignment"]))
        released = nbformat.read(release / f"{names['notebook']}.ipynb", as_version=4)
        if is_coding(release) and not self.runs_programs:
            # nbgrader's own buttons come here: without its program, a hand-in would get nothing for it.
            raise ClassError("coding.by_command", exercise=names["assignment"])
        folder = Path(resources["metadata"]["path"])
        with use_language(self.lang):
            notes = _notes(folder)
            try:
                answers = answersfile.read(folder / answersfile.FILE_NAME)
            except AnswersFileError as error:
                answers = {}
                notes.append(str(error))
            return restore(released, [cell.source for cell in nb.cells], answers, notes), resources


def restore(
    released: NotebookNode, handed_in: Sequence[str], answers: dict[str, str], notes: Sequence[str]
) -> NotebookNode:
    """Return `released` with a learner's answers and, as inert text, their own cells.

    Parameters
    ----------
    released : NotebookNode
        The notebook as it was released; changed in place.
    handed_in : sequence of str
        The text of each cell of the notebook that was handed in.
    answers : dict
        Answer by question id. One that is missing or blank leaves its cell as released, which nbgrader takes as
        not attempted: 0 points, nobody asked to grade it.
    notes : sequence of str
        Sentences that stand at the top, for learner and trainer.
    """
    known = {cell.source.strip() for cell in released.cells}
    own = [text for text in handed_in if text.strip() and text.strip() not in known]
    for cell in released.cells:
        question = cell.metadata.get("journeybook", {}).get("answer")
        # A cell that asks for an answer but is not graded by a person must not be written into.
        if question and cell.cell_type == "markdown" and is_grade(cell) and is_solution(cell):
            answer = answers.get(question, "")
            if answer.strip():
                cell.source = _inert("journeybook-answer", answer)
    if notes:
        sentences = "".join(f"<p>{html.escape(note)}</p>" for note in notes)
        note = new_markdown_cell(f'<div class="journeybook-note">{sentences}</div>', id="journeybook-note")
        released.cells.insert(0, note)
    if own:
        heading = new_markdown_cell(f"## {t('classroom.own_cells')}\n", id="journeybook-own")
        released.cells.append(heading)
        for number, text in enumerate(own[:MAX_SHOWN_CELLS]):
            shown = text if len(text) <= MAX_SHOWN_TEXT else f"{text[:MAX_SHOWN_TEXT]} […]"
            released.cells.append(new_raw_cell(_inert("journeybook-own", shown), id=f"journeybook-own-{number}"))
        if len(own) > MAX_SHOWN_CELLS:
            more = t("classroom.own_cells_more", count=len(own) - MAX_SHOWN_CELLS)
            released.cells.append(new_markdown_cell(more, id="journeybook-own-more"))
    return released


def _inert(css_class: str, text: str) -> str:
    """Return `text` as HTML that shows it and does nothing: no tag, no Markdown, no formula."""
    return f'<pre class="{css_class} tex2jax_ignore mathjax_ignore">{html.escape(text)}</pre>'


def _notes(folder: Path) -> list[str]:
    """Return what the learner should know of their hand-in."""
    notes = read_notes(folder)
    sentences = [t(f"classroom.notebook_{notes.notebook}")] if notes and notes.notebook else []
    for name, reason in notes.set_aside if notes else ():
        if name in (answersfile.FILE_NAME, MAP_FILE, FUTURE_FILE):
            sentences.append(t("classroom.note_set_aside", file=name, reason=t(f"classroom.reason_{reason}")))
    return sentences
