"""Charts of drivers, quadrants, Kano, before and after, and moments of truth."""

import json

import pytest
from measured_case import measured_case, rows

from journeybook import charts
from journeybook.evidence import drivers, effect, importance_performance, kano, moments_of_truth
from journeybook.i18n import use_language

FIGURES = (
    charts.drivers,
    charts.importance_performance,
    charts.kano,
    charts.before_after,
    charts.moments_of_truth,
)


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return measured_case(tmp_path_factory.mktemp("measured"))


@pytest.mark.parametrize("draw", FIGURES)
def test_words_follow_the_language(case, draw):
    """Are title, axes, legend and summary in the reader's language and in no other?"""
    with use_language("zh"):
        zh = draw(case)
    with use_language("en"):
        en = draw(case)
    for text in (zh.layout.title.text, zh.layout.title.subtitle.text, zh.layout.meta["summary"]):
        assert any("\u4e00" <= character <= "\u9fff" for character in text)
    # Taken out of JSON again, which writes Chinese as escapes.
    shown = json.dumps(json.loads(en.to_json()), ensure_ascii=False)
    assert not any("\u4e00" <= character <= "\u9fff" for character in shown)


@pytest.mark.parametrize("draw", FIGURES)
def test_figures_are_small_plain_and_clear(case, draw):
    """Is a figure plain JSON below 40 kB, with its n in the hint or beside its marks, on a transparent background?"""
    text = draw(case).to_json()
    assert len(text) < 40_000
    assert "bdata" not in text
    assert "NaN" not in text
    assert "n = " in text
    assert json.loads(text)["layout"]["paper_bgcolor"] == "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize("draw", FIGURES)
def test_hostile_names_are_shown_not_obeyed(tmp_path, draw):
    """Does markup or TeX in a touchpoint's, an aspect's or a feature's name reach plotly only as plain text?"""
    tables = {
        name: found for name, found in rows("<b>x</b> $y$").items() if name in ("touchpoints", "aspects", "features")
    }
    with use_language("en"):
        figure = draw(measured_case(tmp_path, tables))
    shown = json.loads(figure.to_json())
    summary = shown["layout"].pop("meta")["summary"]
    assert "<b>x" not in json.dumps(shown)
    assert "$y" not in json.dumps(shown)
    # The sentence of before and after names no touchpoint.
    assert "<b>x</b> $y$" in summary or draw is charts.before_after


def test_driver_bars_are_the_shares(case):
    """Are the bars the per cent of R², largest first, with their intervals, R², n and what was left out?"""
    shares = drivers(case).shares
    with use_language("en"):
        figure = charts.drivers(case)
    bars, labels = figure.data
    assert list(bars.y) == shares.index.tolist()
    assert list(bars.x) == pytest.approx(shares["percent"].tolist())
    assert bars.x[0] + bars.error_x.array[0] == pytest.approx(shares["percent_high"].iloc[0])
    assert labels.text[0].strip() == f"{shares['percent'].iloc[0]:.0f}%"
    assert "n = 38 complete answers, 2 with gaps" in figure.layout.title.subtitle.text
    with use_language("en"):
        assert charts.drivers(case, "nps").layout.title.text != figure.layout.title.text


def test_quadrants_show_their_crosshair(case):
    """Do the lines lie where the quadrants were cut, is the way named, and do doubtful places look different?"""
    found = importance_performance(case, "median")
    with use_language("en"):
        figure = charts.importance_performance(case, "median")
    lines = [(shape.x0, shape.y0) for shape in figure.layout.shapes]
    assert lines[0][0] == pytest.approx(found.at_performance)
    assert lines[1][1] == pytest.approx(found.at_importance)
    assert "median" in figure.layout.title.subtitle.text
    placed = {x: trace.marker.symbol for trace in figure.data for x in trace.x}
    for _, row in found.table.iterrows():
        assert placed[row["performance"]].endswith("-open") != row["sure"]
    corners = {annotation.text: (annotation.x, annotation.y) for annotation in figure.layout.annotations}
    assert corners["<b>Concentrate here</b>"] == (0, 1)
    assert corners["<b>Possible overkill</b>"] == (1, 0)


def test_kano_puts_annoyance_left_and_pleasure_right(case):
    """Are must-be features on top, worse to the left and better to the right, category and share said?"""
    table = kano(case)
    with use_language("en"):
        figure = charts.kano(case)
    worse, better = figure.data
    assert list(worse.y) == ["quick", "gift"]
    assert list(worse.x) == pytest.approx((100 * table.loc[["quick", "gift"], "worse"]).tolist())
    assert list(better.x) == pytest.approx([0, 55])
    assert "must-be 100%" in figure.layout.yaxis.ticktext[0]
    assert "attractive 55%" in figure.layout.yaxis.ticktext[1]
    assert "no clear lead" in figure.layout.yaxis.ticktext[1]


def test_before_after_shows_what_would_have_been(case):
    """Do both lines, their intervals and n stand there, and the dotted line at 80 − 40 = 40 after the fix?"""
    found = effect(case, "satisfaction")
    with use_language("en"):
        figure = charts.before_after(case)
    treated, control, otherwise = figure.data
    assert list(treated.y) == pytest.approx([30, 80])
    assert list(control.y) == pytest.approx([30, 40])
    assert list(otherwise.y) == pytest.approx([30, 40])
    assert treated.y[1] + treated.error_y.array[1] == pytest.approx(found.figures["high"].iloc[1])
    assert treated.marker.symbol != control.marker.symbol
    assert treated.line.dash != control.line.dash
    assert {note.text for note in figure.layout.annotations} == {"30.0% (n = 20)", "80.0% (n = 20)", "40.0% (n = 20)"}
    assert "+40.0 percentage points" in figure.layout.title.subtitle.text


def test_before_after_without_control_is_one_line(tmp_path):
    """Is there one line, and the hint that it is weak evidence, where everybody got the fix?"""
    units = [(*row[:3], "treated") for row in rows()["units"]]
    with use_language("en"):
        figure = charts.before_after(measured_case(tmp_path, {"units": units}), "sales")
    assert len(figure.data) == 1
    assert "weak evidence" in figure.layout.title.subtitle.text


def test_moments_are_ranked_with_their_interval(case):
    """Is the till first with its rank, strength and gap, and a touchpoint without answers said to be so?"""
    table = moments_of_truth(case)
    with use_language("en"):
        figure = charts.moments_of_truth(case)
    strength, clear, *_ = figure.data
    assert figure.layout.yaxis.ticktext[0] == "1. Till (fewer than 30)"
    assert strength.x[0] == pytest.approx(100)
    assert (list(clear.y), list(clear.x)) == (["till"], [pytest.approx(150)])
    assert clear.x[0] + clear.error_x.array[0] == pytest.approx(table.loc["till", "gap_high"])
    assert [(note.y, note.text) for note in figure.layout.annotations] == [("ad", "too few to compare")]
    assert "usual moment of truth" in clear.hovertext[0]
    assert "<br>" in clear.hovertext[0]
