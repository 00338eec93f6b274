r"""Antibody-drug conjugates: pooling of the antibody, reduction, conjugation, quench.

.. math:: m_{ADC} = y \, m_{mAb} \left( 1 + r \frac{M_l}{M_{mAb}} \right), \qquad
          m_l = x \, r \frac{M_l}{M_{mAb}} m_{mAb}, \qquad m_k = e_k \frac{M_k}{M_{mAb}} m_{mAb}

:math:`r` payloads on an antibody, :math:`x` linker-payload used over bound, :math:`y` yield on antibody,
:math:`M` molar masses, :math:`e_k` moles of reducing agent (TCEP) and of quencher (N-acetylcysteine) for one
of antibody. Both end in the liquor that UF/DF takes away. Valid: the mean ratio stands for the distribution
of species. Reference: stoichiometry.
"""

import numpy as np

from seedtrain.process.culture import TARGET
from seedtrain.process.frame import Frame
from seedtrain.process.stream import LIQUID, Balance, Equipment, Outcome, Stream, elapsed, poured

ANTIBODY = "antibody"
_TCEP_G_PER_MOL, _NAC_G_PER_MOL = 286.65, 163.19
"""Molar masses of tris(2-carboxyethyl)phosphine hydrochloride and of N-acetylcysteine."""


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
        operations={"thawing-pooling": frame("process_time")},
        step_yield=kept,
        pool_L=poured_in,
        uses={"antibody_g": taken},
    )


def conjugation(frame: Frame, stream: Stream) -> Outcome:
    """Reduction, conjugation and quench in one vessel.

    Parameters: ``reduction_time``, ``conjugation_time``, ``quench_time`` [h], ``drug_antibody_ratio``,
    ``linker_excess``, ``antibody_molar_mass``, ``linker_molar_mass`` [g/mol], ``reductant_ratio`` and
    ``quench_ratio`` [mol a mol of antibody], ``solvent_fraction``, ``step_yield``. A ``linker_excess`` of 1
    is the stoichiometric amount for all antibody.
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
    moles = antibody / frame("antibody_molar_mass")
    reductant = moles * frame("reductant_ratio") * _TCEP_G_PER_MOL
    quencher = moles * frame("quench_ratio") * _NAC_G_PER_MOL
    operations = {
        "reduction": frame("reduction_time"),
        "conjugation": frame("conjugation_time"),
        "quench": frame("quench_time"),
    }
    return Outcome(
        out=Stream(volume, {TARGET: made}, TARGET, zero),
        balances={
            ANTIBODY: Balance(antibody, zero, zero, zero, antibody * kept, antibody * (1.0 - kept)),
            "linker_payload": Balance(zero, linker, zero, zero, bound, linker - bound),
            TARGET: Balance(zero, zero, made, made, zero, zero),
            "reductant": Balance(zero, reductant, zero, zero, zero, reductant),
            "quencher": Balance(zero, quencher, zero, zero, zero, quencher),
            LIQUID: poured(stream.volume_L, added, volume, zero),
        },
        processing_h=elapsed(operations),
        operations=operations,
        step_yield=kept,
        held_L=volume,
        uses={
            "linker_payload_g": linker,
            "reductant_g": reductant,
            "quencher_g": quencher,
            "solvent_L": solvent,
            "buffer_L": buffer,
            "wfi_L": buffer,
        },
        equipment=(Equipment("conjugation-reactor", float(volume[0]), "L"),),
    )
