"""A class of the retail exercise with hand-ins as different as people make them, to test and measure grading."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest

from journeybook import answersfile, mapfile, workbook
from journeybook.classroom.folder import ClassFolder, create
from journeybook.classroom.release import release
from journeybook.classroom.session import open_session
from journeybook.handin import FUTURE_FILE
from journeybook.i18n import use_language
from journeybook.model import JourneyMap

EXERCISE = "03-retail"


@contextmanager
def retail_class(
    root: Path, lang: str, trainees: int, gradebook: str | None = None, *, lost: bool = True
) -> Iterator[ClassFolder]:
    """Yield a class in the new workbook `root`, in which so many trainees have handed in the retail exercise.

    Some hand-ins are damaged; without `lost`, none lacks its notebook.
    """
    real = workbook.root()
    for name in ("course", "exercises", "solutions", "datasets"):
        (root / name).symlink_to(real / name)
    ids = [f"t{number:02}" for number in range(trainees)]
    (root / "roster.csv").write_text("\n".join(["id", *ids]) + "\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, use_language(lang):
        patch.setenv(workbook.HOME_VARIABLE, str(root))
        class_ = create("c1", lang, root / "roster.csv", gradebook)
        release(class_, EXERCISE)
        for number, trainee in enumerate(ids):
            put_hand_in(class_, trainee, number, lost=lost)
        yield class_


def put_hand_in(class_: ClassFolder, trainee: str, number: int, *, lost: bool = True) -> None:
    """Put hand-in `number` where collecting puts it; the same number is always the same work."""
    folder = class_.step("submitted", trainee, EXERCISE)
    folder.mkdir(parents=True)
    source = class_.source / EXERCISE
    (folder / "timestamp.txt").write_text(f"2026-03-02 10:{number % 60:02}:00 UTC", encoding="ascii")
    (folder / "submission_secret.txt").write_text(f"{number:064x}", encoding="ascii")
    notebook = nbformat.read(class_.release / EXERCISE / f"{EXERCISE}.ipynb", as_version=4)
    if number % 4 == 3:
        notebook.cells.append(nbformat.v4.new_markdown_cell(f"My own note {number} <b>", id="mine"))
    nbformat.write(notebook, folder / f"{EXERCISE}.ipynb")
    if number == 1:
        return  # nothing but the notebook
    chance = random.Random(number)  # noqa: S311
    drawn = mapfile.read(source / "key" / "map.journey.json") if number else mapfile.read(source / "map.starter.json")
    mapfile.write(folder / "map.journey.json", _varied(drawn, chance) if number > 2 else drawn)
    right = answersfile.read(source / "key" / "answers.json")
    answers = {name: answer for name, answer in right.items() if number == 2 or chance.random() < 0.8}
    if number:
        answersfile.write(folder / answersfile.FILE_NAME, answers)
    if number == 2:
        mapfile.write(folder / FUTURE_FILE, mapfile.read(source / "key" / FUTURE_FILE))
    match number % 10:
        case 4:
            (folder / "map.journey.json").write_text('{"format": "journeybook-map", "ver', encoding="utf-8")
        case 5:
            (folder / answersfile.FILE_NAME).write_bytes(b"\xff\xfe")
        case 6:
            mapfile.write(folder / FUTURE_FILE, drawn)
        case 7 if lost:
            (folder / f"{EXERCISE}.ipynb").unlink()


def _varied(drawn: JourneyMap, chance: random.Random) -> JourneyMap:
    """Return a map from which something is missing, and on which something is felt otherwise."""
    data = json.loads(drawn.model_dump_json())
    kept = [one for one in data["touchpoints"] if chance.random() < 0.85]
    for one in kept:
        if chance.random() < 0.4:
            one["emotion"] = chance.choice([None, -2, -1, 0, 1, 2])
        if chance.random() < 0.2:
            one["is_moment_of_truth"] = not one["is_moment_of_truth"]
        if chance.random() < 0.2:
            one["action"] = ""
    ids = {one["id"] for one in kept}
    data["touchpoints"] = kept
    data["pain_points"] = [one for one in data["pain_points"] if one["touchpoint"] in ids]
    for one in data["pain_points"]:
        one["severity"] = chance.randint(1, 5)
    ids |= {one["id"] for one in data["pain_points"]}
    for one in data["opportunities"]:
        one["pain_points"] = [pain for pain in one["pain_points"] if pain in ids]
        if chance.random() < 0.3:
            one["owner"] = ""
    ids |= {one["id"] for one in data["opportunities"]}
    data["evidence"] = [one for one in data["evidence"] if one["claim"] in ids]
    if chance.random() < 0.2:
        data["persona"]["goal"] = ""
    return JourneyMap.model_validate(data)


def points(class_: ClassFolder) -> dict[str, dict[str, float | None]]:
    """Return each trainee's automatic points by cell, from the gradebook."""
    found: dict[str, dict[str, float | None]] = {}
    with open_session(class_) as session, session.gradebook() as gradebook:
        for submission in gradebook.assignment_submissions(EXERCISE):
            (notebook,) = submission.notebooks
            found[submission.student.id] = {grade.name: grade.auto_score for grade in notebook.grades}
    return found
