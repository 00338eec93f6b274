r"""Columns: bind and elute, flow-through.

.. math:: V_c = \frac{m}{q \, u \, N_0}, \quad N = \left\lceil \frac{m}{V_c \, q \, u} \right\rceil, \quad
          t = \left( V_{load} + N \, B \, V_c \right) \frac{h}{v \, V_c}, \quad d = \sqrt{4 V_c / (\pi h)}

:math:`m` mass loaded [g], :math:`q` dynamic capacity [g/L], :math:`u` share of it used, :math:`N_0` planned
cycles,
:math:`N` cycles, :math:`B` buffer [column volumes a cycle], :math:`h` bed height, :math:`v` velocity. The
column is sized for the base batch and stays; a heavier batch takes another cycle. Valid: one velocity for
all phases, residence time long enough for the capacity given. Reference: G. Carta, A. Jungbauer, Protein
Chromatography, 2nd ed. 2020, ch. 10.
"""

import math

import numpy as np

from seedtrain.process.frame import Frame
from seedtrain.process.stream import LIQUID, Equipment, Outcome, Stream, passed, poured
from seedtrain.results.indicator import Draws

_ROUNDING = 1e-9


def _column(frame: Frame, stream: Stream) -> tuple[float, Draws, Draws]:
    """Volume of the column [L], cycles and hours of the step."""
    load_per_litre = frame("binding_capacity") * frame("capacity_use")
    if frame.has("column_volume"):
        volume = frame.base("column_volume")
    else:
        volume = float(stream.mass_g[0]) / (float(load_per_litre[0]) * frame.base("planned_cycles"))
    cycles = np.maximum(1.0, np.ceil(stream.mass_g / (volume * load_per_litre) - _ROUNDING))
    flow = frame("velocity") * volume / (frame("bed_height") * 100.0)
    hours = (stream.volume_L + cycles * frame("buffer_volumes") * volume) / flow
    return volume, cycles, hours


def _passed_column(
    frame: Frame, stream: Stream, pool_L: Draws, column: tuple[float, Draws, Draws]
) -> Outcome:
    volume, cycles, hours = column
    buffer = frame("buffer_volumes") * volume * cycles
    kept = frame("step_yield")
    diameter = math.sqrt(4.0 * volume * 1000.0 / (math.pi * frame.base("bed_height") * 100.0))
    return Outcome(
        out=Stream(pool_L, {stream.target: stream.mass_g * kept}, stream.target, stream.items),
        balances={
            stream.target: passed(stream.mass_g, kept),
            LIQUID: poured(stream.volume_L, buffer, pool_L, stream.volume_L + buffer - pool_L),
        },
        processing_h=hours,
        step_yield=kept,
        held_L=pool_L,
        uses={
            "buffer_L": buffer,
            "wfi_L": buffer,
            f"resin_{frame.step.medium}_L": volume * cycles / frame("resin_cycles"),
        },
        equipment=(
            Equipment("resin", volume, "L"),
            Equipment("column-diameter", diameter, "cm"),
            Equipment("cycles", float(cycles[0]), "1"),
        ),
    )


def bind_elute(frame: Frame, stream: Stream) -> Outcome:
    """Column that binds the product and gives it back in ``pool_volumes`` a cycle.

    Parameters: ``binding_capacity`` [g/L], ``capacity_use``, ``planned_cycles`` (or ``column_volume`` [L]),
    ``bed_height`` [m], ``velocity`` [cm/h], ``buffer_volumes``, ``pool_volumes`` [column volumes a cycle],
    ``resin_cycles``, ``step_yield``.
    """
    column = _column(frame, stream)
    pool = frame("pool_volumes") * column[0] * column[1]
    return _passed_column(frame, stream, pool, column)


def flow_through(frame: Frame, stream: Stream) -> Outcome:
    """Column that binds impurities; the load passes, followed by a chase of ``pool_volumes`` a cycle.

    Parameters as :func:`bind_elute`; ``binding_capacity`` is product loaded per litre of resin [g/L].
    """
    column = _column(frame, stream)
    pool = stream.volume_L + frame("pool_volumes") * column[0] * column[1]
    return _passed_column(frame, stream, pool, column)
