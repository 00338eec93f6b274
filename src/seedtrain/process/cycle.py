r"""Cycle time of a recipe in a suite, and the unit class that sets it.

.. math:: T = \max_u \frac{1}{n_u} \sum_{s \in u} (t_s + \tau_s)

:math:`t_s` duration of a step that holds a unit of class :math:`u`, :math:`\tau_s` turnaround, :math:`n_u`
units of the class.
A vessel that the next step empties is held through that (a bioreactor through its harvest).
Valid for one product made back to back with no shared operators or utilities; otherwise schedule it.
It follows from counting: in a time T each class can give n T hours, and a batch takes the sum.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from seedtrain.results.batch_profile import OperationProfile
from seedtrain.results.indicator import Draws


@dataclass(frozen=True, slots=True)
class Cycle:
    """Time between batch starts [h], shape (1 + n,); ``bottleneck`` the class that sets it in the base case.

    ``held_h``: hours each unit class is held by a batch, over the units it numbers.
    """

    time_h: Draws
    bottleneck: str
    held_h: Mapping[str, Draws]


def cycle(operations: Iterable[OperationProfile], counts: Mapping[str, float]) -> Cycle:
    """Return the cycle time; ``counts`` units by class (one where absent)."""
    held: dict[str, Draws] = {}
    route = list(operations)
    for place, each in enumerate(route):
        if each.unit_class:
            through = route[place + 1].duration_h if each.held_through_next else 0.0
            taken = (each.duration_h + through + each.turnaround_h) / counts.get(each.unit_class, 1.0)
            held[each.unit_class] = held[each.unit_class] + taken if each.unit_class in held else taken
    longest = np.max(list(held.values()), axis=0)
    bottleneck = max(held, key=lambda name: float(held[name][0]))
    return Cycle(longest, bottleneck, held)
