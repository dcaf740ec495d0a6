"""Criteria and rubrics: what a map must show, and what is said of it."""

from .criterion import Criterion, Family, all_criteria
from .finding import Finding, Status, Verdict
from .rubric import Demand, Rubric
from .subject import Key, Subject

__all__ = ["Criterion", "Demand", "Family", "Finding", "Key", "Rubric", "Status", "Subject", "Verdict", "all_criteria"]
