"""Does the board's check panel say what the rubric finds, and nothing that only the key knows?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from exercise_folders import NAME, edited, released, solved_map

from journeybook.boardchecks import board_checks
from journeybook.exercise import Exercise
from journeybook.i18n import LANGUAGES
from journeybook.model import JourneyMap
from journeybook.rubric import Subject, all_criteria

NO_KEY_NEEDED = [
    *("persona_complete", "scenario_complete", "persona_is_a_person"),
    *("stages_covered", "touchpoints_complete", "touchpoints_from_case", "curve_follows_data"),
    *("no_empty_cards", "no_duplicate_cards", "stages_named", "customers_words", "action_and_thought_differ"),
    *("thoughts_given", "curve_not_flat", "curve_not_one_sided"),
    *("pain_points_placed", "severity_follows_data", "pain_points_are_obstacles"),
    *("moments_few", "claims_have_evidence"),
    *("evidence_has_source", "quotes_are_real", "figures_agree", "small_numbers_marked", "small_n_not_overstated"),
    *("opportunities_complete", "severe_pain_points_answered", "opportunities_doable", "goal_is_measurable"),
    *("owner_is_named", "opportunities_linked"),
]


@pytest.fixture(params=LANGUAGES)
def exercise(request: pytest.FixtureRequest, tmp_path: Path) -> Exercise:
    return released(request.param, tmp_path / NAME)


def judged(exercise: Exercise, journey_map: JourneyMap) -> dict:
    subject = Subject(journey_map=journey_map, starter=exercise.starter, case=exercise.case)
    return board_checks(exercise.rubric, subject, exercise.lang)


def test_a_model_map_meets_everything_that_is_shown(exercise: Exercise) -> None:
    """Are the visible demands on the map met by the trainer's map, and those of key and quiz left out?"""
    checks = judged(exercise, solved_map(exercise.lang))
    assert [finding["criterion"] for finding in checks["findings"]] == NO_KEY_NEEDED
    assert {finding["status"] for finding in checks["findings"]} == {"met"}
    assert all(finding["points"] == finding["max_points"] for finding in checks["findings"])
    assert checks["later"] == 6


def test_what_needs_data_waits_for_it(exercise: Exercise) -> None:
    """Are findings that need the case's data left out while it is not at hand, and no other?"""
    subject = Subject(journey_map=solved_map(exercise.lang), starter=exercise.starter)
    found = [finding["criterion"] for finding in board_checks(exercise.rubric, subject, exercise.lang)["findings"]]
    assert found == [name for name in NO_KEY_NEEDED if not all_criteria()[name].needs_data]
    assert 0 < len(found) < len(NO_KEY_NEEDED)


def test_an_untouched_map_is_not_wrong(exercise: Exercise) -> None:
    """Is the starter not attempted everywhere, without points and with its hints?"""
    checks = judged(exercise, exercise.starter)
    assert {finding["status"] for finding in checks["findings"]} == {"not_attempted"}
    assert all(finding["hints"] and finding["points"] == 0 for finding in checks["findings"])


def test_a_finding_names_its_cards(exercise: Exercise) -> None:
    """Does a pain point without a touchpoint show up with its id, its points and words in the reader's language?"""
    journey_map = solved_map(exercise.lang)
    loose = journey_map.pain_points[0].model_copy(update={"touchpoint": None})
    checks = judged(exercise, edited(journey_map, pain_points=(loose, *journey_map.pain_points[1:])))
    (finding,) = [one for one in checks["findings"] if one["criterion"] == "pain_points_placed"]
    assert (finding["status"], finding["where"]) == ("partly_met", [loose.id])
    assert 0 < finding["points"] < finding["max_points"]
    assert finding["item"] == {"zh": "痛点", "en": "Pain points"}[exercise.lang]
    assert json.loads(json.dumps(checks)) == checks


def test_a_trainers_own_item_is_called_by_its_id(tmp_path: Path) -> None:
    """Is an item that the course does not know shown under its own name?"""
    exercise = released("en", tmp_path / NAME)
    rubric = exercise.folder / "rubric.toml"
    rubric.write_text(rubric.read_text(encoding="utf-8").replace('"moments"', '"turning points"'), encoding="utf-8")
    names = {finding["item"] for finding in judged(Exercise(exercise.folder), exercise.starter)["findings"]}
    assert "turning points" in names
