"""The luck of a simulation by its kinds: which draws of batches and of events each kind has."""

from collections.abc import Sequence, Set
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.draws import Draws
from seedtrain.quantities.streams import GOLDEN
from seedtrain.simulate.noise import EXTRAS

Words = NDArray[np.uint64]

PREFIX = "luck."
"""Begins the names of the kinds."""
DURATIONS, FAILURES, MASS = "luck.durations", "luck.failures", "luck.mass"
_STREAMS = {
    "luck.mass": "batch_mass.",
    "luck.site_stop": "site_stop.",
    "luck.supply": "supply.",
    "luck.order_change": "order_change.",
}
"""Kinds that are drawn once a replication, and how the names of their streams begin."""


def kinds_of(draws: Draws, extras: Sequence[str], streams: Set[str]) -> tuple[str, ...]:
    """Return the kinds of luck that there are.

    ``extras``: the kind of each extra of ``draws``; ``streams``: names of what is drawn once a replication.
    """
    found = [DURATIONS] if bool((draws.table_of >= 0).any()) else []
    found += [FAILURES] if len(draws.loss_low) else []
    found += [PREFIX + kind for kind in EXTRAS if kind in extras]
    drawn = {kind_of(name) for name in streams}
    return (*found, *(kind for kind in _STREAMS if kind in drawn))


def kind_of(stream: str) -> str:
    """Return the kind of luck that a stream drawn once a replication belongs to, empty for none."""
    return next((kind for kind, begin in _STREAMS.items() if stream.startswith(begin)), "")


def moved(draws: Draws, extras: Sequence[str], kinds: Set[str], by: int) -> Draws:
    """Return draws whose ``kinds`` of luck are those of the replication ``by`` further on."""
    step = np.uint64(by * GOLDEN % 2**64)

    def ahead(words: Words, is_moved: NDArray[np.bool_] | bool) -> Words:
        return np.where(is_moved, words + step, words)

    extra = np.array([PREFIX + kind in kinds for kind in extras], dtype=np.bool_)
    return replace(
        draws,
        start=ahead(draws.start, DURATIONS in kinds),
        extra_chance=ahead(draws.extra_chance, extra),
        extra_length=ahead(draws.extra_length, extra),
        loss_start=ahead(draws.loss_start, FAILURES in kinds),
        loss_length=ahead(draws.loss_length, FAILURES in kinds),
        loss_within=ahead(draws.loss_within, FAILURES in kinds),
    )
