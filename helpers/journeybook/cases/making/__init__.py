"""What makes the shipped cases; how a new one is made stands in :mod:`journeybook.cases`."""

from .build import Made, write
from .recipe import Recipe, find_recipe, recipe_names

__all__ = ["Made", "Recipe", "find_recipe", "recipe_names", "write"]
