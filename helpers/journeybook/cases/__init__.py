"""The cases: companies with a dataset, loaded by name; and the generators that make the shipped ones."""

from .case import Case, CaseTouchpoint, load

__all__ = ["Case", "CaseTouchpoint", "load"]
