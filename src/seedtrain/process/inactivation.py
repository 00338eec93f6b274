r"""Holding a pool: low-pH virus inactivation and precipitation.

.. math:: V_{out} = V (1 + a), \qquad V_{cake} = m / c

:math:`a` acid and base over the pool volume, :math:`c` concentration of the redissolved precipitate [g/L].
The time is a hold set by validation, not by kinetics. Reference: ASTM E2888 (low-pH inactivation) for the
hold.
"""

from seedtrain.process.frame import Frame
from seedtrain.process.stream import LIQUID, Outcome, Stream, passed, poured


def virus_inactivation(frame: Frame, stream: Stream) -> Outcome:
    """Low-pH hold between titrations.

    Parameters: ``inactivation_time`` [h], ``titrant_fraction``, ``step_yield``.
    """
    titrant = frame("titrant_fraction") * stream.volume_L
    out = stream.volume_L + titrant
    kept = frame("step_yield")
    return Outcome(
        out=Stream(out, {stream.target: stream.mass_g * kept}, stream.target, stream.items),
        balances={
            stream.target: passed(stream.mass_g, kept),
            LIQUID: poured(stream.volume_L, titrant, out, frame.zeros),
        },
        processing_h=frame("inactivation_time"),
        operations={"hold": frame("inactivation_time")},
        step_yield=kept,
        pool_L=out,
        uses={"buffer_L": titrant, "wfi_L": titrant},
    )


def precipitation(frame: Frame, stream: Stream) -> Outcome:
    """Isoelectric precipitation, washing off the liquor, redissolving to ``cake_concentration``.

    Parameters: ``process_time`` [h], ``titrant_fraction``, ``cake_concentration`` [g/L], ``step_yield``.
    """
    titrant = frame("titrant_fraction") * stream.volume_L
    kept = frame("step_yield")
    mass = stream.mass_g * kept
    out = mass / frame("cake_concentration")
    return Outcome(
        out=Stream(out, {stream.target: mass}, stream.target, stream.items),
        balances={
            stream.target: passed(stream.mass_g, kept),
            LIQUID: poured(stream.volume_L, titrant + out, out, stream.volume_L + titrant),
        },
        processing_h=frame("process_time"),
        step_yield=kept,
        pool_L=stream.volume_L + titrant,
        uses={"buffer_L": titrant + out, "wfi_L": titrant + out},
    )
