"""The batch horizon: mass balance, sizing, time, cost and capital of a batch."""

from seedtrain.process.batch import Batch, StepResult, balance
from seedtrain.process.comparison import Jump, Split, crossover, jumps, split
from seedtrain.process.cost import step_cost
from seedtrain.process.demand import demand, mass_intensity, spans
from seedtrain.process.estimate import Factor, Plant, estimate, factors
from seedtrain.process.families import FAMILIES
from seedtrain.process.frame import Setting
from seedtrain.process.investment import investment_indicators
from seedtrain.process.ladder import ladder
from seedtrain.process.line import Line, lines
from seedtrain.process.profile import batch_indicators, profiles
from seedtrain.process.published import ValidationRow, validation
from seedtrain.process.relief import Addition, additions
from seedtrain.process.sensitivity import Bar, tornado
from seedtrain.process.study import findings, line_of, single

__all__ = [
    "FAMILIES",
    "Addition",
    "Bar",
    "Batch",
    "Factor",
    "Jump",
    "Line",
    "Plant",
    "Setting",
    "Split",
    "StepResult",
    "ValidationRow",
    "additions",
    "balance",
    "batch_indicators",
    "crossover",
    "demand",
    "estimate",
    "factors",
    "findings",
    "investment_indicators",
    "jumps",
    "ladder",
    "line_of",
    "lines",
    "mass_intensity",
    "profiles",
    "single",
    "spans",
    "split",
    "step_cost",
    "tornado",
    "validation",
]
