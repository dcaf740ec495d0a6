"""Is a map's emotion curve held against the measured one?"""

import pytest
from small_case import small_case

from journeybook.evidence import largest_gaps, reality_check
from journeybook.model import JourneyMap, Stage, Touchpoint

ANSWERS = "1,till,1\n" * 20 + "1,till,2\n" * 20 + "1,ad,4\n" * 5


def drawn(*touchpoints):
    """Return a map of one stage with a touchpoint for each (case's code, emotion)."""
    return JourneyMap(
        stages=(Stage(id="stage-1"),),
        touchpoints=tuple(
            Touchpoint(id=f"touchpoint-{n}", stage="stage-1", name=f"No. {n}", case_touchpoint=code, emotion=emotion)
            for n, (code, emotion) in enumerate(touchpoints)
        ),
    )


@pytest.fixture
def case(tmp_path):
    return small_case(tmp_path, surveys=ANSWERS)


def test_predicted_and_measured_stand_side_by_side(case):
    """Is the measured emotion the mean answer minus 3, and the gap what the map has too much?"""
    row = reality_check(drawn(("till", 1)), case).loc["till"]
    assert (row["name"], row["predicted"], row["measured"], row["n"]) == ("No. 0", 1, -1.5, 40)
    assert row["gap"] == 2.5
    assert row["low"] < -1.5 < row["high"]
    assert row["outside"]


def test_several_touchpoints_of_one_are_averaged(case):
    """Does a map that splits one of the case's touchpoints count with the mean, under the first name?"""
    table = reality_check(drawn(("till", 2), ("ad", 0), ("till", -1)), case)
    assert table["predicted"].to_dict() == {"till": 0.5, "ad": 0}
    assert table.loc["till", "name"] == "No. 0"


def test_what_cannot_be_compared_is_left_out(case):
    """Are own touchpoints, unknown codes and unset emotions left out?"""
    assert reality_check(drawn((None, 1), ("elsewhere", 1), ("till", None)), case).empty
    assert reality_check(JourneyMap(), case).empty


def test_half_a_step_is_no_gap(case):
    """Is a whole-numbered emotion next to the measured mean accepted, one further off not?"""
    assert not reality_check(drawn(("till", -1)), case).loc["till", "outside"]
    assert not reality_check(drawn(("till", -2)), case).loc["till", "outside"]
    assert reality_check(drawn(("till", 0)), case).loc["till", "outside"]


def test_the_widest_gaps_come_first_and_few_answers_prove_none(case):
    """Are gaps ordered by width, and those that rest on few answers not named?"""
    table = reality_check(drawn(("ad", -2), ("till", 1)), case)
    assert table["outside"].tolist() == [True, True]
    assert largest_gaps(table).index.tolist() == ["till"]
    assert largest_gaps(table.assign(small=False), most=1).index.tolist() == ["ad"]
