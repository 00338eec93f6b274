"""Park: companies, shared platforms, space, land, industry and funds of a zone."""

from seedtrain.park.births import Births, born, brought
from seedtrain.park.check import check
from seedtrain.park.companies import Flow, follow
from seedtrain.park.laws import laws_of
from seedtrain.park.result import ParkResult
from seedtrain.park.run import run

__all__ = ["Births", "Flow", "ParkResult", "born", "brought", "check", "follow", "laws_of", "run"]
