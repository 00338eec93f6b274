"""Plans of two sections against the enumeration of every count of batches."""

from itertools import accumulate
from itertools import product as combinations

import numpy as np
import pytest
from tests.plan_sections import two_sections

from seedtrain.plan import PeriodPlan, PlanSettings, solve, verify

PERIODS = 3
TAKES = {"A": 1.0, "B": 2.0}


def random_sections(seed: int) -> PeriodPlan:
    """S, sold by itself too, and A and B filled with 1 and 2 of it; demand, release, batches under way and
    the days they take at random."""
    rng = np.random.default_rng(seed)
    demand = {name: [float(v) for v in rng.integers(0, 3, PERIODS)] for name in ("S", "A", "B")}
    return two_sections(
        demand,
        takes=TAKES,
        substance={
            "release_lag": int(rng.integers(0, 2)),
            "opening": {"": float(rng.integers(0, 2))},
            "arriving": {"": (0.0, float(rng.integers(0, 3)), 0.0)},
        },
        items={"release_lag": int(rng.integers(0, 2))},
        making={"days_taken": (float(rng.choice([0.0, 15.0, 25.0])),)},
    )


def sold(there: list[float], demand: tuple[float, ...]) -> float:
    """Most that can be sold when ``there`` has come in by the end of each period and none is asked back."""
    total = 0.0
    for come, asked in zip(there, demand, strict=True):
        total += max(0.0, min(asked, come - total))
    return total


def released(made: tuple[int, ...], lag: int) -> list[float]:
    """Batches released by the end of each period."""
    late = [0] * lag + list(made)
    return [float(v) for v in accumulate(late[:PERIODS])]


def best_of_all(problem: PeriodPlan) -> float:
    """Greatest profit over every count of batches of both suites."""
    making, filling = problem.stages
    rule, suite = making.stocks["S"], making.suites[0]
    most = [int(suite.days_free(30.0, t) // 10.0) for t in range(PERIODS)]
    given = list(
        accumulate(rule.arrives("", t) + (rule.opening[""] if t == 0 else 0.0) for t in range(PERIODS))
    )
    lag = filling.stocks["A"].release_lag
    pairs = [(a, b) for a in range(4) for b in range(4 - a)]
    best = 0.0
    for hall in combinations(*(range(n + 1) for n in most)):
        come = [3.0 * v + g for v, g in zip(released(hall, rule.release_lag), given, strict=True)]
        for line in combinations(pairs, repeat=PERIODS):
            drawn = list(accumulate(TAKES["A"] * a + TAKES["B"] * b for a, b in line))
            left = [c - d for c, d in zip(come, drawn, strict=True)]
            if min(left) < 0.0:
                continue
            free = [min(left[t:]) for t in range(PERIODS)]  # what no later filling needs
            worth = 2.0 * sold(free, problem.markets["S"].demand)
            for k, name in enumerate(("A", "B")):
                made = tuple(pair[k] for pair in line)
                worth += 10.0 * sold(released(made, lag), problem.markets[name].demand) - sum(made)
            best = max(best, worth - sum(hall))
    return best


@pytest.mark.parametrize("seed", range(8))
def test_two_sections_against_every_plan(seed: int) -> None:
    """The programme finds what enumeration finds; the judge approves it."""
    problem = random_sections(seed)
    result = solve(problem, PlanSettings())
    assert result.status == "optimal"
    assert result.objective == pytest.approx(best_of_all(problem))
    assert verify(problem, result) == []
