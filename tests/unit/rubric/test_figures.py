"""Are numbers in Chinese and English sentences read for what they measure?"""

from __future__ import annotations

import pytest

from journeybook.rubric.figures import LONGEST, check, numbers
from journeybook.rubric.measured import Figure

KNOWN = (
    Figure("csat", "percent", 36.3, 32.7, 40.1, 650),
    Figure("unhappy", "percent", 47.8, 44.0, 51.7, 650),
    Figure("wait_median", "minutes", 9.9, 9.4, 10.4, 1614),
    Figure("wait_p90", "minutes", 24.9, 23.6, 26.3, 1614),
    Figure("complaints_per_100", "per_100", 4.7, 3.8, 5.9, 1632),
    Figure("complaints", "count", 77, 77, 77, 1632),
    Figure("events", "count", 1632, 1632, 1632, 1632),
    Figure("customers", "count", 1170, 1170, 1170, 1632),
    Figure("surveys", "count", 645, 645, 645, 645),
    Figure("nps", "points", -29.7, -37.7, -21.8, 548),
    Figure("ces", "score", 3.99, 3.82, 4.15, 551),
    Figure("response_median", "hours", 48.4, 45.8, 51.6, 891),
    Figure("promised", "hours", 24, 24, 24, 891),
    Figure("within_promise", "percent", 18.2, 15.8, 20.8, 891),
)


@pytest.mark.parametrize(
    "sentence",
    [
        "36% satisfied",
        "36.3 per cent are satisfied",
        "满意度３６％",
        "满意度为百分之36",
        "CSAT 36 %（95% 置信区间 33%–40%），n = 645",
        "36% satisfied (scores of 4 or 5; 95% interval 33%–40%)",
        "48% are unhappy",
        "近一半的人不满意：48%",
        "median wait 10 minutes, nine in ten within 25 minutes",
        "等待中位数 9.9 分钟，九成在 25 分钟以内",
        "the 90th percentile of the wait is 25 min",
        "等待时间的第 90 百分位：25 分钟",
        "4.7 complaints per 100 events (77 in all)",
        "每 100 次接触有 4.7 件投诉（共 77 件）",
        "4.7 complaints per hundred contacts",
        "1,632 events by 1,170 customers",
        "1,170 位客户共接触 1,632 次",
        "about 650 answers",
        "NPS −30",
        "NPS of -30",
        "CES 4.0",
        "the median first reply takes 48 hours",
        "首次回复要两天，也就是 2 天",
        "18% within the promised 24 hours",
        "24 小时内得到回复的只有 18%",
    ],
)
def test_right_figures(sentence: str) -> None:
    """Is each figure found, and right as far as its last digit goes?"""
    found = check(sentence, KNOWN)
    assert found
    assert [one.number.written for one in found if not one.agrees] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "61% satisfied",
        "满意度 63%",
        "48% satisfied",
        "36% are unhappy",
        "满意度 36%（95% 置信区间 33%–60%）",
        "median wait 25 minutes",
        "nine in ten wait at most 10 minutes",
        "等待中位数 25 分钟",
        "wait of 2 hours",
        "9.4 complaints per 100 events",
        "每 100 次接触有 9.4 件投诉",
        "共 770 件投诉",
        "1,170 events",
        "654 answers",
        "NPS +30",
        "CES 6.0",
        "the median first reply takes 24 hours",
        "首次响应中位数 24 小时",
        "18% within the promised 36 hours",
    ],
)
def test_wrong_figures(sentence: str) -> None:
    """Is a figure found out that is wrong, is another measure's, or has another unit?"""
    assert [one for one in check(sentence, KNOWN) if not one.agrees]


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "second lowest of all touchpoints",
        "on 2026-03-14 at 15:30",
        "2026 年 3 月到 5 月",
        "3 月 14 日，打 2 分",
        "scores of 4 or 5",
        "打 4 分或 5 分的客户",
        "scale from 1 to 5",
        "fewer than 30 observations, read with care",
        "不足 30 个观测，请谨慎解读",
        "twice as long, 2 times, 3 倍",
        "stores S01 and S04, question Q3",
        "the 2nd worst, 第 2 名",
        "95% interval",
        "5 stores, 2 tills",
    ],
)
def test_what_is_no_figure(sentence: str) -> None:
    """Are dates, scales, ordinals, names and things that nobody measured passed over?"""
    assert check(sentence, KNOWN) == ()


def test_a_number_keeps_how_it_was_written() -> None:
    """Is a number given back as it stands there, with its unit?"""
    written = [number.written for number in numbers("满意度 36.5%，等 10 分钟，共 1,632 次")]
    assert written == ["36.5%", "10 分钟", "1,632 次"]


def test_without_words_any_usual_figure_of_the_unit_will_do() -> None:
    """Is a bare percentage any of the usual shares, and a bare number nothing?"""
    assert [one.agrees for one in check("48%", KNOWN)] == [True]
    assert [one.agrees for one in check("75%", KNOWN)] == [False]
    assert check("48", KNOWN) == ()


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    """Is a text of ten thousand figures read to its limit and no further?"""
    for piece in ("36% ", "1,111 ", "1.1.", "9 件", "1 complaints per 100 "):
        found = list(numbers(piece * 10_000))
        assert 0 < len(found) <= LONGEST / len(piece) + 2
    assert len(check("36% satisfied, " * 1_000, KNOWN)) < 100
