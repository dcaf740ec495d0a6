"""Slides of the lessons, to be shown and to be changed: one presentation for each module, or for a lesson.

A slide shows the point, its notes hold what the lesson says in full. Nothing in a file leads elsewhere.
"""

from __future__ import annotations

from .making import Made, is_ours, make

__all__ = ["Made", "is_ours", "make"]
