"""A class of five with graded hand-ins of the retail exercise, for tests of what is made of them.

Run as a program, it leaves the feedback in a folder: grading cannot run in a thread that drives a browser.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

if __name__ == "__main__":  # pytest finds what tests share by itself
    sys.path[:0] = [str(Path(__file__).parents[1] / name) for name in ("unit", "notebooks")]

from exercise_folders import edited, solved_map
from hostile import HOSTILE, hostile_map
from test_class_run import Run

from journeybook import answersfile, mapfile, workbook
from journeybook.classroom.feedback import feedback
from journeybook.classroom.folder import create
from journeybook.classroom.session import open_session
from journeybook.exercise import Exercise
from journeybook.handin import hand_in
from journeybook.i18n import use_language
from journeybook.model import JourneyMap, PainPoint
from journeybook.rubric import Key, record

EXERCISE = "03-retail"
TRAINEES = ("key", "weak", "blank", "mallory", "none")
NAMES = {
    "zh": ("王伟", "李娜", "张敏", "<script>window.owned=1</script>", "刘洋"),
    "en": ("Wei Wang", "Anna Berg", "Min Zhang", "<script>window.owned=1</script>", "Yang Liu"),
}
COMMENTS = {
    "zh": "选得好，理由也说了。\n下次先算每百次接触的投诉数；n < 30 时要说明。",
    "en": "Good choice, and you say why.\nNext time, count complaints per hundred contacts; with n < 30, say so.",
}


def weak_map(lang: str) -> JourneyMap:
    """Return the model map with unjudged feelings, too many moments of truth, and a pain point that only looks bad."""
    journey_map = solved_map(lang)
    touchpoints = tuple(
        card.model_copy(update={"emotion": None if i % 2 else card.emotion, "is_moment_of_truth": i < 5})
        for i, card in enumerate(journey_map.touchpoints)
    )
    search = next(card for card in touchpoints if card.case_touchpoint == "app_search")
    words = {"zh": "搜索的投诉最多，一定是最差的地方", "en": "Search has the most complaints, so it must be the worst"}
    decoy = PainPoint(id="painpoint-decoy", stage=search.stage, touchpoint=search.id, text=words[lang], severity=5)
    opportunities = tuple(card.model_copy(update={"owner": ""}) for card in journey_map.opportunities)
    pain_points = (*journey_map.pain_points, decoy)
    return edited(journey_map, touchpoints=touchpoints, pain_points=pain_points, opportunities=opportunities)


@contextmanager
def graded_class(root: Path, lang: str) -> Iterator[Run]:
    """Make a workbook in `root` with a class whose hand-ins are graded: a perfect, two weak, a blank and a hostile one.

    Beside each graded notebook lies the record of its findings; the trainer has marked one open answer by hand.
    """
    real = workbook.root()
    for name in ("course", "exercises", "solutions", "datasets"):
        (root / name).symlink_to(real / name)
    lines = "".join(f"{trainee},{name}\n" for trainee, name in zip(TRAINEES, NAMES[lang], strict=True))
    (root / "roster.csv").write_text(f"id,name\n{lines}", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, use_language(lang):
        patch.setenv(workbook.HOME_VARIABLE, str(root))
        run = Run(create("c1", lang, root / "roster.csv"), root / "ran")
        run.command("release", "c1", EXERCISE)
        for trainee in TRAINEES:
            run.command("join", "c1", trainee, "--no-open")
            _work(run, trainee, lang)
        run.command("collect", "c1")
        run.command("grade", "c1")
        key = Key.read(run.class_.source / EXERCISE / "key" / "key.toml")
        for trainee in TRAINEES:
            graded = run.class_.step("autograded", trainee, EXERCISE)
            exercise = Exercise(graded)
            found = {item: exercise.findings(item, key=key) for item in exercise.rubric.items}
            record.write(graded / record.FILE_NAME, found)
        with open_session(run.class_) as session, session.gradebook() as gradebook:
            mark = gradebook.find_grade("answer-open", EXERCISE, EXERCISE, "weak")
            mark.manual_score, mark.needs_manual_grade = 2.5, False
            gradebook.find_comment("answer-open", EXERCISE, EXERCISE, "weak").manual_comment = COMMENTS[lang]
            gradebook.find_comment("answer-open", EXERCISE, EXERCISE, "none").manual_comment = HOSTILE
            gradebook.db.commit()
        yield run


def _work(run: Run, trainee: str, lang: str) -> None:
    """Do the exercise as one of the trainees does, and hand it in."""
    folder = run.class_.desk(trainee) / "exercises" / EXERCISE
    shutil.copyfile(folder / "map.starter.json", folder / "map.journey.json")
    if trainee != "blank":
        maps = {"key": solved_map(lang), "mallory": hostile_map()}
        mapfile.write(folder / "map.journey.json", maps.get(trainee) or weak_map(lang))
        changed = {"weak": {"q1": "a"}, "mallory": {"open": HOSTILE}}.get(trainee, {})
        answers = answersfile.read(run.class_.source / EXERCISE / "key" / "answers.json")
        answersfile.write(folder / "answers.json", answers | changed)
    hand_in(folder)


if __name__ == "__main__":
    with graded_class(Path(sys.argv[1]), sys.argv[2]) as made:
        feedback(made.class_)
