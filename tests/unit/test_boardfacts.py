"""Are a case's facts told on the board in words that hold on a card, each with its source and its n?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_case import describe, small_case

from journeybook.boardfacts import WHOLE_CASE, board_facts
from journeybook.cases import load
from journeybook.errors import CaseError
from journeybook.i18n import LANGUAGES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_touchpoint_has_its_facts_and_quotes(lang: str, tmp_path: Path) -> None:
    """Do touchpoints stand in journey order, with what was observed at them and nothing that was not?"""
    found = board_facts(small_case(tmp_path), lang)
    assert [group["code"] for group in found] == ["ad", "till", WHOLE_CASE]
    assert [group["name"] for group in found][:2] == {"zh": ["广告", "收银台"], "en": ["Ad", "Till"]}[lang]
    ids = [[fact["id"] for fact in group["facts"]] for group in found]
    assert ids == [
        ["ad/complaints", "ad/traffic"],
        ["till/csat", "till/wait", "till/complaints", "till/traffic"],
        ["/response"],
    ]
    quotes = {"zh": ["第三"], "en": ["first", "second", "fourth"]}[lang]
    assert [quote["text"] for quote in found[1]["quotes"]] == quotes


def test_the_figures_are_those_worked_out_by_hand(tmp_path: Path) -> None:
    """Are share, interval, median and n said as the facts have them?"""
    _, till, whole = board_facts(small_case(tmp_path), "en")
    csat, wait, complaints, traffic = till["facts"]
    assert (csat["value"], csat["note"]) == ("67%", "95% interval 21%–94%, n = 3")
    assert csat["interval"] == pytest.approx([66.67, 20.77, 93.85], abs=0.01)
    assert csat["text"].startswith("Till: 67% satisfied (scores of 4 or 5; 95% interval 21%–94%)")
    assert csat["source"] == "Chart “Satisfaction at each touchpoint”, table surveys, n = 3"
    assert (wait["value"], complaints["value"], traffic["value"]) == ("2.0 min", "66.7", "3")
    assert till["quotes"][0]["source"] == "Table comments: Till, 2026-03-02, score 5 of 5"
    (response,) = whole["facts"]
    assert response["value"] == "30 h"
    assert "n = 5; the 1 without a reply are counted, too; 40% within the promised 24 hours" in response["note"]


def test_few_observations_are_flagged_on_the_card_too(tmp_path: Path) -> None:
    """Does a figure below n = 30 warn in the panel and in the words that stand on a card?"""
    for group in board_facts(small_case(tmp_path), "zh"):
        assert all(fact["small"] and "不足 30 个观测" in fact["text"] for fact in group["facts"])
    retail = {group["code"]: group for group in board_facts(load("retail"), "en")}
    assert [code for code, group in retail.items() if any(fact["small"] for fact in group["facts"])] == ["email_offer"]


def test_without_a_promise_or_a_median_the_reply_is_still_told(tmp_path: Path) -> None:
    """Are tickets that mostly have no reply told as such, without a promise that nobody made?"""
    opened = "request,2026-03-10T00:00"
    rows = f"1,till,{opened},\n2,till,{opened},2026-03-10T10:00\n3,ad,{opened},\n"
    (response,) = board_facts(small_case(tmp_path, describe(promise=None), tickets=rows), "en")[-1]["facts"]
    assert response["text"].startswith("2 of 3 tickets never had a human reply")
    assert "promised" not in response["note"]


def test_without_tickets_nothing_is_said_of_replies(tmp_path: Path) -> None:
    """Does a case without tickets end with its last touchpoint?"""
    assert [group["code"] for group in board_facts(small_case(tmp_path, tickets=""), "en")] == ["ad", "till"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_of_it_can_be_sent_and_put_on_a_card(lang: str) -> None:
    """Is everything plain JSON, small enough for a message, with words and a source wherever there is a fact?"""
    found = board_facts(load("retail"), lang)
    assert len(json.dumps(found, allow_nan=False)) < 100_000
    everything = [fact for group in found for fact in (*group["facts"], *group["quotes"])]
    assert len(everything) > 80
    assert len({fact["id"] for fact in everything}) == len(everything)
    assert all(fact["text"].strip() and fact["source"].strip() for fact in everything)
    assert all("n = " in fact["source"] for fact in everything if fact["kind"] == "data")


def test_a_damaged_case_says_what_is_wrong(tmp_path: Path) -> None:
    """Is a table that breaks its description an error of the case, as everywhere?"""
    with pytest.raises(CaseError):
        board_facts(small_case(tmp_path, surveys="1,till,many\n"), "en")
