"""What stands on a trainee's page of feedback: gathered here, laid out by the template.

The findings were written beside the graded notebook when it was graded. A hand-in graded without them, by an older
version or by nbgrader's own command, has a page all the same: its parts show what the grading cells showed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .. import mapfile
from ..errors import JourneybookError, MapFileError, RubricError
from ..exercise import Exercise
from ..formats.picture import Badge, map_svg
from ..handin import FUTURE_FILE, MAP_FILE
from ..i18n import Phrase, language, t
from ..model import JourneyMap
from ..report import Anchor
from ..rubric import Finding, Key, Status, record
from .distribution import Distribution

PICTURE = "map"
"""Id of the picture's place on the page."""

MOST_CARDS = 1_500
"""A map of more cards than this is shown as a table only; nobody could see anything on its picture."""

_STEPS = 3
_ITEM = re.compile(r"""\bexercise\.check\(\s*["']([^"']+)["']\s*\)""")


@dataclass(frozen=True)
class Placed:
    """A finding with its place on the page."""

    finding: Finding
    anchor: Anchor

    @property
    def gain(self) -> float:
        """Points that it could still earn."""
        return self.finding.max_points - self.finding.points


@dataclass(frozen=True)
class Part:
    """One graded part of the exercise."""

    id: str
    title: str
    score: float
    points: float
    waiting: bool = False
    """Whether it still waits for the trainer."""
    comment: str = ""
    """What the trainer says of it."""
    findings: tuple[Placed, ...] = ()


@dataclass(frozen=True)
class Step:
    """Something to try next."""

    title: str
    gain: float
    anchor: str
    number: int = 0
    why: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Page:
    """All that the template shows besides the graded cells themselves."""

    name: str
    """Who reads it."""
    parts: tuple[Part, ...]
    opening: str
    steps: tuple[Step, ...]
    picture: str
    """The trainee's map as SVG; empty where there is none that can be drawn."""
    future: str
    """Their future map as SVG, or empty."""
    problems: tuple[str, ...]
    """What is wrong with the files that they handed in."""
    distribution: Distribution

    @property
    def share(self) -> float:
        """How full the bar of points is, 0 to 1."""
        points = sum(part.points for part in self.parts)
        return min(1.0, max(0.0, sum(part.score for part in self.parts) / points)) if points else 0.0

    @property
    def waiting(self) -> float:
        """Points that the trainer has still to give or not."""
        return sum(part.points for part in self.parts if part.waiting)

    @property
    def begun(self) -> bool:
        """Whether there is anything to build on."""
        return begun(self.parts)

    @property
    def found(self) -> bool:
        """Whether it is known what grading found."""
        return any(part.findings for part in self.parts)

    @property
    def hints(self) -> bool:
        """Whether a finding has hints to open."""
        return any(one.finding.verdict.hints for part in self.parts for one in part.findings)

    @property
    def numbered(self) -> bool:
        """Whether a finding has its number on the picture."""
        return any(one.anchor.number for part in self.parts for one in part.findings)


def gather(
    folder: Path, name: str, parts: Sequence[Part], items: Mapping[str, str], distribution: Distribution
) -> Page:
    """Return the page of the hand-in in `folder`, in the current language.

    Parameters
    ----------
    folder : Path
        The graded hand-in: its map, its answers and, if grading kept one, the record of its findings.
    name : str
        Who handed it in.
    parts : sequence of Part
        The graded parts in order, without their findings.
    items : mapping
        Id of a part → the item of the rubric that it checks.
    distribution : Distribution
        The class's scores.
    """
    found = read_findings(folder)
    journey_map = read_map(folder)
    placed = place_findings({part.id: found.get(items.get(part.id, ""), ()) for part in parts}, journey_map)
    whole = tuple(replace(part, findings=placed[part.id]) for part in parts)
    picture, future = pictures(folder, journey_map, [one for part in whole for one in part.findings], language())
    wrong = problems(folder) if found else ()
    return Page(name, whole, opening(whole), next_steps(whole), picture, future, wrong, distribution)


def item_of(source: str) -> str:
    """Return which item of the rubric a grading cell checks; empty where it checks none.

    Examples
    --------
    >>> item_of('exercise.check("map")')
    'map'
    """
    found = _ITEM.search(source)
    return found[1] if found else ""


def read_findings(folder: Path) -> dict[str, tuple[Finding, ...]]:
    """Return what grading found in the hand-in in `folder`, by item.

    Nothing where no record was kept, or where another version kept one whose sentences this one does not know.
    """
    try:
        found = record.read(folder / record.FILE_NAME)
        for finding in (finding for findings in found.values() for finding in findings):
            t(f"criteria.{finding.criterion}_name")
            for phrase in (finding.verdict.why, *finding.verdict.hints):
                _said(phrase)
    except (RubricError, LookupError, ValueError, TypeError):
        return {}
    return found


def place_findings(
    by_part: Mapping[str, Sequence[Finding]], journey_map: JourneyMap | None
) -> dict[str, tuple[Placed, ...]]:
    """Return findings with their places on the page; those that speak of cards on the map have a number there.

    Parameters
    ----------
    by_part : mapping
        Id of a part → its findings, in the page's order.
    journey_map : JourneyMap or None
        The map that is drawn on the page, if one is.
    """
    drawn = _card_ids(journey_map) if journey_map else frozenset()
    number = 0
    placed: dict[str, tuple[Placed, ...]] = {}
    for part, findings in by_part.items():
        row = []
        for place, finding in enumerate(findings, 1):
            on_map = finding.status is not Status.MET and not drawn.isdisjoint(finding.verdict.where)
            number += on_map
            row.append(Placed(finding, Anchor(f"{part}-{place}", number if on_map else 0, PICTURE)))
        placed[part] = tuple(row)
    return placed


def _card_ids(journey_map: JourneyMap) -> frozenset[str]:
    cards = (journey_map.stages, journey_map.touchpoints, journey_map.pain_points, journey_map.opportunities)
    return frozenset(card.id for group in cards for card in group)


def next_steps(parts: Sequence[Part]) -> tuple[Step, ...]:
    """Return the few findings that would gain most, each with its first hint; parts, where no finding is known.

    What the trainer has given points for by hand is not asked for again: no finding gains more than its part lacks.
    What is only said and not counted comes up where nothing else would gain a point.
    Who has not begun gets the first ones of the exercise: what gains most builds on them.
    """
    known = any(part.findings for part in parts)
    steps = []
    for part in parts:
        lacking = part.points - part.score
        if part.waiting or lacking <= 0:
            continue
        if not known:
            steps.append(Step(part.title, lacking, part.id))
        for placed in part.findings:
            if placed.gain > 0:
                steps.append(_step(placed, min(placed.gain, lacking)))
    if begun(parts):
        # Of two that gain the same, the one that comes first in the exercise.
        steps.sort(key=lambda step: -step.gain)
    if not steps:
        steps = [
            _step(placed, 0)
            for part in parts
            for placed in part.findings
            if not placed.finding.max_points and placed.finding.status is not Status.MET
        ]
    return tuple(steps[:_STEPS])


def _step(placed: Placed, gain: float) -> Step:
    verdict = placed.finding.verdict
    return Step(
        t(f"criteria.{placed.finding.criterion}_name"),
        gain,
        placed.anchor.id,
        placed.anchor.number,
        _said(verdict.why),
        _said(verdict.hints[0]) if verdict.hints else "",
    )


def begun(parts: Sequence[Part]) -> bool:
    """Return whether there is anything to build on."""
    findings = [placed.finding for part in parts for placed in part.findings]
    attempted = any(finding.status is not Status.NOT_ATTEMPTED for finding in findings)
    return not findings or attempted or any(part.score > 0 for part in parts)


def _said(phrase: Phrase) -> str:
    return t(phrase.key, **phrase.params)


def opening(parts: Sequence[Part]) -> str:
    """Return one sentence or two that are glad of what is there and honest about what is not."""
    marked = [part for part in parts if not part.waiting and part.points > 0]
    points = sum(part.points for part in marked)
    if not points:
        return t("feedback_page.opening_waiting")
    share = sum(part.score for part in marked) / points
    if share <= 0:
        return t("feedback_page.opening_nothing")
    if share >= 1:
        return t(
            "feedback_page.opening_full_so_far" if any(part.waiting for part in parts) else "feedback_page.opening_full"
        )
    if share >= 0.9:
        return t("feedback_page.opening_great")
    # Of parts that went equally well, the one worth most.
    best = max(marked, key=lambda part: (part.score / part.points, part.points))
    name = "good" if share >= 0.7 else "way" if share >= 0.4 else "start"
    return t(f"feedback_page.opening_{name}", part=best.title)


def read_map(folder: Path, name: str = MAP_FILE) -> JourneyMap | None:
    """Return a map of the hand-in in `folder`; None where there is none that can be read and drawn."""
    try:
        found = mapfile.read(folder / name)
    except MapFileError:
        return None
    return found if len(_card_ids(found)) + len(found.lane_cells) <= MOST_CARDS else None


def pictures(folder: Path, journey_map: JourneyMap | None, placed: Sequence[Placed], lang: str) -> tuple[str, str]:
    """Return the trainee's current map with its numbered findings and their future map, each as SVG or empty."""
    badges = [
        Badge(
            one.anchor.number,
            card,
            t(f"criteria.{one.finding.criterion}_name", lang),
            f"#{one.anchor.id}",
            "fair" if one.finding.status is Status.PARTLY_MET else "bad",
        )
        for one in placed
        if one.anchor.number
        for card in dict.fromkeys(one.finding.verdict.where)
    ]
    current = map_svg(journey_map, lang, marks=badges, inline=True) if journey_map else ""
    future = read_map(folder, FUTURE_FILE)
    return current, map_svg(future, lang, title=t("report.future_map", lang), inline=True) if future else ""


def problems(folder: Path) -> tuple[str, ...]:
    """Return what is wrong with the files of the hand-in in `folder`, in the current language."""
    try:
        return tuple(_said(problem) for problem in Exercise(folder).problems())
    except JourneybookError:
        return ()


def explained(folder: Path, key_file: Path, item: str) -> dict[str, tuple[str, str, str]]:
    """Return each question of an item with what was chosen, what is right and why; nothing where there is no key."""
    try:
        exercise, key = Exercise(folder), Key.read(key_file)
    except JourneybookError:
        return {}
    return exercise.explained(key, [question for question in exercise.asked(item) if question.id in key.quiz])
