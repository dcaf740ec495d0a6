"""Does a lesson take as long as it says, and do its links lead somewhere?"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import nbformat
import pytest

from journeybook.lesson import Lesson

ROOT = Path(__file__).parents[2]
LESSONS = [
    folder
    for path in sorted((ROOT / "course").glob("*/*/*/lesson.toml"))
    if not Lesson(folder := path.parent).is_test and not folder.name.startswith(".")
]
NOTEBOOKS = sorted(path for part in ("course", "exercises") for path in (ROOT / part).glob("*/**/*.ipynb"))

SAID = {"zh": r"其中阅读约? ?(\d+) 分钟", "en": r", (\d+) of them reading"}
"""How the first cell says the minutes of reading."""

FACTOR = 1.5
SPEED = {"zh": 400, "en": 200}
"""Characters or words that are read in a minute."""


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def prose(notebook: Path) -> list[str]:
    cells = nbformat.read(notebook, as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "markdown"]


def questions(value: Any, *, read: bool = False) -> list[str]:
    """Return what is read in a lesson's file: questions, options and explanations."""
    if isinstance(value, str):
        return [value] if read else []
    if isinstance(value, list):
        return [text for inner in value for text in questions(inner, read=read)]
    if isinstance(value, dict):
        shown = ("text", "explanation", "options", "targets", "why", "low", "high")
        kept = {key: inner for key, inner in value.items() if key != "right"}
        return [text for key, inner in kept.items() for text in questions(inner, read=read or key in shown)]
    return []


def minutes(texts: list[str], lang: str) -> float:
    """Return how long it takes to read these, without code, links' addresses and HTML."""
    text = re.sub(r"```.*?```|`[^`]*`|(?<=\])\([^)]*\)|<[^>]*>", " ", "\n".join(texts), flags=re.DOTALL)
    return len(re.findall({"zh": r"[\u3400-\u9fff]", "en": r"[\w'’-]+"}[lang], text)) / SPEED[lang]


@pytest.mark.parametrize("folder", LESSONS, ids=name)
def test_reading_takes_as_long_as_said(folder: Path) -> None:
    """Do the minutes of reading agree with the texts and the questions, and do they leave time for the doing?"""
    lesson, texts = Lesson(folder), prose(folder / f"{folder.name}.ipynb")
    (said,) = (int(found) for found in re.findall(SAID[lesson.lang], texts[0]))
    data = tomllib.loads((folder / "lesson.toml").read_text(encoding="utf-8"))
    measured = minutes(texts + questions(data["question"]), lesson.lang)
    assert measured / FACTOR <= said <= measured * FACTOR, f"{measured:.1f} minutes of reading"
    assert said < lesson.minutes


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_links_lead_somewhere(path: Path) -> None:
    """Does each link in a text lead to a file on a trainee's desk, and none out into the web?"""
    part, lang, *rest = path.relative_to(ROOT).parts
    # On a desk the course lies at the top, and the exercises in a folder beside its modules.
    place = Path(*rest) if part == "course" else Path("exercises", *rest)
    for link in re.findall(r"\]\(([^)\s]+)[^)]*\)", "\n".join(prose(path))):
        target = link.partition("#")[0]
        if not target or target.startswith("attachment:"):
            continue
        assert "://" not in link, link
        steps: list[str] = []
        for step in (*place.parent.parts, *target.split("/")):
            if step == "..":
                assert steps, link
                steps.pop()
            elif step != ".":
                steps.append(step)
        inside = ROOT / "exercises" / lang / Path(*steps[1:]) if steps[0] == "exercises" else None
        assert (inside or ROOT / "course" / lang / Path(*steps)).is_file(), link
