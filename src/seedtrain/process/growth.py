r"""Growth from a vial to the vessel that inoculates the production culture.

.. math:: t = t_{lag} + \frac{\ln(X_f / X_0)}{\mu}, \qquad V_i X_{f,i} = V_{i+1} X_{0,i+1}

:math:`X_0, X_f` cells at inoculation and transfer, :math:`\mu` specific growth rate [1/h], :math:`V`
culture volume [L]. Exponential growth: valid below the density where nutrients or oxygen limit. Reference:
J. Monod, The growth of bacterial cultures, Annual Review of Microbiology 3 (1949) 371, eq. for the
exponential phase.
"""

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from seedtrain.process.frame import Frame, Setting
from seedtrain.process.stream import CELLS, LIQUID, Balance, Equipment, Outcome, Stream, elapsed, poured
from seedtrain.results.indicator import Draws

_AT_TRANSFER = ("final_density", "dry_cell_mass")
_AT_START = ("inoculation_density", "inoculum_mass")
GROWTH_FAMILIES = ("thaw", "expansion", "seed_fermentation")


def culture_volumes(setting: Setting) -> Mapping[str, Draws]:
    """Culture volume of each growth step [L], worked back from the production vessel."""
    volumes: dict[str, Draws] = {}
    steps = list(setting.recipe.steps.values())
    following, wanted_L = "", setting.volume_L
    for each in reversed(steps):
        key = each.step.id
        if key == setting.recipe.recipe.scale:
            following = key
        elif following and each.step.family in GROWTH_FAMILIES:
            needed = wanted_L * _of(setting, following, _AT_START)
            wanted_L = needed / _of(setting, key, _AT_TRANSFER)
            volumes[key] = wanted_L
            following = key
    return volumes


def _of(setting: Setting, step: str, names: tuple[str, ...]) -> Draws:
    return next(setting.draw(step, name) for name in names if setting.has(step, name))


def _grown(frame: Frame, came: Draws, added: Draws, lost: Draws, medium: str) -> Outcome:
    """A culture that grows the cells that came or were added, less those lost, to the density of transfer."""
    volume = frame.culture_L[frame.step.id]
    final = volume * _of(frame.setting, frame.step.id, _AT_TRANSFER)
    seeded = came + added - lost
    growth = np.log(np.maximum(1.0, final / seeded)) / frame("growth_rate")
    operations = {"lag": frame("lag_time"), "growth": growth}
    return Outcome(
        out=Stream(volume, {CELLS: final}, CELLS, frame.zeros),
        balances={
            CELLS: Balance(came, added, final - seeded, final, frame.zeros, lost),
            LIQUID: poured(frame.zeros, volume, volume, frame.zeros),
        },
        processing_h=elapsed(operations),
        operations=operations,
        step_yield=frame.ones,
        held_L=volume,
        uses={medium: volume, "wfi_L": volume},
        equipment=(
            Equipment("culture-vessel", float(volume[0]), "L"),
            Equipment("split-ratio" if float(came[0]) > 0.0 else "fold", float((final / seeded)[0]), "1"),
            Equipment("doubling-time", math.log(2.0) / frame.base("growth_rate"), "h"),
        ),
    )


def thaw(frame: Frame, stream: Stream) -> Outcome:
    """Vial thaw and passages in flasks to the volume that seeds the first bioreactor.

    Parameters: ``vial_cells`` [1], ``viability`` [fraction], ``final_density`` [1e6/mL], ``growth_rate``
    [1/h], ``lag_time`` [h]. Liquid of the vial (1 mL) is left out.
    """
    cells = frame("vial_cells") * 1e-9
    return _grown(frame, frame.zeros, cells, cells * (1.0 - frame("viability")), "media_L")


def expansion(frame: Frame, stream: Stream) -> Outcome:
    """Batch culture in a wave or stirred seed bioreactor, or one that is perfused.

    Parameters: ``inoculation_density``, ``final_density`` [1e6/mL], ``growth_rate`` [1/h], ``lag_time`` [h];
    with cell retention ``exchange_rate`` [1/h]: vessel volumes of medium exchanged while the cells grow, used
    and drained.
    """
    grown = _joined(frame, stream, "media_L")
    if not frame.has("exchange_rate"):
        return grown
    exchanged = frame("exchange_rate") * grown.out.volume_L * grown.operations["growth"]
    liquid = grown.balances[LIQUID]
    fresh, drained = liquid.added + exchanged, liquid.lost + exchanged
    balances = {**grown.balances, LIQUID: poured(liquid.came, fresh, liquid.out, drained)}
    return replace(grown, balances=balances, uses={**grown.uses, "media_L": fresh, "wfi_L": fresh})


def seed_fermentation(frame: Frame, stream: Stream) -> Outcome:
    """Microbial seed culture; densities are dry cell mass [g/L]."""
    volume = frame.culture_L[frame.step.id]
    return _grown(frame, frame.zeros, volume * frame("inoculum_mass"), frame.zeros, "broth_medium_L")


def _joined(frame: Frame, stream: Stream, medium: str) -> Outcome:
    """Growth after a culture that is poured in whole, with fresh medium for the rest of the volume."""
    grown = _grown(frame, stream.masses[CELLS], frame.zeros, frame.zeros, medium)
    volume = grown.out.volume_L
    fresh = np.maximum(0.0, volume - stream.volume_L)
    spilled = np.maximum(0.0, stream.volume_L - volume)
    balances = {**grown.balances, LIQUID: poured(stream.volume_L, fresh, volume, spilled)}
    return replace(grown, balances=balances, uses={medium: fresh, "wfi_L": fresh})
