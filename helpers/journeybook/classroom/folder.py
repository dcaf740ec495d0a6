"""The class folder: one workshop run, in nbgrader's own layout.

::

    classes/NAME/
        class.toml            name and language
        roster.csv            who is in the class; edit it, and the next command knows
        nbgrader_config.py    nbgrader's settings, to read and to edit
        gradebook.db          grades, where they are in no other database
        source/EXERCISE/      the exercises as the trainer sees them, each with its key/ that nobody else gets
        release/ submitted/ autograded/ feedback/    nbgrader's steps
        exchange/             the way to the trainees and back
        log.txt               what nbgrader said, in its own words
"""

from __future__ import annotations

import glob
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path

from .. import workbook
from ..errors import ClassError
from ..exercise import EXERCISE_FILE
from ..i18n import LANGUAGES, check_language
from . import names, roster
from .configuration import CONFIG_FILE, config_text

KEY_FOLDER = "key"
"""Folder of an exercise's source that is never released."""

CLASS_FILE = "class.toml"
"""Says that a folder is a class: its name and language."""


@dataclass(frozen=True)
class ClassFolder:
    """A class that exists on disk."""

    path: Path
    """The class folder, absolute."""
    name: str
    """Also nbgrader's course id."""
    lang: str
    """``"zh"`` or ``"en"``; one class has one language."""

    @property
    def source(self) -> Path:
        """Folder of the exercises as the trainer sees them."""
        return self.path / "source"

    @property
    def release(self) -> Path:
        """Folder of the exercises as trainees get them."""
        return self.path / "release"

    @property
    def exchange(self) -> Path:
        """Folder through which exercises, hand-ins and feedback travel."""
        return self.path / "exchange"

    @property
    def outbound(self) -> Path:
        """Folder in the exchange from which trainees fetch exercises."""
        return self.exchange / self.name / "outbound"

    @property
    def inbound(self) -> Path:
        """Folder in the exchange where hand-ins arrive."""
        return self.exchange / self.name / "inbound"

    def step(self, step: str, trainee: str, exercise: str) -> Path:
        """Return where nbgrader keeps one hand-in at `step`, such as ``"submitted"``."""
        return self.path / step / trainee / exercise

    def trainees(self) -> tuple[roster.Trainee, ...]:
        """Return who is in the class, from the roster as it is now."""
        return roster.read(self.path / "roster.csv")

    def exercises(self) -> tuple[str, ...]:
        """Return the ids of all exercises in ``source/``, sorted."""
        return find_exercises(self.source)

    def released(self) -> tuple[str, ...]:
        """Return the ids of the exercises that trainees can fetch, sorted."""
        return find_exercises(self.outbound)

    def desk(self, trainee: str) -> Path:
        """Return where a trainee of this class works on this machine."""
        return workbook.root() / "work" / self.name / trainee


def is_coding(exercise: Path) -> bool:
    """Return whether an exercise is marked as a coding exercise, whose programs are run: see :mod:`.coding`."""
    try:
        return tomllib.loads((exercise / EXERCISE_FILE).read_text(encoding="utf-8")).get("coding") is True
    except (OSError, ValueError):
        return False


def find_exercises(folder: Path) -> tuple[str, ...]:
    """Return the ids of the exercises in `folder`, sorted: sub-folders with a notebook of their own name."""
    return tuple(sorted(path.parent.name for path in folder.glob("*/*.ipynb") if path.stem == path.parent.name))


def classes_folder() -> Path:
    """Return the folder that holds all classes of this workbook."""
    return workbook.root() / "classes"


def create(name: str, lang: str, roster_file: Path, gradebook: str | None = None) -> ClassFolder:
    """Make a class folder and return it.

    Parameters
    ----------
    name : str
        The class's name: letters, digits, Chinese characters and ``_ . -``.
    lang : {"zh", "en"}
        Language of its exercises and feedback.
    roster_file : Path
        Who is in the class: see :func:`.roster.read`. It is copied.
    gradebook : str, optional
        Address of an empty database for the grades, as SQLAlchemy has them; by default a file in the class folder.

    Raises
    ------
    ClassError
        If the name is unsafe or taken, the roster is wrong, there are no exercises in that language, or the database
        cannot be used. Nothing is made then.
    """
    check_language(lang)
    path = classes_folder() / name
    if not names.is_safe(name):
        raise ClassError("classroom.unsafe_name", name=name, limit=names.MAX_LENGTH)
    if path.exists():
        raise ClassError("classroom.name_taken", name=name, folder=path)
    if glob.escape(str(path)) != str(path):
        # nbgrader looks for files by pattern; in such a path it would find none, and nothing it should leave out.
        raise ClassError("classroom.special_path", folder=path)
    roster.read(roster_file)
    solutions = workbook.root() / "solutions" / lang
    if not find_exercises(solutions):
        raise ClassError("classroom.no_solutions", folder=solutions)
    if gradebook is not None:
        from . import database

        database.check(gradebook)
    made = ClassFolder(path, name, lang)
    try:
        path.mkdir(parents=True)
        (path / "exchange").mkdir()
        shutil.copyfile(roster_file, path / "roster.csv")
        config = path / CONFIG_FILE
        config.touch(mode=0o600 if gradebook else 0o644)  # an address may hold a password
        config.write_text(config_text(name, lang, gradebook), encoding="utf-8")
        add_missing_sources(made)
        # Last: a folder without it is no class.
        (path / CLASS_FILE).write_text(f'name = "{name}"\nlang = "{lang}"\n', encoding="utf-8")
    except OSError as error:
        shutil.rmtree(path, ignore_errors=True)
        raise ClassError("classroom.not_writable", folder=path, reason=error.strerror or error) from error
    return made


def open_class(name: str) -> ClassFolder:
    """Return the class called `name`.

    Raises
    ------
    ClassError
        If there is none, or its ``class.toml`` is damaged.
    """
    path = classes_folder() / name
    if not names.is_safe(name) or not (path / CLASS_FILE).is_file():
        known = ", ".join(class_names()) or "–"
        raise ClassError("classroom.unknown_class", name=name, known=known)
    try:
        data = tomllib.loads((path / CLASS_FILE).read_text(encoding="utf-8"))
        if data["name"] != name or data["lang"] not in LANGUAGES:
            raise ValueError("name or language")
    except (ValueError, KeyError) as error:
        raise ClassError("classroom.broken_class_file", file=path / CLASS_FILE, name=name) from error
    return ClassFolder(path, name, data["lang"])


def class_names() -> tuple[str, ...]:
    """Return the names of all classes of this workbook, sorted."""
    return tuple(sorted(path.parent.name for path in classes_folder().glob(f"*/{CLASS_FILE}")))


def add_missing_sources(class_: ClassFolder) -> None:
    """Copy exercises that the class does not have yet; those it has are the trainer's to change, and stay.

    Of the trainer's own cases only those come whose key is filled: graded with an empty one, a class would be wrong.
    """
    from ..owncase import ready_sources  # a tenth of a second, and megabytes, that who only opens a class need not pay

    solutions = workbook.root() / "solutions" / class_.lang
    for exercise in find_exercises(solutions):
        target = class_.source / exercise
        if not target.exists():
            shutil.copytree(solutions / exercise, target, ignore=shutil.ignore_patterns(".*", "__pycache__"))
    for exercise, (folder, key) in ready_sources(class_.lang).items():
        target = class_.source / exercise
        if not target.exists():
            shutil.copytree(folder, target, ignore=shutil.ignore_patterns(".*", "__pycache__", KEY_FOLDER))
            shutil.copytree(key, target / KEY_FOLDER, ignore=shutil.ignore_patterns(".*", "*.bak"))
