"""The panels that learners click in: checks, questions, hand-in, and the board with its rescue button.

They are ipywidgets, so they work in JupyterLab and in Voila alike.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import ipywidgets as widgets
from IPython.display import HTML, display

from . import answersfile, handback, handin, mapfile, overlays, report, reviewfile, saver
from .atomic import backup
from .errors import AnswersFileError, JourneybookError, MapFileError
from .i18n import t, use_language
from .model import Kind

if TYPE_CHECKING:
    from .board import Board
    from .exercise import Exercise
    from .reviewing import Review

_WIDE = {"width": "auto", "max_width": "60em"}
_ROW = {"grid_gap": "8px", "flex_flow": "row wrap"}


class Answers:
    """The learner's answers of one exercise, or what they say in one review, saved a moment after each change.

    Parameters
    ----------
    exercise : Exercise or Review
        Whose answers.
    """

    def __init__(self, exercise: Exercise | Review) -> None:
        self._exercise = exercise
        self._path = exercise.answers_path
        self._changed: dict[str, str] = {}
        self._saver = saver.Saver(self._save)
        self.given = answersfile.read(self._path)
        self.status = widgets.HTML()

    def set(self, question: str, answer: str) -> None:
        """Take an answer."""
        self._changed[question] = answer
        self._saver.edited()

    def _save(self) -> None:
        with use_language(self._exercise.lang):
            try:
                # Read again: another panel of the same exercise may have answered something meanwhile.
                answersfile.write(self._path, answersfile.read(self._path) | self._changed)
            except AnswersFileError as error:
                self.status.value = report.problem_html(str(error))
            else:
                self._changed.clear()
                self.status.value = report.note_html(t("panels.saved"))


class MapPair:
    """The current and the future map of an exercise, one of them in sight; the boards' own switch chooses.

    Each has its own file, and a board of its own that keeps its undo while the other one is in sight. Where a board
    cannot be shown, what is wrong stands in its place, with buttons that lead on.

    Parameters
    ----------
    exercise : Exercise
        Whose maps.
    """

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._boards: dict[Kind, Board] = {}
        self.box = widgets.Box(layout={"width": "100%", "display": "block"})

    def show(self, kind: Kind) -> None:
        """Show one of the two maps; while nobody has begun the future map, how to begin it."""
        with use_language(self._exercise.lang):
            try:
                if kind is Kind.FUTURE and kind not in self._boards and not self._path(kind).exists():
                    self._offer_future()
                else:
                    self._show_board(kind)
            except Exception as error:  # as in `_show_with_result`
                self._show_problem(kind, error)

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


def show_board(exercise: Exercise) -> None:
    """Show the board with the current map, from which it switches to the future one."""
    pair = MapPair(exercise)
    pair.show(Kind.CURRENT)
    display(pair.box)


def show_quiz(exercise: Exercise) -> None:
    """Show the questions, each with its options; a choice is saved at once."""
    answers = _answers_or_problem(exercise)
    if answers is None:
        return
    children: list[widgets.Widget] = []
    for number, question in enumerate(exercise.questions, 1):
        title = report.question_html(f"{number}. {question.text}")
        chosen = answers.given.get(question.id)
        radio = widgets.RadioButtons(
            options=[(text, id_) for id_, text in question.options.items()],
            value=chosen if chosen in question.options else None,
            layout=_WIDE,
        )
        radio.add_class("jb-quiz")
        radio.add_class(f"jb-question-{number}")
        radio.observe(_taker(answers, question.id), names="value")
        children += [widgets.HTML(title, layout=_WIDE), radio]
    display(widgets.VBox([*children, answers.status]))


def show_open_question(exercise: Exercise, question: str) -> None:
    """Show a question with a field for an answer in one's own words, saved while one writes."""
    answers = _answers_or_problem(exercise)
    if answers is None:
        return
    title = widgets.HTML(report.question_html(exercise.open_questions[question]), layout=_WIDE)
    field = widgets.Textarea(
        value=answers.given.get(question, ""),
        placeholder=t("panels.write_here"),
        rows=6,
        layout=_WIDE,
    )
    field.add_class("jb-open-question")
    field.observe(_taker(answers, question), names="value")
    display(widgets.VBox([title, field, answers.status]))


def _taker(answers: Answers, question: str) -> Callable[[Any], None]:
    return lambda change: answers.set(question, change["new"] or "")


def _answers_or_problem(exercise: Exercise | Review) -> Answers | None:
    try:
        return Answers(exercise)
    except AnswersFileError as error:
        display(widgets.HTML(report.problem_html(str(error))))
        return None


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
    answers = _answers_or_problem(review)
    if answers is None:
        return
    options = [(t(f"report.{rating}"), rating.value) for rating in reviewfile.RATINGS]
    children: list[widgets.Widget] = []
    for number, criterion in enumerate(review.packet.criteria, 1):
        id_ = reviewfile.question(criterion)
        title = report.question_html(f"{number}. {t(f'criteria.{criterion}_name')}")
        given = answers.given.get(id_)
        radio = widgets.RadioButtons(
            options=options, value=given if given in reviewfile.RATINGS else None, layout=_WIDE
        )
        radio.add_class("jb-quiz")
        radio.add_class(f"jb-question-{number}")
        radio.observe(_taker(answers, id_), names="value")
        children += [widgets.HTML(title, layout=_WIDE), radio]
    for id_ in (reviewfile.KEEP, reviewfile.CHANGE):
        field = widgets.Textarea(
            value=answers.given.get(id_, ""), placeholder=t("panels.write_here"), rows=4, layout=_WIDE
        )
        field.add_class("jb-open-question")
        field.add_class(f"jb-{id_}")
        field.observe(_taker(answers, id_), names="value")
        children += [widgets.HTML(report.question_html(t(f"peer.{id_}")), layout=_WIDE), field]
    display(widgets.VBox([*children, answers.status]))


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


def _show_with_result(
    exercise: Exercise | Review, button: widgets.Button, act: Callable[[], str], *below: widgets.Widget
) -> None:
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
