r"""Production cultures: fed-batch, perfusion, microbial fermentation.

.. math:: m = c \, V \quad\text{(fed-batch, fermentation)}, \qquad
          m = c \, D \, V \, (T - T_g) (1 - b) \quad\text{(perfusion)}

:math:`c` titer [g/L], :math:`V` working volume [L], :math:`D` exchange rate [1/h], :math:`T` culture time
[h],
:math:`T_g` growth time [h], :math:`b` bleed fraction. Valid: titer measured per litre of broth at harvest
(perfusion: of permeate). Reference: mass balances by definition of the titer.
"""

import numpy as np

from seedtrain.process.frame import Frame
from seedtrain.process.stream import CELLS, LIQUID, Balance, Equipment, Outcome, Stream, elapsed, poured
from seedtrain.results.indicator import Draws

TARGET = "product"
PRECURSOR = "precursor"


def _culture(
    frame: Frame,
    stream: Stream,
    operations: dict[str, Draws],
    *,
    made: Draws,
    liquid_L: Draws,
    medium: str,
    target: str,
) -> Outcome:
    """A culture that gives ``made`` [g] of the target in ``liquid_L`` of broth or permeate."""
    volume, hours = frame.setting.volume_L, elapsed(operations)
    fresh = np.maximum(0.0, liquid_L - stream.volume_L)
    spilled = np.maximum(0.0, stream.volume_L - liquid_L)
    cells = stream.masses.get(CELLS, frame.zeros)
    balances = {
        target: Balance(frame.zeros, frame.zeros, made, made, frame.zeros, frame.zeros),
        CELLS: Balance(cells, frame.zeros, frame.zeros, frame.zeros, frame.zeros, cells),
        LIQUID: poured(stream.volume_L, fresh, liquid_L, spilled),
    }
    power = frame("power_density") * volume / 1000.0 * hours
    return Outcome(
        out=Stream(liquid_L, {target: made}, target, frame.zeros),
        balances=balances,
        processing_h=hours,
        operations=operations,
        step_yield=frame.ones,
        held_L=volume,
        uses={**_fed(frame, medium, fresh), "wfi_L": fresh, "power_kWh": power},
        equipment=(Equipment("production-vessel", float(volume[0]), "L"),),
    )


def _fed(frame: Frame, medium: str, fresh: Draws) -> dict[str, Draws]:
    """Medium and, for a culture that is fed, the feeds in it."""
    if not frame.has("feed_fraction"):
        return {medium: fresh}
    feeds = np.minimum(frame("feed_fraction") * frame.setting.volume_L, fresh)
    return {medium: fresh - feeds, "feeds_L" if medium == "media_L" else "broth_feeds_L": feeds}


def fed_batch(frame: Frame, stream: Stream) -> Outcome:
    r"""Fed-batch culture at the working volume: ``m = titer V``.

    .. math:: t = \ln(X_p / X_0) / \mu + t_p \quad\text{where a peak density is given}

    Parameters: ``titer`` [g/L of broth], ``culture_time`` [h], ``feed_fraction`` of the final volume,
    ``power_density`` [kW/m3]. With
    ``peak_density`` [1e6/mL], ``growth_rate`` [1/h] and ``production_time`` [h] the time follows from the
    inoculation density instead: an enriched or perfused N-1 culture that seeds more cells saves the growth
    they would have taken. The titer stays the one given: a denser start at the same time usually raises it.
    """
    volume = frame.setting.volume_L
    made = frame("titer") * volume
    operations = {"culture": frame("culture_time")}
    if all(frame.has(name) for name in ("peak_density", "growth_rate", "production_time")):
        fold = np.maximum(1.0, frame("peak_density") / frame("inoculation_density"))
        growth = np.log(fold) / frame("growth_rate")
        operations = {"growth": growth, "production": frame("production_time")}
    return _culture(frame, stream, operations, made=made, liquid_L=volume, medium="media_L", target=TARGET)


def perfusion(frame: Frame, stream: Stream) -> Outcome:
    """Perfusion with cell retention; the permeate is collected after the growth time.

    Parameters: ``titer`` [g/L of permeate], ``exchange_rate`` [1/h], ``culture_time``, ``growth_time`` [h],
    ``bleed_fraction``. Medium exchanged during growth and in the bleed is used and drained.
    """
    volume = frame.setting.volume_L
    hours = frame("culture_time")
    collecting = np.maximum(0.0, hours - frame("growth_time"))
    operations = {"growth": hours - collecting, "collection": collecting}
    permeate = frame("exchange_rate") * volume * collecting * (1.0 - frame("bleed_fraction"))
    exchanged = frame("exchange_rate") * volume * hours
    made = frame("titer") * permeate
    base = _culture(frame, stream, operations, made=made, liquid_L=permeate, medium="media_L", target=TARGET)
    drained = volume + exchanged - permeate
    added = drained + permeate - stream.volume_L
    balances = {**base.balances, LIQUID: poured(stream.volume_L, added, permeate, drained)}
    return Outcome(
        out=base.out,
        balances=balances,
        processing_h=base.processing_h,
        operations=operations,
        step_yield=base.step_yield,
        held_L=volume,
        uses={**base.uses, "media_L": added, "wfi_L": added},
        equipment=base.equipment,
    )


def fermentation(frame: Frame, stream: Stream) -> Outcome:
    r"""Yeast or bacterial fermentation: growth, then production after induction.

    .. math:: t = t_{lag} + \ln(X_f / X_0) / \mu + t_{ind}

    Parameters: ``inoculum_mass``, ``dry_cell_mass`` [g/L], ``growth_rate`` [1/h], ``lag_time``,
    ``induction_time`` [h], ``feed_fraction`` of the final volume, ``titer`` [g precursor per L of broth],
    ``power_density`` [kW/m3].
    """
    volume = frame.setting.volume_L
    fold = np.maximum(1.0, frame("dry_cell_mass") / frame("inoculum_mass"))
    operations = {
        "lag": frame("lag_time"),
        "growth": np.log(fold) / frame("growth_rate"),
        "induction": frame("induction_time"),
    }
    made = frame("titer") * volume
    return _culture(
        frame, stream, operations, made=made, liquid_L=volume, medium="broth_medium_L", target=PRECURSOR
    )
