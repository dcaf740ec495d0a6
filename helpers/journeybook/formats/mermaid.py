"""Mermaid ``journey``: stages are sections, touchpoints tasks, emotions scores from 1 to 5, the persona is the actor.

The title is the scenario's name and the accessible description its situation; more than that the format does not hold.
A touchpoint without an emotion gets the score in the middle, for Mermaid wants one.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from ..atomic import write_text
from ..errors import FormatError
from ..i18n import t
from ..model import MAX_CARDS, JourneyMap, new_id
from .losses import Loss, LossKind
from .mermaid_grammar import Diagram, Task, parse
from .mermaid_text import BLANK, NOTHING, decoded, escaped, escaped_name
from .textfile import read_text

MIDDLE = 3
"""The score of a neutral emotion."""

DRAWN = 50_000
"""Longest text that Mermaid draws unless it is told otherwise."""


def write(journey_map: JourneyMap, path: Path, lang: str) -> tuple[Loss, ...]:
    """Write the map as a diagram; the loss is told of a text that Mermaid draws only with a setting."""
    text = dump(journey_map)
    write_text(path, text)
    return (Loss(LossKind.IGNORED, "mermaid_length", f"{DRAWN:,}"),) if len(text) > DRAWN else ()


def dump(journey_map: JourneyMap) -> str:
    """Return the map as a diagram.

    Examples
    --------
    >>> from journeybook.model import Stage, Touchpoint
    >>> buy = Stage(id="stage-1", name="Buy")
    >>> till = Touchpoint(id="touchpoint-1", stage="stage-1", name="Till: pay", emotion=-2)
    >>> print(dump(JourneyMap(stages=(buy,), touchpoints=(till,))))
    journey
        section Buy
            Till#58; pay: 1
    <BLANKLINE>
    """
    lines = ["journey"]
    if journey_map.scenario.name:
        lines.append(f"    title {escaped(journey_map.scenario.name)}")
    if journey_map.scenario.situation:
        lines.append(f"    accDescr: {escaped(journey_map.scenario.situation)}")
    actor = f": {escaped(journey_map.persona.name, ',')}" if journey_map.persona.name else ""
    for stage in journey_map.stages:
        lines.append(f"    section {escaped(stage.name) or NOTHING}")
        for touchpoint in journey_map.touchpoints_in(stage.id):
            score = MIDDLE + (touchpoint.emotion or 0)
            lines.append(f"        {escaped_name(touchpoint.name)}: {score}{actor}")
    return "\n".join([*lines, ""])


def read(path: Path) -> tuple[JourneyMap, tuple[Loss, ...]]:
    """Return the map that a diagram describes.

    Raises
    ------
    FormatError
        If Mermaid would not read it; the sentence says where.
    ModelError
        If it has more or longer texts than a map can hold.
    """
    diagram = parse(read_text(path), path.name)
    if max(len(diagram.sections), len(diagram.tasks)) > MAX_CARDS:
        raise FormatError("formats.too_many", file=path.name, most=MAX_CARDS)
    losses: list[Loss] = []
    sections = [_plain(section) for section in diagram.sections]
    # Tasks may stand before the first section.
    first = 0 if any(task.section == 0 for task in diagram.tasks) else 1
    stages: list[dict[str, Any]] = [{"id": new_id("stage"), "name": name} for name in ["", *sections][first:]]
    touchpoints = [
        {
            "id": new_id("touchpoint"),
            "stage": stages[task.section - first]["id"],
            "name": _plain(task.name),
            "emotion": _emotion(task, losses),
        }
        for task in diagram.tasks
    ]
    data = {
        "persona": {"name": _actor(diagram, losses)},
        "scenario": {"name": _title(diagram, losses), "situation": decoded(diagram.acc_descr)},
        "stages": stages,
        "touchpoints": touchpoints,
    }
    return JourneyMap.parse(data), tuple(losses)


def _plain(text: str) -> str:
    text = text.strip(BLANK)
    return "" if text == NOTHING else decoded(text)


def _emotion(task: Task, losses: list[Loss]) -> int | None:
    if task.score in range(1, 6):
        return int(task.score) - MIDDLE
    place = t("mermaid.score_at", line=task.line, came=" ".join(task.said.split())[:20])
    losses.append(Loss(LossKind.IGNORED, "score", place))
    return None


def _actor(diagram: Diagram, losses: list[Loss]) -> str:
    """Return the actor of most tasks: a map has one persona."""
    often = Counter(decoded(name) for task in diagram.tasks for name in dict.fromkeys(task.people) if name)
    losses += [
        Loss(LossKind.IGNORED, "wide_comma", t("mermaid.at_line", line=task.line))
        for task in diagram.tasks
        if any("，" in name for name in task.people)
    ]
    if not often:
        return ""
    (chosen, _), *_ = often.most_common(1)
    losses += [Loss(LossKind.IGNORED, "actor", name) for name in often if name != chosen]
    return chosen


def _title(diagram: Diagram, losses: list[Loss]) -> str:
    title, other = _plain(diagram.title), _plain(diagram.acc_title)
    if title and other and other != title:
        losses.append(Loss(LossKind.IGNORED, "acc_title", other[:40]))
    return title or other
