"""The exact choice of programmes against every choice written out."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from seedtrain.errors import InputError
from seedtrain.lifecycle.portfolio import Candidate, Limit, PortfolioProblem, choose
from seedtrain.lifecycle.portfolio.verify import verify, worth


def limit(id_: str, there: list[float], kind: str = "budget", more: float = 1.0) -> Limit:
    """A limit by year."""
    return Limit(id_, kind, np.array(there), np.full(len(there), more))


def candidate(id_: str, value: float, must: bool = False, **uses: list[float]) -> Candidate:
    """A programme that uses limits by year."""
    return Candidate(id_, value, {key: np.array(each) for key, each in uses.items()}, must)


def best_of_all(problem: PortfolioProblem) -> float:
    """The greatest value of any choice that the verifier lets pass; minus infinity where none does."""
    best = -np.inf
    for delays in product([None, *range(problem.delays + 1)], repeat=len(problem.candidates)):
        begun = {
            each.id: delay
            for each, delay in zip(problem.candidates, delays, strict=True)
            if delay is not None
        }
        if not verify(problem, begun):
            best = max(best, worth(problem, begun))
    return best


def test_three_programmes_worked_out_by_hand() -> None:
    """Budget 10 a year for two years; first-year uses and values a 6, 60; b 5, 50; c 5, 30.

    No interest: b and c now, a a year later, all three: 140. Interest of 10 %: putting off a costs 60 - 54.55
    = 5.45, putting off b and c instead 80 - 72.73 = 7.27, so a waits. With 16 in a year all go now: 140.
    """
    three = (
        candidate("a", 60.0, budget=[6.0, 0.0]),
        candidate("b", 50.0, budget=[5.0, 0.0]),
        candidate("c", 30.0, budget=[5.0, 0.0]),
    )
    free = choose(PortfolioProblem(three, (limit("budget", [10.0, 10.0]),), delays=1, rate=0.0))
    assert free.objective == pytest.approx(140.0)
    assert free.broken == ()
    dear = choose(PortfolioProblem(three, (limit("budget", [10.0, 10.0], more=6.0),), delays=1, rate=0.1))
    assert dear.objective == pytest.approx(80.0 + 60.0 / 1.1)
    assert dear.begun == {"a": 1, "b": 0, "c": 0}
    assert dear.gains["budget"] == pytest.approx(140.0 - dear.objective)


def test_what_must_go_on_goes_on() -> None:
    """A programme worth less than nothing that must go on is begun as late as it may be: -10 / 1.1^2."""
    problem = PortfolioProblem(
        (candidate("sick", -10.0, must=True, budget=[1.0]), candidate("well", 5.0, budget=[1.0])),
        (limit("budget", [1.0]),),
        delays=2,
        rate=0.1,
    )
    found = choose(problem)
    assert found.begun == {"sick": 2, "well": 0}
    assert found.objective == pytest.approx(5.0 - 10.0 / 1.21)


def test_limits_that_can_t_be_kept_are_refused() -> None:
    """A programme that must go on and costs more than there is: LIF-016."""
    problem = PortfolioProblem(
        (candidate("a", 1.0, must=True, budget=[9.0, 9.0]),),
        (limit("budget", [1.0, 1.0]),),
        delays=0,
        rate=0.1,
    )
    with pytest.raises(InputError) as refused:
        choose(problem)
    assert [each.code for each in refused.value.findings] == ["LIF-016"]


PROBLEMS = some.builds(
    lambda values, uses, there, delays, rate: PortfolioProblem(
        tuple(
            candidate(f"p{place}", value, budget=list(use[:3]), suite=list(use[3:]))
            for place, (value, use) in enumerate(zip(values, uses, strict=False))
        ),
        (limit("budget", list(there[:3])), limit("suite", list(there[3:]), "suite")),
        delays,
        rate,
    ),
    some.lists(some.integers(-20, 100).map(float), min_size=1, max_size=4),
    some.lists(some.tuples(*[some.integers(0, 9).map(float)] * 6), min_size=4, max_size=4),
    some.tuples(*[some.integers(1, 15).map(float)] * 6),
    some.integers(0, 2),
    some.sampled_from([0.0, 0.08]),
)


@settings(max_examples=40)
@given(problem=PROBLEMS)
def test_the_solver_finds_what_brute_force_finds(problem: PortfolioProblem) -> None:
    """On up to four programmes, three years and two limits the value is that of the best of all choices.

    The verifier breaks nothing, the bound is reached, and one more of a limit is worth what brute force says.
    """
    found = choose(problem)
    assert found.objective == pytest.approx(best_of_all(problem), abs=1e-6)
    assert found.broken == ()
    assert found.gap < 1e-6
    for each in problem.limits:
        grown = best_of_all(problem.with_one_more(each.id))
        assert found.gains[each.id] == pytest.approx(max(grown - found.objective, 0.0), abs=1e-6)


def test_the_verifier_breaks_what_is_wrong() -> None:
    """A programme unknown, put off too long or left out though it must go on, and a limit overrun."""
    problem = PortfolioProblem(
        (candidate("a", 1.0, must=True, budget=[2.0]), candidate("b", 1.0, budget=[2.0])),
        (limit("budget", [3.0]),),
        delays=1,
        rate=0.1,
    )
    assert verify(problem, {"a": 0, "b": 0}) == ("budget year 1",)
    assert verify(problem, {"b": 5, "z": 0}) == ("unknown z", "delay b", "must a")
