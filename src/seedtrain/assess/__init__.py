"""Assess: chains the horizons and gives each claim its verdict."""

from seedtrain.assess.chain import Chain
from seedtrain.assess.expression import expression_findings
from seedtrain.assess.run import RunSettings, assessed, run

__all__ = ["Chain", "RunSettings", "assessed", "expression_findings", "run"]
