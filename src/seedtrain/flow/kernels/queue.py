"""Queues of pools: jobs, and units that want cleaning (those by their number turned below zero)."""

from seedtrain.flow.kernels.jit import leaf
from seedtrain.flow.kernels.plant import Plant, State


@leaf
def join(plant: Plant, state: State, p: int, job: int, now: float) -> None:
    """Join the queue of a pool, behind those who go first by key, arrival and rank."""
    at = state.pools[p].tail
    state.pools[p].tail = at + 1
    while at > state.pools[p].head:
        other = state.queue[at - 1]
        if other < 0 or plant.key[other] < plant.key[job]:
            break
        if plant.key[other] == plant.key[job] and (
            state.jobs[other].ready < now
            or (state.jobs[other].ready == now and plant.rank[other] < plant.rank[job])
        ):
            break
        state.queue[at] = other
        at -= 1
    state.queue[at] = job


@leaf
def next_of(plant: Plant, state: State, p: int, unit: int) -> int:
    """Remove from the queue whom ``unit`` serves next (-1 for a share: the first)."""
    at = state.pools[p].head
    if plant.is_campaign and unit >= 0:
        for place in range(state.pools[p].head, state.pools[p].tail):
            if state.queue[place] >= 0 and plant.family[state.queue[place]] == state.units[unit].fam:
                at = place
                break
    who = state.queue[at]
    while at > state.pools[p].head:
        state.queue[at] = state.queue[at - 1]
        at -= 1
    state.pools[p].head += 1
    return int(who)


@leaf
def ask(state: State, p: int, unit: int, now: float, tag: int) -> None:
    """Let a dirty unit join the queue of a shared pool: by time, then ``tag`` (rank, operation)."""
    at = state.pools[p].tail
    state.pools[p].tail = at + 1
    while at > state.pools[p].head:
        other = ~state.queue[at - 1]
        if other < 0 or state.units[other].asked < now or state.units[other].asker < tag:
            break
        state.queue[at] = ~other
        at -= 1
    state.queue[at] = ~unit
    state.units[unit].asked = now
    state.units[unit].asker = tag
