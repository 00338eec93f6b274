"""The data that ships: tables, recipes and their sources, each number with unit, source, date and mark."""

from seedtrain.catalog.parameter import Parameter, parameters
from seedtrain.catalog.recipe import Recipe, Step, recipe, recipes
from seedtrain.catalog.resolve import resolve
from seedtrain.catalog.resolved import ResolvedRecipe, ResolvedStep, resolved
from seedtrain.catalog.row import MARKS, Row, table, tables
from seedtrain.catalog.source import Source, sources

__all__ = [
    "MARKS",
    "Parameter",
    "Recipe",
    "ResolvedRecipe",
    "ResolvedStep",
    "Row",
    "Source",
    "Step",
    "parameters",
    "recipe",
    "recipes",
    "resolve",
    "resolved",
    "sources",
    "table",
    "tables",
]
