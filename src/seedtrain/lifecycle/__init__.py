"""Life cycle: molecules from discovery to supply, with stages, gates, regulatory clocks and their supply."""

from seedtrain.lifecycle.check import check
from seedtrain.lifecycle.licences import licensed_supply
from seedtrain.lifecycle.result import LifecycleResult
from seedtrain.lifecycle.run import run
from seedtrain.lifecycle.trial_orders import is_of_trial, supply_lead, with_trials
from seedtrain.lifecycle.validation import ValidationRow, validation
from seedtrain.lifecycle.walk import Arrival

__all__ = [
    "Arrival",
    "LifecycleResult",
    "ValidationRow",
    "check",
    "is_of_trial",
    "licensed_supply",
    "run",
    "supply_lead",
    "validation",
    "with_trials",
]
