r"""Breaking cells, and bringing what was in them into its fold.

.. math:: R = 1 - (1 - r)^N, \qquad t = N V / Q, \qquad E = N \, P \, V / 3.6 \cdot 10^9, \qquad V_f = m / c_f

:math:`r` share of the product that one pass sets free of what is still bound, :math:`N` passes, :math:`Q`
feed flow [L/h], :math:`P` pressure [Pa], :math:`E` work of the pump [kWh], :math:`V` volume [L], :math:`c_f`
concentration at which the product folds [g/L]. Valid for high-pressure homogenisation, first order in passes.
Reference: P.J. Hetherington, M. Follows, P. Dunnill, M.D. Lilly, Release of protein from baker's yeast by
disruption in an industrial homogeniser, Transactions of the Institution of Chemical Engineers 49 (1971) 142.
"""

import numpy as np

from seedtrain.process.frame import Frame
from seedtrain.process.stream import LIQUID, Equipment, Outcome, Stream, elapsed, passed, poured

_PA_L_PER_KWH = 3.6e9
"""A kilowatt-hour in pascal litres."""
_PA_PER_BAR = 1e5


def lysis(frame: Frame, stream: Stream) -> Outcome:
    """High-pressure homogenisation.

    Parameters: ``release_per_pass``, ``passes``, ``homogeniser_pressure`` [bar], ``feed_flow_per_litre``
    [1/h].
    """
    passes = frame("passes")
    kept = 1.0 - (1.0 - frame("release_per_pass")) ** passes
    flow = frame("feed_flow_per_litre") * stream.volume_L[0]
    work = passes * frame("homogeniser_pressure") * _PA_PER_BAR * stream.volume_L / _PA_L_PER_KWH
    return Outcome(
        out=Stream(stream.volume_L, {stream.target: stream.mass_g * kept}, stream.target, stream.items),
        balances={
            stream.target: passed(stream.mass_g, kept),
            LIQUID: passed(stream.volume_L, frame.ones),
        },
        processing_h=passes * stream.volume_L / flow,
        step_yield=kept,
        pool_L=stream.volume_L,
        uses={"power_kWh": work},
        equipment=(
            Equipment("homogeniser", float(flow[0]), "L/h"),
            Equipment("passes", frame.base("passes"), "1"),
        ),
    )


def refolding(frame: Frame, stream: Stream) -> Outcome:
    """Dissolving inclusion bodies, folding in dilution, and cutting the fusion with an enzyme.

    Parameters: ``dissolving_time``, ``folding_time``, ``cleavage_time`` [h], ``folding_concentration`` [g/L],
    ``enzyme_per_gram`` [g a g of product], ``step_yield``. A pool more dilute already is not concentrated.
    """
    kept = frame("step_yield")
    volume = np.maximum(stream.volume_L, stream.mass_g / frame("folding_concentration"))
    buffer = volume - stream.volume_L
    enzyme = stream.mass_g * frame("enzyme_per_gram")
    operations = {
        "dissolving": frame("dissolving_time"),
        "folding": frame("folding_time"),
        "cleavage": frame("cleavage_time"),
    }
    zero = frame.zeros
    return Outcome(
        out=Stream(volume, {stream.target: stream.mass_g * kept}, stream.target, stream.items),
        balances={
            stream.target: passed(stream.mass_g, kept),
            "enzyme": poured(zero, enzyme, zero, enzyme),
            LIQUID: poured(stream.volume_L, buffer, volume, zero),
        },
        processing_h=elapsed(operations),
        operations=operations,
        step_yield=kept,
        pool_L=volume,
        uses={"enzyme_g": enzyme, "buffer_L": buffer, "wfi_L": buffer},
    )
