"""Coding exercises: the one kind in which a learner's own program runs, in a sandbox and in two stages.

Tests that run beside the program which they test can always be fooled by it. So the program runs first, in a kernel
of its own (:mod:`.sandbox`), and all that comes out of it is plain data (:mod:`.plaindata`) under the names that the
exercise asks for; then the trainer's tests run, in a fresh kernel that has these values and never saw a line of the
program. ``docs/coding-exercises.md`` says how a trainer writes one.
"""

from __future__ import annotations

import ast
import json
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import is_grade, is_locked, is_solution

from ..errors import ClassError
from ..i18n import t, use_language
from ..nbgrader_api import LOG
from . import plaindata, sandbox, tampering
from .folder import KEY_FOLDER, ClassFolder
from .kernelrun import Ran, SandboxKernel, sandbox_kernel
from .names import printable
from .points import judge
from .remarkable import MAX_NAMED, remarkable
from .restore import RestoreNotebook
from .sandbox import Limits
from .session import Problem, Session

RETURNS = "returns"
"""Field of a cell's metadata (below ``journeybook``) with the names whose values the tests get."""

_COLLECT = """\
from IPython.display import display as _show
from journeybook.classroom import plaindata as _plain
_show({{{kind!r}: _plain.pack({names!r}, globals())}}, raw=True)
"""

_RECEIVE = """\
import json as _json
from journeybook.classroom import plaindata as _plain
globals().update(_plain.unpack(_json.loads({text!r})))
"""


@dataclass
class _Program:
    """What came of a learner's program."""

    values: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    """For the trainer, in the class's language."""
    stopped: str = ""


def autograde(
    session: Session, exercise: str, trainee: str, *, again: bool, insist: bool, limits: Limits | None = None
) -> None:
    """Grade one hand-in of a coding exercise into the gradebook and ``autograded/``, as nbgrader does.

    Parameters
    ----------
    session : Session
        The class.
    exercise, trainee : str
        Whose hand-in.
    again : bool
        Grade it even if it has been graded since it was collected.
    insist : bool
        Run the program without a sandbox where this machine has none, with limits only.
    limits : Limits, optional
        What the program may take.

    Raises
    ------
    ClassError
        If this machine has no sandbox and the trainer does not insist. Nothing is run then.
    StepError
        If nbgrader could not grade it.
    """
    obstacle = sandbox.obstacle()
    if obstacle and not insist:
        raise ClassError("coding.no_sandbox", exercise=exercise, reason=obstacle)
    lang = session.class_.lang
    run = _Run(session.class_, exercise, contained=not obstacle, limits=limits or Limits())
    steps = {
        "sanitize_preprocessors": [RestoreProgram],
        "autograde_preprocessors": [
            run,
            "nbgrader.preprocessors.LimitOutput",
            "nbgrader.preprocessors.SaveAutoGrades",
            "nbgrader.preprocessors.AssignLatePenalties",
            "nbgrader.preprocessors.CheckCellMetadata",
        ],
    }
    with use_language(lang):
        session.run(Autograde, traits={"force": again, **steps}, assignment_id=exercise, student_id=trainee)


def problems(session: Session, exercise: str, trainee: str) -> list[Problem]:
    """Return what the trainer should know of how a graded program behaved; none for other exercises."""
    path = session.class_.step("autograded", trainee, exercise) / f"{exercise}.ipynb"
    try:
        notebook = nbformat.read(path, as_version=4)
    except (OSError, ValueError):
        return []
    notes = notebook.metadata.get("journeybook", {}).get("coding", [])
    return [Problem(exercise, trainee, note) for note in notes]


class RestoreProgram(RestoreNotebook):
    """Puts the released notebook in the place of the handed-in one, with the learner's program in their cells."""

    runs_programs = True

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Return the released notebook with this hand-in's answers and program."""
        names = resources["nbgrader"]
        directory = CourseDirectory(parent=self)
        release = Path(directory.format_path(directory.release_directory, ".", names["assignment"]))
        released = nbformat.read(release / f"{names['notebook']}.ipynb", as_version=4)
        programs = tampering.solutions(released, nb)
        for cell in nb.cells:
            if cell.cell_type == "code" and cell.source in programs.values():
                cell.source = ""  # it has its place, and is no cell that the learner added
        restored, resources = super().preprocess(nb, resources)
        for cell in _solutions(restored):
            cell.source = programs.get(cell.metadata.nbgrader["grade_id"], cell.source)
        return restored, resources


class _Run:
    """nbgrader's execute step for a coding exercise; called with a restored notebook."""

    def __init__(self, class_: ClassFolder, exercise: str, *, contained: bool, limits: Limits) -> None:
        self._release = class_.release / exercise
        self._source = class_.source / exercise
        self._name = f"{exercise}.ipynb"
        self._contained = contained
        self._limits = limits

    def __call__(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Run the program, then the tests."""
        released = nbformat.read(self._release / self._name, as_version=4)
        names = returns(released)
        untouched = {cell.metadata.nbgrader["grade_id"]: cell.source for cell in _solutions(released)}
        tried = any(cell.source != untouched.get(cell.metadata.nbgrader["grade_id"]) for cell in _solutions(nb))
        program = self._run_program(nb, names) if tried else _Program()
        if tried and not self._contained:
            program.notes.append(t("coding.without_sandbox", reason=sandbox.obstacle()))
        self._run_tests(nb, names, program)
        nb.metadata.setdefault("journeybook", {})["coding"] = program.notes
        return nb, resources

    def _run_program(self, nb: NotebookNode, names: tuple[str, ...]) -> _Program:
        """Stage 1: run the released set-up and the learner's cells, and take plain data out."""
        program = _Program()
        used = [name for cell in _solutions(nb) for name in remarkable(cell.source)]
        if used:
            named = t("classroom.list_separator").join(map(printable, list(dict.fromkeys(used))[:MAX_NAMED]))
            program.notes.append(t("coding.uses", names=named))
        text = None
        with self._kernel(self._release, None) as kernel:
            for cell in nb.cells:
                if cell.cell_type != "code" or not (_is_setup(cell) or is_solution(cell)):
                    continue
                ran = kernel.run(cell.source, seconds=self._limits.seconds)
                if is_solution(cell):
                    cell.outputs = _outputs(ran)
                    if ran.error is not None:
                        shown = printable(": ".join(filter(None, ran.error)))
                        program.notes.append(t("coding.error", cell=cell.metadata.nbgrader["grade_id"], error=shown))
            collect = _COLLECT.format(kind=plaindata.MIME, names=names)
            text = kernel.run(collect, seconds=20, kinds=(plaindata.MIME,)).data.get(plaindata.MIME)
            program.stopped = kernel.stopped
        if program.stopped:
            program.notes.append(t(f"coding.stopped_{program.stopped}"))
        try:
            program.values = plaindata.checked(text, names) if text is not None else {}
        except plaindata.NotPlainError:
            program.notes.append(t("coding.not_plain"))
        else:
            if text is None and not program.stopped:
                program.notes.append(t("coding.nothing_came"))
        return program

    def _run_tests(self, nb: NotebookNode, names: tuple[str, ...], program: _Program) -> None:
        """Stage 2: run the trainer's set-up and tests, hidden ones too, on the values that came."""
        source = nbformat.read(self._source / self._name, as_version=4)
        tests = {cell.metadata.nbgrader["grade_id"]: cell.source for cell in source.cells if is_grade(cell)}
        graded = [cell for cell in nb.cells if cell.cell_type == "code" and is_grade(cell) and not is_solution(cell)]
        runnable = [
            cell for cell in graded if not self._skip(cell, tests[cell.metadata.nbgrader["grade_id"]], names, program)
        ]
        if not runnable:
            return
        with self._kernel(self._source, self._source / KEY_FOLDER) as kernel:
            for cell in nb.cells:
                if cell.cell_type == "code" and _is_setup(cell):
                    kernel.run(cell.source, seconds=self._limits.seconds)
                elif cell in runnable:
                    # Anew for each test: one may have changed them, and the set-up may use the same names.
                    kernel.run(_RECEIVE.format(text=json.dumps(program.values)), seconds=60)
                    ran = kernel.run(tests[cell.metadata.nbgrader["grade_id"]], seconds=self._limits.seconds)
                    _settle(cell, ran)

    def _skip(self, cell: NotebookNode, test: str, names: tuple[str, ...], program: _Program) -> bool:
        """Give no points for a test of values that did not come; return whether it is one."""
        missing = sorted((set(names) - set(program.values)) & _names_in(test))
        if missing:
            named = t("classroom.list_separator").join(missing)
            key = f"coding.learner_{program.stopped}" if program.stopped in {"time", "memory"} else "coding.missing"
            _say(cell, t(key, names=named), 0.0)
        return bool(missing)

    def _kernel(self, exercise: Path, key: Path | None) -> AbstractContextManager[SandboxKernel]:
        return _files_kernel(exercise, key, self._contained, self._limits)


@contextmanager
def _files_kernel(exercise: Path, key: Path | None, contained: bool, limits: Limits) -> Iterator[SandboxKernel]:
    """Start a sandboxed kernel on an exercise's files, without its notebooks and, unless asked for, its key."""
    with tempfile.TemporaryDirectory(prefix="jb-") as temporary:
        files = Path(temporary, "files")
        files.mkdir()
        for path in sorted(exercise.rglob("*")):
            inside = path.relative_to(exercise)
            plain = path.is_file() and not path.is_symlink()
            if plain and path.suffix != ".ipynb" and KEY_FOLDER not in inside.parts:
                (files / inside).parent.mkdir(parents=True, exist_ok=True)
                (files / inside).write_bytes(path.read_bytes())
        has_key = key is not None and key.is_dir()
        with sandbox_kernel(files, key=key if has_key else None, contained=contained, limits=limits) as kernel:
            yield kernel


def returns(released: NotebookNode) -> tuple[str, ...]:
    """Return the names whose values a coding exercise asks for, in the order of its cells."""
    found: list[str] = []
    for cell in released.cells:
        asked = cell.metadata.get("journeybook", {}).get(RETURNS, [])
        found += [name for name in asked if isinstance(name, str) and name.isidentifier() and not name.startswith("_")]
    return tuple(dict.fromkeys(found))


def _solutions(notebook: NotebookNode) -> Iterator[NotebookNode]:
    return (cell for cell in notebook.cells if cell.cell_type == "code" and is_solution(cell))


def _is_setup(cell: NotebookNode) -> bool:
    return is_locked(cell) and not is_grade(cell)


def _names_in(source: str) -> set[str]:
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _outputs(ran: Ran) -> list[NotebookNode]:
    """Return what a learner's cell gave as plain text: nothing that a page would run."""
    parts = [ran.text, ran.result or "", ": ".join(filter(None, ran.error or ()))]
    text = "\n".join(_plain(part) for part in parts if part)
    return [new_output("stream", name="stdout", text=f"{text}\n")] if text else []


def _plain(text: str) -> str:
    return "\n".join(printable(line, len(line)) for line in text.splitlines())


def _settle(cell: NotebookNode, ran: Ran) -> None:
    """Turn what a test came to into points: those it ended in, all if it simply ended, none if it failed."""
    points = float(cell.metadata.nbgrader["points"])
    if ran.error is not None and ran.error[0] == "AssertionError":
        _say(cell, _plain(ran.error[1]) or t("coding.test_failed"), 0.0)
        return
    if not ran.finished or ran.error is not None:
        # The value is of a kind that the test did not expect, or the test itself is wrong: the trainer should look.
        LOG.error("A test did not come to an end: %s %s", cell.metadata.nbgrader["grade_id"], ran.error)
        _say(cell, t("coding.test_broke", error=printable(ran.error[0]) if ran.error else "–"), 0.0)
        cell.metadata.setdefault("journeybook", {})["not_judged"] = True
        return
    cell.outputs = [new_output("stream", name="stdout", text=f"{_plain(ran.text)}\n")] if ran.text.strip() else []
    shown = repr(points) if ran.result is None else ran.result
    cell.outputs.append(new_output("execute_result", {"text/plain": shown}, execution_count=1))
    judge(cell)


def _say(cell: NotebookNode, sentence: str, points: float) -> None:
    cell.outputs = [
        new_output("stream", name="stdout", text=f"{sentence}\n"),
        new_output("execute_result", {"text/plain": repr(points)}, execution_count=1),
    ]
