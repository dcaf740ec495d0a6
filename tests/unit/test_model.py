"""Does the model keep its rules, and say which one is broken?"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from journeybook import model
from journeybook.errors import ModelError
from journeybook.i18n import LANGUAGES
from journeybook.model import JourneyMap, PainPoint, Stage, Touchpoint, new_id

SCHEMA = Path(model.__file__).parent / "schema" / "journey-map.schema.json"

WHOLE: dict[str, Any] = {
    "kind": "future",
    "persona": {"name": "林悦", "about": "32", "goal": "…"},
    "scenario": {"name": "周六", "situation": "…"},
    "stages": [{"id": "stage-1", "name": "购买"}, {"id": "stage-2", "name": "使用"}],
    "touchpoints": [
        {
            "id": "touchpoint-1",
            "stage": "stage-1",
            "name": "结账",
            "channel": "store",
            "case_touchpoint": "checkout",
            "action": "排队",
            "thought": "慢",
            "emotion": -2,
            "is_moment_of_truth": True,
            "backstage": "只开两个收银台",
        }
    ],
    "pain_points": [
        {"id": "painpoint-1", "stage": "stage-1", "touchpoint": "touchpoint-1", "text": "太久", "severity": 5}
    ],
    "opportunities": [
        {
            "id": "opportunity-1",
            "stage": "stage-2",
            "text": "加收银台",
            "pain_points": ["painpoint-1"],
            "goal": "…",
            "measure": "…",
            "owner": "…",
        }
    ],
    "evidence": [
        {
            "id": "evidence-1",
            "claim": "painpoint-1",
            "aspect": "pain_point",
            "kind": "data",
            "text": "…",
            "source": "…",
        }
    ],
    "lanes": [
        {"id": "lane-1", "name": "等待", "kind": "number", "unit": "分钟"},
        {"id": "lane-2", "name": "部门", "kind": "text", "unit": ""},
    ],
    "lane_cells": [
        {"id": "lanecell-1", "lane": "lane-1", "stage": "stage-1", "text": "", "number": 14.5},
        {"id": "lanecell-2", "lane": "lane-2", "stage": "stage-1", "text": "门店", "number": None},
    ],
}

CARD_PARTS = [part for part, cards in WHOLE.items() if isinstance(cards, list)]


def changed(path: str, value: Any) -> dict[str, Any]:
    """Return the whole map with the field at `path`, such as ``"stages.0.name"``, set to `value`."""
    data: dict[str, Any] = json.loads(json.dumps(WHOLE))
    place: Any = data
    *parents, last = path.split(".")
    for step in parents:
        place = place[int(step)] if isinstance(place, list) else place[step]
    place[int(last) if isinstance(place, list) else last] = value
    return data


def refusal(data: Any) -> dict[str, str]:
    """Return what is said of `data` by language; every sentence is whole."""
    with pytest.raises(ModelError) as caught:
        JourneyMap.parse(data)
    assert caught.value.key == "model.broken_rule"
    sentences = {lang: caught.value.message(lang) for lang in LANGUAGES}
    assert not any(brace in sentence for sentence in sentences.values() for brace in ("{expected", "{came", "Phrase("))
    return sentences


def test_a_whole_map_survives_the_round_trip() -> None:
    """Does a map with every field come back as the same JSON?"""
    assert JourneyMap.parse(WHOLE).to_json() == WHOLE


def test_an_empty_map_is_a_map() -> None:
    """Does a map need nothing, and does its JSON name every field?"""
    assert set(JourneyMap.parse({}).to_json()) == set(WHOLE)
    assert JourneyMap.parse({}) == JourneyMap()


@pytest.mark.parametrize(
    ("path", "value", "zh", "en"),
    [
        ("kind", "past", "'current', 'future' 之一", "one of 'current', 'future'"),
        ("persona", None, "一个对象", "an object"),
        ("persona", "林悦", "一个对象", "an object"),
        ("persona.age", 32, "规定的字段", "known fields only"),
        ("persona.name", 3, "文字", "text"),
        ("persona.name", "字" * 10_001, "最多 10000 个字", "at most 10000 characters"),
        ("stages", {}, "一个列表", "a list"),
        ("stages.0", "购买", "一个对象", "an object"),
        ("stages.0.id", "Stage 1", "形如“stage-", "an id such as"),
        ("stages.0.id", f"stage-{'x' * 25}", "形如“stage-", "an id such as"),
        ("stages.0.id", "stage-1\n", "形如“stage-", "an id such as"),
        ("touchpoints.0.emotion", 3, "不大于 2", "at most 2"),
        ("touchpoints.0.emotion", -3, "不小于 -2", "at least -2"),
        ("touchpoints.0.emotion", 1.0, "整数", "a whole number"),
        ("touchpoints.0.emotion", True, "整数", "a whole number"),
        ("touchpoints.0.emotion", "1", "整数", "a whole number"),
        ("touchpoints.0.channel", "传真", "'store', 'web'", "one of 'store', 'web'"),
        ("touchpoints.0.case_touchpoint", "x" * 65, "最多 64 个字", "at most 64 characters"),
        ("touchpoints.0.is_moment_of_truth", 1, "true 或 false", "true or false"),
        ("pain_points.0.severity", 0, "不小于 1", "at least 1"),
        ("pain_points.0.severity", 6, "不大于 5", "at most 5"),
        ("pain_points.0.severity", 2.5, "整数", "a whole number"),
        ("pain_points.0.severity", None, "整数", "a whole number"),
        ("opportunities.0.pain_points", "painpoint-1", "一个列表", "a list"),
        ("evidence.0.aspect", "mood", "'pain_point', 'emotion', 'moment_of_truth' 之一", "one of 'pain_point'"),
        ("lanes.0.kind", "table", "'text', 'number' 之一", "one of 'text', 'number'"),
        ("lane_cells.0.number", "14", "应为：数；", "Expected: a number;"),
        ("lane_cells.0.number", True, "应为：数；", "Expected: a number;"),
        ("lane_cells.0.number", float("inf"), "有限的数", "a finite number"),
        ("lane_cells.0.number", float("nan"), "有限的数", "a finite number"),
        ("evidence.0.kind", "rumour", "'assumption', 'quote', 'data' 之一", "one of 'assumption', 'quote', 'data'"),
    ],
)
def test_each_bound_names_place_and_demand(path: str, value: Any, zh: str, en: str) -> None:
    """Is a value outside its bounds refused with its place and what was expected, in both languages?"""
    sentences = refusal(changed(path, value))
    assert f"：{path}。应为：" in sentences["zh"]
    assert f"({path}). Expected: " in sentences["en"]
    assert zh in sentences["zh"]
    assert en in sentences["en"]
    assert " or '" not in sentences["zh"]


@pytest.mark.parametrize("emotion", [-2, 0, 2, None])
@pytest.mark.parametrize("severity", [1, 5])
def test_the_ends_of_each_scale_are_inside(emotion: int | None, severity: int) -> None:
    """Are the ends of both scales allowed, and an emotion that nobody has judged?"""
    data = changed("touchpoints.0.emotion", emotion)
    data["pain_points"] = [WHOLE["pain_points"][0] | {"severity": severity}]
    parsed = JourneyMap.parse(data)
    assert (parsed.touchpoints[0].emotion, parsed.pain_points[0].severity) == (emotion, severity)


@pytest.mark.parametrize(
    ("path", "id_"),
    [
        ("touchpoints.0.stage", "stage-9"),
        ("pain_points.0.stage", "touchpoint-1"),
        ("pain_points.0.touchpoint", "touchpoint-9"),
        ("pain_points.0.touchpoint", "stage-1"),
        ("opportunities.0.stage", "stage-9"),
        ("opportunities.0.pain_points", "painpoint-9"),
        ("opportunities.0.pain_points", "touchpoint-1"),
        ("evidence.0.claim", "painpoint-9"),
        ("evidence.0.claim", "stage-1"),
        ("lane_cells.0.lane", "lane-9"),
        ("lane_cells.0.lane", "stage-1"),
        ("lane_cells.0.stage", "stage-9"),
        ("lane_cells.0.stage", "lane-1"),
    ],
)
def test_each_reference_must_lead_to_a_card_of_its_kind(path: str, id_: str) -> None:
    """Is a reference to a card that is not there, or of another kind, refused by card, field and id?"""
    part, _, field = path.split(".")
    card = WHOLE[part][0]["id"]
    sentences = refusal(changed(path, [id_] if field == "pain_points" else id_))
    for sentence in sentences.values():
        assert f"{card}.{field}" in sentence
        assert f"“{id_}”" in sentence


def test_evidence_may_support_a_touchpoint() -> None:
    """May the evidence's claim be a touchpoint, for its emotion or as a moment of truth?"""
    assert JourneyMap.parse(changed("evidence.0.claim", "touchpoint-1")).evidence[0].claim == "touchpoint-1"


@pytest.mark.parametrize("part", CARD_PARTS)
def test_ids_are_unique_over_the_whole_map(part: str) -> None:
    """Is an id refused that another card has, of the same kind or not?"""
    for other in ("stages", part):
        data = json.loads(json.dumps(WHOLE))
        again = json.loads(json.dumps(WHOLE[part][0]))
        again["id"] = WHOLE[other][0]["id"]
        data[part].append(again)
        for sentence in refusal(data).values():
            assert f"“{again['id']}”" in sentence


@pytest.mark.parametrize("part", CARD_PARTS)
def test_each_list_has_an_end(part: str) -> None:
    """Is a list of more than 5,000 cards refused?"""
    card = WHOLE[part][0]
    data = changed(part, [card | {"id": f"x-{number}"} for number in range(model.MAX_CARDS + 1)])
    assert "5000" in refusal(data)["zh"]


@pytest.mark.parametrize("part", CARD_PARTS)
def test_a_missing_field_is_nothing(part: str) -> None:
    """Is a card without an id refused by the missing field's place?"""
    sentences = refusal(changed(part, [{}]))
    assert f"{part}.0.id" in sentences["en"]
    assert "nothing" in sentences["en"]
    assert "什么都没有" in sentences["zh"]


@pytest.mark.parametrize("data", [None, [], 3, "map"])
def test_what_is_no_map_at_all(data: Any) -> None:
    """Is data that is no object refused as the whole map?"""
    sentences = refusal(data)
    assert "整张旅程图" in sentences["zh"]
    assert "the whole map" in sentences["en"]


def test_what_came_is_readable_and_short() -> None:
    """Is the value shown in its own script, cut where it is long, and never half a character?"""
    assert '"传真"' in refusal(changed("touchpoints.0.channel", "传真"))["zh"]
    sentences = refusal(changed("persona." + "长" * 5000, "x" * 5000))
    assert all(len(sentence) < 300 for sentence in sentences.values())
    for path in ("persona.name", "persona.half \ud83d", "kind"):
        for sentence in refusal(changed(path, "\ud83d")).values():
            assert sentence.encode()


def test_a_lane_has_one_cell_in_each_stage() -> None:
    """Is a second cell of a lane in one stage refused by its id, and one in another stage not?"""
    again = WHOLE["lane_cells"][0] | {"id": "lanecell-9"}
    for lang, words in (("zh", "每条泳道在每个阶段最多一个格子"), ("en", "at most one cell for each lane and stage")):
        sentence = refusal(changed("lane_cells", [*WHOLE["lane_cells"], again]))[lang]
        assert words in sentence
        assert "lanecell-9" in sentence
        assert "“lane-1”" in sentence
    assert JourneyMap.parse(changed("lane_cells", [*WHOLE["lane_cells"], again | {"stage": "stage-2"}]))


def test_a_map_from_before_lanes_still_reads() -> None:
    """Is a map without lanes and backstage work, as older files hold it, still a map?"""
    old = {part: cards for part, cards in WHOLE.items() if part not in ("lanes", "lane_cells")}
    touchpoint = {field: value for field, value in WHOLE["touchpoints"][0].items() if field != "backstage"}
    journey_map = JourneyMap.parse(old | {"touchpoints": [touchpoint]})
    assert (journey_map.lanes, journey_map.lane_cells, journey_map.touchpoints[0].backstage) == ((), (), "")


NAMES = st.sampled_from([*WHOLE, "id", "stage"]) | st.text()
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner)
)


def outcome(data: Any) -> JourneyMap | ModelError:
    """Return the map that `data` describes, or the error; any other exception comes through."""
    try:
        return JourneyMap.parse(data)
    except ModelError as error:
        return error


@given(ANYTHING)
def test_no_data_breaks_the_reader(data: Any) -> None:
    """Does any JSON-like data give a map or one plain sentence, never another exception?"""
    came = outcome(data)
    if isinstance(came, JourneyMap):
        assert JourneyMap.parse(came.to_json()) == came
    else:
        assert all(came.message(lang).encode() for lang in LANGUAGES)


def test_a_map_cannot_be_changed_in_place() -> None:
    """Are a map and its cards frozen, so that an edit is always a new map?"""
    journey_map = JourneyMap.parse(WHOLE)
    for part, field in ((journey_map, "kind"), (journey_map.persona, "name"), (journey_map.touchpoints[0], "emotion")):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(part, field, None)
    assert journey_map.to_json() == WHOLE


def test_the_constructor_keeps_the_rules_too() -> None:
    """Is a map made in Python held to the same rules?"""
    with pytest.raises(ValidationError, match="dangling"):
        JourneyMap(pain_points=(PainPoint(id="painpoint-1", stage="stage-1"),))


def test_touchpoints_and_emotions_come_in_journey_order() -> None:
    """Does the emotion curve go stage by stage, keep the order within each, and show what is not judged?"""
    journey_map = JourneyMap(
        stages=(Stage(id="stage-b"), Stage(id="stage-a"), Stage(id="stage-c")),
        touchpoints=(
            Touchpoint(id="touchpoint-1", stage="stage-a", emotion=1),
            Touchpoint(id="touchpoint-2", stage="stage-b", emotion=-2),
            Touchpoint(id="touchpoint-3", stage="stage-a"),
            Touchpoint(id="touchpoint-4", stage="stage-b", emotion=0),
        ),
    )
    assert journey_map.emotion_curve() == (
        ("touchpoint-2", -2),
        ("touchpoint-4", 0),
        ("touchpoint-1", 1),
        ("touchpoint-3", None),
    )
    assert [touchpoint.id for touchpoint in journey_map.touchpoints_in("stage-a")] == ["touchpoint-1", "touchpoint-3"]
    assert journey_map.touchpoints_in("stage-c") == ()


def test_new_ids_are_valid_and_differ() -> None:
    """Is a fresh id one that the model takes, and never the same twice?"""
    ids = [new_id("stage") for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert all(re.fullmatch("stage-[0-9a-z]{10}", id_) for id_ in ids)
    assert Stage(id=ids[0]).id == ids[0]


def test_the_committed_schema_is_the_models() -> None:
    """Is the committed JSON Schema, from which the board's types are made, that of the model?"""
    committed = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert committed == model.json_schema(), "write model.json_schema() to schema/journey-map.schema.json again"
