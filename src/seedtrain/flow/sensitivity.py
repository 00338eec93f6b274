r"""Which uncertain inputs make an answer uncertain: Sobol indices.

.. math:: S_i = \frac{Var(E[f \mid x_i])}{Var f}, \qquad T_i = \frac{E[Var(f \mid x_{\sim i})]}{Var f}

:math:`S_i` share of the variance that goes away once input :math:`i` is known, :math:`T_i` the same with its
interactions. Valid for independent inputs. Reference: A. Saltelli et al., Computer Physics Communications
181 (2010) 259, doi:10.1016/j.cpc.2009.09.018; T. Iwanaga et al., Socio-Environmental Systems Modelling 4
(2022) 18155, doi:10.18174/sesmo.18155 (SALib).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.quantities import Distribution

Floats = NDArray[np.float64]

_EDGE = 1e-6
"""Quantiles are taken no closer than this to 0 and 1, where a distribution may have no end."""


@dataclass(frozen=True, slots=True)
class Index:
    """Sobol indices of one input; ``error`` half the width of the 95 % interval of ``total``."""

    name: str
    first: float
    total: float
    error: float


def sobol(
    inputs: Mapping[str, Distribution],
    evaluate: Callable[[Mapping[str, Floats]], Floats],
    *,
    samples: int = 256,
    seed: int = 1,
) -> tuple[Index, ...]:
    """Return the indices of each input, the largest total first; none where the answer does not vary.

    ``evaluate`` gives an answer for each row of equally long columns, one column for each of ``inputs``; it
    is called once with ``samples * (inputs + 2)`` rows. ``samples``: a power of two.
    """
    if not inputs:
        return ()
    from SALib.analyze.sobol import analyze
    from SALib.sample.sobol import sample

    names = list(inputs)
    problem = {"num_vars": len(names), "names": names, "bounds": [[_EDGE, 1.0 - _EDGE]] * len(names)}
    levels = sample(problem, samples, calc_second_order=False, seed=np.random.default_rng(seed))
    columns = {name: inputs[name].quantile(levels[:, place]) for place, name in enumerate(names)}
    answers = evaluate(columns)
    if float(np.ptp(answers)) <= 0.0:
        return ()
    found = analyze(problem, answers, calc_second_order=False, seed=seed)
    indices = [
        Index(name, *(float(found[key][place]) for key in ("S1", "ST", "ST_conf")))
        for place, name in enumerate(names)
    ]
    return tuple(sorted(indices, key=lambda index: (-index.total, index.name)))
