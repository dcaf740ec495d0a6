"""Put the released notebook in the place of the one that was handed in.

Grading reads data and runs nothing that a learner wrote: every cell, id and setting comes from the release; of the
hand-in, the answers are filled in where a person will grade them, and cells that the learner added or changed stand
at the end as inert text.

Nothing here imports nbgrader, which takes a worker longer than grading a hand-in.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_raw_cell

from .. import answersfile, planfile
from ..errors import AnswersFileError
from ..handin import FUTURE_FILE, MAP_FILE
from ..i18n import t
from .accept import read_notes
from .points import is_grade

MAX_SHOWN_CELLS = 20
MAX_SHOWN_TEXT = 4_000
"""Most added cells, and characters in each, that are shown at the end of a graded notebook."""


def restore_from(
    folder: Path, exercise: str, released: NotebookNode, handed_in: NotebookNode | None = None
) -> NotebookNode:
    """Return `released` with the answers and cells of one accepted hand-in, in the current language.

    Parameters
    ----------
    folder : Path
        Where the hand-in's files are.
    exercise : str
        Id of the exercise, also the name of its notebook.
    released : NotebookNode
        The notebook as it was released; changed in place.
    handed_in : NotebookNode, optional
        The notebook that was handed in, if it has been read already.
    """
    if handed_in is None:
        handed_in = nbformat.read(folder / f"{exercise}.ipynb", as_version=4)
    notes = _notes(folder)
    try:
        answers = answersfile.read(folder / answersfile.FILE_NAME)
    except AnswersFileError as error:
        answers = {}
        notes.append(str(error))
    return restore(released, [cell.source for cell in handed_in.cells], answers, notes)


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
        if question and cell.cell_type == "markdown" and is_grade(cell) and cell.metadata.nbgrader.get("solution"):
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
        if name in (answersfile.FILE_NAME, planfile.FILE_NAME, MAP_FILE, FUTURE_FILE):
            sentences.append(t("classroom.note_set_aside", file=name, reason=t(f"classroom.reason_{reason}")))
    return sentences
