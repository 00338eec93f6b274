"""Both engines against a SimPy model of the same plant, to the last bit on shared draws."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.simpy_plant import SimpyPlant

from seedtrain.flow import Job, Part, Pool, Problem, Step, build
from seedtrain.flow.chunk import Worlds
from seedtrain.flow.draws import Extra, Loss, Spread, draw_plainly, make_draws, recovery_plainly
from seedtrain.flow.engine import Policy, make_engine
from seedtrain.quantities.distributions import Lognormal, Uniform

RULES: tuple[Policy, ...] = ("first_come", "due_date", "campaign", "priority")


def any_plant(seed: int, *, closures: bool = False, skid: bool = False, whole: bool = False) -> Problem:
    """A plant made by chance: 3 to 6 pools of 1 to 3 units, 2 routes, holds, cleaning, changeovers, due
    times.

    Times are whole hours where ``whole``: many things then happen at once.
    """
    rng = np.random.default_rng(seed)

    def time(low: float, high: float) -> float:
        return float(np.round(rng.uniform(low, high))) if whole else float(rng.uniform(low, high))

    names = [f"p{n}" for n in range(int(rng.integers(3, 7)))]
    pools = []
    for name in names:
        low = time(20, 60)
        closed = ((low, low + time(5, 20)), (150.0, 160.0)) if closures and rng.random() < 0.6 else ()
        parts = [
            Part(f"{name}-{n}", closures=closed if n == 0 or rng.random() < 0.7 else ())
            for n in range(int(rng.integers(1, 4)))
        ]
        pools.append(Pool(name, tuple(parts)))
    if skid:
        pools.append(Pool("skid", (Part("skid-1"), Part("skid-2"))[: int(rng.integers(1, 3))]))
    routes = []
    for _ in range(2):
        chosen = [*rng.permutation(names)[: int(rng.integers(2, len(names) + 1))]]
        if rng.random() < 0.5:
            chosen.insert(int(rng.integers(len(chosen) + 1)), "")
        reach = [int(rng.integers(0, min(3, len(chosen) - n))) for n in range(len(chosen))]
        routes.append(
            tuple(
                Step(
                    name=f"s{n}",
                    duration_h=time(1, 12),
                    pool=str(pool),
                    hold_offset=reach[n],
                    hold_at_end=reach[n] == 0 or bool(rng.integers(2)),
                    clean_h=time(1, 4),
                    clean_pool="skid" if skid and pool and rng.random() < 0.5 else "",
                    fail_clean_h=time(0, 5),
                    changeover_h=time(1, 6) if rng.random() < 0.7 else 0.0,
                )
                for n, pool in enumerate(chosen)
            )
        )
    jobs = [
        Job(
            name=f"j{n}",
            family="ab"[kind],
            steps=routes[kind],
            release_h=time(0, 30),
            due_h=time(30, 90),
            weight=float(rng.integers(1, 4)),
        )
        for n, kind in enumerate(rng.integers(0, 2, 12).tolist())
    ]
    return build(jobs, pools, is_changeover_attended=bool(rng.integers(2)))


def compare(problem: Problem, policy: Policy, seed: int, first: int = 0, *, plain: bool = False) -> None:
    """Run some replications in the engine and in SimPy: the same starts, ends and losses, bit for bit."""
    operations = range(len(problem.pool))
    draws = make_draws(problem, seed)
    if not plain:
        draws = make_draws(
            problem,
            seed,
            spreads=[
                Spread(operation=k, distribution=Lognormal(1.0, 0.3), stream="d", place=k) for k in operations
            ],
            extras=[Extra(operation=k, odds=0.1, hours=7.0, stream="down", place=k) for k in operations],
            losses=[Loss(operation=k, low=0.0, high=0.05, stream="lost", place=k) for k in operations],
        )
    chunk = make_engine(problem, policy).run(draws, first, first + 3, traced=True)
    durations, loss = draw_plainly(problem, draws, first, first + 3)
    assert chunk.trace is not None
    for row in range(3):
        other = SimpyPlant(problem, policy, durations[row], loss[row] >= 0, problem.release_h)
        assert chunk.trace.start_h[row].tobytes() == other.start.tobytes()
        assert chunk.trace.end_h[row].tobytes() == other.end.tobytes()


@pytest.mark.parametrize("policy", RULES)
@given(seed=some.integers(0, 10**6), first=some.integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_the_event_engine_is_simpys(policy: Policy, seed: int, first: int) -> None:
    """By every rule, over plants, seeds and replications made by chance."""
    compare(any_plant(seed), policy, seed, first)


@given(seed=some.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_the_recurrence_is_simpys(seed: int) -> None:
    """In plan order, where nobody overtakes and a lost job gives way; with units that close as well."""
    compare(any_plant(seed), "plan_order", seed)
    compare(any_plant(seed, closures=True), "plan_order", seed)


@pytest.mark.parametrize("policy", [*RULES, "plan_order"])
@given(seed=some.integers(0, 10**6))
@settings(max_examples=10, deadline=None)
def test_ties_are_broken_alike(policy: Policy, seed: int) -> None:
    """Whole hours and no spread: many things at once, ordered by time, due, place of the job."""
    compare(any_plant(seed, whole=True), policy, seed, plain=True)


@pytest.mark.parametrize("policy", RULES)
@given(seed=some.integers(0, 10**6), whole=some.booleans())
@settings(max_examples=8, deadline=None)
def test_closures_and_shared_cleaning_are_simpys(policy: Policy, seed: int, whole: bool) -> None:
    """Units that close for a while, and skids that clean what is dirty first come first served."""
    compare(any_plant(seed, closures=True, whole=whole), policy, seed, plain=whole)
    compare(any_plant(seed, skid=True, whole=whole), policy, seed, plain=whole)
    if policy != "campaign":
        compare(any_plant(seed, closures=True, skid=True), policy, seed)


@pytest.mark.parametrize("policy", [*RULES, "plan_order"])
@given(seed=some.integers(0, 10**6), first=some.integers(0, 10**6))
@settings(max_examples=10, deadline=None)
def test_losses_by_cause_and_stops_of_one_site_are_simpys(policy: Policy, seed: int, first: int) -> None:
    """Operations that break off, work on the unit by cause, and two sites of which each stops by itself."""
    problem = any_plant(seed, closures=seed % 3 == 0)
    operations, rng = range(len(problem.pool)), np.random.default_rng(seed)
    kinds: list[dict[str, Any]] = [
        {"recovery_h": 0.0},
        {"recovery_h": 8.0, "is_within": True},
        {"recovery_h": 1.0, "recovery": Uniform(2.0, 30.0)},
    ]
    draws = make_draws(
        problem,
        seed,
        spreads=[
            Spread(operation=k, distribution=Lognormal(1.0, 0.3), stream="d", place=k) for k in operations
        ],
        losses=[
            Loss(operation=k, low=0.04 * n, high=0.04 * (n + 1), stream="lost", place=k, **kind)
            for k in operations
            for n, kind in enumerate(kinds)
        ],
    )
    stops = np.cumsum(rng.uniform(1, 40, (3, 4)), axis=1).reshape(3, 2, 2)
    stops = np.concatenate((stops, stops[::-1]), axis=1)
    hits = (rng.integers(0, 2, len(problem.pools))[:, None] == np.array([0, 0, 1, 1])).astype(np.bool_)
    worlds = Worlds(stops_h=stops, hits=hits)
    chunk = make_engine(problem, policy).run(draws, first, first + 3, worlds=worlds, traced=True)
    durations, loss = draw_plainly(problem, draws, first, first + 3)
    recovery = recovery_plainly(draws, loss, first)
    assert chunk.trace is not None
    for row in range(3):
        other = SimpyPlant(
            problem, policy, durations[row], loss[row] >= 0, problem.release_h, recovery=recovery[row],
            stops=stops[row], hits=hits,
        )  # fmt: skip
        assert chunk.trace.start_h[row].tobytes() == other.start.tobytes()
        assert chunk.trace.end_h[row].tobytes() == other.end.tobytes()


def test_no_release_is_nobody() -> None:
    """A job released at infinity is not there in either."""
    problem = any_plant(5)
    release = problem.release_h.copy()
    release[3] = np.inf
    compare(replace(problem, release_h=release), "first_come", 5)
