"""Is every figure held against the data, and the right one only told in a hint?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, said
from data_builders import at, held, hints, judge, says

from journeybook.model import JourneyMap
from journeybook.rubric import Status

NAME = "figures_agree"
TILL, HELP = at("store_checkout"), at("after_sales")
RIGHT = (
    says(TILL, "data", "CSAT 36 % (n=650), second lowest of all"),
    says(TILL, "data", "排队中位数 10 分钟，最慢的一成超过 25 分钟"),
    says(HELP, "data", "每百次接触 7.9 件投诉；首次响应的中位数 48 小时，承诺是 24 小时"),
)


@pytest.mark.parametrize("journey_map", [None, STARTER, held(TILL, says(TILL, "assumption", "61% satisfied"))])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without data evidence not attempted, a wrong guess that is called one included?"""
    assert judge(NAME, journey_map).status == Status.NOT_ATTEMPTED


def test_right_figures_are_met() -> None:
    """Are figures of either language met, rounded as people round?"""
    finding = judge(NAME, held(TILL, HELP, *RIGHT))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


@pytest.mark.parametrize(
    ("wrong", "named", "right"),
    [
        ("61% satisfied", "61%", "36% (95% interval 33% to 40%)"),
        ("满意度 63%", "63%", "36% (95% interval 33% to 40%)"),
        ("median wait 25 minutes", "25 minutes", "median wait 9.9 minutes"),
        ("36% satisfied, 1,200 complaints", "1,200 complaints", "77"),
    ],
)
def test_a_wrong_figure_is_named(wrong: str, named: str, right: str) -> None:
    """Is a wrong figure named, the right one said in the last hint alone, and its share lost?"""
    finding = judge(NAME, held(TILL, HELP, *RIGHT, says(TILL, "data", wrong)))
    assert (finding.status, finding.points, finding.verdict.where) == (Status.PARTLY_MET, 9, (TILL.id,))
    assert named in said(finding)
    assert right not in said(finding)
    assert right in hints(finding)


def test_figures_of_elsewhere_do_not_count() -> None:
    """Is the checkout's figure wrong at after-sales, unless the sentence says whose it is?"""
    cards = (TILL, HELP, *RIGHT[:2])
    assert judge(NAME, held(*cards, says(HELP, "data", "CSAT 36%"))).points == 8
    assert judge(NAME, held(*cards, says(HELP, "data", "Store checkout: CSAT 36%"))).points == POINTS


def test_data_without_a_figure_is_none() -> None:
    """Does a sentence without a number, or one that fits no touchpoint of the case, not pass for data?"""
    loose = at("store_checkout", case_touchpoint=None)
    for evidence in (says(TILL, "data", "Lowest of all"), says(loose, "data", "36% satisfied")):
        where = TILL if evidence.text.startswith("Lowest") else loose
        finding = judge(NAME, held(where, HELP, evidence))
        assert (finding.status, finding.points) == (Status.NOT_MET, 0)
        assert "without a figure that can be checked: 1" in said(finding)


def test_few_pieces_earn_their_share() -> None:
    """Do two right pieces of three earn two thirds, and does the same text twice count once?"""
    assert judge(NAME, held(TILL, *RIGHT[:2])).points == 8
    assert judge(NAME, held(TILL, *(says(TILL, "data", RIGHT[0].text) for _ in range(3)))).points == 4
