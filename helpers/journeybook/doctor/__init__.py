"""What the workbook needs of a machine and of a class, each with the command that mends it: ``journeybook doctor``."""

from __future__ import annotations

from .check import Check, State
from .class_ import class_checks
from .machine import machine_checks

__all__ = ["Check", "State", "class_checks", "machine_checks"]
