"""Does an event log become a draft that says what the log says, and leaves the rest to a person?"""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from journeybook.errors import EventLogError
from journeybook.evidence import SMALL
from journeybook.formats import convert
from journeybook.formats.xes import MOST_TOUCHPOINTS
from journeybook.i18n import LANGUAGES, use_language
from journeybook.model import Channel, EvidenceKind, JourneyMap

START = dt.datetime(2026, 3, 1, 9)

WAY = (
    ("看到广告", 0),
    ("门店咨询", 60),
    ("签合同", 90),
    ("上门安装", 20_000),
    ("客服热线", 3_000),
    ("客服热线", 30),
    ("评价", 60),
)


def xes(journeys: Mapping[str, Sequence[tuple[str, int]]]) -> str:
    """Return a log: each journey's touchpoints with the minutes since the one before."""
    lines = ['<log xes.version="1.0" xmlns="http://www.xes-standard.org/">']
    for key, events in journeys.items():
        at = START
        lines.append(f'<trace><string key="concept:name" value="{key}"/>')
        for name, minutes in events:
            at += dt.timedelta(minutes=minutes)
            lines.append(
                f'<event><string key="concept:name" value="{name}"/>'
                f'<date key="time:timestamp" value="{at.isoformat()}"/></event>'
            )
        lines.append("</trace>")
    return "\n".join([*lines, "</log>"])


def read(folder: Path, text: str, lang: str = "en") -> tuple[JourneyMap, list[str]]:
    path = folder / "moving.xes.gz"
    path.write_bytes(gzip.compress(text.encode()))
    with use_language(lang):
        made, losses = convert.read(path)
        return made, [loss.words() for loss in losses]


def test_touchpoints_stand_in_the_order_of_the_journeys(tmp_path: Path) -> None:
    """Are touchpoints in order, spread over five stages, with channels guessed by their names?"""
    made, said = read(tmp_path, xes({f"J{n}": WAY for n in range(SMALL)}), "zh")
    assert [one.name for one in made.touchpoints] == ["看到广告", "门店咨询", "签合同", "上门安装", "客服热线", "评价"]
    assert [stage.name for stage in made.stages] == ["认知", "考虑", "购买", "使用", "忠诚"]
    stages = [stage.id for stage in made.stages]
    assert [stages.index(one.stage) for one in made.touchpoints] == [0, 0, 1, 2, 3, 4]
    assert [one.channel for one in made.touchpoints][:2] == [Channel.SOCIAL, Channel.STORE]
    assert said == ["旅程图是根据全部旅程起草的，单段旅程仍在 moving.xes.gz 中。"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_long_ways_and_repeats_are_pain_points_with_figures(tmp_path: Path, lang: str) -> None:
    """Does each pain point stand at its touchpoint and carry its figure with n?"""
    made, _ = read(tmp_path, xes({f"J{n}": WAY for n in range(SMALL)}), lang)
    names = {one.id: one.name for one in made.touchpoints}
    assert [names[one.touchpoint] for one in made.pain_points if one.touchpoint] == ["上门安装", "客服热线", "客服热线"]
    assert [one.kind for one in made.evidence] == [EvidenceKind.DATA] * 3
    assert [one.claim for one in made.evidence] == [one.id for one in made.pain_points]
    assert all(f"n = {SMALL}" in one.text and "moving.xes.gz" in one.source for one in made.evidence)
    assert ("13.9 days" if lang == "en" else "13.9 天") in made.evidence[0].text
    assert "50%" in made.evidence[2].text


def test_few_events_make_no_pain_points(tmp_path: Path) -> None:
    """Is nothing claimed where fewer than 30 journeys took a way?"""
    made, _ = read(tmp_path, xes({f"J{n}": WAY for n in range(SMALL - 1)}))
    assert (made.pain_points, made.evidence) == ((), ())


def test_what_no_log_can_say_is_left_open(tmp_path: Path) -> None:
    """Are emotions, the persona, thoughts and opportunities left to a person?"""
    made, _ = read(tmp_path, xes({f"J{n}": WAY for n in range(SMALL)}))
    assert all(one.emotion is None and not one.thought and not one.is_moment_of_truth for one in made.touchpoints)
    assert not any(made.persona.model_dump().values())
    assert made.opportunities == ()
    assert f"{SMALL} journeys" in made.scenario.situation
    assert made.scenario.name == "moving"


def test_a_short_log_has_as_many_stages_as_touchpoints(tmp_path: Path) -> None:
    """Does a log of two touchpoints make two stages rather than three empty ones?"""
    made, _ = read(tmp_path, xes({"J1": WAY[:2]}))
    assert len(made.stages) == len(made.touchpoints) == 2


def test_rare_touchpoints_and_bad_rows_are_told(tmp_path: Path) -> None:
    """Is what is not on the map named: events without a time, touchpoints beyond what a board can show?"""
    many = [("often", 1)] * 3 + [(f"t{n:02}", 1) for n in range(MOST_TOUCHPOINTS)]
    text = xes({"J1": many}).replace("</trace>", '<event><string key="concept:name" value="often"/></event></trace>')
    made, said = read(tmp_path, text)
    assert len(made.touchpoints) == MOST_TOUCHPOINTS
    assert said[1] == "Events that could not be used: 1."
    assert said[2].startswith("Too rare to be shown: touchpoints t")


@pytest.mark.parametrize(
    "text",
    ["<log/>", "<log><trace></log>", '<!DOCTYPE log [<!ENTITY a "b">]><log/>', "<page/>", xes({"J1": [("a", 1)]})[:90]],
)
def test_other_files_are_refused(tmp_path: Path, text: str) -> None:
    """Is a log that is empty, broken or unsafe refused in words?"""
    with pytest.raises(EventLogError, match="moving"):
        read(tmp_path, text)


def test_a_log_cannot_be_written(tmp_path: Path) -> None:
    """Is a map not written as an event log, which it is not?"""
    with pytest.raises(Exception, match="can be read, but not written"), use_language("en"):
        convert.write(JourneyMap(), tmp_path / "x.xes")
