"""The compiled twin of ``quantities.streams`` and ``quantities.tables``: the same bits, many draws at a time.

A row holds one number for each of some replications that follow one another (lanes): what is done to a whole
row becomes vector instructions.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.jit import inner, part
from seedtrain.quantities.streams import GOLDEN
from seedtrain.quantities.tables import CELLS, OFFSET, REST_BITS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Words = NDArray[np.uint64]
Record = Any
"""One element of a structured array; its fields are those of the dtype."""
Records = NDArray[Any]

ROW = CELLS + 2
STEP, SHIFT_30, SHIFT_27, SHIFT_31, SHIFT_12 = (np.uint64(x) for x in (GOLDEN, 30, 27, 31, 12))
FIRST, SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
MASK, SCALE = (1 << REST_BITS) - 1, 2.0**-REST_BITS


EXTRA = np.dtype(
    [("odds", "f8"), ("factor", "i8"), ("hours", "f8"), ("table", "i8"), ("chance", "u8"), ("length", "u8")],
    align=True,
)
"""An extra, by the names of :class:`seedtrain.flow.draws.Draws`."""
LOSS = np.dtype(
    [
        ("low", "f8"), ("high", "f8"), ("start", "u8"), ("factor", "i8"), ("recovery", "f8"),
        ("table", "i8"), ("length", "u8"), ("is_within", "?"), ("within", "u8"),
    ],
    align=True,
)  # fmt: skip
"""A loss, likewise."""


class Drawn(NamedTuple):
    """``tables`` one after another; ``extras`` and ``losses`` as records."""

    tables: Floats
    extras: Records
    losses: Records


class Columns(NamedTuple):
    """What is drawn for each operation (O), where one replication is drawn at a time.

    ``base`` duration [h], ``start``, ``table``, ``factor`` as in ``Draws``; ``extra_of`` (E) and ``loss_of``
    (L): the operation of each.
    """

    base: Floats
    start: Words
    table: Ints
    factor: Ints
    extra_of: Ints
    loss_of: Ints


class Rows(NamedTuple):
    """Scratch of the draws, shape (lanes,)."""

    u: Floats


@part
def uniform_at(start: int, number: int) -> float:
    """Draw ``number`` of the stream that begins at ``start``."""
    z = np.uint64(start) + np.uint64(number + 1) * STEP
    z = (z ^ (z >> SHIFT_30)) * FIRST
    z = (z ^ (z >> SHIFT_27)) * SECOND
    z = z ^ (z >> SHIFT_31)
    return (np.float64(np.int64(z >> SHIFT_12)) + 0.5) * 2.0**-52


@inner
def uniform_row(start: int, first: int, lanes: int, u: Floats) -> None:
    """Draw numbers ``first`` on of the stream that begins at ``start`` into ``u``."""
    for lane in range(lanes):
        u[lane] = uniform_at(start, first + lane)


@part
def look_up(tables: Floats, table: int, u: float) -> float:
    """Value of a table at ``u``."""
    above = 1.0 - u
    v = u if u < above else above
    bits = np.float64(v).view(np.int64)
    cell = table * (2 * ROW) + (ROW if u >= 0.5 else 0) + (bits >> REST_BITS) - OFFSET
    low, high = tables[np.uint64(cell)], tables[np.uint64(cell + 1)]
    return float(low + np.float64(bits & MASK) * SCALE * (high - low))


@inner
def look_up_row(tables: Floats, table: int, lanes: int, u: Floats, by: Floats) -> None:
    """Multiply ``by`` with the values of a table at ``u``."""
    for lane in range(lanes):
        by[lane] *= look_up(tables, table, u[lane])


@inner
def draw_hours(
    step: Record, drawn: Drawn, factors: Floats, rows: Rows, first: int, row: int, lanes: int, hours: Floats
) -> None:
    """Durations of operation ``step`` in replications ``first`` on, whose factors begin at ``row``."""
    base = step.base
    for lane in range(lanes):
        hours[lane] = base
    column = step.factor
    if column >= 0:
        for lane in range(lanes):
            hours[lane] *= factors[row + lane, column]
    if step.table >= 0:
        uniform_row(step.start, first, lanes, rows.u)
        look_up_row(drawn.tables, step.table, lanes, rows.u, hours)
    for e in range(step.extra_from, step.extra_to):
        extra = drawn.extras[e]
        column = extra.factor
        uniform_row(extra.chance, first, lanes, rows.u)
        for lane in range(lanes):
            by = factors[row + lane, column] if column >= 0 else 1.0
            if rows.u[lane] < extra.odds * by:
                length = extra.hours
                if extra.table >= 0:
                    length *= look_up(drawn.tables, extra.table, uniform_at(extra.length, first + lane))
                hours[lane] += length


@inner
def draw_losses(
    step: Record, drawn: Drawn, factors: Floats, rows: Rows, first: int, row: int, lanes: int, loss: Ints
) -> None:
    """Losses at operation ``step`` (index, -1 none) of the same replications."""
    for lane in range(lanes):
        loss[lane] = -1
    for e in range(step.loss_to - 1, step.loss_from - 1, -1):
        low, high, column = drawn.losses[e].low, drawn.losses[e].high, drawn.losses[e].factor
        uniform_row(drawn.losses[e].start, first, lanes, rows.u)
        for lane in range(lanes):
            by = factors[row + lane, column] if column >= 0 else 1.0
            loss[lane] = e if low * by <= rows.u[lane] and rows.u[lane] < high * by else loss[lane]


@part
def recovery_of(drawn: Drawn, lost: Record, number: int) -> float:
    """More cleaning after a loss in replication ``number``. [h]"""
    hours = lost.recovery
    if lost.table >= 0:
        hours *= look_up(drawn.tables, lost.table, uniform_at(lost.length, number))
    return float(hours)


@inner
def draw_after(drawn: Drawn, first: int, lanes: int, loss: Ints, hours: Floats, recovery: Floats) -> None:
    """What the losses of replications ``first`` on mean: more cleaning, an operation that breaks off."""
    for lane in range(lanes):
        recovery[lane] = 0.0
        if loss[lane] >= 0:
            lost = drawn.losses[loss[lane]]
            recovery[lane] = recovery_of(drawn, lost, first + lane)
            if lost.is_within:
                hours[lane] *= uniform_at(lost.within, first + lane)


@inner
def draw_one(
    columns: Columns, drawn: Drawn, factors: Floats, number: int, row: int, hours: Floats, loss: Ints
) -> None:
    """Durations and losses (O) of replication ``number``, whose factors are in ``row``."""
    for k in range(hours.size):
        hours[k] = uniform_at(columns.start[k], number)
    for k in range(hours.size):
        time = columns.base[k]
        if columns.factor[k] >= 0:
            time *= factors[row, columns.factor[k]]
        if columns.table[k] >= 0:
            time *= look_up(drawn.tables, columns.table[k], hours[k])
        hours[k] = time
    for e in range(columns.extra_of.size):
        extra = drawn.extras[e]
        by = factors[row, extra.factor] if extra.factor >= 0 else 1.0
        if uniform_at(extra.chance, number) < extra.odds * by:
            length = extra.hours
            if extra.table >= 0:
                length *= look_up(drawn.tables, extra.table, uniform_at(extra.length, number))
            hours[columns.extra_of[e]] += length
    for e in range(columns.loss_of.size):
        loss[columns.loss_of[e]] = -1
    for e in range(columns.loss_of.size - 1, -1, -1):
        column = drawn.losses[e].factor
        by = factors[row, column] if column >= 0 else 1.0
        u = uniform_at(drawn.losses[e].start, number)
        if drawn.losses[e].low * by <= u and u < drawn.losses[e].high * by:
            loss[columns.loss_of[e]] = e


@inner
def draw_after_one(
    columns: Columns, drawn: Drawn, number: int, loss: Ints, hours: Floats, recovery: Floats
) -> None:
    """What the losses (O) of replication ``number`` mean, as :func:`draw_after`."""
    for e in range(columns.loss_of.size):
        k = columns.loss_of[e]
        if loss[k] == e:
            recovery[k] = recovery_of(drawn, drawn.losses[e], number)
            if drawn.losses[e].is_within:
                hours[k] *= uniform_at(drawn.losses[e].within, number)
