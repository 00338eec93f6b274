r"""The two-stage program of a plan: one copy of it for each sampled world, decisions in common.

.. math::
    \max\; (1-\rho) \sum_w p_w z_w + \rho\, C, \qquad
    C = \eta - \frac{1}{1-\alpha} \sum_w p_w \delta_w, \qquad \delta_w \ge \eta - z_w, \; \delta_w \ge 0

``z_w`` objective in world w, ``p_w`` its weight; ``C`` conditional value at risk: the mean of the worst
``1 - alpha`` of worlds; ``rho`` its share in the objective. For a cost the signs are turned. Decided once:
projects and qualifications, with their periods. Adapted in each world: campaigns (divisible), stock, sales.
Reference: R.T. Rockafellar, S. Uryasev, Optimization of conditional value-at-risk, Journal of Risk 2 (2000).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from seedtrain.plan.period.build import build_program
from seedtrain.plan.period.decisions import Decision, decisions
from seedtrain.plan.period.frame import Frame
from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.program import Program, Terms


@dataclass(frozen=True, slots=True)
class Risk:
    """``weight`` of the conditional value at risk in the objective, 0 for the expected value alone; ``tail``
    share of worlds it is the mean of."""

    weight: float = 0.0
    tail: float = 0.1


@dataclass(frozen=True, slots=True)
class Extensive:
    """``program`` of all worlds; ``decided`` column by decision; ``worth`` terms of the objective of each
    world."""

    program: Program
    decided: dict[Decision, int]
    worth: tuple[Terms, ...]


def extensive(problems: Sequence[PeriodPlan], risk: Risk) -> Extensive:
    """The program over ``problems``, one for each world and of equal weight."""
    program = Program(maximise=problems[0].maximise)
    decided: dict[Decision, int] = {}
    worth = []
    share = 1.0 / len(problems)
    for number, problem in enumerate(problems):
        frame = build_program(problem)
        place = _add_columns(program, frame, decided)
        shared = set(decided.values())
        for low, high, terms in frame.program.rows:
            mine = [(place[column], value) for column, value in terms]
            if number == 0 or any(column not in shared for column, _ in mine):
                program.rows.append((low, high, mine))
        worth.append([(place[c], v) for c, v in enumerate(frame.program.objective()) if v])
        for category, terms in frame.program.costs.items():
            kept = program.costs.setdefault(category, [])
            kept += [(place[c], (1.0 - risk.weight) * share * v) for c, v in terms]
    if risk.weight:
        _add_tail(program, worth, risk, share)
    return Extensive(program, decided, tuple(worth))


def _add_columns(program: Program, frame: Frame, decided: dict[Decision, int]) -> list[int]:
    """Add the columns of one world; return the place of each: decisions are those of the first world."""
    named = {column: name for name, column in decisions(frame).items()}
    place = []
    for column, (lower, upper) in enumerate(zip(frame.program.lower, frame.program.upper, strict=True)):
        name = named.get(column)
        if name is not None and name in decided:
            place.append(decided[name])
            continue
        place.append(program.column(lower, upper, is_integer=name is not None))
        if name is not None:
            decided[name] = place[-1]
    return place


def _add_tail(program: Program, worth: list[Terms], risk: Risk, share: float) -> None:
    """Columns eta and delta and their rows, for a profit; for a cost with turned signs."""
    sign = 1.0 if program.maximise else -1.0
    level = program.column(-inf, inf, is_integer=False, tail=-sign * risk.weight)
    for terms in worth:
        beyond = program.column(0, inf, is_integer=False, tail=risk.weight * share / risk.tail)
        below = [(column, sign * value) for column, value in terms]
        program.at_least([(beyond, 1.0), (level, -sign), *below], 0.0)


def worth_of(terms: Terms, values: list[float]) -> float:
    """Objective of one world at ``values``."""
    return sum(value * values[column] for column, value in terms)
