"""Does what a grading cell showed become a part of a page that runs nothing and asks no other address?"""

from __future__ import annotations

import pytest
from nbformat.v4 import new_output

from journeybook.classroom.feedback import _points, _shown_output


@pytest.mark.parametrize(
    "rich",
    [
        "<p style='color: red'>Move <b>one</b> card: once = enough, on = off</p>",
        "<table><tr><td>https://example.com</td></tr></table>",
        "<img src='data:image/png;base64,AAAA'>",
        "<td>He wrote javascript:run() and src=//example.com and onclick=x</td>",
    ],
)
def test_static_html_stays(rich: str) -> None:
    """Is ordinary HTML shown as it is?"""
    assert _shown_output(new_output("display_data", {"text/html": rich, "text/plain": "x"})) == rich


@pytest.mark.parametrize(
    "rich",
    [
        "<p>hint</p><script>run()</script>",
        "<p>hint</p>< SCRIPT src=x>",
        "<p onclick=run()>hint</p>",
        '<img\nonerror = "run()" src=x>hint',
        '<a href="javascript:run()">hint</a>',
        '<a title=">" href="java&#115;cri\npt:run()">hint</a>',
        "<img/onerror=run() src=x>hint",
        '<img src="https://example.com/x.png">hint',
        "<img src=//example.com/x.png>hint",
        '<iframe src="x"></iframe>hint',
        '<link rel="stylesheet" href="x">hint',
        "hint<script",
    ],
)
def test_live_html_becomes_text(rich: str) -> None:
    """Is HTML that would run or load something reduced to its words?"""
    shown = _shown_output(new_output("display_data", {"text/html": rich, "text/plain": "<object>"}))
    assert "hint" in shown
    assert shown.startswith("<pre>")
    assert shown.count("<") == 2


def test_text_is_escaped() -> None:
    """Is plain text escaped?"""
    assert _shown_output(new_output("stream", name="stdout", text="<b>")) == "<pre>&lt;b&gt;</pre>"
    assert _shown_output(new_output("display_data", {"text/plain": "<b>"})) == "<pre>&lt;b&gt;</pre>"


@pytest.mark.parametrize(("value", "shown"), [(0.0, "0"), (10.0, "10"), (2.5, "2.5"), (1 / 3, "0.33")])
def test_points(value: float, shown: str) -> None:
    """Are points shown without needless zeros?"""
    assert _points(value) == shown
