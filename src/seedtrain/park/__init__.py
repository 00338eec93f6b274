"""Park: companies, shared platforms, space, land, industry and funds of a zone."""

from seedtrain.park.check import check
from seedtrain.park.result import ParkResult
from seedtrain.park.run import run

__all__ = ["ParkResult", "check", "run"]
