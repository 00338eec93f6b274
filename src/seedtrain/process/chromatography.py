r"""Columns: bind and elute, flow-through.

.. math:: V_0 = \frac{m}{q \, u \, N_0}, \quad N = \left\lceil \frac{m}{n V_c \, q \, u} \right\rceil, \quad
          t = \left( V_{load} + N \, B \, n V_c \right) \frac{h}{v \, n V_c}, \quad V_c = \frac{\pi}{4} d^2 h

:math:`m` mass loaded [g], :math:`q` dynamic capacity [g/L], :math:`u` share of it used, :math:`N_0` planned
cycles, :math:`N` cycles, :math:`B` buffer [column volumes a cycle], :math:`h` bed height, :math:`v` velocity.
The column is the narrowest of the table of sizes that holds :math:`V_0`; beyond the widest, :math:`n` stand
side by side. It is chosen for the base batch and stays; a heavier batch takes another cycle. Valid: one
velocity for all phases, residence time long enough for the capacity given. Reference: G. Carta, A. Jungbauer,
Protein Chromatography, 2nd ed. 2020, ch. 10.
"""

import math
from dataclasses import dataclass

import numpy as np

from seedtrain.process.frame import Frame
from seedtrain.process.sizes import fitted, largest
from seedtrain.process.stream import LIQUID, Equipment, Outcome, Stream, elapsed, passed, poured
from seedtrain.results.indicator import Draws

_ROUNDING = 1e-9
_CM3_PER_L = 1000.0


@dataclass(frozen=True, slots=True)
class _Column:
    """Resin in all columns [L], how many stand side by side, their diameter [cm]; cycles of a batch."""

    volume_L: float
    count: float
    diameter_cm: float
    cycles: Draws


def _column(frame: Frame, stream: Stream) -> _Column:
    load_per_litre = frame("binding_capacity") * frame("capacity_use")
    height_cm = frame.base("bed_height") * 100.0
    if frame.has("column_volume"):
        volume, count = frame.base("column_volume"), 1.0
        diameter = math.sqrt(4.0 * volume * _CM3_PER_L / (math.pi * height_cm))
    else:
        wanted = float(stream.mass_g[0]) / (float(load_per_litre[0]) * frame.base("planned_cycles"))
        area_cm2 = wanted * _CM3_PER_L / height_cm
        widest = math.pi / 4.0 * largest("column-diameter") ** 2
        count = max(1.0, math.ceil(area_cm2 / widest - _ROUNDING))
        diameter, _ = fitted("column-diameter", math.sqrt(4.0 * area_cm2 / (math.pi * count)))
        volume = count * math.pi / 4.0 * diameter**2 * height_cm / _CM3_PER_L
    cycles = np.maximum(1.0, np.ceil(stream.mass_g / (volume * load_per_litre) - _ROUNDING))
    return _Column(volume, count, diameter, cycles)


def _operations(frame: Frame, stream: Stream, column: _Column, elution: Draws) -> dict[str, Draws]:
    """Hours of equilibration, loading, elution (or chase) and all other buffers, over the cycles."""
    flow = frame("velocity") * column.volume_L / (frame("bed_height") * 100.0)
    a_volume = column.cycles * column.volume_L / flow
    buffers = frame("buffer_volumes")
    first = np.minimum(frame("equilibration_volumes"), buffers)
    eluted = np.minimum(elution, buffers - first)
    return {
        "equilibration": first * a_volume,
        "loading": stream.volume_L / flow,
        "elution": eluted * a_volume,
        "washing-cleaning": (buffers - first - eluted) * a_volume,
    }


def _passed_column(
    frame: Frame, stream: Stream, pool_L: Draws, column: _Column, operations: dict[str, Draws]
) -> Outcome:
    buffer = frame("buffer_volumes") * column.volume_L * column.cycles
    solvent = frame("solvent_fraction") * buffer if frame.has("solvent_fraction") else frame.zeros
    kept = frame("step_yield")
    uses = {
        "buffer_L": buffer - solvent,
        "wfi_L": buffer - solvent,
        f"resin_{frame.step.medium}_L": column.volume_L * column.cycles / frame("resin_cycles"),
    }
    return Outcome(
        out=Stream(pool_L, {stream.target: stream.mass_g * kept}, stream.target, stream.items),
        balances={
            stream.target: passed(stream.mass_g, kept),
            LIQUID: poured(stream.volume_L, buffer, pool_L, stream.volume_L + buffer - pool_L),
        },
        processing_h=elapsed(operations),
        operations=operations,
        step_yield=kept,
        pool_L=pool_L,
        uses={**uses, "solvent_L": solvent} if frame.has("solvent_fraction") else uses,
        equipment=(
            Equipment("resin", column.volume_L / column.count, "L", column.count),
            Equipment("column-diameter", column.diameter_cm, "cm", column.count, is_stepped=True),
            Equipment("cycles", float(column.cycles[0]), "1", is_stepped=True),
        ),
    )


def bind_elute(frame: Frame, stream: Stream) -> Outcome:
    """Column that binds the product and gives it back in ``pool_volumes`` a cycle.

    Parameters: ``binding_capacity`` [g/L], ``capacity_use``, ``planned_cycles`` (or ``column_volume`` [L]),
    ``bed_height`` [m], ``velocity`` [cm/h], ``buffer_volumes`` with ``equilibration_volumes`` and
    ``elution_volumes`` of them, ``pool_volumes`` [column volumes a cycle], ``resin_cycles``, ``step_yield``;
    reversed phase: ``solvent_fraction`` of the buffers.
    """
    column = _column(frame, stream)
    operations = _operations(frame, stream, column, frame("elution_volumes"))
    pool = frame("pool_volumes") * column.volume_L * column.cycles
    return _passed_column(frame, stream, pool, column, operations)


def flow_through(frame: Frame, stream: Stream) -> Outcome:
    """Column that binds impurities; the load passes, followed by a chase of ``pool_volumes`` a cycle.

    Parameters as :func:`bind_elute`; ``binding_capacity`` is product loaded per litre of resin [g/L].
    """
    column = _column(frame, stream)
    operations = _operations(frame, stream, column, frame("pool_volumes"))
    pool = stream.volume_L + frame("pool_volumes") * column.volume_L * column.cycles
    return _passed_column(frame, stream, pool, column, operations)
