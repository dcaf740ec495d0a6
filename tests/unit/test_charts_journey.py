"""Charts of a map."""

import json

import pytest

from journeybook import charts
from journeybook.cases import load
from journeybook.i18n import t, use_language
from journeybook.model import JourneyMap, Stage, Touchpoint


def journey():
    return JourneyMap(
        stages=(Stage(id="stage-a", name="Buy <b>"), Stage(id="stage-b"), Stage(id="stage-c", name="Use")),
        touchpoints=(
            Touchpoint(id="touchpoint-late", stage="stage-c", name="Repair $x$", emotion=-2, is_moment_of_truth=True),
            Touchpoint(id="touchpoint-first", stage="stage-a", name="Looking for a very long while", emotion=1),
            Touchpoint(id="touchpoint-open", stage="stage-a", emotion=None),
        ),
    )


def test_curve_follows_the_journey():
    """Do touchpoints stand in journey order, with a gap where no emotion is set?"""
    curve = charts.emotion_curve(journey()).data[0]
    assert list(curve.x) == ["touchpoint-first", "touchpoint-open", "touchpoint-late"]
    assert list(curve.y) == [1, None, -2]


def test_moments_of_truth_are_starred():
    """Is each moment of truth a star at its emotion?"""
    stars = charts.emotion_curve(journey()).data[1]
    assert (list(stars.x), list(stars.y), stars.marker.symbol) == (["touchpoint-late"], [-2], "star")


def test_stages_are_named_and_marked_off():
    """Does each stage with touchpoints have its name above and a line between it and the next?"""
    with use_language("en"):
        figure = charts.emotion_curve(journey())
    assert [annotation.text for annotation in figure.layout.annotations] == ["Buy &lt;b&gt;", "Use"]
    assert [annotation.x for annotation in figure.layout.annotations] == [0.5, 2]
    assert [shape.x0 for shape in figure.layout.shapes] == [1.5]


def test_labels_are_short_safe_and_in_the_language():
    """Are long names folded on the axis and in one line in the hover text, markup harmless, blanks named?"""
    with use_language("zh"):
        figure = charts.emotion_curve(journey())
    labels = list(figure.layout.xaxis.ticktext)
    assert labels == ["Looking for a very<br>long while", "（未命名）", "Repair &#36;x&#36;"]
    assert "Looking for a very long while" in figure.data[0].hovertext[0]
    assert "情感：满意 +1" in figure.data[0].hovertext[0]
    assert "尚未判断" in figure.data[0].hovertext[1]


def test_summary_tells_the_curve():
    """Does the text for those who cannot see it name each touchpoint and its emotion?"""
    with use_language("en"):
        summary = charts.emotion_curve(journey()).layout.meta["summary"]
    assert summary == (
        "2 of 3 touchpoints have an emotion: Looking for a very long while: happy +1, Repair $x$: very unhappy −2."
    )


def test_an_untouched_map_says_what_to_do():
    """Does a map without emotions give a hint instead of an empty picture?"""
    with use_language("en"):
        figure = charts.emotion_curve(JourneyMap())
    assert "Drag the points" in figure.layout.annotations[0].text
    assert "Drag the points" in json.loads(figure.to_json())["layout"]["meta"]["summary"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_emotion_is_called_as_on_the_board(lang):
    """Does the axis name each emotion with the very words of the board?"""
    with use_language(lang):
        words = list(charts.emotion_curve(journey()).layout.yaxis.ticktext)
    board = [t(f"board.emotion_{key}", lang) for key in ("m2", "m1", "0", "1", "2")]
    assert [word.rsplit(" ", 1)[0].lower() for word in words] == [word.lower() for word in board]


def checked(case, *emotions):
    """Return the reality check of a map with an emotion for each of the first touchpoints of `case`."""
    touchpoints = tuple(
        Touchpoint(
            id=f"touchpoint-{n}", stage="stage-1", name="<b>x</b>", case_touchpoint=touchpoint.code, emotion=emotion
        )
        for n, (touchpoint, emotion) in enumerate(zip(case.touchpoints, emotions, strict=False))
    )
    with use_language("en"):
        return charts.reality_check(JourneyMap(stages=(Stage(id="stage-1"),), touchpoints=touchpoints), case)


def test_the_reality_check_names_the_largest_gaps():
    """Do both curves stand over the same touchpoints, the widest gap marked and named, and hostile names escaped?"""
    figure = checked(load("retail"), -2, 1, 1)
    measured, predicted = figure.data
    assert list(measured.x) == list(predicted.x) == ["social_post", "store_display", "app_search"]
    assert list(predicted.y) == [-2, 1, 1]
    assert measured.error_y.array[0] > 0
    assert [(shape.x0, shape.y0) for shape in figure.layout.shapes] == [("social_post", -2)]
    assert "&lt;b&gt;x&lt;/b&gt; (3.1 too dark)" in figure.layout.title.subtitle.text
    assert predicted.marker.symbol != measured.marker.symbol


def test_a_map_close_to_the_customers_is_told_so():
    """Is a map without a clear gap told that, and an empty one what to do first?"""
    close = checked(load("retail"), 1, 1, 1)
    assert close.layout.shapes == ()
    assert close.layout.title.subtitle.text.startswith("No clear gap")
    empty = checked(load("retail"))
    assert empty.layout.annotations[0].text.startswith("Nothing to compare yet")
    assert empty.data == ()
