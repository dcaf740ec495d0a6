"""The trainee's side of a class: join it, fetch its exercises and the feedback."""

from __future__ import annotations

import tempfile
from pathlib import Path

from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import ExchangeFetchAssignment, ExchangeFetchFeedback
from traitlets.config import Config

from .. import desk
from ..atomic import write_bytes
from ..errors import ClassError
from ..handin import FEEDBACK_FILE, Membership, write_membership
from ..nbgrader_api import Caller
from ..rooms.announce import tell_desk
from .folder import ClassFolder
from .peer.steps import bring_reviews


def join(class_: ClassFolder, trainee: str) -> Path:
    """Prepare a trainee's desk and return it; may be repeated, and brings what is new.

    The desk gets the class's released exercises and the lessons; nothing that the trainee changed is touched.

    Parameters
    ----------
    class_ : ClassFolder
        The class.
    trainee : str
        An id from its roster.

    Raises
    ------
    ClassError
        If the id is not on the roster, or an exercise cannot be fetched.
    WorkbookError
        If the desk cannot be written.
    """
    known = {one.id for one in class_.trainees()}
    if trainee not in known:
        raise ClassError("classroom.unknown_trainee", trainee=trainee, name=class_.name)
    return lay_out(class_, trainee)


def lay_out(class_: ClassFolder, trainee: str) -> Path:
    """Prepare the desk of somebody who is known to be on the roster, and return it; see :func:`join`."""
    place, member = class_.desk(trainee), _member(class_, trainee)
    # Membership comes first: the desk then leaves exercises to the class.
    write_membership(place, member)
    desk.prepare(place, class_.lang)
    fetch(class_, member)
    tell_desk(class_, trainee)
    return place


def fetch(class_: ClassFolder, member: Membership) -> None:
    """Bring released exercises and feedback to a trainee's desk; files that are there stay as they are.

    Raises
    ------
    ClassError
        If the exchange cannot be read or the desk not be written.
    """
    exercises = class_.desk(member.trainee) / "exercises"
    exercises.mkdir(parents=True, exist_ok=True)
    for exercise in class_.released():
        action = _caller(member, exercises).make(
            ExchangeFetchAssignment, assignment_id=exercise, student_id=member.trainee
        )
        action.replace_missing_files = True
        try:
            action.start()
        except (ExchangeError, OSError) as error:
            raise ClassError("classroom.fetch_failed", exercise=exercise, reason=error) from error
        copy, original = (folder / exercise / f"{exercise}.ipynb" for folder in (exercises, class_.outbound))
        desk.sign({copy: original})
        bring_feedback(class_, member.trainee, exercise)
    bring_reviews(class_, member.trainee)


def bring_feedback(class_: ClassFolder, trainee: str, exercise: str) -> Path | None:
    """Put the newest feedback into the exercise's folder on the trainee's desk, if there is one on this machine.

    Returns
    -------
    Path or None
        The page, or ``None`` if there is no desk or no feedback yet.

    Raises
    ------
    ClassError
        If the exchange cannot be read or the desk not be written.
    """
    folder = class_.desk(trainee) / "exercises" / exercise
    if not folder.is_dir() or not (class_.exchange / class_.name / "feedback").is_dir():
        return None
    # Not the desk's own record of its class: the trainee can write there whatever they like.
    member = _member(class_, trainee)
    with tempfile.TemporaryDirectory(prefix="journeybook-") as temporary:
        action = _caller(member, Path(temporary)).make(
            ExchangeFetchFeedback, assignment_id=exercise, student_id=trainee
        )
        try:
            action.start()
        except (ExchangeError, OSError) as error:
            raise ClassError("classroom.fetch_failed", exercise=exercise, reason=error) from error
        # One folder for each time of handing in, and such names sort by time.
        pages = sorted(Path(temporary, exercise).glob(f"feedback/*/{exercise}.html"))
        if not pages:
            return None
        page = folder / FEEDBACK_FILE
        try:
            # Replaced, never written into: behind that name may be a link to a file of the trainer's.
            write_bytes(page, pages[-1].read_bytes())
        except OSError as error:
            reason = error.strerror or error
            raise ClassError("classroom.feedback_not_brought", folder=folder, reason=reason) from error
        return page


def _member(class_: ClassFolder, trainee: str) -> Membership:
    return Membership(
        class_name=class_.name,
        lang=class_.lang,
        course_id=class_.name,
        trainee=trainee,
        exchange=class_.exchange,
        cache=class_.desk(trainee) / desk.PRIVATE / "cache",
    )


def _caller(member: Membership, assignment_folder: Path) -> Caller:
    config = Config()
    config.CourseDirectory.course_id = member.course_id
    config.Exchange.root = str(member.exchange)
    config.Exchange.cache = str(member.cache)
    config.Exchange.assignment_dir = str(assignment_folder)
    config.CourseDirectory.root = str(assignment_folder)
    return Caller(config)
