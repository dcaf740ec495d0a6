"""How a class did in one exercise, without names: what the feedback page shows beside a trainee's own score."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from statistics import median
from typing import Any

from nbgrader.api import BaseCell, Grade, GradeCell, Notebook, SubmittedAssignment, SubmittedNotebook

from ..i18n import t

LEAST = 5
"""Fewer scores than this are not shown: everybody would know whose is which."""

_WIDTHS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 100)

FEW = 30
"""With fewer scores than this the shape of the picture says little."""


@dataclass(frozen=True)
class Distribution:
    """The scores of one exercise.

    Parameters
    ----------
    own : float
        The score of the trainee who reads.
    scores : tuple of float
        All scores with theirs, sorted.
    top : float
        The most that there is to get.
    without : tuple of str
        Grading cells that do not count here, because in some hand-in they still wait for the trainer.
    """

    own: float
    scores: tuple[float, ...]
    top: float
    without: tuple[str, ...] = ()

    @property
    def least(self) -> int:
        """How many scores it takes for them to be shown."""
        return LEAST

    @property
    def n(self) -> int:
        """How many scores there are."""
        return len(self.scores)

    @property
    def shown(self) -> bool:
        """Whether there are enough scores to be shown without naming anybody."""
        return self.n >= LEAST and self.top > 0

    @property
    def width(self) -> int:
        """How wide a range of scores is, in points: a round number, so that few ranges go from 0 to the top."""
        most = 10 if self.n >= 15 else 6
        return next((width for width in _WIDTHS if self.top / width <= most), math.ceil(self.top / most))

    @property
    def counts(self) -> tuple[int, ...]:
        """How many scores there are in each range, from 0 up."""
        counts = [0] * math.ceil(self.top / self.width)
        for score in self.scores:
            counts[self._range(score)] += 1
        return tuple(counts)

    @property
    def own_range(self) -> int:
        """The place of the range that holds the trainee's own score."""
        return self._range(self.own)

    def _range(self, score: float) -> int:
        # Who has the top, or more, stands in the last one.
        return max(0, min(int(score / self.width), math.ceil(self.top / self.width) - 1))


def read(gradebook: Any, exercise: str, notebook: str, trainee: str) -> Distribution:
    """Return the scores of an exercise from the gradebook, which is only read.

    Scores are comparable: a part that waits for the trainer in any hand-in counts in none. Points taken off for
    handing in late are taken off here, too.

    Parameters
    ----------
    gradebook : nbgrader.api.Gradebook
        The class's gradebook.
    exercise, notebook, trainee : str
        Ids, as nbgrader has them.
    """
    here = (SubmittedAssignment.assignment.has(name=exercise), SubmittedNotebook.notebook.has(name=notebook))
    # Columns, not objects: this is asked for every page of the class.
    grades = (
        gradebook.db.query(SubmittedAssignment.student_id, BaseCell.name, Grade.score, Grade.needs_manual_grade)
        .select_from(Grade)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(BaseCell, Grade.cell_id == BaseCell.id)
        .filter(*here)
        .all()
    )
    late = (
        gradebook.db.query(SubmittedAssignment.student_id, SubmittedNotebook.late_submission_penalty)
        .select_from(SubmittedNotebook)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .filter(*here)
        .all()
    )
    cells = (
        gradebook.db.query(GradeCell.name, GradeCell.max_score)
        .join(Notebook, GradeCell.notebook_id == Notebook.id)
        .filter(Notebook.name == notebook, Notebook.assignment.has(name=exercise))
        .all()
    )
    waiting = {name for _, name, _, waits in grades if waits}
    totals = {student: -float(penalty or 0) for student, penalty in late}
    for student, name, score, _ in grades:
        if name not in waiting:
            totals[student] += float(score or 0)
    scores = {student: max(0.0, total) for student, total in totals.items()}
    top = sum(float(points) for name, points in cells if name not in waiting)
    without = tuple(name for name, _ in cells if name in waiting)
    return Distribution(scores.get(trainee, 0.0), tuple(sorted(scores.values())), top, without)


_WIDE, _HIGH, _BASE = 420, 190, 150


def histogram_svg(distribution: Distribution, lang: str) -> str:
    """Return the scores as a small histogram for an HTML page, with the trainee's own place marked.

    Its colours are the page's: ``--line``, ``--faint``, ``--mark`` and ``--ink``.
    """
    counts, own = distribution.counts, distribution.own_range
    step = _WIDE / len(counts)
    tallest = max(counts)
    marks = []
    for place, count in enumerate(counts):
        height = (_BASE - 44) * count / tallest
        x, y = place * step + 3, _BASE - height
        paint = "var(--mark)" if place == own else "var(--bar)"
        marks.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{step - 6:.1f}" height="{height:.1f}" rx="3" fill="{paint}"/>'
        )
        middle = place * step + step / 2
        if count:
            marks.append(f'<text x="{middle:.1f}" y="{y - 5:.1f}" fill="var(--faint)">{count}</text>')
        if place == own:
            # Near an edge the word would stick out of the picture.
            at = min(max(middle, 30), _WIDE - 30)
            you = escape(t("feedback_page.you", lang))
            marks.append(f'<text x="{at:.1f}" y="{y - 22:.1f}" font-weight="700" fill="var(--mark)">{you}</text>')
    marks.append(f'<path d="M0 {_BASE}.5H{_WIDE}" stroke="var(--faint)"/>')
    for place in range(len(counts) + 1):
        anchor = "start" if place == 0 else "end" if place == len(counts) else "middle"
        points = min(distribution.width * place, distribution.top)
        x = place * step
        marks.append(f'<text x="{x:.1f}" y="{_BASE + 17}" text-anchor="{anchor}" fill="var(--faint)">{points:g}</text>')
    axis = escape(t("feedback_page.axis", lang))
    marks.append(f'<text x="{_WIDE / 2:g}" y="{_BASE + 36}" fill="var(--faint)">{axis}</text>')
    said = escape(histogram_words(distribution, lang))
    return (
        f'<svg class="histogram" role="img" aria-label="{said}" viewBox="0 0 {_WIDE} {_HIGH}" '
        f'width="{_WIDE}" height="{_HIGH}" font-size="13" text-anchor="middle">{"".join(marks)}</svg>'
    )


def histogram_words(distribution: Distribution, lang: str) -> str:
    """Return in a sentence what the histogram shows: how many, the middle one, and what that means of so few."""
    middle = f"{median(distribution.scores):g}"
    if distribution.n < FEW:
        return t("feedback_page.median_few", lang, n=distribution.n, median=middle)
    return t("feedback_page.median", lang, n=distribution.n, median=middle)
