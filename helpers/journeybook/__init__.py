"""Journeybook: a training workbook for customer journey maps.

Importing it is light; what needs plotly, pandas or scipy loads them on first use.
"""

from .course import Course
from .exercise import Exercise
from .lesson import Lesson
from .mapfile import read as read_map
from .mapfile import write as write_map
from .model import JourneyMap

__all__ = ["Course", "Exercise", "JourneyMap", "Lesson", "read_map", "write_map"]
