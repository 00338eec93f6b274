"""Assess: chains the horizons and gives each claim its verdict."""

from seedtrain.assess.expression import expression_findings
from seedtrain.assess.run import RunSettings, run

__all__ = ["RunSettings", "expression_findings", "run"]
