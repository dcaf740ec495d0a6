"""Does everything that the board puts on a card pass for evidence, and nothing that was changed on the way?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from journeybook.boardfacts import board_facts
from journeybook.cases import Case, load
from journeybook.draft import draft_map
from journeybook.i18n import LANGUAGES
from journeybook.model import EvidenceKind
from journeybook.rubric import Demand, Status, Subject, all_criteria
from journeybook.rubric.claims import checked, of_kind
from journeybook.rubric.figures import Check, check
from journeybook.rubric.measured import Measured, measured
from journeybook.rubric.realquotes import normalised

CASES = ("bank", "retail", "travel")


@cache
def case(name: str) -> Case:
    return load(name)


def data(name: str) -> Measured:
    return measured(case(name))


@cache
def groups(name: str, lang: str) -> list[dict[str, Any]]:
    return board_facts(case(name), lang)


def facts(name: str, lang: str) -> Iterator[tuple[dict[str, Any], str]]:
    for group in groups(name, lang):
        for fact in group["facts"]:
            yield fact, group["code"]


def held(name: str, code: str, text: str) -> tuple[Check, ...]:
    return check(text, (*data(name).figures.get(code, ()), *data(name).whole))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_every_fact_agrees(name: str, lang: str) -> None:
    """Is each number of each fact understood and right, and at least one found in each?"""
    wrong = [
        (fact["text"], [one.number.written for one in found if not one.agrees])
        for fact, code in facts(name, lang)
        if not (found := held(name, code, fact["text"])) or not all(one.agrees for one in found)
    ]
    assert wrong == []
    assert len(list(facts(name, lang))) > 40


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_no_changed_fact_agrees(name: str, lang: str) -> None:
    """Is a fact found out whose number was moved well out of its interval, whatever else it says?"""
    passed = []
    for fact, code in facts(name, lang):
        (digits,) = re.findall(r"\d[\d,]*(?:\.\d+)?", fact["value"])
        decimals = len(digits.partition(".")[2])
        value = float(digits.replace(",", ""))
        moved = 100 - value if fact["interval"] and abs(100 - 2 * value) > 60 else 5 * value + 9
        changed = re.sub(rf"(?<![\d.,]){re.escape(digits)}(?![\d.])", f"{moved:.{decimals}f}", fact["text"], count=1)
        assert changed != fact["text"]
        if all(one.agrees for one in held(name, code, changed)):
            passed.append(changed)
    assert passed == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_every_quote_is_real(name: str, lang: str) -> None:
    """Is each quote of the panel found, whole, cut off at either end, and typed in another way?"""
    quotes = [quote["text"] for group in groups(name, lang) for quote in group["quotes"]]
    real = data(name).quotes
    assert len(quotes) > 30
    assert [text for text in quotes if text not in real] == []
    long = [text for text in quotes if len(text) > 24]
    assert [text for text in long if f"“{text[:20]}……" not in real or f"...{text[-18:]}" not in real] == []
    assert [text for text in long if text.upper().replace("，", ", ").replace("。", " ") not in real] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_no_invented_quote_is_real(name: str, lang: str) -> None:
    """Is a quote found out that was made of two others, turned round, or had its ending replaced?"""
    quotes = [quote["text"] for group in groups(name, lang) for quote in group["quotes"] if len(quote["text"]) > 24]
    endings = {"zh": "所以我把这件事告诉了市长先生", "en": "which is why I told the mayor about it"}
    invented = [
        text
        for first, second in zip(quotes, quotes[7:], strict=False)  # of two touchpoints
        for text in (first[:20] + second[-16:], first[::-1], first[: len(first) // 2] + endings[lang])
        if normalised(second[-16:]) not in normalised(first)
    ]
    assert len(invented) > 20
    assert [text for text in invented if text in data(name).quotes] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_a_map_drafted_from_data_is_well_evidenced(name: str, lang: str) -> None:
    """Are the figures, quotes, sources and the curve of a map drafted from the data right, all of them?"""
    drafted = draft_map(case(name), lang)
    given = of_kind(drafted, EvidenceKind.DATA)
    assert [evidence.text for evidence, found in checked(given, drafted, data(name)) if not found] == []
    subject = Subject(drafted, case=case(name))
    asked = ("claims_have_evidence", "evidence_has_source", "figures_agree", "small_numbers_marked")
    asked += ("small_n_not_overstated", "curve_follows_data")
    found = {
        criterion: Demand(known, 1, dict(known.thresholds)).judge(subject).verdict
        for criterion in asked
        if (known := all_criteria()[criterion])
    }
    assert {criterion: verdict.why for criterion, verdict in found.items() if verdict.status is not Status.MET} == {}
    quotes = Demand(all_criteria()["quotes_are_real"], 1, {"at_least": 1}).judge(subject)
    assert quotes.status is Status.MET
