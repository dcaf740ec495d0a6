"""A case's recipe: what :mod:`.build` needs of it; and finding the recipes by the names of their packages."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ... import cases
from .describe import OutcomeTable
from .measures import Measure
from .plan import CasePlan
from .player import Player


@dataclass(frozen=True)
class Recipe:
    """All that makes a case.

    Parameters
    ----------
    plan
        Its numbers.
    player
        How one of its customers lives.
    outcome
        Its own table.
    folder
        Where its ``phrases.<lang>.json`` and ``interviews.<lang>.json`` lie.
    measures
        What the trainers' key tells the true effect on, by name of the indicator.
    """

    plan: CasePlan
    player: type[Player]
    outcome: OutcomeTable
    folder: Path
    measures: Mapping[str, Measure] = field(default_factory=dict)


def recipe_names() -> list[str]:
    """Return the names of the cases that can be made, sorted: the packages beside this one that have a recipe."""
    own = __name__.split(".")[-2]
    found = pkgutil.iter_modules(cases.__path__)
    return sorted(module.name for module in found if module.ispkg and module.name != own)


def find_recipe(name: str) -> Recipe:
    """Return the recipe of the case called `name`, one of :func:`recipe_names`.

    Raises
    ------
    ValueError
        If there is none of that name.
    """
    if name not in recipe_names():
        raise ValueError(f"expected one of {', '.join(recipe_names())}, got {name!r}")
    recipe: Recipe = importlib.import_module(f"{cases.__name__}.{name}").RECIPE
    return recipe
