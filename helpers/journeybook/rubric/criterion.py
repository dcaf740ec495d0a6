"""One checkable demand, and the list of all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType
from typing import Any

from ..i18n import Phrase, catalogue
from .finding import Verdict
from .subject import Subject


class Family(StrEnum):
    """What a criterion is about; a map is read family by family, from its form to its insight."""

    FORM = "form"
    VIEW = "view"
    EVIDENCE = "evidence"
    INSIGHT = "insight"
    ANSWERS = "answers"
    PLAN = "plan"


@dataclass(frozen=True)
class Criterion:
    """A demand on a map or on the answers.

    Parameters
    ----------
    name : str
        Its name in a rubric, the same as its module's.
    judge : callable
        Takes the subject and the thresholds and returns a `Verdict`. A criterion about the map is only asked where
        the learner's map differs from the starter.
    thresholds : mapping
        The numbers a rubric may change, with their defaults.
    family : Family
        What it is about. All families but the answers and the plan look at the map.
    needs_key : bool
        Whether it can only be judged with the trainer's key; learners do not see it before grading.
    needs_data : bool
        Whether it holds the map against the case's data; where those are not at hand yet, it waits.
    """

    name: str
    judge: Callable[[Subject, Mapping[str, float]], Verdict]
    thresholds: Mapping[str, float]
    family: Family
    needs_key: bool = False
    needs_data: bool = False

    @property
    def about_map(self) -> bool:
        """Return whether it looks at the map, not at the answers or the action plan."""
        return self.family not in (Family.ANSWERS, Family.PLAN)


def phrase(criterion: str, part: str, **params: Any) -> Phrase:
    """Return a sentence of a criterion, e.g. its ``"partly"``, for a `Verdict`."""
    return Phrase(f"criteria.{criterion}_{part}", params)


def hints(criterion: str, thresholds: Mapping[str, float] = MappingProxyType({})) -> tuple[Phrase, ...]:
    """Return all hints of a criterion, the gentlest first; they may name its thresholds."""
    names = (f"hint_{number}" for number in (1, 2, 3))
    known = catalogue("en", "criteria")
    return tuple(phrase(criterion, name, **thresholds) for name in names if f"{criterion}_{name}" in known)


def not_attempted(criterion: str, thresholds: Mapping[str, float] = MappingProxyType({})) -> Verdict:
    """Return the verdict on what the learner has not begun; its words may name the thresholds."""
    return Verdict(None, phrase(criterion, "not_attempted", **thresholds), hints(criterion, thresholds))


def no_data() -> Verdict:
    """Return the verdict of a criterion that needs data in an exercise that works on no case."""
    return Verdict(None, Phrase("rubric.no_case_data", {}))


def all_criteria() -> dict[str, Criterion]:
    """Return all criteria by name: one module in ``rubric/criteria`` each."""
    package = import_module(f"{__package__}.criteria")
    modules: list[ModuleType] = [
        import_module(f"{package.__name__}.{module.name}") for module in iter_modules(package.__path__)
    ]
    return {module.CRITERION.name: module.CRITERION for module in modules}
