"""From an exercise's source to what trainees get: for one class, and for the workbook's ``exercises/``.

``python -m journeybook.classroom.release`` makes ``exercises/<lang>/`` anew from ``solutions/<lang>/``; run twice, it
gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

from nbgrader.converters import GenerateAssignment
from nbgrader.exchange.default import ExchangeReleaseAssignment
from nbgrader.preprocessors import SaveCells
from traitlets.config import Config

from .. import jsonfile, workbook
from ..atomic import write_text
from ..errors import ClassError
from ..i18n import LANGUAGES, t
from ..nbgrader_api import Caller
from .configuration import code_stub
from .folder import KEY_FOLDER, ClassFolder, add_missing_sources, find_exercises
from .session import Report, Session, StepError, Tick, Work, no_tick, open_session

_RECORD = "released.json"

NOT_RELEASED = (KEY_FOLDER, ".*", "*.pyc", "__pycache__", "feedback", "*.bak")
"""Names of files and folders of a source that trainees never get."""


def release(class_: ClassFolder, exercise: str | None = None, *, verbose: bool = False, tick: Tick = no_tick) -> Report:
    """Release exercises to the class; one whose source has not changed since is left as it is.

    What trainees have fetched stays theirs: they get a new version of a file only where they have none.

    Parameters
    ----------
    class_ : ClassFolder
        The class.
    exercise : str, optional
        One exercise instead of all in ``source/``.
    verbose : bool
        Show what nbgrader says.
    tick : callable
        Told of progress.

    Raises
    ------
    ClassError
        If there is no such exercise, or the class's files are wrong.
    """
    with open_session(class_, verbose=verbose) as session:
        add_missing_sources(class_)
        record = _read_record(class_)
        work = Work(tuple((chosen, "") for chosen in session.chosen(exercise, class_.exercises())), tick)
        for chosen, _ in work:
            digest = _digest(class_.source / chosen)
            if record.get(chosen) == digest and chosen in class_.released():
                work.unchanged += 1
                continue
            try:
                _release_one(session, chosen)
            except StepError:
                work.problems.append(session.problem("classroom.release_failed", chosen))
                continue
            record[chosen] = digest
            write_text(class_.path / _RECORD, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
            work.done.append((chosen, ""))
    return work.report()


def regenerate(solutions: Path, target: Path, lang: str) -> tuple[str, ...]:
    """Make the release version of all exercises in `solutions` in the folder `target`; return their ids.

    Everything else in `target` is removed.

    Parameters
    ----------
    solutions : Path
        Folder with one folder for each exercise, as ``solutions/zh``.
    target : Path
        For instance ``exercises/zh``.
    lang : {"zh", "en"}
        Language of the text that stands where an answer will be.

    Raises
    ------
    ClassError
        If nbgrader cannot make an exercise; `target` is then as before.
    """
    exercises = find_exercises(solutions)
    with tempfile.TemporaryDirectory(prefix="journeybook-") as temporary:
        root = Path(temporary).resolve()
        for exercise in exercises:
            shutil.copytree(
                solutions / exercise, root / "source" / exercise, ignore=shutil.ignore_patterns(*NOT_RELEASED)
            )
        (root / "release").mkdir()
        config = Config()
        config.CourseDirectory.root = str(root)
        config.CourseDirectory.course_id = "journeybook"
        config.ClearSolutions.text_stub = t("classroom.text_stub", lang=lang)
        config.ClearSolutions.code_stub = code_stub(lang)
        # The one step that needs a gradebook writes nothing into the notebook.
        config.GenerateAssignment.no_database = True
        steps = [step for step in GenerateAssignment().preprocessors if step is not SaveCells]
        config.GenerateAssignment.preprocessors = steps
        for exercise in exercises:
            try:
                Caller(config).make(GenerateAssignment, assignment_id=exercise).start()
            except Exception as error:  # nbgrader raises bare exceptions of many kinds
                raise ClassError("classroom.generate_failed", exercise=exercise, reason=error) from error
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(root / "release", target)
    return exercises


def _release_one(session: Session, exercise: str) -> None:
    """Generate one exercise and put it into the exchange; if nbgrader cannot, the released version stays."""
    released = session.class_.release / exercise
    kept = released.with_name(f".{exercise}.before")
    shutil.rmtree(kept, ignore_errors=True)
    if released.exists():
        shutil.copytree(released, kept)
    try:
        session.run(GenerateAssignment, traits={"force": True}, assignment_id=exercise)
    except StepError:
        # nbgrader has removed what was there; grading needs it.
        shutil.rmtree(released, ignore_errors=True)
        if kept.exists():
            kept.rename(released)
        raise
    finally:
        shutil.rmtree(kept, ignore_errors=True)
    session.run(ExchangeReleaseAssignment, traits={"force": True}, assignment_id=exercise)


def _digest(source: Path) -> str:
    """Return a digest of what is released of a source: names and bytes, without the key."""
    total = hashlib.sha256()
    for path in sorted(source.rglob("*")):
        inside = path.relative_to(source)
        if path.is_file() and KEY_FOLDER not in inside.parts:
            total.update(f"{inside.as_posix()}\0{path.stat().st_size}\0".encode())
            total.update(path.read_bytes())
    return total.hexdigest()


def _read_record(class_: ClassFolder) -> dict[str, str]:
    try:
        data = jsonfile.load(class_.path / _RECORD, 1_000_000)
    except (FileNotFoundError, jsonfile.DamageError):
        return {}  # everything is released anew, which changes nothing for the trainees
    return {str(name): str(digest) for name, digest in data.items()} if isinstance(data, dict) else {}


def main() -> None:
    """Make ``exercises/`` anew, for each language that has solutions."""
    root = workbook.root()
    for lang in LANGUAGES:
        if (root / "solutions" / lang).is_dir():
            for exercise in regenerate(root / "solutions" / lang, root / "exercises" / lang, lang):
                print(f"exercises/{lang}/{exercise}")


if __name__ == "__main__":
    main()
