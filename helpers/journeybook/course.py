"""The course: its modules with their lessons and exercises, in order, and the start page that shows them.

``course.toml`` beside the start page lists them::

    [[module]]
    id = "01-theory"
    title = "Theory"
    about = "What a journey map is and what it is for"
    [[module.page]]
    lesson = "01-theory/what-is-a-map"     # a folder; title and minutes stand in its lesson.toml
    [[module.page]]
    exercise = "03-retail"                 # a folder in exercises/
    title = "Retail case"
    minutes = 70
    [[module.page]]
    lesson = "04-discussion/follow-up"
    later = true                           # due after the course: never the next step, and the course is done without

Exercises on the desk that it does not list, such as a trainer's own case, follow in a module of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from .errors import LessonError
from .i18n import LANGUAGES, t, use_language
from .lessonfile import LESSON_FILE, read_toml, titled

COURSE_FILE = "course.toml"

EXERCISES = "exercises"
"""Folder on a desk that holds the exercises."""

DEFAULT_MINUTES = 60
"""How long an exercise is taken to be that neither ``course.toml`` nor its own ``exercise.toml`` tells of."""


class PageKind(StrEnum):
    """What a page of the course is."""

    LESSON = "lesson"
    TEST = "test"
    EXERCISE = "exercise"
    SHEET = "sheet"


@dataclass(frozen=True)
class CoursePage:
    """A lesson, test, sheet or exercise of the course."""

    kind: PageKind
    title: str
    minutes: int
    folder: Path
    notebook: str
    """The notebook as seen from the start page, with forward slashes."""
    later: bool = False
    """Whether its time comes after the course, so that the course is done without it."""


@dataclass(frozen=True)
class Module:
    """A part of the course."""

    id: str
    title: str
    about: str
    pages: tuple[CoursePage, ...]

    @property
    def minutes(self) -> int:
        """Return how long its pages take, those left out whose time comes after the course."""
        return sum(page.minutes for page in self.pages if not page.later)


class Course:
    """The course on a desk.

    Parameters
    ----------
    folder : Path
        The folder with ``course.toml`` and the start page.

    Raises
    ------
    LessonError
        If ``course.toml`` is missing or wrong.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        data = read_toml(self.folder / COURSE_FILE)
        self.lang: str = data.get("lang", "")
        if self.lang not in LANGUAGES:
            raise LessonError("lesson.unknown_language", file=COURSE_FILE, came=repr(self.lang))
        modules = data.get("module")
        if not isinstance(modules, list) or not modules or not all(isinstance(entry, dict) for entry in modules):
            raise LessonError("startpage.no_modules", file=COURSE_FILE)
        listed = tuple(self._module(entry) for entry in modules)
        more = tuple(self._unlisted({page.folder for module in listed for page in module.pages}))
        about = t("startpage.more_about", self.lang)
        self.modules = (*listed, Module("more", t("startpage.more", self.lang), about, more)) if more else listed

    @classmethod
    def here(cls) -> Self:
        """Return the course of the start page that asks; its folder is the working directory."""
        return cls(Path.cwd())

    @property
    def pages(self) -> tuple[CoursePage, ...]:
        """Return all pages, in order."""
        return tuple(page for module in self.modules for page in module.pages)

    def start_page(self) -> None:
        """Show modules, minutes, progress and the next step; it follows while the learner works elsewhere."""
        from . import startpage

        with use_language(self.lang):
            startpage.show(self)

    def _unlisted(self, listed: Set[Path]) -> Iterator[CoursePage]:
        """Yield the exercises on the desk that the table of contents does not know: a trainer's own, once released."""
        for file in sorted((self.folder / EXERCISES).glob("*/exercise.toml")):
            folder = file.parent
            notebook = folder / f"{folder.name}.ipynb"
            if folder in listed or not notebook.is_file():
                continue
            try:
                title, minutes = titled({"minutes": DEFAULT_MINUTES} | read_toml(file), file.name)
            except LessonError:
                title, minutes = folder.name, DEFAULT_MINUTES  # the page itself says what is wrong
            yield CoursePage(PageKind.EXERCISE, title, minutes, folder, f"{EXERCISES}/{folder.name}/{notebook.name}")

    def _module(self, entry: Mapping[str, Any]) -> Module:
        id_, title, pages = entry.get("id"), entry.get("title"), entry.get("page", [])
        if (
            not isinstance(id_, str)
            or not isinstance(title, str)
            or not isinstance(pages, list)
            or not all(isinstance(page, dict) for page in pages)
        ):
            raise LessonError("startpage.bad_module", file=COURSE_FILE, came=repr(id_))
        return Module(id_, title, str(entry.get("about", "")), tuple(map(self._page, pages)))

    def _page(self, entry: Mapping[str, Any]) -> CoursePage:
        lesson, exercise, later = entry.get("lesson"), entry.get("exercise"), entry.get("later") is True
        if isinstance(lesson, str) and exercise is None:
            folder = self.folder / lesson
            notebook = f"{lesson}/{folder.name}.ipynb"
            try:
                data = read_toml(folder / LESSON_FILE)
                kind = PageKind.TEST if data.get("test") else PageKind.SHEET if "sheet" in data else PageKind.LESSON
                return CoursePage(kind, *titled(data, LESSON_FILE), folder, notebook, later)
            except LessonError:
                # Its line on the start page says what is wrong; the others are not to suffer.
                return CoursePage(PageKind.LESSON, folder.name, 0, folder, notebook, later)
        if isinstance(exercise, str) and lesson is None:
            folder = self.folder / EXERCISES / exercise
            notebook = f"{EXERCISES}/{exercise}/{exercise}.ipynb"
            return CoursePage(PageKind.EXERCISE, *titled(entry, COURSE_FILE), folder, notebook, later)
        raise LessonError("startpage.bad_page", file=COURSE_FILE, came=repr(dict(entry)))
