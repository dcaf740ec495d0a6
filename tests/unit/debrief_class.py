"""A class of four groups and somebody alone, whose maps are variants of the retail exercise's key."""

from __future__ import annotations

import shutil
from pathlib import Path

from exercise_folders import NAME, SOLUTIONS, edited, solved_map

from journeybook import mapfile
from journeybook.classroom.folder import CLASS_FILE, ClassFolder
from journeybook.debrief.gathering import teams
from journeybook.handin import MAP_FILE
from journeybook.model import JourneyMap

EXERCISE = NAME
GROUPS = ("蓝鲸组", "红狐组", "白鹭组", "<img src=x onerror=alert(1)>")
_ALONE = "赵敏"
NAMES = (*GROUPS, _ALONE)
"""As the roster calls the teams."""


def make_class(root: Path, lang: str = "zh") -> ClassFolder:
    """Make a class in a workbook at `root` (made as well); its groups have handed in, who is alone has not."""
    for part in ("course", "datasets", "exercises"):
        (root / part).symlink_to(SOLUTIONS.parent / part)
    path = root / "classes" / "c"
    shutil.copytree(
        SOLUTIONS / lang / EXERCISE, path / "source" / EXERCISE, ignore=shutil.ignore_patterns("key", "*.ipynb")
    )
    (path / CLASS_FILE).write_text(f'name = "c"\nlang = "{lang}"\n', encoding="utf-8")
    rows = [f'm{i},L{i},F{i},"{group}"' for i, group in enumerate(GROUPS)]
    roster = "\n".join(("id,last_name,first_name,group", *rows, f"m9,{_ALONE[0]},{_ALONE[1]},"))
    (path / "roster.csv").write_text(roster + "\n", encoding="utf-8")
    class_ = ClassFolder(path, "c", lang)
    for team in teams(class_)[: len(GROUPS)]:
        submit(class_, team.members[0], variant(lang, GROUPS.index(team.name)))
    return class_


def submit(class_: ClassFolder, member: str, journey: JourneyMap) -> None:
    """Leave a map as if it had been collected."""
    folder = class_.step("submitted", member, EXERCISE)
    folder.mkdir(parents=True, exist_ok=True)
    mapfile.write(folder / MAP_FILE, journey)


def variant(lang: str, number: int) -> JourneyMap:
    """Return the key's map as one group might draw it.

    Group 1 feels worse at the second stage, group 2 cuts the journey short by its last stage, group 3 writes markup.
    """
    journey = solved_map(lang)
    if number == 1:
        second = journey.stages[1].id
        darker = tuple(
            one.model_copy(update={"emotion": -2}) if one.stage == second else one for one in journey.touchpoints
        )
        return edited(journey, touchpoints=darker)
    if number == 2:
        last = journey.stages[-1].id
        held = {name: tuple(c for c in getattr(journey, name) if c.stage != last) for name in ("touchpoints",)}
        pains = tuple(pain for pain in journey.pain_points if pain.stage != last)
        return edited(
            journey, stages=journey.stages[:-1], **held, pain_points=pains, opportunities=(), evidence=(), lane_cells=()
        )
    if number == 3:
        hostile = "<script>alert(1)</script>"
        pains = tuple(pain.model_copy(update={"text": hostile}) for pain in journey.pain_points)
        return edited(journey, pain_points=pains)
    return journey
