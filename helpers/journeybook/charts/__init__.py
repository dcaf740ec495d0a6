"""Charts: a case's facts, an event log, or a map, as plotly figures worded in the current language.

plotly is loaded by the first chart, not by importing this package.
"""

from .display import show
from .facts import complaints, satisfaction, waits
from .journey import emotion_curve
from .logflow import flow
from .logtimeline import timeline
from .logwaits import wait_distribution
from .response import first_response

__all__ = [
    "complaints",
    "emotion_curve",
    "first_response",
    "flow",
    "satisfaction",
    "show",
    "timeline",
    "wait_distribution",
    "waits",
]
