"""The chart of comments' themes."""

import json

import pytest
from small_case import small_case

from journeybook import charts
from journeybook.cases import load
from journeybook.evidence import comments
from journeybook.i18n import use_language


@pytest.fixture(scope="module")
def case():
    return load("retail")


def draw(case, lang, **more):
    with use_language(lang):
        return charts.comment_themes(case, **more)


def scatters(figure):
    return [trace for trace in figure.data if trace.type == "scatter"]


def test_words_follow_the_language(case):
    """Are title, themes, legend and summary in the reader's language and in no other?"""
    zh, en = draw(case, "zh"), draw(case, "en")
    assert "等待" in zh.layout.yaxis.ticktext
    assert not any("\u4e00" <= character <= "\u9fff" for character in en.to_json())
    assert en.layout.meta["summary"].startswith("Themes of 1,0")


def test_bars_and_marks_agree_with_the_figures(case):
    """Does each theme stand once on each side, with its n, mean, interval and the look of its tone?"""
    table = comments(case).themes
    figure = draw(case, "en")
    assert list(figure.layout.yaxis.tickvals) == table.index.tolist()
    bars = {code: n for trace in figure.data if trace.type == "bar" for code, n in zip(trace.y, trace.x, strict=True)}
    assert bars == table["n"].to_dict()
    marks = [trace for trace in scatters(figure) if trace.mode == "markers"]
    looks = {code: trace.marker.symbol for trace in marks for code in trace.y}
    for code, row in table.iterrows():
        expected = "circle" if row["low"] > 0 else "diamond" if row["high"] < 0 else "square-open"
        assert looks[code] == expected
    assert looks["waiting"] == "diamond"
    trace = next(trace for trace in marks if "waiting" in trace.y)
    place = trace.y.index("waiting")
    assert trace.x[place] - trace.error_x.arrayminus[place] == pytest.approx(table.loc["waiting", "low"])
    assert trace.x[place] + trace.error_x.array[place] == pytest.approx(table.loc["waiting", "high"])


def test_tones_differ_without_colour(case):
    """Do marks and bars of different tones differ in shape and filling, and have figures a sign?"""
    figure = draw(case, "en")
    bars = [trace.marker.pattern.shape for trace in figure.data if trace.type == "bar"]
    marks = [trace.marker.symbol for trace in scatters(figure) if trace.mode == "markers"]
    assert len(set(bars)) == len(bars) == 3
    assert len(set(marks)) == len(marks) == 3
    signed = [text for trace in scatters(figure) if trace.mode == "text" for text in trace.text]
    assert all(text[0] in "+−" for text in signed)


def test_figure_is_small_plain_and_clear(case):
    """Is the figure plain JSON below 40 kB on a transparent background?"""
    text = draw(case, "zh").to_json()
    assert len(text) < 40_000
    assert "bdata" not in text
    assert json.loads(text)["layout"]["paper_bgcolor"] == "rgba(0, 0, 0, 0)"


def test_hostile_comments_do_not_reach_the_chart(tmp_path):
    """Does markup in a comment or a touchpoint's name stay out of the figure?"""
    rows = "1,till,2026-03-02T09:00,en,<script>alert(1)</script> awful $x$ queue\n"
    figure = draw(small_case(tmp_path, comments=rows, touchpoints="till,1,store,<b>x</b>,<b>x</b>\n"), "en")
    assert "script" not in figure.to_json()
    assert "$" not in figure.to_json()


def test_few_and_no_comments_have_a_chart(tmp_path):
    """Do a handful of comments and none draw without a warning, the few flagged?"""
    few = draw(small_case(tmp_path), "en")
    assert "Fewer than 30" in few.layout.title.subtitle.text
    assert few.layout.yaxis.ticktext == ("None of these (fewer than 30)",)
    none = draw(small_case(tmp_path / "none", comments=""), "en")
    assert none.layout.meta["summary"] == "There are no comments."


def test_period_and_group_choose(case):
    """Does the chart follow the period and the group?"""
    whole = draw(case, "en", period=None).layout.meta["summary"]
    treated = draw(case, "en", period="after", group="treated").layout.meta["summary"]
    assert whole != treated
