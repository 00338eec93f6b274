r"""What a step needs beside its process: tanks for its pool, their upkeep, and what it leaves as waste.

.. math:: V_l = \max(n V_k, V), \qquad S_{bags} = b V_l, \qquad C = c V_l, \qquad F = s V_l

:math:`n V_k` tanks of a standard size for a pool of :math:`V`; single-use vessels are lined with bags of
:math:`V_l`, steel ones take :math:`c` volumes of cleaning solution and :math:`s` kilograms of clean steam a
litre. Liquid waste is what the balance of liquid loses; it is inactivated where live cells were in it, burned
where solvent is, contained where a potent drug is. Solid waste is :math:`b` grams a litre of bag and the mass
of filters by area. Reference: mass balance; the masses are rows of the table of plant economics.
"""

from collections.abc import Mapping

import numpy as np

from seedtrain.process.frame import Frame
from seedtrain.process.sizes import fitted
from seedtrain.process.stream import LIQUID, Equipment, Outcome
from seedtrain.results.indicator import Draws

_FILTERS = ("filter_depth_m2", "filter_virus_m2", "filter_sterile_m2")
_G_PER_KG = 1000.0


def vessels(frame: Frame, outcome: Outcome) -> tuple[Draws, tuple[Equipment, ...]]:
    """Return the volume of vessel and tanks that is lined or cleaned [L], and the tanks of a standard
    size."""
    held = frame.zeros if outcome.held_L is None else outcome.held_L
    if outcome.pool_L is None or float(outcome.pool_L[0]) <= 0.0:
        return held, ()
    size, count = fitted("tank", float(outcome.pool_L[0]))
    return held + np.maximum(size * count, outcome.pool_L), (
        Equipment("tank", size, "L", count, is_stepped=True),
    )


def upkeep(frame: Frame, lined_L: Draws) -> dict[str, Draws]:
    """Return bags, or cleaning solution and clean steam, by the keys of the price table."""
    economics = frame.setting.economics
    if float(lined_L[0]) <= 0.0:
        return {}
    if frame.setting.material == "single_use":
        return {"bags_L": lined_L}
    return {
        "cleaning_L": lined_L * economics("cleaning-volumes"),
        "steam_kg": lined_L * economics("steam-per-litre"),
    }


def waste(frame: Frame, outcome: Outcome, uses: Mapping[str, Draws]) -> dict[str, Draws]:
    """Return what the step leaves to be treated, by the keys of the price table."""
    economics = frame.setting.economics
    liquid = outcome.balances[LIQUID].lost if LIQUID in outcome.balances else frame.zeros
    kept = {_kind(frame, uses): liquid}
    if "cleaning_L" in uses:
        kept["waste_water_L"] = kept.get("waste_water_L", frame.zeros) + uses["cleaning_L"]
    solid = uses.get("bags_L", frame.zeros) * economics("bag-mass") / _G_PER_KG
    for name in _FILTERS:
        if name in uses:
            solid = solid + uses[name] * economics("filter-mass") / _G_PER_KG
    kept["waste_solid_kg"] = solid
    return {name: amount for name, amount in kept.items() if float(amount[0]) > 0.0}


def _kind(frame: Frame, uses: Mapping[str, Draws]) -> str:
    """Where the liquid that a step loses goes."""
    if frame.step.section == "conjugation":
        return "waste_potent_L"
    if frame.has("solvent_fraction") and "solvent_L" in uses:
        return "waste_solvent_L"
    return "waste_cells_L" if frame.step.section == "usp" else "waste_water_L"
