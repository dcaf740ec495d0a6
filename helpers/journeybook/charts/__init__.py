"""Charts: a case's facts, or a map, as plotly figures worded in the current language.

plotly is loaded by the first chart, not by importing this package.
"""

from .display import show
from .facts import complaints, satisfaction, waits
from .journey import emotion_curve
from .response import first_response

__all__ = ["complaints", "emotion_curve", "first_response", "satisfaction", "show", "waits"]
