"""Place a network: a first placement in milliseconds, improved by local search over orders and modes."""

import heapq
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from seedtrain.errors import InputError, finding
from seedtrain.flow.difference import differences
from seedtrain.flow.mode_groups import ModeGroup, mode_groups
from seedtrain.flow.net_arrays import net_of
from seedtrain.flow.network import MEASURES, Network
from seedtrain.flow.placement import Placement

Ints = NDArray[np.int64]

KNOWN = MEASURES.index("change_h")
"""Measures that the local search knows."""
BACKS = 20
"""Goings back for each operation before an order is given up."""


def unsupported(network: Network) -> list[str]:
    """Return the rules of ``network`` that the list scheduler does not keep."""
    found = [f"no idle time on {each.name}" for each in network.resources if each.no_idle]
    found += [f"{each.name}: cleaning again" for each in network.operations if each.renews]
    if network.same_order:
        found.append("the same order on two units")
    for stock in network.stocks:
        if np.isfinite(stock.shelf_life_h) or any(np.isfinite(lot.expires_h) for lot in stock.lots):
            found.append(f"expiry of {stock.name}")
    return found


def place_network(network: Network, *, trials: int = 0, seed: int = 1) -> Placement | None:
    """Return the best placement of ``trials`` moves from the order of due times; None where none was found.

    What may be left out is, unless a choice asks for it. Limits on time are sought but not promised, and
    consecutive operations are kept together by holding their unit: judge the result. The same seed gives the
    same placement. Raises :class:`InputError` (SCH-017) on rules that the list scheduler does not keep.
    """
    missing = unsupported(network)
    if missing:
        raise InputError([finding("SCH-017", value=each) for each in missing], "not for the list scheduler")
    from seedtrain.flow.kernels.general import general_schedule
    from seedtrain.flow.kernels.general_search import general_search

    present = _present(network)
    order = np.array(_order(network, present), dtype=np.int64)
    groups = mode_groups(network, present, seed)
    if any(not group.rows for group in groups) or not order.size:
        return None
    net, taken = net_of(network)
    asked, tables = _asked(len(network.operations), groups)
    most = BACKS * order.size + 200
    weights = np.array([network.objective.get(name, 0.0) for name in MEASURES[:KNOWN]], dtype=np.float64)
    state = np.full(1, seed, dtype=np.uint64)
    scratch = np.empty_like(order), np.empty_like(asked), np.empty(len(network.jobs))
    reached = general_search(net, taken, order, asked, scratch, tables, weights, state, trials, most)
    if reached == np.inf or general_schedule(net, taken, order, asked, most) >= 0:
        return None
    first = net.op_i[:, 0]
    is_in = taken.mode >= 0
    return Placement(
        mode=np.where(is_in, taken.mode - first, -1),
        start_h=np.where(is_in, taken.start, np.nan),
        end_h=np.where(is_in, taken.end, np.nan),
    )


def _present(network: Network) -> set[int]:
    """Operations that take place: those that must, and the first of each choice that asks for some."""
    present = {at for at, operation in enumerate(network.operations) if not operation.is_optional}
    for _ in network.choices:
        for choice in network.choices:
            places = [network.place[name] for name in choice.operations]
            inside = [at for at in places if at in present]
            if choice.condition and network.place[choice.condition] not in present:
                continue
            if choice.kind == "all_or_none" and inside:
                present |= set(places)
            elif choice.kind != "all_or_none" and not inside:
                present.add(places[0])
    return present


def _order(network: Network, present: set[int]) -> list[int]:
    """Operations job by job, by due time, each after those it waits for.

    First of all what stands at a time, and what belongs to no job and has a latest time (media fills).
    """
    jobs = {job.name: (job.due_h, job.release_h, at) for at, job in enumerate(network.jobs)}
    jobs[""] = (np.inf, 0.0, len(network.jobs))
    of = [jobs[operation.job][2] for operation in network.operations]
    keys = {rank: (due, release, rank) for due, release, rank in jobs.values()}
    fixed = len(network.jobs) + 1
    keys[fixed] = (-np.inf, 0.0, fixed)
    for at, operation in enumerate(network.operations):
        stands = operation.earliest_start_h == operation.latest_start_h
        latest = min(operation.latest_start_h, operation.latest_end_h)
        if stands or (not operation.job and np.isfinite(latest)):
            of[at] = fixed
    inside: list[tuple[int, int]] = []
    across: list[tuple[int, int]] = []
    for each in differences(network):
        waits = each.earlier_end and not each.later_end and each.lag_h >= 0.0
        waits = waits or (not each.earlier_end and not each.later_end and each.lag_h > 0.0)
        if waits and each.earlier in present and each.later in present:
            if of[each.earlier] == of[each.later]:
                inside.append((each.earlier, each.later))
            else:
                across.append((of[each.earlier], of[each.later]))
    members: dict[int, list[int]] = {rank: [] for rank in keys}
    for at in sorted(present):
        members[of[at]].append(at)
    arcs: dict[int, list[tuple[int, int]]] = {rank: [] for rank in keys}
    for pair in inside:
        arcs[of[pair[0]]].append(pair)
    ranks = _sorted([rank for rank in keys if members[rank]], across, keys)
    places = {at: (float(at),) for at in present}
    return [at for rank in ranks for at in _sorted(members[rank], arcs[rank], places)]


def _sorted(
    nodes: Sequence[int], arcs: Sequence[tuple[int, int]], keys: Mapping[int, tuple[float, ...]]
) -> list[int]:
    """``nodes`` by key, each after those it waits for; where they wait in a circle the smallest key goes
    on."""
    waits = dict.fromkeys(nodes, 0)
    then: dict[int, list[int]] = {node: [] for node in nodes}
    for one, other in set(arcs):
        if one in waits and other in waits and one != other:
            then[one].append(other)
            waits[other] += 1
    ready = [(keys[node], node) for node in nodes if waits[node] == 0]
    heapq.heapify(ready)
    left, found = set(nodes), list[int]()
    while left:
        node = heapq.heappop(ready)[1] if ready else min(left, key=lambda each: (keys[each], each))
        if node not in left:
            continue
        left.remove(node)
        found.append(node)
        for other in then[node]:
            waits[other] -= 1
            if waits[other] == 0 and other in left:
                heapq.heappush(ready, (keys[other], other))
    return found


def _asked(count: int, groups: list[ModeGroup]) -> tuple[Ints, tuple[Ints, Ints, Ints]]:
    """The modes asked for at first (-1: any), and the groups as arrays: first member, size, first row,
    rows."""
    asked = np.full(count, -1, dtype=np.int64)
    table, members, rows = [], list[int](), list[int]()
    for group in groups:
        table.append((len(members), len(group.members), len(rows), len(group.rows)))
        members += group.members
        rows += [mode for row in group.rows for mode in row]
        asked[list(group.members)] = group.rows[0]
    shaped = np.array(table, dtype=np.int64).reshape(-1, 4)
    return asked, (shaped, np.array(members, dtype=np.int64), np.array(rows, dtype=np.int64))
