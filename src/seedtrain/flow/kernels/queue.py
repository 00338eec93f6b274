"""Queues of pools: jobs, and units that want cleaning (those by their number turned below zero)."""

from seedtrain.flow.kernels.jit import leaf
from seedtrain.flow.kernels.plant import Plant, State


@leaf
def join(plant: Plant, state: State, p: int, job: int, now: float) -> None:
    """Join the queue of a pool, behind those who go first by key, arrival and rank."""
    at = state.tail[p]
    state.tail[p] = at + 1
    while at > state.head[p]:
        other = state.queue[at - 1]
        if other < 0 or plant.key[other] < plant.key[job]:
            break
        if plant.key[other] == plant.key[job] and (
            state.ready[other] < now or (state.ready[other] == now and plant.rank[other] < plant.rank[job])
        ):
            break
        state.queue[at] = other
        at -= 1
    state.queue[at] = job


@leaf
def next_of(plant: Plant, state: State, p: int, unit: int) -> int:
    """Remove from the queue whom ``unit`` serves next (-1 for a share: the first)."""
    at = state.head[p]
    if plant.is_campaign and unit >= 0:
        for place in range(state.head[p], state.tail[p]):
            if state.queue[place] >= 0 and plant.family[state.queue[place]] == state.fam[unit]:
                at = place
                break
    who = state.queue[at]
    while at > state.head[p]:
        state.queue[at] = state.queue[at - 1]
        at -= 1
    state.head[p] += 1
    return int(who)


@leaf
def ask(state: State, p: int, unit: int, now: float, tag: int) -> None:
    """Let a dirty unit join the queue of a shared pool: by time, then ``tag`` (rank, operation)."""
    at = state.tail[p]
    state.tail[p] = at + 1
    while at > state.head[p]:
        other = ~state.queue[at - 1]
        if other < 0 or state.asked[other] < now or state.asker[other] < tag:
            break
        state.queue[at] = ~other
        at -= 1
    state.queue[at] = ~unit
    state.asked[unit], state.asker[unit] = now, tag
