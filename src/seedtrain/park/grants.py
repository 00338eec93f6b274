r"""Grants: which projects a fund should support, exactly, by risk-adjusted effect.

.. math:: \max \sum_p r_p v_p x_p, \quad \sum_p g_p x_p \le B, \quad x_p \in \{0, 1\}

with r the rise of the odds of the next stage, v what the project is then worth to the zone, g the grant, B
the budget. Solved by branch and bound with the bound of Dantzig.
Reference: H. Kellerer, U. Pferschy, D. Pisinger, Knapsack Problems, 2004, section 2.4.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.model.inputs import Inputs
from seedtrain.model.park import Fund

Floats = NDArray[np.float64]

_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class Grants:
    """The choice: ``chosen`` projects, ``effect`` of each and ``cost`` [CNY], ``total`` effect, ``spent``.

    ``one_more`` what a tenth more money would add [CNY].
    """

    chosen: tuple[str, ...]
    effect: dict[str, float]
    cost: dict[str, float]
    total: float
    spent: float
    one_more: float


def best_grants(fund: Fund, inputs: Inputs) -> Grants:
    """Choose the projects of ``fund`` on their expected effect."""
    effect = {
        name: _mean(inputs.draw(each.rise) * inputs.draw(each.value)) for name, each in fund.projects.items()
    }
    cost = {name: _mean(inputs.draw(each.grant)) for name, each in fund.projects.items()}
    budget = float(inputs.draw(fund.sum)[0])
    chosen = knapsack(effect, cost, budget)
    total = sum(effect[name] for name in chosen)
    more = sum(effect[name] for name in knapsack(effect, cost, 1.1 * budget))
    return Grants(chosen, effect, cost, total, sum(cost[name] for name in chosen), max(more - total, 0.0))


def knapsack(effect: Mapping[str, float], cost: Mapping[str, float], budget: float) -> tuple[str, ...]:
    """The projects of the greatest effect whose costs fit the budget, in the order given.

    Depth first by effect per yuan; a branch is left where even a part of the next project could not beat the
    best choice known.
    """
    names = sorted(
        (name for name in effect if effect[name] > 0.0 and cost[name] <= budget * (1.0 + _ROUNDING)),
        key=lambda name: -effect[name] / cost[name],
    )
    best: tuple[float, tuple[str, ...]] = (0.0, ())
    waiting: list[tuple[int, float, float, tuple[str, ...]]] = [(0, budget * (1.0 + _ROUNDING), 0.0, ())]
    while waiting:
        place, left, total, chosen = waiting.pop()
        if total > best[0]:
            best = total, chosen
        if place == len(names) or total + _bound(names[place:], effect, cost, left) <= best[0] * (
            1.0 + _ROUNDING
        ):
            continue
        name = names[place]
        waiting.append((place + 1, left, total, chosen))
        if cost[name] <= left:
            waiting.append((place + 1, left - cost[name], total + effect[name], (*chosen, name)))
    return tuple(name for name in effect if name in best[1])


def _bound(names: list[str], effect: Mapping[str, float], cost: Mapping[str, float], left: float) -> float:
    """The most that projects, the best per yuan first, add within ``left``, the last of them in part."""
    total = 0.0
    for name in names:
        if cost[name] > left:
            return total + effect[name] * left / cost[name]
        total, left = total + effect[name], left - cost[name]
    return total


def _mean(draws: Floats) -> float:
    return float(draws[1:].mean() if len(draws) > 1 else draws[0])
