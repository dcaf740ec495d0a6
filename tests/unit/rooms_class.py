"""A class of two groups, somebody alone, and one exercise with a map that is released."""

from __future__ import annotations

import shutil
from pathlib import Path

from exercise_folders import NAME, SOLUTIONS

from journeybook.classroom.folder import CLASS_FILE, ClassFolder

EXERCISE = NAME
BLUE, RED = "蓝鲸组", "../red & <b>"
ROSTER = f"id,name,group\nanna,Anna,{BLUE}\nbo,Bo,{BLUE}\nchen,陈静,{RED}\ndora,Dora,\n"


def make_class(root: Path, lang: str = "zh") -> ClassFolder:
    """Make a class in a workbook at `root` (made as well), its one exercise released as far as rooms need it."""
    for part in ("course", "datasets", "exercises"):
        (root / part).symlink_to(SOLUTIONS.parent / part)
    class_ = ClassFolder(root / "classes" / "c", "c", lang)
    source = SOLUTIONS.parent / "exercises" / lang / EXERCISE
    shutil.copytree(source, class_.outbound / EXERCISE)
    class_.inbound.mkdir()
    (class_.path / CLASS_FILE).write_text(f'name = "c"\nlang = "{lang}"\n', encoding="utf-8")
    write_roster(class_, ROSTER)
    return class_


def write_roster(class_: ClassFolder, text: str) -> None:
    """Replace the class's roster."""
    (class_.path / "roster.csv").write_text(text, encoding="utf-8")
