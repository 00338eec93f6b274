"""Life cycle: molecules from discovery to supply, with stages, gates, regulatory clocks and their supply."""

from seedtrain.lifecycle.result import LifecycleResult
from seedtrain.lifecycle.run import run

__all__ = ["LifecycleResult", "run"]
