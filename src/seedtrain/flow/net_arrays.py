"""Networks as the arrays of the general list scheduler."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.closed import closures_of
from seedtrain.flow.difference import differences, exclusive
from seedtrain.flow.network import Network, Operation, Resource

if TYPE_CHECKING:
    from seedtrain.flow.kernels.net import Net, Taken

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_KIND = {"unit": 0, "pool": 1, "room": 2}


def net_of(network: Network) -> "tuple[Net, Taken]":
    """Return ``network`` as arrays, and the empty state of a scheduler."""
    from seedtrain.flow.kernels.net import Net

    maker = _Arrays(network)
    op_i, mode_i, need_i, need_f, stock_rows = maker.operations()
    levels, idle, setups, res_i = maker.resources(need_i)
    calendars, shut = maker.calendars()
    lags = list(differences(network))
    lag_in, lag_in_i, lag_in_f = _csr(
        len(op_i), [(d.later, (d.earlier, d.earlier_end, d.later_end), d.lag_h) for d in lags]
    )
    lag_out, lag_out_i, lag_out_f = _csr(
        len(op_i), [(d.earlier, (d.later, d.later_end, d.earlier_end), d.lag_h) for d in lags]
    )
    apart, apart_i, _ = _csr(
        len(op_i), [row for a, b in exclusive(network) for row in ((a, (b,), 0.0), (b, (a,), 0.0))]
    )
    ends = {(until, k) for k, until in maker.holds}
    held, held_i, _ = _csr(len(op_i), [(until, (k,), 0.0) for until, k in sorted(ends)])
    releases, latest = zip(*(maker.limits(operation) for operation in network.operations), strict=True)
    net = Net(
        op_i=op_i,
        op_release=np.array(releases, dtype=np.float64),
        op_latest=np.array(latest, dtype=np.float64).reshape(-1, 2),
        mode_i=mode_i,
        mode_f=np.array([m.duration_h for o in network.operations for m in o.modes], dtype=np.float64),
        need_i=need_i,
        need_f=need_f,
        res_i=res_i,
        res_free=np.array([each.free_h for each in network.resources], dtype=np.float64),
        level=levels,
        idle=idle,
        setup=setups,
        calendar=calendars,
        shut=shut,
        lag_in=lag_in,
        lag_in_i=lag_in_i,
        lag_in_f=lag_in_f,
        lag_out=lag_out,
        lag_out_i=lag_out_i,
        lag_out_f=lag_out_f,
        apart=apart,
        apart_i=apart_i[:, 0].copy(),
        held=held,
        held_i=held_i[:, 0].copy(),
        stock_i=np.array([row[0] for row in stock_rows], dtype=np.int64),
        stock_f=np.array([row[1] for row in stock_rows], dtype=np.float64),
        stock_base=maker.stock_base(stock_rows),
        stock_capacity=np.array([each.capacity for each in network.stocks], dtype=np.float64),
        job_f=_table([(job.release_h, job.due_h, job.weight) for job in network.jobs], 3),
    )
    return net, maker.empty(net)


def _table(rows: Sequence[Sequence[float]], width: int) -> Floats:
    return np.array(rows, dtype=np.float64).reshape(-1, width)


def _ints(rows: Sequence[Sequence[int]], width: int) -> Ints:
    return np.array(rows, dtype=np.int64).reshape(-1, width)


def _csr(
    count: int, rows: list[tuple[int, tuple[int, ...], float]]
) -> tuple[
    Ints,
    Ints,
    Floats,
]:
    """Rows (key, whole numbers, a float) by key, in compressed form."""
    rows = sorted(rows, key=lambda row: row[0])
    counts = (
        np.bincount([row[0] for row in rows], minlength=count) if rows else np.zeros(count, dtype=np.int64)
    )
    first = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    width = len(rows[0][1]) if rows else 3
    return first, _ints([row[1] for row in rows], width), np.array([row[2] for row in rows], dtype=np.float64)


class _Arrays:
    """Makes the arrays of one network."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.resource = {each.name: at for at, each in enumerate(network.resources)}
        self.job = {each.name: at for at, each in enumerate(network.jobs)} | {"": -1}
        kinds = {operation.kind for operation in network.operations}
        kinds |= {each.last_class for each in network.resources}
        kinds |= {n.kind for operation in network.operations for m in operation.modes for n in m.needs}
        self.kind = {kind: at for at, kind in enumerate(sorted(kinds))}
        self.stock = {each.name: at for at, each in enumerate(network.stocks)}
        self.next = {network.place[one]: network.place[other] for one, other in network.consecutive}
        self.holds: list[tuple[int, int]] = []
        self.closed: dict[tuple[tuple[float, float], ...], int] = {(): 0}

    def limits(self, operation: Operation) -> tuple[float, tuple[float, float]]:
        """Earliest start; latest start and latest end. [h]"""
        job = self.network.job.get(operation.job)
        release = max(operation.earliest_start_h, job.release_h if job else 0.0)
        closes = min(operation.latest_end_h, job.deadline_h if job else np.inf)
        return release, (operation.latest_start_h, closes)

    def operations(self) -> tuple[Ints, Ints, Ints, Floats, list[tuple[int, float]]]:
        """Rows of operations, modes, needs (twice) and movements of stocks."""
        op_rows: list[tuple[int, ...]] = []
        mode_rows: list[tuple[int, ...]] = []
        need_i: list[tuple[int, ...]] = []
        need_f: list[tuple[float, ...]] = []
        stocks: list[tuple[int, float]] = []
        for k, operation in enumerate(self.network.operations):
            first_mode = len(mode_rows)
            for mode in operation.modes:
                first, moved = len(need_i), len(stocks)
                for need in mode.needs:
                    until, at_end = -1, need.until_end
                    if need.until:
                        until = self.network.place[need.until]
                    elif k in self.next and self.network.resource[need.resource].kind == "unit":
                        until, at_end = self.next[k], False
                    if until >= 0:
                        self.holds.append((k, until))
                    kind = self.kind[need.kind or operation.kind]
                    need_i.append((self.resource[need.resource], until, at_end, kind))
                    need_f.append((need.quantity, need.then_h, 0.0))
                stocks += [(self.stock[name], -amount) for name, amount in mode.takes if amount]
                stocks += [(self.stock[name], amount) for name, amount in mode.gives if amount]
                closed = self.closed.setdefault(closures_of(self.network, mode), len(self.closed))
                mode_rows.append((first, len(need_i), closed, moved, len(stocks)))
            op_rows.append(
                (
                    first_mode,
                    len(mode_rows),
                    self.kind[operation.kind],
                    self.job[operation.job],
                    operation.can_pause,
                    operation.can_stretch,
                    operation.counts,
                )
            )
        return _ints(op_rows, 7), _ints(mode_rows, 5), _ints(need_i, 4), _table(need_f, 3), stocks

    def resources(self, need_i: Ints) -> tuple[Floats, Floats, Floats, Ints]:
        """Levels, idle limits, matrices of changeovers, and rows of resources."""
        levels: list[tuple[float, float]] = []
        idle: list[tuple[float, float]] = []
        matrices: list[Floats] = []
        rows: list[tuple[int, ...]] = []
        used = np.bincount(need_i[:, 0], minlength=len(self.network.resources))
        base = 0
        for r, resource in enumerate(self.network.resources):
            first, idle_first = len(levels), len(idle)
            levels += resource.steps()
            idle += list(resource.idle_setups)
            matrix = self.matrix(resource)
            if matrix is not None:
                matrices.append(matrix)
            rows.append(
                (
                    _KIND[resource.kind],
                    base,
                    len(matrices) - 1 if matrix is not None else -1,
                    first,
                    len(levels),
                    idle_first,
                    len(idle),
                    self.kind[resource.last_class] if resource.last_class else -1,
                )
            )
            base += 2 * int(used[r]) + 2
        count = len(self.kind)
        stacked = np.stack(matrices) if matrices else np.zeros((0, count, count))
        return _table(levels, 2), _table(idle, 2), stacked, _ints(rows, 8)

    def matrix(self, resource: Resource) -> Floats | None:
        """Changeovers by class; None where there are none."""
        if not resource.changeover_h:
            return None
        found = np.zeros((len(self.kind), len(self.kind)))
        for (one, other), hours in resource.changeover_h.items():
            if one in self.kind and other in self.kind:
                found[self.kind[one], self.kind[other]] = hours
        return found

    def calendars(self) -> tuple[Ints, Floats]:
        """Rows of calendars, and the closures in them."""
        rows: list[tuple[int, ...]] = []
        shut: list[tuple[float, ...]] = []
        for spans in self.closed:
            rows.append((len(shut), len(shut) + len(spans)))
            shut += list(spans)
        return _ints(rows, 2), _table(shut, 2)

    def stock_base(self, rows: list[tuple[int, float]]) -> Ints:
        """Where the movements of each stock stand."""
        counts = [len(each.lots) for each in self.network.stocks]
        for stock, _ in rows:
            counts[stock] += 1
        return np.concatenate(([0], np.cumsum(counts))).astype(np.int64)

    def empty(self, net: "Net") -> "Taken":
        """The state of a scheduler with nothing in it, lots at hand apart."""
        from seedtrain.flow.kernels.net import Taken

        count, needs = len(net.op_i), len(net.need_i)
        rows = 2 * needs + 2 * len(net.res_i)
        move = np.zeros((int(net.stock_base[-1]) + 1, 4))
        for at, stock in enumerate(self.network.stocks):
            for place, lot in enumerate(sorted(stock.lots, key=lambda lot: lot.from_h)):
                move[net.stock_base[at] + place, 2:] = lot.amount, max(0.0, lot.from_h)
        return Taken(
            start=np.zeros(count),
            end=np.zeros(count),
            mode=np.full(count, -1, dtype=np.int64),
            least_start=np.zeros(count),
            least_end=np.zeros(count),
            till=np.zeros(needs),
            hold=np.zeros(needs),
            place=np.zeros(count, dtype=np.int64),
            span=np.zeros((rows, 2)),
            what=np.zeros((rows, 2), dtype=np.int64),
            booked=np.zeros(len(net.res_i), dtype=np.int64),
            move=move,
            moved=np.zeros(len(self.network.stocks), dtype=np.int64),
        )
