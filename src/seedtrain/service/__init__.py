"""Service: the use cases. Interfaces (command line, Python, later web) call this and nothing below it."""

from seedtrain.model.schema import scenario_schema
from seedtrain.report import Mark, Table, dump, fit
from seedtrain.service.catalogue import catalogue
from seedtrain.service.compare import Comparison, compare
from seedtrain.service.compared import comparison_tables
from seedtrain.service.documents import check, open_document, packaged, starter
from seedtrain.service.folder import check_place, default_folder, write_folder
from seedtrain.service.run import Run, run
from seedtrain.service.scenario import Scenario
from seedtrain.service.settings import checked_settings
from seedtrain.service.summary import listed, shown

__all__ = [
    "Comparison",
    "Mark",
    "Run",
    "Scenario",
    "Table",
    "catalogue",
    "check",
    "check_place",
    "checked_settings",
    "compare",
    "comparison_tables",
    "default_folder",
    "dump",
    "fit",
    "listed",
    "open_document",
    "packaged",
    "run",
    "scenario_schema",
    "shown",
    "starter",
    "write_folder",
]
