"""A course of two lessons, two tests and the retail exercise on a desk, for tests of lessons and of the start page."""

from __future__ import annotations

from pathlib import Path

from exercise_folders import NAME, released

from journeybook import mapfile
from journeybook.model import JourneyMap, Stage, Touchpoint

STARTER = JourneyMap(
    stages=(Stage(id="stage-1", name="购买"),),
    touchpoints=(Touchpoint(id="touchpoint-1", stage="stage-1", name="结账"),),
)

QUESTIONS = """
[[question]]
id = "one"
text = "?"
right = "b"
[question.options]
a = "A"
b = "B"
[question.why]
a = "no"
b = "yes"

[[question]]
id = "two"
kind = "multiple"
text = "?"
right = ["a", "b"]
[question.options]
a = "A"
b = "B"
c = "C"
[question.why]
a = "yes"
b = "yes"
c = "no"
"""

OPEN = """
[[question]]
id = "own"
kind = "open"
text = "And you?"
"""


def write_lesson(folder: Path, lang: str = "en", *, extra: str = "", questions: str = QUESTIONS + OPEN) -> Path:
    """Write a lesson's file, with questions and other lines before them."""
    folder.mkdir(parents=True, exist_ok=True)
    head = f'format = 1\nlang = "{lang}"\ntitle = "Lesson {folder.name}"\nminutes = 20\n{extra}\n'
    (folder / "lesson.toml").write_text(head + questions, encoding="utf-8")
    return folder


def write_starter(folder: Path) -> None:
    (folder / "map.starter.json").write_text(mapfile.dump(STARTER), encoding="utf-8")


def write_course(desk: Path, lang: str = "en") -> Path:
    """Lay out a whole course on a desk and return it."""
    (desk / ".journeybook").mkdir(parents=True)
    (desk / "test-bank.toml").write_text(QUESTIONS, encoding="utf-8")
    bank = '[test]\nbank = "../../test-bank.toml"\n'
    write_lesson(desk / "00-start" / "pre", lang, extra=bank, questions="")
    write_lesson(desk / "01-theory" / "words", lang)
    write_starter(write_lesson(desk / "01-theory" / "drawing", lang, questions=""))
    after = f'{bank}before = "../../00-start/pre"\n'
    write_lesson(desk / "04-discussion" / "post", lang, extra=after, questions="")
    (desk / "exercises").mkdir()
    released(lang, desk / "exercises" / NAME)
    (desk / "course.toml").write_text(
        f"""format = 1
lang = "{lang}"
[[module]]
id = "00-start"
title = "Start"
[[module.page]]
lesson = "00-start/pre"
[[module]]
id = "01-theory"
title = "Theory"
about = "About <it>"
[[module.page]]
lesson = "01-theory/words"
[[module.page]]
lesson = "01-theory/drawing"
[[module]]
id = "02-drawing"
title = "Later"
[[module]]
id = "03-cases"
title = "Cases"
[[module.page]]
exercise = "{NAME}"
title = "Retail"
minutes = 60
[[module.page]]
exercise = "99-later"
title = "Not released"
minutes = 60
[[module]]
id = "04-discussion"
title = "Discussion"
[[module.page]]
lesson = "04-discussion/post"
""",
        encoding="utf-8",
    )
    return desk
