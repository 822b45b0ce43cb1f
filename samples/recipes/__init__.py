"""Mails from recipes: a small TOML file says who files, which papers, and what is different from a complete filing."""

from samples.recipes.make import Made, make
from samples.recipes.recipe import Recipe, load

__all__ = ["Made", "Recipe", "load", "make"]
