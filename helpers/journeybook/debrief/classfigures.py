"""A class's hand-ins, points and sheets, worked out beside everything else and kept until something has changed.

The gradebook and the exchange are no part of the debrief's store and take seconds to read, so no request waits for
them: whoever asks gets what is known, and whether newer figures are being worked out.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sqlalchemy.exc import SQLAlchemyError

from ..classroom.folder import ClassFolder
from ..errors import JourneybookError
from ..i18n import use_language

if TYPE_CHECKING:
    from ..classroom.effect import Effect
    from ..classroom.results import Results
    from .session import Debrief

_LOG = logging.getLogger(__name__)

_OLDEST_SECONDS = 60.0
"""After so long figures are worked out anew, whatever the files look like: a gradebook may be a database elsewhere."""

_FOLDERS = ("submitted", "autograded", "sheets")


@dataclass(frozen=True)
class ClassFigures:
    """What a class has done so far.

    Attributes
    ----------
    exercises : tuple of (str, str)
        Id and title of each that is released or was handed in.
    handed_in : frozenset of (str, str)
        Trainee and exercise.
    results : tuple of Results
        What was graded, by exercise; empty where nothing is released.
    effect : Effect or None
        What came back on the course's sheets and tests; None where it could not be read.
    problems : tuple of str
        What could not be read, a sentence each.
    """

    exercises: tuple[tuple[str, str], ...]
    handed_in: frozenset[tuple[str, str]]
    results: tuple[Results, ...]
    effect: Effect | None
    problems: tuple[str, ...]


def work_out(class_: ClassFolder) -> ClassFigures:
    """Read a class's folders, gradebook and sheets, in seconds.

    Raises
    ------
    ClassError
        If the roster cannot be read.
    """
    from ..classroom import effect, results

    with use_language(class_.lang):
        handed_in = frozenset(_handed_in(class_))
        released = class_.released()
        ids = sorted({*released, *(exercise for _, exercise in handed_in)})
        titles = tuple((one, results.exercise_title(class_, one)) for one in ids)
        problems: list[str] = []
        graded: tuple[Results, ...] = ()
        if released:  # before, there is nothing to grade, and often no gradebook
            try:
                graded = results.results(class_)
            except (JourneybookError, SQLAlchemyError, OSError) as error:
                problems.append(str(error))
        brought = None
        try:
            brought = effect.effect(class_)
        except (JourneybookError, OSError) as error:
            problems.append(str(error))
        return ClassFigures(titles, handed_in, graded, brought, tuple(problems))


def _handed_in(class_: ClassFolder) -> Iterator[tuple[str, str]]:
    """Yield trainee and exercise of what was collected, and of what waits in the exchange."""
    from ..classroom import arrivals

    trainees = [trainee.id for trainee in class_.trainees()]
    known = {path.name for path in class_.source.iterdir() if path.is_dir()} if class_.source.is_dir() else set()
    for trainee in trainees:
        folder = class_.path / "submitted" / trainee
        if folder.is_dir():
            yield from ((trainee, one.name) for one in folder.iterdir() if one.name in known and one.is_dir())
    seen = arrivals.look(class_.inbound)
    forged = arrivals.forged(seen)
    for one in seen:
        if one.name not in forged and one.trainee in trainees and one.exercise in known:
            yield one.trainee, one.exercise


class _Keeper:
    """Keeps one debrief's figures; at most one thread works them out."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._working = threading.Lock()
        self._known: tuple[ClassFigures, object, float] | None = None

    def now(self, class_: ClassFolder) -> tuple[ClassFigures | None, bool]:
        """Return what is known, and whether something newer is being worked out."""
        with self._lock:
            before = self._known
        if (found := self._newest(class_)) is not None:
            return found, False
        if self._working.acquire(blocking=False):
            # Whoever worked may have come to an end since it was asked for above.
            if (found := self._newest(class_)) is not None:
                self._working.release()
                return found, False
            threading.Thread(target=self._work, args=(class_,), name="class-figures", daemon=True).start()
        return (None if before is None else before[0]), True

    def wait(self, class_: ClassFolder) -> ClassFigures:
        """Return the newest figures, however long that takes."""
        with self._working:
            found = self._newest(class_)
            return self._fresh(class_) if found is None else found

    def _newest(self, class_: ClassFolder) -> ClassFigures | None:
        """Return what is known, unless something has changed since it was worked out."""
        with self._lock:
            known = self._known
        if known is None or time.monotonic() - known[2] >= _OLDEST_SECONDS or _marks(class_) != known[1]:
            return None
        return known[0]

    def _work(self, class_: ClassFolder) -> None:
        try:
            self._fresh(class_)
        except Exception as error:  # in nbgrader's files may be anything; it is told, and not tried again at once
            _LOG.warning("the class's figures cannot be worked out", exc_info=not isinstance(error, JourneybookError))
            self._keep(ClassFigures((), frozenset(), (), None, (str(error),)), _marks(class_))
        finally:
            self._working.release()

    def _fresh(self, class_: ClassFolder) -> ClassFigures:
        found = work_out(class_)
        # Afterwards: reading the gradebook may itself write into it.
        self._keep(found, _marks(class_))
        return found

    def _keep(self, found: ClassFigures, marks: object) -> None:
        with self._lock:
            self._known = found, marks, time.monotonic()


_KEEPERS: WeakKeyDictionary[Debrief, _Keeper] = WeakKeyDictionary()
_KEEPERS_LOCK = threading.Lock()


def _keeper(debrief: Debrief) -> _Keeper:
    with _KEEPERS_LOCK:
        return _KEEPERS.setdefault(debrief, _Keeper())


def figures_now(debrief: Debrief) -> tuple[ClassFigures | None, bool]:
    """Return at once what is known of a debrief's class, and whether something newer is being worked out."""
    return _keeper(debrief).now(debrief.class_)


def figures(debrief: Debrief) -> ClassFigures:
    """Return the newest figures of a debrief's class, however long that takes.

    Raises
    ------
    ClassError
        If the roster cannot be read.
    """
    return _keeper(debrief).wait(debrief.class_)


def _marks(class_: ClassFolder) -> object:
    """Return what changes when somebody hands in, sends a sheet or is graded."""
    places = [class_.path / "roster.csv", *sorted(class_.path.glob("gradebook.db*")), class_.inbound, class_.outbound]
    for name in _FOLDERS:
        folder = class_.path / name
        places += [folder, *_inside(folder)]
    return tuple(_mark(path) for path in places)


def _inside(folder: Path) -> Iterable[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else ()


def _mark(path: Path) -> tuple[str, int, int]:
    try:
        status = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), status.st_mtime_ns, status.st_size
