r"""What a running line asks of its utilities and people through time, and what it takes in all.

.. math:: q(t) = \sum_k \sum_s \frac{u_s}{t_s} \, [\, b_s \le t - k T < b_s + t_s \,]

:math:`u_s` amount a step uses, evenly over its time :math:`t_s` from its start :math:`b_s`; :math:`T` cycle
time. Batches that follow at the cycle time overlap; the pattern then repeats every cycle. Valid for a base
batch without waiting. Process mass intensity: P.J. Dunn et al. (ACS GCI Pharmaceutical Roundtable), Organic
Process Research and Development 15 (2011) 912, mass of all inputs, water included, over mass of product.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.process.line import Line

_DENSITY_KG_PER_L = 1.0
_BY_VOLUME = ("wfi_L", "solvent_L", "cleaning_L")


@dataclass(frozen=True, slots=True)
class Span:
    """A step of the base batch on the time axis [h]; its unit is free again at ``free_h``."""

    step: str
    unit_class: str
    start_h: float
    end_h: float
    free_h: float


def spans(line: Line, first_h: float = 0.0) -> tuple[Span, ...]:
    """Return the steps of a batch that starts at ``first_h`` and never waits."""
    found, now = [], first_h
    for each in line.operations:
        end = now + float(each.duration_h[0])
        found.append(Span(each.step, each.unit_class, now, end, end + each.turnaround_h))
        now = end
    return tuple(found)


def demand(line: Line, key: str, slices: int = 100) -> NDArray[np.float64]:
    """Return the rate at which the running line uses ``key`` over one cycle, in units of the key an hour.

    The cycle is cut in ``slices`` of equal length, each with its mean rate; shape (slices,).
    """
    cycle_h = float(line.pace.time_h[0])
    width = cycle_h / slices
    rate = np.zeros(slices)
    for step, span in zip(line.batch.steps, spans(line), strict=True):
        amount = float(step.uses[key][0]) if key in step.uses else 0.0
        if amount <= 0.0:
            continue
        edges = span.start_h + np.arange(int(np.ceil((span.end_h - span.start_h) / width)) + 1) * width
        edges = np.minimum(edges, span.end_h)
        shares = np.diff(edges) / (span.end_h - span.start_h)
        places = ((edges[:-1] + edges[1:]) / 2.0 % cycle_h // width).astype(int) % slices
        np.add.at(rate, places, shares * amount / width)
    return rate


def mass_intensity(line: Line) -> float:
    """Return kilograms of water, cleaning solution and solvent taken for a kilogram of product (base batch).

    Medium and buffer are made of the water counted; their salts, a few per cent, are left out.
    """
    uses = line.batch.uses
    inputs = sum(float(uses[key][0]) * _DENSITY_KG_PER_L for key in _BY_VOLUME if key in uses)
    return inputs / (float(line.batch.product.mass_g[0]) / 1000.0)
