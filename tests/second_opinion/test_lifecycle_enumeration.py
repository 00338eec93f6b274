"""Sampled odds against all outcomes written out."""

from itertools import product

import numpy as np
import pytest
from tests.years_cases import AT_ONCE, inputs, programme, scenario

from seedtrain.lifecycle import run
from seedtrain.results.indicator import by_id

ODDS = {"phase_1": 0.7, "phase_2": 0.4, "phase_3": 0.6, "filing": 0.9}
COST = {"phase_1": 10.0, "phase_2": 20.0, "phase_3": 70.0, "filing": 5.0}
WORLDS = 20_000


def enumerate_outcomes(molecules: int) -> dict[tuple[int, float], float]:
    """Approvals and cost of every combination of gates, with its probability."""
    one: dict[tuple[int, float], float] = {}
    for gates in product((True, False), repeat=len(ODDS)):
        odds, cost, alive = 1.0, 0.0, True
        for (stage, chance), passed in zip(ODDS.items(), gates, strict=True):
            odds *= chance if passed else 1.0 - chance
            cost += COST[stage] if alive else 0.0
            alive = alive and passed
        one[int(alive), cost] = one.get((int(alive), cost), 0.0) + odds
    total = {(0, 0.0): 1.0}
    for _ in range(molecules):
        grown: dict[tuple[int, float], float] = {}
        for (count, cost), odds in total.items():
            for (more, extra), chance in one.items():
                key = (count + more, cost + extra)
                grown[key] = grown.get(key, 0.0) + odds * chance
        total = grown
    return total


@pytest.mark.parametrize("molecules", [1, 3])
def test_sampled_probabilities_equal_the_enumerated_ones(molecules: int) -> None:
    """Approvals and the mean cost agree within four standard errors."""
    terms = AT_ONCE | {
        stage: {"duration": "1 d", "odds": str(ODDS[stage]), "cost": f"{COST[stage]} CNY"} for stage in ODDS
    }
    terms["filing"]["clock"] = "fda.ind"
    result = run(scenario(programme(molecules=float(molecules), terms=terms)), inputs(WORLDS), {})
    table = by_id(result.indicators)
    approved, cost = table["lifecycle.a.approved"].draws, table["lifecycle.a.cost"].draws
    assert approved is not None
    assert cost is not None
    outcomes = enumerate_outcomes(molecules)
    for count in range(molecules + 1):
        expected = sum(odds for (number, _), odds in outcomes.items() if number == count)
        error = np.sqrt(expected * (1.0 - expected) / WORLDS)
        assert (approved[1:] == count).mean() == pytest.approx(expected, abs=4 * error)
    mean = sum(odds * spent for (_, spent), odds in outcomes.items())
    spread = np.sqrt(sum(odds * (spent - mean) ** 2 for (_, spent), odds in outcomes.items()))
    assert cost[1:].mean() == pytest.approx(mean, abs=4 * spread / np.sqrt(WORLDS))
