"""Sobol indices against exact ones, and against our own estimator of the same indices."""

import numpy as np
import pytest

from seedtrain.flow.sensitivity import Floats, sobol
from seedtrain.process.levels import at, uncertain
from seedtrain.process.sensitivity import sobol as by_hand
from seedtrain.process.study import asked, single
from seedtrain.quantities import Triangular, Uniform


def test_indices_of_a_product_are_those_worked_out() -> None:
    """f = x y + 3 z on [0, 1]^3: variances 1/48, 1/48, 9/12, and 1/144 that x and y share.

    The whole is 0.7986: x and y have first index 0.0261 and total 0.0348, z has 0.9391 in both.
    """
    inputs = {name: Uniform(0.0, 1.0) for name in "xyz"}
    found = {each.name: each for each in sobol(inputs, lambda c: np.asarray(c["x"] * c["y"] + 3.0 * c["z"]))}
    whole = 2.0 / 48.0 + 1.0 / 144.0 + 0.75
    assert found["z"].first == pytest.approx(0.75 / whole, abs=0.02)
    assert found["z"].total == pytest.approx(0.75 / whole, abs=0.02)
    assert found["x"].total == pytest.approx((1.0 / 48.0 + 1.0 / 144.0) / whole, abs=0.01)
    assert found["x"].first < found["x"].total
    assert 0.0 < found["z"].error < 0.2


def test_an_answer_that_does_not_vary_has_no_indices() -> None:
    """A constant has no variance to share out, and without inputs there is nothing to ask."""

    def constant(columns: object) -> Floats:
        assert isinstance(columns, dict)
        return np.full(len(columns["x"]), 3.0)

    assert sobol({"x": Triangular(0.0, 1.0, 2.0)}, constant) == ()
    assert sobol({}, constant) == ()


def test_the_same_seed_gives_the_same_indices() -> None:
    """Another seed gives others."""

    def asking(seed: int) -> float:
        return sobol({"x": Uniform(0.0, 1.0), "y": Uniform(0.0, 1.0)}, lambda c: c["x"] * c["y"], seed=seed)[
            0
        ].total

    assert asking(1) == asking(1)
    assert asking(1) != asking(2)


def test_both_estimators_agree_on_a_recipe() -> None:
    """Cost a gram of the antibody: the inputs that matter have the same indices within their errors."""
    evaluate = asked(single("mab-fed-batch", volume="2000 L"), "cost_per_gram")
    found = sobol(uncertain(evaluate), lambda columns: at(evaluate, columns))
    ours = {each.name: each.total for each in by_hand(evaluate, samples=4096)}
    assert [each.name for each in found[:3]] == list(ours)[:3]
    assert [each.total for each in found[:3]] == pytest.approx(
        [ours[each.name] for each in found[:3]], abs=0.06
    )
