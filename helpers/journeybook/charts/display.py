"""Showing a figure in a notebook or in Voila, without a widget and without the network."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import plotly.graph_objects as go

MIME = "application/vnd.plotly.v1+json"


def bundle(figure: go.Figure) -> dict[str, Any]:
    """Return `figure` by MIME type: as plain plotly data, and its summary as text for those who cannot see it.

    JupyterLab and Voila draw the data with the plotly that is installed with them; a FigureWidget would send the
    library itself through the kernel's socket for every figure.

    Parameters
    ----------
    figure : plotly.graph_objects.Figure
        As the functions of this package return it: the summary stands in ``layout.meta``.
    """
    data = json.loads(figure.to_json())
    # No mode bar: its English hints cannot be put into the reader's language without loading more.
    data["config"] = {"displayModeBar": False, "responsive": True}
    summary = (figure.layout.meta or {}).get("summary", "")
    return {MIME: data, "text/plain": summary}


def show(figure: go.Figure) -> None:
    """Display `figure` below the cell, as `bundle` has it."""
    from IPython.display import display

    display(bundle(figure), raw=True)
