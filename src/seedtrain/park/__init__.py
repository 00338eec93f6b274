"""Park: companies, shared platforms, space, land, industry and funds of a zone."""

from seedtrain.park.births import Births, born, brought
from seedtrain.park.check import check
from seedtrain.park.companies import Flow, follow
from seedtrain.park.disclosure import first_shown
from seedtrain.park.floors import FloorUse, companies_that_fit, floor_uses
from seedtrain.park.grants import Grants, best_grants
from seedtrain.park.laws import laws_of
from seedtrain.park.result import ParkResult
from seedtrain.park.run import run
from seedtrain.park.split import Split, best_split

__all__ = [
    "Births",
    "FloorUse",
    "Flow",
    "Grants",
    "ParkResult",
    "Split",
    "best_grants",
    "best_split",
    "born",
    "brought",
    "check",
    "companies_that_fit",
    "first_shown",
    "floor_uses",
    "follow",
    "laws_of",
    "run",
]
