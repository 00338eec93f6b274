"""Molecules of companies: those they bring when they come, and those they start while they are there."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.model.inputs import Inputs
from seedtrain.park.companies import HOURS_A_DAY, Flow
from seedtrain.park.counts import poisson_quantile
from seedtrain.park.laws import Laws
from seedtrain.results.indicator import Draws

Floats = NDArray[np.float64]

_APART = 1 << 32
_MOST = 1 << 20


@dataclass(frozen=True, slots=True)
class Births:
    """Molecules of one kind: ``share`` (1 + n, m) of each that exists, ``starts`` (1 + n, m) ordinal days.

    In the sampled worlds a share is zero or one; in the base it is expected, so that the last one of 7.5 is
    half there. ``inf`` where a molecule is not there.
    """

    share: Floats
    starts: Floats


def brought(number: float, days: Floats, until: float, laws: Laws) -> Flow:
    """Companies when exactly ``number`` come, each by chance between the first of ``days`` and ``until``.

    They leave at the exit rate, each by chance. In the base they come evenly. Shapes as of :class:`Flow`.
    """
    inputs = laws.inputs
    worlds = 1 + inputs.world.replications
    whole = round(number)
    counters = np.arange(worlds - 1)[:, None] * _MOST + np.arange(whole)
    at = days[0] + (until - days[0]) * inputs.world.streams.uniform_at("park.zone.arrival", counters)
    gone = inputs.world.streams.uniform_at("park.zone.stay", counters)
    rate = laws.draw(None, "exit_rate") * HOURS_A_DAY
    leaves = at - np.log(gone) / np.maximum(rate[1:, None], 1e-12)
    came, left = np.zeros((worlds, len(days))), np.zeros((worlds, len(days)))
    came[1:], left[1:] = _counted(at, days), _counted(leaves, days)
    share = np.clip((days - days[0]) / max(until - days[0], 1.0), 0.0, 1.0)
    came[0, 1:] = number * np.diff(share)
    stock = 0.0
    for step in range(1, len(days)):
        left[0, step] = stock * -np.expm1(-rate[0] * (days[step] - days[step - 1]))
        stock += came[0, step] - left[0, step]
    return Flow(days, came, left, np.cumsum(came - left, axis=1))


def born(kind: str, flow: Flow, at_entry: Draws, a_day: Draws, inputs: Inputs) -> Births:
    r"""Molecules of ``kind`` that the companies of ``flow`` bring and start.

    .. math:: \lambda_t = e \, c_t + r \, s_{t-1} (d_t - d_{t-1})

    with c companies that came up to day d, s those there, ``at_entry`` e molecules each, ``a_day`` r new ones
    a company and day, both (1 + n,). The number of each step is Poisson, each molecule begins by chance in
    it. A company that leaves takes its molecules along the same route elsewhere.
    """
    there = np.zeros_like(flow.came) if flow.stock is None else flow.stock
    mean = at_entry[:, None] * flow.came
    mean[:, 1:] += a_day[:, None] * there[:, :-1] * np.diff(flow.days)
    counts = mean.copy()
    for step in range(1, mean.shape[1]):
        counters = step * _APART + np.arange(inputs.world.replications)
        uniform = inputs.world.streams.uniform_at(f"park.zone.{kind}.births", counters)
        counts[1:, step] = poisson_quantile(uniform, mean[1:, step])
    total = np.cumsum(counts, axis=1)
    size = max(1, int(np.ceil(total[:, -1].max())))
    place = np.arange(size, dtype=np.float64)
    share = np.clip(total[:, -1:] - place, 0.0, 1.0)
    return Births(share, _days(kind, total, share, flow.days, inputs))


def _days(kind: str, total: Floats, share: Floats, days: Floats, inputs: Inputs) -> Floats:
    """Day each molecule begins, by chance in its step, in the middle of it in the base."""
    worlds, size = share.shape
    nth = np.arange(1, size + 1, dtype=np.float64)
    step = np.stack([np.searchsorted(row, nth - 1e-9, side="left") for row in total])
    here = np.clip(step, 1, len(days) - 1)
    counters = np.arange(worlds - 1)[:, None] * _MOST + np.arange(size)
    inside = np.full((worlds, size), 0.5)
    inside[1:] = inputs.world.streams.uniform_at(f"park.zone.{kind}.day", counters)
    at = days[here - 1] + inside * (days[here] - days[here - 1])
    return np.where(share > 0.0, at, np.inf)


def _counted(at: Floats, days: Floats) -> Floats:
    """Events on ``at`` (n, m) between each of ``days`` and the one before: (n, k)."""
    place = np.searchsorted(days, at, side="left") + np.arange(at.shape[0])[:, None] * (len(days) + 1)
    cells = np.bincount(place.ravel(), minlength=at.shape[0] * (len(days) + 1))
    return cells.reshape(at.shape[0], len(days) + 1)[:, :-1].astype(np.float64)
