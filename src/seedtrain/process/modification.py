r"""Chemical modification of a peptide: acylation of a recombinant precursor.

.. math:: n = m_p / M_p, \quad m = y n M, \quad m_r = x n M_r

:math:`y` molar yield, :math:`x` reagent used over bound, :math:`M_p, M, M_r` molar masses of precursor,
product and reagent. Water set free (:math:`M_p + M_r - M`) stays in the liquid. Reference: stoichiometry.
"""

import numpy as np

from seedtrain.process.culture import PRECURSOR, TARGET
from seedtrain.process.frame import Frame
from seedtrain.process.stream import LIQUID, Balance, Equipment, Outcome, Stream, poured


def modification(frame: Frame, stream: Stream) -> Outcome:
    """Reaction of the precursor at ``reaction_concentration``; what does not become product is lost.

    Parameters: ``molar_yield``, ``reaction_concentration`` [g/L], ``reaction_time`` [h],
    ``precursor_molar_mass``, ``product_molar_mass``, ``reagent_molar_mass`` [g/mol], ``reagent_excess``;
    where it runs in part in solvent ``solvent_fraction`` of the reaction.
    """
    precursor = stream.masses[PRECURSOR]
    moles = precursor / frame("precursor_molar_mass")
    turned = moles * frame("molar_yield")
    made = turned * frame("product_molar_mass")
    reagent = moles * frame("reagent_excess") * frame("reagent_molar_mass")
    bound = turned * frame("reagent_molar_mass")
    used = turned * frame("precursor_molar_mass")
    share = frame("solvent_fraction") if frame.has("solvent_fraction") else frame.zeros
    volume = np.maximum(stream.volume_L / (1.0 - share), precursor / frame("reaction_concentration"))
    added = volume - stream.volume_L
    zero, solvent = frame.zeros, share * volume
    water = np.maximum(0.0, added - solvent)
    uses = {f"{frame.step.medium}_g": reagent, "buffer_L": water, "wfi_L": water}
    return Outcome(
        out=Stream(volume, {TARGET: made}, TARGET, zero),
        balances={
            PRECURSOR: Balance(precursor, zero, zero, zero, used, precursor - used),
            frame.step.medium: Balance(zero, reagent, zero, zero, bound, reagent - bound),
            TARGET: Balance(zero, zero, made, made, zero, zero),
            LIQUID: poured(stream.volume_L, added, volume, zero),
        },
        processing_h=frame("reaction_time"),
        operations={"reaction": frame("reaction_time")},
        step_yield=frame("molar_yield"),
        held_L=volume,
        uses={**uses, "solvent_L": solvent} if frame.has("solvent_fraction") else uses,
        equipment=(Equipment("reactor", float(volume[0]), "L"),),
    )
