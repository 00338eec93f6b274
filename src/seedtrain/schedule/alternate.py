"""An assignment bettered in turn by windows of CP-SAT and by local search from where they have got to."""

from dataclasses import dataclass
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from seedtrain.errors import InputError
from seedtrain.flow.assignment import Assignment
from seedtrain.flow.problem import Problem
from seedtrain.flow.sequence import components, improve, place_in_order, score
from seedtrain.schedule.network.linear import improve_assignment
from seedtrain.schedule.network.solve import Budget
from seedtrain.schedule.search import Watch, timed_order
from seedtrain.schedule.windows import Windows

Ints = NDArray[np.int64]

MOST_WHOLE = 8
"""Jobs up to which the first window is the whole problem: its bound is one on the problem."""
WORK = 0.1
"""Deterministic seconds of one window in a search of fixed work."""
TURNS, PLACED, WINDOWS, PAYS = 3, 1_000_000, 2, 0.01
"""A search of fixed work: turns of local search, operations placed in each, and windows after each that got
less than this share better."""
MOST_FIXED = 3_000
"""Operations up to which a search of fixed work has windows."""
WHOLE_WORK = 2.0
"""Deterministic seconds of a window that is the whole problem."""
WHOLE_SHARE = 0.5
"""Share of the time that it may take."""
WINDOW_S = 1.5
"""Longest time of one window. [s]"""
TURN_S = 2.0
"""Time that windows have before local search goes on from what they found. [s]"""
SHARES = 0.1, 4.0
"""Least and most time of local search, in parts of that of the windows before it."""
FIRST_SHARE = 0.5
DRAWN = 2
"""Orders in which the jobs stand that are drawn for local search; the better one counts."""
CLOSE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bettered:
    """The assignment; a bound on what counts first over the whole problem (0.0: none found) [h]; windows."""

    assignment: Assignment
    bound: float
    windows: int


def bettered(
    problem: Problem,
    order: Ints,
    *,
    tardiness_first: bool,
    fixed: Ints,
    least: float = 0.0,
    seconds: float | None = None,
    seed: int = 1,
    watch: Watch | None = None,
) -> Bettered:
    """Place the jobs in ``order`` and better that: for ``seconds``, or by a fixed amount of work.

    ``fixed`` jobs are placed first, and stand then. ``least``: a bound on what counts first, at which the
    search ends. An interruption
    by the user ends it with the best so far where it is watched. A problem that the general form can't
    express is bettered by local search alone. Raises :class:`InputError` as
    :func:`~seedtrain.flow.sequence.place_in_order`.
    """
    search = _Alternate(problem, order, tardiness_first, fixed, least, seed, watch)
    try:
        search.run(seconds)
    except InputError:  # attended changeovers, or times on no grid: local search alone
        pass
    except KeyboardInterrupt:
        if watch is None:
            raise
        watch.is_interrupted = True
    return Bettered(assignment=search.best, bound=search.bound, windows=search.count)


def timed_best(
    problem: Problem,
    seconds: float,
    *,
    tardiness_first: bool,
    fixed: Ints,
    least: float = 0.0,
    seed: int = 1,
    watch: Watch | None = None,
) -> Bettered:
    """Search for about ``seconds`` [s]: the order of the jobs until that stalls, then as :func:`bettered`."""
    began = perf_counter()
    order = timed_order(
        problem, seconds, tardiness_first=tardiness_first, seed=seed, watch=watch, ends_stalled=True
    )
    left = 0.0 if watch is not None and watch.is_interrupted else seconds - (perf_counter() - began)
    return bettered(
        problem,
        order,
        tardiness_first=tardiness_first,
        fixed=fixed,
        least=least,
        seconds=left,
        seed=seed,
        watch=watch,
    )


class _Alternate:
    """The best assignment so far, and what betters it in turn."""

    def __init__(
        self,
        problem: Problem,
        order: Ints,
        tardiness_first: bool,
        fixed: Ints,
        least: float,
        seed: int,
        watch: Watch | None,
    ) -> None:
        self.problem, self.fixed = problem, fixed
        self._listing = np.concatenate([fixed, order[~np.isin(order, fixed)]])
        self.best = place_in_order(problem, self._listing)
        self.tardiness_first, self.least, self.watch = tardiness_first, least, watch
        self.bound, self.count = 0.0, 0
        self.windows = Windows(
            problem, fixed, tardiness_first=tardiness_first, groups=components(problem), seed=seed
        )
        self._pays = True
        self._draws = np.random.default_rng(seed)
        self._state = np.full(1, seed, dtype=np.uint64)

    def run(self, seconds: float | None) -> None:
        """The whole where it is small, then windows and local search in turn."""
        began = perf_counter()
        if self._is_done():
            return
        if len(self.problem.jobs) <= MOST_WHOLE and not self.fixed.size:
            self._whole(None if seconds is None else WHOLE_SHARE * seconds)
        if seconds is None:
            self._fixed_turns()
        else:
            self._in_turn(began + seconds)

    def _fixed_turns(self) -> None:
        """Windows and local search in turn by a fixed amount of work; the same each time."""
        operations = len(self.problem.pool)
        for _ in range(TURNS if operations <= MOST_FIXED else 0):
            if self._is_done():
                return
            before = self.windows.rank(self.best)[0]
            order, _ = self._improved(self._order(), PLACED // operations)
            self._placed(order)
            if self.windows.rank(self.best)[0] < (1.0 - PAYS) * before:
                continue
            for _ in range(WINDOWS):
                if not self._is_done():
                    self._window(Budget(work=WORK, workers=1))

    def _in_turn(self, ends: float) -> None:
        """Windows for a while, then local search for a share of that while which grows where it pays."""
        share = FIRST_SHARE
        while (now := perf_counter()) < ends and not self._is_done():
            until, is_left = min(ends, now + TURN_S), True
            while is_left and (left := until - perf_counter()) > 0.0 and not self._is_done():
                is_left = self._window(Budget(seconds=min(WINDOW_S, left), workers=1))
            span = min(ends - perf_counter(), share * TURN_S)
            if span <= 0.0 or self._is_done():
                return
            share = min(max(SHARES), 2.0 * share) if self._listed(span) else max(min(SHARES), share / 2.0)

    def _whole(self, seconds: float | None) -> None:
        """All jobs free: an assignment, and a bound on the problem."""
        self.count += 1
        solved = improve_assignment(
            self.problem,
            self.best,
            objective="tardiness" if self.tardiness_first else "makespan",
            budget=Budget(seconds=seconds, work=WHOLE_WORK, workers=1),
        )
        self.bound = solved.bound
        self._take(solved.assignment)

    def _window(self, budget: Budget) -> bool:
        """Solve the next window; whether there was one."""
        found = self.windows.bettered(self.best, budget)
        self.count += 1
        if found is not None:
            self._take(found)
        return found is not None

    def _listed(self, seconds: float) -> bool:
        """Local search over the order in which the jobs stand, for ``seconds``; whether it found better."""
        ends, trials = perf_counter() + seconds, 4
        order = self._order()
        while (now := perf_counter()) < ends:
            order, _ = self._improved(order, trials)
            spent = max(1e-6, perf_counter() - now)
            trials = max(1, int(trials * max(0.0, ends - perf_counter()) / 2.0 / spent))
        return self._placed(order)

    def _improved(self, order: Ints, trials: int) -> tuple[Ints, tuple[float, float]]:
        return improve(
            self.problem, order, tardiness_first=self.tardiness_first, trials=trials, seed=self._state
        )

    def _placed(self, order: Ints) -> bool:
        """Place the jobs in an order and keep it where it is better; whether it is."""
        order = np.concatenate([self.fixed, order[~np.isin(order, self.fixed)]])
        found = place_in_order(self.problem, order)
        is_better = self.windows.is_better(found, self.best)
        self._pays = is_better
        if is_better:
            self._listing = order
        self._take(found)
        return is_better

    def _order(self) -> Ints:
        """The order from which local search goes on: its last where that paid, else one in which jobs stand.

        Which, is drawn: by the start of one operation or another. Few of them place the jobs where windows
        have put them, so that local search begins elsewhere each time.
        """
        if self._pays:
            return self._listing
        problem, start = self.problem, self.best.start_h
        last = np.diff(problem.route) - 1
        steps = self._draws.integers(0, int(last.max()) + 1, DRAWN)
        orders = [
            np.argsort(start[problem.route[:-1] + np.minimum(step, last)], kind="stable") for step in steps
        ]
        return min(orders, key=self._score)

    def _score(self, order: Ints) -> tuple[float, float]:
        span, late = score(self.problem, order)
        return (late, span) if self.tardiness_first else (span, late)

    def _take(self, found: Assignment) -> None:
        """Keep what is better, and tell of it."""
        if found is self.best or not self.windows.is_better(found, self.best):
            return
        self.best = found
        if self.watch is not None and self.watch.report is not None:
            first, second = self.windows.rank(found)
            self.watch.report((second, first) if self.tardiness_first else (first, second))

    def _is_done(self) -> bool:
        least = max(self.least, self.bound)
        return self.windows.rank(self.best)[0] <= least + CLOSE * max(1.0, least)
