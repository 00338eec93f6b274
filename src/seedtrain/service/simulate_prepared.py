"""What a simulation that is ready to run is made of: its work, its answers and what they are called."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from seedtrain.messages import Message, Wording
from seedtrain.service.simulate_settings import SimulateOptions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from seedtrain.simulate.plant_work import PlantWork
    from seedtrain.simulate.scenario_work import ScenarioWork
    from seedtrain.simulate.variation import Variation

FOLLOWS = "plan_order"
CELLS, MOST_CHUNK = 1 << 19, 4096
"""Batches times replications of a part: about 100 MB at the peak; and its replications at most."""
INPUT, EVENT, LOST = "input.", "event.", "lost."
"""Begin the names of columns that are no answers: inputs as drawn, events, batches lost by cause and step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One column that is told: its id, what it is called, its dimension, whether it is shown first."""

    id: str
    name: Message | Wording
    dimension: str
    headline: bool


@dataclass(frozen=True, slots=True)
class Factor:
    """What a column that is no answer is called, and its dimension."""

    name: Message | Wording
    dimension: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A quantity through time: ``days`` as ordinals, or from the start where not dated; shape (k,)."""

    id: str
    name: Message | Wording
    dimension: str
    days: "NDArray[np.float64]"
    is_dated: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A simulation ready to run.

    ``identity``: all that its replications depend on; ``chunk``: replications of a part that take little
    memory; ``factors``: what columns that are no answers are called; ``stuck``: the column that counts
    batches without an end; ``missed``: columns of answers that are 1 where all is well, by which a miss is
    told; ``varied``: what varies beyond the recipes; ``treatment``: what is said of start and end;
    ``warm_up``: days left out and days found, None for a scenario; ``steps``: what the steps of routes are
    called.
    """

    name: str
    policy: str
    work: "ScenarioWork | PlantWork"
    answers: tuple[Answer, ...]
    courses: tuple[Course, ...]
    factors: Mapping[str, Factor]
    stuck: str
    missed: tuple[str, ...]
    chunk: int
    identity: Mapping[str, Any]
    varied: "Variation"
    treatment: tuple[Message, ...]
    warm_up: Mapping[str, float | None] | None = None
    origin: date | None = None
    names: Mapping[str, Wording] = field(default_factory=dict)
    steps: Mapping[str, Wording] = field(default_factory=dict)


def chunk_of(batches: int) -> int:
    """Return how many replications of so many batches make a part."""
    return max(1, min(MOST_CHUNK, CELLS // batches))


def event_factors(columns: Iterable[str]) -> dict[str, Factor]:
    """Return what the events among ``columns`` are called."""
    dimensions = {"hours": "time", "wanted": "fraction"}
    return {
        key: Factor(Message(f"engines.{key}"), dimensions.get(key.rpartition(".")[2], "count"))
        for key in columns
        if key.startswith(EVENT)
    }


def identity(
    content: str, policy: str, seed: int, options: SimulateOptions, warm_up_d: float
) -> dict[str, Any]:
    """Return what replications depend on; the input by its hash."""
    return {
        "input": hashlib.sha256(content.encode()).hexdigest(),
        "policy": policy,
        "seed": seed,
        "vary": "none" if options.vary is None else ",".join(options.vary),
        "warm_up_d": warm_up_d,
        "version": version("seedtrain"),
    }
