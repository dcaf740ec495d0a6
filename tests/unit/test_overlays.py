"""Are the other maps of a folder found, and only those that can be laid over?"""

from __future__ import annotations

from pathlib import Path

import pytest

from journeybook import mapfile
from journeybook.errors import MapFileError
from journeybook.model import JourneyMap, Kind, Persona, Stage, Touchpoint
from journeybook.overlays import MAX_OVERLAYS, copy_future, future_path, other_maps

MAP = JourneyMap(
    kind=Kind.FUTURE,
    persona=Persona(name=" 林悦 "),
    stages=(Stage(id="stage-2", name="使用"), Stage(id="stage-1", name="购买")),
    touchpoints=(
        Touchpoint(id="touchpoint-1", stage="stage-1", name="结账", case_touchpoint="checkout", emotion=-2),
        Touchpoint(id="touchpoint-2", stage="stage-2", name="安装"),
    ),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "map.journey.json"


def test_a_map_is_told_stage_by_stage(path: Path) -> None:
    """Does an overlay name its file, persona and kind, and hold the curve in the order of the stages?"""
    mapfile.write(path.with_name("future.journey.json"), MAP)
    (overlay,) = other_maps(path)
    assert overlay == {
        "file": "future.journey.json",
        "label": "林悦",
        "kind": "future",
        "stages": [
            {"name": "使用", "touchpoints": [{"name": "安装", "case_touchpoint": None, "emotion": None}]},
            {"name": "购买", "touchpoints": [{"name": "结账", "case_touchpoint": "checkout", "emotion": -2}]},
        ],
    }


def test_only_other_whole_maps_are_told(path: Path) -> None:
    """Are the map itself, damaged files, copies set aside, starters and folders passed over?"""
    for name in (
        "map.journey.json",
        "map.other-1.journey.json",
        "map.damaged-12.journey.json",
        "map.starter.json",
        "no persona.journey.json",
    ):
        mapfile.write(path.with_name(name), JourneyMap())
    path.with_name("broken.journey.json").write_text("{")
    path.with_name("folder.journey.json").mkdir()
    assert [overlay["label"] for overlay in other_maps(path)] == ["no persona"]


def test_there_are_never_too_many(path: Path) -> None:
    """Are at most six told, by name, however many the folder holds, and none where there is no folder?"""
    for number in range(9):
        mapfile.write(path.with_name(f"{number}.journey.json"), MAP)
    assert [overlay["file"][0] for overlay in other_maps(path)] == list("012345")
    assert MAX_OVERLAYS == 6
    assert other_maps(path.parent / "nowhere" / path.name) == []


def test_a_copy_never_takes_the_place_of_a_file(path: Path) -> None:
    """Is the copy a future map, and is whatever is there already left alone, even a link to nowhere?"""
    assert copy_future(path, MAP.model_copy(update={"kind": Kind.CURRENT}))
    assert mapfile.read(future_path(path)) == MAP
    assert not copy_future(path, JourneyMap())
    assert mapfile.read(future_path(path)) == MAP
    future_path(path).unlink()
    future_path(path).symlink_to(path.with_name("elsewhere"))
    assert not copy_future(path, MAP)
    assert not path.with_name("elsewhere").exists()


def test_a_copy_that_cannot_be_written_is_said(path: Path) -> None:
    """Is a folder that is not there an error in words, not a crash?"""
    with pytest.raises(MapFileError):
        copy_future(path.parent / "nowhere" / path.name, MAP)
