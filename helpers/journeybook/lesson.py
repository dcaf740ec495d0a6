"""What a lesson's notebook cell talks to: its board, its maps and charts, its questions, and its end.

A lesson is a folder with a notebook, a ``lesson.toml`` and, for a lesson with a board, a ``map.starter.json``. A cell
says ``lesson.quiz("parts")`` and no more. Nothing in a lesson is graded: answers are judged and explained at once.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import answersfile, mapfile, report
from .errors import JourneybookError, LessonError, QuestionError
from .handin import STARTER_FILE
from .i18n import LANGUAGES, t, use_language
from .lessonfile import LESSON_FILE, read_toml, rounds, titled
from .model import JourneyMap, Kind
from .questions import KeyedQuestion, QuestionKind, shuffled
from .questionsfile import read_keyed_questions
from .trainee_seed import trainee_seed
from .workplace import Workplace

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from .board import Board
    from .cases import Case
    from .quiz import Quiz

CASE_CHARTS = (
    "before_after",
    "comment_themes",
    "complaints",
    "drivers",
    "first_response",
    "importance_performance",
    "kano",
    "moments_of_truth",
    "satisfaction",
    "sources",
    "waits",
)
LOG_CHARTS = ("flow", "timeline", "wait_distribution")
"""The charts of :mod:`.charts` that a lesson can show: of a case, and of a case's event log."""

MAP_FORMS = ("board", "curve", "table")

_FIELDS = {"format", "lang", "title", "minutes", "case", "question", "test", "sheet"}


class Lesson(Workplace):
    """One lesson in its folder.

    Parameters
    ----------
    folder : Path
        A folder with ``lesson.toml``.

    Attributes
    ----------
    title : str
        Its title, as the start page shows it.
    minutes : int
        How long it takes.
    lang : {"zh", "en"}
        Its language.
    questions : dict of str to KeyedQuestion
        Its questions by id, in the file's order; for a test, those of its bank; for a sheet that is filled in several
        times, those of each round under ``round:id``.
    is_test, is_sheet : bool
        Whether it is a test, or a sheet that asks for opinions and deeds and goes to the trainer.
    rounds : dict of str to str
        For a sheet that is filled in several times: id of each round → what it is called.

    Raises
    ------
    LessonError
        If ``lesson.toml`` is missing or wrong.

    Examples
    --------
    >>> lesson = Lesson.here()  # doctest: +SKIP
    >>> lesson.quiz("parts")  # doctest: +SKIP
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        data = read_toml(self.folder / LESSON_FILE)
        for name in data.keys() - _FIELDS:
            raise LessonError("lesson.unknown_field", file=LESSON_FILE, field=name, known=", ".join(sorted(_FIELDS)))
        self.title, self.minutes = titled(data, LESSON_FILE)
        self.lang: str = data.get("lang", "")
        if self.lang not in LANGUAGES:
            raise LessonError("lesson.unknown_language", file=LESSON_FILE, came=repr(self.lang))
        self._case_name: str | None = data.get("case")
        test = data.get("test", {})
        self.is_test = bool(test)
        self._bank, self._before = (test.get(name) for name in ("bank", "before"))
        self.is_sheet = "sheet" in data
        self.rounds = rounds(data.get("sheet", {}), LESSON_FILE)
        self.questions = self._in_rounds(self._read_questions(data))

    @property
    def stamps(self) -> tuple[str, ...]:
        """Ids under which the answers file keeps when the lesson, or a round of its sheet, was finished."""
        from .quiz import FINISHED

        return (FINISHED, *(f"{FINISHED}:{round_}" for round_ in self.rounds))

    @property
    def first_test(self) -> Path | None:
        """Folder of the test before the course; only the one after it has one."""
        return self.folder / self._before if self._before is not None else None

    @property
    def starter_path(self) -> Path:
        """Where the map is that the board begins with; only a lesson with a board has one."""
        return self.folder / STARTER_FILE

    @cached_property
    def case(self) -> Case:
        """The case that the lesson works on.

        Raises
        ------
        LessonError
            If it has none.
        """
        if self._case_name is None:
            raise LessonError("lesson.no_case", file=LESSON_FILE)
        from .cases import load

        return load(self._case_name)

    # What a cell shows ------------------------------------------------------------------------------------------------

    def board(self) -> None:
        """Show a board to practise on; it begins with ``map.starter.json``, and the map is kept in the lesson's folder.

        Where the lesson has a case, its touchpoints can be chosen and its facts stand beside the map.
        """
        with self._in_words():
            if not self.starter_path.is_file():
                raise LessonError("lesson.no_starter", file=STARTER_FILE)
            from . import panels

            panels.show_board(self)

    def show_map(self, file: str, form: str = "board") -> None:
        """Show a map that nobody can change.

        Parameters
        ----------
        file : str
            The map's file, as seen from the lesson's folder.
        form : {"board", "curve", "table"}
            As a board, on which timeline and flowchart can be chosen, too; as an emotion curve; or as a plain table.
        """
        with self._in_words():
            if form not in MAP_FORMS:
                raise LessonError("lesson.unknown_form", form=form, known=", ".join(MAP_FORMS))
            path = self.folder / file
            shown = mapfile.read(path)
            if form == "table":
                _show_html(report.map_html(shown))
            elif form == "curve":
                from . import charts

                charts.show(charts.emotion_curve(shown))
            else:
                from IPython.display import display

                from .board import Board

                display(Board(path, lang=self.lang, readonly=True, label=self.title))

    def chart(self, name: str, case: str | None = None, **options: Any) -> None:
        """Show a chart.

        Parameters
        ----------
        name : str
            One of :data:`CASE_CHARTS` or :data:`LOG_CHARTS`.
        case : str, optional
            Name of the case; default the lesson's own.
        **options
            What the chart can be asked for besides, e.g. ``indicator="nps"``.
        """
        with self._in_words():
            from . import charts

            charts.show(self.figure(name, case, **options))

    def figure(self, name: str, case: str | None = None, **options: Any) -> go.Figure:
        """Return the chart that :meth:`chart` shows.

        Raises
        ------
        LessonError
            If there is no such chart, or no case.
        """
        if name not in CASE_CHARTS + LOG_CHARTS:
            raise LessonError("lesson.unknown_chart", chart=name, known=", ".join(CASE_CHARTS + LOG_CHARTS))
        from . import charts
        from .cases import load

        of = load(case) if case is not None else self.case
        with use_language(self.lang):
            if name in LOG_CHARTS:
                from .evidence import case_log

                names = {touchpoint.code: touchpoint.name(self.lang) for touchpoint in of.touchpoints}
                made: go.Figure = getattr(charts, name)(case_log(of), names=names, **options)
            else:
                made = getattr(charts, name)(of, **options)
        return made

    def quiz(self, *questions: str, one_by_one: bool = False) -> None:
        """Show questions; the learner sees at once what is right and why, and may try again.

        Parameters
        ----------
        *questions : str
            Ids in ``lesson.toml``; none: all of them.
        one_by_one : bool
            Whether one question is shown after the other instead of all below each other.
        """
        with self._in_words():
            from .quiz import Mode, Quiz

            asked = [self.question(id_) for id_ in questions] or list(self.questions.values())
            self._show(
                Quiz(
                    asked,
                    self.answers_path,
                    lang=self.lang,
                    mode=Mode.PRACTICE,
                    seed=self._seed,
                    one_by_one=one_by_one,
                )
            )

    def answer(self, question: str) -> None:
        """Show an open question with a field for an answer in one's own words.

        Parameters
        ----------
        question : str
            Id of a question of kind ``open`` in ``lesson.toml``.
        """
        with self._in_words():
            from .quiz import Answer, Mode

            asked = self.question(question)
            if asked.question.kind is not QuestionKind.OPEN:
                raise LessonError("lesson.not_open", question=question, kind=asked.question.kind.value)
            self._show(Answer(asked, self.answers_path, lang=self.lang, mode=Mode.PRACTICE))

    def sheet(self, round_: str = "") -> None:
        """Show a sheet of questions that nobody judges, and the button that sends it to the trainer.

        Parameters
        ----------
        round_ : str
            For a sheet that is filled in several times: which time.
        """
        with self._in_words():
            if not self.is_sheet or (round_ not in self.rounds if self.rounds else round_):
                raise LessonError("sheets.no_such_sheet", file=LESSON_FILE, known=", ".join(self.rounds) or "–")
            from . import panels

            panels.show_sheet(self, round_)

    def test(self) -> None:
        """Show the whole test: no answer is judged before the learner finishes, and none can be changed after that.

        The test before the course gives no explanations, so that the same questions can be asked again at its end;
        the one after it explains each and tells the learning gain. In a class a button sends it to the trainer.
        """
        with self._in_words():
            from .quiz import Mode, Quiz

            order = shuffled(self.questions, self._seed) if self._seed else list(self.questions)
            self._show(
                Quiz(
                    [self.questions[id_] for id_ in order],
                    self.answers_path,
                    lang=self.lang,
                    mode=Mode.TEST,
                    seed=self._seed,
                    outcome=self.test_result,
                    explains=self._before is not None,
                )
            )
            from . import panels

            panels.show_send_test(self)

    def done(self) -> None:
        """Show the button with which the learner says that the lesson is finished; the start page counts it."""
        with self._in_words():
            from . import panels

            panels.show_done(self)

    # What is kept -----------------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Note that the learner has finished the lesson.

        Raises
        ------
        AnswersFileError
            If the answers file is damaged or cannot be written.
        """
        from .quiz import FINISHED

        given = answersfile.read(self.answers_path)
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        answersfile.write(self.answers_path, given | {FINISHED: now})

    def points(self, answers: Mapping[str, str]) -> float:
        """Return how many questions are answered right, one that is right in part counting in part."""
        return sum(keyed.credit(answers.get(id_, "")) or 0.0 for id_, keyed in self.questions.items())

    def test_result(self, answers: Mapping[str, str]) -> list[str]:
        """Return what is said of a finished test: the points and, after the course, the learning gain."""
        from .evidence.learning import learning_gain
        from .quiz import FINISHED

        with use_language(self.lang):
            most, points = len(self.questions), self.points(answers)
            said = [t("lesson.test_points", points=f"{points:.3g}", most=most)]
            if self.first_test is None:
                return [*said, t("lesson.test_before")]
            first = type(self)(self.first_test)
            given: dict[str, str] = {}
            with contextlib.suppress(JourneybookError):
                given = answersfile.read(first.answers_path)
            if not given.get(FINISHED):
                return [*said, t("lesson.test_no_first")]
            before = first.points(given)
            said.append(t("lesson.test_then", points=f"{before:.3g}", most=most))
            gain = learning_gain(before, points, most)
            if gain is None:
                return [*said, t("lesson.gain_none")]
            if gain < 0:
                return [*said, t("lesson.gain_negative")]
            return [*said, t("lesson.gain", percent=f"{100 * gain:.0f}"), t("lesson.gain_note", n=most)]

    def new_board(self, kind: Kind = Kind.CURRENT, show: Callable[[Kind], None] | None = None) -> Board:
        """Return a board on the learner's current or future map; as :meth:`.exercise.Exercise.new_board`."""
        from .board import Board, Pair
        from .boardfacts import board_facts

        path, other = self.map_path, self.future_path
        if kind is Kind.FUTURE:
            path, other = other, path
        has_case = self._case_name is not None
        return Board(
            path,
            lang=self.lang,
            starter=self.starter,
            touchpoint_options=self.case.touchpoint_options(self.lang) if has_case else (),
            label=self.title,
            facts=(lambda lang: board_facts(self.case, lang)) if has_case else None,
            pair=Pair(kind, other.name, show) if show else None,
        )

    @property
    def starter(self) -> JourneyMap:
        """The map that the board begins with; an empty one for a lesson without a board."""
        return mapfile.read(self.starter_path) if self.starter_path.is_file() else JourneyMap()

    @cached_property
    def _seed(self) -> str:
        seed = trainee_seed(self.folder)
        return f"{seed}/{self.folder.name}" if seed else ""

    def question(self, id_: str) -> KeyedQuestion:
        """Return one of its questions.

        Raises
        ------
        LessonError
            If it has none of that id.
        """
        if id_ not in self.questions:
            raise LessonError("lesson.unknown_question", question=id_, known=", ".join(self.questions))
        return self.questions[id_]

    def _read_questions(self, data: Mapping[str, Any]) -> dict[str, KeyedQuestion]:
        file, entries = LESSON_FILE, data.get("question", [])
        if self._bank is not None:
            path = self.folder / str(self._bank)
            file, entries = path.name, read_toml(path).get("question", [])
        try:
            return {keyed.question.id: keyed for keyed in read_keyed_questions(entries, file)}
        except QuestionError as error:
            raise LessonError(error.key, **error.params) from error

    def _in_rounds(self, asked: dict[str, KeyedQuestion]) -> dict[str, KeyedQuestion]:
        if not self.rounds:
            return asked
        ids = [(f"{round_}:{id_}", keyed) for round_ in self.rounds for id_, keyed in asked.items()]
        return {id_: replace(keyed, question=replace(keyed.question, id=id_)) for id_, keyed in ids}

    def _show(self, quiz: Quiz) -> None:
        from IPython.display import display

        display(quiz)

    @contextlib.contextmanager
    def _in_words(self) -> Iterator[None]:
        """Say what is wrong in the cell's own place: an error would keep the cells below from running."""
        with use_language(self.lang):
            try:
                yield
            except JourneybookError as error:
                _show_html(report.problem_html(str(error)))


def _show_html(html: str) -> None:
    from IPython.display import HTML, display

    display(HTML(html))
