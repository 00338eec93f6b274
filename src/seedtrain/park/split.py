r"""Land split among zones: which split serves the demand best, exactly.

========  ===========================================  ==========
symbol    meaning                                       unit
========  ===========================================  ==========
k[z]      lots that zone z gets, whole                  1
u         area of a lot                                 m2
D[z, w]   land that zone z wants in world w             m2
o[z, w]   output of a year and area there               CNY/(m2 a)
========  ===========================================  ==========

.. math:: \max \sum_z \frac{1}{W} \sum_w o_{zw} \min(k_z u, D_{zw}), \quad
    \sum_z k_z = K, \quad k_z \ge \underline{k}_z

Each term is concave in its lots, so taking the lot of the greatest gain one by one is exact.
Reference: B. Fox, "Discrete optimization via marginal analysis", Management Science 13 (1966) 210-216,
doi:10.1287/mnsc.13.3.210.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.errors import Finding, InputError, finding
from seedtrain.model.park import Land
from seedtrain.park.laws import Laws

Floats = NDArray[np.float64]

LOTS = 400
"""Lots a piece of land is divided into."""


@dataclass(frozen=True, slots=True)
class Split:
    """Area of each zone [m2] and what comes of it.

    ``wanted`` (1 + n,) by zone; ``served`` expected share of it; ``output`` expected a year [CNY], ``even``
    that of an even split; ``one_more`` what one lot more of the land adds [CNY]; ``lot`` its area.
    """

    areas: dict[str, float]
    wanted: dict[str, Floats]
    served: dict[str, float]
    output: float
    even: float
    one_more: float
    lot: float


def best_split(land: Land, laws: Laws) -> Split:
    """Split ``land`` among its demands.

    Raises :class:`InputError` (PRK-022) where the least areas don't fit.
    """
    found = land_findings(land)
    if found:
        raise InputError(found)
    total = float(laws.inputs.draw(land.area)[0])
    lot = total / LOTS
    zones = list(land.demands)
    wanted = {name: laws.inputs.draw(each.area) for name, each in land.demands.items()}
    yields = {
        name: laws.draw(each.output_intensity or land.output_intensity, "output_intensity")
        for name, each in land.demands.items()
    }
    least = {
        name: 0 if each.least is None else int(np.ceil(each.least.base / lot - 1e-9))
        for name, each in land.demands.items()
    }
    gains = {name: gain_of_lots(wanted[name], yields[name], lot, LOTS + 1) for name in zones}
    lots = chosen_lots(gains, least, LOTS)
    return Split(
        areas={name: lots[name] * lot for name in zones},
        wanted=wanted,
        served={name: _served(wanted[name], lots[name] * lot) for name in zones},
        output=sum(float(gains[name][: lots[name]].sum()) for name in zones),
        even=sum(float(gains[name][: LOTS // len(zones)].sum()) for name in zones),
        one_more=max(float(gains[name][lots[name]]) for name in zones),
        lot=lot,
    )


def land_findings(land: Land) -> list[Finding]:
    """Return PRK-022 where the least areas of zones, in whole lots, are more than the land, else nothing."""
    lot = land.area.base / LOTS
    least = [each.least.base for each in land.demands.values() if each.least is not None]
    lots = sum(int(np.ceil(area / lot - 1e-9)) for area in least)
    return [finding("PRK-022", path=land.path, value=land.area.text)] if lots > LOTS else []


def gain_of_lots(wanted: Floats, yields: Floats, lot: float, most: int) -> Floats:
    """Expected output that the first, second ... lot adds, never rising: (most,). [CNY]"""
    sampled = slice(1, None) if len(wanted) > 1 else slice(None)
    edges = np.arange(most + 1) * lot
    served = np.minimum(edges[None, :], wanted[sampled, None]) * yields[sampled, None]
    return np.asarray(np.diff(served.mean(axis=0)))


def chosen_lots(gains: dict[str, Floats], least: dict[str, int], total: int) -> dict[str, int]:
    """Lots of each zone: the least first, then each lot where it adds most; the first of equals."""
    lots = dict(least)
    for _ in range(total - sum(least.values())):
        best = max(lots, key=lambda name: gains[name][lots[name]] if lots[name] < total else -np.inf)
        lots[best] += 1
    return lots


def _served(wanted: Floats, area: float) -> float:
    sampled = wanted[1:] if len(wanted) > 1 else wanted
    return float((np.minimum(sampled, area) / np.maximum(sampled, 1e-9)).mean())
