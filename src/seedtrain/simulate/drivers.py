"""Drivers: what moves an answer over the replications, and what comes with a miss."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from seedtrain.quantities import ranks

Floats = NDArray[np.float64]

LEAST = 50
"""Fewer replications tell nothing of what drives an answer."""
MOST = 20_000
"""Replications looked at, the first ones: the error of a correlation is below 0.01 by then."""
_NOTICEABLE, _CHANCE = 3.0, 0.01
"""Standard errors from which on a correlation or difference is shown, at least; the odds that chance alone
shows any of the factors looked at."""
_TENTH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """A factor and what it does to an answer.

    ``correlation``: Spearman rank correlation, -1 to 1; ``low`` and ``high``: median of the answer in the
    tenth of the replications in which the factor is lowest, and highest.
    """

    factor: str
    correlation: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """A factor in the replications that miss and in those that do not.

    ``missed`` and ``met``: its mean in each; ``apart``: the difference over the standard deviation of the
    factor in all replications; ``error``: the standard error of ``apart``.
    """

    factor: str
    missed: float
    met: float
    apart: float
    error: float


def movers(answer: Floats, factors: Mapping[str, Floats], most: int = 8) -> tuple[Mover, ...]:
    """Return the factors that move ``answer`` noticeably, the strongest first.

    ``answer`` and each factor: shape (n,), one a replication; NaN (a replication that could not be run) is
    left out, infinite ones rank last. None below 50 replications or where the answer does not vary.
    """
    answer = answer[:MOST]
    told = ~np.isnan(answer)
    wanted = answer[told]
    if wanted.size < LEAST or bool(np.all(wanted == wanted[0])):
        return ()
    target = ranks(wanted)
    found = []
    for name, column in factors.items():
        factor = column[:MOST][told]
        if np.isnan(factor).any() or np.all(factor == factor[0]):
            continue
        correlation = float(np.corrcoef(target, ranks(factor))[0, 1])
        if abs(correlation) * np.sqrt(wanted.size - 1.0) >= noticeable(len(factors)):
            found.append(Mover(factor=name, correlation=correlation, **_ends(factor, wanted)))
    return tuple(sorted(found, key=lambda each: (-abs(each.correlation), each.factor))[:most])


def noticeable(factors: int) -> float:
    r"""Return from how many standard errors on an effect is shown, where so many factors are looked at.

    .. math:: z = \Phi^{-1}(1 - \alpha / 2 m), \quad \alpha = 0.01

    at least 3. Reference: O. J. Dunn, Journal of the American Statistical Association 56 (1961) 52-64,
    doi:10.1080/01621459.1961.10482090.
    """
    return max(_NOTICEABLE, NormalDist().inv_cdf(1.0 - 0.5 * _CHANCE / max(1, factors)))


def _ends(factor: Floats, answer: Floats) -> dict[str, float]:
    """Median of the answer where the factor is low, and high; equal factors stay together."""
    tenth = max(factor.size // _TENTH, 1)
    ordered = np.sort(factor)
    low, high = answer[factor <= ordered[tenth - 1]], answer[factor >= ordered[-tenth]]
    return {
        "low": float(np.quantile(low, 0.5, method="lower")),
        "high": float(np.quantile(high, 0.5, method="lower")),
    }


def companions(
    is_missed: NDArray[np.bool_], factors: Mapping[str, Floats], most: int = 8
) -> tuple[Companion, ...]:
    """Return the factors that differ noticeably between replications that miss and those that do not.

    Both kinds are needed, 5 of each at least. ``is_missed``: shape (n,). A factor with a value that is not
    finite is left out.
    """
    missed = is_missed[:MOST]
    many, few = int(np.count_nonzero(~missed)), int(np.count_nonzero(missed))
    if min(many, few) < 5 or missed.size < LEAST:
        return ()
    error = float(np.sqrt(1.0 / many + 1.0 / few))
    found = []
    for name, column in factors.items():
        factor = column[:MOST]
        spread = float(np.std(factor)) if np.isfinite(factor).all() else 0.0
        if spread <= 0.0:
            continue
        with_miss, without = float(np.mean(factor[missed])), float(np.mean(factor[~missed]))
        apart = (with_miss - without) / spread
        if abs(apart) >= noticeable(len(factors)) * error:
            found.append(Companion(factor=name, missed=with_miss, met=without, apart=apart, error=error))
    return tuple(sorted(found, key=lambda each: (-abs(each.apart), each.factor))[:most])
