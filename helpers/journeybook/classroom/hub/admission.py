"""Lets people in who are new on the roster: makes their codes and the sheet that says them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...errors import ClassError
from ..folder import ClassFolder
from . import sheet
from .codes import Codes
from .settings import TRAINER, codes_file

_SHOWN = 5


@dataclass(frozen=True)
class Admitted:
    """Who has a new code, and where it is said."""

    people: tuple[str, ...]
    sheet: Path


def admit(class_: ClassFolder, address: str) -> Admitted | None:
    """Give codes to those who are new on the roster, and forget those of who has left it.

    Parameters
    ----------
    class_ : ClassFolder
        The class.
    address : str
        Where people come in, for the sheet.

    Returns
    -------
    Admitted or None
        None where nobody is new.

    Raises
    ------
    ClassError
        If the roster or the codes cannot be read, or a trainee has the trainer's name.
    WorkbookError
        If the sheet cannot be made; nobody has a new code then.
    """
    codes = Codes(codes_file(class_))
    people = [one.id for one in class_.trainees()]
    refuse_trainer(people)
    known = codes.known()
    wanted = tuple(person for person in (TRAINER, *people) if person not in known)
    found = None
    if wanted:
        # The sheet first has to be possible: codes that nobody was told are of no use.
        new = codes.make(wanted)
        file = _free(class_.path, "join-sheet")
        try:
            sheet.write(file, class_, address, sheet.slips(class_, new))
        except BaseException:
            codes.drop(wanted)
            raise
        found = Admitted(wanted, file)
    codes.drop(known - {TRAINER, *people})
    return found


def refuse_trainer(people: Sequence[str]) -> None:
    """Raise ClassError if somebody on the roster has the trainer's name at the sign-in."""
    taken = next((person for person in people if person.lower() == TRAINER), None)
    if taken is not None:
        raise ClassError("hub.trainers_name", id=taken)


def named(people: Sequence[str]) -> str:
    """Return the names of the first few people.

    Examples
    --------
    >>> named(["a", "b"]), named(list("abcdef"))
    ('a, b', 'a, b, c, d, e …')
    """
    return ", ".join(people[:_SHOWN]) + (" …" if len(people) > _SHOWN else "")


def _free(folder: Path, name: str) -> Path:
    """Return a file that is not there yet: a sheet that was printed is never overwritten."""
    number = 1
    while (file := folder / (f"{name}.pdf" if number == 1 else f"{name}-{number}.pdf")).exists():
        number += 1
    return file
