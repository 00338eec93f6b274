"""The engine of the general form: list scheduling and local search first, then CP-SAT from what they
found."""

from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

from seedtrain.flow.network import Network
from seedtrain.flow.place_network import place_network, unsupported
from seedtrain.flow.placement import Placement, measures, objective
from seedtrain.flow.verify_network import verify_network
from seedtrain.schedule.network.bound import network_bound
from seedtrain.schedule.network.insertion import insert_jobs, is_separable
from seedtrain.schedule.network.solve import Budget, Solved, Tell, solve_network

MOST_WHOLE = 4000
"""Operations up to which CP-SAT takes a network whole; beyond, list scheduling and a bound by chains and
work."""
PLACED = 100_000
"""Operations that the local search places."""
CLOSE = 1e-9
FIRST = 0.4
"""Share of the budget for one worker, which proves small networks; then come several."""
WIDE = 4
"""Workers that better a placement of a network which one has not proven."""
EARLIER = 1000.0
"""Weight of the measures that count before another."""


def best_placement(network: Network, budget: Budget | None = None, tell: Tell | None = None) -> Solved:
    """Return the best placement found, its bound and status.

    The list scheduler gives a first placement where it keeps the rules of ``network`` and the judge agrees;
    local search betters it by a fixed amount of work; elsewhere CP-SAT puts in job after job. CP-SAT then
    goes on
    with the whole, one worker first, then several. The bound is the better of
    CP-SAT's and that by chains and work. Raises :class:`InputError` as
    :func:`~seedtrain.schedule.network.solve.solve_network`.
    """
    budget = budget or Budget()
    began = perf_counter()
    least = network_bound(network)
    hint = None if unsupported(network) else _judged(network, 0, budget.seed)
    if hint is not None:
        if tell is not None:
            tell(objective(network, hint), least)
        if objective(network, hint) > least + CLOSE * max(1.0, least):
            trials = PLACED // max(1, len(network.operations))
            hint = _better(network, hint, _judged(network, trials, budget.seed))
    value = None if hint is None else objective(network, hint)
    if value is not None and value <= least + CLOSE * max(1.0, least):
        return Solved(placement=hint, objective=value, bound=value, status="optimal")
    if len(network.operations) > MOST_WHOLE:
        word = "feasible" if budget.seconds is None else "stopped_by_time"
        return Solved(placement=hint, objective=value, bound=least, status=word)
    if hint is None and is_separable(network):
        hint = _inserted(network, budget, began)
    solved = solve_network(network, hint, budget.part(FIRST).after(perf_counter() - began), tell)
    if solved.status not in ("infeasible", "optimal"):
        rest = budget.part(1.0 - FIRST) if budget.seconds is None else budget.after(perf_counter() - began)
        again = solve_network(network, solved.placement or hint, replace(rest, workers=WIDE), tell)
        bounds = [each.bound for each in (solved, again) if each.bound is not None]
        solved = replace(again, bound=max(bounds, default=None))
    if solved.status == "infeasible" or solved.bound is None:
        return solved
    bound = max(solved.bound, least)
    is_best = solved.objective is not None and solved.objective <= bound + CLOSE * max(1.0, abs(bound))
    return Solved(
        placement=solved.placement,
        objective=solved.objective,
        bound=bound,
        status="optimal" if is_best else solved.status,
    )


def best_in_order(
    network: Network, order: Sequence[str], budget: Budget | None = None, tell: Tell | None = None
) -> Solved:
    """Return the best placement by measures that count one after the other, the first above all.

    Objective, bound and status are those of the first. Each further measure is bettered from what was found,
    with the budget again, and kept where none of those before it gets worse.
    """
    budget = budget or Budget()
    solved = best_placement(replace(network, objective={order[0]: 1.0}), budget, tell)
    for at, measure in enumerate(order[1:], start=1):
        if solved.placement is None:
            break
        weights = {**dict.fromkeys(order[:at], EARLIER), measure: 1.0}
        before = measures(network, solved.placement)
        again = solve_network(replace(network, objective=weights), solved.placement, budget)
        if again.placement is None:
            continue
        after = measures(network, again.placement)
        if all(after[name] <= before[name] + CLOSE for name in order[:at]):
            solved = replace(solved, placement=again.placement, objective=after[order[0]])
    return solved


def _inserted(network: Network, budget: Budget, began: float) -> Placement | None:
    """A placement by putting in job after job, which the judge finds to hold."""
    limit = None if budget.seconds is None else began + FIRST * budget.seconds
    found = insert_jobs(network, lambda: limit is not None and perf_counter() > limit, budget.seed)
    return None if found is None or verify_network(network, found) else found


def _judged(network: Network, trials: int, seed: int) -> Placement | None:
    """A placement of the list scheduler that the judge finds to hold."""
    found = place_network(network, trials=trials, seed=seed)
    return None if found is None or verify_network(network, found) else found


def _better(network: Network, one: Placement, other: Placement | None) -> Placement:
    return one if other is None or objective(network, one) <= objective(network, other) else other
