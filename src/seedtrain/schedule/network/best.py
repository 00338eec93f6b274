"""The engine of the general form: list scheduling and local search first, then CP-SAT from what they
found."""

from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

from seedtrain.flow.network import Network
from seedtrain.flow.place_network import place_network, unsupported
from seedtrain.flow.placement import Placement, measures, objective
from seedtrain.flow.relieved import mended, relieved
from seedtrain.flow.verify_network import verify_network
from seedtrain.schedule.network.bound import network_bound
from seedtrain.schedule.network.insertion import insert_jobs, is_separable
from seedtrain.schedule.network.solve import Budget, Solved, Tell, solve_network
from seedtrain.schedule.network.windows import better_windows, by_clock, by_work, has_windows

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
MANY = 500
"""Operations beyond which windows come before the whole, which then seldom finds more in the time."""
WINDOWS, WINDOW_WORK, WINDOW_S = 12, 0.5, 3.0
SHARES = 0.15, 0.5, 1.0
"""Windows of a search of fixed work, and deterministic time of each; by the clock the longest time of one
[s], and the share of what is left that they have: after the whole, before it, and without it."""
EARLIER = 1000.0
"""Weight of the measures that count before another."""


def best_placement(
    network: Network, budget: Budget | None = None, tell: Tell | None = None, first: Placement | None = None
) -> Solved:
    """Return the best placement found, its bound and status.

    The list scheduler gives a first placement where it keeps the rules of ``network`` and the judge agrees;
    local search betters it by a fixed amount of work; elsewhere CP-SAT puts in job after job. ``first``,
    where it keeps the rules, is begun from instead. CP-SAT then goes on with the whole, one worker first,
    then several. The bound is the better of CP-SAT's and that by chains and work. ``tell`` is told of both;
    where it watches, an interruption by the user ends the search with the best so far (status
    ``interrupted``). Raises :class:`InputError` as
    :func:`~seedtrain.schedule.network.solve.solve_network`.
    """
    search = _Search(network, budget or Budget(), tell)
    if first is not None and not verify_network(network, first):
        search.best = first
    try:
        solved = search.run()
    except KeyboardInterrupt:
        if tell is None or search.best is None:
            raise
        value = objective(network, search.best)
        return Solved(placement=search.best, objective=value, bound=search.least, status="interrupted")
    if solved.status == "infeasible" or solved.bound is None:
        return solved
    bound = max(solved.bound, search.least)
    is_best = solved.objective is not None and solved.objective <= bound + CLOSE * max(1.0, abs(bound))
    is_proven = is_best and solved.status != "interrupted"
    return replace(solved, bound=bound, status="optimal" if is_proven else solved.status)


class _Search:
    """A search under way: the best placement so far, None for none, and the bound by chains and work."""

    def __init__(self, network: Network, budget: Budget, tell: Tell | None) -> None:
        self.network, self.budget, self.began = network, budget, perf_counter()
        self.best: Placement | None = None
        self.least = network_bound(network)
        self.tell: Tell | None = None if tell is None else self._told(tell)

    def _told(self, tell: Tell) -> Tell:
        """Tell the better of each bound and that by chains and work."""
        return lambda value, bound: tell(value, min(value, max(bound, self.least)))

    def run(self) -> Solved:
        """List scheduling and local search, then CP-SAT."""
        network, budget, least = self.network, self.budget, self.least
        if self.best is None and not unsupported(relieved(network)):
            self._listed()
        value = None if self.best is None else objective(network, self.best)
        if value is not None and value <= least + CLOSE * max(1.0, least):
            return Solved(placement=self.best, objective=value, bound=value, status="optimal")
        if len(network.operations) > MOST_WHOLE:
            word = "feasible" if budget.seconds is None else "stopped_by_time"
            if self.best is not None and budget.seconds is not None:
                self._windows(SHARES[2])
                value = objective(network, self.best)
            return Solved(placement=self.best, objective=value, bound=least, status=word)
        if self.best is None and is_separable(network):
            self.best = _inserted(network, budget, self.began)
        return self._whole()

    def _listed(self) -> None:
        """A first placement by list scheduling, bettered by local search."""
        network, seed = self.network, self.budget.seed
        self.best = first = _judged(network, 0, seed)
        if first is None:
            return
        if self.tell is not None:
            self.tell(objective(network, first), self.least)
        if objective(network, first) > self.least + CLOSE * max(1.0, self.least):
            trials = PLACED // max(1, len(network.operations))
            self.best = _better(network, first, _judged(network, trials, seed))
            if self.tell is not None and self.best is not first:
                self.tell(objective(network, self.best), self.least)

    def _whole(self) -> Solved:
        """CP-SAT with the whole network: one worker first, then several."""
        network, budget = self.network, self.budget
        is_large = len(network.operations) > MANY
        if is_large:
            self._windows(SHARES[1])
        part = budget.part(FIRST).after(perf_counter() - self.began)
        if budget.seconds is not None and is_large:
            left = budget.seconds - (perf_counter() - self.began)
            part = replace(budget, seconds=max(0.1, FIRST * left))
        solved = solve_network(network, self.best, part, self.tell)
        if solved.status in ("infeasible", "optimal", "interrupted"):
            return solved
        self.best = solved.placement or self.best
        if not is_large:
            self._windows(SHARES[0])
        rest = (
            budget.part(1.0 - FIRST) if budget.seconds is None else budget.after(perf_counter() - self.began)
        )
        again = solve_network(network, self.best, replace(rest, workers=WIDE), self.tell)
        bounds = [each.bound for each in (solved, again) if each.bound is not None]
        return replace(again, bound=max(bounds, default=None))

    def _windows(self, share: float) -> None:
        """Better the best by windows: for a share of the time that is left, or by a fixed number."""
        network, budget, found = self.network, self.budget, self.best
        if found is None or not has_windows(network, found):
            return
        each = Budget(work=WINDOW_WORK, workers=1, seed=budget.seed)
        if budget.seconds is None:
            limits = by_work(WINDOWS, each)
        else:
            spent = perf_counter() - self.began
            ends = spent + share * max(0.0, budget.seconds - spent)
            limits = by_clock(lambda: ends - (perf_counter() - self.began), WINDOW_S, each)

        def took(better: Placement) -> None:
            self.best = better
            if self.tell is not None:
                self.tell(objective(network, better), self.least)

        better_windows(network, found, limits, budget.seed, took)


def best_in_order(
    network: Network,
    order: Sequence[str],
    budget: Budget | None = None,
    tell: Tell | None = None,
    first: Placement | None = None,
    further: Budget | None = None,
) -> Solved:
    """Return the best placement by measures that count one after the other, the first above all.

    Objective, bound and status are those of the first. Each further measure is bettered from what was found,
    with the budget again (or ``further``), and kept where none of those before it gets worse. ``tell`` is
    told of the first; an interruption as in :func:`best_placement`.
    """
    budget = budget or Budget()
    solved = best_placement(replace(network, objective={order[0]: 1.0}), budget, tell, first)
    for at, measure in enumerate(order[1:], start=1):
        if solved.placement is None or solved.status == "interrupted":
            break
        weights = {**dict.fromkeys(order[:at], EARLIER), measure: 1.0}
        before = measures(network, solved.placement)
        try:
            again = solve_network(
                replace(network, objective=weights),
                solved.placement,
                further or budget,
                None if tell is None else _unsaid,
            )
        except KeyboardInterrupt:
            if tell is None:
                raise
            return replace(solved, status="interrupted")
        if again.placement is None:
            continue
        after = measures(network, again.placement)
        if all(after[name] <= before[name] + CLOSE for name in order[:at]):
            solved = replace(solved, placement=again.placement, objective=after[order[0]])
        if again.status == "interrupted":
            solved = replace(solved, status="interrupted")
    return solved


def _unsaid(value: float, bound: float) -> None:
    """Watch a search by a sum of measures, whose value says nothing to anybody."""


def _inserted(network: Network, budget: Budget, began: float) -> Placement | None:
    """A placement by putting in job after job, which the judge finds to hold."""
    limit = None if budget.seconds is None else began + FIRST * budget.seconds
    found = insert_jobs(network, lambda: limit is not None and perf_counter() > limit, budget.seed)
    return None if found is None or verify_network(network, found) else found


def _judged(network: Network, trials: int, seed: int) -> Placement | None:
    """A placement of the list scheduler, with units cleaned again, that the judge finds to hold."""
    found = place_network(relieved(network), trials=trials, seed=seed)
    found = None if found is None else mended(network, found)
    return None if found is None or verify_network(network, found) else found


def _better(network: Network, one: Placement, other: Placement | None) -> Placement:
    return one if other is None or objective(network, one) <= objective(network, other) else other
