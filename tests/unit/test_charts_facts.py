"""Charts of a case's facts."""

import json

import pytest
from small_case import small_case

from journeybook import charts
from journeybook.cases import load
from journeybook.evidence import touchpoint_facts
from journeybook.i18n import use_language

FIGURES = (charts.satisfaction, charts.effort, charts.waits, charts.complaints, charts.first_response)


@pytest.fixture(scope="module")
def case():
    return load("retail")


@pytest.fixture(scope="module")
def facts(case):
    return touchpoint_facts(case)


@pytest.mark.parametrize("draw", FIGURES)
def test_words_follow_the_language(case, draw):
    """Are title, axes, legend and summary in the reader's language and in no other?"""
    with use_language("zh"):
        zh = draw(case)
    with use_language("en"):
        en = draw(case)
    assert any("\u4e00" <= character <= "\u9fff" for character in zh.layout.title.text)
    assert any("\u4e00" <= character <= "\u9fff" for character in zh.layout.meta["summary"])
    assert not any("\u4e00" <= character <= "\u9fff" for character in en.to_json())


@pytest.mark.parametrize("draw", FIGURES)
def test_figures_are_small_plain_and_clear(case, draw):
    """Is a figure plain JSON below 40 kB, on a transparent background, with fonts that have Chinese?"""
    text = draw(case).to_json()
    assert len(text) < 40_000
    assert "bdata" not in text
    layout = json.loads(text)["layout"]
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == "rgba(0, 0, 0, 0)"
    assert "CJK SC" in layout["font"]["family"]
    assert "Microsoft YaHei" in layout["font"]["family"]


def test_satisfaction_shows_share_interval_and_n(case, facts):
    """Does each touchpoint stand once, in journey order, with its share, interval and n?"""
    with use_language("en"):
        figure = charts.satisfaction(case)
    assert list(figure.layout.yaxis.tickvals) == facts.index.tolist()
    ordinary, small = figure.data
    assert [*ordinary.y, *small.y] == [*facts.index[~facts["small"]], *facts.index[facts["small"]]]
    till = ordinary.y.index("store_checkout")
    assert ordinary.x[till] == pytest.approx(facts.loc["store_checkout", "csat"])
    low = ordinary.x[till] - ordinary.error_x.arrayminus[till]
    assert low == pytest.approx(facts.loc["store_checkout", "csat_low"])
    assert f"n = {facts.loc['store_checkout', 'surveys']}" in ordinary.text[till]


def test_effort_shows_mean_interval_and_n():
    """Does each touchpoint where effort was asked stand once, with its mean, interval and n, the hardest named?"""
    case = load("bank")
    with use_language("en"):
        figure = charts.effort(case)
    facts = touchpoint_facts(case)
    asked = facts[facts["ces_n"] > 0]
    assert 0 < len(asked) < len(facts)
    assert list(figure.layout.yaxis.tickvals) == asked.index.tolist()
    (points,) = figure.data
    status = points.y.index("application_status")
    assert points.x[status] == pytest.approx(asked.loc["application_status", "ces"]) == pytest.approx(3.2, abs=0.05)
    assert points.x[status] - points.error_x.arrayminus[status] == pytest.approx(
        asked.loc["application_status", "ces_low"]
    )
    assert points.text[status] == f"{asked.loc['application_status', 'ces']:.1f} (n = 212)"
    assert "high is easy): Application status in the app 3.2, Check of papers" in figure.layout.meta["summary"]


def test_few_answers_look_different(case):
    """Is a touchpoint with few answers told by shape, not by colour alone, and explained?"""
    with use_language("en"):
        ordinary, small = charts.satisfaction(case).data
    assert ordinary.marker.symbol != small.marker.symbol
    assert small.name == "fewer than 30 answers: read with care"
    assert list(small.y) == ["email_offer"]


def test_waits_show_both_measures(case, facts):
    """Do median and p90 of the whole event and of the waiting stand in their panels, told by shape?"""
    figure = charts.waits(case)
    markers = {
        (trace.xaxis, trace.marker.symbol): dict(zip(trace.y, trace.x, strict=True))
        for trace in figure.data
        if trace.mode.startswith("markers")
    }
    advice, checkout = facts.loc["store_advice"], facts.loc["store_checkout"]
    assert markers["x", "circle"]["store_advice"] == pytest.approx(advice["duration_median"])
    assert markers["x2", "diamond-open"]["store_checkout"] == pytest.approx(checkout["wait_p90"])
    assert "app_search" not in markers["x2", "circle"]
    assert figure.layout.xaxis.range == figure.layout.xaxis2.range


def test_complaints_show_count_beside_rate(case, facts):
    """Does the busiest touchpoint lead the counts and not the rates?"""
    count, rate = charts.complaints(case).data
    assert (count.xaxis, rate.xaxis) == ("x", "x2")
    assert count.y[count.x.index(max(count.x))] == "app_search"
    assert rate.y[rate.x.index(max(rate.x))] == "after_sales"
    assert list(count.x) == facts["complaints"].tolist()


def test_first_response_shows_promise_median_and_n(case):
    """Are the promise line, the median and n in the chart, the curve from 0 and never falling?"""
    with use_language("en"):
        figure = charts.first_response(case)
    curve, median = figure.data
    assert (curve.x[0], curve.y[0]) == (0, 0)
    assert list(curve.y) == sorted(curve.y)
    assert median.x[0] == pytest.approx(48.4, abs=1)
    assert [shape.x0 for shape in figure.layout.shapes] == [24]
    assert "891" in figure.layout.title.subtitle.text
    assert "24 hours" in figure.layout.annotations[0].text


def test_hostile_names_are_shown_not_obeyed(tmp_path):
    """Does markup or TeX in a touchpoint's name reach plotly only as plain text?"""
    name = "<b>x</b> $y$"
    case = small_case(tmp_path, touchpoints=f"till,1,store,{name},{name}\nad,2,web,{name},{name}\n")
    for draw in FIGURES:
        with use_language("en"):
            figure = draw(case)
        shown = json.loads(figure.to_json())
        shown["layout"].pop("meta")  # never drawn: the summary in plain text
        assert "<b>" not in json.dumps(shown)
        assert "$y" not in json.dumps(shown)
    assert name in charts.satisfaction(case).layout.meta["summary"]


def test_small_and_empty_cases_have_charts(tmp_path):
    """Do a case with a handful of rows, and one with none, draw without a warning?"""
    for rows in ({}, {"events": "", "surveys": "", "comments": "", "tickets": ""}):
        case = small_case(tmp_path, **rows)
        for draw in FIGURES:
            with use_language("en"):
                figure = draw(case)
            assert figure.layout.meta["summary"]
    with use_language("en"):
        assert charts.satisfaction(case).layout.meta["summary"] == "There are no data."
        assert "Fewer than 30" in charts.first_response(case).layout.title.subtitle.text
