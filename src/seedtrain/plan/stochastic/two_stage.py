"""Two-stage stochastic plans, and what they are worth.

The value of the stochastic solution is the expected objective of its decisions less that of the decisions
that are best in the base case, kept in every world; the value of perfect information is what could be gained
on top if each world were known before deciding. Both in the objective's money, better being positive, all
with campaigns that may be divided.
Reference: J.R. Birge, F. Louveaux, Introduction to Stochastic Programming, 2nd ed. 2011, ch. 4.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from seedtrain.plan.highs import solve_highs
from seedtrain.plan.period.decisions import Decision
from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.program import Program
from seedtrain.plan.settings import PlanSettings
from seedtrain.plan.stochastic.extensive import Extensive, Risk, extensive, worth_of

GAP = 0.002
"""Relative gap of the programs behind the two values, which are differences of large numbers."""


@dataclass(frozen=True, slots=True)
class TwoStage:
    """Decisions taken once for all worlds, and the objective in each.

    ``chosen`` decisions; ``status`` and ``bound`` of the program (of the objective with its risk);
    ``objectives`` of the decisions in each world, ``of_base`` those of the base case's decisions, ``known``
    those with each world known, in the order of the worlds; ``risk`` asked for.
    """

    chosen: frozenset[Decision]
    base: frozenset[Decision]
    status: str
    bound: float | None
    objectives: tuple[float, ...]
    of_base: tuple[float, ...]
    known: tuple[float, ...]
    risk: Risk
    is_profit: bool

    @property
    def expected(self) -> float:
        """Mean objective over the worlds."""
        return _mean(self.objectives)

    @property
    def tail(self) -> float:
        """Conditional value at risk: mean objective of the worst worlds."""
        return tail_mean(self.objectives, self.risk.tail, is_profit=self.is_profit)

    @property
    def value_of_stochastic_solution(self) -> float:
        """Gain over the decisions of the base case; negative only where risk was traded for it."""
        return self._sign * (self.expected - _mean(self.of_base))

    @property
    def value_of_perfect_information(self) -> float:
        """Gain if each world were known before deciding."""
        return self._sign * (_mean(self.known) - self.expected)

    @property
    def _sign(self) -> float:
        return 1.0 if self.is_profit else -1.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def tail_mean(values: Sequence[float], tail: float, *, is_profit: bool) -> float:
    r"""Mean of the worst share ``tail`` of equally likely ``values``, the last one counted in part.

    .. math:: \frac{1}{m} \left( \sum_{k \le \lfloor m \rfloor} v_k + (m - \lfloor m \rfloor)
              v_{\lceil m \rceil} \right), \quad m = \alpha N, \quad v \text{ from the worst on}
    """
    worst = sorted(values, reverse=not is_profit)
    count = tail * len(worst)
    total, left = 0.0, count
    for value in worst:
        part = min(1.0, left)
        total, left = total + part * value, left - part
    return total / count


def two_stage(
    base: PeriodPlan, worlds: Sequence[PeriodPlan], risk: Risk, settings: PlanSettings
) -> TwoStage | None:
    """Best decisions over ``worlds``, beside those of ``base``; None where no decisions keep every world's
    rules."""
    close = replace(settings, gap=min(settings.gap or GAP, GAP))
    together = extensive(worlds, risk)
    solution = solve_highs(together.program, close)
    if solution.values is None:
        return None
    chosen = _chosen(together, solution.values)
    of_base = _decided(extensive([base], Risk()), close)
    # Where all weight lies on the tail the other worlds are left as they may be: count all of them anew.
    plain = extensive(worlds, Risk()) if risk.weight else together
    known = []
    for world in worlds:
        alone = extensive([world], Risk())
        found = solve_highs(alone.program, close)
        known.append(worth_of(alone.worth[0], found.values or []))
    return TwoStage(
        chosen=chosen,
        base=of_base,
        status=solution.status,
        bound=solution.bound,
        objectives=_worth_of(plain, chosen, close),
        of_base=_worth_of(plain, of_base, close),
        known=tuple(known),
        risk=risk,
        is_profit=base.maximise,
    )


def _chosen(found: Extensive, values: list[float]) -> frozenset[Decision]:
    return frozenset(name for name, column in found.decided.items() if values[column] > 0.5)


def _decided(alone: Extensive, settings: PlanSettings) -> frozenset[Decision]:
    solution = solve_highs(alone.program, settings)
    return _chosen(alone, solution.values or [0.0] * len(alone.program.lower))


def _worth_of(together: Extensive, chosen: frozenset[Decision], settings: PlanSettings) -> tuple[float, ...]:
    """Objective in each world with ``chosen`` decided."""
    program = Program(maximise=together.program.maximise)
    program.costs, program.rows = together.program.costs, together.program.rows
    program.lower, program.upper = list(together.program.lower), list(together.program.upper)
    for name, column in together.decided.items():
        program.lower[column] = program.upper[column] = float(name in chosen)
    program.is_integer = [False] * len(program.lower)
    solution = solve_highs(program, settings)
    assert solution.values is not None
    return tuple(worth_of(terms, solution.values) for terms in together.worth)
