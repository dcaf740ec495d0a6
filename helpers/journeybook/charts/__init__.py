"""Charts: a case's facts, or a map, as plotly figures worded in the current language.

plotly is loaded by the first chart, not by importing this package.
"""

from .display import show
from .drivers import drivers, importance_performance
from .effect import before_after
from .facts import complaints, satisfaction, waits
from .journey import emotion_curve
from .kano import kano
from .moments import moments_of_truth
from .response import first_response

__all__ = [
    "before_after",
    "complaints",
    "drivers",
    "emotion_curve",
    "first_response",
    "importance_performance",
    "kano",
    "moments_of_truth",
    "satisfaction",
    "show",
    "waits",
]
