"""Does every exercise give full points for the key's own work, and none for an untouched one, in a whole class?"""

from __future__ import annotations

import html
import shutil
from dataclasses import dataclass

import pytest
from test_class_run import Run

from journeybook import mapfile, planfile, workbook
from journeybook.classroom.folder import create, find_exercises
from journeybook.classroom.session import open_session
from journeybook.exercise import Exercise
from journeybook.handin import hand_in
from journeybook.i18n import LANGUAGES, t, use_language
from journeybook.questions import right_in_words
from journeybook.rubric import Key

SOLUTIONS = workbook.root() / "solutions"
EXERCISES = find_exercises(SOLUTIONS / "zh")
TRAINEES = ("key", "untouched")
MAPS = ("map.journey.json", "map.future.journey.json")


@dataclass(frozen=True)
class Graded:
    """What one class got back, by (trainee, exercise): points, whether a person must read it, the page of feedback."""

    lang: str
    points: dict[tuple[str, str], float]
    by_hand: dict[tuple[str, str], bool]
    pages: dict[tuple[str, str], str]


@pytest.fixture(scope="module", params=LANGUAGES)
def graded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """Run one class through all exercises: one trainee hands in the key's work, one the exercise as it came."""
    lang, home = request.param, tmp_path_factory.mktemp(f"class-{request.param}")
    for name in ("course", "exercises", "solutions", "datasets"):
        (home / name).symlink_to(workbook.root() / name)
    (home / "roster.csv").write_text("\n".join(("id", *TRAINEES)) + "\n")
    with pytest.MonkeyPatch.context() as patch, use_language(lang):
        patch.setenv("JOURNEYBOOK_HOME", str(home))
        run = Run(create("c1", lang, home / "roster.csv"), home / "ran")
        for exercise in EXERCISES:
            run.command("release", "c1", exercise)
        for trainee in TRAINEES:
            run.command("join", "c1", trainee, "--no-open")
            for exercise in EXERCISES:
                _hand_in(run, trainee, exercise)
        for step in ("collect", "grade", "feedback"):
            run.command(step, "c1")
        pairs = [(trainee, exercise) for trainee in TRAINEES for exercise in EXERCISES]
        with open_session(run.class_) as session, session.gradebook() as gradebook:
            found = {pair: gradebook.find_submission(pair[1], pair[0]) for pair in pairs}
            points = {pair: one.score for pair, one in found.items()}
            by_hand = {pair: one.needs_manual_grade for pair, one in found.items()}
        pages = {
            (trainee, exercise): html.unescape(
                (run.class_.desk(trainee) / "exercises" / exercise / "feedback.html").read_text(encoding="utf-8")
            )
            for trainee, exercise in pairs
        }
    return Graded(lang, points, by_hand, pages)


def _hand_in(run: Run, trainee: str, exercise: str) -> None:
    folder = run.class_.desk(trainee) / "exercises" / exercise
    if (folder / "map.starter.json").exists():
        shutil.copyfile(folder / "map.starter.json", folder / MAPS[0])
    key = run.class_.source / exercise / "key"
    for name in (*MAPS, "answers.json", "plan.json") if trainee == "key" else ():
        if (key / name).exists():
            shutil.copyfile(key / name, folder / name)
    hand_in(folder)


@pytest.mark.parametrize("name", EXERCISES)
def test_key_and_untouched(graded: Graded, name: str) -> None:
    """Is the solution worth all automatic points and left to a person where there is an open question, the rest 0?"""
    exercise = Exercise(SOLUTIONS / graded.lang / name)
    wanted = sum(exercise.rubric.points(item) for item in exercise.rubric.items)
    assert wanted > 0
    assert graded.points["key", name] == wanted
    assert graded.points["untouched", name] == 0.0
    assert graded.by_hand["key", name] == bool(exercise.open_questions)
    assert ("未作答" if graded.lang == "zh" else "Not attempted") in graded.pages["untouched", name]


@pytest.mark.parametrize("name", EXERCISES)
def test_feedback_shows_what_was_handed_in(graded: Graded, name: str) -> None:
    """Does a trainee find again what they drew and chose, and the open question, and no trace of the machinery?"""
    exercise = Exercise(SOLUTIONS / graded.lang / name)
    page = graded.pages["key", name]
    key = Key.read(exercise.folder / "key" / "key.toml")
    for question in exercise.questions:
        with use_language(graded.lang):
            right = right_in_words(question, key.quiz[question.id])
        assert page.count(t("report.chosen_option", graded.lang, option=right)) == 1, question.id
        assert key.explanations[question.id] in page, question.id
    for words in exercise.open_questions.values():
        assert page.count(words) == 1
    maps = [mapfile.read(path) for file in MAPS if (path := exercise.folder / "key" / file).exists()]
    assert all(touchpoint.action in page for drawn in maps for touchpoint in drawn.touchpoints)
    if (exercise.folder / "key" / "plan.json").exists():
        plan = planfile.read(exercise.folder / "key" / "plan.json")
        wanted = (text for action in plan.actions for text in (action.text, action.measure, action.owner))
        assert all(text in page for text in (plan.company, plan.stop, *wanted))
    for trainee in TRAINEES:
        for forbidden in ("Traceback", "<script", " src=", "IPython.core"):
            assert forbidden not in graded.pages[trainee, name]
