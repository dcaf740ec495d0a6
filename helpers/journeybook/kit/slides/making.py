"""From a course to files: which presentations are made, and which files may be replaced."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    langs: Sequence[str], out: Path, *, modules: Sequence[str] = (), lessons: Sequence[str] = (), force: bool = False
) -> list[Made]:
    """Write presentations into a folder: of the lessons named, or of the modules; of all modules where none is named.

    Parameters
    ----------
    langs : sequence of {"zh", "en"}
        Which languages' courses.
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
        If a module or lesson is not there or a file would be lost, and nothing is written then; or if the folder
        cannot be written to.
    """
    planned = [(lang, _plan(lang, out / lang, modules, lessons)) for lang in langs]
    if not force:
        _refuse([path for _, plan in planned for path, _ in plan if path.exists() and not is_ours(path)])
    return [made for lang, plan in planned for made in _write(lang, plan)]


def _plan(
    lang: str, folder: Path, modules: Sequence[str], lessons: Sequence[str]
) -> list[tuple[Path, Module | Lesson]]:
    course = Course(workbook.course(lang))
    wanted = [_module(course, name) for name in modules]
    if not modules and not lessons:
        wanted = list(course.modules)
    plan: list[tuple[Path, Module | Lesson]] = [(folder / f"{module.id}.pptx", module) for module in wanted]
    return plan + [(folder / f"{name.replace('/', '-')}.pptx", _lesson(course, name)) for name in lessons]


def _write(lang: str, plan: Sequence[tuple[Path, Module | Lesson]]) -> list[Made]:
    from .outline import lesson_slides, module_slides
    from .render import presentation

    made = []
    with use_language(lang):
        for path, part in plan:
            slides = module_slides(part) if isinstance(part, Module) else lesson_slides(part)
            deck = presentation(slides, part.title)
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                atomic.write_bytes(path, signed(deck))
            except OSError as error:
                reason = error.strerror or str(error)
                raise WorkbookError("slides.cannot_write", folder=path.parent, reason=reason) from error
            made.append(Made(path, len(deck.slides)))
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


def _refuse(paths: Sequence[Path]) -> None:
    """Say which files would be lost, if there are any."""
    if paths:
        raise WorkbookError("slides.would_overwrite", files="\n".join(f"  {path}" for path in paths))


def signed(deck: Any) -> bytes:
    """Return a presentation as a file that tells whether it was changed: its parts' sum stands in its properties."""
    first = io.BytesIO()
    deck.save(first)
    deck.core_properties.identifier = _SIGN + _sum(first.getvalue())
    last = io.BytesIO()
    deck.save(last)
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
