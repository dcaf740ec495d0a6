"""What a notebook cell talks to: one exercise, its board, its questions, its checks and its grading.

A notebook cell says ``exercise.board()`` or ``exercise.check("map")`` and no more. For a learner, that shows a board
or a panel with a button; while nbgrader grades, the same cell shows what was found and ends in the points.
"""

from __future__ import annotations

import contextlib
import io
import os
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from . import answersfile, mapfile, planfile, report
from .errors import AnswersFileError, ExerciseError, JourneybookError, MapFileError, PlanFileError, QuestionError
from .grading import grading, without_kernel
from .handin import STARTER_FILE
from .i18n import LANGUAGES, Phrase, t, use_language
from .model import JourneyMap, Kind
from .plan import Plan
from .questions import Question, in_words, right_in_words
from .questionsfile import read_questions
from .rubric import Family, Finding, Key, Rubric, Subject
from .workplace import Workplace

if TYPE_CHECKING:
    from .board import Board
    from .cases import Case

EXERCISE_FILE = "exercise.toml"
RUBRIC_FILE = "rubric.toml"
KEY_FILE = "key.toml"

CASE_CHARTS = (
    *("before_after", "case_flow", "case_timeline", "comment_themes", "complaints", "drivers", "effort"),
    *("first_response", "importance_performance", "kano", "moments_of_truth", "satisfaction", "waits"),
)
"""The charts of :mod:`.charts` that show a case; :meth:`Exercise.chart` takes their names."""

KEY_FOLDER_VARIABLE = "JOURNEYBOOK_KEY_DIR"
"""Environment variable that names the folder of the exercise's key; set only where a trainer grades."""


class Exercise(Workplace):
    """One exercise in its folder.

    Parameters
    ----------
    folder : Path
        A folder with ``exercise.toml``, ``rubric.toml`` and, for an exercise with a map, ``map.starter.json``.

    Raises
    ------
    ExerciseError, RubricError, MapFileError
        If one of these files is missing or wrong.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        data = _read_toml(self.folder / EXERCISE_FILE)
        try:
            self.id = str(data["id"])
            self.lang = data["lang"]
            self.title = str(data["title"])
            self._case_name: str | None = data.get("case")
            self.questions = read_questions(data.get("question", []), EXERCISE_FILE)
            self.open_questions = {str(entry["id"]): str(entry["text"]) for entry in data.get("open", [])}
        except QuestionError as error:
            raise ExerciseError(error.key, **error.params) from error
        except (KeyError, TypeError, AttributeError) as error:
            raise ExerciseError("exercise.broken", file=EXERCISE_FILE, reason=str(error)) from error
        if self.lang not in LANGUAGES:
            raise ExerciseError("exercise.unknown_language", file=EXERCISE_FILE, came=repr(self.lang))
        self.rubric = Rubric.read(self.folder / RUBRIC_FILE)
        starter = self.folder / STARTER_FILE
        self.starter = mapfile.read(starter) if starter.exists() else JourneyMap()
        self._known_facts: dict[str, list[dict[str, Any]]] = {}

    @property
    def has_case(self) -> bool:
        """Whether the exercise works on a case."""
        return self._case_name is not None

    @cached_property
    def case(self) -> Case:
        """The case that the exercise works on.

        Raises
        ------
        ExerciseError
            If it has none.
        CaseError
            If the case's data is missing or damaged.
        """
        if self._case_name is None:
            raise ExerciseError("exercise.no_case", exercise=self.id)
        from .cases import load

        return load(self._case_name)

    def chart(self, name: str, *options: str) -> None:
        """Show one of the charts of the case, e.g. ``"satisfaction"``; nothing while grading.

        `options` go to the chart: ``exercise.chart("before_after", "response_hours")``.
        """
        if grading():
            return
        from . import charts

        with self._in_words():
            if name not in CASE_CHARTS:
                raise ExerciseError("exercise.unknown_chart", chart=name, known=", ".join(CASE_CHARTS))
            charts.show(getattr(charts, name)(self.case, *options))

    def board(self) -> None:
        """Show the board with the learner's maps, current and future; while grading, both as tables."""
        with self._in_words():
            if grading():
                for path, heading in ((self.map_path, ""), (self.future_path, t("report.future_map"))):
                    with contextlib.suppress(MapFileError):
                        _show_html(report.map_html(mapfile.read(path), heading))
                return
            from . import panels

            panels.show_board(self)

    def reality_check(self) -> None:
        """Show a button that holds the learner's emotion curve against the case's data; nothing while grading."""
        if grading():
            return
        from . import panels

        with self._in_words():
            panels.show_reality_check(self)

    def new_board(self, kind: Kind = Kind.CURRENT, show: Callable[[Kind], None] | None = None) -> Board:
        """Return a board on the learner's current or future map.

        Parameters
        ----------
        kind : Kind
            Which of the two; only on the current map it is said what the rubric finds.
        show : callable, optional
            Shows one of the two, when the learner chooses it on the board; without it the board offers no choice.

        Raises
        ------
        MapFileError
            If the map file is damaged.
        """
        from .board import Board, Pair
        from .boardchecks import board_checks
        from .rubric import measured

        def check(journey_map: JourneyMap, lang: str) -> dict[str, Any]:
            # Working the data out takes seconds, which nobody who draws should wait for.
            case = self.case if has_case and measured.is_ready(self.case) else None
            return board_checks(self.rubric, Subject(journey_map=journey_map, starter=self.starter, case=case), lang)

        has_case = self.has_case
        options = self.case.touchpoint_options(self.lang) if has_case else ()
        path, other = self.map_path, self.future_path
        if kind is Kind.FUTURE:
            path, other = other, path
        return Board(
            path,
            lang=self.lang,
            starter=self.starter,
            touchpoint_options=options,
            label=self.title,
            facts=self._facts if has_case else None,
            checks=check if kind is Kind.CURRENT else None,
            prepare=partial(measured.measured, self.case) if has_case and kind is Kind.CURRENT else None,
            pair=Pair(kind, other.name, show) if show else None,
        )

    def _facts(self, lang: str) -> list[dict[str, Any]]:
        """Return the case's facts, worked out once for all boards of the exercise."""
        from .boardfacts import board_facts

        if lang not in self._known_facts:
            self._known_facts[lang] = board_facts(self.case, lang)
        return self._known_facts[lang]

    def asked(self, item: str = "") -> tuple[Question, ...]:
        """Return the questions that are asked under an item of the rubric, or where it has none, those of the quiz."""
        own = tuple(question for question in self.questions if item and question.item == item)
        return own or tuple(question for question in self.questions if not question.item)

    def quiz(self, item: str = "") -> None:
        """Show the questions of the quiz, or those asked under `item`; while grading, what was chosen."""
        with self._in_words():
            if grading():
                _show_html(report.answers_html(self.chosen(self.asked(item))))
                return
            from . import panels

            panels.show_quiz(self, self.asked(item))

    def open_question(self, question: str) -> None:
        """Show a question and a field for one's own words; while grading, the question above the trainee's answer."""
        if question not in self.open_questions:
            raise ExerciseError("exercise.unknown_question", question=question, known=", ".join(self.open_questions))
        with self._in_words():
            if grading():
                _show_html(report.question_html(self.open_questions[question]))
                return
            from . import panels

            panels.show_open_question(self, question)

    def plan(self) -> None:
        """Show the action plan, to be filled and taken along as a file; while grading, the plan as a page has it."""
        with self._in_words():
            if grading():
                with contextlib.suppress(PlanFileError):
                    _show_html(report.plan_html(planfile.read(self.plan_path), self.maps()))
                return
            from . import panels

            panels.show_plan(self)

    def maps(self) -> list[JourneyMap]:
        """Return the learner's maps that can be read, the current one first."""
        found = []
        for path in (self.map_path, self.future_path):
            with contextlib.suppress(MapFileError):
                found.append(mapfile.read(path))
        return found

    def hand_in(self) -> None:
        """Show the button that hands the exercise in; nothing while grading."""
        if grading():
            return
        from . import panels

        with self._in_words():
            panels.show_hand_in(self)

    def check(self, item: str) -> float | None:
        """Check one item of the rubric.

        For a learner this shows a panel with a button and returns None. While grading it shows all findings, those
        against the key too, and returns the points: a built-in float from 0 to the item's points. It then never
        raises and writes nothing to stderr, because nbgrader would score either as 0 or worse.
        """
        if not grading():
            from . import panels

            with self._in_words():
                panels.show_check(self, item)
            return None
        with contextlib.redirect_stderr(io.StringIO()):
            return self._grade(item)

    def get_ready(self, key: Key) -> None:
        """Work out what the case's data say, once for this process, so that each judgement takes milliseconds."""
        if not self.has_case:
            return
        from .rubric.measured import effect_interval, measured

        measured(self.case)
        if key.effect is not None:
            effect_interval(self.case, key.effect.indicator)

    def findings(self, item: str, *, key: Key | None = None) -> tuple[Finding, ...]:
        """Return what the rubric finds in one item: with a key everything, without one what learners may see."""
        return self.rubric.judge(item, self.subject(key, item), visible_only=key is None)

    def subject(self, key: Key | None, item: str = "") -> Subject:
        """Return what is judged: both maps and the answers as they are on disk; the questions are those of `item`."""
        journey_map: JourneyMap | None = None
        problem: Phrase | None = None
        try:
            journey_map = mapfile.read(self.map_path)
        except MapFileError as error:
            # A map that was never begun is not a problem, it is not attempted.
            if error.key != "mapfile.missing":
                problem = Phrase(error.key, error.params)
        future_map: JourneyMap | None = None
        with contextlib.suppress(MapFileError):
            future_map = mapfile.read(self.future_path)
        answers: dict[str, str] = {}
        with contextlib.suppress(AnswersFileError):
            answers = answersfile.read(self.answers_path)
        plan: Plan | None = None
        with contextlib.suppress(PlanFileError):
            plan = planfile.read(self.plan_path)
        return Subject(
            journey_map=journey_map,
            starter=self.starter,
            answers=answers,
            questions=tuple(question.id for question in self.asked(item) if question.kind.has_key),
            key=key,
            map_problem=problem,
            case=self.case if self.has_case else None,
            kinds={question.id: question.kind for question in self.questions},
            future_map=future_map,
            plan=plan,
        )

    def problems(self) -> tuple[Phrase, ...]:
        """Return what is wrong with the learner's own files, for all to see."""
        found = []
        files: tuple[Callable[[], object], ...] = (
            lambda: mapfile.read(self.map_path),
            lambda: answersfile.read(self.answers_path),
            lambda: planfile.read(self.plan_path),
        )
        for read in files:
            try:
                read()
            except JourneybookError as error:
                if error.key != "mapfile.missing":
                    found.append(Phrase(error.key, error.params))
        return tuple(found)

    def _grade(self, item: str) -> float:
        run = without_kernel()
        with self._in_words():
            try:
                folder = run.key_folder if run else Path(os.environ.get(KEY_FOLDER_VARIABLE, ""))
                key = Key.read(folder / KEY_FILE)
                findings = self.findings(item, key=key)
                shown = report.findings_html(findings, problems=self.problems())
                if any(demand.criterion.family is Family.ANSWERS for demand in self.rubric.items[item]):
                    shown += report.explanations_html(self.explained(key, self.asked(item)))
                points = min(sum(finding.points for finding in findings), self.rubric.points(item))
                if run:
                    run.findings[item] = findings
            except Exception as error:  # whatever happens, a grading cell ends in points
                if run and isinstance(error, MemoryError):
                    raise  # there is no cell to end: who grades says that this hand-in was too much
                known = isinstance(error, JourneybookError)
                shown, points = report.problem_html(str(error) if known else t("exercise.cannot_grade")), 0.0
            _show_html(shown)
            return float(points)

    def chosen(self, questions: Sequence[Question]) -> dict[str, str]:
        """Return the text of each question with what the learner answered, in words."""
        answers: dict[str, str] = {}
        with contextlib.suppress(AnswersFileError):
            answers = answersfile.read(self.answers_path)
        return {
            question.text: in_words(question, answers.get(question.id, "")) or t("exercise.no_answer")
            for question in questions
        }

    def explained(self, key: Key, questions: Sequence[Question]) -> dict[str, tuple[str, str, str]]:
        """Return the text of each question with what was answered, what is right, and why."""
        chosen = self.chosen(questions)
        return {
            question.text: (
                chosen[question.text],
                right_in_words(question, key.quiz[question.id]) if question.id in key.quiz else "",
                key.explanations.get(question.id, ""),
            )
            for question in questions
        }

    @contextlib.contextmanager
    def _in_words(self) -> Iterator[None]:
        with use_language(self.lang):
            yield


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        _fail("exercise.missing", path)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        _fail("exercise.broken", path, reason=str(error))


def _fail(key: str, path: Path, **params: Any) -> NoReturn:
    raise ExerciseError(key, file=path.name, **params)


def _show_html(html: str) -> None:
    run = without_kernel()
    if run is not None:
        run.shown.append(html)
        return
    from IPython.display import HTML, display

    display(HTML(html))
