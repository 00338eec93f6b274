"""Whole numbers by chance: Poisson and binomial quantiles for arrays of parameters."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from seedtrain.quantities.special import normal_quantile

Floats = NDArray[np.float64]

_LARGE = 400.0
_SMALL = 1e-18


def poisson_quantile(u: Floats, mean: Floats) -> Floats:
    """Return the least k whose distribution function reaches ``u``, for each ``mean`` >= 0; same shape.

    By summing the terms up to a mean of 400; above it the normal approximation, rounded.
    """
    summed = np.minimum(mean, _LARGE)
    counts = _count(u, np.exp(-summed), lambda k: summed / (k + 1.0))
    large = mean > _LARGE
    if large.any():
        near = np.floor(mean + np.sqrt(mean) * normal_quantile(u) + 0.5)
        counts = np.where(large, near, counts)
    return counts


def binomial_quantile(u: Floats, trials: Floats, odds: Floats) -> Floats:
    """Return the least k whose distribution function reaches ``u``, for ``trials`` (whole) and ``odds``.

    Same shape. Odds from 0 to below 1. By summing the terms while none happening has odds above exp(-400);
    beyond that the normal approximation, rounded.
    """
    large = -trials * np.log1p(-odds) > _LARGE
    few = np.where(large, 0.0, trials)
    ratio = odds / (1.0 - odds)
    counts = _count(u, np.power(1.0 - odds, few), lambda k: (few - k) / (k + 1.0) * ratio)
    if large.any():
        near = trials * odds + np.sqrt(trials * odds * (1.0 - odds)) * normal_quantile(u)
        counts = np.where(large, np.maximum(np.floor(near + 0.5), 0.0), counts)
    return np.minimum(counts, trials)


def _count(u: Floats, first: Floats, ratio: Callable[[int], Floats]) -> Floats:
    """Add the terms t(0) = ``first``, t(k + 1) = t(k) ratio(k) until each sum reaches ``u``."""
    count = np.zeros(first.shape)
    term, total = first, first
    k = 0
    below = total < u
    while below.any():
        growth = ratio(k)
        term = term * growth
        k += 1
        count = np.where(below, float(k), count)
        total = total + term
        below = below & (total < u) & ~((term < _SMALL) & (growth < 1.0))
    return count
