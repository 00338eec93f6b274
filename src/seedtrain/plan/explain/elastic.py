r"""A program with elastic columns, under the open solvers: CP-SAT where all is whole, else HiGHS.

.. math:: \min \sum_k e_k / l_k \quad \text{where only the rules allowed to give have } \bar e_k > 0

``e`` what is given of rule k, ``l`` its limit.
"""

from collections.abc import Collection, Mapping
from math import isfinite

from seedtrain.plan.cp_sat import is_whole, solve_cp_sat
from seedtrain.plan.explain.slack import Slack
from seedtrain.plan.highs import solve_highs
from seedtrain.plan.program import Program
from seedtrain.plan.settings import PlanSettings
from seedtrain.plan.solution import Solution

NODES = 400
"""Nodes of HiGHS for one question on a program of up to :data:`SMALL` rows; in proportion fewer beyond."""
SMALL = 3000
WORK = 8.0
"""Work of CP-SAT for one question [its deterministic seconds]."""
GIVEN = 1e-6
"""What is given below this is nothing."""
AMPLE = 10.0
"""What may be given in all, in largest limits of the program: more than any plan needs."""


class Elastic:
    """``program`` with a column for each of ``slacks``, all shut.

    ``shut`` columns that must be zero besides, ``lifted`` those whose upper limit rows imply; ``seconds``
    limit of each question [s], None for a fixed amount of work alone.
    """

    def __init__(
        self,
        program: Program,
        slacks: list[Slack],
        *,
        shut: Collection[int] = (),
        lifted: Collection[int] = (),
        seconds: float | None = None,
    ) -> None:
        self.slacks = slacks
        self._size = len(program.lower)
        self._ample = AMPLE * max([1.0, *(u for u in program.upper if isfinite(u))])
        self._loose = self._loosened(program, lifted)
        for column in shut:
            self._loose.upper[column] = 0.0
        self._settings = PlanSettings(gap=1e-6, time_limit_s=seconds)
        self._is_whole = is_whole(self._loose)
        self._status = ""
        self.is_linear = False
        self.is_sure = True

    @property
    def is_small(self) -> bool:
        """Whether whole columns can be looked at many times."""
        return len(self._loose.rows) <= SMALL

    def least(self, allowed: Collection[int]) -> dict[int, float] | None:
        """What the rules ``allowed`` must give for a plan, by place in ``slacks``; None where no plan is
        found."""
        goal = [(self._size + k, 1.0 / slack.limit) for k, slack in enumerate(self.slacks)]
        values = self._run(self._all(allowed), {"given": goal}, maximise=False)
        return None if values is None else {k: v for k, v in enumerate(values[self._size :]) if v > GIVEN}

    def holds(self, allowed: Collection[int]) -> bool:
        """Whether there is a plan when the rules ``allowed`` give whatever is needed.

        Where the work allowed does not decide, ``is_sure`` becomes False and the answer is that there is.
        """
        found = self._run(self._all(allowed), {}, maximise=False)
        return found is not None or self._status != "infeasible"

    def best(self, given: Mapping[int, float]) -> float | None:
        """Objective of the best plan found when no more than ``given`` is given; None where none is."""
        loose = self._loose
        values = self._run(dict(given), loose.costs, maximise=loose.maximise)
        if values is None:
            return None
        return sum(cost * value for cost, value in zip(loose.objective(), values, strict=True))

    def _all(self, allowed: Collection[int]) -> dict[int, float]:
        return {k: self.slacks[k].most for k in allowed}

    def _run(
        self, most: dict[int, float], costs: dict[str, list[tuple[int, float]]], *, maximise: bool
    ) -> list[float] | None:
        asked = Program(maximise=maximise)
        asked.lower, asked.upper = self._loose.lower, list(self._loose.upper)
        asked.rows, asked.costs = self._loose.rows, costs
        asked.is_integer = [flag and not self.is_linear for flag in self._loose.is_integer]
        for k, amount in most.items():
            asked.upper[self._size + k] = min(amount, self._ample)
        found = self._solve(asked)
        self._status = found.status
        if found.values is None and found.status != "infeasible":
            self.is_sure = False
        if found.values is None or self.is_linear:
            return found.values
        return [float(round(v)) if w else v for v, w in zip(found.values, asked.is_integer, strict=True)]

    def _solve(self, asked: Program) -> Solution:
        if self._is_whole and not self.is_linear and is_whole(asked):
            return solve_cp_sat(asked, self._settings, work=WORK)
        nodes = NODES if self.is_small else max(1, NODES * SMALL // len(asked.rows))
        return solve_highs(asked, self._settings, nodes=nodes)

    def _loosened(self, program: Program, lifted: Collection[int]) -> Program:
        """A copy of ``program`` with an elastic column for each of the slacks."""
        loose = Program(maximise=program.maximise)
        loose.lower, loose.upper = list(program.lower), list(program.upper)
        loose.is_integer, loose.costs = list(program.is_integer), program.costs
        loose.rows = list(program.rows)
        for column in lifted:
            loose.upper[column] = self._ample
        for slack in self.slacks:
            column = loose.column(0.0, 0.0, is_integer=slack.is_whole)
            if slack.only >= 0:
                loose.at_most([(column, 1.0), (slack.only, -self._ample)], 0.0)
            if slack.row >= 0:
                low, high, terms = loose.rows[slack.row]
                loose.rows[slack.row] = (low, high, [*terms, (column, slack.sign)])
            else:
                loose.at_most([(slack.column, 1.0), (column, -1.0)], loose.upper[slack.column])
                loose.upper[slack.column] = self._ample
        return loose
