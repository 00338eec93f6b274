"""Quantiles of samples and their error, ranks, and what a number of successes says about odds."""

import math

import numpy as np
import numpy.typing as npt

from seedtrain.quantities.distributions import Beta
from seedtrain.quantities.errors import QuantityError


def quantiles(samples: npt.ArrayLike) -> tuple[float, float, float]:
    """P10, P50 and P90 of samples, in their unit.

    Linear between ranks: the quantile q of n ordered samples stands at the place 1 + (n - 1) q (type 7 of
    R. J. Hyndman and Y. Fan, American Statistician 50 (1996) 361-365, doi:10.1080/00031305.1996.10473566).
    Between two infinite samples it is infinite. Any shape, at least one sample. Raises
    :class:`QuantityError` (``nan``) without samples or with a NaN.
    """
    values = np.asarray(samples, dtype=np.float64)
    if values.size == 0 or bool(np.isnan(values).any()):
        raise QuantityError("nan", "at least one sample and no NaN", f"{values.size} samples")
    with np.errstate(invalid="ignore"):
        between = np.quantile(values, (0.1, 0.5, 0.9), method="linear")
    upper = np.quantile(values, (0.1, 0.5, 0.9), method="higher")
    p10, p50, p90 = np.where(np.isnan(between), upper, between)
    return float(p10), float(p50), float(p90)


def quantile_errors(samples: npt.ArrayLike) -> tuple[float, float, float]:
    r"""Sampling error (one standard error) of the P10, P50 and P90 of independent samples, in their unit.

    .. math:: \frac{x_{(u)} - x_{(l)}}{2}, \quad l, u = n q \mp \sqrt{n q (1 - q)}

    the samples in order, between ranks as :func:`quantiles`, one binomial standard deviation of ranks below
    and above: it asks nothing of the shape. Ranks stay within the samples, so few samples make it small; zero
    where the samples around do not differ, infinite beside an infinite one. Raises :class:`QuantityError`
    (``nan``) as :func:`quantiles`.
    Reference: H. A. David, H. N. Nagaraja, "Order Statistics", 3rd ed., Wiley 2003, section 7.1,
    doi:10.1002/0471722162.
    """
    values = np.sort(np.asarray(samples, dtype=np.float64), axis=None)
    if values.size == 0 or bool(np.isnan(values).any()):
        raise QuantityError("nan", "at least one sample and no NaN", f"{values.size} samples")
    found = []
    for level in (0.1, 0.5, 0.9):
        place, reach = level * (values.size - 1), math.sqrt(values.size * level * (1.0 - level))
        low, high = _between(values, place - reach), _between(values, place + reach)
        found.append(math.inf if math.isinf(high) else 0.5 * (high - low))
    return found[0], found[1], found[2]


def _between(ordered: npt.NDArray[np.float64], place: float) -> float:
    """The value at a rank from 0 that need not be whole, kept within the samples."""
    inside = min(max(place, 0.0), ordered.size - 1.0)
    low, high = float(ordered[math.floor(inside)]), float(ordered[math.ceil(inside)])
    return low if low == high else low + (high - low) * (inside - math.floor(inside))


def ranks(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Ranks from 0 of ``values``, shape (n,); equal ones share their mean rank, infinite ones rank last."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    middle: npt.NDArray[np.float64] = (last - (counts + 1) / 2.0)[inverse]
    return middle


def beta_posterior(successes: int, trials: int) -> Beta:
    """What ``successes`` out of ``trials`` say about the odds, from Jeffreys' prior Beta(1/2, 1/2).

    Mean and percentiles are those of the distribution returned; ten out of ten has the mean 10.5 / 11 =
    0.9545, not 1. Valid for independent trials of the same odds. Raises :class:`QuantityError` (``range``)
    unless 0 <= successes <= trials.
    Reference: L. D. Brown, T. T. Cai, A. DasGupta, "Interval estimation for a binomial proportion",
    Statistical Science 16 (2001) 101-133, doi:10.1214/ss/1009213286.
    """
    _check(successes, trials)
    return Beta(successes + 0.5, trials - successes + 0.5)


def clopper_pearson_lower(successes: int, trials: int, level: float = 0.95) -> float:
    """One-sided lower bound on the odds that holds with probability ``level`` or more; a fraction.

    The quantile 1 - level of Beta(successes, trials - successes + 1); zero without a success. Ten out of ten:
    0.05 ** (1 / 10) = 0.741. Valid and raises as :func:`beta_posterior`, also on a level outside (0, 1).
    Reference: C. J. Clopper, E. S. Pearson, Biometrika 26 (1934) 404-413, doi:10.1093/biomet/26.4.404.
    """
    _check(successes, trials)
    if not 0.0 < level < 1.0:
        raise QuantityError("range", "a level between 0 and 1", str(level))
    if successes == 0:
        return 0.0
    return float(Beta(successes, trials - successes + 1).quantile(1.0 - level))


def _check(successes: int, trials: int) -> None:
    if not 0 <= successes <= trials:
        raise QuantityError("range", "0 <= successes <= trials", f"{successes} of {trials}")
