"""The panels that learners click in: checks, questions, hand-in, and the board with its rescue button.

They are ipywidgets, so they work in JupyterLab and in Voila alike.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets
from IPython.display import display

from . import answersfile, handin, mapfile, report, saver
from .atomic import backup
from .errors import AnswersFileError, JourneybookError, MapFileError
from .i18n import t, use_language

if TYPE_CHECKING:
    from .exercise import Exercise

_WIDE = {"width": "auto", "max_width": "60em"}


class Answers:
    """The learner's answers of one exercise, saved a moment after each change.

    Parameters
    ----------
    exercise : Exercise
        Whose answers.
    """

    def __init__(self, exercise: Exercise) -> None:
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


def show_board(exercise: Exercise) -> None:
    """Show the board; where the map file is damaged, what is wrong and a button that brings the last good copy back."""
    box = widgets.Box(layout={"width": "100%", "display": "block"})
    _fill_with_board(exercise, box)
    display(box)


def _fill_with_board(exercise: Exercise, box: widgets.Box) -> None:
    try:
        box.children = (exercise.new_board(),)
    except MapFileError as error:
        message = widgets.HTML(report.problem_html(str(error)))
        if not backup(exercise.map_path).exists():
            box.children = (message,)
            return
        button = _button(t("panels.restore"))
        button.on_click(lambda _: _restore(exercise, box))
        box.children = (message, button)


def _restore(exercise: Exercise, box: widgets.Box) -> None:
    with use_language(exercise.lang):
        try:
            aside = mapfile.restore(exercise.map_path)
            _fill_with_board(exercise, box)
        except Exception as error:  # as in `_show_with_result`
            box.children = (widgets.HTML(_problem(error)),)
        else:
            box.children = (widgets.HTML(report.done_html(t("panels.restored", file=aside.name))), *box.children)


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


def _answers_or_problem(exercise: Exercise) -> Answers | None:
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


def show_hand_in(exercise: Exercise) -> None:
    """Show the button that hands the exercise in, and what came of it."""
    button = _button(t("panels.hand_in"), "primary")
    button.add_class("jb-hand-in")

    def hand_in() -> str:
        receipt = handin.hand_in(exercise.folder)
        time = receipt.time.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        return report.done_html(t("panels.handed_in", time=time))

    _show_with_result(exercise, button, hand_in)


def _show_with_result(exercise: Exercise, button: widgets.Button, act: Callable[[], str]) -> None:
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
    display(widgets.VBox([button, result]))


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
