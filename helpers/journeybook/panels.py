"""The panels that learners click in: checks, questions, hand-in, and the board with its rescue button.

They are widgets, so they work in JupyterLab and in Voila alike.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote

import ipywidgets as widgets
from IPython.display import HTML, display

from . import answersfile, handback, handin, mapfile, overlays, report, reviewfile, saver, sheets
from .atomic import backup
from .errors import AnswersFileError, HandInError, JourneybookError, MapFileError, PlanFileError
from .i18n import t, use_language
from .model import Kind
from .questions import Question, QuestionKind
from .quiz import FINISHED, Answer, Quiz
from .sharing.settings import is_begun
from .trainee_seed import trainee_seed

if TYPE_CHECKING:
    from .board import Board
    from .exercise import Exercise
    from .lesson import Lesson
    from .reviewing import Review

_WIDE = {"width": "auto", "max_width": "60em"}
_ROW = {"grid_gap": "8px", "flex_flow": "row wrap"}


class HasMaps(Protocol):
    """An exercise or a lesson: what has a current and a future map."""

    lang: str

    @property
    def map_path(self) -> Path:
        """Where the current map is."""

    @property
    def future_path(self) -> Path:
        """Where the future map is, once it is begun."""

    def new_board(self, kind: Kind = ..., show: Callable[[Kind], None] | None = ...) -> Board:
        """Return a board on one of them."""


class MapPair:
    """The current and the future map of an exercise, one of them in sight; the boards' own switch chooses.

    Each has its own file, and a board of its own that keeps its undo while the other one is in sight. Where a board
    cannot be shown, what is wrong stands in its place, with buttons that lead on.

    Parameters
    ----------
    exercise : Exercise or Lesson
        Whose maps.
    """

    def __init__(self, exercise: HasMaps) -> None:
        self._exercise = exercise
        self._boards: dict[Kind, Board] = {}
        self.box = widgets.Box(layout={"width": "100%", "display": "block"})

    def show(self, kind: Kind) -> None:
        """Show one of the two maps; while nobody has begun the future map, how to begin it."""
        with use_language(self._exercise.lang):
            try:
                if kind is Kind.FUTURE and kind not in self._boards and not self._has_future():
                    self._offer_future()
                else:
                    self._show_board(kind)
            except Exception as error:  # as in `_show_with_result`
                self._show_problem(kind, error)

    def _has_future(self) -> bool:
        """Return whether somebody has begun the future map: here, or in the group."""
        path = self._path(Kind.FUTURE)
        return path.exists() or is_begun(path)

    def _path(self, kind: Kind) -> Path:
        return self._exercise.map_path if kind is Kind.CURRENT else self._exercise.future_path

    def _show_board(self, kind: Kind, *above: widgets.Widget) -> None:
        if kind not in self._boards:
            self._boards[kind] = self._exercise.new_board(kind, self.show)
        self.box.children = (*above, self._boards[kind])

    def _offer_future(self) -> None:
        note = widgets.HTML(report.note_html(t("panels.no_future")), layout=_WIDE)
        begin = self._does(_button(t("panels.begin_future"), "primary"), Kind.FUTURE, self._begin_future)
        self.box.children = (note, widgets.HBox([begin, self._way_back()], layout=_ROW))

    def _begin_future(self) -> None:
        overlays.copy_future(self._path(Kind.CURRENT), self._boards[Kind.CURRENT].open_map.document.to_map())
        self._show_board(Kind.FUTURE)

    def _show_problem(self, kind: Kind, error: Exception) -> None:
        buttons = []
        if isinstance(error, MapFileError) and backup(self._path(kind)).exists():
            restore = _button(t("panels.restore"))
            buttons.append(self._does(restore, kind, lambda: self._restore(kind)))
        if kind is Kind.FUTURE:
            buttons.append(self._way_back())
        self.box.children = (widgets.HTML(_problem(error)), *buttons)

    def _restore(self, kind: Kind) -> None:
        aside = mapfile.restore(self._path(kind))
        self._show_board(kind, widgets.HTML(report.done_html(t("panels.restored", file=aside.name))))

    def _way_back(self) -> widgets.Button:
        button = _button(t("panels.to_current"))
        button.on_click(lambda _: self.show(Kind.CURRENT))
        return button

    def _does(self, button: widgets.Button, kind: Kind, act: Callable[[], None]) -> widgets.Button:
        """Let a button do something for one of the maps, and say what went wrong where it could not."""

        def run(_: Any) -> None:
            with use_language(self._exercise.lang):
                try:
                    act()
                except Exception as error:  # as in `_show_with_result`
                    self._show_problem(kind, error)

        button.on_click(run)
        return button


def show_board(exercise: HasMaps) -> None:
    """Show the board with the current map, from which it switches to the future one."""
    pair = MapPair(exercise)
    pair.show(Kind.CURRENT)
    display(pair.box)


def show_quiz(exercise: Exercise, questions: Sequence[Question]) -> None:
    """Show questions of the exercise; each answer is saved at once, and judged when the exercise is graded."""
    _show_questions(
        lambda: Quiz(questions, exercise.answers_path, lang=exercise.lang, seed=trainee_seed(exercise.folder))
    )


def show_open_question(exercise: Exercise, question: str) -> None:
    """Show a question with a field for an answer in one's own words, saved while one writes."""
    asked = Question(question, exercise.open_questions[question], kind=QuestionKind.OPEN)
    _show_questions(lambda: Answer(asked, exercise.answers_path, lang=exercise.lang))


def show_plan(exercise: Exercise) -> None:
    """Show the action plan, saved while one writes, with the cards of the exercise's maps to choose from."""
    from .planwidget import PlanWidget

    _show_questions(
        lambda: PlanWidget(exercise.plan_path, (exercise.map_path, exercise.future_path), lang=exercise.lang)
    )


def _show_questions(make: Callable[[], widgets.DOMWidget]) -> None:
    try:
        display(make())
    except (AnswersFileError, PlanFileError) as error:
        display(widgets.HTML(report.problem_html(str(error))))


def show_check(exercise: Exercise, item: str) -> None:
    """Show a button that checks one item, and below it what was found."""
    button = _button(t("panels.check"))
    button.add_class(f"jb-check-{item}")

    def check() -> str:
        findings = exercise.findings(item)
        later = len(exercise.rubric.items[item]) - len(findings)
        return report.findings_html(findings, problems=exercise.problems(), later=later)

    _show_with_result(exercise, button, check)


def show_reality_check(exercise: Exercise) -> None:
    """Show a button that lays the learner's emotion curve over the customers' answers, and the chart below it."""
    button = _button(t("panels.compare"))
    button.add_class("jb-compare")
    chart = widgets.Output()

    def compare() -> str:
        from . import charts

        chart.outputs = ()
        journey_map = mapfile.read(exercise.map_path) if exercise.map_path.exists() else exercise.starter
        figure = charts.reality_check(journey_map, exercise.case)
        chart.outputs = ({"output_type": "display_data", "data": charts.bundle(figure), "metadata": {}},)
        return ""

    _show_with_result(exercise, button, compare, chart)


def show_hand_in(exercise: Exercise) -> None:
    """Show the button that hands the exercise in, and what came of it."""
    button = _button(t("panels.hand_in"), "primary")
    button.add_class("jb-hand-in")

    def hand_in() -> str:
        receipt = handin.hand_in(exercise.folder)
        time = receipt.time.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        return report.done_html(t("panels.handed_in", time=time))

    _show_with_result(exercise, button, hand_in)
    if codes := reviewfile.waiting(exercise.folder):
        # As an output, not a widget: JupyterLab opens a link to a notebook only there.
        place = f"../../{reviewfile.FOLDER}/{quote(exercise.folder.name)}"
        pages = {t("peer.link", code=code): f"{place}/{code}/{reviewfile.NOTEBOOK}" for code in codes}
        display(HTML(report.links_html(t("peer.links"), pages)))


def show_review(review: Review) -> None:
    """Show each criterion with the ratings to choose from, and fields for what to keep and what to change."""
    ratings = {rating.value: t(f"report.{rating}") for rating in reviewfile.RATINGS}
    asked = [
        Question(reviewfile.question(criterion), t(f"criteria.{criterion}_name"), ratings, shuffled=False)
        for criterion in review.packet.criteria
    ]
    asked += [Question(id_, t(f"peer.{id_}"), kind=QuestionKind.OPEN) for id_ in (reviewfile.KEEP, reviewfile.CHANGE)]
    _show_questions(lambda: Quiz(asked, review.answers_path, lang=review.lang))


def show_hand_back(review: Review) -> None:
    """Show the button that hands a review back, and what came of it."""
    button = _button(t("peer.hand_back"), "primary")
    button.add_class("jb-hand-back")

    def hand_back() -> str:
        packet = review.packet
        given = reviewfile.parse(answersfile.read(review.answers_path), packet.criteria)
        missing = len(packet.criteria) - len(given.ratings)
        if given.is_empty:
            return report.problem_html(t("peer.nothing_yet"))
        time = handback.hand_back(review.answers_path, packet.exercise, packet.code).astimezone()
        said = t("peer.handed_back", time=time.strftime("%Y-%m-%d %H:%M:%S"))
        return report.done_html(f"{said} {t('peer.not_rated', count=missing)}" if missing else said)

    _show_with_result(review, button, hand_back)


def show_done(lesson: Lesson) -> None:
    """Show the button that says that a lesson is finished, and whether it is."""
    button = _button(t("lesson.done"), "primary")
    button.add_class("jb-done-button")

    def finish() -> str:
        lesson.finish()
        return report.done_html(t("lesson.is_done"))

    result = _show_with_result(lesson, button, finish)
    with contextlib.suppress(AnswersFileError):  # whoever answers something here is told
        if answersfile.read(lesson.answers_path).get(FINISHED):
            result.value = report.done_html(t("lesson.was_done"))


def show_sheet(lesson: Lesson, round_: str) -> None:
    """Show the questions of a sheet, saved at each answer, who gets to see them, and the button that sends it."""
    head = f"{round_}:" if round_ else ""
    asked = [keyed.question for id_, keyed in lesson.questions.items() if id_.startswith(head)]
    _show_questions(lambda: Quiz(asked, lesson.answers_path, lang=lesson.lang))
    _show_send(lesson, round_, "follow_up" if lesson.rounds else "reaction", has_class=_has_class(lesson))


def show_send_test(lesson: Lesson) -> None:
    """Show the button that sends a finished test to the trainer; nothing where there is no class."""
    if _has_class(lesson):
        _show_send(lesson, "", "test", has_class=True)


def _has_class(lesson: Lesson) -> bool:
    try:
        return handin.membership(lesson.folder) is not None
    except HandInError:
        return True  # what is wrong with its record is said when something is sent


def _show_send(lesson: Lesson, round_: str, kind: str, *, has_class: bool) -> None:
    who = t(f"sheets.who_{kind}") if has_class else t("sheets.no_class")
    display(widgets.HTML(report.note_html(who), layout=_WIDE))
    button = _button(t("sheets.send" if has_class else "sheets.keep"), "primary")
    button.add_class("jb-send-sheet")

    def send() -> str:
        time = sheets.send(lesson, round_)
        if time is None:
            return report.done_html(t("sheets.kept"))
        return report.done_html(t("sheets.sent", time=time.astimezone().strftime("%Y-%m-%d %H:%M")))

    result = _show_with_result(lesson, button, send)
    if lesson.is_sheet:
        with contextlib.suppress(AnswersFileError):  # the questions above tell
            if answersfile.read(lesson.answers_path).get(sheets.finished_at(round_)):
                result.value = report.done_html(t("sheets.was_sent" if has_class else "sheets.kept"))


def _show_with_result(
    exercise: Exercise | Lesson | Review, button: widgets.Button, act: Callable[[], str], *below: widgets.Widget
) -> widgets.HTML:
    """Show a button and below it the HTML that `act` returns at each click, with everything saved before."""
    result = widgets.HTML(layout=_WIDE)

    def run(_: Any) -> None:
        button.disabled = True
        with use_language(exercise.lang):
            try:
                saver.flush_all()
                result.value = act()
            except Exception as error:  # ipywidgets only logs what a click raises: the learner would see nothing
                result.value = _problem(error)
            finally:
                button.disabled = False

    button.on_click(run)
    display(widgets.VBox([button, result, *below]))
    return result


def _problem(error: Exception) -> str:
    if isinstance(error, JourneybookError):
        return report.problem_html(str(error))
    return report.problem_html(t("panels.unexpected", reason=f"{type(error).__name__}: {error}"))


def _button(words: str, style: str = "") -> widgets.Button:
    # No icon: ipywidgets' icons are Font Awesome, which Voila fetches from elsewhere.
    return widgets.Button(
        description=words,
        button_style=style,
        layout={"width": "auto", "min_width": "9em", "height": "36px", "align_self": "flex-start"},
        style={"font_size": "14px"},
    )
