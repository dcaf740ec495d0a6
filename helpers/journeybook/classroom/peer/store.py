"""The files of a peer review: what the trainer keeps in the class folder, and what lies in the exchange.

::

    classes/NAME/peer/EXERCISE/
        assignment.json              who reviews whom: only the trainer's
        maps/CODE.journey.json       the maps without names, as they were when assigned
        reviews/CODE/REVIEWER.json   the reviews that came back
    classes/NAME/exchange/NAME/reviews/EXERCISE/TRAINEE/
        CODE/                        what a trainee reviews
        reviews.html                 what others say of the trainee's own map
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ... import answersfile, jsonfile
from ...atomic import write_text
from ...errors import AnswersFileError, ClassError
from ...reviewfile import Review, parse
from ...rubric import Rubric
from ..folder import ClassFolder
from ..results import source_exercise

RETURNED_FILE = "reviews.html"
"""The page with what others say of a map, beside the feedback."""

_FORMAT = 1
_MAX_BYTES = 2_000_000


@dataclass(frozen=True)
class Assignment:
    """Who reviews whose map."""

    reviews: int
    """How many each map gets and each reviewer gives."""
    seed: int
    codes: Mapping[str, str] = field(default_factory=dict)
    """Author → the code that stands for their map."""
    reviewers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Reviewer → codes of the maps they review, in order."""

    def author(self, code: str) -> str:
        """Return whose map a code stands for."""
        return next(author for author, theirs in self.codes.items() if theirs == code)

    def reviewers_of(self, code: str) -> tuple[str, ...]:
        """Return who reviews a map, in an order that tells nothing."""
        found = [reviewer for reviewer, codes in self.reviewers.items() if code in codes]
        return tuple(sorted(found, key=lambda reviewer: _digest(self.seed, code, reviewer)))


def new_code(seed: int, author: str, taken: set[str]) -> str:
    """Return a code for an author's map; the same seed gives the same one."""
    digest = _digest(seed, "code", author)
    return next(code for length in range(6, 33) if (code := digest[:length]) not in taken)


def _digest(*words: object) -> str:
    return hashlib.sha256("\0".join(map(str, words)).encode()).hexdigest()


def peer_folder(class_: ClassFolder, exercise: str) -> Path:
    """Return where the trainer's files of one exercise's peer review lie."""
    return class_.path / "peer" / exercise


def exchange_folder(class_: ClassFolder, exercise: str, trainee: str) -> Path:
    """Return where a trainee's packets, and the page with what others say, lie in the exchange."""
    return class_.exchange / class_.name / "reviews" / exercise / trainee


def map_file(class_: ClassFolder, exercise: str, code: str) -> Path:
    """Return where a map without its author's name lies."""
    return peer_folder(class_, exercise) / "maps" / f"{code}.journey.json"


def review_file(class_: ClassFolder, exercise: str, code: str, reviewer: str) -> Path:
    """Return where a review that came back lies."""
    return peer_folder(class_, exercise) / "reviews" / code / f"{reviewer}.json"


def criteria(class_: ClassFolder, exercise: str) -> tuple[str, ...]:
    """Return the criteria about maps of an exercise's rubric, each once, in its order.

    Raises
    ------
    ClassError
        If it has none: there is nothing to review.
    """
    source = source_exercise(class_, exercise)
    names = () if source is None else tuple(dict.fromkeys(_about_map(source.rubric)))
    if not names:
        raise ClassError("peer.no_criteria", exercise=exercise)
    return names


def _about_map(rubric: Rubric) -> Iterator[str]:
    for demands in rubric.items.values():
        yield from (demand.criterion.name for demand in demands if demand.criterion.about_map and demand.points)


def read_assignment(class_: ClassFolder, exercise: str) -> Assignment | None:
    """Return who reviews whom; None where nothing is assigned.

    Raises
    ------
    ClassError
        If the file is damaged.
    """
    path = peer_folder(class_, exercise) / "assignment.json"
    if not path.is_file():
        return None
    try:
        data: Any = jsonfile.load(path, _MAX_BYTES)
        if data["format"] != _FORMAT:
            raise ValueError("format")
        codes = {str(author): str(code) for author, code in data["codes"].items()}
        reviewers = {str(reviewer): tuple(map(str, given)) for reviewer, given in data["reviewers"].items()}
        if not all(re.fullmatch("[0-9a-f]{6,32}", code) for code in codes.values()):
            raise ValueError("code")
        if unknown := {code for given in reviewers.values() for code in given} - set(codes.values()):
            raise ValueError(f"codes {unknown}")
        return Assignment(int(data["reviews"]), int(data["seed"]), codes, reviewers)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ClassError("peer.broken_assignment", file=path) from error


def needed_assignment(class_: ClassFolder, exercise: str) -> Assignment:
    """Return who reviews whom; raises ClassError where nothing is assigned, or the file is damaged."""
    found = read_assignment(class_, exercise)
    if found is None:
        raise ClassError("peer.not_assigned", exercise=exercise, name=class_.name)
    return found


def write_assignment(class_: ClassFolder, exercise: str, assignment: Assignment) -> None:
    """Keep who reviews whom."""
    data = {
        "format": _FORMAT,
        "reviews": assignment.reviews,
        "seed": assignment.seed,
        "codes": dict(assignment.codes),
        "reviewers": {reviewer: list(codes) for reviewer, codes in assignment.reviewers.items()},
    }
    folder = peer_folder(class_, exercise)
    folder.mkdir(parents=True, exist_ok=True)
    write_text(folder / "assignment.json", json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def collected(class_: ClassFolder, exercise: str, assignment: Assignment, code: str) -> dict[str, Review]:
    """Return the reviews of a map that came back, by reviewer, in an order that tells nothing."""
    known = criteria(class_, exercise)
    found = {}
    for reviewer in assignment.reviewers_of(code):
        path = review_file(class_, exercise, code, reviewer)
        try:
            review = parse(answersfile.read(path), known)
        except AnswersFileError:
            continue
        if path.is_file() and not review.is_empty:
            found[reviewer] = review
    return found
