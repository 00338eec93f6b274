"""Insertion: jobs placed in the gaps between others, around pins, and searched by several goals in order."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from seedtrain.errors import InputError, finding
from seedtrain.flow.assignment import Assignment, assignment
from seedtrain.flow.pins import Pins
from seedtrain.flow.problem import Problem
from seedtrain.flow.sequence import lines_of

if TYPE_CHECKING:
    from seedtrain.flow.kernels.between import Work
    from seedtrain.flow.kernels.board import Pins as KernelPins

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

GOALS = ("weighted_tardiness", "makespan", "changeovers", "wip", "least_change")
"""The goals a timetable may be searched by, in the order of their values."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """The operation of ``job`` that found no place, and why: a key of the messages ``schedule.misfit``."""

    job: int
    operation: int
    reason: str


_REASONS = ("", "before_ready", "unit_taken", "wait_limit", "dirty_limit", "never_open")


class Insertion:
    """A problem with its pins, on which orders of its jobs are tried."""

    def __init__(self, problem: Problem, pins: Pins, goals: tuple[str, ...], *, seed: int = 1) -> None:
        from seedtrain.flow.kernels.board import make_board
        from seedtrain.flow.kernels.shop import make_tails

        self.problem = problem
        self.pins = pins
        self.goals = np.array([GOALS.index(goal) for goal in goals], dtype=np.int64)
        self._is_pressed = "wip" in goals
        self._lines = lines_of(problem)
        self._board, self._tails = make_board(self._lines), make_tails(self._lines)
        self._pins = _kernel_pins(pins)
        self._work = _work(problem)
        self._state = np.full(1, seed, dtype=np.uint64)

    def improved(self, order: Ints, trials: int) -> tuple[Ints, Floats]:
        """Search from ``order`` by ``trials`` shifts and swaps; return the best order and its values (5,).

        Values in the order of :data:`GOALS`; all inf where a job of ``order`` fits nowhere. Called again it
        goes on with the random numbers where it was.
        """
        from seedtrain.flow.kernels.goals import refine

        best = np.array(order, dtype=np.int64)
        values, reached = np.empty(len(GOALS)), np.empty(len(GOALS))
        refine(
            self._lines, self._board, self._tails, self._pins, self._work, best, np.empty_like(best),
            self.goals, self._state, values, reached, self._is_pressed, trials,
        )  # fmt: skip
        return best, reached

    def is_better(self, values: Floats, than: Floats) -> bool:
        """Whether ``values`` are better by the first goal that differs; equal ones are not."""
        for goal in self.goals:
            near = 1e-9 * max(1.0, abs(float(than[goal]))) if np.isfinite(than[goal]) else 0.0
            if values[goal] < than[goal] - near:
                return True
            if values[goal] > than[goal] + near:
                return False
        return False

    def placed(self, order: Ints) -> Assignment | Misfit:
        """Place the jobs in ``order``; the operation that finds no place where that fails."""
        from seedtrain.flow.kernels.between import place_all

        work = self._work
        lost = place_all(
            self._lines,
            self._board,
            self._tails,
            self._pins,
            work,
            np.ascontiguousarray(order, dtype=np.int64),
            self._is_pressed,
        )
        if lost >= 0:
            return Misfit(int(lost), int(work.blame[0]), _REASONS[int(work.blame[1])])
        return assignment(self.problem, work.start.copy(), work.unit.copy(), work.clean.copy())


def repaired(space: Insertion, order: Ints) -> Ints:
    """Move each job that finds no place to the front, until all do or one does not even there."""
    moved: set[int] = set()
    while True:
        found = space.placed(order)
        if not isinstance(found, Misfit) or found.job in moved:
            return order
        moved.add(found.job)
        order = np.concatenate(([found.job], order[order != found.job])).astype(np.int64)


def place_between(problem: Problem, order: Ints, pins: Pins) -> Assignment:
    """Place the jobs in ``order``, each at its earliest in the gaps of those before it and around ``pins``.

    Raises :class:`InputError`: SCH-001 for a job that fits nowhere, SCH-002 for a divisible pool, SCH-003 for
    a job that comes back to a pool which a shared pool cleans.
    """
    found = Insertion(problem, pins, ("makespan",)).placed(order)
    if isinstance(found, Misfit):
        raise InputError([finding("SCH-001", value=problem.jobs[found.job])], "a job fits nowhere")
    return found


def _kernel_pins(pins: Pins) -> "KernelPins":
    from seedtrain.flow.kernels.board import Pins as KernelPins

    columns: dict[str, Any] = {
        "start": pins.start_h,
        "unit": pins.unit,
        "floor": pins.floor_h,
        "wish": np.where(pins.unit >= 0, pins.unit, pins.given_unit),
        "given": pins.given_h,
    }
    return KernelPins(**{name: np.ascontiguousarray(column) for name, column in columns.items()})


def _work(problem: Problem) -> "Work":
    from seedtrain.flow.kernels.between import Work

    operations = len(problem.pool)
    return Work(
        start=np.zeros(operations),
        unit=np.full(operations, -1, dtype=np.int64),
        clean=np.zeros(operations),
        job_of=np.ascontiguousarray(problem.job_of),
        lowest=np.zeros(operations),
        row_of=np.full(operations, -1, dtype=np.int64),
        blame=np.zeros(2, dtype=np.int64),
    )
