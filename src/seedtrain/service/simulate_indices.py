"""Sobol indices of the main answers of a simulation."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from seedtrain.service.simulate_prepared import Prepared

if TYPE_CHECKING:
    from seedtrain.simulate.part import Part
    from seedtrain.simulate.sobol import SobolIndex

SAMPLES = 1024
"""Replications of each run; the error of an index is about a thirtieth of its square root."""
MOST_INPUTS = 8
"""Inputs whose share is worked out: those that move the main answers most."""
_INPUT = "input."


def indices_of(ready: Prepared, found: "Part", seed: int) -> "Mapping[str, tuple[SobolIndex, ...]]":
    """Return the indices by main answer.

    The inputs are those that move the main answers most by rank correlation, and the luck of batches and
    events: as a whole and by its kinds.
    """
    from seedtrain.simulate.drivers import movers
    from seedtrain.simulate.sobol import sobol

    work = ready.work
    inputs = {name: column for name, column in found.columns.items() if name.startswith(_INPUT)}
    main = [each.id for each in ready.answers if each.headline]
    strongest: dict[str, float] = {}
    for answer in main:
        for mover in movers(found.columns[answer], inputs):
            known = strongest.get(mover.factor, 0.0)
            strongest[mover.factor] = max(known, abs(mover.correlation))
    names = sorted(strongest, key=lambda name: (-strongest[name], name))[:MOST_INPUTS]
    factors = [*(name.removeprefix(_INPUT) for name in names), *work.lucks()]
    indices = sobol(work.answers, factors, SAMPLES, seed)
    return {answer: indices[answer] for answer in main if answer in indices}
