"""The plant of the simulation benchmark in lean SimPy, SimPy with its own stores, Ciw and NumPy."""

from collections import deque
from collections.abc import Generator
from typing import Any

import numpy as np

from seedtrain.flow.case import PlantCase


class LeanSimpy:
    """One replication, first come first served, in as little SimPy as it takes: no resources, no monitoring.

    A batch is a process; idle units stand in the order in which they became free; a unit comes back by a
    callback on a timeout. Durations are drawn beforehand.
    """

    def __init__(self, case: PlantCase, durations: np.ndarray, ends: np.ndarray) -> None:
        import simpy

        p = case.problem
        self.env = simpy.Environment()
        self.idle = [
            deque(range(int(a), int(b))) for a, b in zip(p.pool_units[:-1], p.pool_units[1:], strict=True)
        ]
        self.waiting: list[deque[Any]] = [deque() for _ in p.pools]
        self.last = [-1] * len(p.units)
        self.done: list[float] = []
        self.pool_of = p.pool_of_unit.tolist()
        route = p.route.tolist()
        columns = zip(
            p.pool.tolist(), durations.tolist(), ends.tolist(), p.changeover_h.tolist(), p.clean_h.tolist(),
            p.fail_clean_h.tolist(), (p.hold_at_end & (p.hold_offset > 0)).tolist(), strict=True,
        )  # fmt: skip
        steps = list(columns)
        for job, family in enumerate(p.family.tolist()):
            self.env.process(self.batch(steps[route[job] : route[job + 1]], family))
        self.env.run()

    def batch(self, steps: list[Any], family: int) -> Generator[Any, Any, None]:
        """A batch on its route; the vessel is held until the next operation has its own and is set up."""
        env, held, clean, keeps = self.env, -1, 0.0, False
        for pool, hours, fails, changeover, turnaround, more, to_the_end in steps:
            before, before_clean, before_keeps = held, clean, keeps
            held = -1
            if pool >= 0:
                if self.idle[pool] and not self.waiting[pool]:
                    held = self.idle[pool].popleft()
                else:
                    turn = env.event()
                    self.waiting[pool].append(turn)
                    held = yield turn
                if self.last[held] not in (-1, family) and changeover:
                    yield env.timeout(changeover)
                self.last[held] = family
                clean, keeps = turnaround, to_the_end
            if before >= 0 and not before_keeps:
                self.leave(before, before_clean)
            yield env.timeout(hours)
            if before >= 0 and before_keeps:
                self.leave(before, before_clean)
            if fails:
                self.leave(held, turnaround + more)
                return
        self.done.append(env.now)

    def leave(self, unit: int, turnaround: float) -> None:
        """A unit is back after its turnaround."""
        event = self.env.timeout(turnaround, unit)
        event.callbacks.append(self.back)

    def back(self, event: Any) -> None:
        """Give a unit to who waits, else to the idle ones."""
        pool = self.pool_of[event.value]
        if self.waiting[pool]:
            self.waiting[pool].popleft().succeed(event.value)
        else:
            self.idle[pool].append(event.value)


class StoreSimpy:
    """The same with what SimPy's manual offers: a store of units a pool, a process for each turnaround."""

    def __init__(self, case: PlantCase, durations: np.ndarray, ends: np.ndarray) -> None:
        import simpy

        self.case, self.durations, self.ends = case, durations, ends
        self.env = simpy.Environment()
        p = case.problem
        self.stores = [simpy.Store(self.env) for _ in p.pools]
        for unit, pool in enumerate(p.pool_of_unit):
            self.stores[pool].items.append(unit)
        self.last = [-1] * len(p.units)
        self.done: list[float] = []
        for job in range(len(p.jobs)):
            self.env.process(self.batch(job))
        self.env.run()

    def batch(self, job: int) -> Generator[Any, Any, None]:
        """A batch on its route."""
        p, env = self.case.problem, self.env
        held = None
        for k in range(int(p.route[job]), int(p.route[job + 1])):
            before, held = held, None
            if p.pool[k] >= 0:
                unit = yield self.stores[p.pool[k]].get()
                if self.last[unit] not in (-1, p.family[job]) and p.changeover_h[k] > 0.0:
                    yield env.timeout(float(p.changeover_h[k]))
                self.last[unit] = p.family[job]
                held = (unit, k)
            if before and not p.hold_at_end[before[1]]:
                env.process(self.turnaround(*before, 0.0))
            yield env.timeout(float(self.durations[k]))
            if before and p.hold_at_end[before[1]]:
                env.process(self.turnaround(*before, 0.0))
            if self.ends[k] and held:
                env.process(self.turnaround(*held, float(p.fail_clean_h[k])))
                return
        self.done.append(env.now)

    def turnaround(self, unit: int, k: int, more: float) -> Generator[Any, Any, None]:
        """A unit is cleaned and given back."""
        yield self.env.timeout(float(self.case.problem.clean_h[k]) + more)
        yield self.stores[self.case.problem.pool[k]].put(unit)


def run_ciw(case: PlantCase, seed: int) -> int:
    """One replication in Ciw; how many operations it did.

    A tandem of the same servers with lognormal services and blocking; Ciw knows no turnaround, changeover or
    failure of this kind, so that it does less than the others.
    """
    import ciw

    p = case.problem
    steps = range(int(p.route[0]), int(p.route[1]))
    servers = [float("inf") if p.pool[k] < 0 else int(np.diff(p.pool_units)[p.pool[k]]) for k in steps]
    sigma = np.sqrt(np.log1p(np.square(case.cv)))
    nodes, jobs = len(servers), len(p.jobs)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([0.0, float("inf")])] + [None] * (nodes - 1),
        batching_distributions=[ciw.dists.Sequential([jobs])] + [None] * (nodes - 1),
        service_distributions=[
            ciw.dists.Lognormal(float(np.log(p.duration_h[k])), float(sigma[k])) for k in steps
        ],
        number_of_servers=servers,
        queue_capacities=[float("inf")] + [0] * (nodes - 1),
        routing=[[1.0 if b == a + 1 else 0.0 for b in range(nodes)] for a in range(nodes)],
    )
    ciw.seed(seed)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(case.horizon_h)
    return sum(1 for record in simulation.get_all_records() if record.record_type == "service")


def numpy_in_turn(case: PlantCase, durations: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Ends of all batches (n, J) in plan order, operation by operation, by NumPy across the replications."""
    p, n = case.problem, len(durations)
    rows = np.arange(n)
    free = np.full((len(p.units), n), -np.inf)
    family = np.full((len(p.units), n), -1)
    turn = np.full((len(p.pools), n), -np.inf)
    done = np.full((n, len(p.jobs)), np.nan)
    for job in range(len(p.jobs)):
        ready, alive = np.zeros(n), np.ones(n, dtype=np.bool_)
        held: list[tuple[int, np.ndarray]] = []
        for k in range(int(p.route[job]), int(p.route[job + 1])):
            begin, pool = ready, int(p.pool[k])
            if pool >= 0:
                first, last = int(p.pool_units[pool]), int(p.pool_units[pool + 1])
                unit = first + np.argmin(free[first:last], axis=0)
                take = np.maximum(np.maximum(ready, turn[pool]), free[unit, rows])
                turn[pool] = np.where(alive, take, np.maximum(ready, turn[pool]))
                other = family[unit, rows]
                begin = take + np.where((other >= 0) & (other != p.family[job]), p.changeover_h[k], 0.0)
                family[unit[alive], rows[alive]] = p.family[job]
                held.append((k, unit))
            end = begin + durations[:, k]
            lost = alive & ends[:, k]
            for h, unit in [*held]:
                over = h + p.hold_offset[h] == k
                until = end if p.hold_at_end[h] else begin
                who = (alive & ~lost) if over else np.zeros(n, dtype=np.bool_)
                free[unit[who], rows[who]] = until[who] + p.clean_h[h]
                extra = p.fail_clean_h[h] if h == k else 0.0
                free[unit[lost], rows[lost]] = (until if over else end)[lost] + (p.clean_h[h] + extra)
                if over:
                    held.remove((h, unit))
            ready = np.where(alive, end, ready)
            alive &= ~lost
        done[alive, job] = ready[alive]
    return done
