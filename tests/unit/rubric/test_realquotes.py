"""Are customers' words found however they are typed, and others not?"""

from __future__ import annotations

import pytest

from journeybook.rubric.realquotes import RealQuotes, normalised

QUOTES = RealQuotes(
    [
        "I queued for twenty minutes, and nobody opened a second till.",
        "周日下午结账排了31分钟。连带着毛毯都不香了。",
        "Fine.",
        "太慢",
        "",
    ]
)


@pytest.mark.parametrize(
    "quote",
    [
        "I queued for twenty minutes, and nobody opened a second till.",
        "“nobody opened a second till!”",
        "I QUEUED FOR TWENTY MINUTES AND NOBODY OPENED A SECOND TILL",
        "I queued for twenty minuets, and nobody opened a second till",
        "I queued for twenty minutes …",
        "...nobody opened a second till",
        "I queued … a second till",
        "I queued [...] a second till",
        "周日下午结账排了３１分钟",
        "周日下午，结账排了 31 分钟……毛毯都不香了！",
        "fine",
        "太慢！",
    ],
)
def test_real_words(quote: str) -> None:
    """Are words found whole or in part, with other marks, width, case and spaces, a slip, or something left out?"""
    assert quote in QUOTES


@pytest.mark.parametrize(
    "quote",
    [
        "",
        "…",
        "!?",
        "I queued",
        "till",
        "排了",
        "I … a … t",
        "周…下…结…排",
        "a second till … I queued",
        "Fine. The staff were rude and the shop was dirty.",
        "I queued for two hours, and the manager laughed at us.",
        "周日上午结账排了两个小时，东西都不想要了。",
        "twenty minutes and nobody opened a second till 周日下午结账",
    ],
)
def test_other_words(quote: str) -> None:
    """Is nothing else found: too little to tell, crumbs, another order, more than was said, two texts joined?"""
    assert quote not in QUOTES


def test_texts_without_letters_are_none() -> None:
    """Are empty texts not counted, equal ones once, and is a text compared by its letters and digits alone?"""
    assert len(QUOTES) == 4
    assert len(RealQuotes(["A!", "a", " "])) == 1
    assert normalised("“Ｗaited — 20 min!”") == "waited20min"
