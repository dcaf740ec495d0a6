"""What all charts have in common: colours, fonts, the blank figure, and text made safe for plotly.

The background is transparent, because a chart stands on whatever the notebook's theme has behind it. Text is of a grey
whose contrast is above 4 : 1 both on white and on the near-black of the dark theme. The two colours are the blue and
the vermilion of Okabe and Ito's palette for colour-blind readers; as they print in a similar grey, every difference
that matters is one of shape or place, too.
"""

from __future__ import annotations

import html
import unicodedata
from typing import TYPE_CHECKING

from ..i18n import language

if TYPE_CHECKING:
    import plotly.graph_objects as go

BLUE = "#0072B2"
VERMILION = "#D55E00"
PALE_BLUE = "rgba(0, 114, 178, 0.4)"
TEXT = "#797979"
GRID = "rgba(128, 128, 128, 0.25)"
CLEAR = "rgba(0, 0, 0, 0)"

_CHINESE_FONTS = (
    "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, PingFang SC, Hiragino Sans GB, Microsoft YaHei, sans-serif"
)

FONTS = {
    "en": f"Noto Sans, Segoe UI, Helvetica, Arial, {_CHINESE_FONTS}",
    "zh": _CHINESE_FONTS,
}
"""Those of the language first: a Chinese font has wide quotation marks, a Latin one narrow ones."""

ROW_HEIGHT = 32
"""Pixels for each touchpoint where touchpoints stand below each other."""


def safe(text: str) -> str:
    """Return `text` so that plotly shows it as it is.

    Plotly reads its labels as a kind of HTML (``<b>``, ``<a href>``), and as TeX between dollar signs.

    Examples
    --------
    >>> safe("<b>5 & 6</b> $x$")
    '&lt;b&gt;5 &amp; 6&lt;/b&gt; &#36;x&#36;'
    """
    return html.escape(" ".join(text.split()), quote=False).replace("$", "&#36;")


def shortened(text: str, most: int) -> str:
    """Return `text`, cut with an ellipsis where it is wider than `most` columns; not yet made safe.

    A Chinese character is two columns wide, a Latin letter one.
    """
    text = " ".join(text.split())
    fits = _fitting(text, most)
    return text if fits == len(text) else text[: max(fits - 1, 1)].rstrip() + "…"


def folded(text: str, most: int) -> list[str]:
    """Return `text` in one line or two of at most `most` columns, the second cut; not yet made safe.

    Examples
    --------
    >>> folded("Comparing trips on the website", 18)
    ['Comparing trips on', 'the website']
    """
    text = " ".join(text.split())
    fits = _fitting(text, most)
    if fits == len(text):
        return [text]
    # At the last blank that leaves the first line short enough; Chinese has none and may be broken anywhere.
    blank_at = text.rfind(" ", 0, fits + 1)
    end = blank_at if blank_at > 0 else max(fits, 1)
    return [text[:end], shortened(text[end:], most)]


def _fitting(text: str, most: int) -> int:
    """Return how many of a text's characters are no wider than `most` columns together."""
    width = 0
    for place, character in enumerate(text):
        width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if width > most:
            return place
    return len(text)


def blank(title: str, hint: str, summary: str, height: int) -> go.Figure:
    """Return a figure without data.

    Parameters
    ----------
    title, hint : str
        Heading, and the line below it that says how to read the chart.
    summary : str
        The chart in a sentence, for those who cannot see it; kept in ``layout.meta``.
    height : int
        In pixels; the width follows the page.
    """
    import plotly.graph_objects as go

    return go.Figure(
        layout={
            # An empty template: plotly's own is light, large, and not ours.
            "template": go.layout.Template(),
            "meta": {"summary": summary},
            "title": {
                "text": title,
                "x": 0,
                "xref": "container",
                "xanchor": "left",
                "yref": "container",
                "y": 1,
                "yanchor": "top",
                "pad": {"l": 12, "t": 14},
                "font": {"size": 20},
                "subtitle": {"text": hint, "font": {"size": 14}},
            },
            "font": {"family": FONTS[language()], "size": 14, "color": TEXT},
            "paper_bgcolor": CLEAR,
            "plot_bgcolor": CLEAR,
            "height": height,
            "margin": {"l": 12, "r": 24, "t": 104, "b": 56},
            "hoverlabel": {
                "bgcolor": "#ffffff",
                "bordercolor": TEXT,
                "font": {"family": FONTS[language()], "color": "#222222"},
                "align": "left",
            },
            # Dragging must not zoom by accident: there is no mode bar to find the way back.
            "dragmode": False,
            "hovermode": "closest",
            "showlegend": False,
        }
    )


def number_axis(title: str, **more: object) -> dict[str, object]:
    """Return an axis of numbers from 0 on."""
    return {
        "title": {"text": title, "font": {"size": 14}},
        "gridcolor": GRID,
        "zerolinecolor": GRID,
        "rangemode": "tozero",
        "automargin": True,
        "fixedrange": True,
        **more,
    }


def touchpoint_axis(codes: list[str], labels: list[str], lines: bool = True) -> dict[str, object]:
    """Return the axis on which touchpoints stand below each other in journey order; `labels` are safe.

    Without `lines` across, which would strike out words in the rows.
    """
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": codes,
        "tickmode": "array",
        "tickvals": codes,
        "ticktext": labels,
        "range": [len(codes) - 0.5, -0.6],
        "ticklabelstandoff": 8,
        "automargin": True,
        "fixedrange": True,
        "gridcolor": GRID,
        "showgrid": lines,
    }


def legend_above() -> dict[str, object]:
    """Return the layout of a legend between the heading and the plot, with room for two lines on a narrow page."""
    return {
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "xref": "paper", "y": 1.01, "yanchor": "bottom"},
        "margin": {"t": 140},
    }
