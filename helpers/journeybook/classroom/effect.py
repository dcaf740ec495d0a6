"""What a course brought a class, by Kirkpatrick's levels 1 to 3: reaction, learning, behaviour.

Level 4, results, stands in a company's own data: the four indicators of :mod:`..evidence.effect`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .. import workbook
from ..course import Course
from ..evidence import ClassGain, Opinion, class_gain, learning_gain, opinion
from ..questions import KeyedQuestion
from ..quiz import FINISHED
from ..sheets import finished_at
from .folder import ClassFolder
from .session import Problem
from .sheets import Sheets, collect


@dataclass(frozen=True)
class Round:
    """What came back on a sheet, or on one round of it."""

    title: str
    """What the sheet, or the round, is called."""
    sent: int
    """How many trainees sent it."""
    opinions: tuple[Opinion, ...]
    """One for each question, in the sheet's order."""


@dataclass(frozen=True)
class Learner:
    """The points of a trainee who took both tests."""

    trainee: str
    before: float
    after: float
    gain: float | None
    """None where the first test had all points."""


@dataclass(frozen=True)
class Topic:
    """What a class learned of one module of the course."""

    title: str
    gain: ClassGain
    """Points of the questions about it; `most` is their number."""


@dataclass(frozen=True)
class Learning:
    """What the two tests say."""

    only_before: int
    only_after: int
    """Trainees who took just one of them."""
    gain: ClassGain
    learners: tuple[Learner, ...]
    topics: tuple[Topic, ...]


@dataclass(frozen=True)
class Effect:
    """What a course brought a class."""

    trainees: int
    """How many there are on the roster."""
    reaction: tuple[Round, ...]
    learning: Learning | None
    """None where the course has no test after it."""
    behaviour: tuple[Round, ...]
    problems: tuple[Problem, ...]


def effect(class_: ClassFolder) -> Effect:
    """Collect what trainees sent and return what it says."""
    sheets, problems = collect(class_)
    titles = {module.id: module.title for module in Course(workbook.course(class_.lang)).modules}
    rounds = [one for one in sheets if one.lesson.is_sheet]
    return Effect(
        trainees=len(class_.trainees()),
        reaction=tuple(_round(one, "", one.lesson.title) for one in rounds if not one.lesson.rounds),
        learning=_learning([one for one in sheets if one.lesson.is_test], titles),
        behaviour=tuple(_round(one, id_, name) for one in rounds for id_, name in one.lesson.rounds.items()),
        problems=problems,
    )


def _round(sheets: Sheets, round_: str, title: str) -> Round:
    head = f"{round_}:" if round_ else ""
    sent = [answers for answers in sheets.answers.values() if answers.get(finished_at(round_))]
    asked = [keyed.question for id_, keyed in sheets.lesson.questions.items() if id_.startswith(head)]
    opinions = tuple(opinion(one, [answers.get(one.id, "") for answers in sent]) for one in asked)
    return Round(title, len(sent), opinions)


def _learning(tests: Sequence[Sheets], titles: Mapping[str, str]) -> Learning | None:
    after = next((one for one in tests if one.lesson.first_test is not None), None)
    if after is None or after.lesson.first_test is None:
        return None
    first = after.lesson.first_test.resolve()
    before = next((one for one in tests if one.lesson.folder == first), None)
    then = _finished(before) if before is not None else {}
    now = _finished(after)
    both = [trainee for trainee in now if trainee in then]
    questions = list(after.lesson.questions.values())
    pairs = {one: (_points(questions, then[one]), _points(questions, now[one])) for one in both}
    most = len(questions)
    topics = []
    for topic in dict.fromkeys(keyed.question.topic for keyed in questions if keyed.question.topic):
        about = [keyed for keyed in questions if keyed.question.topic == topic]
        points = [(_points(about, then[one]), _points(about, now[one])) for one in both]
        topics.append(Topic(titles.get(topic, topic), class_gain(points, len(about))))
    return Learning(
        only_before=len(then) - len(both),
        only_after=len(now) - len(both),
        gain=class_gain(list(pairs.values()), most),
        learners=tuple(Learner(one, *pair, learning_gain(*pair, most)) for one, pair in pairs.items()),
        topics=tuple(topics),
    )


def _finished(sheets: Sheets) -> dict[str, Mapping[str, str]]:
    return {trainee: answers for trainee, answers in sheets.answers.items() if answers.get(FINISHED)}


def _points(questions: Sequence[KeyedQuestion], answers: Mapping[str, str]) -> float:
    return sum(keyed.credit(answers.get(keyed.question.id, "")) or 0.0 for keyed in questions)
