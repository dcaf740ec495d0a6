"""Who gets a certificate, and the files: one PDF a trainee, drawn by :mod:`.certificate_page`."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .. import fonts
from ..atomic import write_bytes
from ..errors import ClassError
from ..i18n import t
from .certificate_page import Certificate, characters, draw
from .folder import ClassFolder
from .results import Results
from .roster import Trainee, full_name
from .session import Problem

Award = tuple[Trainee, Certificate]


@dataclass(frozen=True)
class Awards:
    """Who gets a certificate and what the trainer should know first."""

    certificates: tuple[Award, ...]
    too_few: tuple[Trainee, ...]
    """Those who have not reached the minimum, or nothing that is graded."""
    problems: tuple[Problem, ...]
    """Points that may still rise."""


def awards(
    class_: ClassFolder,
    all_results: Sequence[Results],
    *,
    minimum: float = 0.0,
    only: str | None = None,
    title: str | None = None,
    trainer: str = "",
    day: date | None = None,
) -> Awards:
    """Return the certificates that a class has earned.

    Parameters
    ----------
    class_ : ClassFolder
        The class.
    all_results : sequence of Results
        What it has for each released exercise.
    minimum : float
        Least share of the points of all released exercises, 0 to 1; what is not graded counts as 0.
    only : str, optional
        Id of one trainee instead of all.
    title : str, optional
        Title of the course, if it is not the usual one.
    trainer : str
        Name under the line for the signature.
    day : date, optional
        Day on the certificate; today by default.

    Raises
    ------
    ClassError
        If `only` is not on the roster.
    """
    trainees = class_.trainees()
    if only is not None and only not in {trainee.id for trainee in trainees}:
        raise ClassError("classroom.unknown_trainee", trainee=only, name=class_.name)
    most = sum(sum(part.max_points for part in one.parts) for one in all_results)
    given, too_few, problems = [], [], []
    for trainee in trainees:
        if only not in (None, trainee.id):
            continue
        found = [(one, result) for one in all_results if (result := one.of(trainee.id)) is not None]
        points = sum(result.points for _, result in found)
        # A rounding error in the sum of points keeps nobody from a certificate.
        if not found or points < minimum * most - 1e-9:
            too_few.append(trainee)
            continue
        problems += [
            Problem(one.exercise, trainee.id, t("trainer.still_waits")) for one, result in found if result.waits
        ]
        certificate = Certificate(
            name=full_name(trainee) or trainee.id,
            course=title or t("trainer.course"),
            class_name=class_.name,
            exercises=tuple((one.title, result.points, result.max_points) for one, result in found),
            day=day or date.today(),
            trainer=trainer,
        )
        given.append((trainee, certificate))
    return Awards(tuple(given), tuple(too_few), tuple(problems))


def write(
    folder: Path,
    certificates: Sequence[Award],
    progress: Callable[[Sequence[Award]], Iterable[Award]] = iter,
) -> tuple[Problem, ...]:
    """Write one PDF a trainee into `folder`, named by the trainee's id; return what could not be printed.

    Parameters
    ----------
    folder : Path
        Where to; it is made if it is not there.
    certificates : sequence of (Trainee, Certificate)
        Whose, and what they say.
    progress : callable
        Wraps the certificates, to show how far the work is.

    Raises
    ------
    WorkbookError
        If this computer has no font with Chinese characters.
    ClassError
        If a file cannot be written.
    """
    typeface = fonts.chinese()
    problems = []
    with tempfile.TemporaryDirectory(prefix="journeybook-") as temporary:
        if certificates:
            typeface = fonts.cut(typeface, characters([one for _, one in certificates]), Path(temporary))
        for trainee, certificate in progress(certificates):
            content, left_out = draw(certificate, typeface)
            file = folder / f"{trainee.id}.pdf"
            try:
                folder.mkdir(parents=True, exist_ok=True)
                write_bytes(file, content)
            except OSError as error:
                raise ClassError("trainer.pdf_not_written", file=file, reason=error.strerror or error) from error
            if left_out:
                codes = " ".join(f"U+{ord(character):04X}" for character in left_out)
                problems.append(Problem("", trainee.id, t("trainer.left_out", codes=codes)))
    return tuple(problems)
