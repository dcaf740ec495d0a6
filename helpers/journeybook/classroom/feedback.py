"""Feedback: one HTML page per hand-in, made by nbgrader from its gradebook and brought to the trainee's desk.

The page shows what was graded and what was said of it. Code, charts and other live parts are left out: the readers
are business people, and the page must work from a file, without a script or a network.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from copy import deepcopy
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import ExchangeReleaseFeedback
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade
from traitlets import Unicode
from traitlets.config import Config

from .. import report
from ..errors import ClassError
from ..exercise import KEY_FILE
from ..i18n import t, use_language
from ..rubric import Family, all_criteria
from . import distribution, page
from .folder import KEY_FOLDER, ClassFolder
from .locking import alone
from .names import full_name
from .pool import Pool
from .rendering import pages
from .session import Problem, Report, StepError, Tick, no_tick, open_session
from .trainee import bring_feedback

_TEMPLATE = {
    "template_name": "journeybook_feedback",
    "extra_template_basedirs": [str(Path(__file__).parent / "templates")],
}

_LIVE_TAG = re.compile(r"<\s*(script|iframe|object|embed|link|form|base|meta)\b", re.IGNORECASE)
"""Tags that run or load something. Outputs of grading cells of ours have none, a trainer's own exercise might."""

_LOADING = frozenset({"src", "srcset", "poster", "background"})

_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)

_POINTS_IN_HEADING = re.compile(r"\s*[(（][^()（）]*\d[^()（）]*[)）]$")
"""“(4 points)” at the end of a heading; the page says how many of them there are beside it."""

_MAP, _QUESTION, _PLAN = "jb-map", "jb-question", "jb-plan-paper"
"""Classes of what an exercise shows while grading and a trainee finds again on the page: see :mod:`..report`."""


class TidyFeedback(NbGraderPreprocessor):
    """Leave of the graded notebook what belongs on a page of feedback, in the class's language."""

    lang = Unicode("en", help="Language of the class, zh or en.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Keep what was graded, each part under its heading and question, the map, and what the learner must know."""
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            submission = gradebook.find_submission_notebook(names["notebook"], names["assignment"], names["student"])
            waiting = {grade.name for grade in submission.grades if grade.needs_manual_grade}
            student = submission.student
            reader = full_name(student.first_name or "", student.last_name or "") or student.id
            scores = distribution.read(gradebook, names["assignment"], names["notebook"], names["student"])
        names["title"], names["map"] = "", []
        kept: list[NotebookNode] = []
        asked: list[NotebookNode] = []
        heading = ""
        for cell in nb.cells:
            if is_grade(cell):
                self._tidy(cell, heading, waiting)
                cell.metadata.nbgrader["asked"], asked = asked, []
            elif cell.cell_type == "code":
                maps = _outputs(cell, _MAP)
                names["map"] = names["map"] or maps
                # The heading of a future map looks like a question.
                asked += [] if maps else [*_outputs(cell, _QUESTION), *_outputs(cell, _PLAN)]
                continue
            elif not cell.id.startswith("journeybook-"):
                if cell.cell_type == "markdown" and (found := _HEADING.findall(cell.source)):
                    heading = found[-1]
                    names["title"] = names["title"] or found[0]
                continue
            kept.append(cell)
        nb.cells = kept
        names["title"] = names["title"] or names["assignment"]
        nb.metadata.pop("widgets", None)
        with use_language(self.lang):
            names["page"] = self._page(nb, resources, reader, scores)
        return nb, resources

    def _page(self, nb: NotebookNode, resources: Any, reader: str, scores: distribution.Distribution) -> page.Page:
        """Return what the template shows around the graded cells, and put the findings into those."""
        graded = [cell for cell in nb.cells if is_grade(cell)]
        folder = Path(resources["metadata"]["path"])
        # A cell that could not be judged says so itself.
        items = {
            cell.metadata.nbgrader["grade_id"]: page.item_of(cell.source)
            for cell in graded
            if cell.cell_type == "code" and not cell.metadata.get("journeybook", {}).get("not_judged")
        }
        made = page.gather(folder, reader, [_part(cell) for cell in graded], items, scores)
        for cell, part in zip(graded, made.parts, strict=True):
            if part.findings:
                item = page.item_of(cell.source)
                cell.outputs = [self._findings(part, item, folder, resources["nbgrader"]["assignment"])]
        return made

    def _findings(self, part: page.Part, item: str, folder: Path, exercise: str) -> NotebookNode:
        """Return a part's findings and, below those on the quiz, its questions with what is right and why."""
        findings = [placed.finding for placed in part.findings]
        shown = report.findings_html(findings, anchors=[placed.anchor for placed in part.findings])
        known = all_criteria()
        families = {known[finding.criterion].family for finding in findings if finding.criterion in known}
        if Family.ANSWERS in families:
            directory = CourseDirectory(parent=self)
            source = Path(directory.format_path(directory.source_directory, ".", exercise))
            if questions := page.explained(folder, source / KEY_FOLDER / KEY_FILE, item):
                shown += report.explanations_html(questions)
        output: NotebookNode = new_output("display_data", {"text/html": shown})
        return output

    def _tidy(self, cell: NotebookNode, heading: str, waiting: set[str]) -> None:
        graded = cell.metadata.nbgrader
        graded["title"] = _POINTS_IN_HEADING.sub("", heading) or graded["grade_id"]
        graded["waiting"] = graded["grade_id"] in waiting
        graded["untouched"] = graded.get("comment") == "No response."
        if graded["untouched"]:
            graded["comment"] = t("classroom.not_attempted", lang=self.lang)
        if cell.cell_type == "code":
            # The result is the points, which the heading of the part has already.
            cell.outputs = [output for output in cell.outputs if output.output_type != "execute_result"]


def _part(cell: NotebookNode) -> page.Part:
    """Return a graded cell's part of the page, without what was found in it."""
    graded = cell.metadata.nbgrader
    score, points = float(graded["score"] or 0), float(graded["points"] or 0)
    # What nbgrader itself says of an empty answer is no word of the trainer's.
    comment = "" if graded.get("untouched") else str(graded.get("comment") or "")
    return page.Part(graded["grade_id"], graded["title"], score, points, graded["waiting"], comment)


class FeedbackExporter(HTMLExporter):
    """nbgrader's exporter for feedback, with a template and words of our own."""

    lang = Unicode("en", help="Language of the class, zh or en.").tag(config=True)

    def __init__(self, config: Config | None = None, **kwargs: Any) -> None:
        # nbgrader asks for its own template by the name of the parent class; what is said to this class wins.
        config = deepcopy(config or Config())
        config.FeedbackExporter.update(_TEMPLATE)
        super().__init__(config=config, **kwargs)

    def default_filters(self) -> Iterable[tuple[str, Any]]:
        """Return nbconvert's filters and those of our template."""
        yield from super().default_filters()
        yield "words", self._words
        yield "said", self._said
        yield "histogram", partial(distribution.histogram_svg, lang=self.lang)
        yield "histogram_words", partial(distribution.histogram_words, lang=self.lang)
        yield "points", _points
        yield "shown_output", _shown_output

    def _words(self, name: str, **params: Any) -> str:
        return t(f"classroom.{name}", lang=self.lang, **params)

    def _said(self, name: str, **params: Any) -> str:
        return t(f"feedback_page.{name}", lang=self.lang, **params)


def _outputs(cell: NotebookNode, css_class: str) -> list[NotebookNode]:
    """Return those outputs of a cell that hold an element of a class."""
    mark = re.compile(rf'class="{css_class}"')
    return [output for output in cell.outputs if mark.search(str(output.get("data", {}).get("text/html", "")))]


def _points(value: float) -> str:
    """Return points without needless zeros, at most two decimals."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


class _LiveAttributes(HTMLParser):
    """Notices attributes that run something, or ask another address; what is only text between tags is none."""

    def __init__(self, rich: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found = False
        self.feed(rich)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one tag's attributes."""
        for name, value in attrs:
            # Browsers pass over white space within an address.
            address = "".join((value or "").lower().split())
            runs = name.startswith("on") or "javascript:" in address
            asks = name in _LOADING and address.startswith(("http:", "https:", "//"))
            self.found |= runs or asks


def _shown_output(output: NotebookNode) -> str:
    """Return one output of a grading cell as static HTML."""
    if output.output_type == "stream":
        return f"<pre>{html.escape(output.text)}</pre>"
    data = output.get("data", {})
    rich = str(data.get("text/html", ""))
    if rich and not (_LIVE_TAG.search(rich) or _LiveAttributes(rich).found):
        return rich
    plain = re.sub(r"<[^>]*>?", " ", rich) if rich else data.get("text/plain", "")
    return f"<pre>{html.escape(plain, quote=False)}</pre>"


def feedback(
    class_: ClassFolder,
    exercise: str | None = None,
    *,
    again: bool = False,
    workers: int | Pool | None = None,
    verbose: bool = False,
    tick: Tick = no_tick,
) -> Report:
    """Make the feedback of every graded hand-in, release it, and bring it to the desks on this machine.

    A page is made anew where points, comments or the graded hand-in have changed since; all of them are released and
    brought, so that a page that was lost on its way arrives.

    Parameters
    ----------
    class_ : ClassFolder
        The class.
    exercise : str, optional
        One exercise instead of all that are released.
    again : bool
        Make all pages anew.
    workers : int or Pool, optional
        How many processes make pages, by default one for each core; or those that have been started for it.
    verbose : bool
        Show what nbgrader says.
    tick : callable
        Told of progress.

    Raises
    ------
    ClassError
        If nothing is released, the class's files are wrong, or another process is grading this class.
    """

    def is_graded(chosen: str, trainee: str) -> bool:
        return (class_.step("autograded", trainee, chosen) / f"{chosen}.ipynb").is_file()

    with alone(class_), open_session(class_, verbose=verbose) as session:
        work = session.work(exercise, tick, is_graded)
        work.begin()
        for chosen, trainee, made in pages(session, work.items, again=again, workers=workers):
            try:
                if made is None:
                    raise StepError("GenerateFeedback")
                session.run(ExchangeReleaseFeedback, assignment_id=chosen, student_id=trainee)
                bring_feedback(class_, trainee, chosen)
            except StepError:
                made = None
                work.problems.append(session.problem("classroom.feedback_failed", chosen, trainee))
            except ClassError as error:  # one desk that cannot be written does not keep the others from their pages
                work.problems.append(Problem(chosen, trainee, str(error)))
            if made:
                work.done.append((chosen, trainee))
            work.unchanged += made is False
            work.step(chosen, trainee)
    return work.report()
