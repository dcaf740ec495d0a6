"""Make many pages of feedback at once, and only those that would come out differently.

nbgrader's own converter makes each page, in a worker; it only reads the gradebook. Beside a page lies a mark of what it
was made of: points, comments, the graded hand-in, and this program.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from typing import Any

from jinja2.bccache import Bucket, BytecodeCache
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateFeedback

from .. import jsonfile
from ..i18n import use_language
from ..nbgrader_api import LOG
from . import pool
from .configuration import CONFIG_FILE
from .folder import ClassFolder
from .session import Session
from .warming import for_pages
from .worker import Limits, Worker

MARK_FILE = "made-of.json"

LIMITS = Limits(seconds=120.0, memory=1_500_000_000)
"""What making one page may take."""

_PACKAGE = Path(__file__).parents[1]


def pages(
    session: Session, items: Sequence[tuple[str, str]], *, again: bool, workers: int | pool.Pool | None
) -> Iterator[tuple[str, str, bool | None]]:
    """Make the pages of graded hand-ins that are not up to date.

    Parameters
    ----------
    session : Session
        The class.
    items : sequence of (str, str)
        Exercise and trainee of each graded hand-in.
    again : bool
        Make all of them.
    workers : int or Pool, optional
        How many processes, by default one for each core; or those that have been started with
        :func:`.warming.for_pages`.

    Yields
    ------
    (str, str, bool or None)
        Exercise and trainee, as each page is there: True if it was made, False if it was up to date, None if it could
        not be made, which the class's log says more of.
    """
    # The first to ask nbgrader for a course writes it down: here, and not in several workers.
    Gradebook(session.database_url).close()
    wanted = _wanted(session, items)
    stale = []
    for item in items:
        if not again and wanted[item] == _made_of(session.class_, *item):
            yield (*item, False)
        else:
            stale.append(item)
    if not stale:
        return
    own = nullcontext(workers) if isinstance(workers, pool.Pool) else pool.processes(workers, for_pages)
    with own as running:

        def start(item: tuple[str, str]) -> Future[None]:
            return running.start(_page_apart, session.class_, *item)

        for item, future in pool.each_done(running, stale, start):
            try:
                future.result()
                _mark(session.class_, *item, wanted[item])
            except Exception:  # what a worker ended with, or a folder that cannot be written
                LOG.exception("No page: %s of %s", *item)
                yield (*item, None)
            else:
                yield (*item, True)


def make_page(class_: ClassFolder, exercise: str, trainee: str) -> None:
    """Make the page of one graded hand-in.

    Raises
    ------
    StepError
        If nbgrader could not do it.
    """
    session = _session(class_)
    traits = {"force": True, "exporter_class": _with_kept_templates(session.make(GenerateFeedback).exporter_class)}
    with use_language(class_.lang):
        session.run(GenerateFeedback, traits=traits, assignment_id=exercise, student_id=trainee)


def _page_apart(worker: Worker, class_: ClassFolder, exercise: str, trainee: str) -> None:
    worker.call(make_page, class_, exercise, trainee, limits=LIMITS)


@cache
def _session(class_: ClassFolder) -> Session:
    """Return the class as this worker knows it; a worker is for one run only, so its settings stay the same."""
    return Session(class_)


class _Compiled(BytecodeCache):
    """Keeps compiled templates in memory: compiling them is more than half of the work on a page."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template what it was compiled to, if it was."""
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        self._known[bucket.key] = bucket.bytecode_to_string()


@cache
def _with_kept_templates(exporter: type[Any]) -> type[Any]:
    """Return the exporter that the class's settings name, with templates that are compiled once for all pages."""
    compiled = _Compiled()

    class Exporter(exporter):
        def _create_environment(self) -> Any:
            environment = super()._create_environment()
            environment.bytecode_cache = compiled
            return environment

    return Exporter


def _wanted(session: Session, items: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return for each hand-in a digest of all that its page would be made of."""
    program = _program(session.class_)
    found = {}
    with session.gradebook() as gradebook:
        known = {
            (exercise, submission.student.id): submission
            for exercise in {exercise for exercise, _ in items}
            for submission in gradebook.assignment_submissions(exercise)
        }
        scores: dict[str, list[Any]] = defaultdict(list)
        for (exercise, _), submission in known.items():
            scores[exercise].append(_scores(submission))
        for item in items:
            total = hashlib.sha256(program)
            # A page also shows how the whole class did.
            total.update(repr(sorted(scores[item[0]])).encode())
            # A hand-in that the gradebook does not know has no page; making it says so.
            total.update(repr(_in_book(known[item]) if item in known else None).encode())
            folder = session.class_.step("autograded", item[1], item[0])
            _add_files(total, folder, sorted(path for path in folder.rglob("*") if path.is_file()))
            found[item] = total.hexdigest()
    return found


def _scores(submission: Any) -> list[Any]:
    marks = (one for notebook in submission.notebooks for one in notebook.grades)
    return sorted((one.name, one.score, one.needs_manual_grade) for one in marks)


def _in_book(submission: Any) -> list[Any]:
    parts: list[Any] = [submission.total_seconds_late]
    for notebook in submission.notebooks:
        marks = [
            (one.name, one.auto_score, one.manual_score, one.extra_credit, one.needs_manual_grade, one.max_score)
            for one in notebook.grades
        ]
        comments = [(one.name, one.auto_comment, one.manual_comment) for one in notebook.comments]
        parts += [notebook.name, notebook.late_submission_penalty, sorted(marks), sorted(comments)]
    return parts


def _program(class_: ClassFolder) -> bytes:
    """Return a digest of what turns a graded hand-in into a page, words and settings too."""
    total = hashlib.sha256((class_.path / CONFIG_FILE).read_bytes())
    places = (_PACKAGE / "classroom", _PACKAGE / "rubric", _PACKAGE / "locales" / class_.lang)
    files = [path for place in places for path in place.rglob("*") if path.suffix in {".json", ".py", ".j2", ".css"}]
    _add_files(total, _PACKAGE, sorted([*files, *_PACKAGE.glob("*.py")]))
    return total.digest()


def _add_files(total: Any, folder: Path, files: Sequence[Path]) -> None:
    for path in files:
        total.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
        total.update(path.read_bytes())


def _made_of(class_: ClassFolder, exercise: str, trainee: str) -> str | None:
    folder = class_.step("feedback", trainee, exercise)
    try:
        data = jsonfile.load(folder / MARK_FILE, 10_000)
        return str(data["made_of"]) if (folder / f"{exercise}.html").is_file() else None
    except (OSError, jsonfile.DamageError, KeyError, TypeError):
        return None


def _mark(class_: ClassFolder, exercise: str, trainee: str, made_of: str) -> None:
    file = class_.step("feedback", trainee, exercise) / MARK_FILE
    file.write_text(json.dumps({"made_of": made_of}) + "\n", encoding="utf-8")
