"""Conflicts of the general form: rules that no timetable can keep together, and what each would have to give.

Few jobs are looked at before many, each time with the rules that the others can't ease. Then jobs, and after
them rules, are left out, many at once before one by one, as long as CP-SAT proves the rest impossible. What a
rule would have to give is found by halving, to a step of the solver's grid.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from seedtrain.flow.grid import grid_of
from seedtrain.flow.horizon import horizon
from seedtrain.flow.jobs_alone import jobs_alone
from seedtrain.flow.network import Network
from seedtrain.flow.network_rules import HOURS, IN_TURN, NetworkRule, loosened, rules_of, with_rules
from seedtrain.schedule.network.columns import make_columns
from seedtrain.schedule.network.rules import add_rules
from seedtrain.schedule.network.units import add_resources

COUNTS = (1, 2, 4, 8, 16)
"""How many jobs are looked at around one, few before many; then all, where nothing was proven."""
MOST_CENTRES = 12
MOST_WHOLE = 2000
"""Operations up to which all jobs are looked at at once."""
PROOF = 2.0
"""Deterministic seconds that one question may take."""
ALL = 12.0
"""The same for all questions together."""
MOST_ROUNDS = 8
"""Conflicts that are resolved one after another."""
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class NetworkGiven:
    """What a rule would have to give for the others to hold: hours, an amount or units; None where it
    can't, or that it is enough is not shown."""

    rule: NetworkRule
    by: float | None


@dataclass(frozen=True, slots=True)
class NetworkConflict:
    """Rules of some ``jobs`` that can't hold together, the cheapest first.

    ``is_minimal``: it is shown that without any one of them the others can be kept.
    """

    jobs: tuple[str, ...]
    rules: tuple[NetworkGiven, ...]
    is_minimal: bool


class _Proofs:
    """Questions whether a network has a timetable, with the work that is left for them."""

    def __init__(self, work: float) -> None:
        self.left = work

    def answer(self, network: Network) -> bool | None:
        """Whether there is a timetable; None where neither is shown by the work allowed."""
        from ortools.sat.python import cp_model

        if self.left <= 0.0:
            return None
        made = make_columns(cp_model, network, horizon(network))
        add_resources(made)
        add_rules(made)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.max_deterministic_time = min(PROOF, self.left)
        solver.parameters.catch_sigint_signal = False
        status = solver.solve(made.model)
        self.left -= solver.response_proto.deterministic_time
        if status == cp_model.INFEASIBLE:
            return False
        return True if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None

    def is_impossible(self, network: Network) -> bool:
        """Whether it is proven that there is no timetable."""
        return self.answer(network) is False


def network_conflict(
    network: Network,
    centres: Sequence[str] = (),
    *,
    keeps_dates: bool = False,
    now_h: float = float("-inf"),
    work: float = ALL,
) -> NetworkConflict | None:
    """Return a conflict among the rules of ``network``; None where none is proven.

    ``centres``: jobs around which it is looked for first, the most suspect first. ``keeps_dates``: due dates
    are rules. ``now_h``: what would have to start earlier can't. [h]. ``work`` in deterministic seconds: half
    of it for finding the jobs, the rest for leaving out and for what there is to give.
    """

    def rules(part: Network) -> list[NetworkRule]:
        return rules_of(part, keeps_dates=keeps_dates, now_h=now_h)

    def bound_to(names: Sequence[str]) -> Network:
        part = jobs_alone(network, names)
        own = rules(part)
        return with_rules(part, own, own)

    proofs = _Proofs(0.5 * work)
    jobs = _suspects(network, centres, lambda names: proofs.is_impossible(bound_to(names)))
    if jobs is None:
        return None
    proofs = _Proofs(work)
    jobs = _fewest(jobs, lambda names: bool(names) and proofs.is_impossible(bound_to(names)))
    part = jobs_alone(network, jobs)
    own = rules(part)

    def conflicts(kept: Sequence[NetworkRule]) -> bool:
        return proofs.is_impossible(with_rules(part, own, kept))

    kept = own
    for kind in IN_TURN:  # a whole kind at once, which is one proof instead of many
        rest = [rule for rule in kept if rule.kind != kind]
        if len(rest) < len(kept) and conflicts(rest):
            kept = rest
    kept = _fewest(kept, conflicts)
    if not kept:
        return None
    needed = [proofs.answer(with_rules(part, own, [each for each in kept if each != rule])) for rule in kept]
    given = [
        NetworkGiven(rule, _gives(proofs, part, (own, kept), rule) if is_needed else None)
        for rule, is_needed in zip(kept, needed, strict=True)
    ]
    given.sort(key=lambda each: (each.by is None, each.rule.kind not in HOURS, each.by or 0.0))
    return NetworkConflict(tuple(jobs), tuple(given), all(needed))


def enough_together(
    network: Network, first: NetworkConflict, *, now_h: float = float("-inf"), work: float = ALL
) -> list[NetworkGiven] | None:
    """Return what is enough to give for ``network`` to have a timetable; None where that is not shown.

    The cheapest rule of ``first`` gives, then that of the conflict that is left, and so on. Valid where due
    dates are no rules. ``work`` in deterministic seconds, in equal parts for the conflicts.
    """
    given: dict[tuple[str, str], NetworkGiven] = {}
    each = work / MOST_ROUNDS
    found: NetworkConflict | None = first
    for _ in range(MOST_ROUNDS):
        if found is None or found.rules[0].by is None:
            return None
        rule, by = found.rules[0].rule, found.rules[0].by
        before = given.get((rule.kind, rule.name))
        total = by + (before.by if before is not None and before.by is not None else 0.0)
        given[rule.kind, rule.name] = NetworkGiven(rule, total)
        network = loosened(network, rule, by)
        answer = _Proofs(each).answer(network)
        if answer is not False:
            return list(given.values()) if answer else None
        found = network_conflict(network, now_h=now_h, work=each)
    return None


def _fewest(items: Sequence[Item], is_impossible: Callable[[Sequence[Item]], bool]) -> list[Item]:
    """Leave out what can be, many at once before one by one."""
    kept, size = list(items), max(1, len(items) // 2)
    while True:
        at = 0
        while at < len(kept):
            rest = kept[:at] + kept[at + size :]
            if is_impossible(rest):
                kept = rest
            else:
                at += size
        if size == 1:
            return kept
        size = max(1, size // 2)


def _suspects(
    network: Network, centres: Sequence[str], is_impossible: Callable[[Sequence[str]], bool]
) -> list[str] | None:
    """Jobs that can't keep their rules together; None where that is not proven."""
    near = _Near(network)
    chosen = list(dict.fromkeys([*centres, *near.names]))[:MOST_CENTRES]
    for count in COUNTS:
        for centre in chosen:
            jobs = near.to(centre)[:count]
            if is_impossible(jobs):
                return jobs
        if count >= len(near.names):
            return None
    if len(network.operations) <= MOST_WHOLE and is_impossible(near.names):
        return near.names
    return None


class _Near:
    """The jobs of a network (an operation without a job is one by itself), by how near they are to others.

    ``names``: the first due first.
    """

    def __init__(self, network: Network) -> None:
        jobs = network.job
        own = {each.name: each.job or each.name for each in network.operations}
        self.uses: dict[str, set[str]] = {name: set() for name in own.values()}
        self.linked: dict[str, set[str]] = {name: set() for name in own.values()}
        limits: dict[str, float] = {}
        for each in network.operations:
            name = own[each.name]
            self.uses[name] |= {need.resource for mode in each.modes for need in mode.needs}
            job = jobs.get(name)
            last = (each.latest_start_h, each.latest_end_h, *((job.due_h, job.deadline_h) if job else ()))
            limits[name] = min(limits.get(name, float("inf")), *last)
        for link in network.links:
            self.linked[own[link.before]].add(own[link.after])
            self.linked[own[link.after]].add(own[link.before])
        self.limit = limits
        self.names = sorted(self.uses, key=lambda name: limits[name])

    def to(self, centre: str) -> list[str]:
        """``centre``, then what is linked to it, then what takes the same, limits near to its own first."""

        def distance(name: str) -> tuple[bool, bool, bool, float]:
            apart = abs(self.limit[name] - self.limit[centre])
            shares = bool(self.uses[name] & self.uses[centre])
            return (
                name != centre,
                name not in self.linked[centre],
                not shares,
                0.0 if apart != apart else apart,
            )

        return sorted(self.names, key=distance)


def _gives(
    proofs: _Proofs, part: Network, rules: tuple[list[NetworkRule], list[NetworkRule]], rule: NetworkRule
) -> float | None:
    """The least that a rule must give for the others to hold; None where it can't, or that is not shown."""
    own, kept = rules

    def is_enough(by: float) -> bool:
        return proofs.answer(with_rules(part, own, kept, (rule, by))) is True

    if rule.kind == "floor" or (rule.kind == "pin" and _start(part, rule.name) < rule.floor_h):
        return None
    is_unit = rule.kind == "units" and part.resource[rule.name].kind != "pool"
    if is_unit:
        return 1.0 if is_enough(1.0) else None
    grid = grid_of(part)
    step = 1.0 / (grid.per_hour if rule.kind in HOURS else grid.per_amount)
    most = horizon(part) if rule.kind in HOURS else _taken(part, rule.name)
    high = 1
    while not is_enough(high * step):
        if high * step > most or proofs.left <= 0.0:
            return None
        high *= 4
    low = high // 4
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_enough(middle * step) else (middle, high)
    return high * step


def _start(network: Network, name: str) -> float:
    return network.operations[network.place[name]].earliest_start_h


def _taken(network: Network, name: str) -> float:
    """All that operations take of a pool or stock, at most."""
    total = 0.0
    for each in network.operations:
        for mode in each.modes:
            total += sum(need.quantity for need in mode.needs if need.resource == name)
            total += sum(amount for stock, amount in mode.takes if stock == name)
    return total
