"""Report: the opening, tables, figures, one HTML file, the facts of results.json and Parquet tables."""

from seedtrain.report.facts import dump, facts
from seedtrain.report.fit import fit
from seedtrain.report.html import render
from seedtrain.report.opening import Opening, opening
from seedtrain.report.parquet import dump_parquet
from seedtrain.report.table import Column, Mark, Quantity, Table

__all__ = [
    "Column",
    "Mark",
    "Opening",
    "Quantity",
    "Table",
    "dump",
    "dump_parquet",
    "facts",
    "fit",
    "opening",
    "render",
]
