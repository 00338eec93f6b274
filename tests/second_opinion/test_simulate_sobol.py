"""Sobol indices of a simulation: against what is known by hand, and against SALib's estimator of the same."""

from collections.abc import Mapping

import numpy as np
import pytest
from tests.unit.test_simulate_case_orders import with_orders

from seedtrain.flow.case import load_case
from seedtrain.quantities import Uniform
from seedtrain.quantities.streams import World
from seedtrain.simulate.luck import DURATIONS, FAILURES
from seedtrain.simulate.plant_work import PlantWork
from seedtrain.simulate.sobol import LUCK, Mixed, SobolIndex, sobol
from seedtrain.simulate.variation import KINDS, variation

UNIT = Uniform(0.0, 1.0)
N = 4096


def additive(world: World) -> Mapping[str, np.ndarray]:
    """4 x1 + 2 x2 + luck: the variances are 16 : 4 : 1 twelfths."""
    drawn = 4.0 * world.draw("x1", UNIT)[1:] + 2.0 * world.draw("x2", UNIT)[1:] + world.uniform("batch")
    return {"sum": drawn, "constant": np.ones(world.replications)}


def product(world: World) -> Mapping[str, np.ndarray]:
    """x1 times luck, both about 1/2: each alone explains 3/7, the two together the last seventh."""
    return {"product": world.draw("x1", UNIT)[1:] * world.uniform("batch")}


def by_factor(found: tuple[SobolIndex, ...]) -> dict[str, SobolIndex]:
    """Index them."""
    return {each.factor: each for each in found}


def test_a_sum_is_shared_by_variance() -> None:
    """First and total indices are 16/21, 4/21 and 1/21 within four errors; the largest comes first."""
    found = sobol(additive, ["x1", "x2"], N, 1)
    assert [each.factor for each in found["sum"]] == ["x1", "x2", LUCK]
    assert "constant" not in found
    for each, share in zip(found["sum"], (16 / 21, 4 / 21, 1 / 21), strict=True):
        assert abs(each.total - share) < 4.0 * each.error
        assert each.first == pytest.approx(share, abs=0.06)


def test_an_interaction_is_in_the_totals_only() -> None:
    """Of x y with variance 7/144: 3/144 each alone, 1/144 together; totals 4/7, first indices 3/7."""
    found = by_factor(sobol(product, ["x1"], N, 1)["product"])
    for name in ("x1", LUCK):
        assert abs(found[name].total - 4 / 7) < 4.0 * found[name].error
        assert found[name].first == pytest.approx(3 / 7, abs=0.06)


def test_an_input_that_does_nothing_has_no_share() -> None:
    """A name that the answer does not draw changes nothing at all."""
    found = by_factor(sobol(product, ["x1", "idle"], 256, 1)["product"])
    assert (found["idle"].first, found["idle"].total, found["idle"].error) == (0.0, 0.0, 0.0)


def test_an_answer_that_may_never_come_has_no_indices() -> None:
    """Infinite in some worlds: no variance."""
    assert sobol(lambda world: {"x": np.where(world.uniform("x") < 0.1, np.inf, 1.0)}, [], 200, 1) == {}


def test_salib_gives_the_same() -> None:
    """SALib's estimator, on its own Sobol sequence, agrees with ours on the sum within 0.03."""
    from SALib.analyze.sobol import analyze
    from SALib.sample.sobol import sample

    names = ("x1", "x2", LUCK)
    problem = {"num_vars": 3, "names": list(names), "bounds": [[0.0, 1.0]] * 3}
    rows = sample(problem, 1024, calc_second_order=False, seed=np.random.default_rng(2))
    theirs = analyze(problem, rows @ np.array([4.0, 2.0, 1.0]), calc_second_order=False, seed=2)
    ours = by_factor(sobol(additive, ["x1", "x2"], N, 1)["sum"])
    for place, name in enumerate(names):
        assert ours[name].total == pytest.approx(float(theirs["ST"][place]), abs=0.03)


def plant() -> PlantWork:
    """Three batches with orders, and all that varies."""
    content = with_orders(cv=0.3, failure_odds=0.3, horizon_d=2000.0)
    return PlantWork(case=load_case(content), policy="plan_order", seed=5, variation=variation(None, KINDS))


def test_the_kinds_of_luck_are_the_luck() -> None:
    """Every kind taken from other replications gives those replications, to the last bit; none gives its own;
    one by one, each kind moves something."""
    work, n = plant(), 64
    kinds = work.lucks()
    extras = ("downtime", "retest", "release_delay", "site_stop", "supply", "order_change")
    assert kinds == (DURATIONS, FAILURES, *(f"luck.{kind}" for kind in extras))

    def answers(first: int, *swapped: str) -> dict[str, bytes]:
        world = Mixed(n, 5, first, swapped_first=n, swapped=frozenset(swapped))
        return {name: column.tobytes() for name, column in work.answers(world).items()}

    own, others = answers(0), answers(n)
    assert answers(0, *kinds) == others
    assert own != others
    assert own == {name: column.tobytes() for name, column in work.part(0, n).columns.items()}
    assert all(answers(0, kind) != own for kind in kinds)


def test_a_plant_without_events_owes_its_spread_to_durations_alone() -> None:
    """No failures, no events: the durations are the luck, with the whole variance."""
    work = PlantWork(case=load_case(with_orders(cv=0.3)), policy="plan_order", seed=5)
    found = by_factor(sobol(work.answers, work.lucks(), 256, 1)["orders.A.completion"])
    assert found.keys() == {DURATIONS, FAILURES, LUCK}
    assert found[DURATIONS].total == found[LUCK].total
    assert found[FAILURES].total == 0.0
