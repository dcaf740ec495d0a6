"""Slides of the lessons, to be shown and to be changed: one presentation for each module, or for a lesson.

A slide shows the point, its notes hold what the lesson says in full. Nothing in a file leads elsewhere.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ... import atomic, workbook
from ...course import Course, Module, PageKind
from ...errors import WorkbookError
from ...i18n import use_language
from ...lesson import Lesson

_PROPERTIES = "docProps/core.xml"
_SIGN = "journeybook:"


@dataclass(frozen=True)
class Made:
    """A presentation that was written."""

    path: Path
    slides: int


def make(
    lang: str, out: Path, *, modules: Sequence[str] = (), lessons: Sequence[str] = (), force: bool = False
) -> list[Made]:
    """Write presentations into a folder: of the lessons named, or of the modules; of all modules where none is named.

    Parameters
    ----------
    lang : {"zh", "en"}
        Which language's course.
    out : Path
        Where to; made if it is not there. Files lie in ``out/<lang>/``.
    modules : sequence of str
        Ids of modules, such as ``"02-drawing"``.
    lessons : sequence of str
        Lessons, such as ``"02-drawing/collect-data"``; each gets a file of its own.
    force : bool
        Whether presentations that somebody changed are replaced, too.

    Raises
    ------
    WorkbookError
        If a module or lesson is not there, a file would be overwritten, or the folder cannot be written to. Nothing
        is written then.
    """
    with use_language(lang):
        course = Course(workbook.course(lang))
        wanted = [_module(course, name) for name in modules]
        pages = [_lesson(course, name) for name in lessons]
        if not wanted and not pages:
            wanted = list(course.modules)
        folder = out / lang
        targets = [folder / f"{module.id}.pptx" for module in wanted]
        targets += [folder / f"{name.replace('/', '-')}.pptx" for name in lessons]
        if not force:
            refuse([path for path in targets if path.exists() and not is_ours(path)])
        from .outline import lesson_slides, module_slides
        from .render import presentation

        made = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
            outlines = [(module.title, module_slides(module, lang)) for module in wanted]
            outlines += [(page.title, lesson_slides(page)) for page in pages]
            for path, (name, slides) in zip(targets, outlines, strict=True):
                deck = presentation(slides, name)
                atomic.write_bytes(path, signed(deck))
                made.append(Made(path, len(deck.slides)))
        except OSError as error:
            raise WorkbookError("slides.cannot_write", folder=folder, reason=error.strerror or str(error)) from error
        return made


def _module(course: Course, name: str) -> Module:
    found = {module.id: module for module in course.modules}
    if name not in found:
        raise WorkbookError("slides.unknown_module", module=name, known=", ".join(found))
    return found[name]


def _lesson(course: Course, name: str) -> Lesson:
    found = {
        page.folder.relative_to(course.folder).as_posix(): page
        for page in course.pages
        if page.kind is not PageKind.EXERCISE and page.folder.is_relative_to(course.folder)
    }
    if name not in found:
        raise WorkbookError("slides.unknown_lesson", lesson=name, known=", ".join(found))
    return Lesson(found[name].folder)


def refuse(paths: Sequence[Path]) -> None:
    """Say which files would be lost, if there are any.

    Raises
    ------
    WorkbookError
        If there are.
    """
    if paths:
        raise WorkbookError("slides.would_overwrite", files="\n".join(f"  {path}" for path in paths))


def signed(deck: object) -> bytes:
    """Return a presentation as a file that tells whether it was changed: its parts' sum stands in its properties."""
    first = io.BytesIO()
    deck.save(first)  # type: ignore[attr-defined]
    deck.core_properties.identifier = _SIGN + _sum(first.getvalue())  # type: ignore[attr-defined]
    last = io.BytesIO()
    deck.save(last)  # type: ignore[attr-defined]
    return last.getvalue()


def _sum(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = sorted(f"{one.filename} {one.CRC} {one.file_size}" for one in file.infolist())
    return hashlib.sha256("\n".join(part for part in parts if not part.startswith(_PROPERTIES)).encode()).hexdigest()


def is_ours(path: Path) -> bool:
    """Return whether a file is a presentation of ours that nobody has changed."""
    try:
        content = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            said = file.read(_PROPERTIES).decode("utf-8", "replace")
        return f"{_SIGN}{_sum(content)}" in said
    except (OSError, KeyError, zipfile.BadZipFile, RuntimeError, ValueError):
        return False
