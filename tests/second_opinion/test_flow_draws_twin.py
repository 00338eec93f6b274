"""The compiled draws are those of NumPy to the last bit, whatever is drawn."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.flow_cases import random_plant

from seedtrain.flow import Problem
from seedtrain.flow.chunk import Worlds
from seedtrain.flow.draws import Draws, Extra, Loss, Spread, draw_plainly, make_draws
from seedtrain.flow.engine import make_engine
from seedtrain.flow.in_turn import in_turn
from seedtrain.quantities.distributions import (
    Beta,
    Distribution,
    Lognormal,
    Normal,
    Pert,
    Triangular,
    Uniform,
)

SHAPES: tuple[Distribution, ...] = (
    Lognormal(1.0, 0.4),
    Triangular(0.5, 1.0, 2.0),
    Uniform(0.1, 3.0),
    Beta(2.0, 5.0, 0.5, 1.5),
    Pert(0.2, 1.0, 4.0),
    Normal(9.0, 0.5),
)


def problem_of(seed: int) -> Problem:
    """Eight batches without limits on waits."""
    problem = random_plant(seed, jobs=8)
    return replace(problem, wait_limit_h=np.full(len(problem.pool), np.inf))


def draws_of(problem: Problem, seed: int) -> tuple[Draws, int]:
    """Spreads, extras and losses put about by chance, two factors; the draws and how many extras."""
    rng = np.random.default_rng(seed)
    operations = len(problem.pool)
    some_of = [int(k) for k in rng.permutation(operations)]
    extras = [
        Extra(
            operation=k, odds=float(rng.uniform()), hours=float(rng.uniform(0, 20)), stream=f"extra.{n}",
            distribution=None if n % 3 else SHAPES[n % 6], factor=n % 3 - 1,
        )
        for n, k in enumerate(some_of[:10] + some_of[5:12])
    ]  # fmt: skip
    losses = [
        Loss(operation=k, low=0.1 * n, high=0.1 * n + 0.2, stream="loss", place=k, factor=n % 3 - 1)
        for n, k in enumerate(some_of[:8] + some_of[4:6])
    ]
    spreads = [
        Spread(operation=k, distribution=SHAPES[n % 6], stream="spread", place=n)
        for n, k in enumerate(some_of[: operations // 2])
    ]
    factor_of = rng.integers(-1, 2, operations)
    made = make_draws(problem, seed, spreads=spreads, extras=extras, losses=losses, factor_of=factor_of)
    return made, len(extras)


@given(some.integers(0, 10**6), some.integers(0, 10**9))
@settings(max_examples=25)
def test_the_twin_gives_the_same_bits(seed: int, first: int) -> None:
    """Durations and losses drawn in the kernel give the run of durations and losses drawn by NumPy."""
    problem = problem_of(seed)
    draws, _ = draws_of(problem, seed)
    factors = np.random.default_rng(seed).uniform(0.5, 2.0, (5, 2))
    chunk = make_engine(problem, "plan_order").run(
        draws, first, first + 5, worlds=Worlds(factors=factors), traced=True
    )
    durations, loss = draw_plainly(problem, draws, first, first + 5, factors)
    trace = in_turn(problem, np.arange(8), durations, ends=loss >= 0)
    assert chunk.trace is not None
    assert chunk.trace.start_h.tobytes() == trace.start_h.tobytes()
    assert chunk.trace.end_h.tobytes() == trace.end_h.tobytes()
    happened = np.where(np.isnan(trace.end_h), -1, loss)
    assert np.array_equal(chunk.loss, np.maximum.reduceat(happened, problem.route[:-1], axis=1))


@pytest.mark.parametrize("extra", [False, True])
def test_adding_a_draw_moves_no_other(extra: bool) -> None:
    """One more breakdown moves its operation alone; with more replications the first ones stay."""
    problem = problem_of(1)
    spreads = [Spread(operation=k, distribution=SHAPES[0], stream="s", place=k) for k in range(40)]
    plain, _ = draw_plainly(problem, make_draws(problem, 3, spreads=spreads), 0, 6)
    more = [Extra(operation=7, odds=1.0, hours=2.0, stream="down")] if extra else []
    wide, _ = draw_plainly(problem, make_draws(problem, 3, spreads=spreads, extras=more), 0, 9)
    moved = np.zeros(40)
    moved[7] = 2.0 if extra else 0.0
    assert np.array_equal(wide[:6], plain + moved)
