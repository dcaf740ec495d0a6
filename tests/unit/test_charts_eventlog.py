"""Charts of an event log."""

from __future__ import annotations

import datetime as dt
import json

import numpy as np
import pytest
from event_logs import KNOWN, in_pandas, log_of

from journeybook import charts
from journeybook.errors import EventLogError
from journeybook.evidence import EventLog
from journeybook.i18n import LANGUAGES, use_language

FIGURES = (charts.flow, charts.timeline, charts.wait_distribution)
NAMES = {"ad": "Advert", "till": "Till <b>1</b> $x$", "pick-up": "Pick-up"}


@pytest.fixture(scope="module")
def log():
    return log_of(in_pandas, KNOWN)


def many():
    """Return a log of 400 journeys: many waits, many touchpoints, one of them rare."""
    rng = np.random.default_rng(3)
    start = dt.datetime(2026, 3, 1)
    rows = []
    for who in range(400):
        for place in range(int(rng.integers(1, 8))):
            what = f"t{int(rng.integers(0, 12)):02}" if rng.random() > 0.005 else "rare"
            rows.append(
                (
                    who,
                    what,
                    start + dt.timedelta(hours=3 * place),
                    len(rows),
                    500.0 if len(rows) % 37 == 0 else float(rng.lognormal(2, 1)),
                )
            )
    return log_of(in_pandas, rows)


@pytest.mark.parametrize("draw", FIGURES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_charts_are_light_worded_and_clear(draw, lang):
    """Is a chart plain JSON below 50 kB, with a title and a summary in the language, on a transparent background?"""
    with use_language(lang):
        figure = draw(many())
    text = figure.to_json()
    assert len(text) < 50_000
    assert "bdata" not in text
    assert figure.layout.paper_bgcolor == "rgba(0, 0, 0, 0)"
    for sentence in (figure.layout.title.text, figure.layout.meta["summary"]):
        assert any("一" <= character <= "鿿" for character in sentence) == (lang == "zh")


@pytest.mark.parametrize("draw", FIGURES)
def test_hostile_names_are_shown_not_obeyed(log, draw):
    """Does a name with markup and TeX reach plotly escaped, and the plain summary as it is?"""
    names = dict.fromkeys(NAMES, NAMES["till"])
    with use_language("en"):
        figure = draw(log, names=names)
    shown = json.loads(figure.to_json())
    shown["layout"].pop("meta")  # never drawn: the summary in plain text
    assert "<b>" not in json.dumps(shown)
    assert "$x" not in json.dumps(shown)
    assert NAMES["till"] in figure.layout.meta["summary"]


def test_flow_counts_journeys(log):
    """Do bands and ends sum to the journeys at each node, repeats in a row being one?"""
    with use_language("en"):
        figure = charts.flow(log, NAMES, depth=3)
    (sankey,) = figure.data
    labels = list(sankey.node.label)
    links = [
        (labels[source], labels[target], value)
        for source, target, value in zip(sankey.link.source, sankey.link.target, sankey.link.value, strict=True)
    ]
    # "Till <b>1</b> $x$" is cut to 14 columns before it is made safe.
    first_till, then_till = (label for label in labels if label.startswith("Till"))
    assert sorted(links) == sorted(
        [
            ("Advert 3", then_till, 2),
            ("Advert 3", "journey ends 1", 1),
            (first_till, "Pick-up 1", 1),
            (then_till, "journey ends 1", 1),
            (then_till, "Pick-up 1", 1),
            ("Pick-up 1", "Advert 1", 1),
        ]
    )
    assert "Fewer than 30" in figure.layout.title.subtitle.text
    repeated = [(1, "ad", time, row, None) for row, time in enumerate(in_pandas(KNOWN)["when"][:3].sort_values())]
    with use_language("en"):
        (sankey,) = charts.flow(log_of(in_pandas, repeated), depth=3).data
    assert list(sankey.node.label) == ["ad 1", "journey ends 1"]


def test_flow_gathers_what_is_rare():
    """Are at most six touchpoints shown at each place, all journeys still counted?"""
    with use_language("en"):
        (sankey,) = charts.flow(many()).data
    first = [label for label, x in zip(sankey.node.label, sankey.node.x, strict=True) if x < 0.01]
    assert len(first) == 7
    assert first[-1].startswith("others")
    assert sum(int(label.split()[-1]) for label in first) == 400


def test_timeline_shows_medians_and_spans():
    """Do touchpoints stand in order of their medians, the rare one told by shape?"""
    with use_language("en"):
        figure = charts.timeline(many())
    spans, ordinary, small = figure.data
    assert ordinary.marker.symbol != small.marker.symbol
    assert list(small.y) == ["rare"]
    assert list(ordinary.x) == sorted(ordinary.x)
    assert len(spans.x) == 3 * 13
    assert figure.layout.xaxis.title.text == "Hours since the journey began"


def test_timeline_takes_the_unit_that_fits(log):
    """Are long journeys told in days, and short ones in minutes?"""
    short = [(who, what, dt.datetime(2026, 3, 1, 9, row), row, None) for who, what, _, row, _ in KNOWN]
    with use_language("en"):
        assert charts.timeline(log).layout.xaxis.title.text.startswith("Days")
        assert charts.timeline(log_of(in_pandas, short)).layout.xaxis.title.text.startswith("Minutes")


def test_waits_show_the_whole_distribution():
    """Do the bars sum to all waits, the long tail in one bar of its own, median and p90 marked?"""
    log = many()
    waits = log.frame.to_native().query("touchpoint == 't03'")["wait"]
    with use_language("en"):
        figure = charts.wait_distribution(log, "t03")
    near, rest = figure.data
    assert sum(near.y) + sum(rest.y) == pytest.approx(100)
    assert rest.marker.pattern.shape == "/"
    assert [line.x0 for line in figure.layout.shapes] == pytest.approx([waits.median(), waits.quantile(0.9)])
    assert f"n = {len(waits)}" in figure.layout.title.subtitle.text


def test_waits_choose_where_one_waits_longest(log):
    """Is the touchpoint with the longest waits shown where none is named, and an unknown one refused?"""
    with use_language("en"):
        assert charts.wait_distribution(log).layout.title.text == "How long customers wait: till"
        assert charts.wait_distribution(log, "ad").layout.meta["summary"] == "The event log has no waiting times."
    with pytest.raises(EventLogError):
        charts.wait_distribution(log, "shelf")


@pytest.mark.parametrize("draw", FIGURES)
def test_an_empty_log_has_charts(draw):
    """Does a log without events say so?"""
    frame = in_pandas(KNOWN)[:0]
    empty = EventLog.of(frame, customer="who", touchpoint="what", time="when")
    with use_language("en"):
        assert "no" in draw(empty).layout.meta["summary"]
