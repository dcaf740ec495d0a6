"""What a trainer's answer key says: gathered from the exercises' sources and the lessons, which trainees never get."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat

from .. import mapfile, workbook
from ..classroom.results import Part, graded_parts
from ..course import Course, PageKind
from ..errors import ExerciseError, MapFileError
from ..exercise import EXERCISE_FILE, KEY_FILE, Exercise
from ..handin import FUTURE_FILE, MAP_FILE
from ..i18n import language, t
from ..lesson import Lesson
from ..model import JourneyMap
from ..questions import Question, QuestionKind, Right, right_in_words
from ..rubric import Demand, Key


@dataclass(frozen=True)
class Option:
    """An option of a question."""

    text: str
    right: bool
    why: str = ""


@dataclass(frozen=True)
class QuestionKey:
    """A question with what is right; `options` are empty where the right answer is told in words alone."""

    text: str
    right: str
    explanation: str
    options: tuple[Option, ...] = ()
    open: bool = False


@dataclass(frozen=True)
class ItemKey:
    """A part of an exercise that is checked: what it is judged by, and the right answers where it asks."""

    title: str
    points: float
    demands: tuple[Demand, ...]
    questions: tuple[QuestionKey, ...]


@dataclass(frozen=True)
class OpenKey:
    """An open question, with the model answer and the marking guide as the trainer's notebook has them."""

    title: str
    text: str
    points: float
    guide: str


@dataclass(frozen=True)
class LessonKey:
    """The questions of a lesson or a test."""

    title: str
    questions: tuple[QuestionKey, ...]
    same_as: str = ""
    """Title of the test that asks from the same questions; they are told there."""


@dataclass(frozen=True)
class ModuleKey:
    """The lessons of a module."""

    title: str
    lessons: tuple[LessonKey, ...]


class ExerciseKey:
    """The key of one exercise.

    Parameters
    ----------
    folder : Path
        The exercise as the trainer has it.
    key_folder : Path
        Where its key is.

    Raises
    ------
    ExerciseError, RubricError, MapFileError, CaseError
        If something of it is missing or wrong.
    """

    def __init__(self, folder: Path, key_folder: Path) -> None:
        self._exercise = Exercise(folder)
        self._key_folder = key_folder
        self.key = Key.read(key_folder / KEY_FILE)
        self.id, self.title = self._exercise.id, self._exercise.title
        self._notebook = folder / f"{folder.name}.ipynb"

    @property
    def points(self) -> float:
        """Return what the exercise is worth."""
        return sum(part.max_points for part in self._parts)

    @cached_property
    def _parts(self) -> tuple[Part, ...]:
        return graded_parts(self._notebook)

    def maps(self) -> Iterator[tuple[str, JourneyMap]]:
        """Yield (heading, map) of the model maps that there are."""
        for file, heading in ((MAP_FILE, "kitprint.model_map"), (FUTURE_FILE, "kitprint.model_future")):
            try:
                yield t(heading), mapfile.read(self._key_folder / file)
            except MapFileError as error:
                if error.key != "mapfile.missing":
                    raise

    def items(self) -> Iterator[ItemKey]:
        """Yield the parts of the exercise that the rubric judges, in the notebook's order."""
        for part in self._parts:
            if part.item not in self._exercise.rubric.items:
                continue
            demands = self._exercise.rubric.items[part.item]
            asks = any(not demand.criterion.about_map for demand in demands)
            questions = self._exercise.asked(part.item) if asks else ()
            yield ItemKey(part.title, part.max_points, demands, tuple(map(self._question, questions)))

    def open_questions(self) -> Iterator[OpenKey]:
        """Yield the questions that a trainer marks."""
        parts = {part.id: part for part in self._parts}
        for cell in nbformat.read(self._notebook, as_version=4).cells:
            question = cell.metadata.get("journeybook", {}).get("answer")
            if question is None:
                continue
            part = parts.get(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
            yield OpenKey(
                part.title if part else self.title,
                self._exercise.open_questions.get(question, ""),
                part.max_points if part else 0.0,
                cell.source,
            )

    def names(self, codes: Sequence[str]) -> str:
        """Return the names of touchpoints of the case; a code that it does not know stands for itself."""
        return t("kitprint.comma").join(self._touchpoint_names.get(code, code) for code in codes)

    @cached_property
    def _touchpoint_names(self) -> Mapping[str, str]:
        try:
            return {one.code: one.name() for one in self._exercise.case.touchpoints}
        except ExerciseError:  # an exercise without a case
            return {}

    def _question(self, question: Question) -> QuestionKey:
        return _question_key(question, self.key.quiz.get(question.id), self.key.explanations.get(question.id, ""), {})


def exercise_keys(wanted: str | None = None) -> tuple[ExerciseKey, ...]:
    """Return the keys of all exercises in the current language, those of own cases too; of one, if it is named.

    Raises
    ------
    ExerciseError
        If there is no such exercise, or one is incomplete or wrong.
    """
    from ..owncase.check import ready_sources

    folder = workbook.home() / "solutions" / language()
    places = {path.parent.name: (path.parent, path.parent / "key") for path in folder.glob(f"*/{EXERCISE_FILE}")}
    places = dict(sorted(places.items())) | ready_sources(language())
    if wanted is not None and wanted not in places:
        known = ", ".join(places) or "–"
        raise ExerciseError("kitprint.unknown_exercise", exercise=wanted[:80], known=known, folder=folder)
    return tuple(ExerciseKey(*place) for id_, place in places.items() if wanted in (None, id_))


def module_keys() -> tuple[ModuleKey, ...]:
    """Return the questions of all lessons in the current language, module by module.

    Raises
    ------
    LessonError, WorkbookError
        If the course or a lesson is missing or wrong.
    """
    told: dict[tuple[str, ...], str] = {}
    modules = []
    for module in Course(workbook.course(language())).modules:
        lessons = []
        for page in module.pages:
            if page.kind is PageKind.EXERCISE:
                continue
            lesson = Lesson(page.folder)
            keyed = lesson.questions.values()
            found = tuple(_question_key(one.question, one.right, one.explanation, one.why) for one in keyed)
            texts = tuple(one.text for one in found)
            if found:
                same = told.get(texts, "")
                lessons.append(LessonKey(lesson.title, () if same else found, same))
                told.setdefault(texts, lesson.title)
        if lessons:
            modules.append(ModuleKey(module.title, tuple(lessons)))
    return tuple(modules)


def _question_key(question: Question, right: Right | None, explanation: str, why: Mapping[str, str]) -> QuestionKey:
    words = right_in_words(question, right) if right is not None else ""
    options: tuple[Option, ...] = ()
    if question.kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE) and right is not None:
        chosen = [right] if isinstance(right, str) else list(right)
        options = tuple(
            Option(text, option in chosen, why.get(option, "")) for option, text in question.options.items()
        )
    elif question.kind is QuestionKind.MATCH and isinstance(right, dict):
        options = tuple(
            Option(t("questions.match", option=text, target=question.targets.get(str(right.get(option)), "")), True)
            for option, text in question.options.items()
        )
    elif question.kind is QuestionKind.ORDER and isinstance(right, list):
        options = tuple(Option(question.options[option], True) for option in right if option in question.options)
    elif question.kind is QuestionKind.SHORT and isinstance(right, list):
        words = t("kitprint.or").join(right)
    return QuestionKey(question.text, words, explanation, options, question.kind is QuestionKind.OPEN)
