"""Assess: chains the horizons and gives each claim its verdict."""

from seedtrain.assess.run import RunSettings, run

__all__ = ["RunSettings", "run"]
