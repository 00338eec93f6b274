"""Windows: a few jobs at a time set free for CP-SAT, from a complete hint, while all others stand."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.assignment import Assignment
from seedtrain.flow.problem import Problem
from seedtrain.flow.verify import verify
from seedtrain.schedule.network.linear import improve_assignment
from seedtrain.schedule.network.solve import Budget

Ints = NDArray[np.int64]
Rank = tuple[float, float]
"""Weighted tardiness and makespan, the one that counts first in front. [h]"""

FIRST_SIZE = 8
"""Jobs of the first windows: most are proven within half a second."""
SIZES = 5, 16
"""Fewest and most jobs of a window."""
TRIES = 30
"""Draws after which no window of a size is left."""
MOST_TAIL = 10
"""Jobs up to which the last to end are set free for the makespan."""
NEAR = 1e-6


@dataclass(frozen=True, slots=True)
class _Window:
    """Jobs set free, and the measure that counts for them."""

    jobs: Ints
    measure: Literal["makespan", "tardiness"]


class Windows:
    """The windows of a problem that may still better an assignment; ``fixed`` jobs always stand.

    For the tardiness: jobs that start one after the other around one that is late, drawn by how late it is;
    for the makespan: the last jobs to end. Windows proven to be at their best are not tried again until
    something near them moves; windows grow when none is left and shrink when proofs take too long.
    """

    def __init__(
        self, problem: Problem, fixed: Ints, *, tardiness_first: bool, groups: list[Ints], seed: int
    ) -> None:
        self.problem, self.tardiness_first = problem, tardiness_first
        self.groups = [group[~np.isin(group, fixed)] for group in groups]
        self.size, self.tail = FIRST_SIZE, SIZES[0]
        self._draws = np.random.default_rng(seed)
        self._closed: set[tuple[bytes, bytes]] = set()
        self._hard = 0

    def rank(self, found: Assignment) -> Rank:
        """How good an assignment is: less is better."""
        ends = found.end_h[self.problem.route[1:] - 1]
        late = float(np.sum(self.problem.weight * np.maximum(0.0, ends - self.problem.due_h)))
        return (late, found.makespan_h) if self.tardiness_first else (found.makespan_h, late)

    def is_better(self, one: Assignment, other: Assignment) -> bool:
        """Whether ``one`` is better than ``other`` by more than rounding."""
        (first, second), (than, then) = self.rank(one), self.rank(other)
        return first < than - NEAR or (first <= than + NEAR and second < then - NEAR)

    def bettered(self, found: Assignment, budget: Budget) -> Assignment | None:
        """Solve the next window: a better assignment, ``found`` where it is none, None where none is left.

        The judge must agree with what is better.
        """
        window = self._next(found)
        if window is None:
            return None
        solved = improve_assignment(
            self.problem, found, objective=window.measure, jobs=window.jobs, budget=budget
        )
        self._learn(window, found, solved.status == "optimal")
        if self.is_better(solved.assignment, found) and not verify(self.problem, solved.assignment):
            return solved.assignment
        return found

    def _learn(self, window: _Window, found: Assignment, is_proven: bool) -> None:
        """Close the window; windows that are hard to prove become smaller."""
        self._closed.add(self._key(window, found))
        if window.measure == "makespan":
            self.tail = self.tail + 1 if is_proven else MOST_TAIL + 1
            return
        self._hard = max(0, self._hard + (-1 if is_proven else 2))
        if self._hard > 6 and self.size > SIZES[0]:
            self.size, self._hard = self.size - 1, 0

    def _next(self, found: Assignment) -> _Window | None:
        """The window to solve next."""
        if not self.tardiness_first and self.tail <= MOST_TAIL:
            jobs = self._last(found)
            if jobs.size > 1:
                return _Window(jobs, "makespan")
            self.tail = MOST_TAIL + 1
        while self.size <= SIZES[1]:
            for _ in range(TRIES):
                window = self._drawn(found)
                if window is None:
                    break
                if self._key(window, found) not in self._closed:
                    return window
            self.size += 1
        return None

    def _last(self, found: Assignment) -> Ints:
        """The last jobs to end, of those that share equipment with the very last."""
        ends = found.end_h[self.problem.route[1:] - 1]
        group = max((group for group in self.groups if group.size), key=lambda jobs: ends[jobs].max())
        return np.sort(group[np.argsort(ends[group], kind="stable")][-self.tail :])

    def _drawn(self, found: Assignment) -> _Window | None:
        """Jobs in turn around a late one; None where none is late."""
        ends = found.end_h[self.problem.route[1:] - 1]
        late = self.problem.weight * np.maximum(0.0, ends - self.problem.due_h)
        free = np.concatenate(self.groups)
        odds = np.sqrt(late[free])
        if not odds.sum() > 0.0:
            return None
        centre = int(self._draws.choice(free, p=odds / odds.sum()))
        group = next(group for group in self.groups if centre in group)
        turn = group[np.argsort(found.start_h[self.problem.route[group]], kind="stable")]
        at = int(np.flatnonzero(turn == centre)[0]) - int(self._draws.integers(0, self.size))
        at = min(max(0, at), max(0, turn.size - self.size))
        jobs = np.sort(turn[at : at + self.size])
        return _Window(jobs, "tardiness") if jobs.size > 1 else None

    def _key(self, window: _Window, found: Assignment) -> tuple[bytes, bytes]:
        """The window and where it and its neighbours stand."""
        first = found.start_h[self.problem.route[:-1]]
        span = first[window.jobs].min(), found.end_h[self.problem.route[window.jobs + 1] - 1].max()
        near = (found.end_h >= span[0]) & (found.start_h <= span[1])
        return window.measure.encode() + window.jobs.tobytes(), found.start_h[near].tobytes()
