"""Showing a figure."""

import json

from journeybook import charts
from journeybook.cases import load
from journeybook.i18n import use_language

MIME = "application/vnd.plotly.v1+json"


def test_show_sends_plain_data_and_a_sentence(monkeypatch):
    """Does a figure go out as plotly data with its summary as text, and as nothing that loads a library?"""
    sent = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, raw: sent.append((bundle, raw)))
    with use_language("zh"):
        charts.show(charts.satisfaction(load("retail")))
    [(bundle, raw)] = sent
    assert raw is True
    assert set(bundle) == {MIME, "text/plain"}
    assert "售后服务热线" in bundle["text/plain"]
    assert json.loads(json.dumps(bundle[MIME])) == bundle[MIME]
    assert bundle[MIME]["data"]
    assert bundle[MIME]["config"]["displayModeBar"] is False


def test_show_takes_any_figure(monkeypatch):
    """Does a figure without a summary show, too?"""
    import plotly.graph_objects as go

    sent = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, raw: sent.append(bundle))
    charts.show(go.Figure())
    assert sent[0]["text/plain"] == ""
