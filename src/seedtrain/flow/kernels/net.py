"""What the general list scheduler works on: a network as arrays, and what the operations placed so far take.

Rows, by column (``I`` whole numbers, ``F`` hours or amounts):

.. code-block:: text

    op_i     mode_first, mode_last, class, job, can_pause, can_stretch, counts, is_present
    mode_i   need_first, need_last, calendar, stock_first, stock_last
    need_i   resource, operation that ends the hold (-1), whether its end does, class
    need_f   quantity, turnaround, least length of the hold
    res_i    kind (0 unit, 1 pool, 2 room), first booking, matrix of changeovers (-1), level_first,
    level_last,
             idle_first, idle_last, last class (-1)
    lag_i    other operation, whether its end counts, whether the own end counts; by operation lag_in, lag_out
    job_f    release, due, weight

Bookings of a unit or room: from, to; class and need; ascending. Of a pool: breakpoints and load from each on.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.jit import plain

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

UNIT, POOL, ROOM = 0, 1, 2
CLOSE = 1e-9


class Net(NamedTuple):
    """A network as arrays; see the table above."""

    op_i: Ints
    op_release: Floats
    op_latest: Floats
    mode_i: Ints
    mode_f: Floats
    need_i: Ints
    need_f: Floats
    res_i: Ints
    res_free: Floats
    level: Floats
    idle: Floats
    setup: Floats
    calendar: Ints
    shut: Floats
    lag_in: Ints
    lag_in_i: Ints
    lag_in_f: Floats
    lag_out: Ints
    lag_out_i: Ints
    lag_out_f: Floats
    apart: Ints
    apart_i: Ints
    held: Ints
    held_i: Ints
    stock_i: Ints
    stock_f: Floats
    stock_base: Ints
    stock_capacity: Floats
    job_f: Floats


class Taken(NamedTuple):
    """What stands so far; ``till`` the end of each need, ``hold`` the least length learned for it."""

    start: Floats
    end: Floats
    mode: Ints
    least_start: Floats
    least_end: Floats
    till: Floats
    hold: Floats
    place: Ints
    span: Floats
    what: Ints
    booked: Ints
    move: Floats
    moved: Ints


@plain
def setup_of(net: Net, r: int, before: int, after: int) -> float:
    """Hours between two classes on resource ``r``."""
    matrix = net.res_i[r, 2]
    return float(net.setup[matrix, before, after]) if matrix >= 0 and before >= 0 else 0.0


@plain
def idle_until(net: Net, r: int, free: float, time: float) -> float:
    """``time``, or later where the gap since ``free`` is beyond an idle limit and too short for its setup."""
    for row in range(net.res_i[r, 5], net.res_i[r, 6]):
        gap = time - free
        if gap > net.idle[row, 0] + CLOSE and gap < net.idle[row, 1] - CLOSE:
            time = free + net.idle[row, 1]
    return float(time)


@plain
def level_row(net: Net, r: int, time: float) -> int:
    """The row of levels of resource ``r`` that holds at ``time``."""
    low, high = net.res_i[r, 3], net.res_i[r, 4] - 1
    while low < high:
        middle = (low + high + 1) >> 1
        if net.level[middle, 0] <= time + CLOSE:
            low = middle
        else:
            high = middle - 1
    return int(low)


@plain
def open_until(net: Net, r: int, time: float, length: float, quantity: float) -> float:
    """First time from ``time`` on when resource ``r`` has the capacity for ``length``, other uses aside."""
    row, last = level_row(net, r, time), net.res_i[r, 4]
    while row < last and (net.level[row, 0] < time + length - CLOSE or net.level[row, 0] <= time):
        ends = net.level[row + 1, 0] if row + 1 < last else np.inf
        if net.level[row, 1] < quantity - CLOSE and (length > CLOSE or net.level[row, 0] < time):
            time = ends
        row += 1
    return float(time)


@plain
def after_time(taken: Taken, base: int, count: int, time: float) -> int:
    """Place of the first booking that starts after ``time``."""
    low, high = base, base + count
    while low < high:
        middle = (low + high) >> 1
        if taken.span[middle, 0] > time + CLOSE:
            high = middle
        else:
            low = middle + 1
    return low


@plain
def unit_fit(net: Net, taken: Taken, r: int, kind: int, time: float, length: float) -> float:
    """First time from ``time`` on when unit ``r`` has a gap for ``length`` with changeovers on both sides."""
    base, count = net.res_i[r, 1], taken.booked[r]
    at = after_time(taken, base, count, time)
    while True:
        if at > base:
            free, before = taken.span[at - 1, 1], taken.what[at - 1, 0]
        else:
            free, before = net.res_free[r], net.res_i[r, 7]
        begin = max(time, free + setup_of(net, r, before, kind)) if at > base or before >= 0 else time
        if at > base or before >= 0:
            begin = idle_until(net, r, free, begin)
        begin = open_until(net, r, begin, length, 1.0)
        if at == base + count:
            return float(begin)
        then = begin + length + setup_of(net, r, kind, taken.what[at, 0])
        gap_ok = idle_until(net, r, begin + length, taken.span[at, 0]) <= taken.span[at, 0] + CLOSE
        if then <= taken.span[at, 0] + CLOSE and gap_ok:
            return float(begin)
        at += 1


@plain
def pool_fit(net: Net, taken: Taken, r: int, quantity: float, time: float, length: float) -> float:
    """First time from ``time`` on when pool ``r`` has ``quantity`` to spare for ``length``."""
    base, count = net.res_i[r, 1], taken.booked[r]
    last = net.res_i[r, 4]
    moved = True
    while moved:
        moved = False
        time = open_until(net, r, time, length, quantity)
        if time == np.inf:
            return time
        at = max(base, after_time(taken, base, count, time) - 1)
        while at < base + count and taken.span[at, 0] < time + length - CLOSE:
            ends = taken.span[at + 1, 0] if at + 1 < base + count else np.inf
            load = taken.span[at, 1] + quantity
            if ends > time + CLOSE and load > CLOSE:
                for row in range(level_row(net, r, max(taken.span[at, 0], time)), last):
                    until = net.level[row + 1, 0] if row + 1 < last else np.inf
                    low, high = max(taken.span[at, 0], net.level[row, 0]), min(ends, until)
                    if low >= time + length - CLOSE:
                        break
                    if high > time + CLOSE and low < high and load > net.level[row, 1] + CLOSE:
                        time = high
                        moved = True
                        break
            if moved:
                break
            at += 1
    return float(time)


@plain
def room_fit(net: Net, taken: Taken, r: int, kind: int, time: float, length: float) -> float:
    """First time from ``time`` on when room ``r`` holds no other class for ``length``, changed over."""
    base, count = net.res_i[r, 1], taken.booked[r]
    before = net.res_i[r, 7]
    if before >= 0 and before != kind:
        time = max(time, net.res_free[r] + setup_of(net, r, before, kind))
    moved = True
    while moved:
        moved = False
        time = open_until(net, r, time, length, 1.0)
        for at in range(base, base + count):
            other = taken.what[at, 0]
            if other == kind:
                continue
            free = taken.span[at, 1] + setup_of(net, r, other, kind)
            then = time + length + setup_of(net, r, kind, other)
            if free > time + CLOSE and then > taken.span[at, 0] + CLOSE:
                time = free
                moved = True
    return float(time)


@plain
def insert(taken: Taken, base: int, count: int, at: int) -> None:
    """Make room for a booking in place ``at``."""
    for row in range(base + count, at, -1):
        taken.span[row, 0], taken.span[row, 1] = taken.span[row - 1, 0], taken.span[row - 1, 1]
        taken.what[row, 0], taken.what[row, 1] = taken.what[row - 1, 0], taken.what[row - 1, 1]


@plain
def remove(taken: Taken, base: int, count: int, at: int) -> None:
    """Close the gap of a booking in place ``at``."""
    for row in range(at, base + count - 1):
        taken.span[row, 0], taken.span[row, 1] = taken.span[row + 1, 0], taken.span[row + 1, 1]
        taken.what[row, 0], taken.what[row, 1] = taken.what[row + 1, 0], taken.what[row + 1, 1]


@plain
def load_pool(net: Net, taken: Taken, r: int, begin: float, end: float, quantity: float) -> None:
    """Add ``quantity`` (negative: give it back) to pool ``r`` from ``begin`` to ``end``."""
    base = net.res_i[r, 1]
    if end <= begin + CLOSE:
        return
    for time in (begin, end):
        at = after_time(taken, base, taken.booked[r], time)
        if at == base or taken.span[at - 1, 0] < time - CLOSE:
            load = taken.span[at - 1, 1] if at > base else 0.0
            insert(taken, base, taken.booked[r], at)
            taken.span[at, 0], taken.span[at, 1] = time, load
            taken.booked[r] += 1
    first = after_time(taken, base, taken.booked[r], begin) - 1
    last = after_time(taken, base, taken.booked[r], end) - 1
    for at in range(first, last):
        taken.span[at, 1] += quantity
    for at in (last, first):
        before = taken.span[at - 1, 1] if at > base else 0.0
        if abs(taken.span[at, 1] - before) <= CLOSE:
            remove(taken, base, taken.booked[r], at)
            taken.booked[r] -= 1


@plain
def book(net: Net, taken: Taken, n: int, kind: int, begin: float, end: float) -> None:
    """Take need ``n`` from ``begin`` to ``end``."""
    r = net.need_i[n, 0]
    taken.till[n] = end
    if net.res_i[r, 0] == POOL:
        load_pool(net, taken, r, begin, end, net.need_f[n, 0])
        return
    base = net.res_i[r, 1]
    at = after_time(taken, base, taken.booked[r], begin)
    while at > base and taken.span[at - 1, 0] >= begin - CLOSE and taken.span[at - 1, 1] > end + CLOSE:
        at -= 1
    insert(taken, base, taken.booked[r], at)
    taken.span[at, 0], taken.span[at, 1] = begin, end
    taken.what[at, 0], taken.what[at, 1] = kind, n
    taken.booked[r] += 1


@plain
def cancel(net: Net, taken: Taken, n: int, begin: float) -> None:
    """Give need ``n`` back, which was taken from ``begin`` on."""
    r = net.need_i[n, 0]
    if net.res_i[r, 0] == POOL:
        load_pool(net, taken, r, begin, taken.till[n], -net.need_f[n, 0])
        return
    base = net.res_i[r, 1]
    at = after_time(taken, base, taken.booked[r], begin) - 1
    while at > base and taken.what[at, 1] != n:
        at -= 1
    remove(taken, base, taken.booked[r], at)
    taken.booked[r] -= 1
