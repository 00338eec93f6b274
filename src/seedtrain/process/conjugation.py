r"""Antibody-drug conjugates: pooling of the antibody, reduction, conjugation, quench.

.. math:: m_{ADC} = y \, m_{mAb} \left( 1 + r \frac{M_l}{M_{mAb}} \right), \qquad
          m_l = x \, r \frac{M_l}{M_{mAb}} m_{mAb}

:math:`r` payloads on an antibody, :math:`x` linker-payload used over bound, :math:`y` yield on antibody,
:math:`M` molar masses. Valid: the mean ratio stands for the distribution of species. Reference:
stoichiometry.
"""

import numpy as np

from seedtrain.process.culture import TARGET
from seedtrain.process.frame import Frame
from seedtrain.process.stream import LIQUID, Balance, Equipment, Outcome, Stream, poured

ANTIBODY = "antibody"


def pooling(frame: Frame, stream: Stream) -> Outcome:
    """Thaw and pool as much antibody as fills the conjugation vessel at its reaction concentration.

    Parameters: ``stock_concentration`` [g/L], ``process_time`` [h], ``step_yield``; from the conjugation
    step: ``antibody_concentration`` [g/L].
    """
    kept = frame("step_yield")
    needed = frame.setting.volume_L * frame.scale("antibody_concentration")
    taken = needed / kept
    poured_in = taken / frame("stock_concentration")
    out = poured_in * kept
    return Outcome(
        out=Stream(out, {ANTIBODY: needed}, ANTIBODY, frame.zeros),
        balances={
            ANTIBODY: Balance(frame.zeros, taken, frame.zeros, needed, frame.zeros, taken - needed),
            LIQUID: poured(frame.zeros, poured_in, out, poured_in * (1.0 - kept)),
        },
        processing_h=frame("process_time"),
        step_yield=kept,
        held_L=poured_in,
        uses={"antibody_g": taken},
        equipment=(Equipment("pooling-vessel", float(poured_in[0]), "L"),),
    )


def conjugation(frame: Frame, stream: Stream) -> Outcome:
    """Reduction, conjugation and quench in one vessel.

    Parameters: ``reduction_time``, ``conjugation_time``, ``quench_time`` [h], ``drug_antibody_ratio``,
    ``linker_excess``, ``antibody_molar_mass``, ``linker_molar_mass`` [g/mol], ``solvent_fraction``,
    ``step_yield``. A ``linker_excess`` of 1 is the stoichiometric amount for all antibody.
    """
    antibody = stream.masses[ANTIBODY]
    kept = frame("step_yield")
    per_gram = frame("drug_antibody_ratio") * frame("linker_molar_mass") / frame("antibody_molar_mass")
    bound = antibody * kept * per_gram
    linker = antibody * per_gram * frame("linker_excess")
    made = antibody * kept + bound
    volume = np.maximum(frame.setting.volume_L, stream.volume_L)
    solvent = frame("solvent_fraction") * volume
    added = volume - stream.volume_L
    zero = frame.zeros
    buffer = np.maximum(0.0, added - solvent)
    return Outcome(
        out=Stream(volume, {TARGET: made}, TARGET, zero),
        balances={
            ANTIBODY: Balance(antibody, zero, zero, zero, antibody * kept, antibody * (1.0 - kept)),
            "linker_payload": Balance(zero, linker, zero, zero, bound, linker - bound),
            TARGET: Balance(zero, zero, made, made, zero, zero),
            LIQUID: poured(stream.volume_L, added, volume, zero),
        },
        processing_h=frame("reduction_time") + frame("conjugation_time") + frame("quench_time"),
        step_yield=kept,
        held_L=volume,
        uses={"linker_payload_g": linker, "solvent_L": solvent, "buffer_L": buffer, "wfi_L": buffer},
        equipment=(Equipment("conjugation-reactor", float(volume[0]), "L"),),
    )
