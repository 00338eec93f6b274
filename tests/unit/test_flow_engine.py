"""Engines run any replications of a problem, and a row depends on its number alone."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from tests.flow_cases import batch, plant, random_plant

from seedtrain.flow import Problem
from seedtrain.flow.chunk import Chunk, Worlds
from seedtrain.flow.draws import Draws, Extra, Loss, Spread, make_draws
from seedtrain.flow.engine import Policy, make_engine
from seedtrain.flow.sequence import place_in_order
from seedtrain.quantities.distributions import Lognormal

POLICIES: tuple[Policy, ...] = (
    "timetable",
    "plan_order",
    "first_come",
    "due_date",
    "campaign",
    "priority",
)
FIELDS = ("done_h", "lost_h", "loss", "over_hold", "busy_h", "wait_h", "served")


def loose(seed: int = 3) -> Problem:
    """Eight batches without limits on waits."""
    problem = random_plant(seed, jobs=8)
    return replace(problem, wait_limit_h=np.full(len(problem.pool), np.inf))


def all_draws(problem: Problem, seed: int = 5) -> Draws:
    """Spread everywhere, a breakdown in production, a loss at its end."""
    names = [problem.jobs[j] for j in problem.job_of]
    production = [int(k) for k in np.flatnonzero(problem.pool == 1)]
    return make_draws(
        problem,
        seed,
        spreads=[
            Spread(operation=k, distribution=Lognormal(1.0, 0.2), stream=f"duration.{names[k]}", place=k)
            for k in range(len(problem.pool))
        ],
        extras=[Extra(operation=k, odds=0.3, hours=9.0, stream=f"down.{names[k]}") for k in production],
        losses=[Loss(operation=k, low=0.0, high=0.2, stream=f"lost.{names[k]}") for k in production],
    )


@pytest.mark.parametrize("policy", POLICIES)
def test_chunks_do_not_move_a_row(policy: Policy) -> None:
    """Replications 0 to 9 in one chunk and in three are the same bytes."""
    problem = loose()
    engine = make_engine(problem, policy, timetable=place_in_order(problem, np.arange(8)))
    draws = all_draws(problem)
    whole = engine.run(draws, 0, 9, tallied=True, horizon_h=80.0)
    parts = [engine.run(draws, at, at + 3, tallied=True, horizon_h=80.0) for at in (0, 3, 6)]
    for name in FIELDS:
        joined = np.concatenate([getattr(part, name) for part in parts])
        assert joined.tobytes() == getattr(whole, name).tobytes()
    assert (whole.loss >= 0).any()
    assert np.array_equal(np.isnan(whole.done_h), whole.loss >= 0)


def test_the_base_is_worked_out_by_hand() -> None:
    """One reactor: a1 in production 4-14, a2 waits in its seed vessel and is there 17-27, harvested 28.

    Released at 37 and 50 h; up to hour 30 the reactor runs 10 + 10 h, and a2 waits 8 h for it.
    """
    problem = plant(batch("a1"), batch("a2"), reactors=1)
    free = replace(problem, wait_limit_h=np.full(10, np.inf))
    base = make_engine(free, "first_come").base(horizon_h=30.0)
    assert base.done_h.tolist() == [[37.0, 50.0]]
    assert base.busy_h[0].tolist() == [8.0, 20.0, 2.0, 4.0]
    assert base.wait_h[0, 1] == 8.0
    assert base.served[0].tolist() == [2, 2, 2, 2]


@pytest.mark.parametrize("policy", POLICIES)
def test_nothing_begins_while_the_site_stands_still(policy: Policy) -> None:
    """One reactor and a stop from 5 to 12 h: a1 is in it from 4 to 14; a2 seeds at 12, for its vessel is
    clean at 5.

    a2 then waits from 16 for the reactor, clean at 17 as without the stop.
    """
    problem = plant(batch("a1"), batch("a2"), reactors=1)
    free = replace(problem, wait_limit_h=np.full(10, np.inf))
    engine = make_engine(free, policy, timetable=place_in_order(free, np.arange(2)))
    stops = np.array([[[5.0, 12.0], [np.inf, np.inf]]])
    chunk = engine.run(make_draws(free, 0), 0, 1, worlds=Worlds(stops_h=stops), traced=True)
    assert chunk.trace is not None
    assert chunk.trace.start_h[0].tolist() == [0, 4, 14, 15, 17, 12, 17, 27, 28, 30]


@pytest.mark.parametrize("policy", POLICIES)
def test_threads_do_not_move_a_byte(policy: Policy) -> None:
    """Four chunks on four threads give the bytes of one chunk on one, with every kind of draw and of
    world."""
    problem = loose()
    engine = make_engine(problem, policy, timetable=place_in_order(problem, np.arange(8)))
    draws, rng = all_draws(problem), np.random.default_rng(1)
    releases = problem.release_h + rng.uniform(0, 9, (40, 8))
    stops = np.cumsum(rng.uniform(1, 40, (40, 4)), axis=1).reshape(40, 2, 2)

    def run(span: tuple[int, int]) -> Chunk:
        part = slice(*span)
        worlds = Worlds(releases_h=releases[part], stops_h=stops[part])
        return engine.run(draws, *span, worlds=worlds, tallied=True, horizon_h=80.0)

    with ThreadPoolExecutor(4) as pool:
        parts = list(pool.map(run, [(0, 7), (7, 20), (20, 21), (21, 40)]))
    whole = run((0, 40))
    for name in FIELDS:
        joined = np.concatenate([getattr(part, name) for part in parts])
        assert joined.tobytes() == getattr(whole, name).tobytes()


def test_a_wait_beyond_its_limit_is_noted() -> None:
    """The seed culture of a2 may not wait, and does from 9 to 17 h: counted for a2 alone."""
    problem = plant(batch("a1"), batch("a2"), reactors=1)
    for policy in ("plan_order", "first_come"):
        assert make_engine(problem, policy).base().over_hold.tolist() == [[False, True]]


def test_a_timetable_to_follow_must_be_given() -> None:
    """Without one the engine is not made."""
    with pytest.raises(ValueError, match="timetable"):
        make_engine(loose(), "timetable")
