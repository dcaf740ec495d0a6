"""A peer review on disk: what the reviewer gets, and what they say.

A review's folder on the desk holds ``packet.json`` (which exercise, which criteria), ``reviewed.journey.json`` (the
map, without its author's name) and, once the reviewer has begun, ``review.json``. The last one is an answers file, so
it is written and checked as answers are; :func:`parse` reads it as a review.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import jsonfile
from .atomic import write_text
from .errors import ExerciseError
from .i18n import LANGUAGES
from .rubric import Status, all_criteria

PACKET_FILE = "packet.json"
MAP_FILE = "reviewed.journey.json"
REVIEW_FILE = "review.json"

NOTEBOOK = "review.ipynb"
"""Name of the notebook in a review's folder."""

FOLDER = "reviews"
"""Folder of a desk with the maps to review: ``reviews/<exercise>/<code>/``."""

RATINGS = (Status.MET, Status.PARTLY_MET, Status.NOT_MET)
"""What a reviewer may say of a criterion, the best first."""

VALUES: Mapping[Status, float] = {Status.MET: 1.0, Status.PARTLY_MET: 0.5, Status.NOT_MET: 0.0}
"""The share of a demand that each rating stands for."""

KEEP, CHANGE = "keep", "change"
"""The two questions in the reviewer's own words: what to keep, what to change."""

_FORMAT = 1
_MAX_BYTES = 100_000
_CODE = re.compile(r"[0-9a-f]{6,32}")


@dataclass(frozen=True)
class Packet:
    """What is reviewed, and by what."""

    exercise: str
    code: str
    """Stands for the author; tells the reviewer nothing."""
    title: str
    lang: str
    criteria: tuple[str, ...]
    """Names of the rubric's criteria about maps, in its order."""


@dataclass(frozen=True)
class Review:
    """What a reviewer says of a map."""

    ratings: Mapping[str, Status]
    """Criterion → one of `RATINGS`; what was not rated is missing."""
    keep: str
    change: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return not self.ratings and not self.keep.strip() and not self.change.strip()

    def to_answers(self) -> dict[str, str]:
        """Return the review as it stands in an answers file."""
        ratings = {question(criterion): rating.value for criterion, rating in self.ratings.items()}
        return ratings | {KEEP: self.keep, CHANGE: self.change}


def question(criterion: str) -> str:
    """Return the id under which the rating of a criterion stands in the file."""
    return f"criterion:{criterion}"


def parse(answers: Mapping[str, str], criteria: tuple[str, ...]) -> Review:
    """Return the review in an answers file; what is no rating, or of no known criterion, is left out."""
    known = {rating.value: rating for rating in RATINGS}
    ratings = {
        criterion: known[given] for criterion in criteria if (given := answers.get(question(criterion), "")) in known
    }
    return Review(ratings, answers.get(KEEP, ""), answers.get(CHANGE, ""))


def waiting(exercise_folder: Path) -> tuple[str, ...]:
    """Return the codes of the maps that wait on the desk of an exercise's folder to be reviewed."""
    place = exercise_folder.parent.parent / FOLDER / exercise_folder.name
    return tuple(sorted(path.parent.name for path in place.glob(f"*/{NOTEBOOK}") if _CODE.fullmatch(path.parent.name)))


def write_packet(path: Path, packet: Packet) -> None:
    """Write what the reviewer gets to know."""
    data = {
        "format": _FORMAT,
        "exercise": packet.exercise,
        "code": packet.code,
        "title": packet.title,
        "lang": packet.lang,
        "criteria": packet.criteria,
    }
    write_text(path, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def read_packet(path: Path) -> Packet:
    """Return the packet in `path`.

    Raises
    ------
    ExerciseError
        If it is missing or damaged; the review must be fetched again.
    """
    try:
        data: Any = jsonfile.load(path, _MAX_BYTES)
        if data["format"] != _FORMAT or data["lang"] not in LANGUAGES or not _CODE.fullmatch(data["code"]):
            raise ValueError("format, language or code")
        known = all_criteria()
        return Packet(
            exercise=str(data["exercise"]),
            code=data["code"],
            title=str(data["title"]),
            lang=data["lang"],
            criteria=tuple(name for name in map(str, data["criteria"]) if name in known),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ExerciseError("peer.broken_packet", file=path) from error
