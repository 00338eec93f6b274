"""The general list scheduler: operations in a given order, each at its earliest, with what it can't keep
undone.

An operation is placed at the first time at which all its needs have room, in the mode that ends first (or
the one
asked for). Where a limit on a lag to an operation placed before is missed, or a hold turns out longer than
there is
room for, that operation is raised (or the hold made longer), everything placed since is undone, and
placing goes
on from there: serial schedule generation with unscheduling (B. Franck, K. Neumann, C. Schwindt 2001,
"Truncated
branch-and-bound, schedule-construction, and schedule-improvement procedures for resource-constrained project
scheduling", OR Spektrum 23:297-324).
"""

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.jit import plain
from seedtrain.flow.kernels.net import (
    CLOSE,
    POOL,
    ROOM,
    Net,
    Taken,
    book,
    cancel,
    pool_fit,
    room_fit,
    unit_fit,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@plain
def _processed(net: Net, calendar: int, start: float, hours: float, pauses: bool) -> float:
    """When processing that begins at ``start`` is over; -inf where it may not begin then."""
    end = start + hours
    low, last = net.calendar[calendar, 0], net.calendar[calendar, 1]
    high = last
    while low < high:
        middle = (low + high) >> 1
        if net.shut[middle, 1] > start + CLOSE:
            high = middle
        else:
            low = middle + 1
    for row in range(low, last):
        opens, closes = net.shut[row, 0], net.shut[row, 1]
        if opens <= start + CLOSE:
            return float(-closes - 1.0)
        if opens >= end - CLOSE:
            break
        if not pauses:
            return float(-closes - 1.0)
        end += closes - opens
    return float(end)


@plain
def _stock_fit(net: Net, taken: Taken, m: int, start: float, end: float) -> float:
    """How much later mode ``m`` must start for what it takes to be there, and what it gives to have room."""
    later = 0.0
    for row in range(net.mode_i[m, 3], net.mode_i[m, 4]):
        s, amount = net.stock_i[row], net.stock_f[row]
        base, level = net.stock_base[s], 0.0
        time = start if amount < 0.0 else end
        if taken.moved[s] == 0 and amount < 0.0:
            return np.inf
        for at in range(base, base + taken.moved[s]):
            level += taken.move[at, 1]
            then = taken.move[at + 1, 0] if at + 1 < base + taken.moved[s] else np.inf
            if then <= time + CLOSE:
                continue
            if at == base and amount < 0.0 and taken.move[at, 0] > time + CLOSE:
                time = taken.move[at, 0]
            if level + amount < -CLOSE or level + amount > net.stock_capacity[s] + CLOSE:
                time = then
        later = max(later, time - (start if amount < 0.0 else end))
    return float(later)


@plain
def _find(net: Net, taken: Taken, k: int, m: int, time: float) -> tuple[float, float]:
    """First start from ``time`` on, and end, at which operation ``k`` can run in mode ``m``; inf for
    never."""
    pauses, stretches = net.op_i[k, 4] == 1, net.op_i[k, 5] == 1
    while time < np.inf:
        end = _processed(net, net.mode_i[m, 2], time, net.mode_f[m], pauses)
        if end < 0.0:
            time = -end - 1.0
            continue
        if stretches:
            end = max(end, taken.least_end[k])
        found = time
        for row in range(net.apart[k], net.apart[k + 1]):
            other = net.apart_i[row]
            if (
                taken.mode[other] >= 0
                and taken.start[other] < end - CLOSE
                and taken.end[other] > time + CLOSE
            ):
                found = max(found, taken.end[other])
        for n in range(net.mode_i[m, 0], net.mode_i[m, 1]):
            r, kind = net.need_i[n, 0], net.need_i[n, 3]
            length = max(end - time, taken.hold[n]) + net.need_f[n, 1]
            if net.res_i[r, 0] == POOL:
                found = max(found, pool_fit(net, taken, r, net.need_f[n, 0], time, length))
            elif net.res_i[r, 0] == ROOM:
                found = max(found, room_fit(net, taken, r, kind, time, length))
            else:
                found = max(found, unit_fit(net, taken, r, kind, time, length))
        found = max(found, time + _stock_fit(net, taken, m, time, end))
        if found <= time + CLOSE:
            return time, end
        time = found
    return np.inf, np.inf


@plain
def _move_stock(net: Net, taken: Taken, k: int, sign: int) -> None:
    """Enter what operation ``k`` takes and gives into the stocks, or (``sign`` -1) take it out again."""
    m = taken.mode[k]
    for row in range(net.mode_i[m, 3], net.mode_i[m, 4]):
        s, amount = net.stock_i[row], net.stock_f[row]
        time = taken.start[k] if amount < 0.0 else taken.end[k]
        base = net.stock_base[s]
        last = base + taken.moved[s]
        at = base
        if sign > 0:
            while at < last and taken.move[at, 0] <= time:
                at += 1
            for to in range(last, at, -1):
                taken.move[to, 0], taken.move[to, 1] = taken.move[to - 1, 0], taken.move[to - 1, 1]
            taken.move[at, 0], taken.move[at, 1] = time, amount
        else:
            while taken.move[at, 0] != time or taken.move[at, 1] != amount:
                at += 1
            for to in range(at, last - 1):
                taken.move[to, 0], taken.move[to, 1] = taken.move[to + 1, 0], taken.move[to + 1, 1]
        taken.moved[s] += sign


@plain
def _undo(net: Net, taken: Taken, k: int) -> None:
    """Take operation ``k`` out again."""
    m = taken.mode[k]
    for n in range(net.mode_i[m, 0], net.mode_i[m, 1]):
        cancel(net, taken, n, taken.start[k])
    _move_stock(net, taken, k, -1)
    taken.mode[k] = -1


@plain
def _choose(net: Net, taken: Taken, k: int, asked: int) -> bool:
    """Place operation ``k`` in the mode asked for, or in the one that ends first; False: it fits nowhere."""
    least = max(taken.least_start[k], net.op_release[k])
    ends_by = taken.least_end[k]
    for row in range(net.lag_in[k], net.lag_in[k + 1]):
        other = net.lag_in_i[row, 0]
        if taken.mode[other] < 0:
            continue
        time = (taken.end[other] if net.lag_in_i[row, 1] == 1 else taken.start[other]) + net.lag_in_f[row]
        if net.lag_in_i[row, 2] == 1:
            ends_by = max(ends_by, time)
        else:
            least = max(least, time)
    taken.least_end[k] = ends_by
    best, best_end, chosen = np.inf, np.inf, -1
    for m in range(net.op_i[k, 0], net.op_i[k, 1]):
        if asked >= 0 and m != net.op_i[k, 0] + asked:
            continue
        first = least if net.op_i[k, 5] == 1 else max(least, ends_by - net.mode_f[m])
        start, end = _find(net, taken, k, m, first)
        if end < best_end - CLOSE or (end < best_end + CLOSE and start > best + CLOSE):
            best, best_end, chosen = start, end, m
    if chosen < 0 or best_end == np.inf:
        return False
    taken.start[k], taken.end[k], taken.mode[k] = best, best_end, chosen
    for n in range(net.mode_i[chosen, 0], net.mode_i[chosen, 1]):
        until = best + max(best_end - best, taken.hold[n]) + net.need_f[n, 1]
        book(net, taken, n, net.need_i[n, 3], best, until)
    _move_stock(net, taken, k, 1)
    return True


@plain
def _missed(net: Net, taken: Taken, k: int) -> int:
    """An operation placed before that can't stand with ``k``, its limits raised; -1 when there is none."""
    back = -1
    for row in range(net.lag_out[k], net.lag_out[k + 1]):
        other = net.lag_out_i[row, 0]
        if taken.mode[other] < 0:
            continue
        time = (taken.end[k] if net.lag_out_i[row, 2] == 1 else taken.start[k]) + net.lag_out_f[row]
        has = taken.end[other] if net.lag_out_i[row, 1] == 1 else taken.start[other]
        if has < time - CLOSE:
            if net.lag_out_i[row, 1] == 1 and net.op_i[other, 5] == 1:
                taken.least_end[other] = max(taken.least_end[other], time)
            else:
                taken.least_start[other] = taken.start[other] + (time - has)
            if back < 0 or taken.place[other] < taken.place[back]:
                back = other
    return back


@plain
def _settle(net: Net, taken: Taken, h: int, n: int) -> bool:
    """Bring the hold of need ``n`` of operation ``h`` to its true end; False: there is no room for it."""
    until_op, kind, r = net.need_i[n, 1], net.need_i[n, 3], net.need_i[n, 0]
    time = taken.end[until_op] if net.need_i[n, 2] == 1 else taken.start[until_op]
    start = taken.start[h]
    length = max(taken.end[h], time) - start
    until = start + length + net.need_f[n, 1]
    if abs(until - taken.till[n]) <= CLOSE:
        return True
    cancel(net, taken, n, start)
    if net.res_i[r, 0] == POOL:
        fits = pool_fit(net, taken, r, net.need_f[n, 0], start, until - start)
    elif net.res_i[r, 0] == ROOM:
        fits = room_fit(net, taken, r, kind, start, until - start)
    else:
        fits = unit_fit(net, taken, r, kind, start, until - start)
    if fits > start + CLOSE:
        taken.hold[n] = length
        book(net, taken, n, kind, start, taken.till[n])
        return False
    book(net, taken, n, kind, start, until)
    return True


@plain
def _held(net: Net, taken: Taken, k: int) -> int:
    """Settle the holds that ``k`` ends, and its own that others have ended; one without room, else -1."""
    back, m = -1, taken.mode[k]
    for n in range(net.mode_i[m, 0], net.mode_i[m, 1]):
        until = net.need_i[n, 1]
        if until >= 0 and taken.mode[until] >= 0 and not _settle(net, taken, k, n):
            back = k
    for row in range(net.held[k], net.held[k + 1]):
        h = net.held_i[row]
        if taken.mode[h] < 0 or h == k:
            continue
        for n in range(net.mode_i[taken.mode[h], 0], net.mode_i[taken.mode[h], 1]):
            if net.need_i[n, 1] != k or _settle(net, taken, h, n):
                continue
            if back < 0 or taken.place[h] < taken.place[back]:
                back = h
    return back


@plain
def reset(net: Net, taken: Taken, order: Ints) -> None:
    """Take everything out, and give each operation its place in ``order``."""
    for at in range(order.size):
        k = order[at]
        taken.place[k] = at
        taken.mode[k] = -1
        taken.least_start[k] = 0.0
        taken.least_end[k] = 0.0
    for n in range(taken.hold.size):
        taken.hold[n] = net.need_f[n, 2]
    for r in range(taken.booked.size):
        taken.booked[r] = 0
    for s in range(taken.moved.size):
        taken.moved[s] = 0
        for row in range(net.stock_base[s], net.stock_base[s + 1]):
            if taken.move[row, 2] > 0.0:
                taken.move[row, 0], taken.move[row, 1] = taken.move[row, 3], taken.move[row, 2]
                taken.moved[s] += 1
            else:
                break


@plain
def general_schedule(net: Net, taken: Taken, order: Ints, asked: Ints, most: int) -> int:
    """Place the operations in ``order``, each in the mode ``asked`` (-1: any).

    ``most`` goings back. Returns the first operation that finds no place, -1 when all have one.
    """
    reset(net, taken, order)
    at, backs = 0, 0
    while at < order.size:
        k = order[at]
        if not _choose(net, taken, k, asked[k]):
            return int(k)
        back = _missed(net, taken, k)
        if back < 0:
            back = _held(net, taken, k)
        if back < 0:
            at += 1
            continue
        backs += 1
        if backs > most:
            return int(back)
        to = taken.place[back]
        while at >= to:
            _undo(net, taken, order[at])
            if at > to:
                taken.least_start[order[at]] = 0.0
                taken.least_end[order[at]] = 0.0
            at -= 1
        at = to
    return -1
