"""What the fix changed, from a case's own tables."""

import pytest
from measured_case import PERIODS, measured_case, rows

from journeybook.errors import CaseError, EvidenceError
from journeybook.evidence import INDICATORS, effect
from journeybook.i18n import t

OUTCOME = {"table": "orders", "time": "placed", "amount": "amount_cny", "success": "fulfilled"}


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return measured_case(tmp_path_factory.mktemp("measured"))


def figures(found):
    return found.figures["value"].tolist()


def say(found, lang):
    return t(found.sentence.key, lang, **found.sentence.params)


@pytest.mark.parametrize(
    ("indicator", "four", "value"),
    [
        ("satisfaction", [30, 80, 30, 40], 40),
        ("repurchase", [50, 75, 50, 55], 20),
        ("conversion", [100, 100, 100, 100], 0),
        ("response_hours", [39.9, 9.9, 39.9, 29.9], -20),
        ("within_promise", [0, 100, 0, 0], 100),
        ("sales", [150, 175, 150, 155], 20),
    ],
)
def test_each_indicator_is_what_was_planted(case, indicator, four, value):
    """Do the four figures and the effect come out as the case's docstring works them out?"""
    found = effect(case, indicator)
    assert figures(found) == pytest.approx(four, abs=0.11)
    assert found.value == pytest.approx(value, abs=0.01)
    assert found.bare == pytest.approx(four[1] - four[0], abs=0.01)
    assert found.low <= found.value <= found.high
    assert found.method == "did"
    assert found.clear == (indicator in ("satisfaction", "response_hours", "within_promise"))


def test_n_counts_answers_customers_and_tickets(case):
    """Does each result carry its n, the customers behind it, and the warning that 20 are few?"""
    assert (effect(case, "satisfaction").n, effect(case, "satisfaction").customers) == (80, 40)
    assert effect(case, "sales").figures["n"].tolist() == [20, 20, 20, 20]
    assert effect(case, "response_hours").small


def test_an_order_can_fail(tmp_path):
    """Is conversion the share of outcomes that succeeded where the case says which column tells?"""
    found = effect(measured_case(tmp_path, outcome=OUTCOME), "conversion")
    assert figures(found) == pytest.approx([100 * 20 / n for n in (30, 35, 30, 31)])


def test_open_tickets_are_censored(tmp_path):
    """Does a ticket without a reply count as waiting till the end of the data, not as none?"""
    tickets = [row if i % 2 else (*row[:-1], "") for i, row in enumerate(rows()["tickets"])]
    with pytest.raises(EvidenceError) as caught:
        effect(measured_case(tmp_path, {"tickets": tickets}), "response_hours")
    assert caught.value.key == "evidence.effect_no_median"


def test_without_a_control_group_the_sentence_says_weaker(tmp_path):
    """Is the comparison before and after alone where every unit got the fix, and said to be weaker?"""
    units = [(*row[:3], "treated") for row in rows()["units"]]
    found = effect(measured_case(tmp_path, {"units": units}), "satisfaction")
    assert found.method == "before_after"
    assert found.value == found.bare == pytest.approx(30)
    assert "weak evidence" in say(found, "en")
    assert "说服力较弱" in say(found, "zh")


def test_the_sentence_tells_the_whole_result(case):
    """Are both groups, the effect with its sign and interval, n, the bare comparison and the warning in it?"""
    found = effect(case, "satisfaction")
    for lang, words in (("en", "percentage points"), ("zh", "个百分点")):
        sentence = say(found, lang)
        for part in ("30.0%", "80.0%", "40.0%", "+40.0", "+50.0", "n = 80", words, "30"):
            assert part in sentence
    assert "−20.0 小时" in say(effect(case, "response_hours"), "zh")
    assert "may" not in say(found, "en")
    assert "nothing can be concluded" in say(effect(case, "repurchase"), "en")


def test_only_the_mended_touchpoints_count(tmp_path):
    """Does satisfaction change with the list of mended touchpoints, and is a case without one refused?"""
    advice = effect(
        measured_case(tmp_path / "a", fix={"from": "2026-06-01", "touchpoints": ["advice"]}), "satisfaction"
    )
    assert figures(advice) == pytest.approx([50, 50, 50, 50])
    with pytest.raises(EvidenceError) as caught:
        effect(measured_case(tmp_path / "b", fix=None), "satisfaction")
    assert caught.value.key == "evidence.effect_no_touchpoints"


@pytest.mark.parametrize(
    ("description", "indicator", "key"),
    [
        ({"promises": None}, "within_promise", "effect_no_promise"),
        ({"outcome": {**OUTCOME, "amount": None}}, "sales", "effect_no_amount"),
    ],
)
def test_what_is_lacking_is_said(tmp_path, description, indicator, key):
    """Does an indicator that the case cannot give end in words that say what to add?"""
    with pytest.raises(EvidenceError) as caught:
        effect(measured_case(tmp_path, **description), indicator)
    assert caught.value.key == f"evidence.{key}"
    assert "datapackage.json" in caught.value.message("zh")


def test_periods_are_needed(tmp_path):
    """Is a case without periods, or without the period after, refused by name?"""
    with pytest.raises(CaseError) as caught:
        effect(measured_case(tmp_path, periods={"before": PERIODS["before"]}), "sales")
    assert caught.value.params == {"period": "after"}


def test_an_unknown_indicator_lists_the_known(case):
    """Is a mistyped indicator answered with the list?"""
    with pytest.raises(ValueError, match=", ".join(INDICATORS)):
        effect(case, "happiness")
