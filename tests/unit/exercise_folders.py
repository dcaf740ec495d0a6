"""The retail exercise as a learner has it, for the tests of what a notebook's cells show and grade."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from journeybook import answersfile, mapfile
from journeybook.exercise import Exercise
from journeybook.model import JourneyMap

SOLUTIONS = Path(__file__).parents[2] / "solutions"
NAME = "03-retail"

ITEMS = {"persona": 4, "map": 10, "pain-points": 12, "moments": 6, "evidence": 11, "opportunities": 10, "future": 2} | {
    "quiz": 3,
    "effect": 4,
}
"""Item → its points, as the notebook says them to the learner."""


def key_folder(lang: str) -> Path:
    return SOLUTIONS / lang / NAME / "key"


def solved_map(lang: str) -> JourneyMap:
    return mapfile.read(key_folder(lang) / "map.journey.json")


def released(lang: str, folder: Path) -> Exercise:
    """Return the exercise in `folder`, as released: without the key."""
    shutil.copytree(SOLUTIONS / lang / NAME, folder, ignore=shutil.ignore_patterns("key", "*.ipynb"))
    return Exercise(folder)


def solve(exercise: Exercise) -> None:
    """Draw and answer everything as the trainer would."""
    mapfile.write(exercise.map_path, solved_map(exercise.lang))
    mapfile.write(exercise.future_path, mapfile.read(key_folder(exercise.lang) / exercise.future_path.name))
    answersfile.write(exercise.answers_path, answersfile.read(key_folder(exercise.lang) / "answers.json"))


def edited(journey_map: JourneyMap, **parts: Any) -> JourneyMap:
    """Return the map with `parts` replaced, held to the rules like any other."""
    return JourneyMap(**(dict(journey_map) | parts))
