"""The faster kernel of the event engine against the general one: everything to the last bit."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.second_opinion.test_flow_simpy import any_plant, compare

from seedtrain.catalog.cases import case
from seedtrain.flow import Job, Part, Pool, Problem, Step, build
from seedtrain.flow.case import load_case
from seedtrain.flow.chunk import Worlds
from seedtrain.flow.dispatch import dispatch
from seedtrain.flow.draws import Draws, Extra, Loss, Spread, make_draws
from seedtrain.flow.engine import make_engine
from seedtrain.flow.kernels.events import run_events
from seedtrain.quantities.distributions import Lognormal

REPLICATIONS = 4
PLAIN = Worlds(factors=np.ones((REPLICATIONS, 2)))


def line_plant(seed: int, *, whole: bool, closures: bool = False) -> Problem:
    """A line made by chance: pools of 1 to 3 units, then of one; two families, operations without a unit
    here and there, cleaning that may take no time.

    Times are whole hours from nought on where ``whole``.
    """
    rng = np.random.default_rng(seed)

    def time(low: float, high: float) -> float:
        return float(rng.integers(0, 5)) if whole else float(rng.uniform(low, high))

    sizes = [*rng.integers(1, 4, int(rng.integers(1, 4))).tolist(), *[1] * int(rng.integers(0, 4))]
    closed = ((20.0, 31.0), (60.0, 64.0)) if closures else ()

    def part(name: str) -> Part:
        return Part(name, closures=closed if rng.random() < 0.7 else ())

    pools = [Pool(f"p{n}", tuple(part(f"p{n}-{u}") for u in range(sizes[n]))) for n in range(len(sizes))]
    names = [f"p{n}" for n in range(len(sizes))]
    for at in sorted(rng.integers(0, len(names) + 1, int(rng.integers(0, 3))).tolist(), reverse=True):
        names.insert(at, "")
    routes = []
    for _ in range(2):
        reach = [int(rng.integers(0, min(3, len(names) - n))) for n in range(len(names))]
        routes.append(
            tuple(
                Step(
                    name=f"s{n}",
                    duration_h=max(1.0, time(1, 9)) if rng.random() < 0.98 else time(1, 9),
                    pool=name,
                    wait_limit_h=time(0, 9),
                    hold_offset=reach[n],
                    hold_at_end=reach[n] == 0 or bool(rng.integers(2)),
                    clean_h=time(0, 3) if rng.random() < 0.6 else 0.0,
                    fail_clean_h=time(0, 5),
                    changeover_h=time(0, 4) if rng.random() < 0.5 else 0.0,
                )
                for n, name in enumerate(names)
            )
        )
    jobs = [
        Job(name=f"j{n}", family="ab"[kind], steps=routes[kind], release_h=time(0, 20), due_h=time(9, 90))
        for n, kind in enumerate(rng.integers(0, 2, 14).tolist())
    ]
    return build(jobs, pools, is_changeover_attended=bool(rng.integers(2)))


def draws_of(problem: Problem, seed: int) -> Draws:
    """Spread, extras and losses of every kind on every operation."""
    operations, long = range(len(problem.pool)), Lognormal(1.0, 0.3)
    losses = [Loss(operation=k, low=0.0, high=0.03, stream="lost", place=k, factor=1) for k in operations]
    losses += [
        Loss(operation=k, low=0.03, high=0.05, stream="lost", place=k, recovery_h=9.0, is_within=True)
        for k in operations
    ]
    return make_draws(
        problem,
        seed,
        spreads=[Spread(operation=k, distribution=long, stream="d", place=k) for k in operations],
        extras=[Extra(operation=k, odds=0.1, hours=7.0, stream="down", place=k) for k in operations],
        losses=losses,
        factor_of=np.arange(len(problem.pool)) % 2,
    )


def worlds_of(problem: Problem, seed: int, *, whole: bool) -> Worlds:
    """Late material, some that never comes, units that open late, stops that hit some pools."""
    rng = np.random.default_rng(seed)
    n, jobs = REPLICATIONS, len(problem.jobs)

    def times(*shape: int) -> np.ndarray:
        found = rng.uniform(0.0, 30.0, shape)
        return np.round(found) if whole else found

    late = problem.release_h + times(n, jobs)
    stops = np.sort(times(n, 2), axis=1) + np.array([0.0, 40.0])
    return Worlds(
        factors=rng.uniform(0.8, 1.2, (n, 2)) if not whole else np.ones((n, 2)),
        releases_h=np.where(rng.random((n, jobs)) < 0.05, np.inf, late),
        opens_h=times(n, len(problem.units)),
        stops_h=np.stack((stops, stops + 6.0), axis=2),
        hits=rng.random((len(problem.pools), 2)) < 0.6,
    )


def assert_alike(problem: Problem, draws: Draws, worlds: Worlds) -> None:
    """Both kernels give all the same."""
    engine = make_engine(problem, "first_come")
    assert engine.line is not None
    found, wanted = (
        each.run(draws, 5, 5 + REPLICATIONS, worlds=worlds, horizon_h=70.0, traced=True, tallied=True)
        for each in (engine, replace(engine, line=None))
    )
    for name in ("done_h", "lost_h", "loss", "over_hold", "busy_h", "wait_h", "served"):
        assert getattr(found, name).tobytes() == getattr(wanted, name).tobytes(), name
    assert found.trace is not None
    assert wanted.trace is not None
    for name in ("start_h", "end_h", "unit"):
        assert getattr(found.trace, name).tobytes() == getattr(wanted.trace, name).tobytes(), name


@given(seed=some.integers(0, 10**6), whole=some.booleans(), closures=some.booleans(), line=some.booleans())
@settings(max_examples=150, deadline=None)
def test_both_kernels_agree(seed: int, whole: bool, closures: bool, line: bool) -> None:
    """On lines and on plants with routes of any order; where many things happen at once, nothing is drawn."""
    plant = line_plant if line else any_plant
    problem = plant(seed, whole=whole, closures=closures)
    draws = make_draws(problem, seed) if whole else draws_of(problem, seed)
    assert_alike(problem, draws, worlds_of(problem, seed, whole=whole))
    assert_alike(problem, draws, PLAIN)


@given(seed=some.integers(0, 10**6), whole=some.booleans(), closures=some.booleans())
@settings(max_examples=15, deadline=None)
def test_the_faster_kernel_is_simpys(seed: int, whole: bool, closures: bool) -> None:
    """On lines, whose last pools are computed ahead, with ties and without."""
    compare(line_plant(seed, whole=whole, closures=closures), "first_come", seed, plain=whole)


def general_rows(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """From now on: which rows the general kernel is asked to run."""
    rows: list[int] = []

    def spy(*given: Any) -> None:
        rows.extend(given[-1].tolist())
        run_events(*given)

    monkeypatch.setattr("seedtrain.flow.kernels.events.run_events", spy)
    return rows


def test_the_published_plant_is_told_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its purification is the tail; no replication of it is given up, nor its base, full of ties."""
    plant = load_case(case("bench_simulation"))
    engine = make_engine(plant.problem, "first_come")
    assert engine.line is not None
    names = set(plant.problem.pools) - {plant.problem.pools[p] for p in engine.line.queued}
    assert names == {"capture", "virus_inactivation", "polish_1", "polish_2", "uf_df", "bulk_fill"}
    rows = general_rows(monkeypatch)
    engine.base()
    factors = np.ones((REPLICATIONS, 2))
    engine.run(draws_of(plant.problem, 3), 0, REPLICATIONS, worlds=Worlds(factors=factors))
    assert rows == []


def test_what_cannot_be_told_is_run_in_general(monkeypatch: pytest.MonkeyPatch) -> None:
    """An operation of no time in the second row: that row alone goes to the general kernel.

    One unit, two jobs at 0: (2, 3) h, then (0, 3) h: starts 0, 2 and 0, 0.
    """
    steps = (Step(name="s", duration_h=2.0, pool="p"),)
    jobs = [Job(name=name, family="f", steps=steps) for name in "ab"]
    problem = build(jobs, [Pool("p", (Part("p-1"),))])
    rows = general_rows(monkeypatch)
    trace = dispatch(problem, np.array([[2.0, 3.0], [0.0, 3.0]]))
    assert trace.start_h.tolist() == [[0.0, 2.0], [0.0, 0.0]]
    assert rows == [1]


def test_what_the_faster_kernel_refuses() -> None:
    """Other rules, and units that another pool cleans."""
    assert make_engine(any_plant(1), "first_come").line is not None
    for rule in ("campaign", "priority", "due_date"):
        assert make_engine(any_plant(1), rule).line is None
    assert make_engine(any_plant(1, skid=True), "first_come").line is None


def test_a_plant_without_units_runs() -> None:
    """Two jobs of 2 h then 1 h that need nothing: starts 0 and 2 both."""
    steps = (Step(name="s", duration_h=2.0), Step(name="t", duration_h=1.0))
    problem = build([Job(name=name, family="f", steps=steps) for name in "ab"], [])
    assert make_engine(problem, "first_come").line is None
    assert dispatch(problem, problem.duration_h[None, :]).start_h.tolist() == [[0.0, 2.0, 0.0, 2.0]]
