"""How long a batch keeps each unit class of its suite, and the cycle time that follows."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from seedtrain.flow.plant import route, trains_by_class
from seedtrain.model.site import Suite
from seedtrain.results.batch_profile import BatchProfile
from seedtrain.results.indicator import Draws


@dataclass(frozen=True, slots=True)
class Cycle:
    """Time between batch starts when the suite is never idle: [h], shape (1 + n,), and what sets it.

    ``bottleneck``: unit class that sets it in the base case ("" when the route needs no unit);
    ``changeover_h``: what a change of product adds there.
    """

    cycle_h: Draws
    bottleneck: str
    changeover_h: float


def occupancy_by_class(profile: BatchProfile) -> Mapping[str, Draws]:
    """Hours a batch keeps units of each class: processing, hold and turnaround; shape (1 + n,)."""
    steps = route(profile)
    kept: dict[str, Draws] = {}
    for place, (step, operation) in enumerate(zip(steps, profile.operations, strict=True)):
        if not operation.unit_class:
            continue
        time = operation.duration_h + step.clean_h
        if step.hold_offset and step.hold_at_end:
            time = time + profile.operations[place + 1].duration_h
        kept[operation.unit_class] = kept.get(operation.unit_class, np.zeros_like(time)) + time
    return kept


def cycle(suite: Suite, profile: BatchProfile) -> Cycle:
    r"""Work out the cycle time of one product in one suite.

    .. math:: T = \max_c \frac{\sum_{k \in c} (d_k + \text{hold}_k + \tau_k)}{m_c}

    over unit classes c with m units; inf where a class has none. Valid for one product, steady state, no
    shared operators.
    """
    trains = trains_by_class(suite, profile)
    best, bottleneck = np.zeros(profile.mass_out_g.shape), ""
    for unit_class, kept in occupancy_by_class(profile).items():
        time = kept / trains[unit_class] if trains[unit_class] else np.full_like(kept, np.inf)
        if not bottleneck or time[0] > best[0]:
            bottleneck = unit_class
        best = np.maximum(best, time)
    extra = max(
        (
            step.changeover_h
            for step, operation in zip(route(profile), profile.operations, strict=True)
            if operation.unit_class == bottleneck
        ),
        default=0.0,
    )
    return Cycle(cycle_h=best, bottleneck=bottleneck, changeover_h=extra)
