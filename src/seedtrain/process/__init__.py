"""The batch horizon: mass balance, sizing, time, cost and capital of a batch."""

from seedtrain.process.batch import Batch, StepResult, balance
from seedtrain.process.families import FAMILIES
from seedtrain.process.frame import Setting
from seedtrain.process.investment import investment_indicators
from seedtrain.process.profile import batch_indicators, profiles

__all__ = [
    "FAMILIES",
    "Batch",
    "Setting",
    "StepResult",
    "balance",
    "batch_indicators",
    "investment_indicators",
    "profiles",
]
