"""The steps of a peer review: assign, bring to the desks, collect, return."""

from __future__ import annotations

import hashlib
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nbgrader.utils import parse_utc

from ... import answersfile, desk, mapfile
from ...atomic import write_bytes, write_text
from ...errors import AnswersFileError, ClassError, ExerciseError, MapFileError
from ...handback import MAX_BYTES, exchange_name
from ...handin import MAP_FILE as HAND_IN_MAP
from ...handin import RefusedFileError, read_regular
from ...i18n import t, use_language
from ...model import JourneyMap
from ...reviewfile import (
    FOLDER,
    MAP_FILE,
    NOTEBOOK,
    PACKET_FILE,
    REVIEW_FILE,
    Packet,
    parse,
    read_packet,
    write_packet,
)
from ...reviewing import notebook
from ..folder import ClassFolder
from ..results import Results, exercise_title, source_exercise
from ..roster import Trainee
from ..session import Problem
from . import store
from .anonymous import anonymous
from .assign import assign as match
from .page import page


@dataclass(frozen=True)
class Outcome:
    """What a step did."""

    done: int
    total: int
    problems: tuple[Problem, ...]


def assign(class_: ClassFolder, exercise: str, *, reviews: int | None = None, seed: int | None = None) -> Outcome:
    """Assign reviewers to all collected maps that have none yet, and bring the maps to the reviewers' desks.

    What was assigned before stays: the same reviewers, and the maps as they were then.

    Parameters
    ----------
    class_ : ClassFolder
        The class.
    exercise : str
        The exercise whose maps are reviewed.
    reviews : int, optional
        How many each map gets and each trainee gives; 2 by default, and later what it was at first.
    seed : int, optional
        The same one gives the same assignment; by default a new one is drawn, and kept.

    Returns
    -------
    Outcome
        `done` counts maps that got reviewers now, `total` all that have some.

    Raises
    ------
    ClassError
        If the exercise is unknown or has no criteria about maps, too few maps are collected, or another number or
        seed was in use before.
    """
    if exercise not in class_.released():
        raise ClassError("classroom.unknown_exercise", exercise=exercise, known=", ".join(class_.released()) or "–")
    criteria = store.criteria(class_, exercise)
    before = store.read_assignment(class_, exercise)
    if before is not None and (reviews not in (None, before.reviews) or seed not in (None, before.seed)):
        raise ClassError("peer.other_plan", exercise=exercise, reviews=before.reviews, seed=before.seed)
    plan = before or store.Assignment(reviews or 2, secrets.randbelow(10**9) if seed is None else seed)
    maps, problems = _maps(class_, exercise, plan)
    people = {trainee.id: trainee for trainee in class_.trainees()}
    authors = [author for author in people if author in plan.codes or author in maps]
    if len(authors) <= plan.reviews:
        raise ClassError("peer.too_few", exercise=exercise, count=len(authors), reviews=plan.reviews)
    codes = dict(plan.codes)
    for author in sorted(maps):
        codes[author] = store.new_code(plan.seed, author, set(codes.values()))
    given = {
        reviewer: [plan.author(code) for code in theirs if plan.author(code) in people]
        for reviewer, theirs in plan.reviewers.items()
        if reviewer in people
    }
    labels = {author: _labels(class_, exercise, people[author]) for author in authors}
    matched = match(authors, labels, plan.reviews, plan.seed, given if before else None)
    # Of those who have left the class, what they were to review stays on record.
    reviewers = dict(plan.reviewers) | {
        reviewer: (
            *plan.reviewers.get(reviewer, ()),
            *(codes[author] for author in theirs if codes[author] not in plan.reviewers.get(reviewer, ())),
        )
        for reviewer, theirs in matched.items()
    }
    assignment = store.Assignment(plan.reviews, plan.seed, codes, reviewers)
    with use_language(class_.lang):
        _keep_maps(class_, exercise, maps, codes, people)
    store.write_assignment(class_, exercise, assignment)
    _hand_out(class_, exercise, assignment, criteria)
    for trainee in people:
        problems += bring_reviews(class_, trainee)
    return Outcome(len(maps), len(codes), tuple(problems))


def _maps(class_: ClassFolder, exercise: str, plan: store.Assignment) -> tuple[dict[str, JourneyMap], list[Problem]]:
    """Return the collected maps that have no code yet, by author, and what keeps others from being reviewed."""
    source = source_exercise(class_, exercise)
    found: dict[str, JourneyMap] = {}
    problems = []
    for trainee in class_.trainees():
        folder = class_.step("submitted", trainee.id, exercise)
        if trainee.id in plan.codes or not folder.is_dir():
            continue
        try:
            journey_map = mapfile.read(folder / HAND_IN_MAP)
        except MapFileError:
            journey_map = None
        if journey_map is None or (source is not None and journey_map == source.starter):
            problems.append(Problem(exercise, trainee.id, t("peer.no_map")))
        else:
            found[trainee.id] = journey_map
    return found, problems


def _labels(class_: ClassFolder, exercise: str, author: Trainee) -> set[str]:
    """Return what keeps two people from reviewing each other: a group of theirs, or one map that both handed in."""
    labels = {f"group {author.group}"} if author.group else set()
    try:
        content = read_regular(class_.step("submitted", author.id, exercise) / HAND_IN_MAP)
    except (OSError, RefusedFileError):
        return labels
    return labels | {f"map {hashlib.sha256(content).hexdigest()}"}


def _keep_maps(
    class_: ClassFolder,
    exercise: str,
    maps: dict[str, JourneyMap],
    codes: dict[str, str],
    people: dict[str, Trainee],
) -> None:
    for author, journey_map in maps.items():
        group = people[author].group
        mates = [one for one in people.values() if group and one.group == group and one.id != author]
        path = store.map_file(class_, exercise, codes[author])
        path.parent.mkdir(parents=True, exist_ok=True)
        mapfile.write(path, anonymous(journey_map, people[author], mates))


def _hand_out(class_: ClassFolder, exercise: str, assignment: store.Assignment, criteria: tuple[str, ...]) -> None:
    """Put what each reviewer gets into the exchange; what lies there already stays."""
    title = exercise_title(class_, exercise)
    for reviewer, codes in assignment.reviewers.items():
        for code in codes:
            folder = store.exchange_folder(class_, exercise, reviewer) / code
            if (folder / PACKET_FILE).is_file():
                continue
            folder.mkdir(parents=True, exist_ok=True)
            (folder / MAP_FILE).write_bytes(store.map_file(class_, exercise, code).read_bytes())
            write_packet(folder / PACKET_FILE, Packet(exercise, code, title, class_.lang, criteria))


def bring_reviews(class_: ClassFolder, trainee: str) -> list[Problem]:
    """Bring the maps to review, and what others say of the trainee's own, to the trainee's desk, if it is here.

    What the trainee wrote is never touched.
    """
    place = class_.desk(trainee)
    problems = []
    for source in sorted((class_.exchange / class_.name / "reviews").glob(f"*/{trainee}")):
        exercise = source.parent.name
        try:
            for packet in sorted(source.glob(f"*/{PACKET_FILE}")):
                target = _inside(place, FOLDER, exercise, packet.parent.name)
                if target is not None:
                    _bring_packet(packet.parent, target)
            returned = source / store.RETURNED_FILE
            target = _inside(place, "exercises", exercise)
            if returned.is_file() and target is not None and target.is_dir():
                write_bytes(target / store.RETURNED_FILE, returned.read_bytes())
        except (OSError, ExerciseError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            problems.append(Problem(exercise, trainee, t("peer.not_brought", folder=place, reason=reason)))
    return problems


def _inside(place: Path, *steps: str) -> Path | None:
    """Return a folder on a desk; None where there is no desk, or a link leads out of it."""
    target = place.joinpath(*steps)
    if not place.is_dir() or not target.resolve().is_relative_to(place.resolve()):
        return None
    return target


def _bring_packet(source: Path, target: Path) -> None:
    packet = read_packet(source / PACKET_FILE)
    target.mkdir(parents=True, exist_ok=True)
    for name in (PACKET_FILE, MAP_FILE):
        write_bytes(target / name, (source / name).read_bytes())
    copy = target / NOTEBOOK
    with tempfile.TemporaryDirectory(prefix="journeybook-") as temporary:
        original = Path(temporary, NOTEBOOK)
        original.write_text(notebook(packet), encoding="utf-8")
        if not copy.exists():
            write_bytes(copy, original.read_bytes())
        # Only what is as we made it runs by itself when it opens.
        desk.sign({copy: original})


def collect(class_: ClassFolder, exercise: str) -> Outcome:
    """Take in the newest of each review that was handed back; may be repeated at any time.

    Returns
    -------
    Outcome
        `done` counts new and changed reviews, `total` all that were ever collected.

    Raises
    ------
    ClassError
        If nothing is assigned.
    """
    assignment = store.needed_assignment(class_, exercise)
    criteria = store.criteria(class_, exercise)
    done, total, problems = 0, 0, []
    for reviewer, codes in assignment.reviewers.items():
        for code in codes:
            target = store.review_file(class_, exercise, code, reviewer)
            before = target.read_bytes() if target.is_file() else None
            newest = max(_handed_back(class_, exercise, code, reviewer), default=None)
            if newest is not None and not _take_in(newest[1] / REVIEW_FILE, target, criteria):
                problems.append(Problem(exercise, reviewer, t("peer.refused", code=code)))
            after = target.read_bytes() if target.is_file() else None
            done += after != before
            total += after is not None
    return Outcome(done, total, tuple(problems))


def _handed_back(class_: ClassFolder, exercise: str, code: str, reviewer: str) -> Iterator[tuple[str, Path]]:
    """Yield (time, folder) of each time that a review was handed back."""
    for path in class_.inbound.glob(f"{reviewer}+{exchange_name(exercise, code)}+*"):
        time = path.name.split("+")[2]
        try:
            parse_utc(time)
        except (ValueError, OverflowError):
            continue  # anybody may put a folder of any name into the exchange
        if path.is_dir() and not path.is_symlink():
            yield time, path


def _take_in(source: Path, target: Path, criteria: tuple[str, ...]) -> bool:
    """Copy what a review may consist of and nothing else; return whether there was any."""
    with tempfile.TemporaryDirectory(prefix="journeybook-") as temporary:
        copy = Path(temporary, REVIEW_FILE)
        try:
            copy.write_bytes(read_regular(source, MAX_BYTES))
            review = parse(answersfile.read(copy), criteria)
        except (OSError, RefusedFileError, AnswersFileError):
            return False
    if review.is_empty:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    answersfile.write(target, review.to_answers())
    return True


def give_back(class_: ClassFolder, results: Results) -> Outcome:
    """Give each author the reviews of their map, without names, as a page beside the feedback.

    Parameters
    ----------
    class_ : ClassFolder
        The class.
    results : Results
        What the class has for the exercise; what grading found stands beside the reviews.

    Returns
    -------
    Outcome
        `done` counts authors that got a page, `total` all whose map is reviewed.

    Raises
    ------
    ClassError
        If nothing is assigned.
    """
    exercise = results.exercise
    assignment = store.needed_assignment(class_, exercise)
    criteria = store.criteria(class_, exercise)
    people = {trainee.id: trainee for trainee in class_.trainees()}
    done, problems = 0, []
    for author, code in assignment.codes.items():
        reviews = store.collected(class_, exercise, assignment, code)
        if author not in people or not reviews:
            continue
        known = [people[reviewer] for reviewer in reviews if reviewer in people]
        groups = {one.group for one in known if one.group}
        mates = [one for one in people.values() if one in known or one.group in groups]
        # What grading found stands beside it once the author knows it from the feedback.
        told = (class_.step("feedback", author, exercise) / f"{exercise}.html").is_file()
        result = results.of(author) if told else None
        with use_language(class_.lang):
            text = page(results.title, criteria, list(reviews.values()), result, mates)
        folder = store.exchange_folder(class_, exercise, author)
        folder.mkdir(parents=True, exist_ok=True)
        write_text(folder / store.RETURNED_FILE, text)
        problems += bring_reviews(class_, author)
        done += 1
    return Outcome(done, len(assignment.codes), tuple(problems))
