"""Does the retail exercise give full points for the key's own map, and none for an untouched one?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from test_class_run import Run

from journeybook import mapfile, workbook
from journeybook.classroom.folder import create
from journeybook.classroom.session import open_session
from journeybook.handin import hand_in
from journeybook.i18n import use_language

EXERCISE = "03-retail"
AUTOMATIC = 62.0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_key_and_untouched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    """Is the solution worth all automatic points, and untouched work 0, "not attempted" and free of tracebacks?"""
    real = workbook.root()
    for name in ("course", "exercises", "solutions", "datasets"):
        (tmp_path / name).symlink_to(real / name)
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))
    (tmp_path / "roster.csv").write_text("id\nkey\nuntouched\n")
    with use_language(lang):
        run = Run(create("c1", lang, tmp_path / "roster.csv"), tmp_path / "ran")
        run.command("release", "c1", EXERCISE)
        for trainee in ("key", "untouched"):
            run.command("join", "c1", trainee, "--no-open")
            folder = run.class_.desk(trainee) / "exercises" / EXERCISE
            shutil.copyfile(folder / "map.starter.json", folder / "map.journey.json")
            if trainee == "key":
                for name in ("map.journey.json", "map.future.journey.json", "answers.json"):
                    shutil.copyfile(run.class_.source / EXERCISE / "key" / name, folder / name)
            hand_in(folder)
        for step in ("collect", "grade", "feedback"):
            run.command(step, "c1")
        with open_session(run.class_) as session, session.gradebook() as gradebook:
            found = {trainee: gradebook.find_submission(EXERCISE, trainee) for trainee in ("key", "untouched")}
            points = {trainee: (one.score, one.needs_manual_grade) for trainee, one in found.items()}
        assert points == {"key": (AUTOMATIC, True), "untouched": (0.0, False)}
        pages = {
            trainee: (run.class_.desk(trainee) / "exercises" / EXERCISE / "feedback.html").read_text(encoding="utf-8")
            for trainee in points
        }
    assert ("未作答" if lang == "zh" else "Not attempted") in pages["untouched"]
    # The trainee finds again what they drew and chose, each part under its name, the open answer under its question.
    page = pages["key"]
    for words in {
        "zh": (
            "<h2>你的旅程图</h2>",
            "你的选择：不能。用它的人最多",
            "<h2>痛点</h2>",
            "管理层只肯先修一处",
            "你的选择：约 27 个百分点",
        ),
        "en": (
            "<h2>Your map</h2>",
            "You chose: No. It has the most",
            "<h2>Pain points</h2>",
            "Management will",
            "You chose: By about 27.",
        ),
    }[lang]:
        assert page.count(words) == 1
    drawn = mapfile.read(real / "solutions" / lang / EXERCISE / "key" / "map.journey.json")
    # Once on the current map and once on the future one.
    assert {page.count(touchpoint.action) for touchpoint in drawn.touchpoints} == {2}
    for page in pages.values():
        for forbidden in ("Traceback", "<script", " src=", "IPython.core"):
            assert forbidden not in page
