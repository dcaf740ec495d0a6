"""Charts: a case's facts, an event log, or a map, as plotly figures worded in the current language.

plotly is loaded by the first chart, not by importing this package.
"""

from .caselog import case_flow, case_timeline
from .comments import comment_themes
from .display import bundle, show
from .drivers import drivers, importance_performance
from .effect import before_after
from .facts import complaints, effort, satisfaction, waits
from .joining import sources
from .journey import emotion_curve
from .kano import kano
from .logflow import flow
from .logtimeline import timeline
from .logwaits import wait_distribution
from .moments import moments_of_truth
from .reality import reality_check
from .response import first_response

__all__ = [
    "before_after",
    "bundle",
    "case_flow",
    "case_timeline",
    "comment_themes",
    "complaints",
    "drivers",
    "effort",
    "emotion_curve",
    "first_response",
    "flow",
    "importance_performance",
    "kano",
    "moments_of_truth",
    "reality_check",
    "satisfaction",
    "show",
    "sources",
    "timeline",
    "wait_distribution",
    "waits",
]
